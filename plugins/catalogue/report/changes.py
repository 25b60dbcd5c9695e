"""What a proposal changes, as data: offers, partners, taxonomy, translations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import SingleDate
from ..reading.sources import OfferSource, PartnerSource
from .dates import Dates, Usual, compared
from .snapshot import Snapshot
from .wording import Wording, compared_words

OF_SECTION: Mapping[str, str] = {
    "types": "type", "themes": "themes", "territories": "territory", "audiences": "audience",
    "difficulties": "difficulty", "accessibility": "accessibility", "tariffs": "tariffs",
    "guided_languages": "languages",
}  # fmt: skip
"""The fact of an offer that names something of a section of the taxonomy."""
OF_THE_DAY = (
    "meeting_point", "end_point", "virtual", "duration_minutes", "languages", "minimum", "partner", "accessibility",
    "difficulty", "from_age", "to_age", "distance_m",
)  # fmt: skip
"""Facts that matter to those who have booked: what they paid and its terms are kept with each booking."""


@dataclass(frozen=True)
class OfferChange:
    """One offer that both have. `dates` is None where they could not be read on a side."""

    id: str
    before: OfferSource
    after: OfferSource
    facts: tuple[str, ...]
    """Names of the facts that differ, but for departures."""
    dates: Dates | None
    words: tuple[Wording, ...]
    languages_added: tuple[str, ...]
    languages_removed: tuple[str, ...]

    def __bool__(self) -> bool:
        told = self.facts, self.dates, self.words, self.languages_added, self.languages_removed
        return any(told) or (self.dates is None and self.before.main.text != self.after.main.text)

    @property
    def lost_slugs(self) -> list[tuple[str, str, str]]:
        """Language, former slug and present one, where the former leads nowhere."""
        return [
            (lang, was.slug, now.slug)
            for lang, now in self.after.words.items()
            if (was := self.before.words.get(lang)) and was.slug != now.slug and was.slug not in now.former_slugs
        ]

    @property
    def stale(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Fields whose source words change, with the languages whose words of that field do not."""
        changed = {wording.lang: wording.names for wording in self.words}
        found: dict[tuple[str, ...], list[str]] = {}
        for name in changed.get(self.after.default, ()):
            langs = tuple(
                lang for lang in self.after.words
                if lang != self.after.default and lang in self.before.words and name not in changed.get(lang, ())
                and name != "slug"
            )
            if langs:
                found.setdefault(langs, []).append(name)
        return [(tuple(names), langs) for langs, names in found.items()]


@dataclass(frozen=True)
class PartnerChange:
    """One partner; None on the side that does not have it."""

    id: str
    before: PartnerSource | None
    after: PartnerSource | None
    words: tuple[Wording, ...]


@dataclass(frozen=True)
class ListChange:
    """One value of the taxonomy, by its path there; None where there is none."""

    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True)
class Proposal:
    """All that a proposal changes."""

    before: Snapshot
    after: Snapshot
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[OfferChange, ...]
    partners: tuple[PartnerChange, ...]
    lists: tuple[ListChange, ...]

    @property
    def vanishing(self) -> Mapping[str, frozenset[str]]:
        """Ids of departures to come that are in no catalogue any more, by offer."""
        found = {one.id: frozenset(gone.id for gone in one.dates.gone) for one in self.changed if one.dates}
        all_of = self.before.departures
        found |= {own_id: frozenset(one.id for one in all_of.get(own_id, ())) for own_id in self.removed}
        return {own_id: ids for own_id, ids in found.items() if ids}

    @property
    def touched(self) -> Mapping[str, frozenset[str]]:
        """Ids of departures to come of which something changes for those who have booked, by offer."""
        found = dict(self.vanishing)
        for one in self.changed:
            ids = set(one.dates.touched if one.dates else ())
            if set(one.facts) & set(OF_THE_DAY):
                ids |= {departure.id for departure in self.before.departures.get(one.id, ())}
            if ids:
                found[one.id] = frozenset(ids)
        return found


