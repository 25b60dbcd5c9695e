"""The visitor's way, told to the end: holding, paying, leaving, coming late."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.errors import AlreadyBooked, AlreadyPaidFor, HoldExpired, PaymentUnavailable, Refused, SoldOut
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.operations.reading import offer_on_sale
from chalicelib.operations.release_hold import pay_hold, release_hold
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.show_booking import show_booking
from chalicelib.operations.show_form import show_form
from chalicelib.operations.take_event import take_event
from chalicelib.ports import PaymentEvent

from tests.fakes.payments import Fault
from tests.fakes.shop import (
    DEPARTURE_ID,
    NOW,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_free_offer,
    a_shop,
    an_offer,
    until_quiet,
)


@pytest.fixture
def the(tmp_path: Path) -> ShopForTests:
    return a_shop(tmp_path)


def the_booking(the: ShopForTests, number: int = -1) -> Booking:
    page = the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related")
    return bookings.stored(the.shop.store.get(page.items[number].key) or page.items[number])


def the_departure(the: ShopForTests) -> seats.Departure:
    item = the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
    assert item
    return seats.stored(item)


def deliver(the: ShopForTests, event: PaymentEvent) -> None:
    take_event(the.shop, *the.payments.signed(event))


def book(the: ShopForTests, **fields: str) -> str:
    """Post a form; the id of Stripe's page."""
    hold_seats(the.shop, "murals", a_form(**fields))
    payment = the_booking(the).payment
    assert payment
    assert payment.checkout_id
    return payment.checkout_id


def pay(the: ShopForTests, **fields: str) -> Booking:
    deliver(the, the.payments.pay(book(the, **fields)))
    until_quiet(lambda: run_effects(the.shop))
    return the_booking(the)


def office(the: ShopForTests) -> list[str]:
    return [str(item.data["kind"]) for item in the.shop.store.query("office").items]


def subjects(the: ShopForTests) -> list[str]:
    return [mail.subject for mail in the.mailer.sent]


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


def test_a_webhook_told_twice_changes_nothing_the_second_time(the: ShopForTests) -> None:
    event = the.payments.pay(book(the))
    deliver(the, event)
    before = the_booking(the)
    deliver(the, event)
    assert the_booking(the) == before
    assert the_departure(the).sold == 3


def test_a_lapsed_hold_frees_its_seats_within_the_sweep_and_the_file_shows_it(the: ShopForTests) -> None:
    book(the)
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert the_booking(the).state == "expired"
    assert (the_departure(the).left, the_departure(the).holds) == (20, {})
    assert json.loads(the.files.files["availability/murals.json"])["departures"][DEPARTURE_ID]["left"] == 20


def test_a_hold_is_found_paid_when_its_webhook_never_came(the: ShopForTests) -> None:
    the.payments.pay(book(the))
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert the_booking(the).state == "confirmed"
    assert the_departure(the).sold == 3


