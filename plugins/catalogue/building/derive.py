"""From an offer that was read to what the rest of the site needs of it: its brief, its record, its pieces of data."""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic_core import to_json

from ..digests import digest, of_bytes
from ..model import MeetingPoint, Offer, Partner, Words
from ..model.departures import REMEMBERED, Departure
from ..pages import facets, open_data, search
from ..pages.briefs import NO_DATE, Brief, Dated, PartnerBrief, Record, Said, plain_card
from ..pages.choices import choices_of
from ..pages.photographs import CARD, Media
from ..pages.pictures import Cover, Own, cover, inks_of, picture_key, shared
from ..pages.present import Presenter, card_facts
from ..pages.remembering import isoformat
from ..pages.views import CardView
from ..reading.compile import entry
from ..reading.load import Catalogue
from .days import packed
from .ledger import News
from .shelf import Shelf

NO_MEDIA = Media(Path(), {})

CATALOGUE = "catalogue"
"""A file that is joined from pieces of all offers; `search:fr` and the like besides."""

WITHOUT_SHARING = 2
"""The version of marshal's form that is the same for equal values, whether or not they are one object."""


FINE = 10_000
"""Parts of a degree in which places are told apart: eleven metres."""


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
    media: Media = NO_MEDIA

    def partner(self, partner: Partner) -> None:
        """Take note of a partner. Partners come before their offers."""
        brief = PartnerBrief(digest(to_json(partner)), tuple(partner.words))
        self.shelf.partner_briefs[partner.id] = brief
        self.news.partners[partner.id] = (tuple(brief), partner)

    def offer(self, offer: Offer) -> None:
        """Take note of an offer."""
        departures = self.catalogue.departures[offer.id]
        own = Own(picture_key(offer, self.catalogue.taxonomy), self.media.pictured(offer.images))
        record = self._record(offer, departures, cover(offer.id, own, CARD))
        found = self._found(offer, record, departures)
        cards, (ink, _) = record.cards, inks_of(offer, self.catalogue.taxonomy)
        named = shared(own, ink, cards, self._names)
        said = {lang: _said(offer.words[lang], card, found[lang], named[lang]) for lang, card in cards.items()}
        brief = self._brief(offer, record, own, said)
        self._dates(offer.id, brief, departures)
        self.shelf.briefs[offer.id] = brief
        self.shelf.records[offer.id] = record
        self.news.offers[offer.id] = (brief.plain(), record)

    def _dates(self, offer_id: str, brief: Brief, departures: tuple[Departure, ...]) -> None:
        former = self.shelf.briefs.get(offer_id)
        if former is None or (former.dated, [*former.said]) != (brief.dated, [*brief.said]):
            if former:
                self.shelf.days.leave(offer_id, former.days)
            self.shelf.days.put(offer_id, departures)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Of the site, by language."""
        return {lang: presenter.site.name for lang, presenter in self.presenters.items()}

    def _record(self, offer: Offer, departures: tuple[Departure, ...], cover: Cover) -> Record:
        facts = card_facts(offer, departures, cover)
        return Record(
            cards={lang: self.presenters[lang].card(offer, facts) for lang in offer.words},
            place=_in_a_line(offer.meeting_point),
            author=self.shelf.partners[offer.partner].name,
            departures=tuple(
                Dated(one.id, _seconds(one.starts_at), _seconds(one.ends_at), one.status, _in_a_line(one.place))
                for one in departures
            ),
        )

    def _brief(self, offer: Offer, record: Record, own: Own, said: Mapping[str, Said]) -> Brief:
        departures = self.catalogue.departures[offer.id]
        tongues = tuple([one.language for one in departures])
        dated = marshal.dumps((record.place, tongues, *map(tuple, record.departures)), WITHOUT_SHARING)
        partner = self.shelf.partner_briefs[offer.partner].digest
        told = entry(self.catalogue, offer)
        self.news.pieces[CATALOGUE].put(offer.id, told)
        return Brief(
            starts=next((one.starts for one in record.departures if one.status == "open"), NO_DATE),
            first=record.departures[0].starts if record.departures else NO_DATE,
            territory=offer.territory,
            commune=offer.commune if offer.meeting_point else "",
            point=_point(offer.meeting_point),
            themes=offer.themes,
            choices=tuple(choices_of(offer)),
            facets=facets.row(offer, departures),
            partner=offer.partner,
            digest=digest(of_bytes(to_json(offer)), dated, partner, *(repr(one[2:]) for one in own.images)),
            dated=digest(dated),
            days=packed(departures),
            told=of_bytes(told),
            opened=self._opened(offer),
            picture=own.picture,
            related=offer.related,
            images=own.images,
            said=said,
        )

    def _opened(self, offer: Offer) -> bytes:
        """The digests of what the offer gives to each file of open data, which is put aside."""
        catalogue, site_url = self.catalogue, next(iter(self.presenters.values())).site.site_url
        departures, currency = catalogue.departures[offer.id], catalogue.taxonomy.currency
        given = open_data.Given(self.shelf.partners[offer.partner], departures, catalogue.zone, site_url, currency)
        pieces = open_data.pieces(offer, given)
        for file, piece in zip(open_data.FILES, pieces, strict=True):
            self.news.pieces[file].put(offer.id, piece)
        return b"".join(map(of_bytes, pieces))

    def _found(self, offer: Offer, record: Record, departures: tuple[Departure, ...]) -> dict[str, bytes]:
        """What the offer gives to the files for searching, by language, which is put aside."""
        starts = tuple(_to_the_minute(one.written) for one in departures if one.status == "open")
        found = search.entries(offer, record.cards, starts)
        for lang, text in found.items():
            self.news.pieces[search_file(lang)].put(offer.id, text)
        return found


def _in_a_line(point: MeetingPoint | None) -> str:
    return f"{point.name}, {point.address}" if point else ""


def _point(point: MeetingPoint | None) -> tuple[int, int] | None:
    return (round(point.lat * FINE), round(point.lon * FINE)) if point else None


def _said(words: Words, card: CardView, found: bytes, shared: str) -> Said:
    updated = _seconds(words.updated_at) if words.updated_at else 0
    slugs = (words.slug, *words.former_slugs)
    return Said(card.url, slugs, of_card(card), of_bytes(found), shared, updated)


def of_card(card: CardView) -> bytes:
    """The digest of a card, as `Said.card` has it."""
    undated = of_bytes(repr(plain_card(card, None)).encode())
    starts = isoformat(card.starts_local) if card.starts_local else ""
    return undated + of_bytes(undated + starts.encode())


def _to_the_minute(written: str) -> str:
    """`2027-05-01T14:30+02:00`."""
    return written[:16] + written[19:]


@lru_cache(REMEMBERED)
def _seconds(moment: datetime) -> int:
    """Seconds of the epoch. Equal times are one instant, and many offers have the same."""
    return int(moment.timestamp())
