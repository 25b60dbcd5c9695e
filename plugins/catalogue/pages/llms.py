"""`llms.txt` (llmstxt.org): for programs that read a site for somebody, what it is and where its lists and data are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from . import open_data
from .views import LinkView, SiteView


class Listed(NamedTuple):
    """A list of offers, as the file tells it."""

    link: LinkView
    summary: str
    """Plain words."""
    calendar: str
    """Its address; empty where the list has none."""


class Told(NamedTuple):
    """A language of the site, as the file tells it."""

    site: SiteView
    every: str
    """What the list of all offers is called."""
    agenda: str
    """What the agenda is called."""
    lists: Sequence[Listed]


def llms(languages: Sequence[Told]) -> bytes:
    """The file: the site in its first language, then a section a language, then what may be left out."""
    first = languages[0].site
    lines = [f"# {_plain(first.name)}", "", f"> {_plain(first.description)}", ""]
    for told in languages:
        own_name = next(one.label for one in told.site.languages if one.id == told.site.lang)
        lines += [f"## {own_name} ({told.site.lang})", "", *_lines(told), ""]
    pages = [(told.site, link) for told in languages for link in told.site.footer]
    lines += ["## Optional", "", *(_link(site, link.label, link.url, site.lang) for site, link in pages)]
    lines += [_link(first, file, f"/{file}", open_data.LICENCE["spdx"]) for file in open_data.FILES]
    return "\n".join([*lines, _link(first, "Sitemap", "/sitemap.xml", "XML"), ""]).encode()


def _lines(told: Told) -> Iterator[str]:
    site = told.site
    yield _link(site, site.name, site.home, site.description)
    yield _link(site, told.every, site.offers)
    yield _link(site, told.agenda, site.agenda)
    for one in told.lists:
        calendar = f" [iCalendar]({site.site_url}{one.calendar})" if one.calendar else ""
        yield _link(site, one.link.label, one.link.url, one.summary) + calendar
    yield _link(site, told.every, site.feed, "Atom")
    yield _link(site, told.every, site.json_feed, "JSON Feed")
    yield _link(site, told.every, f"{site.home}search.json", "JSON")


def _link(site: SiteView, label: str, url: str, note: str = "") -> str:
    return f"- [{_plain(label)}]({site.site_url}{url})" + (f": {_plain(note)}" if note else "")


def _plain(words: str) -> str:
    """In one line, without signs that would end a link's words."""
    return " ".join(words.split()).replace("[", "(").replace("]", ")")
