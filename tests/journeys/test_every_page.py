"""The site on a narrow phone: nothing sticks out, calls out, complains or leaves a cookie, and every page answers.

Looked at in the browser are the pages where an element has its longest words: where those fit, the others do.
"""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import NARROW, Tabs, overflow
from tests.journeys.covering import covering, kinds, read_pages, with_longest_words
from tests.journeys.running import RunningShop, direct

pytestmark = pytest.mark.browser

LEAST_PAGES = {"fr": 90, "en": 85, "es": 65, "de": 65}
ADDRESS = re.compile(r"<loc>http://[^/]+(/[^<]*)</loc>")


def test_every_address_of_the_sitemap_answers(shop: RunningShop) -> None:
    with direct.open(shop.url + "/sitemap.xml", timeout=10) as answer:
        paths = ADDRESS.findall(answer.read().decode())
    assert len(paths) > sum(LEAST_PAGES.values())
    for path in ["/", *paths]:
        with direct.open(shop.url + path, timeout=10) as answer:
            assert answer.status == 200, path


@pytest.mark.parametrize("language", LEAST_PAGES)
def test_the_longest_words_of_every_element_fit_320_pixels_and_pages_keep_to_themselves(
    tabs: Tabs, shop: RunningShop, language: str
) -> None:
    page = tabs.open(viewport=NARROW)
    pages = read_pages(shop.state / "site", language)
    assert len(pages) > LEAST_PAGES[language]
    found = []
    for path in [*with_longest_words(pages), "/"]:
        page.goto(path, wait_until="load")
        found += [f"{path}: {what}" for what in overflow(page)]
    assert not found, "\n".join(found)


def test_pages_are_chosen_by_what_stands_on_them_alone() -> None:
    """The guard of the choice: a lone element, a longer word and a longer text each bring their page."""
    plain = '<head><title class="x">no</title><body><p class="b a">two words</p><a href="/1">one</a>'
    pages = {
        "/plain/": kinds(plain),
        "/same/": kinds('<body><a href="/2">two</a><p class="a b">two worms</p>'),
        "/word/": kinds('<body><p class="a b">onelongword</p>'),
        "/text/": kinds('<body><p class="a b">three words or so</p>'),
        "/lone/": kinds('<body><input disabled value="1">'),
    }
    assert covering(pages) == ["/plain/", "/lone/"]
    assert with_longest_words(pages) == ["/lone/", "/plain/", "/text/", "/word/"]


def test_the_stand_ins_own_pages_keep_to_themselves(page: Page, shop: RunningShop) -> None:
    for path in ("/_dev/", "/_dev/inbox", "/_dev/stripe/"):
        page.goto(path)
        assert page.locator("h1").is_visible()


def test_no_page_keeps_anything_in_the_browser(page: Page, shop: RunningShop) -> None:
    for path in ("/fr/", "/fr/booking/murals"):
        page.goto(path)
        kept = "() => localStorage.length + sessionStorage.length + document.cookie.length"
        assert page.evaluate(kept) == 0
