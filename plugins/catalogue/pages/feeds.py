"""The feeds of a language: its offers, the latest words first, as Atom (RFC 4287) and as JSON Feed 1.1."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import escape
from pydantic_core import to_json

from .views import SiteView

ENTRIES_MAX = 30
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class Entry:
    """An offer in a feed."""

    url: str
    """Path from the root."""
    offer_id: str
    title: str
    summary: str
    themes: tuple[str, ...]
    author: str
    updated_at: datetime


def atom(site: SiteView, title: str, description: str, entries: Iterable[Entry]) -> bytes:
    """The feed as XML. An entry's id is a tag URI (RFC 4151) of the offer, so that a new slug is no new entry."""
    # Dear to import, and few builds change a feed.
    from feedgenerator import Atom1Feed  # type: ignore[import-untyped]

    feed = Atom1Feed(
        title=title,
        link=site.site_url + site.home,
        description=description,
        language=site.lang,
        author_name=site.name,
        feed_url=site.site_url + site.feed,
        feed_guid=site.site_url + site.feed,
    )
    for entry in _newest(entries):
        feed.add_item(
            title=entry.title,
            link=site.site_url + entry.url,
            description=str(escape(entry.summary)),  # the library says type="html"
            unique_id=_id(site, entry),
            author_name=entry.author,
            categories=entry.themes,
            pubdate=entry.updated_at,
            updateddate=entry.updated_at,
        )
    return str(feed.writeString("utf-8")).encode()


def json_feed(site: SiteView, title: str, description: str, entries: Iterable[Entry]) -> bytes:
    """The same feed as JSON, with the same ids."""
    feed = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": site.site_url + site.home,
        "feed_url": site.site_url + site.json_feed,
        "description": description,
        "icon": site.site_url + site.assets.icon,
        "authors": [{"name": site.name, "url": f"{site.site_url}/"}],
        "language": site.lang,
        "items": [_told(site, entry) for entry in _newest(entries)],
    }
    return to_json(feed, indent=1) + b"\n"


def _told(site: SiteView, entry: Entry) -> dict[str, Any]:
    return {
        "id": _id(site, entry),
        "url": site.site_url + entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": entry.author}],
        "tags": entry.themes,
        "language": site.lang,
    }


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry.updated_at.timestamp(), entry.offer_id))[:ENTRIES_MAX]


def _id(site: SiteView, entry: Entry) -> str:
    host = site.site_url.partition("//")[2].partition("/")[0].partition(":")[0]
    return f"tag:{host},2026:{site.lang}:{entry.offer_id}"
