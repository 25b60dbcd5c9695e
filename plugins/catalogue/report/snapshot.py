"""A content folder as far as its files can be read: a proposal with faults is reported too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..model.departures import Departure, unroll
from ..reading.faults import Faults
from ..reading.folder import Folder, open_folder
from ..reading.load import as_offer
from ..reading.sources import OFFERS, PARTNERS, Facts, Kind, OfferSource, PartnerSource, Said, Source, read_source
from ..reading.tree import Files
from ..reading.typography import typeset

OF_DATES = frozenset({"departures", "capacity", "languages", "duration_minutes", "cut_off_minutes"})
"""Facts without which departures cannot be told."""


@dataclass(frozen=True)
class Snapshot:
    """Offers and partners by id, and the taxonomy as written. Where a file cannot be read at all its id is missing."""

    offers: Mapping[str, OfferSource]
    partners: Mapping[str, PartnerSource]
    lists: Mapping[str, Any]
    """The taxonomy's values, whatever they are."""
    languages: tuple[str, ...]
    """The site's, the source first."""
    partial: frozenset[str]
    departures: Mapping[str, tuple[Departure, ...]]
    """Those to come of each offer; without the offers whose dates or taxonomy have a fault."""

    def label(self, section: str, own_id: str, lang: str) -> str:
        """What the taxonomy calls something; its id where it has no name for it."""
        found = _below(_below(self.lists, section), own_id)
        label = _below(found, "label") or found
        said = _below(label, lang) or _below(label, "en")
        return said if isinstance(said, str) else own_id

    def title(self, offer_id: str, lang: str) -> str:
        """An offer's title in a language, else in another, else its id."""
        source = self.offers.get(offer_id)
        words = source.words if source else {}
        said = words.get(lang) or next(iter(words.values()), None)
        return said.title if said else offer_id


def _below(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def empty() -> Snapshot:
    """A folder with nothing in it: every offer of the other one is new."""
    return Snapshot({}, {}, {}, ("fr", "en"), frozenset(), {})


def read_snapshot(content: Path, build_day: date) -> Snapshot:
    """All that can be read of a content folder. Departures are those from `build_day` on."""
    try:
        folder = open_folder(content)
    except Faults:
        return empty()
    offers, partners = _read(OFFERS, folder.offers, folder), _read(PARTNERS, folder.partners, folder)
    return Snapshot(
        offers, partners, folder.document.values, folder.lists.languages, folder.lists.partial,
        _departures(folder, offers, build_day),
    )


def _read(kind: Kind[Facts, Said], files: Files, folder: Folder) -> dict[str, Source[Facts, Said]]:
    """Those that have a source file, their words in the order of the site's languages."""
    found = {}
    for own_id, paths in files.items():
        source = read_source(kind, own_id, paths, folder.lists.default, folder.tree)
        if folder.lists.default in source.documents:
            words = source.words
            source.words = {lang: typeset(words[lang], lang) for lang in folder.lists.languages if lang in words}
            found[own_id] = source
    return found


def _departures(folder: Folder, offers: Mapping[str, OfferSource], build_day: date) -> dict[str, tuple[Departure, ...]]:
    taxonomy, zone = folder.taxonomy, folder.zone
    found: dict[str, tuple[Departure, ...]] = {}
    if taxonomy is None or zone is None:
        return found
    for own_id, source in offers.items():
        if not OF_DATES & (source.bad | source.kept.keys()):
            found[own_id] = unroll(as_offer(source, taxonomy), build_day, zone, taxonomy.horizon_days)
    return found
