"""What stock Pelican lacks for this site: views of offers, heads with hreflang, JSON-LD, calendars, data files."""

from typing import Any

from pelican import signals
from pelican.urlwrappers import Author

from .files import write_common, write_language
from .jsonld import jsonld
from .offers import offer_of, soonest_first
from .site import Site

_sites: dict[str, Site] = {}
_addresses: list[str] = []


def register() -> None:
    """Connect to Pelican's signals."""
    signals.generator_init.connect(_add_filter)
    signals.article_generator_pretaxonomy.connect(_view)
    signals.all_generators_finalized.connect(_describe)
    signals.content_written.connect(_note)
    signals.article_writer_finalized.connect(_write)
    signals.finalized.connect(_finish)


def _add_filter(generator: Any) -> None:
    generator.env.filters["jsonld"] = jsonld


def _view(generator: Any) -> None:
    """Give each article of the language its view, and bring the soonest departure to the top of every list."""
    lang, lists = generator.settings["DEFAULT_LANG"], generator.settings["LISTS"]
    for article in generator.articles:
        if article.lang == lang:
            article.offer = offer_of(article, lists, lang)
    generator.articles.sort(key=soonest_first)
    for own_id in lists["partners"]:
        generator.authors[Author(own_id, generator.settings)]  # also those without offers have a page


def _describe(generators: list[Any]) -> None:
    settings, context = generators[0].settings, generators[0].context
    site = Site(settings, context["pages"], generators[0].env)
    _sites[site.lang] = context["site"] = site
    context["lang"] = site.lang


def _note(path: str, context: dict[str, Any]) -> None:
    if path.endswith("index.html"):
        _addresses.append(context["output_file"].removesuffix("index.html"))


def _write(generator: Any, writer: Any) -> None:
    write_language(writer.output_path, generator, _sites[generator.settings["DEFAULT_LANG"]])


def _finish(pelican: Any) -> None:
    if pelican.settings["DEFAULT_LANG"] == pelican.settings["LANGUAGES"][0]:  # the last to be written
        write_common(pelican.output_path, pelican.settings, list(_sites.values()), _addresses)
