"""The list of offers is narrowed down: with the keyboard, on a phone, in two languages; the address holds the wish."""

import json
import re
from typing import Any, Literal

import pytest
from catalogue.pages.folding import fold
from playwright.sync_api import Page, Route, expect

from tests.journeys.browsing import NARROW, PHONE, Tabs, overflow, violations
from tests.journeys.running import RunningShop, direct
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
    expect(page.locator("#finder")).to_be_visible()
    page.locator('[name="type"]').first.focus()  # past the dates, whose parts are stops of the browser's own
    tab_to(page, name="type", value="walk")
    page.keyboard.press("Space")
    page.wait_for_url("**?type=walk")
    expect(page.locator("[data-finder] [role=status]")).to_have_text(re.compile(r"^\d+ vis"))
    expect(page.locator(f"{CARDS}:not(:has(.c-card__type))")).to_have_count(0)
    expect(page.locator(CARDS)).to_have_count(min(24, count(page)))
    assert 0 < count(page) < 51
    tab_to(page, tag="BUTTON", text="Voir" if language == "fr" else "Show")
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
    page.locator("#finder [type=reset]").click()
    page.wait_for_url("**/fr/visites/")
    expect(page.locator(".c-finder__active")).to_be_hidden()


def test_the_text_is_found_without_its_accents_elisions_and_plurals(page: Page) -> None:
    assert narrowed(page, "q=ecluses") == narrowed(page, "q=l%E2%80%99%C3%A9cluse") > 0


def test_the_browser_folds_words_as_the_build_does(page: Page, shop: RunningShop) -> None:
    texts = ["l’Église", "aujourd’hui", "Œuvres d’Été", "Straßen", "Führungen", "niños 2026", "C’est où ?", "x_y-z"]
    for lang in ("fr", "en", "es", "de"):
        offers = json.loads(direct.open(f"{shop.url}/{lang}/search.json").read())["offers"]
        texts += [f"{one['title']} {one['summary']}" for one in offers]
    assert module(page, "(m, ...texts) => texts.map(m.fold)", *texts) == [fold(text) for text in texts]


def test_cards_are_those_of_the_lists_pages_letter_by_letter(page: Page) -> None:
    same = """async () => {
      const of = async (path) => new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
      const pages = await Promise.all(["", "page/2/", "page/3/"].map((way) => of(`/fr/visites/${way}`)));
      const shown = pages.flatMap((one) => [...one.querySelectorAll(".l-cards .c-card")]);
      const { cards_of } = await import(document.querySelector("[data-finder]").dataset.finder);
      const cards = cards_of(await (await fetch("/fr/cards-0.json")).json());
      const plain = (html) => html.replace(/ (loading|decoding|fetchpriority)="\\w+"/g, "");
      return [shown.length, cards.length, shown.filter((one, at) => plain(one.outerHTML) !== plain(cards[at])).length];
    }"""
    page.goto("/fr/visites/")
    shown, cards, others = page.evaluate(same)
    assert (shown, others) == (cards, 0)
    assert shown > 50


def test_offers_near_a_visitor_come_first_and_nothing_is_told_of_where(tabs: Tabs) -> None:
    here = {"latitude": 48.8930, "longitude": 2.4030}
    page = tabs.open(viewport=PHONE, geolocation=here, permissions=["geolocation"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto("/fr/visites/")
    page.locator("[data-way=near]").click()
    expect(page.locator(".c-finder__far").first).to_have_text(re.compile("^à [0-9],[0-9]"))
    expect(page.locator(CARDS).first).to_contain_text("Pantin")
    assert not [address for address in asked if "48.8" in address or "2.40" in address]
    assert violations(page) == []


def test_where_no_position_is_told_other_ways_are(tabs: Tabs) -> None:
    page = tabs.open()
    page.goto("/en/visits/")
    page.locator("[data-way=near]").click()
    expect(page.locator(".c-finder__nowhere")).to_be_visible()
    assert violations(page) == []


def test_a_build_that_comes_meanwhile_is_read_anew(page: Page) -> None:
    kept: list[str] = []

    def former(route: Route) -> None:
        answer = route.fetch()
        kept.append(route.request.url)
        route.fulfill(response=answer, json=answer.json() | {"v": "former"})

    page.route("**/cards-0.json?*", former, times=1)
    assert narrowed(page, "type=walk") > 0
    expect(page.locator(f"{CARDS}:not(:has(.c-card__type))")).to_have_count(0)
    assert len(kept) == 1
    expect(page.locator("[data-finder] [role=alert]")).to_be_hidden()


def test_the_home_page_counts_what_is_wished_for_and_leads_there(page: Page) -> None:
    page.goto("/fr/")
    page.locator("#seek-where").select_option("val-de-marne")
    button = page.locator(".c-seek [type=submit]")
    expect(button).to_have_text(re.compile("Voir [1-9]"))
    said = re.findall(r"[0-9]+", button.inner_text())
    button.click()
    page.wait_for_url("**/fr/visites/?territory=val-de-marne")
    expect(page.locator("#offers")).to_have_text(re.compile(f"^{said[0]} "))


def test_a_page_is_suggested_in_the_language_that_is_liked_and_no_further(tabs: Tabs) -> None:
    page = tabs.open(locale="de-DE")
    page.goto("/fr/visites/")
    note = page.locator(".c-also")
    expect(note).to_have_attribute("lang", "de")
    assert violations(page) == []
    note.locator("button").click()
    expect(note).to_have_count(0)
    page.goto("/en/")
    expect(page.locator("h1")).to_be_visible()
    expect(note).to_have_count(0)


def test_a_weekend_is_that_of_the_day_or_the_next_one(page: Page) -> None:
    weekends = "(m, ...all) => all.map((day) => m.days('weekend', '', '', day))"
    found = module(page, weekends, "2027-01-04", "2027-01-09", "2027-01-10")
    assert found == [["2027-01-09", "2027-01-10"], ["2027-01-09", "2027-01-10"], ["2027-01-10", "2027-01-10"]]


def test_a_range_begins_today_at_the_earliest_and_may_be_open(page: Page) -> None:
    ranges = "(m, ...all) => all.map(([from, to]) => m.days('', from, to, '2027-01-04'))"
    found = module(page, ranges, ["2026-12-01", ""], ["", "2027-02-01"], ["", ""])
    assert found == [["2027-01-04", "9999-12-31"], ["2027-01-04", "2027-02-01"], None]
