"""Departures by day, of all offers: kept by the ledger a day at a time, so that an edit looks at its own days alone."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from ..model.departures import Departure
from .ledger import Ledger

Row = tuple[int, str, str, str]
"""A departure: the minute of the day, its offer, its status, the language of its guide."""
Counts = tuple[tuple[int, int], ...]
"""By language, in their order: how many departures a day has, and how many of them take place."""

NUMBERS = "I"
"""The type of `array` in which days are packed."""


def packed(departures: Iterable[Departure]) -> bytes:
    """The days of some departures, as proleptic ordinals."""
    return array(NUMBERS, [one.starts_local.toordinal() for one in departures]).tobytes()


def unpacked(days: bytes) -> Collection[int]:
    """What was packed."""
    return array(NUMBERS, days)


class Days:
    """Which departures each day has."""

    def __init__(self, ledger: Ledger, trusted: bool) -> None:
        """`trusted`: what the ledger holds may be used."""
        self._ledger = ledger
        self._known: Mapping[int, Counts] = ledger.fact("days", {})
        self.before: Mapping[int, Counts] = self._known if trusted else {}
        """The days of the last build."""
        self.touched: set[int] = set()
        """The days whose departures may be others by now."""
        self._others: set[str] = set()
        self._read: dict[int, list[Row]] = {}
        self._rows: dict[int, list[Row]] = {}
        self._kept: dict[int, list[Row]] = {}

    def leave(self, own_id: str, days: bytes) -> None:
        """Forget the departures of an offer, which it had on some days."""
        self._others.add(own_id)
        self.touched.update(unpacked(days))

    def put(self, own_id: str, departures: Iterable[Departure]) -> None:
        """Take note of an offer's departures."""
        self._others.add(own_id)
        for one in departures:
            at = one.starts_local
            row = (60 * at.hour + at.minute, own_id, one.status, one.language)
            self._read.setdefault(at.toordinal(), []).append(row)
            self.touched.add(at.toordinal())

    @cached_property
    def changed(self) -> set[int]:
        """Of the days that were touched those that have other departures now. To be asked when all are put."""
        return {day for day in self.touched if self.rows(day) != self._kept[day]}

    def rows(self, day: int) -> list[Row]:
        """The departures of a day, in the order of their hours."""
        if day not in self._rows:
            kept = self._kept[day] = self._ledger.fact(f"day:{day}", []) if day in self.before else []
            same = [row for row in kept if row[1] not in self._others] if day in self.touched else kept
            self._rows[day] = sorted([*same, *self._read.get(day, ())])
        return self._rows[day]

    def facts(self, counts: Mapping[int, Counts]) -> dict[str, Any]:
        """What the ledger is to hold, `counts` being those of all days."""
        gone = self._known.keys() - counts.keys()
        rows = {f"day:{day}": self.rows(day) if day in counts else () for day in {*self.touched, *gone}}
        return {"days": dict(counts), **rows}