def test_a_lapsed_hold_counts_as_free_by_the_clock_before_any_sweep(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    book(the)
    the.clock.move(minutes=36)
    book(the, email="bo@example.org")
    assert the_departure(the).held == 3


def test_a_late_payment_takes_other_seats_if_there_are_any(the: ShopForTests) -> None:
    checkout = the.payments.checkout(book(the))
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert the_booking(the).state == "expired"
    confirm_payment(the.shop, replace(checkout, state="complete", paid=True, payment_intent="pi_late"))
    assert the_booking(the).state == "confirmed"
    assert (the_departure(the).sold, the_departure(the).left) == (3, 17)


def test_a_payment_of_seats_that_were_released_goes_back(the: ShopForTests) -> None:
    checkout = the.payments.checkout(book(the))
    release_hold(the.shop, the_booking(the).id)
    confirm_payment(the.shop, replace(checkout, state="complete", paid=True, payment_intent="pi_late"))
    booking = the_booking(the)
    assert booking.state == "cancelled"
    assert [(r.amount_cents, r.reason) for r in booking.refunds] == [(3800, "seats_gone")]


def test_a_second_payment_of_the_same_booking_goes_back_and_the_office_hears_of_it(the: ShopForTests) -> None:
    booking = pay(the)
    assert booking.payment
    paid = the.payments.checkout(str(booking.payment.checkout_id))
    for _ in range(2):
        confirm_payment(the.shop, replace(paid, id="cs_other", payment_intent="pi_other"))
    assert [(r.amount_cents, r.reason) for r in the_booking(the).refunds] == [(3800, "paid_twice")]
    assert office(the) == ["paid_twice"]
    assert the_departure(the).sold == 3


def test_a_payment_of_another_amount_confirms_nothing_and_the_office_hears_of_it_once(the: ShopForTests) -> None:
    checkout = the.payments.checkout(book(the))
    for _ in range(2):
        paid = replace(checkout, state="complete", paid=True, payment_intent="pi_1", amount_cents=1)
        confirm_payment(the.shop, paid)
    assert the_booking(the).state == "expired"
    assert office(the) == ["amount_differs"]


def test_a_late_payment_without_seats_goes_back_by_itself_with_a_mail(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    late = book(the)
    late_booking = the_booking(the)
    the.payments.begin(late)
    the.clock.move(minutes=36)
    deliver(the, the.payments.pay(_checkout_of(the, email="bo@example.org")))
    deliver(the, the.payments.finish(late))
    until_quiet(lambda: run_effects(the.shop))
    item = the.shop.store.get(keys.booking(late_booking.id))
    assert item
    refunded = bookings.stored(item)
    assert refunded.state == "expired"
    assert [(r.amount_cents, r.state, r.reason) for r in refunded.refunds] == [(3800, "done", "seats_gone")]
    assert "late_refund fr" in subjects(the)
    assert the_departure(the).sold == 3


def _checkout_of(the: ShopForTests, **fields: str) -> str:
    url = hold_seats(the.shop, "murals", a_form(**fields))
    return next(c.id for c in the.payments.checkouts_since(the.clock.now() - timedelta(days=1)) if c.url == url)


def test_an_asynchronous_payment_keeps_the_seats_until_the_bank_answers(the: ShopForTests) -> None:
    checkout = book(the)
    deliver(the, the.payments.pay_later(checkout))
    assert the_booking(the).state == "awaiting"
    the.clock.move(days=2)
    expire_holds(the.shop)
    assert the_departure(the).held == 3
    deliver(the, the.payments.async_succeed(checkout))
    assert the_booking(the).state == "confirmed"


def test_a_bank_that_refuses_frees_the_seats_and_a_mail_says_so(the: ShopForTests) -> None:
    checkout = book(the)
    deliver(the, the.payments.pay_later(checkout))
    deliver(the, the.payments.async_fail(checkout))
    until_quiet(lambda: run_effects(the.shop))
    assert the_booking(the).state == "expired"
    assert the_departure(the).left == 20
    assert subjects(the) == ["payment_failed fr"]


def test_success_told_before_completion_ends_the_same(the: ShopForTests) -> None:
    checkout = book(the)
    first = the.payments.pay_later(checkout)
    deliver(the, the.payments.async_succeed(checkout))
    deliver(the, first)
    assert the_booking(the).state == "confirmed"
    assert the_departure(the).sold == 3


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


def test_cancelling_within_the_terms_refunds_and_frees_the_seats(the: ShopForTests) -> None:
    booking = pay(the)
    cancel_booking(the.shop, booking.id, shown_cents=3800)
    until_quiet(lambda: run_effects(the.shop))
    booking = the_booking(the)
    assert booking.state == "cancelled"
    assert [(r.amount_cents, r.state) for r in booking.refunds] == [(3800, "done")]
    assert booking.payment
    assert booking.payment.state == "refunded"
    assert [t.state for t in booking.tickets] == ["void"] * 3
    assert (the_departure(the).left, the_departure(the).sold) == (20, 0)
    assert subjects(the)[2:] == ["cancellation fr", "partner_cancellation fr"]


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


def test_a_refund_begun_at_stripe_is_booked_and_shown_to_the_office(the: ShopForTests) -> None:
    booking = pay(the)
    assert booking.payment
    deliver(the, the.payments.refund_at_stripe(str(booking.payment.payment_intent), 1000))
    booking = the_booking(the)
    assert booking.payment
    assert booking.payment.state == "part_refunded"
    assert office(the) == ["refund_at_stripe"]
    cancel_booking(the.shop, booking.id, shown_cents=2800)


def test_a_dispute_is_booked_and_shown_to_the_office(the: ShopForTests) -> None:
    booking = pay(the)
    assert booking.payment
    opened = the.payments.dispute(str(booking.payment.payment_intent))
    assert opened.dispute
    closed = the.payments.close_dispute(opened.dispute.id, won=False)
    deliver(the, closed)
    deliver(the, opened)
    booking = the_booking(the)
    assert booking.payment
    assert booking.payment.state == "lost"
    assert office(the) == ["dispute_lost"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"departure": ""}, ["unknown_departure"]),
        ({"departure": "murals-20990101T1000"}, ["unknown_departure"]),
        ({"count_adult": "0", "count_child": ""}, ["empty_party"]),
        ({"count_adult": "-1"}, ["bad_count"]),
        ({"count_adult": "1.5"}, ["bad_count"]),
        ({"count_adult": "٣"}, ["bad_count"]),
        ({"count_adult": "two"}, ["bad_count"]),
        ({"count_adult": "99999999999"}, ["bad_count"]),
        ({"count_adult": "999"}, ["party_too_large"]),
        ({"count_senior": "1"}, ["unknown_tariff"]),
        ({"email": "ana@example.org\r\nBcc: x@example.org"}, ["bad_email"]),
        ({"email": "ana@localhost"}, ["bad_email"]),
        ({"name": "Ana\nMartín"}, ["bad_name"]),
        ({"name": " "}, ["bad_name"]),
        ({"phone": "call me"}, ["bad_phone"]),
        ({"language": "xx"}, ["bad_language"]),
        ({"accept": ""}, ["conditions_not_accepted"]),
        ({"conditions": "2020-01-01"}, ["conditions_not_accepted"]),
        ({"terms": "0" * 16}, ["terms_changed"]),
        ({"name": "", "email": "", "accept": ""}, ["bad_name", "bad_email", "conditions_not_accepted"]),
    ],
)
def test_a_bad_field_is_named_and_changes_nothing(the: ShopForTests, fields: dict[str, str], codes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(**fields))
    assert [error.code for error in refused.value.errors] == codes
    assert the_departure(the).left == 20
    assert the.payments.calls == []


