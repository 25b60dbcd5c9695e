"""What must be done after a commit, as data: kept in the same commit, carried out by the worker, in order.

An effect of a booking lives in the booking's partition; one that rewrites an availability file in the offer's.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.core import keys
from chalicelib.core.changes import Item, Key, Put
from chalicelib.core.records import dump, load, to_iso

LEASE = timedelta(minutes=2)
"""How long a worker keeps an effect to itself; a worker that dies loses no more than that."""
FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(hours=1)
GIVE_UP = timedelta(days=1)
"""After a day of failures an effect goes to the office's list and no longer keeps later ones waiting."""
LEAST_TRIES = 5
"""One that waited for its turn all day gets so many tries of its own first."""


@dataclass(frozen=True)
class Effect:
    """One thing to do: `mail`, `refund` or `availability`, with the facts it takes. `tries` counts failures."""

    key: Key
    kind: str
    facts: dict[str, object]
    made_at: datetime
    due_at: datetime
    tries: int = 0
    trouble: str = ""

    def put(self, expected_version: int | None = None) -> Put:
        """The change that stores it, found in the queue of effects from `due_at` on."""
        name = f"{self.key.partition}#{self.key.sort}"
        return Put(self.key, dump(self), expected_version, {"work": keys.due(keys.EFFECTS_DUE, self.due_at, name)})

    def leased(self, now: datetime) -> "Effect":
        """The effect while a worker has it."""
        return replace(self, due_at=now + LEASE)

    def failed(self, trouble: str, now: datetime) -> "Effect":
        """The effect after a failure: due again after a wait that doubles, from 15 s to an hour."""
        wait = min(FIRST_RETRY * 2 ** min(self.tries, 10), LONGEST_RETRY)
        return replace(self, tries=self.tries + 1, due_at=now + wait, trouble=trouble)

    def given_up(self, now: datetime) -> bool:
        """Whether it has failed for a day, and often enough."""
        return now - self.made_at >= GIVE_UP and self.tries >= LEAST_TRIES


def stored(item: Item) -> Effect:
    """The effect of a stored item."""
    return load(Effect, item.data)


def of_booking(booking_id: str, number: int, kind: str, facts: dict[str, object], now: datetime) -> Effect:
    """The `number`th effect of a booking; numbers give the order."""
    key = Key(keys.booking(booking_id).partition, f"{keys.EFFECT}{number:06d}")
    return Effect(key, kind, facts, now, now)


def availability(offer_id: str, name: str, now: datetime) -> Effect:
    """Rewrite the availability file of an offer; `name` tells it from others of the same second."""
    key = Key(f"availability#{offer_id}", f"{keys.EFFECT}{to_iso(now)}#{name}")
    return Effect(key, "availability", {"offer_id": offer_id}, now, now)


@dataclass(frozen=True)
class OfficeLine:
    """Something that a person of the office must look at: what, of which booking, and the facts.

    `kind` and `id` name it once and for all, so that the same trouble is written once.
    """

    kind: str
    id: str
    booking_id: str
    at: datetime
    facts: dict[str, object] = field(default_factory=dict)

    def put(self) -> Put:
        """The change that writes it on the list, unless it stands there."""
        return Put(keys.office(self.kind, self.id), dump(self), None)
