"""What is the same on every page of a language, and what the head of each page says."""

import gettext
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

View = SimpleNamespace
AROUND = 2
NAMES = {"fr": "Français", "en": "English", "es": "Español", "de": "Deutsch"}
ASSETS = View(
    css="/theme/main.9216759a.css",
    home_css="/theme/pages/home.2f242a6a.css",
    finder_css="/theme/pages/finder.5e4b1f22.css",
    also_css="/theme/pages/also.d24b17bf.css",
    offer_css="/theme/pages/offer.7c739384.css",
    font="/theme/bricolage.01dec21f.woff2",
    icon="/theme/icon.ef1ef6b3.svg",
    touch_icon="/theme/touch.f6b893ff.png",
    language_js="/theme/js/language.3aa74d3a.js",
    seek_js="/theme/js/seek.1c9f5411.js",
    finder_js="/theme/js/finder.ee6f0528.js",
    facets_js="/theme/js/facets.a9bb5900.js",
    booking_js="/theme/js/booking.f746e309.js",
    hand_on_js="/theme/js/hand_on.0dedb683.js",
)


class Site:
    """The site in one language; `pages` are Pelican's own, `env` renders its templates."""

    def __init__(self, settings: dict[str, Any], pages: list[Any], env: Environment) -> None:
        self.env = env
        self.cards: dict[tuple[str, int, bool, bool], Markup] = {}
        self.lang: str = settings["DEFAULT_LANG"]
        self.lists = settings["LISTS"]
        self.origin: str = settings["SITEURL"]
        self.site_url = self.origin
        about = self.lists["site"]
        self.name, self.contact, self.conditions_version = about["name"], about["contact"], about["conditions_version"]
        self.cancellation = [View(**tier) for tier in self.lists["cancellation"]]
        self.folder = Path(settings["THEME"]) / "translations"
        self.say = say = self._words(self.lang)
        self.description = say(
            "Visites, balades, croisières et ateliers du Grand Paris, avec celles et ceux qui y vivent."
        )
        self.assets = ASSETS
        self.languages = [(lang, NAMES[lang]) for lang in self.lists["languages"]]
        self.choices = [self._alternate(lang, f"/{lang}/") for lang in self.lists["languages"]]
        self.home, self.feed, self.json_feed = (f"/{self.lang}/{name}" for name in ("", "feed.xml", "feed.json"))
        self.offers_url = self.lists["sections"]["offers"][self.lang]
        self.ids = {group: self._ids(group) for group in ("themes", "territories")}
        around = self.lists["around"][self.lang]
        self.locale = around["locale"]
        self.nav, self.wishes = ([View(**one) for one in around[name]] for name in ("nav", "wishes"))
        self.offers, self.agenda, self.map = (one.url for one in self.nav)
        self.territories = self._territories()
        self.ways = [self._link(say("Accueil"), self.home), self._link(say("Toutes les visites"), self.offers_url)]
        self.footer = [self._link(page.title, f"/{page.url}") for page in pages]
        own = {page.key: f"/{page.url}" for page in pages}
        self.terms_url, self.privacy_url = own["terms"], own["privacy"]

    def card(self, article: Any, level: int = 3, soon: bool = False, first: bool = False) -> Markup:
        """An offer in a list, rendered once though several pages show it."""
        key = (article.offer.id, level, soon, first)
        if key not in self.cards:
            macro: Any = self.env.get_template("components/card.html").module
            self.cards[key] = macro.card(article.offer.card, self.lang, level, soon, first)
        return self.cards[key]

    def counted(self, group: str, terms: list[tuple[Any, list[Any]]]) -> list[View]:
        """The terms that have offers, in the order of the taxonomy; `terms` as Pelican gives them to templates."""
        sizes = {self.ids[group][term.slug]: len(articles) for term, articles in terms}
        return [self._term(group, own_id, sizes[own_id]) for own_id in self.lists[group] if own_id in sizes]

    def term(self, group: str, slug: str) -> View:
        """A theme, a territory or a partner by its slug."""
        if group != "partners":
            return self._term(group, self.ids[group][slug])
        one = self.lists["partners"][slug]
        territory = self.lists["territories"][one["territory"]]["label"][self.lang]
        guided = self.lists["guided_languages"]
        return View(
            name=one["name"],
            kind=View(label=self.lists["kinds"][one["kind"]][self.lang]),
            territory=View(id=one["territory"], label=territory),
            languages=[View(label=guided[code][self.lang]) for code in one["languages"]],
            **one["words"][self.lang],
        )

    def listing(self, group: str, slug: str, page: Any) -> View:
        """The head of a page of a list."""
        if group == "offers":
            about = self.say("Toutes les visites et leurs prochains départs, par thème et par territoire.")
            title, urls, trail = self.ways[1].label, self.lists["sections"]["offers"], self.ways
        else:
            one = self.term(group, slug)
            own_id = slug if group == "partners" else self.ids[group][slug]
            title, about, urls = getattr(one, "label", "") or one.name, one.summary, self.lists[group][own_id]["url"]
            trail = [*self.ways, self._link(title, urls[self.lang])]
        further = f"page/{page.number}/" if page.number > 1 else ""
        said = f"{title} – {self.say('Page')} {page.number}" if further else title
        head = self._head(said, about, {lang: url + further for lang, url in urls.items()}, trail)
        head.calendar = f"{urls[self.lang]}calendar.ics"
        return head

    def pager(self, page: Any, paginator: Any) -> View:
        """Where a page stands in its list."""
        base, number, last = f"/{page.base_url}", page.number, paginator.num_pages
        shown = sorted({1, *range(max(1, number - AROUND), min(last, number + AROUND) + 1), last})
        links = {one: self._link(str(one), f"{base}page/{one}/" if one > 1 else base) for one in shown}
        return View(
            last=last,
            total=paginator.count,
            number=number,
            previous=links.get(number - 1),
            next=links.get(number + 1),
            pages=list(links.values()),
        )

    def article(self, article: Any) -> View:
        """The head of an offer's page."""
        offers = self.lists["sections"]["offers"]
        urls = {one.lang: f"{offers[one.lang]}{one.slug}/" for one in (article, *article.translations)}
        card = article.offer.card
        head = self._head(card.title, card.summary, urls, [*self.ways, self._link(card.title, card.url)])
        head.picture, head.offer = self.origin + article.offer.share, article.offer
        return head

    def document(self, page: Any) -> View:
        """The head of a plain page."""
        urls = {one.lang: f"/{one.lang}/{one.slug}/" for one in (page, *page.translations)}
        trail = [self.ways[0], self._link(page.title, f"/{page.url}")]
        return self._head(page.title, page.metadata["summary"], urls, trail)

    def home_page(self) -> View:
        """The head of the home page."""
        urls = {lang: f"/{lang}/" for lang, _ in self.languages}
        head = self._head(self.say("Le Grand Paris commence où le plan s’arrête"), self.description, urls, [])
        head.x_default, head.organisation = f"{self.origin}/", self
        return head

    def language_choice(self) -> View:
        """The head of the page at `/`."""
        head = self.home_page()
        head.title, head.path, head.canonical = self.say("Choisir sa langue"), "/", f"{self.origin}/"
        return head

    def not_found(self) -> View:
        """The head of the page for addresses that lead nowhere."""
        about = self.say("Cette adresse ne mène nulle part, ou plus.")
        head = self._head(self.say("Page introuvable"), about, {self.lang: "/404.html"}, [])
        head.noindex, head.alternates, head.x_default = True, [], ""
        return head

    @property
    def elsewhere(self) -> list[View]:
        """What the other languages say on the page for addresses that lead nowhere."""
        return [self._lost(lang, self._words(lang)) for lang, _ in self.languages if lang != self.lang]

    def _lost(self, lang: str, say: Callable[[str], str]) -> View:
        offers = self._link(say("Toutes les visites"), self.lists["sections"]["offers"][lang])
        return View(lang=lang, words=say("Cette page n’est pas sur le plan."), offers=offers)

    def _words(self, lang: str) -> Callable[[str], str]:
        return gettext.translation("messages", self.folder, [lang], fallback=True).gettext

    def _head(self, title: str, description: str, urls: dict[str, str], breadcrumb: list[View]) -> View:
        alternates = [self._alternate(lang, urls[lang]) for lang, _ in self.languages if lang in urls]
        return View(
            title=title,
            description=description,
            path=urls[self.lang],
            canonical=self.origin + urls[self.lang],
            alternates=alternates,
            x_default=alternates[0].href,
            noindex=False,
            picture="",
            breadcrumb=breadcrumb,
            origin=self.origin,
            offer=None,
            organisation=None,
        )

    def _alternate(self, lang: str, url: str) -> View:
        around = self.lists["around"][lang]
        said = {name: around[name] for name in ("locale", "here", "close")}
        return View(lang=lang, name=NAMES[lang], url=url, href=self.origin + url, **said)

    def _link(self, label: str, url: str) -> View:
        return View(label=label, url=url)

    def _term(self, group: str, own_id: str, offers: int = 0) -> View:
        term, lang = self.lists[group][own_id], self.lang
        summary, url = term["summary"][lang], term["url"][lang]
        return View(id=own_id, label=term["label"][lang], summary=summary, url=url, offers=offers)

    def _territories(self) -> list[View]:
        return [
            self._link(one["label"][self.lang], one["url"][self.lang]) for one in self.lists["territories"].values()
        ]

    def _ids(self, group: str) -> dict[str, str]:
        return {one["slug"][self.lang]: own_id for own_id, one in self.lists[group].items()}
