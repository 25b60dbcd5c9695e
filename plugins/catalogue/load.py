"""Reads a content folder into the catalogue that pages and `catalogue.json` are made from, or tells all its faults."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from .crosscheck import Reading, crosscheck
from .crosscheck_words import slugs_of
from .departures import Departure, unroll
from .faults import Fault, Faults
from .folder import Folder, open_folder
from .model import Offer, Partner, Taxonomy
from .sources import OFFERS, PARTNERS, OfferSource, PartnerSource, read_source
from .terms import longest_notice_first, terms_of
from .typography import typeset, typeset_taxonomy

Read = TypeVar("Read")
Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


@dataclass(frozen=True)
class Catalogue:
    """What was read of the content, checked: what the build renders and compiles."""

    taxonomy: Taxonomy
    build_day: date
    partners: Mapping[str, Partner]
    offers: tuple[Offer, ...]
    departures: Mapping[str, tuple[Departure, ...]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site, the source first."""
        return self.taxonomy.languages

    @property
    def default_language(self) -> str:
        """The source language."""
        return self.taxonomy.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of every local time."""
        return ZoneInfo(self.taxonomy.timezone)

    def offers_in(self, lang: str) -> tuple[Offer, ...]:
        """The offers that have words in a language."""
        return tuple(offer for offer in self.offers if lang in offer.words)


@dataclass(frozen=True)
class Selection:
    """The offers and partners to read. The rest was found right before and is not looked at, its addresses excepted."""

    offers: Collection[str]
    """Ids that have files."""
    partners: Collection[str]
    """Ids that have files."""
    owner_of: Callable[[str, str], str | None]
    """`(lang, slug)`: the id of the offer, not among `offers`, that has this slug now or had it before."""


def load(content: Path, build_day: date) -> Catalogue:
    """The catalogue of a content folder as of `build_day`. Raises Faults, all of them at once."""
    return read(open_folder(content), build_day)


def inspect(content: Path, build_day: date, progress: Progress | None = None) -> tuple[Catalogue | None, list[Fault]]:
    """The catalogue, or None and every fault of every file, sorted."""
    try:
        return read(open_folder(content), build_day, progress=progress), []
    except Faults as faults:
        return None, list(faults.found)


def read(folder: Folder, build_day: date, only: Selection | None = None, progress: Progress | None = None) -> Catalogue:
    """The catalogue of all that the folder holds, or of a selection of it. Raises Faults, all of them at once.

    The faults are those that a reading of everything would find, as long as the rest is as right as it was.
    """
    reading = _read_files(folder, only or Selection(folder.offers, folder.partners, _nobody), progress or _silent)
    crosscheck(reading, build_day)
    if reading.faults:
        raise Faults(reading.faults)
    return _catalogue(reading, build_day)


def _nobody(lang: str, slug: str) -> None:
    return None


def _silent(done: int, of: int) -> None:
    pass


def _read_files(folder: Folder, only: Selection, progress: Progress) -> Reading:
    tell = _Teller(progress, len(only.offers) + len(only.partners))
    partners = {one: tell(_read_partner(folder, one)) for one in sorted(only.partners)}
    offers = {one: tell(_read_offer(folder, one)) for one in sorted(only.offers)}
    rivals = _rivals(offers.values(), only) - set(offers)
    offers |= {one: _read_offer(folder, one) for one in rivals}
    return Reading(folder, partners, dict(sorted(offers.items())))


def _rivals(offers: Iterable[OfferSource], only: Selection) -> set[str]:
    """The offers that have an address which one of `offers` claims: which of them is at fault, their files tell."""
    claims = (
        (lang, slug) for offer in offers for lang, document in offer.documents.items() for slug in slugs_of(document)
    )
    return {owner for claim in claims if (owner := only.owner_of(*claim)) is not None}


def _read_offer(folder: Folder, own_id: str) -> OfferSource:
    return read_source(OFFERS, own_id, folder.offers[own_id], folder.lists.default, folder.tree)


def _read_partner(folder: Folder, own_id: str) -> PartnerSource:
    return read_source(PARTNERS, own_id, folder.partners[own_id], folder.lists.default, folder.tree)


class _Teller:
    """Counts what has been read, and tells."""

    def __init__(self, progress: Progress, of: int) -> None:
        self.progress, self.of, self.done = progress, of, 0

    def __call__(self, one: Read) -> Read:
        self.done += 1
        self.progress(self.done, self.of)
        return one


def _catalogue(reading: Reading, build_day: date) -> Catalogue:
    taxonomy, zone = reading.folder.taxonomy, reading.folder.zone
    if taxonomy is None or zone is None:
        raise AssertionError("a taxonomy without a fault has been read")
    offers = tuple(_offer(source, taxonomy) for source in reading.offers.values())
    return Catalogue(
        taxonomy=typeset_taxonomy(taxonomy),
        build_day=build_day,
        partners={source.id: _partner(source) for source in reading.partners.values()},
        offers=offers,
        departures={offer.id: unroll(offer, build_day, zone) for offer in offers},
    )


def _offer(source: OfferSource, taxonomy: Taxonomy) -> Offer:
    own = source.facts.cancellation
    tiers = longest_notice_first(taxonomy.cancellation if own is None else own)
    facts = dict(source.facts) | {"cancellation": tiers}
    words = {lang: typeset(said, lang) for lang, said in source.words.items()}
    return Offer(**facts, id=source.id, words=words, terms=terms_of(source.facts, tiers))


def _partner(source: PartnerSource) -> Partner:
    words = {lang: typeset(said, lang) for lang, said in source.words.items()}
    return Partner(**dict(source.facts), id=source.id, words=words)
