"""From the dates and rules of an offer to its departures: ids that never change, times right on every night."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .model import WEEKDAYS, Offer, OfferFacts, SingleDate, WeeklyRule

HORIZON_DAYS = 180
MOST_OF_ONE_TIME = 26
"""Departures first given one time: an id's ending has one letter."""


@dataclass(frozen=True)
class Departure:
    """One dated start of an offer. `starts_local` is in the catalogue's zone, the other three are UTC."""

    id: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    starts_local: datetime
    capacity: int
    status: str
    language: str


@dataclass(frozen=True)
class Start:
    """A start that a form asks for: `first` names it for ever, `local` is when it now takes place (both naive)."""

    form: int
    first: datetime
    local: datetime

    @property
    def moved(self) -> bool:
        """Whether it takes place at another time than the one first given."""
        return self.first != self.local


@dataclass(frozen=True)
class Placed:
    """A start with its aware local time, and its rank among those first given the same time (from 1)."""

    start: Start
    rank: int
    starts_local: datetime

    @property
    def suffix(self) -> str:
        """The end of its id: `20270501T1430`, `-b` for the second of that time."""
        return f"{self.start.first:%Y%m%dT%H%M}" + (f"-{chr(ord('a') + self.rank - 1)}" if self.rank > 1 else "")


@dataclass(frozen=True)
class Misfit:
    """A start that cannot be: its clock time does not exist that night, or another has that instant already."""

    start: Start
    kind: Literal["gap", "same_instant"]


def unroll(offer: Offer, build_day: date, zone: ZoneInfo, horizon_days: int = HORIZON_DAYS) -> tuple[Departure, ...]:
    """The departures of `offer` from the start of `build_day` on, soonest first.

    A rule without an end is unrolled `horizon_days` ahead. Raises ValueError where `load` finds a fault: a start
    inside the spring gap, or two departures at one instant.
    """
    placed, misfits = place(starts(offer, build_day, horizon_days), zone)
    if misfits:
        raise ValueError(f"{offer.id}: {misfits[0].kind} at {misfits[0].start.local}")
    coming = [one for one in placed if one.starts_local.date() >= build_day]
    return tuple(sorted((_departure(offer, one) for one in coming), key=lambda departure: departure.starts_at))


def starts(offer: OfferFacts, build_day: date, horizon_days: int = HORIZON_DAYS) -> list[Start]:
    """All starts that the offer's forms ask for: single dates past and coming, rules from `build_day` on."""
    found: list[Start] = []
    for index, form in enumerate(offer.departures):
        if isinstance(form, SingleDate):
            now = form.moved_to or form
            found.append(Start(index, local_start(form.on, form.at), local_start(now.on, now.at)))
        else:
            days = rule_days(form, build_day, horizon_days)
            found += [Start(index, first, first) for first in (local_start(day, form.at) for day in days)]
    return found


def rule_days(rule: WeeklyRule, build_day: date, horizon_days: int = HORIZON_DAYS) -> Iterator[date]:
    """The days of a weekly rule from `build_day` on, without its exceptions."""
    day = first_weekday(rule, max(rule.from_ or build_day, build_day))
    last = rule.until or build_day + timedelta(days=horizon_days)
    while day <= last:
        if day not in rule.except_:
            yield day
        day += timedelta(days=7)


def first_weekday(rule: WeeklyRule, since: date) -> date:
    """The first day of the rule's weekday from `since` on."""
    return since + timedelta(days=(WEEKDAYS.index(rule.every) - since.weekday()) % 7)


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
    for start in sorted(wanted, key=lambda start: not start.moved):
        instants = occurrences(start.local, zone)
        free = [local for local in instants if local.astimezone(UTC) not in taken]
        if not free or named.get(start.first) == MOST_OF_ONE_TIME:
            misfits.append(Misfit(start, "same_instant" if instants else "gap"))
            continue
        taken.add(free[0].astimezone(UTC))
        named[start.first] = named.get(start.first, 0) + 1
        placed.append(Placed(start, named[start.first], free[0]))
    return placed, misfits


def occurrences(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """The aware times that a naive local time stands for: none in the spring gap, two on the autumn hour."""
    before, after = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if before.utcoffset() == after.utcoffset():
        return [before]
    there_and_back = before.astimezone(UTC).astimezone(zone)
    return [before, after] if there_and_back.replace(tzinfo=None) == local else []


def _departure(offer: Offer, placed: Placed) -> Departure:
    form = offer.departures[placed.start.form]
    starts_at = placed.starts_local.astimezone(UTC)
    return Departure(
        id=f"{offer.id}-{placed.suffix}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=offer.duration_minutes),
        closes_at=starts_at - timedelta(minutes=offer.cut_off_minutes),
        starts_local=placed.starts_local,
        capacity=form.capacity or offer.capacity,
        status=form.status if isinstance(form, SingleDate) else "open",
        language=form.language or offer.languages[0],
    )
