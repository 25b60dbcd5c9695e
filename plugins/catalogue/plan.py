"""The plan of the site: every page, where it goes, which template shows it and what it depends on.

A plan renders nothing: the context of a page is built when its turn comes, so that a page whose `inputs` have not
changed need not be.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from . import jsonld, urls
from .views import AlternateView, Context, HeadView, LinkView, SiteView
from .words import language_name

Content = Callable[[], Context]
Nodes = Callable[[SiteView, HeadView, Context], list[jsonld.Node]]


def no_nodes(site: SiteView, head: HeadView, content: Context) -> list[jsonld.Node]:
    """No structured data besides the way back."""
    return []


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language."""

    key: str
    """The same in every language: `offer:murals`."""
    lang: str
    url: str
    """Path from the root: `/fr/visites/`."""
    template: str
    title: str
    description: str
    inputs: tuple[str, ...]
    """Keys of what it shows: `offer:murals`, `partner:x`, `cards`; besides its template, its words and the site."""
    content: Content
    """Builds what its template gets of its own."""
    nodes: Nodes = no_nodes
    """Structured data, from that content."""
    trail: tuple[LinkView, ...] = ()
    """From home to the page."""
    picture: str = ""
    """Path of the sharing picture."""
    noindex: bool = False

    @property
    def path(self) -> str:
        """Where it is written, below the output: `fr/visites/index.html`."""
        path = self.url.removeprefix("/")
        return path if path.endswith(".html") else f"{path}index.html"


class AddressTaken(Exception):
    """Two pages would have one address; the message says which."""


class Plan:
    """All pages of the site in all languages. Raises AddressTaken where two would have one address."""

    def __init__(self, sites: Mapping[str, SiteView], pages: Iterable[Page]) -> None:
        """`sites` by language, the default one first."""
        self.sites = sites
        self.pages = tuple(pages)
        self._languages: dict[str, dict[str, str]] = {}
        taken: dict[str, str] = {}
        for page in self.pages:
            if page.url in taken:
                raise AddressTaken(f"{page.url} is the address of {taken[page.url]} and of {page.key} -> change a slug")
            taken[page.url] = page.key
            self._languages.setdefault(page.key, {})[page.lang] = page.url

    @property
    def indexed(self) -> list[str]:
        """Paths of the pages for search engines, sorted."""
        return sorted(page.url for page in self.pages if not page.noindex)

    @cached_property
    def choices(self) -> tuple[AlternateView, ...]:
        """The home pages of all languages."""
        return tuple(self._alternate(lang, site.home) for lang, site in self.sites.items())

    def context(self, page: Page) -> Context:
        """What the page's template is rendered with."""
        site = self.sites[page.lang]
        head = self.head(page)
        content = page.content()
        nodes = page.nodes(site, head, content)
        if page.trail:
            nodes = [*nodes, jsonld.breadcrumb(site, page.trail)]
        head = replace(head, data=jsonld.script(nodes))
        return {"lang": page.lang, "site": site, "head": head, "choices": self.choices, **content}

    def head(self, page: Page) -> HeadView:
        """The head of a page, without its structured data."""
        origin = self.sites[page.lang].site_url
        return HeadView(
            path=page.url,
            title=page.title,
            description=page.description,
            canonical=origin + page.url,
            alternates=self._alternates(page),
            x_default=self._x_default(page),
            noindex=page.noindex,
            picture=origin + page.picture if page.picture else "",
            breadcrumb=page.trail,
            data=(),
        )

    def _alternates(self, page: Page) -> tuple[AlternateView, ...]:
        if page.noindex:
            return ()
        if page.url == urls.LANGUAGE_CHOICE:
            return self.choices
        found = self._languages[page.key]
        return tuple(self._alternate(lang, found[lang]) for lang in self.sites if lang in found)

    def _x_default(self, page: Page) -> str:
        if page.noindex:
            return ""
        choosing = {urls.LANGUAGE_CHOICE, *(site.home for site in self.sites.values())}
        if page.url in choosing:
            return self.sites[page.lang].site_url + urls.LANGUAGE_CHOICE
        return self._alternates(page)[0].href

    def _alternate(self, lang: str, url: str) -> AlternateView:
        return AlternateView(lang, language_name(lang), url, self.sites[lang].site_url + url)
