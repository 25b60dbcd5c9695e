"""An edition: the whole catalogue as one build shows it, as batches of files with what each depends on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest

from .. import urls
from ..digests import digest
from ..model import Offer
from ..pages import sitemap
from ..pages.briefs import related_cards
from ..pages.choices import CHOICES, VIRTUAL
from ..pages.communes import communes
from ..pages.documents import Document
from ..pages.listings import CARDS_A_PAGE, Listing, Listings
from ..pages.pages import BOOKING_DOWN, NEXT_DEPARTURES, NOT_FOUND, LanguagePages
from ..pages.plan import Frame, Page, path_of
from . import embedding
from .agenda import Agenda
from .batches import Batch, Files, Part, Place, Reach
from .following import Following
from .narrowing import Narrowing
from .parts import AddressTaken, Parts
from .places import DATA
from .site_file import data_file, site_file
from .whole import WholeCatalogue

ALL = Part((), {}, None)
"""Of feeds and joined files."""


class Edition:
    """The batches of a build. Planning is quick, whatever the size; a batch is made when it is asked to."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.shelf = parts.shelf
        self.briefs = parts.shelf.briefs
        self.languages = parts.catalogue.languages
        self.listings = Listings(self.briefs, parts.shelf.partner_briefs, parts.catalogue.taxonomy)
        self.communes = communes(self.listings, self.briefs, next(iter(parts.sites.values())).ground)
        self.frame = Frame(parts.sites)
        self.offers: dict[str, Offer] = {offer.id: offer for offer in parts.catalogue.offers}
        self.pages = {
            lang: LanguagePages(parts.presenters[lang], parts.words[lang], self.listings, self.communes)
            for lang in self.languages
        }
        self.known = digest(parts.base, repr(sorted(parts.sites.items())))
        self._lists = list(self.listings.all())
        self.following = Following(self)
        self.whole = WholeCatalogue(self)
        self.agenda = Agenda(self)
        self.narrowing = Narrowing(self, self.listings)

    def batches(self, part: Part | None = None) -> Iterator[Batch]:
        """The batches of the edition, those of a part or all."""
        yield from self._entrances()
        yield from self._documents()
        for own_id in self.briefs if part is None else self.briefs.keys() & set(part.offers):
            known = digest(self.known, self.briefs[own_id].digest, *related_cards(self.briefs, own_id))
            yield Batch(f"offer:{own_id}", known, partial(self._offer, own_id), own_id)
        lists = [one for one in self._lists if part is None or (one.kind, one.own_id) in part.lists]
        yield from self._listed(lists, {} if part is None else part.lists)
        yield from self.following.of_lists(lists)
        yield from self.agenda.batches(part)
        yield from embedding.pages(self, lists)
        others = ALL if part is None else part
        yield from self.following.of_languages(others)
        yield from self.narrowing.batches(others)
        yield from self._maps(others)
        yield from self._joined(others)

    def paths(self) -> set[str]:
        """Where all pages of the edition are written, below the output."""
        addresses = [listing.address(number) for listing in self._lists for number in range(1, listing.last + 1)]
        addresses += [said.url for brief in self.briefs.values() for said in brief.said.values()]
        addresses += [document.url for document in self.parts.documents]
        addresses += [urls.embed(one.lang, one.own_id) for one in self._lists if one.kind == "partner"]
        addresses += [address for address, _ in self.agenda.addresses()]
        addresses += [urls.LANGUAGE_CHOICE, NOT_FOUND, BOOKING_DOWN, *self._single()]
        return set(map(path_of, addresses))

    def check_addresses(self) -> None:
        """Raises AddressTaken where two pages would have one address."""
        taken = {listing.url: listing.own_id or listing.kind for listing in self._lists}
        taken |= dict.fromkeys(self._single(), "home or map")
        taken |= {site.agenda: "agenda" for site in self.parts.sites.values()}
        for document in self.parts.documents:
            owner = taken.setdefault(document.url, document.key)
            if owner is not document.key:
                reason = f"{document.url} is the address of {owner} and of {document.key} -> change a slug"
                raise AddressTaken(reason)

    def _single(self) -> list[str]:
        """The addresses of homes and maps."""
        return [url for site in self.parts.sites.values() for url in (site.home, site.map)]

    def _render(self, page: Page) -> Files:
        yield page.path, self.parts.press.render(self.frame, page)

    def _entrances(self) -> Iterator[Batch]:
        """The language choice, the page for lost visitors, the home pages."""
        first, *others = self.pages.values()
        yield Batch("languages", self.known, lambda: self._render(first.language_choice()))
        yield Batch("not-found", self.known, lambda: self._render(first.not_found(others)))
        yield Batch("booking-down", self.known, lambda: self._render(first.booking_down(others)))
        homes = {lang: site.home for lang, site in self.parts.sites.items()}
        for lang, pages in self.pages.items():
            yield Batch(f"{lang}:home", self._of_home(lang), partial(self._home, pages, homes))

    def _of_home(self, lang: str) -> bytes:
        cards = self._cards(lang, self.listings.soonest(lang, NEXT_DEPARTURES))
        return digest(self.known, repr(self._sizes(lang)), *cards)

    def _sizes(self, lang: str) -> list[int]:
        """How many offers each theme and each territory has."""
        taxonomy, size = self.parts.catalogue.taxonomy, self.listings.size
        themes = [size(lang, "theme", key) for key in taxonomy.themes]
        return themes + [size(lang, "territory", key) for key in taxonomy.territories]

    def _home(self, pages: LanguagePages, homes: Mapping[str, str]) -> Files:
        return self._render(pages.home(homes))

    def _documents(self) -> Iterator[Batch]:
        for document in self.parts.documents:
            siblings = {one.lang: one.url for one in self.parts.documents if one.key == document.key}
            known = digest(self.known, repr(document), repr(siblings))
            make = partial(self._document, document, siblings)
            yield Batch(f"{document.lang}:page:{document.key}", known, make)

    def _document(self, document: Document, siblings: Mapping[str, str]) -> Files:
        return self._render(self.pages[document.lang].document(document, siblings))

    def _offer(self, own_id: str) -> Files:
        offer = self.offers[own_id]
        addresses = {lang: said.url for lang, said in self.briefs[own_id].said.items()}
        for lang in addresses:
            yield from self._render(self.pages[lang].offer(offer, addresses))

    def _cards(self, lang: str, offers: Sequence[str]) -> list[bytes]:
        return [self.briefs[own_id].said[lang].card for own_id in offers]

    def _listed(self, lists: Sequence[Listing], reach: Mapping[tuple[str, str], Reach]) -> Iterator[Batch]:
        siblings: dict[tuple[str, str], list[Listing]] = {}
        for listing in lists:
            siblings.setdefault((listing.kind, listing.own_id), []).append(listing)
        for same in siblings.values():
            within = reach.get((same[0].kind, same[0].own_id))
            # The languages in turn, as processes take batches in turn: each card is then made by one of them alone.
            for batches in zip_longest(*(self._list(listing, within, same) for listing in same)):
                yield from filter(None, batches)

    def _numbers(self, listing: Listing, reach: Reach) -> range:
        """The pages of a list that may have changed."""
        if reach is None:
            return range(1, listing.last + 1)
        first = bisect_left(listing.offers, reach[0], key=self._place)
        end = bisect_right(listing.offers, reach[1], key=self._place)
        return range(first // CARDS_A_PAGE + 1, -(-end // CARDS_A_PAGE) + 1)

    def _place(self, own_id: str) -> Place:
        return self.briefs[own_id].starts, own_id

    def _list(self, listing: Listing, within: Reach, same: Sequence[Listing]) -> Iterator[Batch]:
        about = digest(self.about(listing), repr([(one.lang, len(one.offers)) for one in same]))
        for number in self._numbers(listing, within):
            key = f"{listing.lang}:{listing.kind}:{listing.own_id}:{number}"
            cards = b"".join(self._cards(listing.lang, listing.page(number)))
            yield Batch(key, digest(about, cards), partial(self._list_page, listing, number, same))

    def about(self, listing: Listing) -> bytes:
        """The digest of what a list says besides its offers."""
        if listing.kind == "partner":
            return digest(self.known, self.shelf.partner_briefs[listing.own_id].digest)
        if listing.kind == "commune":
            return digest(self.known, repr(self.communes[listing.own_id]))
        if listing.kind == "offers":
            wishes = [self.listings.size(listing.lang, "choice", key) for key in CHOICES]
            return digest(self.known, repr([bool(size) for size in (*self._sizes(listing.lang), *wishes)]))
        return self.known

    def _list_page(self, listing: Listing, number: int, same: Sequence[Listing]) -> Files:
        addresses = {one.lang: one.address(number) for one in same if number <= one.last}
        yield from self._render(self.pages[listing.lang].listing(listing, number, addresses))

    def _maps(self, part: Part) -> Iterator[Batch]:
        addresses = {lang: site.map for lang, site in self.parts.sites.items()}
        for lang, pages in self.pages.items():
            if part.wants(f"{lang}:map"):
                sizes = [self.listings.size(lang, "commune", slug) for slug in self.listings.slugs]
                places = [self.communes[slug] for slug in self.listings.slugs]
                known = digest(self.known, repr((places, sizes, self.listings.size(lang, "choice", VIRTUAL))))
                yield Batch(f"{lang}:map", known, partial(self._map, pages, addresses))

    def _map(self, pages: LanguagePages, addresses: Mapping[str, str]) -> Files:
        return self._render(pages.map(addresses))

    def _joined(self, part: Part) -> Iterator[Batch]:
        """The files that hold something of every offer, and three small ones."""
        yield Batch("site.json", self.known, self._site_file)
        yield Batch("robots.txt", self.known, self._robots)
        yield self.following.guide(self._lists)
        yield embedding.script(self)
        if part.wants("sitemap"):
            yield self._sitemap_batch()
        yield from self.whole.batches(part)

    def _sitemap_batch(self) -> Batch:
        others = [listing.address(number) for listing in self._lists for number in range(1, listing.last + 1)]
        others += [document.url for document in self.parts.documents]
        others += [address for address, told in self.agenda.addresses() if told]
        others += [urls.LANGUAGE_CHOICE, *self._single()]
        briefs = [brief for _, brief in sorted(self.briefs.items())]
        addresses = [(said.url, said.updated) for brief in briefs for said in brief.said.values()]
        every = [*((url, 0) for url in sorted(others)), *addresses]
        return Batch("sitemap", digest(self.known, repr(every)), partial(self._sitemap, every), joined=True)

    def _site_file(self) -> Files:
        data = site_file(tuple(self.parts.sites.values()), self.parts.catalogue.taxonomy.timezone)
        yield f"{DATA}site.json", data_file(data)

    def _sitemap(self, addresses: Sequence[sitemap.Address]) -> Files:
        site_url = self.parts.given.site_url
        yield from sitemap.sitemaps(site_url, sitemap.lines(site_url, addresses)).items()

    def _robots(self) -> Files:
        yield "robots.txt", sitemap.robots(self.parts.given.site_url)
