"""Cancelling, and money that must go back: as much as the terms say, once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chalicelib.core import decide, keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Put
from chalicelib.core.errors import NotCancellable, RefundChanged
from chalicelib.core.offer import MeetingPoint, Tier
from chalicelib.core.seats import Hold

from tests.core.builders import (
    CODES,
    NOW,
    STARTS_AT,
    a_booking,
    a_checkout,
    a_confirmed_booking,
    a_departure,
    a_paid_payment,
    a_refund,
    an_offer,
)
from tests.core.decisions import after, booking_of, effects_of, kinds

SECOND = timedelta(seconds=1)
SOLD = a_departure(sold=3)
HELD = a_departure(sold=0, holds={"B1": Hold(3, NOW + timedelta(minutes=35))})
OTHER_PAGE = a_checkout(id="cs_2", payment_intent="pi_2")


@pytest.mark.parametrize(
    ("hours_before", "cents"), [(48, 3800), (47, 1900), (24, 1900), (23, 0)]
)
def test_cancelling_gives_back_what_the_terms_say_voids_the_tickets_and_frees_the_seats(
    hours_before: int, cents: int
) -> None:
    at = STARTS_AT - timedelta(hours=hours_before)
    changes = decide.cancel(a_confirmed_booking(), SOLD, cents, at)
    booking = booking_of(changes)
    assert (booking.state, booking.cancelled_at) == ("cancelled", at)
    assert [t.state for t in booking.tickets] == ["void"] * 3
    assert after(SOLD, changes) == a_departure()
    refunds = (a_refund(amount_cents=cents, made_at=at),) if cents else ()
    assert booking.refunds == refunds
    mails = ["cancellation", "partner_cancellation", "availability"]
    assert kinds(changes) == (["refund", *mails] if cents else mails)
    facts: Any = effects_of(changes)[-3].facts["facts"]
    assert facts["refund"] == {"amount_cents": cents}


def test_a_ticket_that_was_redeemed_stays_so_when_the_booking_is_cancelled() -> None:
    booking = a_confirmed_booking()
    first, *others = booking.tickets
    booking = replace(booking, tickets=(first.moved("redeemed"), *others))
    cancelled = booking_of(decide.cancel(booking, SOLD, 3800, NOW))
    assert [t.state for t in cancelled.tickets] == ["redeemed", "void", "void"]


@pytest.mark.parametrize("shown", [3799, 3801, 0])
def test_a_page_that_showed_another_refund_is_told_the_right_one(shown: int) -> None:
    with pytest.raises(RefundChanged) as error:
        decide.cancel(a_confirmed_booking(), SOLD, shown, NOW)
    assert error.value.refund_cents == 3800


@pytest.mark.parametrize(
    ("booking", "at"),
    [
        (a_booking(), NOW), (a_booking(state="awaiting"), NOW), (a_booking(state="expired"), NOW),
        (a_confirmed_booking(state="cancelled"), NOW), (a_confirmed_booking(), STARTS_AT),
        (a_confirmed_booking(), STARTS_AT + SECOND),
    ],
)
def test_only_a_confirmed_booking_is_cancelled_and_before_the_start(booking: Booking, at: Any) -> None:
    with pytest.raises(NotCancellable):
        decide.cancel(booking, SOLD, 0, at)


@pytest.mark.parametrize(
    ("payment", "refunds", "cents"),
    [
        (a_paid_payment(), (), 3800),
        (a_paid_payment(state="won"), (), 3800),
        (a_paid_payment(state="part_refunded"), (a_refund(amount_cents=1000, state="done"),), 2800),
        (a_paid_payment(), (a_refund(amount_cents=1000, state="failed"),), 3800),
        (a_paid_payment(), (a_refund(state="done", payment_intent="pi_2", reason="paid_twice"),), 3800),
        (a_paid_payment(state="refunded"), (a_refund(state="done"),), 0),
        (a_paid_payment(state="disputed"), (), 0),
        (a_paid_payment(state="lost"), (), 0),
        (None, (), 0),
    ],
)
def test_nothing_that_went_back_already_goes_back_again(payment: Any, refunds: Any, cents: int) -> None:
    assert decide.refund_now(a_confirmed_booking(payment=payment, refunds=refunds), SOLD, NOW) == cents


def test_the_terms_are_those_the_booking_was_made_with() -> None:
    booking = a_confirmed_booking(offer=an_offer(cancellation=(Tier(0, 30),)))
    assert decide.refund_now(booking, SOLD, STARTS_AT - SECOND) == 1140


HERE = MeetingPoint("Gare", "Place de la Gare", 48799700, 2404200)


@pytest.mark.parametrize(("plan", "cents"), [
    ({}, 0), ({"status": "cancelled"}, 3800), ({"starts_at": STARTS_AT + SECOND}, 3800), ({"language": "en"}, 3800),
    ({"meeting_point": replace(HERE, address="Rue du Port")}, 3800), ({"meeting_point": None}, 3800),
    ({"meeting_point": replace(HERE, lat_e6=48799700 + 1001)}, 3800),
    ({"meeting_point": replace(HERE, lon_e6=2404200 - 1001)}, 3800),
    ({"meeting_point": replace(HERE, name="La gare", lat_e6=48799700 + 1000)}, 0),
    ({"capacity": 30}, 0), ({"ends_at": STARTS_AT + 99 * SECOND}, 0), ({"status": "full"}, 0),
    ({"status": "closed"}, 0),
])
def test_a_departure_called_off_or_with_another_time_place_or_language_gives_all_the_money_back(
    plan: Any, cents: int
) -> None:
    booking = a_confirmed_booking(offer=an_offer(cancellation=()))
    planned = seats.effective(replace(SOLD, planned=replace(SOLD.planned, **plan)))
    assert decide.refund_now(booking, planned, NOW) == cents


def test_seats_held_past_their_time_are_not_sold_once_the_departure_has_begun() -> None:
    booking = a_booking(expires_at=STARTS_AT - SECOND)
    paid = booking_of(decide.confirm(booking, HELD, a_checkout(), CODES, STARTS_AT))
    assert (paid.state, [r.reason for r in paid.refunds]) == ("expired", ["seats_gone"])


def test_a_second_payment_goes_back_once_and_the_office_hears_of_it() -> None:
    changes = decide.paid_twice(a_confirmed_booking(), OTHER_PAGE, NOW)
    booking = booking_of(changes)
    assert booking.refunds == (a_refund(reason="paid_twice", payment_intent="pi_2"),)
    assert (booking.state, kinds(changes)) == ("confirmed", ["refund"])
    assert keys.office("paid_twice", "cs_2") in [change.key for change in changes]
    assert Put(keys.payment("pi_2"), {"booking_id": "B1"}, None) in changes
    assert decide.paid_twice(booking, OTHER_PAGE, NOW) == []


def test_refunds_of_one_booking_have_ids_of_their_own() -> None:
    booking = booking_of(decide.paid_twice(a_confirmed_booking(), OTHER_PAGE, NOW))
    cancelled = booking_of(decide.cancel(booking, SOLD, 3800, NOW))
    assert [(r.id, r.payment_intent) for r in cancelled.refunds] == [("B1-R1", "pi_2"), ("B1-R2", "pi_1")]
