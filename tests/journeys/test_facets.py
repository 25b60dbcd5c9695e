"""The list of offers is narrowed down: with the keyboard, on a phone, in two languages; the address holds the wish."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import NARROW, Tabs, overflow, violations
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.browser

LISTS = {"fr": "/fr/visites/", "en": "/en/visits/"}
BUTTON = ".c-finder__open"
CARDS = "#main .l-cards > li"
LANGUAGES = pytest.mark.parametrize("language", LISTS)


def count(page: Page) -> int:
    """The number that is announced."""
    found = re.match(r"\d+", page.locator("[data-finder] [role=status]").inner_text())
    assert found
    return int(found[0])


def narrowed(page: Page, query: str, language: str = "fr") -> int:
    page.goto(f"{LISTS[language]}?{query}")
    expect(page.locator("[data-finder] [role=status]")).to_have_text(re.compile(r"\d"))
    return count(page)


def module(page: Page, code: str, *values: Any) -> Any:
    """What the finder's own functions answer, in the browser."""
    page.goto("/fr/visites/")
    call = "async (values) => { const m = await import(document.querySelector('[data-finder]').dataset.finder); "
    return page.evaluate(call + f"return ({code})(m, ...values); }}", values)


@LANGUAGES
def test_a_wish_is_made_with_the_keyboard_and_the_count_is_told(page: Page, language: str) -> None:
    page.goto(LISTS[language])
    whole = page.locator(CARDS).count()
    page.locator(BUTTON).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#find-q")).to_be_focused()
    page.locator('[name="type"]').first.focus()  # past the dates, whose parts are stops of the browser's own
    tab_to(page, name="type", value="walk")
    page.keyboard.press("Space")
    page.wait_for_url("**?type=walk")
    expect(page.locator("[data-finder] [role=status]")).to_have_text(re.compile(r"^\d+ vis"))
    expect(page.locator(f"{CARDS}:not(:has(.c-card__type))")).to_have_count(0)
    expect(page.locator(CARDS)).to_have_count(min(24, count(page)))
    assert 0 < count(page) < 51
    tab_to(page, tag="BUTTON", text="Voir les visites" if language == "fr" else "Show the visits")
    page.keyboard.press("Enter")
    expect(page.locator("#offers")).to_be_focused()
    page.go_back()
    expect(page.locator(CARDS)).to_have_count(whole)


@LANGUAGES
def test_a_narrowed_list_has_no_fault_on_a_phone_in_light_and_dark(tabs: Tabs, language: str) -> None:
    page = tabs.open(viewport=NARROW)
    narrowed(page, "children=1&price=20&sort=price", language)
    page.locator(BUTTON).click()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
        assert overflow(page) == []


def test_where_nothing_suits_the_page_says_what_to_loosen(page: Page) -> None:
    assert narrowed(page, "type=cruise&virtual=1") == 0
    assert violations(page) == []
    ways = page.locator(".c-finder__none button")
    expect(ways).to_have_count(2)
    ways.first.click()
    expect(page.locator(".c-finder__none")).to_be_hidden()
    assert count(page) > 0


def test_facets_combine_and_a_reset_brings_the_list_back(page: Page) -> None:
    every, paid_walks = narrowed(page, "type=walk"), narrowed(page, "type=walk&access=wheelchair")
    assert 0 < paid_walks < every
    soon, later = narrowed(page, "to=2027-01-15"), narrowed(page, "to=2027-02-28")
    assert 0 < soon <= later
    page.locator(BUTTON).click()
    page.locator("[data-finder] button[type=reset]").click()
    page.wait_for_url("**/fr/visites/")
    expect(page.locator(".c-finder__active")).to_be_hidden()


def test_the_text_is_found_without_its_accents_elisions_and_plurals(page: Page) -> None:
    assert narrowed(page, "q=ecluses") == narrowed(page, "q=l%E2%80%99%C3%A9cluse") > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("l’Église", "eglises"), ("travaux d’Été", "ete"), ("Bateaux", "bateau"), ("murales", "mural"),
     ("cities", "city"), ("Straßen", "strasse"), ("œuvres", "oeuvre"), ("Führungen", "fuhrung")],
)  # fmt: skip
def test_words_that_differ_by_accent_elision_or_number_fold_alike(page: Page, one: str, other: str) -> None:
    first, second = module(page, "(m, one, other) => [m.fold(one), m.fold(other)]", one, other)
    assert set(second) <= set(first)


def test_a_weekend_is_that_of_the_day_or_the_next_one(page: Page) -> None:
    weekends = "(m, ...all) => all.map((day) => m.days('weekend', '', '', day))"
    found = module(page, weekends, "2027-01-04", "2027-01-09", "2027-01-10")
    assert found == [["2027-01-09", "2027-01-10"], ["2027-01-09", "2027-01-10"], ["2027-01-10", "2027-01-10"]]


def test_a_range_begins_today_at_the_earliest_and_may_be_open(page: Page) -> None:
    ranges = "(m, ...all) => all.map(([from, to]) => m.days('', from, to, '2027-01-04'))"
    found = module(page, ranges, ["2026-12-01", ""], ["", "2027-02-01"], ["", ""])
    assert found == [["2027-01-04", "9999-12-31"], ["2027-01-04", "2027-02-01"], None]
