"""From the catalogue to what templates show, in one language: labels, terms, partners, cards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup

from . import urls
from .load import Catalogue
from .markdown import to_html
from .model import Offer, Partner, Theme
from .views import CardView, CountedTermView, LabelView, PartnerPageView, PartnerView, SiteView, TermView

Address = Callable[[str, str], str]
"""From a language and a slug to an address: a function of `urls`."""

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Addresses of an offer's pictures, as paths from the root."""

    card: str
    poster: str
    share: str


class Presenter:
    """Views of the catalogue in the language of `site`. What several pages show is made once."""

    def __init__(self, catalogue: Catalogue, site: SiteView, pictures: Mapping[str, Pictures]) -> None:
        self.catalogue = catalogue
        self.site = site
        self.lang = site.lang
        self.pictures = pictures
        self.offers: tuple[Offer, ...] = tuple(catalogue.offers_in(site.lang))

    @cached_property
    def cards(self) -> Mapping[str, CardView]:
        """The cards of all offers by id, the soonest departure first, then those without one."""
        cards = sorted(map(self._card, self.offers), key=lambda card: (card.starts_local or NEVER, card.offer_id))
        return {card.offer_id: card for card in cards}

    def cards_of(self, offers: Iterable[Offer]) -> tuple[CardView, ...]:
        """The cards of some offers, the soonest departure first."""
        return tuple(self.cards[offer.id] for offer in sorted(offers, key=lambda offer: self._ranks[offer.id]))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {offer_id: rank for rank, offer_id in enumerate(self.cards)}

    @cached_property
    def by_theme(self) -> Mapping[str, Sequence[Offer]]:
        """The offers of each theme that has any."""
        return _grouped((key, offer) for offer in self.offers for key in offer.themes)

    @cached_property
    def by_territory(self) -> Mapping[str, Sequence[Offer]]:
        """The offers of each territory that has any."""
        return _grouped((offer.territory, offer) for offer in self.offers)

    @cached_property
    def by_partner(self) -> Mapping[str, Sequence[Offer]]:
        """The offers of each partner that has any."""
        return _grouped((offer.partner, offer) for offer in self.offers)

    @cached_property
    def themes(self) -> Mapping[str, CountedTermView]:
        """The themes that have offers, in the order of the taxonomy."""
        return _counted(self.theme_terms, self.by_theme)

    @cached_property
    def territories(self) -> Mapping[str, CountedTermView]:
        """The territories that have offers, in the order of the taxonomy."""
        return _counted(self.territory_terms, self.by_territory)

    @cached_property
    def theme_terms(self) -> Mapping[str, TermView]:
        """All themes, whatever offers there are."""
        return self._terms(self.catalogue.taxonomy.themes, urls.theme)

    @cached_property
    def territory_terms(self) -> Mapping[str, TermView]:
        """All territories, whatever offers there are."""
        return self._terms(self.catalogue.taxonomy.territories, urls.territory)

    def _terms(self, terms: Mapping[str, Theme], url: Address) -> Mapping[str, TermView]:
        lang = self.lang
        return {
            key: TermView(key, term.label[lang], term.summary[lang], url(lang, term.slug[lang]))
            for key, term in terms.items()
        }

    @cached_property
    def partners(self) -> Mapping[str, PartnerPageView]:
        """The pages of the partners that have words in this language."""
        return {key: self._partner(one) for key, one in self.catalogue.partners.items() if self.lang in one.words}

    def partner(self, key: str) -> PartnerView:
        """A partner as the pages of its offers name it."""
        one = self.catalogue.partners[key]
        return PartnerView(one.id, one.name, one.words[self.lang].summary, urls.partner(self.lang, one.id))

    def label(self, labels: Mapping[Any, Mapping[str, str]], key: str) -> LabelView:
        """An id of the taxonomy with its words."""
        return LabelView(key, labels[key][self.lang])

    def labels(self, labels: Mapping[Any, Mapping[str, str]], keys: Iterable[str]) -> tuple[LabelView, ...]:
        """Several ids of the taxonomy with their words."""
        return tuple(self.label(labels, key) for key in keys)

    def territory_label(self, key: str) -> LabelView:
        """A territory's name."""
        return LabelView(key, self.catalogue.taxonomy.territories[key].label[self.lang])

    def _partner(self, partner: Partner) -> PartnerPageView:
        words = partner.words[self.lang]
        taxonomy = self.catalogue.taxonomy
        return PartnerPageView(
            id=partner.id,
            name=partner.name,
            kind=self.label(taxonomy.kinds, partner.kind),
            summary=words.summary,
            body=Markup(to_html(words.body, self.lang)),  # noqa: S704 -- its Markdown lets no raw HTML through
            url=urls.partner(self.lang, partner.id),
            territory=self.territory_label(partner.territory),
            languages=self.labels(taxonomy.guided_languages, partner.languages),
        )

    def _card(self, offer: Offer) -> CardView:
        words = offer.words[self.lang]
        prices = sorted({tariff.price_cents for tariff in offer.tariffs if tariff.price_cents})
        departures = self.catalogue.departures[offer.id]
        return CardView(
            offer_id=offer.id,
            url=offer.url(self.lang),
            title=words.title,
            summary=words.summary,
            type=self.label(self.catalogue.taxonomy.types, offer.type),
            commune=offer.commune,
            territory=self.territory_label(offer.territory),
            virtual=offer.type == "virtual",
            cover=self.pictures[offer.id].card,
            starts_local=next((one.starts_local for one in departures if one.status == "open"), None),
            duration_minutes=offer.duration_minutes,
            free=not prices,
            from_price_cents=prices[0] if prices else 0,
            one_price=len(prices) <= 1,
            languages=self.labels(self.catalogue.taxonomy.guided_languages, offer.languages),
        )


def _grouped(pairs: Iterable[tuple[str, Offer]]) -> Mapping[str, Sequence[Offer]]:
    groups: dict[str, list[Offer]] = {}
    for key, offer in pairs:
        groups.setdefault(key, []).append(offer)
    return groups


def _counted(terms: Mapping[str, TermView], offers: Mapping[str, Sequence[Offer]]) -> Mapping[str, CountedTermView]:
    return {
        key: CountedTermView(term.id, term.label, term.summary, term.url, len(offers[key]))
        for key, term in terms.items()
        if key in offers
    }
