"""Buyers at once, on SQLite and on DynamoDB: the last seat goes to one buyer only, and every buyer has an answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

from chalicelib.core.changes import Change, Count, Data, Entry, Key, Path, Put
from chalicelib.ports import ConditionFailed, Store

BUYERS, SEATS = 32, 20
DEPARTURE = Key("offer#murals", "departure#murals-20270501T1430")


def open_departure(store: Store, seats: int = SEATS) -> None:
    store.commit([Put(DEPARTURE, {"left": seats, "status": "open", "holds": {}}, None)])


def hold(buyer: int) -> Count:
    entry = Entry("holds", f"b{buyer}", {"seats": 1})
    return Count(DEPARTURE, add={"left": -1}, at_least={"left": 1}, equals={"status": "open"}, add_entry=entry)


def hold_at_quota(buyer: int) -> Count:
    entry = Entry("holds", f"b{buyer}", {"seats": 1, "party": {"social": 1}})
    taken: dict[Path, int] = {"left": -1, ("quota_left", "social"): -1}
    return Count(
        DEPARTURE, add=taken, at_least={"left": 1, ("quota_left", "social"): 1}, equals={"status": "open"},
        add_entry=entry,
    )


def booking(buyer: int) -> Put:
    return Put(Key(f"booking#b{buyer}", "booking"), {"seats": 1}, None, {"related": Key("departure", f"b{buyer}")})


def race(buyers: int, buy: Callable[[int], None]) -> list[int]:
    """The buyers who won, of those who all start at the same instant."""
    start = Barrier(buyers)

    def run(buyer: int) -> bool:
        start.wait(10)
        try:
            buy(buyer)
        except ConditionFailed:
            return False
        return True

    with ThreadPoolExecutor(buyers) as threads:
        won = list(threads.map(run, range(buyers)))
    return [buyer for buyer in range(buyers) if won[buyer]]


def test_20_buyers_of_a_quota_of_3_take_exactly_3(store: Store) -> None:
    data: Data = {"left": SEATS, "status": "open", "holds": {}, "quota_left": {"social": 3, "adult": 100}}
    store.commit([Put(DEPARTURE, data, None)])
    won = race(20, lambda buyer: store.commit([hold_at_quota(buyer), booking(buyer)]))
    assert len(won) == 3
    seen = departure(store)
    assert (seen["left"], seen["quota_left"]) == (SEATS - 3, {"social": 0, "adult": 100})
    assert sorted(seen["holds"]) == sorted(f"b{buyer}" for buyer in won)


def departure(store: Store) -> dict[str, Any]:
    item = store.get(DEPARTURE)
    assert item
    return item.data


def test_32_buyers_for_20_seats_take_exactly_20(store: Store) -> None:
    open_departure(store)
    won = race(BUYERS, lambda buyer: store.commit([hold(buyer)]))
    assert len(won) == SEATS
    assert departure(store) == {"left": 0, "status": "open", "holds": {f"b{buyer}": {"seats": 1} for buyer in won}}


def test_seats_and_bookings_are_written_together_or_not_at_all(store: Store) -> None:
    open_departure(store)
    won = race(BUYERS, lambda buyer: store.commit([hold(buyer), booking(buyer)]))
    found = store.query("departure", index="related", limit=BUYERS).items
    assert len(won) == SEATS
    assert sorted(item.key.partition for item in found) == sorted(f"booking#b{buyer}" for buyer in won)
    assert departure(store)["left"] == 0
    assert set(departure(store)["holds"]) == {f"b{buyer}" for buyer in won}


def test_one_alone_puts_an_item_that_is_not_there(store: Store) -> None:
    won = race(BUYERS, lambda _: store.commit([Put(DEPARTURE, {"same": "content"}, None)]))
    assert len(won) == 1


def test_one_alone_changes_an_item_from_a_version(store: Store) -> None:
    open_departure(store)
    won = race(BUYERS, lambda _: store.commit([Put(DEPARTURE, {"same": "content"}, 1)]))
    assert len(won) == 1


class Careless:
    """A store without the limits of a `Count`, to show that these races tell a guard from none."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def commit(self, changes: Sequence[Change]) -> None:
        self.store.commit([replace(c, at_least={}) if isinstance(c, Count) else c for c in changes])


def test_without_the_limit_the_same_race_oversells(store: Store) -> None:
    open_departure(store)
    careless = Careless(store)
    won = race(BUYERS, lambda buyer: careless.commit([hold(buyer)]))
    assert len(won) == len(departure(store)["holds"]) == BUYERS
    assert departure(store)["left"] == SEATS - BUYERS
