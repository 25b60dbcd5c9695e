"""One build: what has changed is read and checked, what depends on it is made, and all of it is put in its place."""

import contextlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from jinja2 import Environment

from ..given import Given
from ..pages.covered import COVERS
from ..pages.documents import Document
from ..pages.views import Context
from ..reading.folder import open_folder
from ..reading.load import Catalogue, Selection, read
from ..reading.tree import Files
from . import inputs
from .changes import Changes, states
from .composing import Composed, Composing
from .heap import Heaps
from .joined import Index
from .ledger import Ledger, News, Output
from .places import Places
from .shelf import Shelf
from .staging import Moves, Stage, waiting_room
from .summary import PATHS_MAX, Summary, Watch
from .sweep import leftovers

Tell = Callable[[str, Context], None]


class Builder:
    """A build of one output folder: `read`, then `write`."""

    def __init__(self, given: Given, ledger: Ledger, changes: Changes, watch: Watch) -> None:
        self.given, self.ledger, self.changes, self.watch = given, ledger, changes, watch
        self.began_ns = time.time_ns()
        self.places = Places(given.output.resolve(), given.data)
        self.known = inputs.known(given, ledger, changes)
        facts, pieces = self.known.facts(), Heaps(given.cache)
        self.news = News(facts=facts, seen=changes.seen, pieces=pieces)
        self.shelf = Shelf(ledger, self.news, self.known.trusted)
        self.others: Collection[str] = ledger.fact("others", {}).keys()
        """Files that Pelican's own generators write, below the output."""

    def read(self) -> None:
        """Read and check what has changed. Raises Faults, all of them at once."""
        with self.watch.phase("read"):
            names = self._names()
            self.folder = open_folder(self.given.content, self.changes.everything, names)
            if names is None:
                self.news.facts["names"] = (self.folder.offers, self.folder.partners)
            offers, partners = self._touched()
            self.news.gone_offers = self.ledger.offer_ids() - self.folder.offers.keys()
            self.news.gone_partners = self.ledger.partner_ids() - self.folder.partners.keys()
            self.shelf.drop(self.news.gone_offers, self.news.gone_partners)
            self.catalogue = self.open(offers, partners)

    def _names(self) -> tuple[Files, Files] | None:
        """The files of offers and partners by id, where the last build, which found no fault, found the same."""
        return self.ledger.fact("names") if self.known.trusted and self.changes.same_names else None

    def _touched(self) -> tuple[Collection[str], Collection[str]]:
        """Ids of the offers and the partners whose files are to be opened."""
        if not (self.known.trusted and self.given.alone) or self._joined_is_altered():
            return self.folder.offers, self.folder.partners
        paths = [Path(path) for path in (*self.changes.touched, *self.changes.gone)]
        partners = {path.name.partition(".")[0] for path in paths if path.parts[0] == "partners"}
        offers = {path.name.partition(".")[0] for path in paths if path.parts[0] == "offers"}
        offers |= self.shelf.of_partners(partners)
        if not self.changes.same_elsewhere:
            offers |= self.shelf.of_pictures(self.changes.pictures)
        return offers & self.folder.offers.keys(), partners & self.folder.partners.keys()

    def _joined_is_altered(self) -> bool:
        """Whether a file that holds a piece of every offer is not as it was left: nothing else has the pieces."""
        return any(self.ledger.fact(f"index:{path}") for path in self.changes.altered)

    def open(self, offers: Collection[str], partners: Collection[str] = ()) -> Catalogue:
        """Read some offers and partners. Raises Faults."""
        selection = Selection(offers, partners, self.shelf.owner_of(offers))

        def tell(done: int, of: int) -> None:
            self.watch.step("read", done, of)

        return read(self.folder, self.given.build_day, selection, tell)

    def plan(self, documents: Sequence[Document], own: Environment | None = None) -> None:
        """Plan what the site consists of.

        `own` is Pelican's environment of templates, whose filters count where others have a say. Raises AddressTaken
        and AssetMissing.
        """
        with self.watch.phase("plan"):
            self.composing = Composing(self, documents, own)
            self.composing.edition.check_addresses()

    def paths(self) -> set[str]:
        """The paths of all pages, once they are planned, below the output."""
        return self.composing.edition.paths()

    def write(self) -> Summary:
        """Make what depends on the changes, and put it in its place. Raises NoRoom and WordsMissing."""
        with waiting_room(self.places):
            stage = Stage(self.places, self._former, self._index, always=not self.given.alone)
            composed = self.composing.compose(stage)
            moves = self._moves(composed)
            with self.watch.phase("place"):
                self.ledger.expect(moves.added())  # before their folders: a kill in between leaves nothing unknown
                moves.make_folders()
                self._note(composed, moves, moves.carry_out())
        return self._summary(composed, moves)

    def _former(self, path: str) -> Output | None:
        """A file of the last build, where it is as it was left."""
        known = self.ledger.outputs().get(path)
        return None if known is None or path in self.changes.altered else Output(path, *known)

    def _index(self, path: str) -> Index | None:
        found = self.ledger.fact(f"index:{path}")
        return found and Index(*found)

    def _moves(self, composed: Composed) -> Moves:
        former = self.ledger.outputs()
        paths = {one.output.path for one in composed.made}
        over = composed.gone | composed.dirty
        gone = [path for path, known in former.items() if known[0] in over and path not in paths]
        more = [*self.ledger.fact("expected", ()), *(self.ledger.fact("others", {}).keys() - set(self.others))]
        gone += [path for path in more if path not in paths and path not in former]
        if self.ledger.fact("trust") is None:
            gone += leftovers(self.given.output, paths | (former.keys() - set(gone)))
        return Moves(self.places, former.keys(), composed.made, [path for path in gone if not self._is_new(path)])

    def _is_new(self, path: str) -> bool:
        """Whether Pelican has written a file of its own there in this very run."""
        with contextlib.suppress(OSError):
            return os.stat(self.places.target(path)).st_mtime_ns >= self.began_ns
        return False

    def _note(self, composed: Composed, moves: Moves, left: Sequence[Output]) -> None:
        former = self.ledger.outputs()
        added = [output.path for output in left if output.batch and output.path not in former]
        lost = [path for path in moves.gone if path in former]
        self.news.facts |= {
            **composed.facts,
            **{f"index:{one.output.path}": tuple(one.joined) for one in composed.made if one.joined},
            "day": self.given.build_day.isoformat(),
            "elsewhere": self.changes.elsewhere,
            "settings": self.given.settings,
            "stamp": self.changes.stamp,
            "offers": len(self.shelf.briefs),
            "pages": self.ledger.fact("pages", 0) + _pages(added) - _pages(lost),
            "files": len(former) + len(added) - len(lost),
            "expected": [],
        }
        self.news.batches = dict(composed.batches)
        self.news.gone_batches = composed.gone
        self.news.outputs = [output for output in left if output.batch]
        self.news.gone_outputs = moves.gone
        self.ledger.write(self.news)

    def note_others(self) -> None:
        """Take note of the files that Pelican's own generators have written by now."""
        self.ledger.write(News(facts={"others": states(self.given.output, self.others)}))

    def announce(self, tell: Tell) -> None:
        """Tell of every page, by its path and what its template got: for those who listen to written files."""
        self.composing.announce(tell)

    def _summary(self, composed: Composed, moves: Moves) -> Summary:
        files = self.news.facts["files"]
        written = [one.output.path for one in moves.written if one.output.batch]
        return Summary(
            offers=len(self.shelf.briefs),
            pages=self.news.facts["pages"],
            written=len(written),
            unchanged=files - len(written),
            removed=len(moves.gone),
            pictures=sum(one.output.path.startswith(COVERS) for one in moves.written),
            rendered=len(composed.dirty),
            paths=tuple(written[:PATHS_MAX]),
            seconds=self.watch.total(),
        )


def _pages(paths: Iterable[str]) -> int:
    """How many of some files are pages."""
    return sum(path.endswith(".html") for path in paths)
