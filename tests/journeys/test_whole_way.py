"""The whole way of a visitor from the home page to the booking: without script on a narrow phone, in every language;
and as far as it goes when no function answers."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, Route, expect

from tests.journeys.browsing import NARROW, Tabs, overflow
from tests.journeys.running import ROOT, RunningShop
from tests.journeys.visitor import a_wish, confirmed, fill, submit

pytestmark = pytest.mark.browser

OFFER, EVERYONE = "drancy-bobigny", {"everyone": 2}
FREE = {"fr": "/fr/gratuit/", "en": "/en/free/", "es": "/es/gratis/", "de": "/de/kostenlos/"}
VISITS = {"fr": "/fr/visites/", "en": "/en/visits/", "es": "/es/visitas/", "de": "/de/fuehrungen/"}
LEAST_SIGNS = 12
"""Shorter words of French may be words of another language too."""


@cache
def french_not(lang: str) -> frozenset[str]:
    """The shop's own French sentences that are said otherwise in a language."""
    files = [*ROOT.glob(f"theme/locale/{lang}/**/*.po"), *ROOT.glob(f"booking_fn/**/locale/{lang}/**/*.po")]
    found = set()
    for file in files:
        with Path(file).open("rb") as opened:
            pairs = [(one.id, one.string) for one in read_po(opened) if isinstance(one.id, str)]
        found |= {id for id, said in pairs if id != said and len(id) >= LEAST_SIGNS and "{" not in id and "%" not in id}
    return frozenset(found)


def is_in(page: Page, lang: str) -> None:
    """The page says that it is in the language, says nothing in French, and fits the screen."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    text = re.sub(r"\s+", " ", page.locator("body").inner_text())
    assert [words for words in french_not(lang) if words in text] == []
    assert overflow(page) == []


def test_french_words_are_known_to_whoever_looks_for_them() -> None:
    """The guard of the look above."""
    for lang in ("en", "es", "de"):
        assert "Voir toutes les visites" in french_not(lang)


@pytest.mark.parametrize("lang", FREE)
def test_without_script_on_a_narrow_phone_a_visit_is_found_by_plain_lists_and_booked(
    tabs: Tabs, shop: RunningShop, email: str, lang: str
) -> None:
    page = tabs.open(viewport=NARROW, java_script_enabled=False)
    wanted = a_wish(shop, OFFER, email, EVERYONE, lang)
    page.goto(f"/{lang}/")
    is_in(page, lang)
    page.locator(f'main a[href="{VISITS[lang]}"]').first.click()
    is_in(page, lang)
    page.locator(f'main a[href="{FREE[lang]}"]').click()
    is_in(page, lang)
    page.locator(f'main a[href="{offer_page(shop, page, lang)}"]').first.click()
    is_in(page, lang)
    fill(page, replace(wanted, email="nobody@nowhere"))
    submit(page)
    expect(page.locator("[data-errors] li")).to_have_count(1)
    is_in(page, lang)
    fill(page, wanted)
    submit(page)
    confirmed(page, wanted)
    is_in(page, lang)


def offer_page(shop: RunningShop, page: Page, lang: str) -> str:
    """The address of the offer, to which that of its form leads."""
    answer = page.request.get(f"/{lang}/booking/{OFFER}", max_redirects=0)
    assert answer.status in (302, 303)
    return answer.headers["location"].removeprefix(shop.url)


def test_with_no_function_answering_the_catalogue_is_read_and_searched(tabs: Tabs, shop: RunningShop) -> None:
    page = tabs.open()
    offer = offer_page(shop, page, "fr")
    page.route(re.compile(r"/\w\w/booking/|/webhooks/"), Route.abort)
    page.goto("/fr/")
    page.locator(f'main a[href="{VISITS["fr"]}"]:visible').first.click()
    page.locator('[name="q"]').first.fill("Bobigny")
    page.locator(f'main a[href="{offer}"]').first.click()
    expect(page.locator('input[name="departure"]').first).to_be_enabled()
    expect(page.locator("[data-seats]").first).to_have_text(re.compile(r"\d"))
