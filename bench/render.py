"""What a page costs: `PYTHONPATH=plugins .venv/bin/python -m bench.render [offers]`.

CPU microseconds a page, of French and English pages in turn, from a catalogue made in memory. Markdown has its own
column: `total` is what the other steps cost.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from gzip import compress
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml
from catalogue import jsonld
from catalogue.departures import unroll
from catalogue.documents import PRIVACY, TERMS, Document
from catalogue.load import Catalogue
from catalogue.markdown import to_html
from catalogue.model import Offer, Partner, Taxonomy
from catalogue.present import Pictures, Presenter
from catalogue.present_offer import offer_view
from catalogue.sites import site_view
from catalogue.views import AlternateView, AssetsView, Context, DocumentView, HeadView, LinkView, OfferView, PagerView
from catalogue.words import environment, load_words
from jinja2 import FileSystemLoader
from markupsafe import Markup

ROOT = Path(__file__).parents[1]
ORIGIN = "https://visits.example.org"
DAY = date(2027, 3, 1)
CARDS = 24
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

    def __init__(self, catalogue: Catalogue, lang: str, cache: Path) -> None:
        words = load_words(ROOT / "theme" / "locale", lang)
        assets = AssetsView(css="/theme/a.css", booking_js="/theme/b.js", font="/theme/f.woff2", icon="/theme/i.svg")
        papers = [Document(key, lang, f"/{lang}/{key}/", "", DocumentView(key, Markup())) for key in (TERMS, PRIVACY)]
        self.lang = lang
        self.site = site_view(catalogue, words, ORIGIN, assets, papers)
        paths = {offer.id: Pictures(*(f"/theme/{offer.id}-{n}.svg" for n in range(3))) for offer in catalogue.offers}
        self.presenter = Presenter(catalogue, self.site, paths)
        self.env = environment(FileSystemLoader(ROOT / "theme" / "templates"), words, JINJA, cache)
        self.term = next(iter(self.presenter.themes.values()))
        self.choices = tuple(AlternateView(one, one, f"/{one}/", f"{ORIGIN}/{one}/") for one in catalogue.languages)

    def offer(self, spent: Spent, offer: Offer) -> None:
        """An offer's page."""
        view = spent.on("views", partial(offer_view, self.presenter, offer))
        before = spent.steps["markdown"]
        spent.on("markdown", partial(to_html, offer.words[self.lang].body, self.lang))
        spent.steps["views"] -= spent.steps["markdown"] - before
        head = self._head(view.card.url)
        data = spent.on("JSON-LD", partial(self._offer_data, head, view))
        self._page(spent, "offer.html", replace(head, data=data), {"offer": view})

    def theme(self, spent: Spent, offers: Sequence[Offer]) -> None:
        """The page of a theme with some cards."""
        self._listing(spent, "theme.html", offers, {"theme": self.term, "calendar": f"{self.term.url}calendar.ics"})

    def offers(self, spent: Spent, offers: Sequence[Offer]) -> None:
        """A page of the list of all offers."""
        terms = {"themes": self.presenter.themes.values(), "territories": self.presenter.territories.values()}
        self._listing(spent, "offers.html", offers, terms)

    def _listing(self, spent: Spent, template: str, offers: Sequence[Offer], own: Context) -> None:
        cards = spent.on("views", partial(self.presenter.cards_of, offers))
        pages = tuple(LinkView(str(number), f"{self.term.url}page/{number}/") for number in range(1, 6))
        pager = PagerView(3, 9, 9 * CARDS, pages[1], pages[3], pages)
        head = self._head(self.term.url)
        data = spent.on("JSON-LD", partial(self._data, head, ()))
        self._page(spent, template, replace(head, data=data), {**own, "cards": cards, "pager": pager})

    def _page(self, spent: Spent, template: str, head: HeadView, own: Context) -> None:
        context = {"lang": self.lang, "site": self.site, "head": head, "choices": self.choices, **own}
        html = spent.on("Jinja", lambda: self.env.get_template(template).render(context))
        page = spent.on("encode", html.encode)
        spent.pages += 1
        spent.weight += len(page)
        spent.packed += len(compress(page))

    def _head(self, url: str) -> HeadView:
        trail = (LinkView("Accueil", self.site.home), LinkView("Toutes les visites", self.site.offers))
        return HeadView(
            path=url, title="Une promenade", description="Deux heures le long de la Marne.", canonical=ORIGIN + url,
            alternates=self.choices, x_default=ORIGIN + url, noindex=False, picture=f"{ORIGIN}/theme/x.svg",
            breadcrumb=(*trail, LinkView("Une promenade", url)), data=(),
        )  # fmt: skip

    def _data(self, head: HeadView, nodes: Sequence[jsonld.Node]) -> tuple[Markup, ...]:
        return jsonld.script([*nodes, jsonld.breadcrumb(self.site, head.breadcrumb)])

    def _offer_data(self, head: HeadView, offer: OfferView) -> tuple[Markup, ...]:
        return self._data(head, [*jsonld.events(self.site, head, offer), jsonld.trip(self.site, head, offer)])


Job = tuple[Callable[[Side, Spent, Any], None], Any]
"""A page to render: the method of a side, and what it is given."""


def main(offers: int = 300) -> None:
    """Print a line for each kind of page."""
    print(ROW.format("CPU us a page", "pages", *STEPS, "total", "kB", "kB gzip"))
    with tempfile.TemporaryDirectory() as folder:
        for departures in (9, 26):
            catalogue = a_catalogue(offers, departures)
            sides = [Side(catalogue, lang, Path(folder)) for lang in catalogue.languages]
            _print(f"offer, {departures} departures", sides, [(Side.offer, offer) for offer in catalogue.offers])
        runs = [catalogue.offers[at : at + CARDS] for at in range(0, offers - CARDS + 1, CARDS)] * 4
        _print(f"theme, {CARDS} cards", sides, [(Side.theme, run) for run in runs])
        _print(f"offers, {CARDS} cards", sides, [(Side.offers, run) for run in runs])


def _print(kind: str, sides: Iterable[Side], jobs: Sequence[Job]) -> None:
    """Do all jobs twice: the first round fills what a process keeps, the second counts."""
    for _ in range(2):
        spent = Spent()
        for side, (render, what) in product(sides, jobs):
            render(side, spent, what)
    print(spent.row(kind), flush=True)


def a_catalogue(offers: int, departures: int) -> Catalogue:
    """So many offers of so many departures each, spread over weekdays, hours, themes, territories and partners."""
    told = yaml.safe_load((ROOT / "content" / "taxonomy.yaml").read_text("utf-8"))
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