def compare(before: Snapshot, after: Snapshot) -> Proposal:
    """What differs between two readings of the content, of which the second is the proposal."""
    both = [own_id for own_id in after.offers if own_id in before.offers]
    changes = (_offer(own_id, before, after) for own_id in both)
    return Proposal(
        before, after,
        added=tuple(own_id for own_id in after.offers if own_id not in before.offers),
        removed=tuple(own_id for own_id in before.offers if own_id not in after.offers),
        changed=tuple(change for change in changes if change),
        partners=tuple(_partners(before, after)),
        lists=tuple(_lists((), before.lists, after.lists)),
    )


def _offer(own_id: str, before: Snapshot, after: Snapshot) -> OfferChange:
    was, now = before.offers[own_id], after.offers[own_id]
    return OfferChange(
        own_id, was, now, _facts(was, now), _dates(own_id, before, after), compared_words(was.words, now.words),
        tuple(lang for lang in now.documents if lang not in was.documents),
        tuple(lang for lang in was.documents if lang not in now.documents),
    )


def _facts(was: OfferSource | PartnerSource, now: OfferSource | PartnerSource) -> tuple[str, ...]:
    if not (was.main.is_read and now.main.is_read):
        return ()
    unread = was.bad | now.bad | was.kept.keys() | now.kept.keys() | {"departures"}
    names = (name for name in type(now.facts).model_fields if name not in unread)
    return tuple(name for name in names if getattr(was.facts, name) != getattr(now.facts, name))


def _dates(own_id: str, before: Snapshot, after: Snapshot) -> Dates | None:
    was, now = before.departures.get(own_id), after.departures.get(own_id)
    if was is None or now is None:
        return None
    facts = before.offers[own_id].facts, after.offers[own_id].facts
    usual = tuple(Usual(one.capacity, one.languages[0]) for one in facts)
    return compared(was, now, (usual[0], usual[1]))


def _partners(before: Snapshot, after: Snapshot) -> Iterator[PartnerChange]:
    for own_id in sorted({*before.partners, *after.partners}):
        was, now = before.partners.get(own_id), after.partners.get(own_id)
        words = compared_words(was.words, now.words) if was and now else ()
        if was is None or now is None or words or _facts(was, now) or was.documents.keys() != now.documents.keys():
            yield PartnerChange(own_id, was, now, words)


def partner_facts(change: PartnerChange) -> tuple[str, ...]:
    """Names of the facts of a partner that differ."""
    return _facts(change.before, change.after) if change.before and change.after else ()


def _lists(path: tuple[str, ...], before: Any, after: Any) -> Iterator[ListChange]:
    """The leaves of the taxonomy that differ; what one side alone has is told at its top."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*before, *after]):
            yield from _lists((*path, str(name)), before.get(name), after.get(name))
    elif before != after:
        yield ListChange(path, before, after)


def users(change: ListChange, proposal: Proposal) -> frozenset[str] | None:
    """Ids of the offers that a change of the taxonomy touches; None where that is all of the site."""
    offers = {**proposal.before.offers, **proposal.after.offers}
    section, own_id = change.path[0], change.path[1] if len(change.path) > 1 else ""
    if section == "cancellation":
        return frozenset(key for key, source in offers.items() if source.facts.cancellation is None)
    if section == "horizon_days":
        return frozenset(key for key, source in offers.items() if _endless(source))
    name = OF_SECTION.get(section)
    if name is None or not own_id:
        return None
    return frozenset(key for key, source in offers.items() if own_id in _ids(getattr(source.facts, name)))


def _endless(source: OfferSource) -> bool:
    return any(not isinstance(form, SingleDate) and form.until is None for form in source.facts.departures)


def _ids(value: Any) -> set[str]:
    values = value if isinstance(value, tuple) else (value,)
    return {one if isinstance(one, str) else getattr(one, "id", "") for one in values}
