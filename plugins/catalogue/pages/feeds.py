"""The Atom feed of a language (RFC 4287): its offers, the latest words first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import escape

from .views import SiteView

ENTRIES_MAX = 30


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
    newest = sorted(entries, key=lambda entry: (-entry.updated_at.timestamp(), entry.offer_id))
    for entry in newest[:ENTRIES_MAX]:
        feed.add_item(
            title=entry.title,
            link=site.site_url + entry.url,
            description=str(escape(entry.summary)),  # the library says type="html"
            unique_id=f"tag:{_host(site.site_url)},2026:{site.lang}:{entry.offer_id}",
            author_name=entry.author,
            categories=entry.themes,
            pubdate=entry.updated_at,
            updateddate=entry.updated_at,
        )
    return str(feed.writeString("utf-8")).encode()


def _host(site_url: str) -> str:
    return site_url.partition("//")[2].partition("/")[0].partition(":")[0]
