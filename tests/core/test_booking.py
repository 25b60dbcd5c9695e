"""A booking as it is kept: where it is found, and what is looked at when."""

from datetime import timedelta
from typing import Any

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Item
from chalicelib.core.payment import BANK_WAIT, CHECKOUT, CHECKOUT_WAIT, HOLD, Payment
from chalicelib.core.ticket import Ticket, issue

from tests.core.builders import CODES, NOW, a_booking, a_confirmed_booking, a_payment, a_refund

HOUR = timedelta(hours=1)


def due(booking: Booking) -> Any:
    return booking.put().indexes.get("work")


def test_a_booking_is_found_by_its_departure_and_comes_back_with_the_version_it_was_read_at() -> None:
    booking = a_confirmed_booking(version=7)
    put = booking.put()
    assert (put.key, put.expected_version) == (keys.booking("B1"), 7)
    assert put.indexes == {"related": keys.of_departure("murals-20270411T1200", "B1")}
    assert bookings.stored(Item(put.key, 8, put.data)) == a_confirmed_booking(version=8)
    assert put.data["version"] == 0, "the store's own version counts"


def test_a_new_booking_is_held_and_nothing_is_paid() -> None:
    given = a_booking()
    new = Booking(
        given.id, given.offer, given.departure_id, given.plan, given.contact, given.party, given.conditions_version,
        given.created_at, given.expires_at,
    )
    assert (new.state, new.again, new.number, new.version) == ("held", 0, 0, 0)
    assert (new.payment, new.tickets, new.refunds) == (None, (), ())
    assert given.payment
    assert Payment(given.payment.request) == a_payment(checkout_id=None, checkout_url=None, paid_cents=0)


def test_a_new_booking_is_written_where_there_is_none() -> None:
    assert a_booking(version=0).put().expected_version is None


@pytest.mark.parametrize(
    ("booking", "at"),
    [
        (a_booking(), NOW + HOLD),
        (a_booking(payment=a_payment(checkout_id=None)), NOW + CHECKOUT_WAIT),
        (a_booking(state="awaiting", expires_at=NOW + BANK_WAIT), NOW + BANK_WAIT),
        (a_booking(payment=None), NOW + HOLD),
    ],
)
def test_what_waits_for_money_is_looked_at_when_its_time_is_over(booking: Booking, at: Any) -> None:
    assert due(booking) == keys.due(keys.HOLDS_DUE, at, "B1")


@pytest.mark.parametrize("state", ["expired", "cancelled", "confirmed"])
def test_what_waits_for_nothing_is_in_no_queue(state: str) -> None:
    assert due(a_booking(state=state)) is None


@pytest.mark.parametrize("state", ["due", "done", "failed"])
def test_a_refund_is_followed_only_while_stripe_has_it(state: str) -> None:
    assert due(a_confirmed_booking(refunds=(a_refund(state=state, called_at=NOW),))) is None


def test_the_first_refund_on_its_way_is_asked_after_an_hour_after_its_call() -> None:
    sent = [a_refund(id=f"B1-R{n}", state="sent", called_at=NOW + n * HOUR) for n in (3, 1, 2)]
    assert due(a_confirmed_booking(refunds=(*sent, a_refund(state="done", called_at=NOW)))) == keys.due(
        keys.REFUNDS_DUE, NOW + 2 * HOUR, "B1"
    )


def test_a_refund_takes_the_place_of_the_one_of_its_id() -> None:
    booking = a_confirmed_booking(refunds=(a_refund(id="R1"), a_refund(id="R2")))
    done = a_refund(id="R1", state="done")
    changed = booking.with_refund(done)
    assert {r.id: r.state for r in changed.refunds} == {"R1": "done", "R2": "due"}
    assert (changed.refund("R1"), changed.refund("R3")) == (done, None)


def test_effects_go_on_counting_where_the_last_ones_ended() -> None:
    booking, first = a_booking().with_effects(NOW, [("mail", {}), ("refund", {})])
    booking, second = booking.with_effects(NOW, [("mail", {})])
    assert [put.key.sort for put in (*first, *second)] == ["effect#000001", "effect#000002", "effect#000003"]
    assert [put.data["kind"] for put in (*first, *second)] == ["mail", "refund", "mail"]
    assert booking.number == 3


def test_the_quote_of_a_booking_is_that_of_the_day_it_was_made() -> None:
    assert (a_booking().quote.total_cents, a_booking().quote.persons) == (3800, 3)


def test_every_person_has_a_ticket_of_the_own_tariff() -> None:
    assert issue(a_booking().quote, CODES) == (
        Ticket(CODES[0], "adult"), Ticket(CODES[1], "adult"), Ticket(CODES[2], "child"),
    )


def test_seats_and_payment_pages_are_kept_as_long_as_visitors_are_told() -> None:
    assert (timedelta(minutes=35), timedelta(minutes=31)) == (HOLD, CHECKOUT)
    assert (timedelta(seconds=45), timedelta(days=7)) == (CHECKOUT_WAIT, BANK_WAIT)


def test_stripe_gets_the_time_it_asks_for_within_the_hold() -> None:
    """Its least is 30 minutes from the call, which begins at most `CHECKOUT_WAIT` after the commit."""
    assert timedelta(minutes=30) + CHECKOUT_WAIT <= CHECKOUT < HOLD
