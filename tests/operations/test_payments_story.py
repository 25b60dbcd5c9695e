"""Payments that come late, twice, slowly or not at all, and money that goes back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.operations.release_hold import release_hold
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.show_booking import show_booking

from tests.fakes.shop import (
    DEPARTURE_ID,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_shop,
    an_offer,
    until_quiet,
    with_quotas,
)
from tests.operations.acting import book, deliver, office, pay, subjects, the_booking, the_departure


def test_a_webhook_told_twice_changes_nothing_the_second_time(the: ShopForTests) -> None:
    event = the.payments.pay(book(the))
    deliver(the, event)
    before = the_booking(the)
    deliver(the, event)
    assert the_booking(the) == before
    assert the_departure(the).sold == 3


def test_a_hold_is_found_paid_when_its_webhook_never_came(the: ShopForTests) -> None:
    the.payments.pay(book(the))
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert the_booking(the).state == "confirmed"
    assert the_departure(the).sold == 3


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


@pytest.mark.parametrize("offer", [an_offer(departures=[a_departure(capacity=3)]), with_quotas(child=1)])
def test_a_late_payment_without_seats_at_its_tariffs_goes_back_by_itself_with_a_mail(
    tmp_path: Path, offer: dict[str, object]
) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(offer))
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
