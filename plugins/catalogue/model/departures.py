"""From the dates and rules of an offer to its departures: ids that never change, times right on every night."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .dates import Change, Rule, SingleDate
from .offers import Offer, OfferFacts
from .places import MeetingPoint
from .recurrence import reaches, rule_days
from .taxonomy import HORIZON_DAYS

MOST_OF_ONE_TIME = 26
"""Departures first given one time: an id's ending has one letter."""

REMEMBERED = 32_768
"""Days and hours repeat from offer to offer: what is worked out for one is shared by the others."""


class Departure(NamedTuple):
    """One dated start of an offer. `starts_local` is in the catalogue's zone, the other three are UTC."""

    id: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    starts_local: datetime
    written: str
    """`starts_local` as `2027-05-01T14:30:00+02:00`."""
    capacity: int
    status: str
    """open, closed, cancelled, or full: its seats are gone elsewhere."""
    language: str
    place: MeetingPoint | None = None
    """Where it meets, if not where the offer does."""


class Start(NamedTuple):
    """A start that a form asks for: `first` names it for ever, `local` is when it now takes place (both naive)."""

    form: int
    first: datetime
    local: datetime
    change: Change | None = None
    """What its rule says of this day alone."""


class Moment(NamedTuple):
    """One time of one place: local and aware, the same instant in UTC, and the local time in writing."""

    local: datetime
    at: datetime
    written: str


class Placed(NamedTuple):
    """A start with its moment, and its rank among those first given the same time (from 1)."""

    start: Start
    rank: int
    moment: Moment

    @property
    def suffix(self) -> str:
        """The end of its id: `20270501T1430`, `-b` for the second of that time."""
        return _written(self.start.first) + (f"-{chr(ord('a') + self.rank - 1)}" if self.rank > 1 else "")


class Misfit(NamedTuple):
    """A start that cannot be: its clock time does not exist that night, or another has that instant already."""

    start: Start
    kind: Literal["gap", "same_instant"]


def unroll(offer: Offer, build_day: date, zone: ZoneInfo, horizon_days: int = HORIZON_DAYS) -> tuple[Departure, ...]:
    """The departures of `offer` from the start of `build_day` on, soonest first.

    A rule without an end is unrolled `horizon_days` ahead. A start that cannot be (inside the spring gap, or at the
    instant of another) is left out: the check tells it years ahead, and no night's build stops because of it.
    """
    placed, _ = place(list(starts(offer, build_day, horizon_days)), zone)
    coming = [one for one in placed if one.start.local.date() >= build_day]
    coming.sort(key=lambda one: one.moment.at)
    return tuple(_departure(offer, one) for one in coming)


def starts(offer: OfferFacts, build_day: date, horizon_days: int = HORIZON_DAYS) -> Iterator[Start]:
    """All starts that the offer's forms ask for: single dates past and coming, rules from `build_day` on.

    Of a rule also those that were moved, whenever they were first to be: one of them may now be in the range.
    """
    for index, form in enumerate(offer.departures):
        if isinstance(form, SingleDate):
            now = form.moved_to or form
            yield Start(index, local_start(form.on, form.at), local_start(now.on, now.at))
        else:
            yield from _of_rule(index, form, build_day, horizon_days)


def _of_rule(index: int, rule: Rule, build_day: date, horizon_days: int) -> Iterator[Start]:
    days = rule_days(rule, build_day, build_day + timedelta(days=horizon_days))
    if not rule.changes:
        yield from (Start(index, first, first) for first in (local_start(day, rule.at) for day in days))
        return
    changes = {change.on: change for change in rule.changes}
    moved = {day for day, change in changes.items() if change.moved_to and reaches(rule, day)}
    for day in sorted(moved.union(days)):
        yield _changed(index, rule, day, changes.get(day))


def _changed(index: int, rule: Rule, day: date, change: Change | None) -> Start:
    first = local_start(day, rule.at)
    now = change.moved_to if change else None
    return Start(index, first, local_start(now.on, now.at) if now else first, change)


@lru_cache(REMEMBERED)
def local_start(day: date, at: str) -> datetime:
    """The naive local time of `at` ("14:30") on a day."""
    return datetime.combine(day, time.fromisoformat(at))


def place(wanted: Sequence[Start], zone: ZoneInfo) -> tuple[list[Placed], list[Misfit]]:
    """Give every start its instant and its rank among those of its first time.

    Of several that were first given the same time, the moved one keeps the plain id (it was there before the one
    that fills its place), then the order of the file counts: `-b`, `-c`. On the autumn night the first at an hour
    takes its first occurrence, the next its second.
    """
    placed: list[Placed] = []
    misfits: list[Misfit] = []
    named: dict[datetime, int] = {}
    taken: set[datetime] = set()
    for start in _moved_first(wanted):
        moments = occurrences(start.local, zone)
        free = [moment for moment in moments if moment.at not in taken]
        rank = named.get(start.first, 0) + 1
        if not free or rank > MOST_OF_ONE_TIME:
            misfits.append(Misfit(start, "same_instant" if moments else "gap"))
            continue
        taken.add(free[0].at)
        named[start.first] = rank
        placed.append(Placed(start, rank, free[0]))
    return placed, misfits


def _moved_first(wanted: Sequence[Start]) -> Sequence[Start]:
    moved = [start for start in wanted if start.first != start.local]
    return [*moved, *(start for start in wanted if start.first == start.local)] if moved else wanted


@lru_cache(REMEMBERED)
def occurrences(local: datetime, zone: ZoneInfo) -> tuple[Moment, ...]:
    """The moments that a naive local time stands for: none in the spring gap, two on the autumn hour."""
    before, after = (_moment(local.replace(tzinfo=zone, fold=n)) for n in (0, 1))
    if before.at == after.at:
        return (before,)
    there_and_back = before.at.astimezone(zone)
    return (before, after) if there_and_back.replace(tzinfo=None) == local else ()


def _moment(local: datetime) -> Moment:
    return Moment(local, local.astimezone(UTC), local.isoformat(timespec="seconds"))


@lru_cache(REMEMBERED)
def _written(first: datetime) -> str:
    return f"{first:%Y%m%dT%H%M}"


@lru_cache(REMEMBERED)
def _later(at: datetime, minutes: int) -> datetime:
    return at + timedelta(minutes=minutes)


def _departure(offer: Offer, placed: Placed) -> Departure:
    form, change = offer.departures[placed.start.form], placed.start.change
    starts_local, starts_at, written = placed.moment
    status = form.status if isinstance(form, SingleDate) else "open"
    # In the succession of the fields: naming them takes as long again.
    return Departure(
        f"{offer.id}-{placed.suffix}",
        starts_at,
        _later(starts_at, offer.duration_minutes),
        _later(starts_at, -offer.cut_off_minutes),
        starts_local,
        written,
        (change and change.capacity) or form.capacity or offer.capacity,
        (change and change.status) or status,
        (change and change.language) or form.language or offer.languages[0],
        (change and change.place) or form.place,
    )
