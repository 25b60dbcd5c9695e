"""Seats: what is left, held and sold always add up, and nobody gets one that is not there."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from chalicelib.core import seats
from chalicelib.core.changes import Change, Item
from chalicelib.core.errors import (
    BookingError,
    DepartureCancelled,
    DepartureClosed,
    DeparturePast,
    OthersPaying,
    SoldOut,
)
from chalicelib.core.records import dump
from chalicelib.core.seats import MOST_HOLDS, Departure, Hold, Ruling
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import DEPARTURE, MODEST, NOW, STARTS_AT, Applied, GuardFailed, a_departure, a_plan

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(minutes=35)
CLOSES_AT = STARTS_AT - timedelta(hours=1)
KINDS = ["hold", "sell", "sell_late", "sell_held", "free_hold", "give_back", "prolong", "sweep", "wait"]
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["a", "b", "c"]), st.integers(1, 4)), max_size=40,
)


def item_of(departure: Departure) -> Item:
    return Item(DEPARTURE, 3, dump(departure))


def lapsed_and_live(lapsed: int, live: int) -> dict[str, Hold]:
    return {"old": Hold(lapsed, NOW), "new": Hold(live, LATER)}


@MODEST
@given(STEPS)
def test_left_sold_and_held_make_the_capacity_after_any_changes(steps: list[tuple[str, str, int]]) -> None:
    kept = Applied(a_departure(capacity=6))
    now = NOW
    for step, name, count in steps:
        now += timedelta(minutes=20) if step == "wait" else timedelta(0)
        with suppress(GuardFailed, KeyError):
            kept.commit([] if step == "wait" else [_change(kept, step, name, count, now)])
        seen = kept.departure
        assert seen.left + seen.sold + seen.held == seen.capacity == 6
        assert min(seen.left, seen.sold) >= 0


def _change(kept: Applied, step: str, name: str, count: int, now: datetime) -> Change:
    departure = kept.departure
    held = departure.holds[name].seats if step in ("sell_held", "free_hold", "prolong") else 0
    lapses_at = now + timedelta(minutes=35)
    made: dict[str, Callable[[], Change | None]] = {
        "hold": lambda: seats.hold(departure, name, count, now, lapses_at),
        "sell": lambda: seats.sell(departure, count, now),
        "sell_late": lambda: seats.sell(departure, count, now, until="starts_at"),
        "sell_held": lambda: seats.sell_held(departure, name, held),
        "free_hold": lambda: seats.free_hold(departure, name, held),
        "give_back": lambda: seats.give_back(departure, count),
        "prolong": lambda: seats.prolong(kept.item, name, lapses_at),
        "sweep": lambda: seats.sweep(kept.item, now),
    }
    change = made[step]()
    if change is None:
        raise GuardFailed(step)
    return change


@pytest.mark.parametrize(
    ("departure", "wanted", "after", "expected"),
    [
        (a_departure(), 20, NOW, None),
        (a_departure(), 21, NOW, SoldOut(20)),
        (a_departure(sold=20), 1, NOW, SoldOut(0)),
        (a_departure(sold=18), 2, NOW, None),
        (a_departure(sold=18), 3, NOW, SoldOut(2)),
        (a_departure(status="closed"), 1, NOW, DepartureClosed()),
        (a_departure(status="cancelled"), 1, NOW, DepartureCancelled()),
        (a_departure(status="cancelled"), 1, STARTS_AT, DepartureCancelled()),
        (a_departure(), 1, CLOSES_AT - SECOND, None),
        (a_departure(), 1, CLOSES_AT, DepartureClosed()),
        (a_departure(), 1, STARTS_AT - SECOND, DepartureClosed()),
        (a_departure(), 1, STARTS_AT, DeparturePast()),
        (a_departure(closes_at=STARTS_AT + SECOND), 1, STARTS_AT, DeparturePast()),
        (a_departure(status="closed"), 1, STARTS_AT, DeparturePast()),
        (a_departure(sold=15, holds={"b": Hold(5, LATER)}), 1, NOW, OthersPaying(0, "2027-04-01T10:35:00Z")),
        (a_departure(sold=15, holds={"b": Hold(5, LATER)}), 1, LATER - SECOND, OthersPaying(0, "2027-04-01T10:35:00Z")),
        (a_departure(sold=15, holds={"b": Hold(5, LATER)}), 5, LATER, None),
        (a_departure(sold=15, holds=lapsed_and_live(2, 3)), 2, NOW, None),
        (a_departure(sold=15, holds=lapsed_and_live(2, 3)), 5, NOW, OthersPaying(2, "2027-04-01T10:35:00Z")),
        (a_departure(sold=15, holds=lapsed_and_live(2, 3)), 6, NOW, SoldOut(2)),
    ],
)
def test_a_refusal_says_why(
    departure: Departure, wanted: int, after: datetime, expected: BookingError | None
) -> None:
    assert seats.refusal(departure, wanted, after) == expected


def test_a_hold_is_refused_by_the_write_itself_from_the_cut_off_on() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.hold(kept.departure, "a", 1, CLOSES_AT - SECOND, LATER)])
    with pytest.raises(GuardFailed):
        kept.commit([seats.hold(kept.departure, "b", 1, CLOSES_AT, LATER)])


def test_a_late_payment_may_take_seats_until_the_start_but_not_at_it() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.sell(kept.departure, 1, STARTS_AT - SECOND, until="starts_at")])
    with pytest.raises(GuardFailed):
        kept.commit([seats.sell(kept.departure, 1, STARTS_AT, until="starts_at")])
    with pytest.raises(GuardFailed):
        kept.commit([seats.sell(kept.departure, 1, CLOSES_AT)])


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_the_write_itself_refuses_a_departure_that_is_not_open(status: str) -> None:
    kept = Applied(a_departure(status=status))
    for change in (seats.hold(kept.departure, "a", 1, NOW, LATER), seats.sell(kept.departure, 1, NOW)):
        with pytest.raises(GuardFailed):
            kept.commit([change])


def test_one_booking_holds_its_seats_once_and_gives_them_back_once() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.hold(kept.departure, "a", 2, NOW, LATER)])
    with pytest.raises(GuardFailed):
        kept.commit([seats.hold(kept.departure, "a", 2, NOW, LATER)])
    kept.commit([seats.free_hold(kept.departure, "a", 2)])
    for again in (seats.free_hold(kept.departure, "a", 2), seats.sell_held(kept.departure, "a", 2)):
        with pytest.raises(GuardFailed):
            kept.commit([again])
    assert kept.departure == a_departure()


def test_no_more_seats_are_given_back_than_were_sold() -> None:
    kept = Applied(a_departure(sold=2))
    with pytest.raises(GuardFailed):
        kept.commit([seats.give_back(kept.departure, 3)])
    kept.commit([seats.give_back(kept.departure, 2)])
    assert kept.departure.left == 20


def test_a_departure_takes_so_many_holds_and_no_more_until_some_lapse() -> None:
    full = {f"b{n}": Hold(1, LATER) for n in range(MOST_HOLDS)}
    crowded = a_departure(capacity=1000, holds=full)
    assert seats.refusal(crowded, 1, NOW) == OthersPaying(600, "2027-04-01T10:35:00Z")
    assert seats.refusal(a_departure(capacity=1000, holds=dict(list(full.items())[1:])), 1, NOW) is None
    assert seats.refusal(a_departure(capacity=1000, holds=full | {"b0": Hold(1, NOW)}), 1, NOW) is None
    with pytest.raises(GuardFailed):
        Applied(crowded).commit([seats.hold(crowded, "one more", 1, NOW, LATER)])


def test_the_item_of_a_departure_full_of_holds_stays_under_32_kb() -> None:
    holds = {f"B{n:09d}": Hold(50, LATER) for n in range(MOST_HOLDS)}
    assert len(json.dumps(dump(a_departure(capacity=20000, holds=holds)))) < 32 * 1024


def test_a_lapsed_hold_counts_as_free_and_is_swept_at_once_with_the_others() -> None:
    holds = {"old": Hold(2, NOW - SECOND), "now": Hold(3, NOW), "new": Hold(4, LATER)}
    departure = a_departure(sold=5, holds=holds)
    assert (departure.left, departure.free(NOW), departure.held) == (6, 11, 9)
    assert departure.returns_at(NOW) == LATER
    swept = seats.sweep(item_of(departure), NOW)
    assert swept
    assert swept.expected_version == 3
    assert seats.stored(Item(DEPARTURE, 4, swept.data)) == a_departure(sold=5, holds={"new": Hold(4, LATER)})


def test_there_is_nothing_to_sweep_while_every_hold_lives() -> None:
    assert seats.sweep(item_of(a_departure(holds={"new": Hold(4, NOW + SECOND)})), NOW) is None


def test_seats_come_back_first_when_the_first_live_hold_lapses() -> None:
    holds = {"a": Hold(1, LATER), "b": Hold(1, NOW + SECOND), "c": Hold(1, NOW)}
    assert a_departure(holds=holds).returns_at(NOW) == NOW + SECOND
    assert a_departure().returns_at(NOW) is None


def test_a_hold_is_prolonged_without_touching_the_others() -> None:
    departure = a_departure(holds=lapsed_and_live(1, 2))
    longer = seats.prolong(item_of(departure), "old", STARTS_AT)
    assert seats.stored(Item(DEPARTURE, 4, longer.data)).holds == {"old": Hold(1, STARTS_AT), "new": Hold(2, LATER)}
    assert longer.expected_version == 3


def test_a_new_departure_has_all_its_seats_left() -> None:
    new = seats.new_departure("murals", "murals-20270411T1200", a_plan(capacity=7))
    assert (new.left, new.sold, new.holds, new.capacity, new.decided) == (7, 0, {}, 7, None)


@pytest.mark.parametrize(
    ("decided", "status", "capacity"),
    [
        (None, "open", 20),
        ({"status": "closed"}, "closed", 20),
        ({"capacity": 30}, "open", 30),
        ({"capacity": 9}, "open", 9),
        ({"capacity": 8}, "open", 20),
        ({"capacity": 0, "status": "cancelled"}, "cancelled", 20),
        ({}, "open", 20),
    ],
)
def test_what_was_decided_wins_over_what_was_planned(
    decided: dict[str, int | str] | None, status: str, capacity: int
) -> None:
    ruling = None if decided is None else replace(Ruling("office", NOW, "a strike"), **decided)  # type: ignore[arg-type]
    departure = replace(a_departure(sold=4, holds={"b": Hold(5, LATER)}), decided=ruling)
    seen = seats.effective(departure)
    assert (seen.status, seen.capacity, seen.left) == (status, capacity, capacity - 9)


def test_a_replanned_departure_keeps_what_is_sold_and_takes_the_new_times() -> None:
    moved = a_plan(starts_at=STARTS_AT + SECOND, closes_at=STARTS_AT, capacity=25)
    seen = seats.effective(replace(a_departure(sold=4), planned=moved))
    assert (seen.starts_at, seen.closes_at, seen.left, seen.sold) == (moved.starts_at, moved.closes_at, 21, 4)


def test_late_seats_are_those_left_on_an_open_departure_that_has_not_begun() -> None:
    two_left = a_departure(sold=18)
    assert seats.can_sell_late(two_left, 2, STARTS_AT - SECOND)
    assert not seats.can_sell_late(two_left, 3, NOW)
    assert not seats.can_sell_late(two_left, 2, STARTS_AT)
    assert not seats.can_sell_late(a_departure(status="closed"), 1, NOW)
