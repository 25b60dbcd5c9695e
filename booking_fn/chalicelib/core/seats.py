"""Seats of a departure: what is left, held and sold, and the changes that move them.

`left + sold + the seats of all holds = capacity`, always; a lapsed hold counts as free by the clock, and is
swept when the departure looks full. The effective status and capacity are those decided by partner or office,
else those planned in the catalogue.

The same is kept for each tariff: what is left of its quota falls with every seat held or sold at it. One without a
quota has `NO_QUOTA`, so that a quota set later knows what was sold before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.core import keys
from chalicelib.core.changes import Count, Entry, Item, Path, Put
from chalicelib.core.errors import (
    BookingError,
    DepartureCancelled,
    DepartureClosed,
    DeparturePast,
    OthersPaying,
    QuotaReached,
    SoldOut,
)
from chalicelib.core.offer import MeetingPoint
from chalicelib.core.records import dump, load, to_iso

Party = Mapping[str, int]
"""Persons by tariff."""

MOST_HOLDS = 400
"""Live holds of one departure: some 110 bytes each, so that its item stays under 48 KB."""
NO_QUOTA = 10_000
"""The quota of a tariff that has none: no departure has more seats."""
ELSEWHERE_E6 = 1000
"""A meeting point that moves by no more than that, in millionths of a degree (about 100 m), is the same place."""


@dataclass(frozen=True)
class Plan:
    """A departure as the catalogue plans it; written by publish alone.

    `meeting_point` is where this departure meets, the offer's if it has none of its own; `quotas` are by tariff.
    """

    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    starts_local: str
    capacity: int
    status: str
    language: str
    meeting_point: MeetingPoint | None = None
    quotas: dict[str, int] = field(default_factory=dict)

    def differs_for_those_booked(self, other: "Plan") -> bool:
        """Whether time, place or guide's language are others than those somebody booked."""
        return (self.starts_at, self.language) != (other.starts_at, other.language) or self.meets_elsewhere(other)

    def meets_elsewhere(self, other: "Plan") -> bool:
        """Whether the address is another, or the point is over 100 m away: a dot corrected on the map is no move."""
        here, there = self.meeting_point, other.meeting_point
        if here is None or there is None:
            return here != there
        apart = max(abs(here.lat_e6 - there.lat_e6), abs(here.lon_e6 - there.lon_e6))
        return here.address != there.address or apart > ELSEWHERE_E6


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
    """Seats kept for a booking until `expires_at`; `party` is what counts for quotas."""

    seats: int
    expires_at: datetime
    party: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Departure:
    """One dated start of an offer. `status` and the times are the effective ones, so that a write can check them.

    `quota_left` is what is left of each of `quotas`; below 0 where a quota was lowered under what is taken.
    """

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
    quotas: dict[str, int] = field(default_factory=dict)
    quota_left: dict[str, int] = field(default_factory=dict)

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

    def free_at(self, tariff: str, now: datetime) -> int:
        """Seats of that tariff's quota that can be sold at `now`, as long as there are any at all."""
        lapsed = sum(hold.party.get(tariff, 0) for hold in self.lapsed(now).values())
        return self.quota_left.get(tariff, NO_QUOTA) + lapsed

    def has_now(self, party: Party) -> bool:
        """Whether the party's seats are left, at its tariffs too, with no lapsed hold swept."""
        enough = all(self.quota_left.get(tariff, NO_QUOTA) >= count for tariff, count in party.items())
        return enough and self.left >= sum(party.values())

    def returns_at(self, now: datetime) -> datetime | None:
        """When the next seats that are held may come back."""
        return min((h.expires_at for h in self.holds.values() if h.expires_at > now), default=None)


def new_departure(offer_id: str, departure_id: str, planned: Plan) -> Departure:
    """A departure of which nothing is sold yet."""
    return Departure(
        id=departure_id, offer_id=offer_id, planned=planned, status=planned.status,
        starts_at=planned.starts_at, closes_at=planned.closes_at, capacity=planned.capacity, left=planned.capacity,
        quotas=dict(planned.quotas), quota_left=dict(planned.quotas),
    )


def effective(departure: Departure) -> Departure:
    """The departure with status and capacity as decided, else as planned; `left` follows the capacity.

    A capacity below what is sold and held is not applied: the former one stays. A quota below it is: no more are sold.
    """
    decided, planned = departure.decided, departure.planned
    wanted = decided.capacity if decided and decided.capacity is not None else planned.capacity
    taken = departure.sold + departure.held
    capacity = departure.capacity if wanted < taken else wanted
    quotas = {tariff: planned.quotas.get(tariff, NO_QUOTA) for tariff in {**departure.quotas, **planned.quotas}}
    return replace(
        departure, quotas=quotas,
        quota_left={tariff: quota - _taken(departure, tariff) for tariff, quota in quotas.items()},
        status=(decided and decided.status) or planned.status,
        starts_at=planned.starts_at, closes_at=planned.closes_at,
        capacity=capacity, left=capacity - taken,
    )


