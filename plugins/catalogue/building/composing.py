"""Composing the site of a build: what every page stands in, and the batches that have to be made."""

import pickle
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from ..model.departures import Departure
from ..pages.assets import Assets, theme_assets
from ..pages.briefs import Brief, brief_of
from ..pages.covered import present, state
from ..pages.documents import Document
from ..pages.ground import NAME, drawing, ground_view
from ..pages.ground_views import GroundView, TilesView
from ..pages.photographs import Media
from ..pages.present import Presenter
from ..pages.press import Announcer, press_of
from ..pages.sites import Around, site_view
from ..pages.views import AssetsView, Context, SiteView
from ..reading.ground import read_ground
from ..reading.load import Catalogue
from .agenda import KINDS
from .batches import Batch, Part
from .changes import STILL_NS
from .clock import now
from .crew import Work, make
from .derive import Deriver
from .edition import Edition
from .effects import part_of
from .parts import Parts
from .picturing import KEPT, Picturing
from .staging import Made, Stage

if TYPE_CHECKING:
    from .builder import Builder

class WordsMissing(Exception):
    """Messages of the theme have no translation; one a line."""


@dataclass(frozen=True)
class Composed:
    """What came of composing."""

    batches: Mapping[str, bytes]
    """The digests of the batches that changed, by key."""
    gone: frozenset[str]
    """Keys of former batches that the edition has no more."""
    dirty: frozenset[str]
    """Keys of the batches that were made."""
    made: list[Made]
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the ledger is to hold of it."""


class Composing:
    """The steps of composing one build."""

    def __init__(self, builder: "Builder", documents: Sequence[Document], own: Environment | None) -> None:
        self.builder = builder
        self.given, self.watch, self.shelf = builder.given, builder.watch, builder.shelf
        self.documents = documents
        self.taxonomy = builder.catalogue.taxonomy
        self.languages = self.taxonomy.languages
        self.facts: dict[str, Any] = {"documents": pickle.dumps(tuple(documents))}
        self.made: list[Made] = []
        self.departures: dict[str, tuple[Departure, ...]] = dict(builder.catalogue.departures)
        self.catalogue = replace(builder.catalogue, partners=self.shelf.partners, departures=self.departures)
        self._former = builder.ledger.batches()
        outputs = builder.ledger.outputs()
        self._altered = {outputs[path][0] for path in builder.changes.altered}
        self._briefs_before = self._briefs_of_changed()
        self._own = own
        self._theme_files: dict[str, bytes] = {}
        self._media = Media(self.given.content, builder.changes.pictures, self.given.avif_speed)
        self.edition = self._edition()

    def compose(self, stage: Stage) -> Composed:
        """Make all that has to be made, and keep it on the stage. Raises WordsMissing and NoRoom."""
        edition, self.stage = self.edition, stage
        self.made += [stage.put(path, KEPT, content) for path, content in self._theme_files.items()]
        with self.watch.phase("plan"):
            part = edition.agenda.widened(self._part())
            batches = [self.picturing.media(), *edition.batches(part)]
            dirty = [batch for batch in batches if self._is_dirty(batch)]
            keys = {batch.key for batch in batches}
            gone = self._gone(keys, part)
            lacking = self._lacking_pictures()
        with self.watch.phase("read"):
            self._open(edition, {batch.offer for batch in dirty if batch.offer} | set(lacking))
        with self.watch.phase("pictures"):
            there = present(self.given.output) if lacking else set()
            self._make("pictures", [self.picturing.batch(edition.offers[own_id], there) for own_id in lacking])
        with self.watch.phase("make"):
            self._make("make", dirty)
        changed = {one.key: one.digest for one in dirty if self._former.get(one.key) != one.digest}
        self.facts["known"] = edition.known
        self.facts |= self.shelf.days.facts(edition.agenda.counts)
        return Composed(changed, gone, frozenset(batch.key for batch in dirty), self.made, self.facts)

    def _briefs_of_changed(self) -> dict[str, Brief | None]:
        """Of the offers that were read again or are gone: what was known of them before."""
        ids = {offer.id for offer in self.catalogue.offers} | set(self.builder.news.gone_offers)
        if not self.builder.known.trusted:
            return dict.fromkeys(ids)  # another version of this code may have written it
        before = dict(self.builder.ledger.briefs()) if ids else {}
        return {own_id: brief_of(before[own_id]) if own_id in before else None for own_id in ids}

    def _gone(self, keys: Collection[str], part: Part | None) -> frozenset[str]:
        """Former batches that are not planned any more; where no list has got or lost an offer, only days may be."""
        if part and part.others is not None:
            return frozenset(key for key in self._former_of_days(part) if key not in keys)
        return frozenset(key for key in self._former if key not in keys and (part is None or part.holds(key)))

    def _former_of_days(self, part: Part) -> Iterator[str]:
        for kind, own_id in part.lists:
            if kind in KINDS:
                for lang in self.languages:
                    every = (f"{lang}:{kind}:{own_id}:{number}" for number in count(1))
                    yield from takewhile(self._former.__contains__, every)

    def _part(self) -> Part | None:
        """What of the edition the changes can have touched; None: any of it."""
        same = self.builder.known.trusted and self.builder.ledger.fact("known") == self.edition.known
        if not self.given.alone or not same:
            return None
        partners = {*self.builder.catalogue.partners, *self.builder.news.gone_partners}
        edits = {own_id: (before, self.shelf.briefs.get(own_id)) for own_id, before in self._briefs_before.items()}
        part = part_of(edits, partners)
        if part.others is not None and not self.builder.changes.same_stamp:
            part = replace(part, others={*part.others, "catalogue.json"})
        part = replace(part, offers={*part.offers, *self.shelf.of_related(edits)})
        return part.altered(self._altered)

    def _lacking_pictures(self) -> list[str]:
        """The offers that lack a picture."""
        ledger, briefs, output = self.builder.ledger, self.shelf.briefs, self.given.output
        found = state(output)  # before its names: what comes or goes meanwhile is then seen by the next build
        edits = ((before, briefs.get(own_id)) for own_id, before in self._briefs_before.items())
        drawn = self.given.sharing_pictures
        same = drawn == ledger.fact("shares drawn") and all(_same_pictures(*both) for both in edits)
        if same and found and found == ledger.fact("covers"):
            return []
        there, kept, lacking = present(output), ledger.fact("pictures") if same else None, list[str]()
        if kept is None or not there.issuperset(kept):
            self.facts["shares drawn"] = drawn
            self.facts["pictures"], lacking = self.picturing.lacking(there, briefs)
        sure = found and not lacking and max(found[1:]) < time.time_ns() - STILL_NS
        self.facts["covers"] = found if sure else None
        return lacking

    def _edition(self) -> Edition:
        own = None if self.given.alone else self._own
        press = press_of(self.given, self.builder.known.base, self.languages, own)
        self.words = press.words
        sites = self._sites()
        names = {lang: site.name for lang, site in sites.items()}
        drawing = self.given.cache, self.given.sharing_pictures
        self.picturing = Picturing(*drawing, self.catalogue.taxonomy, self.shelf, self._media, names)
        presenters = {lang: Presenter(self.catalogue, site, self.shelf) for lang, site in sites.items()}
        self._derive(presenters)
        return Edition(
            Parts(
                given=self.given,
                base=self.builder.known.base,
                catalogue=self.catalogue,
                shelf=self.shelf,
                documents=self.documents,
                words=self.words,
                sites=sites,
                presenters=presenters,
                press=press,
                built_at=now(),
                commit=self.builder.changes.stamp[0],
            )
        )

    def _sites(self) -> Mapping[str, SiteView]:
        visited: dict[str, set[str]] = {lang: set() for lang in self.languages}
        read = {offer.id for offer in self.catalogue.offers}
        told = {(one.territory, tuple(one.said)) for own_id, one in self.shelf.briefs.items() if own_id not in read}
        for territory, langs in (*told, *((offer.territory, offer.words) for offer in self.catalogue.offers)):
            for lang in langs:
                visited[lang].add(territory)
        assets, ground = self._assets()
        tiles = TilesView(*self.given.tiles) if self.given.tiles else None
        around = Around(self.taxonomy, self.given.site_url, assets, self.documents, ground, tiles, visited)
        return {lang: site_view(around, words) for lang, words in self.words.items()}

    def _assets(self) -> tuple[AssetsView, GroundView | None]:
        """The addresses of the theme's files, and the ground of the map; the files are made when the theme or the map
        has changed or one of them is gone.
        """
        kept = self.builder.ledger.fact("assets")
        if kept and self.builder.changes.same_elsewhere:
            self.facts["assets"] = kept
            return AssetsView(**kept["view"]), GroundView(*kept["ground"]) if kept["ground"] else None
        assets = theme_assets(self.given.theme, self.taxonomy, self.given.cache)
        view, ground = assets.view(), self._ground(assets)
        self._theme_files = assets.files
        sizes = {path: len(file) for path, file in assets.files.items()}
        self.facts["assets"] = {"view": asdict(view), "sizes": sizes, "ground": ground and tuple(ground)}
        return view, ground

    def _ground(self, assets: Assets) -> GroundView | None:
        folder = self.builder.folder
        ground = read_ground(folder.tree, folder.lists)
        return ground_view(ground, assets.add(NAME, drawing(ground))) if ground else None

    def _derive(self, presenters: Mapping[str, Presenter]) -> None:
        deriver = Deriver(self.catalogue, presenters, self.shelf, self.builder.news, self._media)
        for partner in self.builder.catalogue.partners.values():
            self.shelf.partners[partner.id] = partner
            deriver.partner(partner)
        for offer in self.catalogue.offers:
            deriver.offer(offer)

    def _is_dirty(self, batch: Batch) -> bool:
        if not self.given.alone or batch.key in self._altered:
            return True
        return self._former.get(batch.key) != batch.digest

    def _open(self, edition: Edition, wanted: set[str]) -> None:
        """Read the offers that have not changed themselves, and yet have to be shown anew."""
        unread = wanted - edition.offers.keys()
        if unread:
            more: Catalogue = self.builder.open(unread)
            edition.offers.update({offer.id: offer for offer in more.offers})
            self.departures.update(more.departures)

    def _make(self, phase: str, batches: Sequence[Batch]) -> None:
        def tell(done: int) -> None:
            self.watch.step(phase, done, len(batches))

        made, lacking = make(
            Work(batches, self.stage, self.builder.ledger.reopen, self._missing_words, tell, dear=phase == "pictures")
        )
        self.made += made
        if lacking:
            lines = [
                f"theme/locale/{lang}/LC_MESSAGES/theme.po: no translation of “{message}” -> add it"
                for lang, message in sorted(set(lacking))
            ]
            raise WordsMissing("\n".join(lines))

    def announce(self, tell: Callable[[str, Context], None]) -> None:
        """Tell of every page: what its template got is made again, since all of it together would fill the memory."""
        edition = self.edition
        edition.parts = replace(edition.parts, press=Announcer(tell))
        for batch in edition.batches():
            if not batch.joined:
                for _ in batch.make():
                    pass

    def _missing_words(self) -> list[tuple[str, str]]:
        return [(lang, message) for lang, words in self.words.items() for message in words.missing]


def _same_pictures(before: Brief | None, now: Brief | None) -> bool:
    return bool(before and now) and _pictures(before) == _pictures(now)  # type: ignore[arg-type]


def _pictures(brief: Brief) -> tuple[Any, ...]:
    return brief.picture, brief.images, [said.shared for said in brief.said.values()], list(brief.said)
