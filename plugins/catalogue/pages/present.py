"""From the catalogue to what templates show, in one language: labels, terms, partners, cards."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from .. import urls
from ..model import Offer, Partner, Theme
from ..model.departures import Departure
from ..model.offers import EVERYONE
from ..reading.load import Catalogue
from ..reading.markdown import to_html
from .briefs import Known, Lazily
from .covered import COVERS
from .partner_views import PartnerPageView, PartnerView
from .pictures import Cover, share_name
from .views import CardView, LabelView, LinkView, SiteView, SourcesView, TermView

Address = Callable[[str, str], str]
"""From a language and a slug to an address: a function of `urls`."""


class CardFacts(NamedTuple):
    """What the cards of an offer say alike in all languages, as far as it has to be worked out."""

    cover: str
    photograph: SourcesView | None
    starts_local: datetime | None
    free: bool
    from_price_cents: int
    one_price: bool


def card_facts(offer: Offer, departures: Iterable[Departure], cover: Cover) -> CardFacts:
    """The facts of an offer's cards."""
    prices = {tariff.price_cents for tariff in offer.tariffs if tariff.price_cents}
    starts_local = next((one.starts_local for one in departures if one.status == "open"), None)
    return CardFacts(*cover, starts_local, not prices, min(prices, default=0), len(prices) <= 1)


def said(by_language: Mapping[str, str], lang: str) -> str:
    """The words of a language; where there are none, the first that there are."""
    return by_language.get(lang) or next(iter(by_language.values()))


def _website(partner: Partner) -> LinkView | None:
    if partner.website is None:
        return None
    host = partner.website.removeprefix("https://").partition("/")[0]
    return LinkView(host.removeprefix("www."), partner.website)


class Presenter:
    """Views of the catalogue in the language of `site`. What several pages show is made once."""

    def __init__(self, catalogue: Catalogue, site: SiteView, shelf: Known) -> None:
        """`catalogue` holds the offers that were read; `shelf` knows the others."""
        self.catalogue = catalogue
        self.site = site
        self.lang = site.lang
        self.shelf = shelf
        self.cards: Mapping[str, CardView] = Lazily(self._known_card)
        self.partners: Mapping[str, PartnerPageView] = Lazily(lambda own_id: self._partner(shelf.partners[own_id]))

    def share(self, own_id: str) -> str:
        """The address of an offer's sharing picture."""
        return f"/{COVERS}/{share_name(own_id, self.lang, self.shelf.briefs[own_id].said[self.lang].shared)}"

    def _known_card(self, own_id: str) -> CardView:
        return self.shelf.records[own_id].cards[self.lang]

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
            key: TermView(key, said(term.label, lang), said(term.summary, lang), url(lang, said(term.slug, lang)))
            for key, term in terms.items()
        }

    def partner(self, key: str) -> PartnerView:
        """A partner as the pages of its offers name it."""
        one = self.shelf.partners[key]
        lang = self._speaks(one)
        summary = one.words[lang].summary
        return PartnerView(one.id, one.name, summary, urls.partner(lang, one.id), lang, _website(one))

    def _speaks(self, partner: Partner) -> str:
        """The page's language, or the one to show a partner in that lacks words in it: the source comes last."""
        if self.lang in partner.words:
            return self.lang
        first, *others = self.catalogue.languages
        return next(lang for lang in (*others, first) if lang in partner.words)

    def label(self, labels: Mapping[Any, Mapping[str, str]], key: str) -> LabelView:
        """An id of the taxonomy with its words."""
        return LabelView(key, said(labels[key], self.lang))

    def labels(self, labels: Mapping[Any, Mapping[str, str]], keys: Iterable[str]) -> tuple[LabelView, ...]:
        """Several ids of the taxonomy with their words."""
        return tuple(self.label(labels, key) for key in keys)

    def territory_label(self, key: str) -> LabelView:
        """A territory's name."""
        return LabelView(key, said(self.catalogue.taxonomy.territories[key].label, self.lang))

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
            embed=urls.embed(self.lang, partner.id),
            lang=self.lang,
            website=_website(partner),
            territory=self.territory_label(partner.territory),
            languages=self.labels(taxonomy.guided_languages, partner.languages),
        )

    def card(self, offer: Offer, facts: CardFacts) -> CardView:
        """The card of an offer that was read."""
        words, taxonomy = offer.words[self.lang], self.catalogue.taxonomy
        return CardView(
            offer_id=offer.id,
            url=offer.url(self.lang),
            title=words.title,
            summary=words.summary,
            type=self.label(taxonomy.types, offer.type),
            commune=offer.commune,
            territory=self.territory_label(offer.territory),
            virtual=offer.type == "virtual",
            cover=facts.cover,
            photograph=facts.photograph,
            starts_local=facts.starts_local,
            duration_minutes=offer.duration_minutes,
            free=facts.free,
            from_price_cents=facts.from_price_cents,
            one_price=facts.one_price,
            languages=self.labels(taxonomy.guided_languages, offer.languages),
            audience=() if EVERYONE in offer.audience else self.labels(taxonomy.audiences, offer.audience),
        )
