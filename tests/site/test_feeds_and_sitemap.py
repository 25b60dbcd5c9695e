"""The sitemap, robots.txt and the feeds of the built sample."""

import json
from collections.abc import Mapping
from datetime import datetime
from xml.etree import ElementTree

import feedparser
import pytest
from catalogue.pages import sitemap

from .building import ORIGIN, Run
from .reading import Page, local

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(document: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(document).findall("*/s:loc", NAMESPACE)]  # noqa: S314


def test_the_sitemap_lists_every_indexable_page_once(sample: Run, pages: Mapping[str, Page]) -> None:
    found = locations((sample.output / "sitemap.xml").read_bytes())
    assert sorted(found) == sorted(ORIGIN + url for url, page in pages.items() if not page.noindex)


def test_languages_are_told_in_heads_alone(sample: Run) -> None:
    assert "hreflang" not in (sample.output / "sitemap.xml").read_text()


def test_robots_may_read_all_and_are_shown_the_sitemap(sample: Run) -> None:
    assert (sample.output / "robots.txt").read_text() == f"User-agent: *\nAllow: /\nSitemap: {ORIGIN}/sitemap.xml\n"


def test_a_sitemap_over_the_limit_becomes_an_index_of_parts() -> None:
    paths = [f"/fr/{rank}/" for rank in range(sitemap.URLS_MAX + 1)]
    files = sitemap.sitemaps(ORIGIN, sitemap.lines(ORIGIN, [(path, 0) for path in paths]))
    assert locations(files["sitemap.xml"]) == [f"{ORIGIN}/sitemap-1.xml", f"{ORIGIN}/sitemap-2.xml"]
    assert [*locations(files["sitemap-1.xml"]), *locations(files["sitemap-2.xml"])] == [ORIGIN + path for path in paths]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_language_has_a_feed_that_parses(sample: Run, pages: Mapping[str, Page], lang: str) -> None:
    feed = feedparser.parse((sample.output / lang / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.language == lang
    assert feed.feed.links[0].href == f"{ORIGIN}/{lang}/"
    assert len(feed.entries) == 2
    for entry in feed.entries:
        assert pages[local(entry.link)].lang == lang
        assert entry.author == "Rives & Cie"
        assert entry.updated.startswith("2027-03-01T00:00:00")


def test_the_feed_keeps_signs_of_html_as_words(sample: Run) -> None:
    feed = feedparser.parse((sample.output / "fr" / "feed.xml").read_bytes())
    assert "Les quais <& leurs échos>" in {entry.title for entry in feed.entries}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_language_s_json_feed_keeps_the_rules_of_its_version(sample: Run, lang: str) -> None:
    feed = json.loads((sample.output / lang / "feed.json").read_bytes())
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", lang)
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{ORIGIN}/{lang}/", f"{ORIGIN}/{lang}/feed.json")
    assert feed.keys() >= {"title", "items", "authors"}
    for entry in feed["items"]:
        assert isinstance(entry["id"], str)
        assert entry["content_text"] or entry["content_html"]
        assert datetime.fromisoformat(entry["date_modified"]).tzinfo
        assert all(isinstance(tag, str) for tag in entry["tags"])
        assert all(author["name"] for author in entry["authors"])
    assert len({entry["id"] for entry in feed["items"]}) == len(feed["items"]) == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_both_feeds_of_a_language_tell_the_same_in_the_same_order(sample: Run, lang: str) -> None:
    atom = feedparser.parse((sample.output / lang / "feed.xml").read_bytes())
    other = json.loads((sample.output / lang / "feed.json").read_bytes())
    assert [(one.id, one.link, one.title, [tag.term for tag in one.tags]) for one in atom.entries] == [
        (one["id"], one["url"], one["title"], one["tags"]) for one in other["items"]
    ]


def test_every_page_of_a_language_leads_to_its_feeds(pages: Mapping[str, Page]) -> None:
    for page in pages.values():
        for kind, name in (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json")):
            assert page.one("link", type=kind).get("href") == f"/{page.lang}/{name}"
