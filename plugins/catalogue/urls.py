"""The addresses of the site: one table, for pages, feeds, data files and `catalogue.json`."""

import re
import unicodedata
from functools import lru_cache

SECTIONS: dict[str, dict[str, str]] = {
    "offers": {"fr": "visites", "en": "visits", "es": "visitas", "de": "fuehrungen"},
    "themes": {"fr": "themes", "en": "themes", "es": "temas", "de": "themen"},
    "territories": {"fr": "territoires", "en": "areas", "es": "territorios", "de": "gebiete"},
    "agenda": {"fr": "agenda", "en": "calendar", "es": "agenda", "de": "kalender"},
    "partners": {"fr": "partenaires", "en": "partners", "es": "colaboradores", "de": "partner"},
    "communes": {"fr": "communes", "en": "towns", "es": "municipios", "de": "orte"},
    "map": {"fr": "carte", "en": "map", "es": "mapa", "de": "karte"},
}
"""The word of each section in an address, by language; a language without one uses English."""
CHOICES: dict[str, dict[str, str]] = {
    "free": {"fr": "gratuit", "en": "free", "es": "gratis", "de": "kostenlos"},
    "wheelchair": {"fr": "en-fauteuil", "en": "by-wheelchair", "es": "en-silla-de-ruedas", "de": "im-rollstuhl"},
    "children": {"fr": "avec-des-enfants", "en": "with-children", "es": "con-ninos", "de": "mit-kindern"},
    "virtual": {"fr": "en-ligne", "en": "online", "es": "en-linea", "de": "online"},
}
"""The word of each list of `pages/choices.py`, as `SECTIONS`."""

LANGUAGE_CHOICE = "/"

OPEN_DATA = ("/open-data/offers.json", "/open-data/offers.csv", "/open-data/departures.csv")
"""The files of open data, the same for all languages."""


def home(lang: str) -> str:
    """The address of a language's home page: `/fr/`."""
    return f"/{lang}/"


def section(name: str, lang: str) -> str:
    """The address of a section, a key of `SECTIONS`: `/fr/visites/`."""
    words = SECTIONS[name]
    return f"{home(lang)}{words.get(lang, words['en'])}/"


def offers(lang: str) -> str:
    """The address of the list of offers."""
    return section("offers", lang)


def agenda(lang: str, of: str = "") -> str:
    """The address of the agenda, or of a month (`2026-12`) or a day (`2026-12-05`) of it."""
    return section("agenda", lang) + (f"{of}/" if of else "")


def offer(lang: str, slug: str) -> str:
    """The address of an offer's page, from its slug in that language."""
    return f"{section('offers', lang)}{slug}/"


def theme(lang: str, slug: str) -> str:
    """The address of a theme's page, from its slug in that language."""
    return f"{section('themes', lang)}{slug}/"


def territory(lang: str, slug: str) -> str:
    """The address of a territory's page, from its slug in that language."""
    return f"{section('territories', lang)}{slug}/"


def partner(lang: str, partner_id: str) -> str:
    """The address of a partner's page, from its id."""
    return f"{section('partners', lang)}{partner_id}/"


def embed(lang: str, partner_id: str) -> str:
    """The address of what a partner's own website shows of its offers: `/fr/embed/rives/`."""
    return f"{home(lang)}embed/{partner_id}/"


def choice(lang: str, key: str) -> str:
    """The address of a list of `pages/choices.py`: `/fr/gratuit/`."""
    words = CHOICES[key]
    return f"{home(lang)}{words.get(lang, words['en'])}/"


def commune(lang: str, slug: str) -> str:
    """The address of a commune's list, from its name as `slug_of` gives it."""
    return f"{section('communes', lang)}{slug}/"


def map_page(lang: str) -> str:
    """The address of the map."""
    return section("map", lang)


@lru_cache(4_096)
def slug_of(name: str) -> str:
    """A name as a step of an address: `Épinay-sur-Seine` -> `epinay-sur-seine`; other scripts than Latin are lost."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", plain)))


def page(lang: str, slug: str) -> str:
    """The address of a plain page (terms, privacy, ...), from its slug in that language."""
    return f"{home(lang)}{slug}/"
