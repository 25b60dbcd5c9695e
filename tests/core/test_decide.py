"""Each decision: the seats first, few enough changes, every effect once, and what the visitor was promised."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from chalicelib.core import decide, effects, keys
from chalicelib.core.booking import Booking
from chalicelib.core.changes import MOST_CHANGES, MOST_ITEM_BYTES, Change, Count, Put
from chalicelib.core.errors import IllegalMove
from chalicelib.core.payment import BANK_WAIT
from chalicelib.core.pricing import PartyLine
from chalicelib.core.records import to_iso
from chalicelib.core.seats import Departure, Hold

from tests.core.builders import (
    CODES,
    DEPARTURE,
    NOW,
    STARTS_AT,
    a_booking,
    a_checkout,
    a_confirmed_booking,
    a_departure,
    a_free_booking,
    a_paid_payment,
    a_refund,
    an_offer,
)
from tests.core.decisions import after, booking_of, effects_of, item_of, kinds

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(minutes=35)
REPLAY = Put(keys.replay("0" * 32), {"booking_id": "B1"}, None)
HELD = a_departure(holds={"B1": Hold(3, LATER)})
SOLD = a_departure(sold=3)
UNPAID = a_checkout(paid=False)
EXPIRED = a_checkout(state="expired", paid=False, payment_intent=None)
OTHER_PAGE = a_checkout(id="cs_2", payment_intent="pi_2")
CROWD = "é" * 80


def awaiting() -> Booking:
    return a_booking(state="awaiting")


DECISIONS: dict[str, Callable[[], list[Change]]] = {
    "hold": lambda: decide.hold(a_booking(version=0), a_departure(), REPLAY, NOW),
    "book free": lambda: decide.book_free(a_free_booking(), a_departure(), REPLAY, CODES, NOW),
    "confirm held": lambda: decide.confirm(a_booking(), HELD, a_checkout(), CODES, NOW),
    "confirm late": lambda: decide.confirm(a_booking(state="expired"), a_departure(), a_checkout(), CODES, NOW),
    "confirm too late": lambda: decide.confirm(a_booking(), replace(HELD, status="cancelled"), a_checkout(), [], NOW),
    "await bank": lambda: decide.await_bank(a_booking(), item_of(HELD), NOW),
    "end hold": lambda: decide.end_hold(a_booking(), HELD, "expired", NOW),
    "release hold": lambda: decide.end_hold(a_booking(), HELD, "cancelled", NOW),
    "bank refuses": lambda: decide.end_hold(awaiting(), HELD, "expired", NOW),
    "cancel": lambda: decide.cancel(a_confirmed_booking(), SOLD, 3800, NOW),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_seats_come_first_and_each_thing_changes_once(name: str) -> None:
    changes = DECISIONS[name]()
    assert changes[0].key == DEPARTURE
    assert len({change.key for change in changes}) == len(changes) <= MOST_CHANGES
    assert kinds(changes)[-1] == "availability"


@pytest.mark.parametrize("name", DECISIONS)
def test_a_booking_is_stored_as_read_with_the_number_of_its_effects(name: str) -> None:
    changes = DECISIONS[name]()
    booking = booking_of(changes)
    ours = [each.key.sort for each in effects_of(changes) if each.key.partition == "booking#B1"]
    assert ours == [f"effect#{n:06d}" for n in range(1, booking.number + 1)]
    assert booking.version == (1 if name in ("hold", "book free") else 2)


@pytest.mark.parametrize("count", [1, 50])
def test_the_largest_party_needs_no_more_changes_than_the_smallest_and_fits_in_an_item(count: int) -> None:
    label = {language: CROWD for language in ("fr", "en", "es", "de")}
    tariffs = tuple(replace(t, label=label, note=label) for t in an_offer().tariffs)
    big = {"offer": an_offer(tariffs=tariffs), "party": (PartyLine("adult", count, 1500),)}
    checkout = a_checkout(amount_cents=1500 * count)
    departure = a_departure(capacity=60, holds={"B1": Hold(count, LATER)})
    confirming = decide.confirm(a_booking(**big), departure, checkout, CODES, NOW)
    assert len(confirming) == len(DECISIONS["confirm held"]())
    confirmed = booking_of(confirming)
    assert len(confirmed.tickets) == count
    cancelling = decide.cancel(confirmed, a_departure(capacity=60, sold=count), 1500 * count, NOW)
    assert len(cancelling) == len(DECISIONS["cancel"]())
    stored = [change.data for change in (*confirming, *cancelling) if isinstance(change, Put)]
    assert max(len(repr(data).encode()) for data in stored) < MOST_ITEM_BYTES // 4


def test_a_hold_keeps_the_seats_and_remembers_the_form() -> None:
    changes = DECISIONS["hold"]()
    seen = after(a_departure(), changes)
    assert (seen.left, seen.holds) == (17, {"B1": Hold(3, LATER)})
    assert REPLAY in changes
    assert kinds(changes) == ["availability"]


def test_a_free_booking_is_confirmed_with_tickets_and_mails() -> None:
    changes = DECISIONS["book free"]()
    booking = booking_of(changes)
    assert (after(a_departure(), changes).sold, booking.state, booking.payment) == (3, "confirmed", None)
    assert (booking.confirmed_at, booking.link_sent_at) == (NOW, NOW)
    assert [(t.code, t.tariff, t.state) for t in booking.tickets] == [(code, "baby", "valid") for code in CODES[:3]]
    assert kinds(changes) == ["confirmation", "partner_booking", "availability"]
    assert REPLAY in changes


@pytest.mark.parametrize(
    ("state", "departure", "left"),
    [
        ("held", HELD, 17), ("awaiting", HELD, 17), ("held", replace(HELD, status="closed"), 17),
        ("held", a_departure(), 17), ("expired", a_departure(), 17), ("expired", a_departure(sold=17), 0),
    ],
)
def test_a_payment_becomes_seats_those_held_or_others(state: str, departure: Departure, left: int) -> None:
    changes = decide.confirm(a_booking(state=state), departure, a_checkout(), CODES, NOW)
    booking, seen = booking_of(changes), after(departure, changes)
    assert (booking.state, seen.left, seen.sold, seen.holds) == ("confirmed", left, departure.sold + 3, {})
    assert booking.payment == a_paid_payment()
    assert Put(keys.payment("pi_1"), {"booking_id": "B1"}, None) in changes
    assert kinds(changes) == ["confirmation", "partner_booking", "availability"]


@pytest.mark.parametrize(
    ("state", "departure", "at", "ends"),
    [
        ("held", replace(HELD, status="cancelled"), NOW, "expired"),
        ("awaiting", replace(HELD, status="cancelled"), NOW, "expired"),
        ("held", a_departure(sold=18), NOW, "expired"),
        ("expired", a_departure(sold=18), NOW, "expired"),
        ("expired", a_departure(status="closed"), NOW, "expired"),
        ("expired", a_departure(), STARTS_AT, "expired"),
        ("cancelled", a_departure(), NOW, "cancelled"),
        ("cancelled", HELD, NOW, "cancelled"),
    ],
)
def test_a_payment_without_seats_goes_back_whole_and_a_mail_says_so(
    state: str, departure: Departure, at: Any, ends: str
) -> None:
    changes = decide.confirm(a_booking(state=state), departure, a_checkout(), CODES, at)
    booking = booking_of(changes)
    assert (booking.state, booking.tickets) == (ends, ())
    assert booking.refunds == (a_refund(reason="seats_gone", made_at=at),)
    assert kinds(changes) == ["refund", "late_refund", "availability"]
    refund, mail, _ = effects_of(changes)
    assert refund.facts == {"refund_id": "B1-R1"}
    facts: Any = mail.facts["facts"]
    assert (mail.facts["to"], facts["refund"]) == ("ana@example.org", {"amount_cents": 3800})
    assert Put(keys.payment("pi_1"), {"booking_id": "B1"}, None) in changes
    if departure.holds:
        assert after(departure, changes) == replace(departure, left=20, holds={})


@pytest.mark.parametrize(
    ("starts_in", "waits"), [(timedelta(days=10), BANK_WAIT), (timedelta(days=3), timedelta(days=3))]
)
def test_seats_wait_for_a_bank_a_week_but_never_past_the_start(starts_in: timedelta, waits: timedelta) -> None:
    booking = a_booking()
    booking = replace(booking, plan=replace(booking.plan, starts_at=NOW + starts_in))
    changes = decide.await_bank(booking, item_of(HELD), NOW)
    kept = booking_of(changes)
    assert (kept.state, kept.expires_at) == ("awaiting", NOW + waits)
    assert after(HELD, changes).holds == {"B1": Hold(3, NOW + waits)}


@pytest.mark.parametrize(
    ("booking", "departure", "state", "mails"),
    [
        (a_booking(), HELD, "expired", ["availability"]),
        (a_booking(), HELD, "cancelled", ["availability"]),
        (awaiting(), HELD, "expired", ["payment_failed", "availability"]),
    ],
)
def test_an_unpaid_booking_gives_its_seats_back(
    booking: Booking, departure: Departure, state: str, mails: list[str]
) -> None:
    changes = decide.end_hold(booking, departure, state, NOW)
    assert after(departure, changes) == a_departure()
    assert booking_of(changes).state == state
    assert kinds(changes) == mails


@pytest.mark.parametrize("departure", [None, a_departure(holds={"B2": Hold(3, LATER)})])
def test_a_hold_that_was_swept_is_not_freed_twice(departure: Departure | None) -> None:
    changes = decide.end_hold(a_booking(), departure, "expired", NOW)
    assert not any(isinstance(change, Count) for change in changes)
    assert booking_of(changes).state == "expired"


def test_awaiting_cannot_be_released_by_the_visitor() -> None:
    with pytest.raises(IllegalMove):
        decide.end_hold(awaiting(), HELD, "cancelled", NOW)


@pytest.mark.parametrize(
    ("booking", "departure", "checkout", "state"),
    [
        (a_booking(), HELD, a_checkout(), "confirmed"),
        (a_booking(), HELD, UNPAID, "awaiting"),
        (a_booking(), a_departure(), UNPAID, "expired"),
        (a_booking(), HELD, EXPIRED, "cancelled"),
        (a_booking(), HELD, replace(EXPIRED, id="cs_2"), None),
        (a_booking(), HELD, replace(EXPIRED, state="open"), None),
        (awaiting(), HELD, a_checkout(), "confirmed"),
        (awaiting(), HELD, UNPAID, None),
        (awaiting(), HELD, EXPIRED, None),
        (a_booking(state="expired"), a_departure(), a_checkout(), "confirmed"),
        (a_booking(state="expired"), a_departure(), EXPIRED, None),
        (a_booking(state="cancelled"), a_departure(), a_checkout(), "cancelled"),
        (a_confirmed_booking(), SOLD, a_checkout(), None),
        (a_confirmed_booking(), SOLD, OTHER_PAGE, "confirmed"),
        (a_confirmed_booking(), SOLD, EXPIRED, None),
        (a_free_booking(state="confirmed"), SOLD, a_checkout(), None),
    ],
)
def test_news_of_a_payment_page_changes_what_it_can(
    booking: Booking, departure: Departure, checkout: Any, state: str | None
) -> None:
    changes = decide.on_checkout(booking, item_of(departure), checkout, CODES, NOW)
    assert (booking_of(changes).state if changes else None) == state


def test_a_page_whose_answer_was_lost_confirms_its_booking_all_the_same() -> None:
    booking = a_booking()
    assert booking.payment
    unknown = replace(booking, payment=replace(booking.payment, checkout_id=None))
    assert booking_of(decide.on_checkout(unknown, item_of(HELD), OTHER_PAGE, CODES, NOW)).state == "confirmed"
    assert booking_of(decide.on_checkout(unknown, item_of(HELD), EXPIRED, CODES, NOW)).state == "cancelled"


def test_a_page_that_ended_by_hand_cancels_and_one_that_ended_by_its_clock_expires() -> None:
    booking = a_booking()
    assert booking.payment
    ends_at = booking.payment.request.expires_at
    early = decide.on_checkout(booking, item_of(HELD), EXPIRED, CODES, ends_at - timedelta(seconds=1))
    on_time = decide.on_checkout(booking, item_of(HELD), EXPIRED, CODES, ends_at)
    assert [booking_of(early).state, booking_of(on_time).state] == ["cancelled", "expired"]


@pytest.mark.parametrize(
    ("booking", "state"),
    [
        (awaiting(), "expired"), (a_booking(), "expired"), (a_confirmed_booking(), None),
        (a_booking(state="expired"), None), (a_booking(state="cancelled"), None),
    ],
)
def test_a_bank_that_refuses_ends_what_is_not_paid(booking: Booking, state: str | None) -> None:
    changes = decide.on_bank_refusal(booking, HELD, NOW)
    assert (booking_of(changes).state if changes else None) == state


def test_mails_go_to_the_visitor_and_the_partner_each_in_their_language() -> None:
    booking = a_booking()
    english = replace(booking, contact=replace(booking.contact, language="en"))
    visitor, partner, availability = effects_of(decide.confirm(english, HELD, a_checkout(), CODES, NOW))
    assert (visitor.facts["locale"], visitor.facts["to"]) == ("en", "ana@example.org")
    assert (partner.facts["locale"], partner.facts["to"]) == ("fr", "ateliers@example.org")
    assert availability.facts == {"offer_id": "murals"}
    facts: Any = visitor.facts["facts"]
    assert (facts["offer"]["title"], facts["booking"]["total_cents"]) == ("The walls", 3800)
    assert [line["label"] for line in facts["booking"]["party"]] == ["Adult", "Child"]
    assert [ticket["label"] for ticket in facts["tickets"]] == ["Adult", "Adult", "Child"]
    assert facts["departure"]["starts_at"] == to_iso(STARTS_AT)


def test_two_rewritings_of_one_offer_in_a_second_are_two_effects() -> None:
    first, second = (effects.availability("murals", f"B1.{version}", NOW) for version in (1, 2))
    assert first.key != second.key
    assert first.key.partition == second.key.partition
