"""One build of the site: from the catalogue to every file, by path below the output, and the data for the functions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader

from . import feeds, sitemap
from .assets import theme_assets
from .covers import cover_svg
from .documents import Document
from .load import Catalogue
from .model import Offer
from .pages import LanguagePages
from .plan import Plan
from .present import Pictures, Presenter
from .site_file import site_file
from .sites import feed_path, site_view
from .views import Context, SiteView
from .words import Words, environment, load_words


class WordsMissing(Exception):
    """Messages of the theme have no translation; one a line."""


@dataclass(frozen=True)
class Inputs:
    """What a build is made from."""

    catalogue: Catalogue
    documents: Sequence[Document]
    theme: Path
    cache: Path
    """For what is dear to make and made from little: the font, compiled templates."""
    site_url: str
    loader: BaseLoader
    options: Mapping[str, Any]
    """Of the template environment."""


class Build:
    """The site, made from `inputs`. Rendering happens in `rendered`, and nothing here writes a file."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.catalogue = inputs.catalogue
        self.words = {lang: load_words(inputs.theme / "locale", lang) for lang in self.catalogue.languages}
        self.assets = theme_assets(inputs.theme, self.catalogue.taxonomy, inputs.cache)
        self.pictures = {offer.id: self._pictures(offer) for offer in self.catalogue.offers}
        self.sites = {lang: self._site(words) for lang, words in self.words.items()}
        self.presenters = {lang: Presenter(self.catalogue, site, self.pictures) for lang, site in self.sites.items()}

    @cached_property
    def plan(self) -> Plan:
        """All pages of all languages."""
        pages = [LanguagePages(presenter, self.words[lang]) for lang, presenter in self.presenters.items()]
        everywhere = (pages[0].language_choice(), pages[0].not_found(pages[1:]))
        return Plan(self.sites, (*everywhere, *(page for one in pages for page in one.pages(self.inputs.documents))))

    def rendered(self) -> Iterator[tuple[str, str, Context]]:
        """Each page's path, HTML and context. Raises WordsMissing after the last one."""
        given = self.inputs
        environments = {
            lang: environment(given.loader, words, given.options, given.cache) for lang, words in self.words.items()
        }
        for page in self.plan.pages:
            context = self.plan.context(page)
            yield page.path, environments[page.lang].get_template(page.template).render(context), context
        self._check_words()

    def extra_files(self) -> Iterator[tuple[str, bytes]]:
        """Feeds, sitemap, robots.txt."""
        for lang in self.catalogue.languages:
            yield feed_path(lang).removeprefix("/"), self._feed(lang)
        yield from sitemap.sitemaps(self.inputs.site_url, self.plan.indexed).items()
        yield "robots.txt", sitemap.robots(self.inputs.site_url)

    def site_file(self) -> dict[str, Any]:
        """The contents of `site.json`."""
        return site_file(tuple(self.sites.values()), self.catalogue.taxonomy.timezone)

    def _check_words(self) -> None:
        missing = [
            f"theme/locale/{lang}/LC_MESSAGES/theme.po: no translation of “{message}” -> add it"
            for lang, words in self.words.items()
            for message in words.missing
        ]
        if missing:
            raise WordsMissing("\n".join(missing))

    def _site(self, words: Words) -> SiteView:
        return site_view(self.catalogue, words, self.inputs.site_url, self.assets.view(), self.inputs.documents)

    def _pictures(self, offer: Offer) -> Pictures:
        territory = self.catalogue.taxonomy.territories[offer.territory]
        inks = (territory.ink, territory.second_ink)
        shapes = {
            shape: self.assets.add(
                f"covers/{offer.id}-{shape}.svg", cover_svg(offer.id, offer.type, offer.themes, inks, shape).encode()
            )
            for shape in ("card", "poster", "share")
        }
        return Pictures(**shapes)

    def _feed(self, lang: str) -> bytes:
        site, say = self.sites[lang], self.words[lang].gettext
        return feeds.atom(
            site,
            title=f"{site.name} – {say('Toutes les visites')}",
            description=site.description,
            entries=[self._entry(offer, lang) for offer in self.presenters[lang].offers],
        )

    def _entry(self, offer: Offer, lang: str) -> feeds.Entry:
        words, presenter = offer.words[lang], self.presenters[lang]
        midnight = datetime.combine(self.catalogue.build_day, time(), tzinfo=self.catalogue.zone)
        return feeds.Entry(
            url=offer.url(lang),
            offer_id=offer.id,
            title=words.title,
            summary=words.summary,
            themes=tuple(presenter.themes[key].label for key in offer.themes),
            author=presenter.partners[offer.partner].name,
            updated_at=words.updated_at or midnight,
        )
