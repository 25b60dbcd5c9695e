"""One example or more of every component of the theme, as a line of a template, and what it is given."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Plain
from typing import Any
from zoneinfo import ZoneInfo

from catalogue.pages.agenda_views import CellView, MonthLinkView, MonthView, ShownView
from catalogue.pages.form_views import (
    FormContactView,
    FormDepartureView,
    FormErrorView,
    FormLanguageView,
    FormTariffView,
    FormView,
    TierView,
)
from catalogue.pages.ground_views import GroundView
from catalogue.pages.offer_views import PhotographView
from catalogue.pages.partner_views import PartnerView
from catalogue.pages.views import (
    AlternateView,
    CardView,
    CountedTermView,
    LabelView,
    LinkView,
    PagerView,
    SourcesView,
)

START = datetime(2027, 5, 1, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))
STATUSES = ("open", "open", "full", "held", "closed", "cancelled", "open", "open")
ERRORS = (
    FormErrorView("departure", "booking-departure", "Choisissez une date."),
    FormErrorView("party", "booking-party", "Huit personnes au plus."),
    FormErrorView("count_adult", "booking-count_adult", "Un nombre entier, de 0 à 8."),
    FormErrorView("name", "booking-name", "Dites-nous votre nom."),
    FormErrorView("email", "booking-email", "Il manque la fin de l’adresse."),
    FormErrorView("phone", "booking-phone", "Entre 6 et 15 chiffres."),
    FormErrorView("language", "booking-language", "Français ou anglais."),
    FormErrorView("accept", "booking-accept", "Acceptez les conditions pour continuer."),
    FormErrorView("", "", "Réessayez dans un instant."),
)


def a_departure(number: int, status: str = "open", left: int | None = None, checked: bool = False) -> FormDepartureView:
    starts = START + timedelta(days=7 * number)
    tongue, place = ("en", "") if number % 2 else ("fr", "Pont Neuf")
    return FormDepartureView(f"quays-{starts:%Y%m%dT%H%M}", starts, tongue, status, left, checked, place)


def a_form(**changes: Any) -> FormView:
    """The form of a paid offer with every state of a departure; `changes` are fields of `FormView`."""
    fields: dict[str, Any] = {
        "action": "/fr/booking/quays", "lang": "fr", "offer_id": "quays", "terms": "0123456789abcdef",
        "conditions_version": "2026-11-01", "terms_url": "/fr/conditions/", "privacy_url": "/fr/donnees/",
        "free": False, "currency": "EUR", "availability_url": "/availability/quays.json",
        "departures": tuple(a_departure(n, status, 7 - n) for n, status in enumerate(STATUSES)),
        "tariffs": (
            FormTariffView("adult", "Adulte", "", 1500, ""),
            FormTariffView("child", "Enfant", "6–12 ans", 750, "2"),
        ),
        "contact": FormContactView("", "", "", "fr"),
        "languages": (FormLanguageView("fr", "Français"), FormLanguageView("en", "English")),
        "accepted": False, "party_max": 8, "party_min": 1, "cancellation": (TierView(168, 100), TierView(48, 50)),
        "errors": (), "again": None, "total_cents": None,
    }
    return FormView(**(fields | changes))


def a_refused_form(**changes: Any) -> FormView:
    """A form that comes back with every fault, what was typed, and a quote."""
    typed = FormContactView('Zoé "Zo" <Martin>', "zoe@", "+33 1", "en")
    returned = {"contact": typed, "errors": ERRORS, "again": "1", "total_cents": 3750, "accepted": True}
    return a_form(**(returned | changes))


def a_free_form() -> FormView:
    return a_form(free=True, tariffs=(FormTariffView("adult", "Adulte", "", 0, "1"),), cancellation=())


def a_card(**changes: Any) -> CardView:
    fields: dict[str, Any] = {
        "offer_id": "quays", "url": "/fr/visites/quais/", "title": "Les quais & les grues", "summary": "Deux heures.",
        "type": LabelView("walk", "Balade"), "commune": "Ivry-sur-Seine", "virtual": False, "cover": "/covers/q.svg",
        "photograph": None, "territory": LabelView("val-de-marne", "Val-de-Marne"),
        "starts_local": START, "duration_minutes": 90,
        "free": False, "from_price_cents": 800, "one_price": False, "languages": (LabelView("fr", "français"),),
        "audience": (),
    }
    return CardView(**(fields | changes))


LINKS = (LinkView("Toutes les visites", "/fr/visites/"), LinkView("Paris", "/fr/territoires/paris/"))
CHOICES = tuple(AlternateView(lang, name, f"/{lang}/", f"https://visits.example.org/{lang}/") for lang, name in (
    ("fr", "Français"), ("en", "English"),
))
TERMS = (
    CountedTermView("paris", "Paris", "Une phrase.", "/fr/territoires/paris/", 1),
    CountedTermView("val-de-marne", "Val-de-Marne", "Une autre.", "/fr/territoires/val-de-marne/", 4),
)
PAGES = tuple(LinkView(str(n), f"/fr/visites/page/{n}/" if n > 1 else "/fr/visites/") for n in (1, 2, 3, 9))

SOURCES = SourcesView("/covers/p_480.avif 480w, /covers/p_960.avif 960w", "/covers/p_960.jpg 960w")
A_PICTURE = PhotographView(
    url="/theme/covers/p_960.jpg", sources=SOURCES, width=640, height=400, alt="Une grue", credit="Ada & Cie",
    licence=LinkView("CC BY 4.0", "https://example.org/by"), free=False,
)

QUAYS = "Les quais & les grues", "/fr/visites/quais/", "paris"
FEW = tuple(ShownView(time(14, 30), *QUAYS, status) for status in STATUSES[1:6])


def a_day(number: int, **changes: Any) -> CellView:
    on = date(2027, 3, number)
    return CellView(on, today=False, past=False, url=f"/fr/agenda/{on}/", going=0, sun=0, shown=())._replace(**changes)


A_MONTH = MonthLinkView(date(2027, 3, 1), "Mars 2027", "/fr/agenda/")
MONTH = MonthView(
    label="Mars 2027",
    weeks=(
        (None, a_day(2, past=True, url=""), a_day(3, today=True, url=""), a_day(4, going=1, sun=1, shown=FEW)),
        (a_day(9, shown=FEW[-1:]), a_day(10, today=True, going=12, sun=4), None, None),
    ),
    weekdays=tuple(date(2027, 3, number) for number in range(1, 5)),
    going=13,
    months=(A_MONTH,),
    first=A_MONTH.first,
    previous=None,
    next=None,
)

GIVEN: Mapping[str, Any] = {
    "ground": GroundView("/theme/map.svg", 1000, 800, 49.0, 2.0, 2500.0, 1600.0, {}),
    "start": START, "form": a_form(), "refused": a_refused_form(), "free": a_free_form(), "card_view": a_card(),
    "dateless": a_card(starts_local=None, virtual=True, free=True), "links": LINKS,
    "photographed": a_card(cover="/covers/p_960.jpg", photograph=SOURCES), "choices": CHOICES, "terms": TERMS,
    "middle": PagerView(2, 9, 200, PAGES[0], PAGES[2], PAGES), "only": PagerView(1, 1, 0, None, None, PAGES[:1]),
    "partner": PartnerView("rives", "Rives & Cie", "Une association.", "/en/partners/rives/", "en", None),
    "month": MONTH,
    "places": (Plain(id="paris", label="Paris"),),
    "ways": Plain(offers="/fr/visites/", home="/fr/", assets=Plain(finder_js="/theme/js/finder.js")),
    "pictures": (A_PICTURE, A_PICTURE._replace(licence=None, free=True), A_PICTURE._replace(licence=None)),
}

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "booking_down": (
        "booking_down('bonjour@example.org', lang)", "booking_down('bonjour@example.org', lang, partner)",
    ),
    "booking_form": ("booking_form(form)", "booking_form(refused)", "booking_form(free)"),
    "cancellation": ("cancellation(form.cancellation, lang)", "cancellation((), lang)", "cancellation((), lang, True)"),
    "card": ("card(card_view, lang)", "card(dateless, lang, 2, True)", "card(photographed, lang)"),
    "card_list": (
        "card_list((card_view, dateless), lang, middle, '/fr/visites/page/2/', '/fr/partenaires/rives/calendar.ics')",
        "card_list((), lang, only, '/fr/visites/')",
    ),
    "chips": ("chips(terms)", "chips(terms, True)"),
    "contact": (
        "contact(form.contact, form.languages)", "contact(refused.contact, refused.languages, refused.errors)",
    ),
    "date_leaf": ("date_leaf(start.date(), lang)",),
    "dates": ("day(start, lang)", "long_day(start, lang)", "hour(start, lang)", "duration(90, lang)"),
    "departure_choice": ("departure_choice(form.departures, lang)", "departure_choice((), lang)"),
    "embedding": ("embedding('https://visits.example.org', '/fr/embed/rives/', 'rives', 'Rives & Cie', lang)",),
    "error_summary": ("error_summary(refused.errors)", "error_summary(())"),
    "fault": ("fault(refused.errors, 'name', 'booking-name')", "fault((), 'name', 'booking-name')"),
    "field": (
        "field('name', 'Nom', '')",
        "field('name', 'Nom', '<b>', refused.errors, hint='Le vôtre', required=False)",
    ),
    "footer": (
        "footer('Faubourg', links, choices, lang, 'bonjour@example.org', links)", "footer('Faubourg', (), (), lang)",
    ),
    "guided": ("guided('en')", "guided('xx')"),
    "header": (
        "header('Faubourg', '/fr/', links, choices, lang, '/fr/visites/')",
        "header('Faubourg', '/', (), (), lang)",
    ),
    "index": ("index(terms)",),
    "locator": ("locator(ground, 'Ivry', 'val-de-marne', (400, 300))", "locator(ground, 'Ivry')"),
    "meander": ("meander()", "meander('river', 2, 4)", "meander('ripple')"),
    "money": ("money(1500, lang)", "money(750, lang)"),
    "month_table": ("month_table(month, lang)",),
    "notice": ("notice('Bien reçu', 'good')",),
    "pager": ("pager(middle, '/fr/visites/page/2/')", "pager(only, '/fr/visites/')"),
    "photographs": ("photographs(pictures)",),
    "posters": ("posters(terms)",),
    "progress": ("progress(('Choisir', 'Payer', 'Venir'), 2)",),
    "seek": ("seek(ways, (), ())", "seek(ways, places, places)"),
    "steps": ("steps()",),
    "tariff_counts": ("tariff_counts(form.tariffs, 8, lang)", "tariff_counts(form.tariffs, 8, lang, party_min=2)"),
    "ticket_stub": (
        "ticket_stub('Les quais', start, 90, lang)",
        "ticket_stub('Les quais', start, 90, lang, 'Gare', ['1 × Adulte'], 'AB12', 'paris', 'Annulé')",
    ),
}
"""By component: calls of its macros."""

ON_PAGES_ONLY = {"entry", "hand_on", "meeting_point", "offer_facts"}
"""Components that need a whole offer, or are written in two parts: the pages of the built sample show them."""
