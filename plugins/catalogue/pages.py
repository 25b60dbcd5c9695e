"""Which pages the site has: their addresses, titles, and what they show."""

from collections.abc import Iterable, Iterator, Sequence

from . import jsonld, urls
from .documents import Document
from .model import Offer
from .plan import Page
from .present import Presenter
from .present_offer import offer_view
from .views import Context, HeadView, LinkView, LostView, OfferView, PartnerView, SiteView, TermView
from .words import Words

NEXT_DEPARTURES = 12
"""Offers on the home page."""

NOT_FOUND = "/404.html"


class LanguagePages:
    """The pages of one language."""

    def __init__(self, presenter: Presenter, words: Words) -> None:
        self.presenter = presenter
        self.site = presenter.site
        self.say = words.gettext
        self.home_link = LinkView(self.say("Accueil"), self.site.home)
        self.offers_link = LinkView(self.say("Toutes les visites"), self.site.offers)

    def pages(self, documents: Iterable[Document]) -> Iterator[Page]:
        """All pages of the language; `documents` may hold other languages' too."""
        yield self._home()
        yield self._list_of_offers()
        yield from map(self._offer, self.presenter.offers)
        for term in self.presenter.themes.values():
            yield self._term("theme", term, self.presenter.by_theme[term.id])
        for term in self.presenter.territories.values():
            yield self._term("territory", term, self.presenter.by_territory[term.id])
        yield from map(self._partner, self.presenter.partners.values())
        yield from (self._document(one) for one in documents if one.lang == self.site.lang)

    def language_choice(self) -> Page:
        """The page at `/`, in this language."""
        return Page(
            key="languages",
            lang=self.site.lang,
            url=urls.LANGUAGE_CHOICE,
            template="languages.html",
            title=self.say("Choisir sa langue"),
            description=self.site.description,
            inputs=(),
            content=dict,
            nodes=lambda site, head, content: [jsonld.organisation(site)],
        )

    def not_found(self, others: Sequence["LanguagePages"]) -> Page:
        """The page for an address that leads nowhere: one file for all, in this language with a line in the others."""
        return Page(
            key="not-found",
            lang=self.site.lang,
            url=NOT_FOUND,
            template="not_found.html",
            title=self.say("Page introuvable"),
            description=self.say("Cette adresse ne mène nulle part, ou plus."),
            inputs=(),
            content=lambda: {"elsewhere": [other.lost() for other in others]},
            noindex=True,
        )

    def lost(self) -> LostView:
        """What this language says to somebody who came to an address that leads nowhere."""
        return LostView(self.site.lang, self.say("Cette page n’est pas sur le plan."), self.offers_link)

    def _home(self) -> Page:
        return Page(
            key="home",
            lang=self.site.lang,
            url=self.site.home,
            template="home.html",
            title=self.say("Le Grand Paris commence où le plan s’arrête"),
            description=self.site.description,
            inputs=("cards",),
            content=lambda: {"cards": tuple(self.presenter.cards.values())[:NEXT_DEPARTURES], **self._terms()},
            nodes=lambda site, head, content: [jsonld.organisation(site)],
        )

    def _list_of_offers(self) -> Page:
        return Page(
            key="offers",
            lang=self.site.lang,
            url=self.site.offers,
            template="offers.html",
            title=self.offers_link.label,
            description=self.say("Toutes les visites et leurs prochains départs, par thème et par territoire."),
            inputs=("cards",),
            content=lambda: {"cards": tuple(self.presenter.cards.values()), **self._terms()},
            trail=(self.home_link, self.offers_link),
        )

    def _terms(self) -> Context:
        return {
            "themes": tuple(self.presenter.themes.values()),
            "territories": tuple(self.presenter.territories.values()),
        }

    def _offer(self, offer: Offer) -> Page:
        card = self.presenter.cards[offer.id]
        return Page(
            key=f"offer:{offer.id}",
            lang=self.site.lang,
            url=card.url,
            template="offer.html",
            title=card.title,
            description=card.summary,
            inputs=(f"offer:{offer.id}", f"partner:{offer.partner}"),
            content=lambda: {"offer": offer_view(self.presenter, offer)},
            nodes=_offer_nodes,
            trail=(self.home_link, self.offers_link, LinkView(card.title, card.url)),
            picture=self.presenter.pictures[offer.id].share,
        )

    def _term(self, kind: str, term: TermView, offers: Sequence[Offer]) -> Page:
        return Page(
            key=f"{kind}:{term.id}",
            lang=self.site.lang,
            url=term.url,
            template=f"{kind}.html",
            title=term.label,
            description=term.summary,
            inputs=tuple(f"offer:{one.id}" for one in offers),
            content=lambda: {kind: term, "cards": self.presenter.cards_of(offers)},
            trail=(self.home_link, self.offers_link, LinkView(term.label, term.url)),
        )

    def _partner(self, partner: PartnerView) -> Page:
        offers = self.presenter.by_partner.get(partner.id, ())
        return Page(
            key=f"partner:{partner.id}",
            lang=self.site.lang,
            url=partner.url,
            template="partner.html",
            title=partner.name,
            description=partner.summary,
            inputs=(f"partner:{partner.id}", *(f"offer:{one.id}" for one in offers)),
            content=lambda: {"partner": partner, "cards": self.presenter.cards_of(offers)},
            trail=(self.home_link, self.offers_link, LinkView(partner.name, partner.url)),
        )

    def _document(self, document: Document) -> Page:
        return Page(
            key=f"page:{document.key}",
            lang=document.lang,
            url=document.url,
            template="page.html",
            title=document.view.title,
            description=document.description,
            inputs=(f"page:{document.key}",),
            content=lambda: {"document": document.view},
            trail=(self.home_link, LinkView(document.view.title, document.url)),
        )


def _offer_nodes(site: SiteView, head: HeadView, content: Context) -> list[jsonld.Node]:
    offer = content["offer"]
    if not isinstance(offer, OfferView):
        raise TypeError("an offer's page is planned with its OfferView")
    return [*jsonld.events(site, head, offer), jsonld.trip(site, head, offer)]
