"""From an offer that was read to what the rest of the site needs of it: its brief, its record, its pieces of data."""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass

from . import search
from .compile import entry
from .departures import Departure
from .digests import digest, of_bytes
from .ledger import News
from .load import Catalogue
from .model import Offer, Partner
from .pictures import picture_key
from .present import Presenter
from .shelf import NO_DATE, Brief, Dated, PartnerBrief, Record, Said, Shelf
from .sitemap import lines

CATALOGUE, SITEMAP = "catalogue", "sitemap"
"""Files that are joined from pieces of all offers; `search:fr` and the like besides."""


def search_file(lang: str) -> str:
    """The name, among the joined files, of a language's data for searching."""
    return f"search:{lang}"


@dataclass(frozen=True)
class Deriver:
    """Puts what was read on the shelf, and into the news for the ledger."""

    catalogue: Catalogue
    presenters: Mapping[str, Presenter]
    shelf: Shelf
    news: News

    def partner(self, partner: Partner) -> None:
        """Take note of a partner. Partners come before their offers."""
        record = pickle.dumps(partner)
        brief = PartnerBrief(digest(partner.model_dump_json()), tuple(partner.words))
        self.shelf.partner_briefs[partner.id] = brief
        self.news.partners[partner.id] = (tuple(brief), record)

    def offer(self, offer: Offer) -> None:
        """Take note of an offer."""
        departures = self.catalogue.departures[offer.id]
        record = self._record(offer, departures)
        found = self._pieces(offer, record, departures)
        brief = self._brief(offer, record, {lang: self._said(offer, lang, record, found[lang]) for lang in offer.words})
        self.shelf.briefs[offer.id] = brief
        self.shelf.records[offer.id] = record
        self.news.offers[offer.id] = (brief.plain(), pickle.dumps(record))

    def _record(self, offer: Offer, departures: tuple[Departure, ...]) -> Record:
        point = offer.meeting_point
        return Record(
            cards={lang: self.presenters[lang].card(offer) for lang in offer.words},
            place=f"{point.name}, {point.address}" if point else "",
            author=self.shelf.partners[offer.partner].name,
            departures=tuple(
                Dated(one.id, int(one.starts_at.timestamp()), int(one.ends_at.timestamp()), one.status)
                for one in departures
            ),
        )

    def _brief(self, offer: Offer, record: Record, said: Mapping[str, Said]) -> Brief:
        dated = repr((record.departures, record.place))
        partner = self.shelf.partner_briefs[offer.partner].digest
        return Brief(
            starts=next((one.starts for one in record.departures if one.status == "open"), NO_DATE),
            territory=offer.territory,
            themes=offer.themes,
            partner=offer.partner,
            digest=digest(offer.model_dump_json(), dated, partner),
            dated=digest(dated),
            picture=picture_key(offer, self.catalogue.taxonomy),
            said=said,
        )

    def _said(self, offer: Offer, lang: str, record: Record, found: bytes) -> Said:
        words = offer.words[lang]
        updated = int(words.updated_at.timestamp()) if words.updated_at else 0
        card = record.cards[lang]
        slugs = (words.slug, *words.former_slugs)
        return Said(card.url, slugs, of_bytes(pickle.dumps(card)), of_bytes(found), updated)

    def _pieces(self, offer: Offer, record: Record, departures: tuple[Departure, ...]) -> dict[str, bytes]:
        """What the offer gives to joined files; returns what it gives to those for searching, by language."""
        pieces = self.news.pieces
        pieces[CATALOGUE, offer.id] = entry(self.catalogue, offer)
        urls = [card.url for card in record.cards.values()]
        pieces[SITEMAP, offer.id] = lines(self.presenters[next(iter(record.cards))].site.site_url, urls)
        starts = tuple(one.starts_local.isoformat(timespec="minutes") for one in departures if one.status == "open")
        found = {lang: search.entry(offer, card, starts) for lang, card in record.cards.items()}
        pieces |= {(search_file(lang), offer.id): text for lang, text in found.items()}
        return found