def _taken(departure: Departure, tariff: str) -> int:
    return departure.quotas.get(tariff, 0) - departure.quota_left.get(tariff, 0)


def overdrawn(departure: Departure) -> dict[str, int]:
    """Tariffs of which more is taken than their quota, and how much is."""
    return {tariff: _taken(departure, tariff) for tariff, left in departure.quota_left.items() if left < 0}


def stored(item: Item) -> Departure:
    """The departure of a stored item."""
    return load(Departure, item.data)


def refusal(departure: Departure, seats: int, now: datetime) -> BookingError | None:
    """Why `seats` cannot be had at `now`, or `None` if they can."""
    if departure.status == "cancelled":
        return DepartureCancelled()
    if departure.starts_at <= now:
        return DeparturePast()
    if departure.status not in ("open", "full") or departure.closes_at <= now:
        return DepartureClosed()
    if departure.status == "full":
        return SoldOut(0)
    free = departure.free(now)
    live_holds = len(departure.holds) - len(departure.lapsed(now))
    if free >= seats and live_holds < MOST_HOLDS:
        return None
    returns_at = departure.returns_at(now)
    if returns_at and departure.capacity - departure.sold >= seats:
        return OthersPaying(free, to_iso(returns_at))
    return SoldOut(free)


def quota_refusals(departure: Departure, party: Party, now: datetime) -> tuple[BookingError, ...]:
    """The tariffs of which less is left at `now` than the party asks for."""
    free = {tariff: departure.free_at(tariff, now) for tariff in party}
    return tuple(QuotaReached(tariff, max(0, free[tariff])) for tariff, count in party.items() if free[tariff] < count)


def can_sell_late(departure: Departure, party: Party, now: datetime) -> bool:
    """Whether seats are left, before the start, for a payment that comes after its hold was swept.

    Lapsed holds are to be swept first.
    """
    return departure.status == "open" and departure.has_now(party) and departure.starts_at > now


def hold(departure: Departure, booking_id: str, party: Party, now: datetime, expires_at: datetime) -> Count:
    """Keep seats for a booking: taken from what is left, while the departure can be booked."""
    counted = _counted(departure, party)
    kept = Hold(sum(party.values()), expires_at, counted)
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add=_moved(-1, kept.seats, counted), at_least=_moved(1, kept.seats, counted),
        equals={"status": "open"}, later_than={"closes_at": to_iso(now)},
        add_entry=Entry("holds", booking_id, dump(kept)), most_entries=MOST_HOLDS,
    )


def sell(departure: Departure, party: Party, now: datetime, *, until: str = "closes_at") -> Count:
    """Sell seats that were not held: a free offer, or a payment that came after its hold lapsed.

    `until` is the field that must not be reached: a late payment may come after the cut-off (`starts_at`).
    """
    seats, counted = sum(party.values()), _counted(departure, party)
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"sold": seats, **_moved(-1, seats, counted)}, at_least=_moved(1, seats, counted),
        equals={"status": "open"}, later_than={until: to_iso(now)},
    )


def sell_held(departure: Departure, booking_id: str, seats: int) -> Count:
    """Turn a hold into sold seats, lapsed or not, as long as it was not swept; its tariffs' seats stay taken."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"sold": seats}, remove_entry=Entry("holds", booking_id),
    )


def free_hold(departure: Departure, booking_id: str, kept: Hold) -> Count:
    """Give a hold's seats back."""
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add=_moved(1, kept.seats, kept.party), remove_entry=Entry("holds", booking_id),
    )


def give_back(departure: Departure, party: Party) -> Count:
    """Put sold seats on sale again."""
    seats = sum(party.values())
    return Count(
        keys.departure(departure.offer_id, departure.id),
        add={"sold": -seats, **_moved(1, seats, _counted(departure, party))}, at_least={"sold": seats},
    )


def _counted(departure: Departure, party: Party) -> dict[str, int]:
    """The party at the tariffs that the departure counts: all, but on one written before tariffs were counted."""
    return {tariff: count for tariff, count in party.items() if tariff in departure.quota_left}


def _moved(sign: int, seats: int, at: Party) -> dict[Path, int]:
    """Those seats on `left`, and at their tariffs on `quota_left`."""
    tariffs: dict[Path, int] = {("quota_left", tariff): sign * count for tariff, count in at.items()}
    return {"left": sign * seats, **tariffs}


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
    quota_left = {tariff: departure.free_at(tariff, now) for tariff in departure.quota_left}
    swept = replace(departure, holds=kept, left=left, quota_left=quota_left)
    return Put(item.key, dump(swept), item.version, item.indexes)
