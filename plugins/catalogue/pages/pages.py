"""The pages of one language: their addresses, titles, and what they show."""

from collections.abc import Callable, Mapping, Sequence

from .. import urls
from ..model import Offer
from . import jsonld
from .choices import CHILDREN, CHOICES, FREE, VIRTUAL, WHEELCHAIR
from .communes import Commune, CommuneView, by_territory, commune_view
from .documents import OPEN_DATA, Document
from .listings import Listing, Listings
from .notice_views import DownView, LostView
from .offer_views import OfferView
from .plan import Page, no_nodes
from .present import Presenter
from .present_offer import offer_view
from .views import Context, CountedTermView, HeadView, LinkView, SiteView, TermView
from .words import Words

NEXT_DEPARTURES = 12
"""Offers on the home page."""

EMBEDDED_MAX = 12
"""Offers that a partner's own website shows."""

NOT_FOUND = "/404.html"
BOOKING_DOWN = "/booking-down.html"
"""Shown in place of an answer that the functions owe; `infra/edge.yaml` names it too."""

Addresses = Mapping[str, str]


class LanguagePages:
    """The pages of one language, each made when it is asked for."""

    def __init__(
        self, presenter: Presenter, words: Words, listings: Listings, communes: Mapping[str, Commune]
    ) -> None:
        self.presenter = presenter
        self.site = presenter.site
        self.listings = listings
        self.communes = communes
        self.say = words.gettext
        self.home_link = LinkView(self.say("Accueil"), self.site.home)
        self.offers_link = LinkView(self.say("Toutes les visites"), self.site.offers)
        self.map_link = LinkView(self.say("Carte"), self.site.map)
        said = choice_words(self.say)
        self.choice_terms = {key: TermView(key, *said[key], urls.choice(self.site.lang, key)) for key in CHOICES}

    def language_choice(self) -> Page:
        """The page at `/`, in this language."""
        return Page(
            lang=self.site.lang,
            url=urls.LANGUAGE_CHOICE,
            addresses={},
            template="languages.html",
            title=self.say("Choisir sa langue"),
            description=self.site.description,
            content={},
            nodes=lambda site, head, content: [jsonld.organisation(site)],
        )

    def not_found(self, others: Sequence["LanguagePages"]) -> Page:
        """The page for an address that leads nowhere: one file for all, in this language with a line in the others."""
        return Page(
            lang=self.site.lang,
            url=NOT_FOUND,
            addresses={},
            template="not_found.html",
            title=self.say("Page introuvable"),
            description=self.say("Cette adresse ne mène nulle part, ou plus."),
            content={"elsewhere": [other.lost() for other in others]},
        )

    def lost(self) -> LostView:
        """What this language says to somebody who came to an address that leads nowhere."""
        return LostView(self.site.lang, self.say("Cette page n’est pas sur le plan."), self.offers_link)

    def booking_down(self, others: Sequence["LanguagePages"]) -> Page:
        """The page for when no function answers: one file for all, in this language first."""
        own = self.down()
        return Page(
            lang=self.site.lang,
            url=BOOKING_DOWN,
            addresses={},
            template="booking_down.html",
            title=own.title,
            description=own.booking,
            content={"down": [own, *(other.down() for other in others)]},
        )

    def down(self) -> DownView:
        """What this language says to somebody whose booking no function answers."""
        say = self.say
        return DownView(
            lang=self.site.lang,
            title=say("La réservation ne répond pas"),
            booking=say(
                "Vous réserviez ? Rien n’a été débité : on ne paie qu’à l’étape suivante. Revenez en arrière, "
                "votre saisie y est d’ordinaire encore, et réessayez dans quelques minutes. Une visite gratuite a pu "
                "être réservée malgré tout : un mail le dit alors."
            ),
            paid=say(
                "Vous veniez de payer ? Rien n’est perdu : vos billets arrivent par mail dès que tout remarche. "
                "Si vos places n’ont pu être gardées, la somme vous est rendue."
            ),
            other=say("Autrement, écrivez-nous la visite, la date et le nombre de places : {contact}."),
            back=say("Revenir à la visite"),
            offers=self.offers_link,
        )

    def home(self, addresses: Addresses) -> Page:
        """The home page."""
        soonest = self.listings.soonest(self.site.lang, NEXT_DEPARTURES)
        return Page(
            lang=self.site.lang,
            url=self.site.home,
            addresses=addresses,
            template="home.html",
            title=self.say("Le Grand Paris commence où le plan s’arrête"),
            description=self.site.description,
            content={
                "cards": self._cards(soonest),
                "themes": self._counted("theme", self.presenter.theme_terms),
                "territories": self._counted("territory", self.presenter.territory_terms),
            },
            nodes=lambda site, head, content: [jsonld.organisation(site)],
        )

    def _cards(self, offers: Sequence[str]) -> tuple[object, ...]:
        return tuple(self.presenter.cards[own_id] for own_id in offers)

    def _counted(self, kind: str, terms: Mapping[str, TermView]) -> tuple[CountedTermView, ...]:
        sizes = {key: self.listings.size(self.site.lang, kind, key) for key in terms}
        return tuple(
            CountedTermView(one.id, one.label, one.summary, one.url, sizes[key])
            for key, one in terms.items()
            if sizes[key]
        )

    def listing(self, listing: Listing, number: int, addresses: Addresses) -> Page:
        """A page of a list, from 1."""
        title, description, content = self._subject(listing)
        ways = (self.home_link, self.map_link if listing.kind == "commune" else self.offers_link)
        return Page(
            lang=self.site.lang,
            url=listing.address(number),
            addresses=addresses,
            template=f"{listing.kind}.html",
            title=title if number == 1 else f"{title} – {self.say('Page')} {number}",
            description=description,
            content={
                "cards": self._cards(listing.page(number)),
                "pager": listing.pager(number),
                "calendar": listing.calendar,
                **content,
            },
            trail=(*ways, LinkView(title, listing.url)) if listing.own_id else ways,
        )

    def embed(self, listing: Listing) -> Page:
        """What a partner's own website shows of its list. It is not to be indexed: the list itself is."""
        partner = self.presenter.partners[listing.own_id]
        cards = self._cards(listing.offers[:EMBEDDED_MAX])
        return Page(
            lang=self.site.lang,
            url=partner.embed,
            addresses={},
            template="embed.html",
            title=partner.name,
            description=partner.summary,
            content={"partner": partner, "cards": cards, "total": len(listing.offers)},
        )

    def name_of(self, listing: Listing) -> str:
        """What a list is called."""
        return self._subject(listing)[0]

    def _subject(self, listing: Listing) -> tuple[str, str, Context]:
        """What a list is about: its title, its description, and what its template gets."""
        if listing.kind == "partner":
            partner = self.presenter.partners[listing.own_id]
            return partner.name, partner.summary, {"partner": partner}
        if listing.kind == "offers":
            said = self.say("Toutes les visites et leurs prochains départs, par thème et par territoire.")
            return self.offers_link.label, said, self._chips()
        if listing.kind == "commune":
            commune = self._commune(listing.own_id)
            said = self.say("{commune} ({territory}) : toutes les visites et leurs prochains départs.")
            words = said.format(commune=commune.label, territory=commune.territory.label)
            return commune.label, words, {"commune": commune}
        term = self._terms[listing.kind][listing.own_id]
        return term.label, term.summary, {listing.kind: term}

    def _commune(self, slug: str) -> CommuneView:
        commune = self.communes[slug]
        return commune_view(commune, slug, self.site, self.presenter.territory_terms[commune.territory])

    def map(self, addresses: Addresses) -> Page:
        """The map, and the communes as a list."""
        lang, size, slugs = self.site.lang, self.listings.size, self.listings.slugs
        sizes = {slug: size(lang, "commune", slug) for slug in slugs}
        terms = self.presenter.territory_terms
        return Page(
            lang=lang,
            url=self.site.map,
            addresses=addresses,
            template="map.html",
            title=self.map_link.label,
            description=self.say("Où l’on se retrouve : les communes du Grand Paris et leurs visites."),
            content={
                "places": tuple(by_territory(map(self._commune, slugs), sizes, terms)),
                "online": size(lang, "choice", VIRTUAL),
                "online_link": self.choice_terms[VIRTUAL],
            },
            trail=(self.home_link, self.map_link),
        )

    @property
    def _terms(self) -> Mapping[str, Mapping[str, TermView]]:
        own = self.presenter
        return {"theme": own.theme_terms, "territory": own.territory_terms, "choice": self.choice_terms}

    def _chips(self) -> Context:
        return {
            name: tuple(one for key, one in self._terms[kind].items() if self.listings.size(self.site.lang, kind, key))
            for name, kind in (("themes", "theme"), ("territories", "territory"), ("wishes", "choice"))
        }

    def offer(self, offer: Offer, addresses: Addresses) -> Page:
        """The page of an offer that was read."""
        card = self.presenter.cards[offer.id]
        return Page(
            lang=self.site.lang,
            url=card.url,
            addresses=addresses,
            template="offer.html",
            title=card.title,
            description=card.summary,
            content={"offer": offer_view(self.presenter, offer)},
            nodes=_offer_nodes,
            trail=(self.home_link, self.offers_link, LinkView(card.title, card.url)),
            picture=self.presenter.share(offer.id),
        )

    def document(self, document: Document, addresses: Addresses) -> Page:
        """One of Pelican's own pages."""
        return Page(
            lang=document.lang,
            url=document.url,
            addresses=addresses,
            template="page.html",
            title=document.view.title,
            description=document.description,
            content={"document": document.view},
            nodes=_open_data_nodes if document.key == OPEN_DATA else no_nodes,
            trail=(self.home_link, LinkView(document.view.title, document.url)),
        )


def choice_words(say: Callable[[str], str]) -> Mapping[str, tuple[str, str]]:
    """The label and the sentence of each list of `choices.py`."""
    return {
        FREE: (say("Visites gratuites"), say("Rien à payer : on réserve sa place, et l’on vient.")),
        WHEELCHAIR: (
            say("Accessibles en fauteuil roulant"),
            say("Du point de rendez-vous à la fin ; chaque page dit comment."),
        ),
        CHILDREN: (
            say("Avec des enfants"),
            say("Ouvertes dès dix ans ou plus tôt, et gratuites ou moins chères pour les enfants."),
        ),
        VIRTUAL: (say("Visites en ligne"), say("Depuis chez soi, avec quelqu’un qui guide en direct.")),
    }


def _offer_nodes(site: SiteView, head: HeadView, content: Context) -> list[jsonld.Node]:
    offer = content["offer"]
    if not isinstance(offer, OfferView):
        raise TypeError("an offer's page is planned with its OfferView")
    return [*jsonld.events(site, head, offer), jsonld.trip(site, head, offer)]


def _open_data_nodes(site: SiteView, head: HeadView, content: Context) -> list[jsonld.Node]:
    return [jsonld.dataset(site, head)]
