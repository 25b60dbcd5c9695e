"""axe finds nothing on any kind of page: in each language, light and dark, desktop and 320 pixels wide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import DESKTOP, NARROW, overflow, violations
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

LOOKS = {
    "fr": [("light", DESKTOP), ("dark", DESKTOP), ("light", NARROW), ("dark", NARROW)],
    "en": [("light", DESKTOP), ("dark", NARROW)],
    "es": [("dark", DESKTOP), ("light", NARROW)],
    "de": [("light", NARROW), ("dark", NARROW)],
}
"""Languages differ in words alone: two looks are enough for the others, the narrow ones for the longest words."""
KINDS = {
    "home": {"fr": "", "en": "", "es": "", "de": ""},
    "list": {"fr": "visites/", "en": "visits/", "es": "visitas/", "de": "fuehrungen/"},
    "paid offer": dict.fromkeys(LOOKS, "booking/murals"),
    "free offer": dict.fromkeys(LOOKS, "booking/suresnes-garden-city"),
    "virtual offer": dict.fromkeys(LOOKS, "booking/eclair-studios"),
    "theme": {"fr": "themes/cinema/", "en": "themes/cinema/", "es": "temas/cine/", "de": "themen/kino/"},
    "territory": {"fr": "territoires/paris/", "en": "areas/paris/", "es": "territorios/paris/", "de": "gebiete/paris/"},
    "partner": {
        "fr": "partenaires/ateliers-du-mur/", "en": "partners/ateliers-du-mur/", "es": "colaboradores/ateliers-du-mur/",
        "de": "partner/ateliers-du-mur/",
    },
    "terms": {"fr": "conditions-generales/", "en": "terms-of-sale/", "es": "condiciones-generales/", "de": "agb/"},
    "statement": {"fr": "accessibilite/", "en": "accessibility/", "es": "accesibilidad/", "de": "barrierefreiheit/"},
    "not found": dict.fromkeys(LOOKS, "nothing-here/"),
}
"""Addresses after the language; a booking address leads to its offer."""
LANGUAGES = pytest.mark.parametrize("language", LOOKS)
STATED = pytest.mark.parametrize("language", ["fr", "en"])


def faults(page: Page, language: str) -> list[str]:
    """What axe and the ruler find on the page in sight, in each look."""
    found = []
    for scheme, size in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        told = [*violations(page), *(f"sticks out: {each}" for each in overflow(page) if size is NARROW)]
        found += [f"{scheme}, {size['width']} px: {each}" for each in told]
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    return found


def test_axe_sees_pale_words_a_missing_label_and_what_sticks_out(page: Page) -> None:
    """The guard of this file: the same look at a page with three faults put in finds them."""
    page.goto("/fr/conditions-generales/")
    page.evaluate("""() => {
        const words = document.querySelector("main p"), field = document.createElement("input");
        words.style.color = "#ddd"; words.style.width = "2000px"; words.after(field); }""")
    found = "\n".join(faults(page, "fr"))
    for fault in ("light, 1280 px: color-contrast", "dark, 320 px: label", "light, 320 px: sticks out: P."):
        assert fault in found


@LANGUAGES
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_the_site_has_no_fault(page: Page, kind: str, language: str) -> None:
    page.goto(f"/{language}/{KINDS[kind][language]}")
    found = faults(page, language)
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
