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
    QuotaReached,
    SoldOut,
)
from chalicelib.core.records import dump
from chalicelib.core.seats import MOST_HOLDS, NO_QUOTA, Departure, Hold, Ruling
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import DEPARTURE, MODEST, NOW, STARTS_AT, Applied, GuardFailed, a_departure, a_plan

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(minutes=35)
CLOSES_AT = STARTS_AT - timedelta(hours=1)
QUOTAS = {"adult": NO_QUOTA, "social": 3}
KINDS = ["hold", "sell", "sell_late", "sell_held", "free_hold", "give_back", "prolong", "sweep", "wait"]
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["a", "b", "c"]), st.integers(0, 3), st.integers(1, 3)),
    max_size=40,
)


def adults(count: int) -> dict[str, int]:
    return {"adult": count}


def item_of(departure: Departure) -> Item:
    return Item(DEPARTURE, 3, dump(departure))


def lapsed_and_live(lapsed: int, live: int) -> dict[str, Hold]:
    return {"old": Hold(lapsed, NOW), "new": Hold(live, LATER)}


@MODEST
@given(STEPS)
def test_left_sold_and_held_make_the_capacity_and_each_quota_after_any_changes(
    steps: list[tuple[str, str, int, int]]
) -> None:
    kept = Applied(a_departure(capacity=6, quotas=QUOTAS))
    sold: list[dict[str, int]] = []
    now = NOW
    for step, name, full_price, social in steps:
        now += timedelta(minutes=20) if step == "wait" else timedelta(0)
        before = kept.departure
        party = {"adult": full_price, "social": social}
        with suppress(GuardFailed, KeyError, IndexError):
            party = sold[-1] if step == "give_back" else before.holds[name].party if step == "sell_held" else party
            kept.commit([] if step == "wait" else [_change(kept, step, name, party, now)])
            sold += [party] if step.startswith("sell") else []
            del sold[len(sold) - (step == "give_back"):]
        _adds_up(kept.departure, sold)


def _adds_up(seen: Departure, sold: list[dict[str, int]]) -> None:
    assert seen.left + seen.sold + seen.held == seen.capacity == 6
    assert min(seen.left, seen.sold) >= 0
    for tariff, quota in QUOTAS.items():
        taken = [party[tariff] for party in sold] + [hold.party[tariff] for hold in seen.holds.values()]
        assert seen.quota_left[tariff] == quota - sum(taken) >= 0


def _change(kept: Applied, step: str, name: str, party: dict[str, int], now: datetime) -> Change:
    departure = kept.departure
    held = departure.holds[name] if step in ("sell_held", "free_hold", "prolong") else Hold(0, now)
    lapses_at = now + timedelta(minutes=35)
    made: dict[str, Callable[[], Change | None]] = {
        "hold": lambda: seats.hold(departure, name, party, now, lapses_at),
        "sell": lambda: seats.sell(departure, party, now),
        "sell_late": lambda: seats.sell(departure, party, now, until="starts_at"),
        "sell_held": lambda: seats.sell_held(departure, name, held.seats),
        "free_hold": lambda: seats.free_hold(departure, name, held),
        "give_back": lambda: seats.give_back(departure, party),
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
        (a_departure(status="full"), 1, NOW, SoldOut(0)),
        (a_departure(status="full"), 1, CLOSES_AT, DepartureClosed()),
        (a_departure(status="full"), 1, STARTS_AT, DeparturePast()),
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
    kept.commit([seats.hold(kept.departure, "a", adults(1), CLOSES_AT - SECOND, LATER)])
    with pytest.raises(GuardFailed):
        kept.commit([seats.hold(kept.departure, "b", adults(1), CLOSES_AT, LATER)])


def test_a_late_payment_may_take_seats_until_the_start_but_not_at_it() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.sell(kept.departure, adults(1), STARTS_AT - SECOND, until="starts_at")])
    with pytest.raises(GuardFailed):
        kept.commit([seats.sell(kept.departure, adults(1), STARTS_AT, until="starts_at")])
    with pytest.raises(GuardFailed):
        kept.commit([seats.sell(kept.departure, adults(1), CLOSES_AT)])


