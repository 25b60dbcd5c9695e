"""Every page of the site on a narrow phone: nothing sticks out, calls out, complains or leaves a cookie.

The French ones are those of every offer: there axe looks too.
"""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import NARROW, Tabs, overflow, violations
from tests.journeys.running import RunningShop, direct

pytestmark = pytest.mark.browser

LEAST_PAGES = {"fr": 90, "en": 85, "es": 65, "de": 65}
OFFER = re.compile(r"/fr/visites/(?!page/).")
ADDRESS = re.compile(r"<loc>http://[^/]+(/[^<]*)</loc>")


def pages_of(shop: RunningShop) -> list[str]:
    with direct.open(shop.url + "/sitemap.xml", timeout=10) as answer:
        return [*ADDRESS.findall(answer.read().decode()), "/"]


@pytest.mark.parametrize("language", LEAST_PAGES)
def test_every_page_fits_320_pixels_and_keeps_to_itself(tabs: Tabs, shop: RunningShop, language: str) -> None:
    page = tabs.open(viewport=NARROW)
    paths = [path for path in pages_of(shop) if path.startswith(f"/{language}/") or (language, path) == ("fr", "/")]
    assert len(paths) > LEAST_PAGES[language]
    found = []
    for path in paths:
        answer = page.goto(path, wait_until="load")
        assert answer
        assert answer.status == 200, path
        told = [*overflow(page), *(violations(page) if OFFER.match(path) else [])]
        found += [f"{path}: {what}" for what in told]
    assert not found, "\n".join(found)


def test_the_stand_ins_own_pages_keep_to_themselves(page: Page, shop: RunningShop) -> None:
    for path in ("/_dev/", "/_dev/inbox", "/_dev/stripe/"):
        page.goto(path)
        assert page.locator("h1").is_visible()


def test_no_page_keeps_anything_in_the_browser(page: Page, shop: RunningShop) -> None:
    for path in ("/fr/", "/fr/booking/murals"):
        page.goto(path)
        kept = "() => localStorage.length + sessionStorage.length + document.cookie.length"
        assert page.evaluate(kept) == 0
