"""Reads a content folder into the catalogue that pages and `catalogue.json` are made from, or tells all its faults."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from ..model import Offer, Partner, Taxonomy
from ..model.departures import Departure, unroll
from ..model.terms import longest_notice_first, terms_of
from .addresses import Addresses, OwnerOf
from .crosscheck import check_offer, check_partner
from .faults import Faults
from .folder import Folder, open_folder
from .frontmatter import Document
from .sources import OFFERS, PARTNERS, OfferSource, PartnerSource, read_source
from .typography import typeset, typeset_taxonomy

Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


class Listener(Protocol):
    """Told of every offer and partner as it was read and checked."""

    def take_offer(self, offer: OfferSource) -> None:
        """Take note of an offer."""

    def take_partner(self, partner: PartnerSource) -> None:
        """Take note of a partner."""


NOT_ASKED: set[str] = set()
"""Stands for which fields were written, which nobody asks: a set for each offer takes 2 kB. What is put together here
has been checked as it was read, and is not again."""


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
    def zone(self) -> ZoneInfo:
        """The zone of every local time."""
        return ZoneInfo(self.taxonomy.timezone)


@dataclass(frozen=True)
class Selection:
    """The offers and partners to read. The rest was found right before and is not looked at, its addresses excepted."""

    offers: Collection[str]
    """Ids that have files."""
    partners: Collection[str]
    """Ids that have files."""
    owner_of: OwnerOf
    """Knows the slugs of the offers that are not among `offers`."""


def load(content: Path, build_day: date) -> Catalogue:
    """The catalogue of a content folder as of `build_day`. Raises Faults, all of them at once."""
    return read(open_folder(content), build_day)


def read(folder: Folder, build_day: date, only: Selection | None = None, progress: Progress | None = None) -> Catalogue:
    """The catalogue of all that the folder holds, or of a selection of it. Raises Faults, all of them at once.

    The faults are those that a reading of everything would find, as long as the rest is as right as it was.
    """
    only = only or Selection(folder.offers, folder.partners, nobody)
    reader = Reader(folder, build_day)
    reader.take(only, progress or silent)
    return reader.catalogue(only.owner_of)


def nobody(lang: str, slug: str) -> None:
    """The owner of any slug, where all offers are read."""


def silent(done: int, of: int) -> None:
    """Tells nobody of progress."""


class Reader:
    """Reads and checks one after the other, keeping of each what the catalogue holds: texts are large."""

    ahead_days = 0
    """How far rules without end are tried."""

    def __init__(self, folder: Folder, build_day: date, listeners: Sequence[Listener] = ()) -> None:
        self.folder, self.build_day, self.listeners = folder, build_day, listeners
        self.faults = folder.faults
        self.addresses = Addresses()
        self.partners: dict[str, Partner] = {}
        self.offers: list[Offer] = []
        self.departures: dict[str, tuple[Departure, ...]] = {}

    def take(self, only: Selection, tell: Progress) -> None:
        """Read and check the partners, then the offers, of a selection."""
        count = len(only.partners) + len(only.offers)
        for done, own_id in enumerate(sorted(only.partners), 1):
            self.take_partner(own_id)
            tell(done, count)
        for done, own_id in enumerate(sorted(only.offers), len(only.partners) + 1):
            self.take_offer(own_id)
            tell(done, count)

    def take_partner(self, own_id: str) -> None:
        """Read and check a partner."""
        folder = self.folder
        source = read_source(PARTNERS, own_id, folder.partners[own_id], folder.lists.default, folder.tree)
        check_partner(source, folder)
        for listener in self.listeners:
            listener.take_partner(source)
        self.faults += source.faults
        if not self.faults:
            self.partners[own_id] = _partner(source)

    def take_offer(self, own_id: str) -> None:
        """Read and check an offer."""
        folder = self.folder
        source = read_source(OFFERS, own_id, folder.offers[own_id], folder.lists.default, folder.tree)
        check_offer(source, folder, self.build_day, self.ahead_days)
        for listener in self.listeners:
            listener.take_offer(source)
        self.addresses.take(own_id, source.documents)
        self.faults += source.faults
        if not self.faults and folder.taxonomy and folder.zone:
            self.keep(source, folder.taxonomy, folder.zone)

    def keep(self, source: OfferSource, taxonomy: Taxonomy, zone: ZoneInfo) -> None:
        """Keep of an offer what the catalogue holds."""
        offer = as_offer(source, taxonomy)
        self.offers.append(offer)
        self.departures[source.id] = unroll(offer, self.build_day, zone, taxonomy.horizon_days)

    def catalogue(self, owner_of: OwnerOf) -> Catalogue:
        """What was read. Raises Faults, all of them at once."""
        self.check_addresses(owner_of)
        if self.faults or self.folder.taxonomy is None:
            raise Faults(self.faults)
        taxonomy = typeset_taxonomy(self.folder.taxonomy)
        return Catalogue(taxonomy, self.build_day, self.partners, tuple(self.offers), self.departures)

    def check_addresses(self, owner_of: OwnerOf) -> None:
        """Note every slug that is another's.

        Of a slug's two owners the one at fault is found from both: one that was not to be read has its turn now."""
        for own_id in self.addresses.rivals(owner_of):
            self.addresses.take(own_id, self._documents(own_id))
        for clash in self.addresses.clashes():
            document = self._documents(clash.own_id)[clash.lang]
            document.add(clash.where, "slug_twice", value=clash.slug, other=clash.other)
            self.faults += document.faults

    def _documents(self, own_id: str) -> dict[str, Document]:
        return {lang: self.folder.tree.document(path) for lang, path in self.folder.offers[own_id].items()}


def as_offer(source: OfferSource, taxonomy: Taxonomy) -> Offer:
    """The offer of a source without a fault."""
    own = source.facts.cancellation
    tiers = longest_notice_first(taxonomy.cancellation if own is None else own)
    words = {lang: typeset(said, lang) for lang, said in source.words.items()}
    terms = terms_of(source.facts, tiers)
    own_facts = dict(source.facts) | {"cancellation": tiers, "id": source.id, "words": words, "terms": terms}
    return Offer.model_construct(_fields_set=NOT_ASKED, **own_facts)


def _partner(source: PartnerSource) -> Partner:
    words = {lang: typeset(said, lang) for lang, said in source.words.items()}
    return Partner.model_construct(_fields_set=NOT_ASKED, **dict(source.facts), id=source.id, words=words)