@pytest.mark.parametrize("status", ["closed", "cancelled", "full"])
def test_the_write_itself_refuses_a_departure_that_is_not_open(status: str) -> None:
    kept = Applied(a_departure(status=status))
    for change in (seats.hold(kept.departure, "a", adults(1), NOW, LATER), seats.sell(kept.departure, adults(1), NOW)):
        with pytest.raises(GuardFailed):
            kept.commit([change])


def test_one_booking_holds_its_seats_once_and_gives_them_back_once() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.hold(kept.departure, "a", adults(2), NOW, LATER)])
    with pytest.raises(GuardFailed):
        kept.commit([seats.hold(kept.departure, "a", adults(2), NOW, LATER)])
    kept.commit([seats.free_hold(kept.departure, "a", Hold(2, LATER))])
    for again in (seats.free_hold(kept.departure, "a", Hold(2, LATER)), seats.sell_held(kept.departure, "a", 2)):
        with pytest.raises(GuardFailed):
            kept.commit([again])
    assert kept.departure == a_departure()


def test_no_more_seats_are_given_back_than_were_sold() -> None:
    kept = Applied(a_departure(sold=2))
    with pytest.raises(GuardFailed):
        kept.commit([seats.give_back(kept.departure, adults(3))])
    kept.commit([seats.give_back(kept.departure, adults(2))])
    assert kept.departure.left == 20


def test_a_departure_takes_so_many_holds_and_no_more_until_some_lapse() -> None:
    full = {f"b{n}": Hold(1, LATER) for n in range(MOST_HOLDS)}
    crowded = a_departure(capacity=1000, holds=full)
    assert seats.refusal(crowded, 1, NOW) == OthersPaying(600, "2027-04-01T10:35:00Z")
    assert seats.refusal(a_departure(capacity=1000, holds=dict(list(full.items())[1:])), 1, NOW) is None
    assert seats.refusal(a_departure(capacity=1000, holds=full | {"b0": Hold(1, NOW)}), 1, NOW) is None
    with pytest.raises(GuardFailed):
        Applied(crowded).commit([seats.hold(crowded, "one more", adults(1), NOW, LATER)])


def test_the_item_of_a_departure_full_of_holds_stays_under_48_kb() -> None:
    holds = {f"B{n:09d}": Hold(50, LATER, {"adult": 49, "social": 1}) for n in range(MOST_HOLDS)}
    assert len(json.dumps(dump(a_departure(capacity=20000, quotas=QUOTAS, holds=holds)))) < 48 * 1024


def party(full_price: int, social: int) -> dict[str, int]:
    return {"adult": full_price, "social": social}


def test_the_write_itself_refuses_more_of_a_tariff_than_its_quota() -> None:
    kept = Applied(a_departure(quotas=QUOTAS))
    kept.commit([seats.hold(kept.departure, "a", party(1, 2), NOW, LATER)])
    for change in (
        seats.hold(kept.departure, "b", party(0, 2), NOW, LATER), seats.sell(kept.departure, party(5, 2), NOW),
        seats.sell(kept.departure, party(0, 2), NOW, until="starts_at"),
    ):
        with pytest.raises(GuardFailed):
            kept.commit([change])
    kept.commit([seats.sell(kept.departure, party(5, 1), NOW)])
    assert (kept.departure.left, kept.departure.quota_left["social"]) == (11, 0)


