"""What people and programs follow from elsewhere: calendars of lists, feeds of languages, and where they all are."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from ..digests import digest
from ..pages import calendars, feeds
from ..pages.listings import CALENDAR, Listing
from ..pages.llms import Listed, Told, llms
from ..pages.views import LinkView
from .batches import Batch, Files, Part

if TYPE_CHECKING:
    from .edition import Edition

GUIDE = "llms.txt"


class Following:
    """The batches of what people follow of an edition."""

    def __init__(self, edition: "Edition") -> None:
        self.edition = edition
        self.parts, self.shelf, self.briefs = edition.parts, edition.shelf, edition.briefs

    def of_lists(self, lists: Sequence[Listing]) -> Iterator[Batch]:
        """The calendar of each list, but for those of all offers and of communes."""
        for listing in lists:
            if listing.calendar:
                dated = b"".join([self.briefs[own_id].dated for own_id in listing.offers])
                said = [self.briefs[own_id].said[listing.lang] for own_id in listing.offers]
                key = f"{listing.lang}:{listing.kind}:{listing.own_id}:{CALENDAR}"
                cards, updates = b"".join([one.card for one in said]), repr([one.updated for one in said])
                known = digest(self.edition.about(listing), dated, cards, updates)
                yield Batch(key, known, partial(self._calendar, listing))

    def _calendar(self, listing: Listing) -> Files:
        site, zone = self.parts.sites[listing.lang], self.parts.catalogue.zone
        shown = calendars.coming(listing.offers, self.shelf)
        name = f"{self.edition.pages[listing.lang].name_of(listing)} – {site.name}"
        content = calendars.calendar(name, site, zone, shown, self.shelf)
        yield listing.calendar.removeprefix("/"), content

    def of_languages(self, part: Part) -> Iterator[Batch]:
        """The feeds of each language."""
        midnight = datetime.combine(self.parts.given.build_day, time(), tzinfo=self.parts.catalogue.zone)
        for lang in self.edition.languages:
            key = f"{lang}:feed"
            if part.wants(key):
                newest = self.shelf.newest(lang, feeds.ENTRIES_MAX, int(midnight.timestamp()))
                fed = [one for _, own_id in newest for one in self._fed(lang, own_id)]
                known = digest(self.edition.known, repr(newest), *fed)
                yield Batch(key, known, partial(self._feed, lang, newest))

    def _fed(self, lang: str, own_id: str) -> tuple[bytes, ...]:
        brief = self.briefs[own_id]
        return brief.said[lang].card, self.shelf.partner_briefs[brief.partner].digest, repr(brief.themes).encode()

    def _feed(self, lang: str, newest: Sequence[tuple[int, str]]) -> Files:
        site, say = self.parts.sites[lang], self.parts.words[lang].gettext
        title = f"{site.name} – {say('Toutes les visites')}"
        entries = [self._entry(lang, own_id, updated) for updated, own_id in newest]
        yield site.feed.removeprefix("/"), feeds.atom(site, title, site.description, entries)
        yield site.json_feed.removeprefix("/"), feeds.json_feed(site, title, site.description, entries)

    def _entry(self, lang: str, own_id: str, updated: int) -> feeds.Entry:
        record, terms = self.shelf.records[own_id], self.parts.presenters[lang].theme_terms
        card = record.cards[lang]
        return feeds.Entry(
            url=card.url,
            offer_id=own_id,
            title=card.title,
            summary=card.summary,
            themes=tuple(terms[key].label for key in self.briefs[own_id].themes),
            author=record.author,
            updated_at=datetime.fromtimestamp(updated, self.parts.catalogue.zone),
        )

    def guide(self, lists: Sequence[Listing]) -> Batch:
        """`llms.txt`: it tells of the lists of themes and territories that there are; partners may be many."""
        told = [one for one in lists if one.kind in ("theme", "territory")]
        known = digest(self.edition.known, repr([(one.lang, one.kind, one.own_id) for one in told]))
        return Batch(GUIDE, known, partial(self._guide, told))

    def _guide(self, lists: Sequence[Listing]) -> Files:
        languages = [
            Told(
                self.parts.sites[lang],
                self.parts.words[lang].gettext("Toutes les visites"),
                self.parts.words[lang].gettext("Agenda"),
                [self._listed(one) for one in lists if one.lang == lang],
            )
            for lang in self.edition.languages
        ]
        yield GUIDE, llms(languages)

    def _listed(self, listing: Listing) -> Listed:
        taxonomy = self.parts.catalogue.taxonomy
        terms = taxonomy.themes if listing.kind == "theme" else taxonomy.territories
        term = terms[listing.own_id]
        link = LinkView(term.label[listing.lang], listing.url)
        return Listed(link, term.summary[listing.lang], listing.calendar)
