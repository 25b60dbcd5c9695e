"""A page of the site, before it is rendered: where it goes, which template shows it, and what that template gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import urls
from . import jsonld
from .views import AlternateView, Context, HeadView, LinkView, SiteView
from .words import language_and_region, language_name

Nodes = Callable[[SiteView, HeadView, Context], list[jsonld.Node]]


def no_nodes(site: SiteView, head: HeadView, content: Context) -> list[jsonld.Node]:
    """No structured data besides the way back."""
    return []


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language."""

    lang: str
    url: str
    """Path from the root: `/fr/visites/`."""
    addresses: Mapping[str, str]
    """By language, the same page in all languages that have it; empty when it is not to be indexed."""
    template: str
    title: str
    description: str
    content: Context
    """What its template gets of its own."""
    nodes: Nodes = no_nodes
    """Structured data, from that content."""
    trail: tuple[LinkView, ...] = ()
    """From home to the page."""
    picture: str = ""
    """Path of the sharing picture."""
    indexed: bool = True
    """Whether search engines are to show it."""

    @property
    def path(self) -> str:
        """Where it is written, below the output: `fr/visites/index.html`."""
        return path_of(self.url)


def path_of(url: str) -> str:
    """Where the page of an address is written, below the output."""
    path = url.removeprefix("/")
    return path if path.endswith(".html") else f"{path}index.html"


class Frame:
    """What stands around every page: its language's site, its head, the other languages."""

    def __init__(self, sites: Mapping[str, SiteView]) -> None:
        """`sites` by language, the default one first."""
        self.sites = sites
        self.names = {lang: language_name(lang) for lang in sites}
        self.locales = {lang: language_and_region(lang) for lang in sites}
        self.choices = tuple(self._alternate(lang, site.home) for lang, site in sites.items())

    def context(self, page: Page) -> Context:
        """What the page's template is rendered with."""
        site = self.sites[page.lang]
        head = self._head(page, site)
        nodes = page.nodes(site, head, page.content)
        if page.trail and page.indexed:
            nodes = [*nodes, jsonld.breadcrumb(site, page.trail)]
        head = head._replace(data=jsonld.script(nodes))
        return {"lang": page.lang, "site": site, "head": head, "choices": self.choices, **page.content}

    def _head(self, page: Page, site: SiteView) -> HeadView:
        origin = site.site_url
        alternates = self._alternates(page)
        return HeadView(
            path=page.url,
            locale=self.locales[page.lang],
            title=page.title,
            description=page.description,
            canonical=origin + page.url,
            alternates=alternates,
            x_default=self._x_default(page, site, alternates) if page.indexed else "",
            noindex=not (alternates and page.indexed),
            picture=origin + page.picture if page.picture else "",
            breadcrumb=page.trail,
            data=(),
        )

    def _alternates(self, page: Page) -> tuple[AlternateView, ...]:
        if page.url == urls.LANGUAGE_CHOICE:
            return self.choices
        found = page.addresses
        return tuple(self._alternate(lang, found[lang]) for lang in self.sites if lang in found)

    def _x_default(self, page: Page, site: SiteView, alternates: tuple[AlternateView, ...]) -> str:
        if not alternates:
            return ""
        if page.url in (urls.LANGUAGE_CHOICE, site.home):
            return site.site_url + urls.LANGUAGE_CHOICE
        return alternates[0].href

    def _alternate(self, lang: str, url: str) -> AlternateView:
        site = self.sites[lang]
        told = self.names[lang], url, site.site_url + url, self.locales[lang], site.here, site.close
        return AlternateView(lang, *told)