def test_what_is_left_of_a_quota_counts_lapsed_holds_and_is_told_tariff_by_tariff() -> None:
    kept = Applied(a_departure(quotas=QUOTAS | {"baby": 1}))
    kept.commit([seats.hold(kept.departure, "a", {"social": 1, "baby": 1}, NOW, NOW + SECOND)])
    kept.commit([seats.hold(kept.departure, "b", {"social": 1}, NOW, LATER)])
    asked = {"adult": 4, "social": 3, "baby": 1}
    assert seats.quota_refusals(kept.departure, asked, NOW) == (QuotaReached("social", 1), QuotaReached("baby", 0))
    assert seats.quota_refusals(kept.departure, asked, NOW + SECOND) == (QuotaReached("social", 2),)
    assert not kept.departure.has_now({"baby": 1})
    swept = seats.sweep(kept.item, NOW + SECOND)
    assert swept
    kept.commit([swept])
    assert kept.departure.has_now({"baby": 1})
    assert kept.departure.quota_left == {"adult": NO_QUOTA, "social": 2, "baby": 1}


@pytest.mark.parametrize(("planned", "left"), [
    ({"adult": NO_QUOTA, "social": 5}, {"social": 2}), ({"adult": NO_QUOTA, "social": 2}, {"social": -1}),
    ({"adult": NO_QUOTA, "social": NO_QUOTA}, {"social": NO_QUOTA - 3}), ({"adult": 4, "social": 3}, {"adult": 2}),
    ({"adult": NO_QUOTA}, {"social": NO_QUOTA - 3}), ({**QUOTAS, "new": 7}, {"new": 7}),
])
def test_a_quota_that_is_raised_lowered_dropped_or_set_counts_what_is_taken(
    planned: dict[str, int], left: dict[str, int]
) -> None:
    kept = Applied(a_departure(quotas=QUOTAS))
    kept.commit([seats.sell(kept.departure, party(2, 1), NOW)])
    kept.commit([seats.hold(kept.departure, "a", party(0, 2), NOW, LATER)])
    changed = seats.effective(replace(kept.departure, planned=a_plan(quotas=planned)))
    assert changed.quota_left.items() >= left.items()
    assert seats.overdrawn(changed) == ({"social": 3} if left == {"social": -1} else {})
    back = seats.effective(replace(changed, planned=a_plan(quotas=QUOTAS)))
    assert back.quota_left.items() >= kept.departure.quota_left.items()


def test_a_departure_written_before_tariffs_were_counted_still_sells() -> None:
    kept = Applied(a_departure())
    kept.commit([seats.hold(kept.departure, "a", party(1, 1), NOW, LATER)])
    assert (kept.departure.left, kept.departure.holds["a"]) == (18, Hold(2, LATER))


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
        ({"status": "full"}, "full", 20),
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


def test_the_office_may_open_what_was_planned_full() -> None:
    full = a_departure(status="full")
    opened = seats.effective(replace(full, decided=Ruling("office", NOW, "two came free", status="open")))
    assert (full.status, opened.status) == ("full", "open")
    assert seats.refusal(opened, 1, NOW) is None


def test_a_replanned_departure_keeps_what_is_sold_and_takes_the_new_times() -> None:
    moved = a_plan(starts_at=STARTS_AT + SECOND, closes_at=STARTS_AT, capacity=25)
    seen = seats.effective(replace(a_departure(sold=4), planned=moved))
    assert (seen.starts_at, seen.closes_at, seen.left, seen.sold) == (moved.starts_at, moved.closes_at, 21, 4)


def test_late_seats_are_those_left_on_an_open_departure_that_has_not_begun() -> None:
    two_left = a_departure(sold=18)
    assert seats.can_sell_late(two_left, adults(2), STARTS_AT - SECOND)
    assert not seats.can_sell_late(two_left, adults(3), NOW)
    assert not seats.can_sell_late(two_left, adults(2), STARTS_AT)
    assert not seats.can_sell_late(a_departure(status="closed"), adults(1), NOW)
    assert not seats.can_sell_late(a_departure(quotas=adults(1)), adults(2), NOW)
    assert seats.can_sell_late(a_departure(quotas=adults(2)), adults(2), NOW)
