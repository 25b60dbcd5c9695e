"""What edited offers and partners can show in: the part of an edition that has to be looked through."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..digests import SIZE
from ..pages.briefs import Brief
from ..pages.open_data import FILES
from ..urls import slug_of
from .batches import Part, Place, Reach
from .days import unpacked

Edits = Mapping[str, tuple[Brief | None, Brief | None]]
"""By id: what was known of an offer, and what is now."""
Lists = dict[tuple[str, str], Reach]


def part_of(edits: Edits, partners: Collection[str]) -> Part:
    """The part that edited offers can have changed, `partners` the partners that were edited or are gone."""
    lists: Lists = {}
    others: set[str] | None = None if partners else set()
    for own_id, (before, now) in edits.items():
        if before is None or now is None or _members(before) != _members(now):
            others = None
            lists |= dict.fromkeys(key for brief in (before, now) if brief for key in (*_lists(brief), *_days(brief)))
            continue
        if others is not None:
            others.update(_others(before, now))
        if before.point != now.point and now.commune:
            lists["commune", slug_of(now.commune)] = None
        if in_lists(before) != in_lists(now):
            places = ((before.starts, own_id), (now.starts, own_id))
            for key in _lists(now):
                _reach(lists, key, min(places), max(places))
        if _undated(before) != _undated(now):
            lists |= dict.fromkeys((*_days(before), *_days(now)))
    return Part(edits, lists | {("partner", key): None for key in partners}, others)


def _members(brief: Brief) -> tuple[Any, ...]:
    """What tells which lists an offer stands in."""
    return brief.territory, brief.commune, brief.themes, brief.choices, brief.partner, set(brief.said)


def _lists(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "offers", ""
    yield "territory", brief.territory
    yield "partner", brief.partner
    for key in brief.themes:
        yield "theme", key
    if slug := slug_of(brief.commune):
        yield "commune", slug
    for key in brief.choices:
        yield "choice", key


def _undated(brief: Brief) -> list[bytes]:
    """What the agenda shows of an offer on each of its days; which days these are, it knows by itself."""
    return [said.card[:SIZE] for said in brief.said.values()]


def _days(brief: Brief) -> Iterator[tuple[str, str]]:
    return (("day", str(day)) for day in unpacked(brief.days))


def _reach(lists: Lists, key: tuple[str, str], first: Place, last: Place) -> None:
    known = lists.get(key, (first, last))
    lists[key] = known and (min(known[0], first), max(known[1], last))


def _others(before: Brief, now: Brief) -> Iterator[str]:
    """The feeds and the joined files in which an offer shows otherwise; the lists that it stands in are the same."""
    if before.told != now.told:
        yield "catalogue.json"
    yield from _opened(before.opened, now.opened)
    for kind in _moved(before, now):
        yield from (f"{lang}:{kind}" for lang in now.said)
    for lang, said in now.said.items():
        former = before.said[lang]
        if (former.url, former.updated) != (said.url, said.updated):
            yield "sitemap"
        if former.card != said.card:
            yield f"{lang}:finder"
        if former.found != said.found:
            yield f"{lang}:search"
        if (former.card, former.updated) != (said.card, said.updated):
            yield f"{lang}:feed"


def _moved(before: Brief, now: Brief) -> Iterator[str]:
    """What of each language has an offer elsewhere, or finds it by something else."""
    if (before.facets, before.starts, before.point) != (now.facets, now.starts, now.point):
        yield "facets"
        yield "finder"
    if before.point != now.point:
        yield "map"


def _opened(before: bytes, now: bytes) -> Iterator[str]:
    """The files of open data in which an offer's digests differ."""
    for file, at in zip(FILES, range(0, len(now), SIZE), strict=True):
        if before[at : at + SIZE] != now[at : at + SIZE]:
            yield file


def in_lists(brief: Brief) -> tuple[Any, ...]:
    """What lists and calendars show of an offer, or go by: as long as it is the same, so are they."""
    cards = {lang: (said.card, said.updated) for lang, said in brief.said.items()}
    return brief.starts, brief.territory, brief.themes, brief.choices, brief.partner, brief.dated, cards
