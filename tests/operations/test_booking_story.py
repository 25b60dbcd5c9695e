"""The visitor's way, told to the end: holding, paying, leaving, coming back."""

import json
from pathlib import Path

import pytest
from chalicelib.core.errors import AlreadyBooked, AlreadyPaidFor, HoldExpired, PaymentUnavailable
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.release_hold import pay_hold, release_hold
from chalicelib.operations.run_effects import run_effects

from tests.fakes.payments import Fault
from tests.fakes.shop import (
    DEPARTURE_ID,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_free_offer,
    a_shop,
    an_offer,
    until_quiet,
)
from tests.operations.acting import book, deliver, office, pay, subjects, the_booking, the_departure


def test_a_paid_booking_sells_its_seats_and_mails_visitor_and_partner(the: ShopForTests) -> None:
    booking = pay(the)
    assert booking.state == "confirmed"
    assert [t.state for t in booking.tickets] == ["valid"] * 3
    assert (the_departure(the).sold, the_departure(the).left, the_departure(the).holds) == (3, 17, {})
    assert subjects(the) == ["confirmation fr", "partner_booking fr"]
    assert json.loads(the.mailer.sent[1].text)["facts"]["sold"] == 3


def test_the_price_comes_from_the_published_offer(the: ShopForTests) -> None:
    checkout = the.payments.checkout(book(the))
    assert checkout.amount_cents == 2 * 1500 + 800


def test_held_seats_are_seen_in_the_availability_file(the: ShopForTests) -> None:
    book(the)
    until_quiet(lambda: run_effects(the.shop))
    shown = json.loads(the.files.files["availability/murals.json"])
    assert shown["departures"][DEPARTURE_ID] == {
        "left": 17, "status": "open", "returns_at": None, "closes_at": a_departure()["closes_at"],
    }


def test_a_free_booking_is_confirmed_at_once_and_never_speaks_to_stripe(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(a_free_offer()))
    link = hold_seats(the.shop, "murals", a_form(count_child="0"))
    until_quiet(lambda: run_effects(the.shop))
    assert link == the.shop.links.booking("fr", the_booking(the).id)
    assert subjects(the) == ["confirmation fr", "partner_booking fr"]
    assert the.payments.calls == []


def test_the_same_form_posted_twice_leads_to_one_page_and_one_booking(the: ShopForTests) -> None:
    first, second = (hold_seats(the.shop, "murals", a_form()) for _ in range(2))
    assert first == second
    assert the_departure(the).held == 3


def test_the_same_form_after_payment_says_so_and_mails_the_link_again_but_seldom(the: ShopForTests) -> None:
    pay(the)
    the.clock.move(minutes=11)
    for _ in range(2):
        with pytest.raises(AlreadyBooked) as told:
            hold_seats(the.shop, "murals", a_form())
    until_quiet(lambda: run_effects(the.shop))
    assert told.value.again == 1
    assert subjects(the).count("link_again fr") == 1
    assert the_departure(the).sold == 3


def test_a_visitor_who_wants_more_seats_gets_them(the: ShopForTests) -> None:
    pay(the)
    pay(the, again="1")
    assert the_departure(the).sold == 6


def test_a_lapsed_hold_frees_its_seats_within_the_sweep_and_the_file_shows_it(the: ShopForTests) -> None:
    book(the)
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert the_booking(the).state == "expired"
    assert (the_departure(the).left, the_departure(the).holds) == (20, {})
    assert json.loads(the.files.files["availability/murals.json"])["departures"][DEPARTURE_ID]["left"] == 20


def test_a_lapsed_hold_counts_as_free_by_the_clock_before_any_sweep(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    book(the)
    the.clock.move(minutes=36)
    book(the, email="bo@example.org")
    assert the_departure(the).held == 3


def test_a_page_that_cannot_be_made_gives_the_seats_back(the: ShopForTests) -> None:
    the.payments.fail_next("open_checkout", Fault.NOT_REACHED)
    with pytest.raises(PaymentUnavailable):
        hold_seats(the.shop, "murals", a_form())
    assert the_departure(the).left == 20


def test_a_page_made_in_a_lost_answer_is_taken_back_by_the_sweep(the: ShopForTests) -> None:
    the.payments.fail_next("open_checkout", Fault.LOST_ANSWER)
    with pytest.raises(PaymentUnavailable):
        hold_seats(the.shop, "murals", a_form())
    assert the_departure(the).left == 20


def test_a_visitor_who_leaves_can_go_on_to_pay(the: ShopForTests) -> None:
    url = hold_seats(the.shop, "murals", a_form())
    assert pay_hold(the.shop, the_booking(the).id) == url


def test_a_visitor_who_leaves_can_release_the_seats_and_nobody_can_pay_them_any_more(the: ShopForTests) -> None:
    checkout = book(the)
    release_hold(the.shop, the_booking(the).id)
    assert the_booking(the).state == "cancelled"
    assert the_departure(the).left == 20
    assert the.payments.checkout(checkout).state == "expired"
    with pytest.raises(HoldExpired):
        pay_hold(the.shop, the_booking(the).id)


def test_already_paid_wins_over_release(the: ShopForTests) -> None:
    the.payments.pay(book(the))
    with pytest.raises(AlreadyPaidFor):
        release_hold(the.shop, the_booking(the).id)
    assert the_booking(the).state == "confirmed"


def test_a_mail_server_that_is_down_loses_nothing(the: ShopForTests) -> None:
    the.mailer.down = True
    pay(the)
    assert subjects(the) == []
    the.mailer.down = False
    the.clock.move(hours=1)
    until_quiet(lambda: run_effects(the.shop))
    assert subjects(the) == ["confirmation fr", "partner_booking fr"]


def test_a_mail_that_fails_for_a_day_goes_to_the_office_and_the_next_is_sent(the: ShopForTests) -> None:
    the.mailer.down = True
    pay(the)
    for _ in range(25):
        the.clock.move(hours=1)
        run_effects(the.shop)
    assert office(the) == ["not_done"]
    the.mailer.down = False
    the.clock.move(hours=1)
    until_quiet(lambda: run_effects(the.shop))
    assert subjects(the) == ["partner_booking fr"]


def test_stripe_may_tell_of_a_released_page_before_the_release_is_written(the: ShopForTests) -> None:
    deliver(the, the.payments.expire(book(the)))
    assert the_booking(the).state == "cancelled"
    assert the_departure(the).left == 20


def test_a_page_that_ended_by_the_clock_ends_the_hold_as_expired(the: ShopForTests) -> None:
    checkout = book(the)
    the.clock.move(minutes=32)
    deliver(the, the.payments.expire(checkout))
    assert the_booking(the).state == "expired"


def test_the_same_form_while_a_bank_decides_makes_no_second_booking(the: ShopForTests) -> None:
    deliver(the, the.payments.pay_later(book(the)))
    with pytest.raises(AlreadyBooked):
        hold_seats(the.shop, "murals", a_form())
    assert the_departure(the).held == 3


def test_the_same_form_after_its_page_ended_asks_stripe_before_opening_another(the: ShopForTests) -> None:
    the.payments.pay(book(the))
    the.clock.move(minutes=32)
    with pytest.raises(AlreadyBooked):
        hold_seats(the.shop, "murals", a_form())
    assert (the_departure(the).sold, the_departure(the).held) == (3, 0)
