"""axe finds nothing on any kind of page: in each language, light, dark, in forced colours, wide and 320 pixels wide."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.journeys.browsing import DESKTOP, NARROW, overflow, violations
from tests.journeys.covering import covering, read_pages
from tests.journeys.running import RunningShop
from tests.journeys.visitor import (
    AWAITING,
    CANCELLED,
    EXPIRED,
    HELD,
    Wanted,
    a_wish,
    at_payment,
    book,
    book_to_payment,
    confirmed,
    expect_title,
    leave,
)

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
Colors = Literal["active", "none"]
Look = tuple[Scheme, ViewportSize, Colors]
LIGHT: Look = ("light", DESKTOP, "none")
DARK: Look = ("dark", DESKTOP, "none")
LIGHT_NARROW: Look = ("light", NARROW, "none")
DARK_NARROW: Look = ("dark", NARROW, "none")
FORCED: Look = ("dark", NARROW, "active")
LOOKS: dict[str, list[Look]] = {
    "fr": [LIGHT, DARK_NARROW], "en": [DARK], "es": [LIGHT_NARROW], "de": [FORCED, DARK_NARROW],
}  # fmt: skip
"""Languages differ in words alone, so each look is looked at in some: the narrow ones with the longest words."""
LANGUAGES = pytest.mark.parametrize("language", LOOKS)
STATED = pytest.mark.parametrize("language", ["fr", "en"])


def faults(page: Page, language: str) -> list[str]:
    """What axe and the ruler find on the page in sight, in each look."""
    found = []
    for scheme, size, forced in LOOKS[language]:
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        page.set_viewport_size(size)
        told = [*violations(page), *(f"sticks out: {each}" for each in overflow(page) if size is NARROW)]
        found += [f"{scheme}, {size['width']} px, forced colours {forced}: {each}" for each in told]
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size(DESKTOP)
    return found


def test_axe_sees_pale_words_a_missing_label_and_what_sticks_out(page: Page) -> None:
    """The guard of this file: the same look at a page with three faults put in finds them."""
    page.goto("/fr/conditions-generales/")
    page.evaluate("""() => {
        const words = document.querySelector("main p"), field = document.createElement("input");
        words.style.color = "#ddd"; words.style.width = "2000px"; words.after(field); }""")
    found = "\n".join(faults(page, "fr"))
    for fault in (
        "light, 1280 px, forced colours none: color-contrast",
        "dark, 320 px, .*: label",
        "320 px, .*: sticks out: P",
    ):
        assert re.search(fault, found), found


@LANGUAGES
def test_no_element_of_the_site_has_a_fault(page: Page, shop: RunningShop, language: str) -> None:
    """On the few pages that have every kind of element among them, and where there is none."""
    found = []
    for path in [*covering(read_pages(shop.state / "site", language)), f"/{language}/nothing-here/"]:
        page.goto(path)
        found += [f"{path}: {each}" for each in faults(page, language)]
    assert not found, "\n".join(found)


@LANGUAGES
def test_a_refused_form_has_no_fault(page: Page, shop: RunningShop, email: str, language: str) -> None:
    wanted = a_wish(shop, "murals", "nobody@nowhere", {}, language)
    book(page, shop, wanted)
    page.locator("[data-errors]").wait_for()
    found = faults(page, language)
    assert not found, "\n".join(found)


def held(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    book_to_payment(page, shop, wanted)
    leave(page)
    expect_title(page, HELD[wanted.language])


def awaiting(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay_later")
    expect_title(page, AWAITING[wanted.language])


def paid(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay")
    confirmed(page, wanted)
    page.locator("details.c-personal__cancel summary").click()


def cancelled(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    paid(page, shop, wanted)
    page.locator('form[action$="/cancel"] button').click()
    expect_title(page, CANCELLED[wanted.language])


def expired(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    held(page, shop, wanted)
    shop.move_clock(36)
    expect_title(page, EXPIRED[wanted.language])


def booked_twice(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    paid(page, shop, wanted)
    book(page, shop, wanted)
    expect_title(page, "déjà", "already")


STATES: dict[str, Callable[[Page, RunningShop, Wanted], None]] = {
    each.__name__: each for each in (held, awaiting, paid, cancelled, expired, booked_twice)
}


@STATED
@pytest.mark.parametrize("state", STATES)
def test_the_page_of_a_booking_has_no_fault_in_any_state(
    page: Page, shop: RunningShop, email: str, state: str, language: str
) -> None:
    STATES[state](page, shop, a_wish(shop, "fort-issy-networks", email, language=language))
    found = faults(page, language)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["es", "de"])
def test_a_booking_has_no_fault_from_its_first_page_to_its_last(
    page: Page, shop: RunningShop, email: str, language: str
) -> None:
    wanted = a_wish(shop, "fort-issy-networks", email, language=language)
    held(page, shop, wanted)
    found = faults(page, language)
    page.locator('form[action$="/pay"] button').click()
    at_payment(page, "pay")
    confirmed(page, wanted)
    page.locator("details.c-personal__cancel summary").click()
    found += faults(page, language)
    page.locator('form[action$="/cancel"] button').click()
    expect_title(page, CANCELLED[language])
    found += faults(page, language)
    assert not found, "\n".join(found)


@STATED
def test_the_payment_page_of_the_stand_in_has_no_fault(
    page: Page, shop: RunningShop, email: str, language: str
) -> None:
    book_to_payment(page, shop, a_wish(shop, "murals", email, language=language))
    found = faults(page, language)
    assert not found, "\n".join(found)
