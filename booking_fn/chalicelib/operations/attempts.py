"""Trying a story again when what it was decided from changed under it."""

from collections.abc import Callable
from random import SystemRandom
from typing import TypeVar

from chalicelib.core.changes import Put
from chalicelib.core.effects import OfficeLine
from chalicelib.core.errors import BookingError, TryAgain
from chalicelib.operations.faults import log, log_fault
from chalicelib.ports import ConditionFailed, Shop, StoreBusy, Unavailable

T = TypeVar("T")

MOST_TRIES = 25
LONGEST_PAUSE_SECONDS = 0.4
"""Full jitter up to this: with `MOST_TRIES` about 5 s in all."""


def retrying(shop: Shop, story: Callable[[], T]) -> T:
    """The story's answer; told again from its first reading while a guard of its commit fails.

    Raises `TryAgain` after some 5 s of collisions, or when the store is busy: never "sold out" for that.
    """
    for tries in range(MOST_TRIES):
        try:
            return story()
        except ConditionFailed:
            shop.clock.pause(SystemRandom().uniform(0, min(0.01 * 2**tries, LONGEST_PAUSE_SECONDS)))
        except StoreBusy as busy:
            raise TryAgain() from busy
    raise TryAgain()


def survives(name: str, work: Callable[[], T]) -> T | None:
    """A piece of a sweep, and its answer; one that breaks is logged, gives `None`, and does not stop those behind it.

    It stays due, so the next sweep tries it again; `name` says which it was and holds nothing personal.
    """
    try:
        return work()
    except (Unavailable, BookingError) as trouble:
        log.warning("left for the next sweep: %s: %s", name, type(trouble).__name__)
    except Exception as fault:  # noqa: BLE001 - one broken piece must not keep the others waiting
        log_fault(name, fault)
    return None


def is_seen(shop: Shop, seen: Put | None) -> bool:
    """Whether the webhook that `seen` remembers was taken in already."""
    return seen is not None and shop.store.get(seen.key) is not None


def note(shop: Shop, line: OfficeLine) -> None:
    """Write a line on the office's list, once."""
    try:
        shop.store.commit([line.put()])
    except ConditionFailed:
        return
