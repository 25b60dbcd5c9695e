"""What one page finds out and the next one wants too: the pages of an offer are made one after another."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def of_the_last(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """Keeps what `make` made last, for as long as it is given the very same object; one that never changes."""
    last: list[tuple[Given, Made]] = []

    def made(given: Given) -> Made:
        if not last or last[0][0] is not given:
            last[:] = [(given, make(given))]
        return last[0][1]

    return made


_iso = lru_cache(4096)(lambda at, zone, fold: at.isoformat())


def isoformat(at: date | time) -> str:
    """As its own method: a page writes the same instant several times, and each would ask the zone for its offset."""
    # Two datetimes of one zone are equal where only their fold differs; two of one instant are, whatever their zones.
    return _iso(at, at.tzinfo, at.fold) if isinstance(at, datetime) else at.isoformat()
