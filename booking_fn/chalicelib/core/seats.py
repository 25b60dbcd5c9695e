"""Seats of a departure: what is left, held and sold, and the changes that move them.

`left + sold + the seats of all holds = capacity`, always; a lapsed hold counts as free by the clock, and is
swept when the departure looks full. The effective status and capacity are those decided by partner or office,
else those planned in the catalogue.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.core import keys
from chalicelib.core.changes import Count, Entry, Item, Put
from chalicelib.core.errors import (
    BookingError,
    DepartureCancelled,
    DepartureClosed,
    DeparturePast,
    OthersPaying,
    SoldOut,
)
from chalicelib.core.records import dump, load, to_iso

MOST_HOLDS = 400
"""Live holds of one departure: some 60 bytes each, so that its item stays under 32 KB."""


@dataclass(frozen=True)
class Plan:
    """A departure as the catalogue plans it; written by publish alone."""

    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    starts_local: str
    capacity: int
    status: str
    language: str


@dataclass(frozen=True)
class Ruling:
    """What the partner or the office decided of a departure, and who, when and why."""

    by: str
    at: datetime
    why: str
    status: str | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Hold:
    """Seats kept for a booking until `expires_at`."""

    seats: int
    expires_at: datetime


@dataclass(frozen=True)
class Departure:
    """One dated start of an offer. `status` and the times are the effective ones, so that a write can check them."""

    id: str
    offer_id: str
    planned: Plan
    status: str
    starts_at: datetime
    closes_at: datetime
    capacity: int
    left: int
    sold: int = 0
    holds: dict[str, Hold] = field(default_factory=dict)
    decided: Ruling | None = None
    hash: str = ""

    @property
    def held(self) -> int:
        """Seats of all holds, lapsed or not."""
        return sum(hold.seats for hold in self.holds.values())

    def lapsed(self, now: datetime) -> dict[str, Hold]:
        """Holds whose time is over."""
        return {name: hold for name, hold in self.holds.items() if hold.expires_at <= now}

    def free(self, now: datetime) -> int:
        """Seats that can be sold at `now`."""
        return self.left + sum(hold.seats for hold in self.lapsed(now).values())

    def returns_at(self, now: datetime) -> datetime | None:
        """When the next seats that are held may come back."""
        return min((h.expires_at for h in self.holds.values() if h.expires_at > now), default=None)


def new_departure(offer_id: str, departure_id: str, planned: Plan) -> Departure:
    """A departure of which nothing is sold yet."""
    return Departure(
        id=departure_id, offer_id=offer_id, planned=planned, status=planned.status,
        starts_at=planned.starts_at, closes_at=planned.closes_at, capacity=planned.capacity, left=planned.capacity,
    )


def effective(departure: Departure) -> Departure:
    """The departure with status and capacity as decided, else as planned; `left` follows the capacity.

    A capacity below what is sold and held is not applied: the former one stays.
    """
    decided, planned = departure.decided, departure.planned
    wanted = decided.capacity if decided and decided.capacity is not None else planned.capacity
    taken = departure.sold + departure.held
    capacity = departure.capacity if wanted < taken else wanted
    return replace(
        departure,
        status=(decided and decided.status) or planned.status,
        starts_at=planned.starts_at, closes_at=planned.closes_at,
        capacity=capacity, left=capacity - taken,
    )


def stored(item: Item) -> Departure:
    """The departure of a stored item."""
    return load(Departure, item.data)


def refusal(departure: Departure, seats: int, now: datetime) -> BookingError | None:
    """Why `seats` cannot be had at `now`, or `None` if they can."""
    if departure.status == "cancelled":
        return DepartureCancelled()
    if departure.starts_at <= now:
        return DeparturePast()
    if departure.status != "open" or departure.closes_at <= now:
        return DepartureClosed()
    free = departure.free(now)
    live_holds = len(departure.holds) - len(departure.lapsed(now))
    if free >= seats and live_holds < MOST_HOLDS:
        return None
    returns_at = departure.returns_at(now)
    if returns_at and departure.capacity - departure.sold >= seats:
        return OthersPaying(free, to_iso(returns_at))
    return SoldOut(free)


def can_sell_late(departure: Departure, seats: int, now: datetime) -> bool:
    """Whether seats are left, before the start, for a payment that comes after its hold was swept.

    Lapsed holds are to be swept first.
    """
    return departure.status == "open" and departure.left >= seats and departure.starts_at > now


def hold(departure: Departure, booking_id: str, seats: int, now: datetime, expires_at: datetime) -> Count:
    """Keep seats for a booking: taken from what is left, while the departure can be booked."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"left": -seats}, at_least={"left": seats}, equals={"status": "open"},
        later_than={"closes_at": to_iso(now)},
        add_entry=Entry("holds", booking_id, dump(Hold(seats, expires_at))), most_entries=MOST_HOLDS,
    )


def sell(departure: Departure, seats: int, now: datetime, *, until: str = "closes_at") -> Count:
    """Sell seats that were not held: a free offer, or a payment that came after its hold lapsed.

    `until` is the field that must not be reached: a late payment may come after the cut-off (`starts_at`).
    """
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"left": -seats, "sold": seats}, at_least={"left": seats}, equals={"status": "open"},
        later_than={until: to_iso(now)},
    )


def sell_held(departure: Departure, booking_id: str, seats: int) -> Count:
    """Turn a hold into sold seats, lapsed or not, as long as it was not swept."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"sold": seats}, remove_entry=Entry("holds", booking_id),
    )


def free_hold(departure: Departure, booking_id: str, seats: int) -> Count:
    """Give a hold's seats back."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"left": seats}, remove_entry=Entry("holds", booking_id),
    )


def give_back(departure: Departure, seats: int) -> Count:
    """Put sold seats on sale again."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"left": seats, "sold": -seats}, at_least={"sold": seats},
    )


def prolong(item: Item, booking_id: str, expires_at: datetime) -> Put:
    """Keep a hold longer, while a bank makes up its mind."""
    departure = stored(item)
    holds = departure.holds | {booking_id: replace(departure.holds[booking_id], expires_at=expires_at)}
    return Put(item.key, dump(replace(departure, holds=holds)), item.version, item.indexes)


def sweep(item: Item, now: datetime) -> Put | None:
    """Free all lapsed holds at once, guarded by the version; `None` if there is none."""
    departure = stored(item)
    lapsed = departure.lapsed(now)
    if not lapsed:
        return None
    kept = {name: hold for name, hold in departure.holds.items() if name not in lapsed}
    left = departure.left + sum(hold.seats for hold in lapsed.values())
    return Put(item.key, dump(replace(departure, holds=kept, left=left)), item.version, item.indexes)
