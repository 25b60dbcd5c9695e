"""The files that hold something of every offer: for booking, for searching, for whoever reuses the data."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from pydantic_core import to_json

from ..digests import SIZE, digest
from ..pages import open_data
from ..pages.briefs import Brief
from ..reading import compile
from .batches import Batch, Files, Part
from .derive import CATALOGUE, search_file
from .joined import Joined
from .places import DATA

if TYPE_CHECKING:
    from .edition import Edition

EVERY = b"\0"
"""Stands for the entries of all offers: JSON writes it in another way."""
CATALOGUE_KEY = "catalogue.json"


class WholeCatalogue:
    """The batches of files that are joined from pieces of all offers."""

    def __init__(self, edition: "Edition") -> None:
        self.parts, self.shelf, self.known = edition.parts, edition.shelf, edition.known
        self.searches = {f"{lang}:search": lang for lang in edition.languages}

    def batches(self, part: Part) -> Iterator[Batch]:
        """Those that may have changed."""
        wanted = [key for key in (CATALOGUE_KEY, *self.searches, *open_data.FILES) if part.wants(key)]
        if not wanted:
            return
        briefs = [brief for _, brief in sorted(self.shelf.briefs.items())]
        ids = digest(self.known, "\n".join(sorted(self.shelf.briefs)))
        for key in wanted:
            if key == CATALOGUE_KEY:
                yield self._catalogue_batch(ids, briefs)
            elif key in self.searches:
                yield self._search_batch(key, ids, briefs)
            else:
                yield self._open_batch(key, ids, briefs)

    def _catalogue_batch(self, ids: bytes, briefs: Sequence[Brief]) -> Batch:
        told = b"".join([brief.told for brief in briefs])
        known = digest(ids, told, self.parts.commit, repr(self.parts.given.sequence))
        return Batch(CATALOGUE_KEY, known, partial(self._catalogue, told), joined=True)

    def _catalogue(self, told: bytes) -> Files:
        given, now = self.parts.given, self.parts.built_at
        sequence = int(now.timestamp()) if given.sequence is None else given.sequence
        taxonomy = self.parts.catalogue.taxonomy
        head = compile.header(taxonomy, sequence=sequence, commit=self.parts.commit, built_at=now.astimezone(UTC))
        start, end = compile.joined(head, [EVERY]).split(EVERY)
        yield f"{DATA}{CATALOGUE_KEY}", Joined(start, self.shelf.pieces(CATALOGUE), told, end)

    def _search_batch(self, key: str, ids: bytes, briefs: Sequence[Brief]) -> Batch:
        lang = self.searches[key]
        found = b"".join([brief.said[lang].found for brief in briefs if lang in brief.said])
        return Batch(key, digest(ids, found), partial(self._search, lang, found), joined=True)

    def _search(self, lang: str, found: bytes) -> Files:
        start = json.dumps({"lang": lang})[:-1].encode() + b',"offers":[\n'
        yield f"{lang}/search.json", Joined(start, self.shelf.pieces(search_file(lang), lang), found, b"\n]}\n")

    def _open_batch(self, file: str, ids: bytes, briefs: Sequence[Brief]) -> Batch:
        at = open_data.FILES.index(file) * SIZE
        told = b"".join([brief.opened[at : at + SIZE] for brief in briefs])
        known = digest(ids, told, self.parts.given.build_day.isoformat())
        return Batch(file, known, partial(self._open, file, told), joined=True)

    def _open(self, file: str, told: bytes) -> Files:
        pieces = self.shelf.pieces(file)
        if file == open_data.OFFERS:
            site = next(iter(self.parts.sites.values()))
            day = self.parts.given.build_day.isoformat()
            start = to_json(open_data.head(site, self.parts.catalogue.taxonomy, day))[:-1] + b',"offers":[\n'
            yield file, Joined(start, pieces, told, b"\n]}\n")
        else:
            columns = open_data.ROW_COLUMNS if file == open_data.ROWS else open_data.DEPARTURE_COLUMNS
            yield file, Joined(open_data.header(columns), pieces, told, b"", between=b"")
