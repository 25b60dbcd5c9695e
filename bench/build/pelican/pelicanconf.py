"""The same site as Faubourg's, by stock Pelican: articles are offers, i18n_subsites makes the languages."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from babel import dates, lists, numbers
from markdown import Markdown

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en", "es", "de")
LISTS = json.loads((HERE / "lists.json").read_text(encoding="utf-8"))
"""The taxonomy and the partners, with all addresses."""


def addresses(lang: str) -> dict[str, Any]:
    """The settings that differ from language to language."""
    offers, themes, territories, partners = (
        LISTS["sections"][name][lang].strip("/") for name in ("offers", "themes", "territories", "partners")
    )
    return {
        "ARTICLE_URL": f"{offers}/{{slug}}/",
        "ARTICLE_SAVE_AS": f"{offers}/{{slug}}/index.html",
        "ARTICLE_LANG_URL": "{lang}/{slug}/",
        "ARTICLE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
        "TAG_URL": f"{themes}/{{slug}}/",
        "TAG_SAVE_AS": f"{themes}/{{slug}}/index.html",
        "CATEGORY_URL": f"{territories}/{{slug}}/",
        "CATEGORY_SAVE_AS": f"{territories}/{{slug}}/index.html",
        "AUTHOR_URL": f"{partners}/{{slug}}/",
        "AUTHOR_SAVE_AS": f"{partners}/{{slug}}/index.html",
        "INDEX_SAVE_AS": f"{lang}/index.html",
        "OFFERS_URL": f"{offers}/",
        "OFFERS_SAVE_AS": f"{offers}/index.html",
        "TRANSLATION_FEED_ATOM": f"{lang}/feed.xml",
        "DIRECT_TEMPLATES": ["index", "offers"],
    }


SITENAME = "Faubourg"
SITEURL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = LANGUAGES[0]
PATH = str(HERE / "content")
OUTPUT_PATH = os.environ.get("OUTPUT", "output")

THEME = str(HERE / "theme")
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
PLUGIN_PATHS = [str(HERE / "plugins")]
PLUGINS = ["i18n_subsites", "faubourg"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
MARKDOWN: dict[str, Any] = {
    "extension_configs": {"markdown.extensions.tables": {}, "markdown.extensions.footnotes": {}}
}
FORMATTED_FIELDS: list[str] = []  # summaries are plain: half of the Markdown need not be read

ARTICLE_PATHS = ["offers"]
PAGE_PATHS = ["pages"]
PAGE_URL = PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
PAGE_ORDER_BY = "weight"
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = "key"

locals().update(addresses(DEFAULT_LANG))
DIRECT_TEMPLATES = ["index", "offers", "languages", "not_found", "robots"]
LANGUAGES_SAVE_AS, NOT_FOUND_SAVE_AS, ROBOTS_SAVE_AS = "index.html", "404.html", "robots.txt"
PAGINATED_TEMPLATES = dict.fromkeys(("offers", "tag", "category", "author"), 24)
PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"), (2, "{url}page/{number}/", "{base_name}/page/{number}/index.html")]

FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 30

I18N_SUBSITES = {
    lang: addresses(lang) | {"OUTPUT_PATH": OUTPUT_PATH, "SITEURL": SITEURL, "THEME_STATIC_DIR": "theme"}
    for lang in LANGUAGES[1:]
}

_text = Markdown(extensions=["markdown.extensions.tables", "markdown.extensions.footnotes"])


def markdown(text: str) -> str:
    """The HTML of a Markdown text."""
    return _text.reset().convert(text)


JINJA_FILTERS: dict[str, Any] = {
    function.__name__: cache(function)
    for function in (
        dates.format_date, dates.format_time, numbers.format_currency, numbers.format_decimal, numbers.format_percent,
        markdown,
    )
}  # fmt: skip
"""Babel's functions and Markdown, each result kept: the same dates and prices come back on many pages."""
JINJA_FILTERS["format_list"] = lists.format_list
