"""Strict readings of what programs follow, by the rules alone: Atom (RFC 4287), JSON Feed 1.1, sitemaps 0.9.

Each gives what it read; an AssertionError says which rule is broken. The other reader of Atom is feedparser, that of
sitemaps a pattern over the plain text.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
"""RFC 3339 as Atom takes it (3.3): capital T and Z, a time zone."""

ONCE_OF_A_FEED = ("id", "title", "updated")
OF_A_FEED = {*ONCE_OF_A_FEED, "author", "subtitle", "link", "entry", "rights", "generator", "icon", "logo"}
ONCE_OF_AN_ENTRY = ("id", "title", "updated")
OF_AN_ENTRY = {*ONCE_OF_AN_ENTRY, "author", "link", "published", "summary", "category", "content", "rights"}

JSON_FEED = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "icon": str,
    "favicon": str, "authors": list, "language": str, "items": list, "next_url": str, "expired": bool,
}  # fmt: skip
JSON_ENTRY = {
    "id": str, "url": str, "title": str, "content_text": str, "content_html": str, "summary": str, "image": str,
    "date_published": str, "date_modified": str, "authors": list, "tags": list, "language": str,
}  # fmt: skip

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URLS_MAX, BYTES_MAX = 50_000, 50 * 1024 * 1024
LASTMOD = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?")


def atom(document: bytes) -> list[dict[str, str]]:
    """The entries of a feed: id, title, updated, and where they lead."""
    assert document.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    feed = ElementTree.fromstring(document)  # noqa: S314 -- our own
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG)
    assert _names(feed) <= OF_A_FEED
    _each_once(feed, ONCE_OF_A_FEED)
    _links(feed, {"alternate", "self"})
    entries = feed.findall(f"{ATOM}entry")
    read = [_entry(one, of_feed=feed.find(f"{ATOM}author") is not None) for one in entries]
    ids = [one["id"] for one in read]
    assert len(set(ids)) == len(ids), "4.1.1: two entries of one id"
    assert max((one["updated"] for one in read), default="") <= _text(feed, "updated"), (
        "a feed is as new as its entries"
    )
    return read


def _entry(entry: Element, *, of_feed: bool) -> dict[str, str]:
    assert _names(entry) <= OF_AN_ENTRY
    _each_once(entry, ONCE_OF_AN_ENTRY)
    assert of_feed or entry.find(f"{ATOM}author") is not None, "4.1.2: nobody wrote it"
    for author in entry.findall(f"{ATOM}author"):
        assert _text(author, "name")
    for category in entry.findall(f"{ATOM}category"):
        assert category.get("term"), "4.2.2: a category has a term"
    for words in entry.findall(f"{ATOM}summary"):
        assert words.get("type", "text") in ("text", "html", "xhtml")
    assert MOMENT.fullmatch(_text(entry, "updated"))
    return {
        **{name: _text(entry, name) for name in ONCE_OF_AN_ENTRY},
        "link": _links(entry, {"alternate"})["alternate"],
    }


def _names(element: Element) -> set[str]:
    assert all(one.tag.startswith(ATOM) for one in element), "only elements of Atom"
    return {one.tag.removeprefix(ATOM) for one in element}


def _each_once(element: Element, names: tuple[str, ...]) -> None:
    for name in names:
        (found,) = element.findall(ATOM + name)
        assert found.text
        assert found.text == found.text.strip()
    assert urlsplit(_text(element, "id")).scheme, "4.2.6: an id is an IRI"


def _links(element: Element, wanted: set[str]) -> dict[str, str]:
    links = [(one.get("rel", "alternate"), one.get("href", "")) for one in element.findall(f"{ATOM}link")]
    assert all(urlsplit(href).scheme in ("http", "https") for _, href in links)
    assert max(Counter(rel for rel, _ in links).values()) == 1, "4.1.1: one alternate of a kind and language"
    assert wanted <= dict(links).keys()
    return dict(links)


def _text(element: Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def json_feed(document: bytes) -> list[dict[str, Any]]:
    """The entries of a JSON feed."""
    feed = json.loads(document)
    _typed(feed, JSON_FEED, ("version", "title", "items"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(author.keys() & {"name", "url", "avatar"} for author in feed["authors"]), (
        "an author has a name or the like"
    )
    for entry in feed["items"]:
        _typed(entry, JSON_ENTRY, ("id",))
        assert "content_text" in entry or "content_html" in entry
        for name in ("date_published", "date_modified"):
            assert name not in entry or MOMENT.fullmatch(entry[name])
        assert all(isinstance(tag, str) for tag in entry.get("tags", ()))
    ids = [entry["id"] for entry in feed["items"]]
    assert len(set(ids)) == len(ids)
    return list(feed["items"])


def _typed(found: dict[str, Any], known: Mapping[str, type], required: tuple[str, ...]) -> None:
    assert found.keys() >= set(required)
    own = {name: value for name, value in found.items() if not name.startswith("_")}
    assert own.keys() <= known.keys()
    for name, value in own.items():
        assert isinstance(value, known[name]), name
        if name.endswith("url") or name in ("icon", "image", "favicon"):
            assert urlsplit(str(value)).scheme in ("http", "https"), name


def sitemap(document: bytes, origin: str) -> Iterator[tuple[str, str]]:
    """The addresses of a sitemap, or of an index of sitemaps, each with its `lastmod` or nothing."""
    assert len(document) <= BYTES_MAX
    root = ElementTree.fromstring(document)  # noqa: S314 -- our own
    kind = {f"{SITEMAP}urlset": "url", f"{SITEMAP}sitemapindex": "sitemap"}[root.tag]
    assert 0 < len(root) <= URLS_MAX
    seen: set[str] = set()
    for one in root:
        assert one.tag == SITEMAP + kind
        names = [child.tag.removeprefix(SITEMAP) for child in one]
        assert names in (["loc"], ["loc", "lastmod"]), "in the order of the schema"
        address, lastmod = (one.findtext(SITEMAP + name) or "" for name in ("loc", "lastmod"))
        assert address.startswith(f"{origin}/")
        assert len(address) < 2_048
        assert address not in seen
        seen.add(address)
        assert "lastmod" not in names or LASTMOD.fullmatch(lastmod)
        yield address, lastmod
