"""Reads a content folder into the catalogue that pages and `catalogue.json` are made from, or tells all its faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from .crosscheck import Reading, crosscheck
from .departures import Departure, unroll
from .faults import Fault, Faults, fault
from .frontmatter import Document, read_yaml
from .model import Offer, Partner, Taxonomy
from .sentences import known_fields, note
from .sources import OFFERS, PARTNERS, OfferSource, PartnerSource, read_source
from .terms import longest_notice_first, terms_of
from .tree import Tree, lists_of, open_tree
from .typography import typeset, typeset_taxonomy

Read = TypeVar("Read")
Progress = Callable[[int, int], None]
"""Told how many files of how many have been read."""


@dataclass(frozen=True)
class Catalogue:
    """All that the content says, checked: what the build renders and compiles."""

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


def load(content: Path, build_day: date) -> Catalogue:
    """The catalogue of a content folder as of `build_day`. Raises Faults, all of them at once."""
    catalogue, found = inspect(content, build_day)
    if catalogue is None:
        raise Faults(found)
    return catalogue


def inspect(content: Path, build_day: date, progress: Progress | None = None) -> tuple[Catalogue | None, list[Fault]]:
    """The catalogue, or None and every fault of every file, sorted."""
    tree = open_tree(content)
    if not content.is_dir():
        return None, [fault(tree.label, 1, "", "no_content")]
    reading = read_all(tree, progress or (lambda done, of: None))
    crosscheck(reading, build_day)
    found = sorted(set(reading.faults))
    return (None, found) if found else (_catalogue(reading, build_day), [])


def read_all(tree: Tree, progress: Progress) -> Reading:
    """Every file of a tree, parsed as far as it can be."""
    tree.check_places()
    path = tree.root / "taxonomy.yaml"
    document = read_yaml(path, tree.name(path)) if path.exists() else Document(tree.name(path))
    if not path.exists():
        tree.add(path, "missing_file")
    lists = lists_of(document)
    taxonomy = _taxonomy(document)
    offers, partners = tree.files("offers", lists), tree.files("partners", lists)
    tree.files("pages", lists)
    tell = _Teller(progress, len(offers) + len(partners))
    return Reading(
        tree,
        document,
        taxonomy,
        lists,
        {one: tell(read_source(PARTNERS, one, paths, lists.default, tree)) for one, paths in sorted(partners.items())},
        {one: tell(read_source(OFFERS, one, paths, lists.default, tree)) for one, paths in sorted(offers.items())},
    )


def _taxonomy(document: Document) -> Taxonomy | None:
    try:
        return Taxonomy.model_validate(document.values)
    except ValidationError as refused:
        for error in refused.errors(include_url=False) if document.lines else ():
            note(error, document, known_fields(Taxonomy))
        return None


class _Teller:
    """Counts what has been read, and tells."""

    def __init__(self, progress: Progress, of: int) -> None:
        self.progress, self.of, self.done = progress, of, 0

    def __call__(self, one: Read) -> Read:
        self.done += 1
        self.progress(self.done, self.of)
        return one


def _catalogue(reading: Reading, build_day: date) -> Catalogue:
    taxonomy = reading.taxonomy
    if taxonomy is None:
        raise AssertionError("a taxonomy without a fault has been read")
    offers = tuple(_offer(source, taxonomy) for source in reading.offers.values())
    zone = ZoneInfo(taxonomy.timezone)
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
