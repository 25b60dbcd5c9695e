"""What a page costs: `PYTHONPATH=plugins .venv/bin/python -m bench.render [offers]`.

CPU microseconds a page, of French and English pages in turn, from a catalogue made in memory. Markdown has its own
column: `total` is what the other steps cost.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from functools import partial
from gzip import compress
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml
from catalogue.building.derive import Deriver
from catalogue.building.ledger import Ledger, News
from catalogue.building.shelf import Shelf
from catalogue.model import Offer, Partner, Taxonomy
from catalogue.model.departures import unroll
from catalogue.pages import present_offer
from catalogue.pages.documents import PRIVACY, TERMS, Document
from catalogue.pages.listings import CARDS_A_PAGE, Listings
from catalogue.pages.pages import LanguagePages
from catalogue.pages.plan import Frame, Page
from catalogue.pages.present import Presenter
from catalogue.pages.sites import Around, site_view
from catalogue.pages.templates import environment
from catalogue.pages.views import AssetsView, DocumentView
from catalogue.pages.words import Words, load_words
from catalogue.reading.load import Catalogue
from catalogue.reading.markdown import to_html
from jinja2 import FileSystemLoader
from markupsafe import Markup

ROOT = Path(__file__).parents[1]
CACHE = tempfile.TemporaryDirectory()
ORIGIN = "https://visits.example.org"
DAY = date(2027, 3, 1)
JINJA = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
STEPS = ("markdown", "views", "JSON-LD", "Jinja", "encode")
ROW = "{:<24}{:>7}" + "{:>10}" * (len(STEPS) + 1) + "{:>8}{:>9}"
PARAGRAPH = {
    "fr": "On descend la rue « du Moulin » : un pignon peint, une cour, puis la Marne. *Prévoir* 15 € et 2 h 30.",
    "en": "Down the street of the mill: a painted gable, a yard, then the Marne. *Bring* €15 and two hours.",
}


Made = TypeVar("Made")


@dataclass
class Spent:
    """CPU seconds by step, over some pages, and what they weigh."""

    steps: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))
    pages: int = 0
    weight: int = 0
    packed: int = 0

    def on(self, step: str, work: Callable[[], Made]) -> Made:
        """What `work` makes, its time counted."""
        began = time.process_time()
        done = work()
        self.steps[step] += time.process_time() - began
        return done

    def row(self, kind: str) -> str:
        each = {step: seconds / self.pages * 1e6 for step, seconds in self.steps.items()}
        total = sum(each.values()) - each["markdown"]
        weights = (f"{size / self.pages / 1000:.1f}" for size in (self.weight, self.packed))
        return ROW.format(kind, self.pages, *(f"{each[step]:.0f}" for step in STEPS), f"{total:.0f}", *weights)


class Side:
    """One language of the site."""

    def __init__(self, lang: str, presenter: Presenter, words: Words, frame: Frame, listings: Listings) -> None:
        self.lang = lang
        self.frame = frame
        self.pages = LanguagePages(presenter, words, listings)
        self.lists = [one for one in listings.all() if one.lang == lang]
        self.env = environment(FileSystemLoader(ROOT / "theme" / "templates"), words, JINJA, Path(CACHE.name))

    def offer(self, spent: Spent, offer: Offer) -> None:
        """An offer's page."""
        body = spent.on("markdown", partial(to_html, offer.words[self.lang].body, self.lang))
        vars(present_offer)["to_html"] = lambda text, lang: body
        addresses = {lang: offer.url(lang) for lang in offer.words}
        self._page(spent, partial(self.pages.offer, offer, addresses))

    def listing(self, spent: Spent, kind: str) -> None:
        """All full pages of all lists of a kind."""
        for one in self.lists:
            for number in range(1, len(one.offers) // CARDS_A_PAGE + 1) if one.kind == kind else ():
                self._page(spent, partial(self.pages.listing, one, number, {self.lang: one.address(number)}))

    def _page(self, spent: Spent, make: Callable[[], Page]) -> None:
        page = spent.on("views", make)
        context = spent.on("JSON-LD", partial(self.frame.context, page))
        html = spent.on("Jinja", lambda: self.env.get_template(page.template).render(context))
        written = spent.on("encode", html.encode)
        spent.pages += 1
        spent.weight += len(written)
        spent.packed += len(compress(written))


def sides_of(catalogue: Catalogue) -> list[Side]:
    """The languages of a site that holds the whole catalogue."""
    papers = [
        Document(key, lang, f"/{lang}/{key}/", "", DocumentView(key, Markup()))
        for key, lang in product((TERMS, PRIVACY), catalogue.languages)
    ]
    assets = AssetsView(**{one.name: f"/theme/{one.name}.1a2b3c4d.css" for one in fields(AssetsView)})
    visited = dict.fromkeys(catalogue.languages, frozenset(catalogue.taxonomy.territories))
    around = Around(catalogue.taxonomy, ORIGIN, assets, papers, visited)
    words = {lang: load_words(ROOT / "theme" / "locale", lang) for lang in catalogue.languages}
    sites = {lang: site_view(around, said) for lang, said in words.items()}
    shelf = Shelf(Ledger(Path(CACHE.name) / "ledger"), News(), trusted=False)
    presenters = {lang: Presenter(catalogue, site, shelf) for lang, site in sites.items()}
    _fill(shelf, Deriver(catalogue, presenters, shelf, shelf.news))
    listings = Listings(shelf.briefs, shelf.partner_briefs, catalogue.taxonomy)
    return [Side(lang, presenters[lang], words[lang], Frame(sites), listings) for lang in sites]


def _fill(shelf: Shelf, deriver: Deriver) -> None:
    for partner in deriver.catalogue.partners.values():
        shelf.partners[partner.id] = partner
        deriver.partner(partner)
    for offer in deriver.catalogue.offers:
        deriver.offer(offer)


Job = tuple[Callable[[Side, Spent, Any], None], Any]
"""A page to render: the method of a side, and what it is given."""


def main(offers: int = 300) -> None:
    """Print a line for each kind of page."""
    print(ROW.format("CPU us a page", "pages", *STEPS, "total", "kB", "kB gzip"))
    with CACHE:
        for departures in (9, 26):
            catalogue = a_catalogue(offers, departures)
            sides = sides_of(catalogue)
            _print(f"offer, {departures} departures", sides, [(Side.offer, offer) for offer in catalogue.offers])
        for kind in ("offers", "theme", "territory"):
            _print(f"{kind}, {CARDS_A_PAGE} cards", sides, [(Side.listing, kind)] * 4)


def _print(kind: str, sides: Iterable[Side], jobs: Sequence[Job]) -> None:
    """Do all jobs twice: the first round fills what a process keeps, the second counts."""
    for _ in range(2):
        spent = Spent()
        for (render, what), side in product(jobs, sides):
            render(side, spent, what)
    print(spent.row(kind), flush=True)


def a_catalogue(offers: int, departures: int) -> Catalogue:
    """So many offers of so many departures each, spread over weekdays, hours, themes, territories and partners."""
    told = yaml.safe_load((ROOT / "content" / "taxonomy.yaml").read_text("utf-8"))
    told |= {"languages": list(PARAGRAPH), "partial_languages": []}
    taxonomy = Taxonomy.model_validate(told, strict=False)
    partners = [_partner(number, taxonomy) for number in range(max(1, offers // 20))]
    made = tuple(_offer(number, departures, taxonomy, partners) for number in range(offers))
    zone = ZoneInfo(taxonomy.timezone)
    return Catalogue(
        taxonomy=taxonomy,
        build_day=DAY,
        partners={one.id: one for one in partners},
        offers=made,
        departures={offer.id: unroll(offer, DAY, zone) for offer in made},
    )


def _partner(number: int, taxonomy: Taxonomy) -> Partner:
    words = {lang: {"summary": PARAGRAPH[lang], "body": PARAGRAPH[lang]} for lang in taxonomy.languages}
    return Partner.model_validate(
        {
            "id": f"partner-{number}",
            "name": f"Les amis du pont {number}",
            "kind": next(iter(taxonomy.kinds)),
            "territory": next(iter(taxonomy.territories)),
            "languages": ("fr", "en"),
            "email": "partner@example.org",
            "language": "fr",
            "words": words,
        }
    )


def _offer(number: int, departures: int, taxonomy: Taxonomy, partners: Sequence[Partner]) -> Offer:
    return Offer.model_validate(
        {
            "id": f"offer-{number}",
            "type": "walk",
            "themes": tuple(islice(cycle(taxonomy.themes), number % 7, number % 7 + 2)),
            "territory": list(taxonomy.territories)[number % len(taxonomy.territories)],
            "commune": "Nogent-sur-Marne",
            "partner": partners[number % len(partners)].id,
            "languages": ("fr", "en"),
            "duration_minutes": 60 + number % 4 * 15,
            "distance_m": 1500 + number % 20 * 100,
            "accessibility": tuple(taxonomy.accessibility)[:2],
            "meeting_point": {
                "name": "Sortie 2 de la gare", "address": f"{number} quai du Port, 94130 Nogent-sur-Marne",
                "lat": 48.8336, "lon": 2.4725,
            },
            "capacity": 20,
            "tariffs": (
                {"id": "adult", "price_cents": 1200 + number % 9 * 100},
                {"id": "child", "price_cents": 650, "to_age": 12},
            ),
            "cancellation": ({"until_hours": 48, "refund_percent": 100},),
            "departures": _rules(number, departures),
            "words": {lang: _words(number, lang) for lang in taxonomy.languages},
            "terms": f"{number:016x}",
        }
    )  # fmt: skip


def _rules(number: int, departures: int) -> tuple[dict[str, Any], ...]:
    """Two weekly rules, one in each language; of two starts a week the last is left out where the number is odd."""
    hour = f"{9 + number % 9:02d}:{number % 4 * 15:02d}"
    weeks = DAY + timedelta(weeks=departures // 2, days=-1)
    days = ("saturday", "sunday", "wednesday", "friday")
    first = {"every": days[number % 4], "at": hour, "until": weeks + timedelta(weeks=departures % 2)}
    return first, {"every": days[(number + 1) % 4], "at": hour, "until": weeks, "language": "en"}


def _words(number: int, lang: str) -> dict[str, str]:
    return {
        "title": f"Le long de la Marne, promenade {number}",
        "slug": f"promenade-{number}",
        "summary": PARAGRAPH[lang],
        "come": PARAGRAPH[lang],
        "bring": "Des chaussures qui ne craignent pas l’eau.",
        "included": "Une boisson chaude.",
        "the_extra": PARAGRAPH[lang],
        "body": "\n\n".join(f"{'## ' if rank % 4 == 0 else ''}{PARAGRAPH[lang]}" for rank in range(22)),
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
