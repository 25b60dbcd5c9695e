"""What programs follow is read by two readers each, on the sample and on the real site: both find the same."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import feedparser
import pytest
from catalogue.pages import sitemap

from . import feed_rules
from .building import ORIGIN, Run

ADDRESS = re.compile(rb"<loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?")


def found(sites: tuple[Run, ...], name: str) -> list[Path]:
    files = [file for site in sites for file in sorted(site.output.rglob(name))]
    assert len(files) >= 2
    return files


def test_both_readers_of_atom_find_the_same_entries(sample: Run, real: Run) -> None:
    for file in found((sample, real), "feed.xml"):
        strictly = feed_rules.atom(file.read_bytes())
        loosely = feedparser.parse(file.read_bytes())
        assert not loosely.bozo
        assert strictly
        assert [(one["id"], one["title"], one["updated"], one["link"]) for one in strictly] == [
            (one.id, one.title, one.updated, one.link) for one in loosely.entries
        ]


def test_the_json_feed_tells_the_same_as_atom(sample: Run, real: Run) -> None:
    for file in found((sample, real), "feed.json"):
        told = feed_rules.json_feed(file.read_bytes())
        others = feed_rules.atom(file.with_name("feed.xml").read_bytes())
        assert [(one["id"], one["title"], one["date_modified"], one["url"]) for one in told] == [
            (one["id"], one["title"], one["updated"], one["link"]) for one in others
        ]


def test_both_readers_of_the_sitemap_find_the_same_addresses(sample: Run, real: Run) -> None:
    for site in (sample, real):
        document = (site.output / "sitemap.xml").read_bytes()
        strictly = list(feed_rules.sitemap(document, ORIGIN))
        loosely = [(unescape(one[1].decode()), (one[2] or b"").decode()) for one in ADDRESS.finditer(document)]
        assert strictly == loosely
        assert len(strictly) > 20


def test_the_sitemap_says_when_words_changed_where_that_is_known_and_never_the_day_of_the_build() -> None:
    told = sitemap.lines(ORIGIN, [("/fr/a&b/", 1_800_000_000), ("/fr/", 0)])
    (document,) = sitemap.sitemaps(ORIGIN, told).values()
    assert list(feed_rules.sitemap(document, ORIGIN)) == [
        (f"{ORIGIN}/fr/a&b/", "2027-01-15T08:00:00Z"),
        (f"{ORIGIN}/fr/", ""),
    ]


def test_each_part_of_a_big_sitemap_is_one_by_itself() -> None:
    many = [(f"/fr/{rank}/", 0) for rank in range(sitemap.URLS_MAX + 1)]
    files = sitemap.sitemaps(ORIGIN, sitemap.lines(ORIGIN, many))
    parts = {name: list(feed_rules.sitemap(document, ORIGIN)) for name, document in files.items()}
    assert [len(parts[name]) for name in sorted(parts)] == [sitemap.URLS_MAX, 1, 2]
    assert [address for address, _ in parts["sitemap.xml"]] == [f"{ORIGIN}/sitemap-1.xml", f"{ORIGIN}/sitemap-2.xml"]


Break = Callable[[bytes], bytes]
ATOM_BREAKS: dict[str, Break] = {
    "an entry without an id": lambda feed: re.sub(
        rb"(<entry>.*?)<id>[^<]*</id>", rb"\1", feed, count=1, flags=re.DOTALL
    ),
    "a time without a zone": lambda feed: re.sub(
        rb"(<entry>.*?<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[^<]*", rb"\1", feed, count=1, flags=re.DOTALL
    ),
    "a link that is not absolute": lambda feed: feed.replace(f'href="{ORIGIN}'.encode(), b'href="'),
    "an element of something else": lambda feed: feed.replace(b"<entry>", b'<entry><x xmlns="urn:x"/>', 1),
    "two entries of one id": lambda feed: re.sub(rb"(<entry>.*?</entry>)", rb"\1\1", feed, count=1, flags=re.DOTALL),
    "a feed without a language": lambda feed: re.sub(rb' xml:lang="[a-z]+"', b"", feed, count=1),
}
JSON_BREAKS: dict[str, Break] = {
    "another version": lambda feed: feed.replace(b"version/1.1", b"version/1"),
    "an id that is a number": lambda feed: re.sub(rb'"id": "[^"]*"', b'"id": 7', feed, count=1),
    "an entry without words": lambda feed: feed.replace(b'"content_text"', b'"_content"', 1),
    "a field that nobody knows": lambda feed: feed.replace(b'"content_text"', b'"content"', 1),
    "a time without a zone": lambda feed: re.sub(rb'("date_modified": "[0-9T:-]{19})[^"]*', rb"\1", feed, count=1),
}
SITEMAP_BREAKS: dict[str, Break] = {
    "an address of another origin": lambda found: found.replace(ORIGIN.encode(), b"https://example.org", 1),
    "an address told twice": lambda found: re.sub(rb"(<url>.*?</url>)", rb"\1\1", found, count=1),
    "a day that is none": lambda found: found.replace(b"</loc>", b"</loc><lastmod>yesterday</lastmod>", 1),
    "a date before the address": lambda found: found.replace(b"<loc>", b"<lastmod>2027-01-01</lastmod><loc>", 1),
}


@pytest.mark.parametrize("fault", ATOM_BREAKS)
def test_a_broken_feed_is_found(sample: Run, fault: str) -> None:
    feed = (sample.output / "fr" / "feed.xml").read_bytes()
    is_refused(feed_rules.atom, feed, ATOM_BREAKS[fault])


@pytest.mark.parametrize("fault", JSON_BREAKS)
def test_a_broken_json_feed_is_found(sample: Run, fault: str) -> None:
    feed = (sample.output / "fr" / "feed.json").read_bytes()
    is_refused(feed_rules.json_feed, feed, JSON_BREAKS[fault])


@pytest.mark.parametrize("fault", SITEMAP_BREAKS)
def test_a_broken_sitemap_is_found(sample: Run, fault: str) -> None:
    document = (sample.output / "sitemap.xml").read_bytes()
    is_refused(lambda found: list(feed_rules.sitemap(found, ORIGIN)), document, SITEMAP_BREAKS[fault])


def is_refused(read: Callable[[bytes], object], document: bytes, change: Break) -> None:
    read(document)
    broken = change(document)
    assert broken != document
    with pytest.raises((AssertionError, ValueError)):
        read(broken)