@pytest.mark.parametrize(
    ("departure", "code"),
    [
        (a_departure(capacity=2), "sold_out"),
        (a_departure(status="cancelled"), "departure_cancelled"),
        (a_departure(status="closed"), "departure_closed"),
    ],
)
def test_a_departure_that_cannot_be_had_says_why(tmp_path: Path, departure: dict[str, object], code: str) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[departure])))
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form())
    assert [error.code for error in refused.value.errors] == [code]


@pytest.mark.parametrize(
    ("moved", "code"), [({"days": 9, "hours": 23}, "departure_closed"), ({"days": 10}, "departure_past")]
)
def test_booking_ends_at_the_cut_off_and_at_the_start(the: ShopForTests, moved: dict[str, int], code: str) -> None:
    the.clock.move(**moved)
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form())
    assert [error.code for error in refused.value.errors] == [code]


def test_a_departure_filled_by_holds_alone_says_when_seats_may_come_back(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    book(the)
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(email="bo@example.org"))
    assert refused.value.errors[0].data() == {"left": 0, "returns_at": "2027-04-01T10:35:00Z"}


def test_a_full_departure_is_refused_with_the_nearest_dates_that_have_seats(tmp_path: Path) -> None:
    later = [a_departure(NOW + timedelta(days=10 + more), capacity=more) for more in (2, 3, 5, 7, 9)]
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=2), *later])))
    offer = offer_on_sale(the.shop, "murals")
    facts = show_form(the.shop, offer, "fr", a_form(), Refused((SoldOut(2),)))
    form: Any = facts["form"]
    told = json.loads("{" + form["errors"][0]["message"].partition("} {")[2])
    assert [date[:10] for date in told["data"]["dates"]] == ["2027-04-14", "2027-04-16", "2027-04-18"]


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


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"starts_at": "2027-04-11T13:00:00Z"}])
def test_a_departure_called_off_or_moved_is_reported_and_may_be_cancelled_for_all_the_money(
    the: ShopForTests, change: dict[str, object]
) -> None:
    booking = pay(the)
    the.clock.move(days=9, hours=12)
    changed = an_offer(departures=[a_departure() | change], hash="1" * 32)
    report = publish_catalogue(the.shop, a_catalogue(changed, sequence=2))
    assert [line.partition(":")[0] for line in report.kept] == [DEPARTURE_ID]
    token = the.shop.links.booking("fr", booking.id).rpartition("/")[2]
    actions: Any = show_booking(the.shop, booking.id, token, "fr")["actions"]
    assert actions["cancel"] == {"refund_cents": 3800, "percent": 100}
    cancel_booking(the.shop, booking.id, shown_cents=3800)
