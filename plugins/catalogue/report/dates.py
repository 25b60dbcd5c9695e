"""Departures before and after a proposal, and many dates in few words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from ..model.departures import Departure
from ..model.places import MeetingPoint
from .escaping import plain
from .phrases import Speech

FEW = 3
"""Fewer dates than that are told one by one."""
MOST_TOLD = 12
WEEK = 7
PLURALS = {
    "fr": ("lundis", "mardis", "mercredis", "jeudis", "vendredis", "samedis", "dimanches"),
    "en": ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
}


class Usual(NamedTuple):
    """What holds for a departure that says nothing else: a change of it is told once, of the offer."""

    capacity: int
    language: str


class Twins(NamedTuple):
    """One departure, before and after."""

    before: Departure
    after: Departure


@dataclass(frozen=True)
class Dates:
    """What a proposal does to the departures to come of one offer."""

    added: tuple[Departure, ...] = ()
    gone: tuple[Departure, ...] = ()
    moved: tuple[Twins, ...] = ()
    status: tuple[Twins, ...] = ()
    capacity: tuple[Twins, ...] = ()
    language: tuple[Twins, ...] = ()
    place: tuple[Twins, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.gone, *self._changes))

    @property
    def _changes(self) -> tuple[tuple[Twins, ...], ...]:
        return self.moved, self.status, self.capacity, self.language, self.place

    @property
    def touched(self) -> set[str]:
        """Ids of the departures that are gone or differ."""
        return {one.id for one in self.gone} | {twins.before.id for each in self._changes for twins in each}


def compared(
    before: Sequence[Departure], after: Sequence[Departure], usual: tuple[Usual, Usual]
) -> Dates:
    """What has become of each departure, by its id; both lists begin at the same day."""
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    twins = [Twins(one, now[own_id]) for own_id, one in was.items() if own_id in now]
    return Dates(
        added=tuple(one for own_id, one in now.items() if own_id not in was),
        gone=tuple(one for own_id, one in was.items() if own_id not in now),
        moved=tuple(pair for pair in twins if pair.before.starts_at != pair.after.starts_at),
        status=tuple(pair for pair in twins if pair.before.status != pair.after.status),
        capacity=tuple(pair for pair in twins if _own(pair, usual, "capacity")),
        language=tuple(pair for pair in twins if _own(pair, usual, "language")),
        place=tuple(pair for pair in twins if pair.before.place != pair.after.place),
    )


def _own(pair: Twins, usual: tuple[Usual, Usual], name: str) -> bool:
    """Whether a departure differs otherwise than its whole offer does."""
    was, now = getattr(pair.before, name), getattr(pair.after, name)
    return was != now and (was, now) != (getattr(usual[0], name), getattr(usual[1], name))


def told(starts: Iterable[datetime], speech: Speech) -> list[str]:
    """Dates in words, many of a kind in one: `12 samedis à 14:30, du 5 décembre 2026 au 20 février 2027`."""
    by_hour: defaultdict[str, list[datetime]] = defaultdict(list)
    for start in sorted(starts):
        by_hour[f"{start:%H:%M}"].append(start)
    return [said for at, days in by_hour.items() for said in _of_one_hour(at, days, speech)]


def _of_one_hour(at: str, days: list[datetime], speech: Speech) -> list[str]:
    step = _step(days)
    if len(days) >= FEW and step and step % WEEK:
        return [_range("daily" if step == 1 else "every_days", at, days, speech, step=step)]
    said: list[tuple[datetime, str]] = []
    for weekday in sorted({day.weekday() for day in days}):
        same = [day for day in days if day.weekday() == weekday]
        if len(same) < FEW:
            said += [(day, speech.say("one_date", day=speech.day(day.date(), weekday=True), at=at)) for day in same]
        else:
            key = "regular" if _step(same) == WEEK else "irregular"
            said.append((same[0], _range(key, at, same, speech, weekdays=PLURALS[speech.lang][weekday])))
    return [words for _, words in sorted(said)]


def _step(days: Sequence[datetime]) -> int:
    """The days from one to the next, where they are always as many; else 0."""
    steps = {(after.date() - before.date()).days for before, after in pairwise(days)}
    return steps.pop() if len(steps) == 1 else 0


def _range(key: str, at: str, days: Sequence[datetime], speech: Speech, **more: object) -> str:
    ends = {"first": speech.day(days[0].date()), "last": speech.day(days[-1].date())}
    return speech.say(key, n=len(days), at=at, **ends, **more)


def lines(dates: Dates, speech: Speech) -> list[str]:
    """What happens to dates, a line for each kind of change, in Markdown."""
    found = [
        _line(dates.gone, speech, "departures_gone"),
        _moves(dates.moved, speech),
        *_by_change(dates.status, "status", speech),
        *_by_change(dates.capacity, "capacity", speech),
        *_by_change(dates.language, "language", speech),
        *_by_change(dates.place, "place", speech),
        _line(dates.added, speech, "departures_added"),
    ]
    return [line for line in found if line]


def _line(departures: Sequence[Departure], speech: Speech, key: str, **values: object) -> str:
    said = told((one.starts_local for one in departures), speech)
    return _headed(speech.say(key, **values), said, speech) if said else ""


def _headed(what: str, said: Sequence[str], speech: Speech) -> str:
    shown = [*said[:MOST_TOLD], *([speech.say("more_dates", n=len(said) - MOST_TOLD)] if len(said) > MOST_TOLD else [])]
    return speech.say("dates_line", what=what, dates=speech.say("comma").join(shown))


def _moves(moved: Sequence[Twins], speech: Speech) -> str:
    said = [" → ".join(told((one.starts_local,), speech)[0] for one in pair) for pair in moved]
    return _headed(speech.say("departures_moved"), said, speech) if said else ""


def _by_change(pairs: Sequence[Twins], name: str, speech: Speech) -> list[str]:
    by_change: defaultdict[tuple[str, str], list[Departure]] = defaultdict(list)
    for pair in pairs:
        before, after = (_shown(getattr(one, name), speech) for one in pair)
        by_change[before, after].append(pair.after)
    found = []
    for (before, after), departures in by_change.items():
        key = f"departures_{after if name == 'status' else name}"
        found.append(_line(departures, speech, key, before=before, after=after))
    return found


def _shown(value: object, speech: Speech) -> str:
    if value is None:
        return speech.say("usual_place")
    return plain(value.name if isinstance(value, MeetingPoint) else value, 80)
