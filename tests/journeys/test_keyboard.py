"""A visit is found and booked with the keyboard alone, and the eye can follow the focus."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.running import RunningShop, eventually
from tests.journeys.visitor import NAME, a_wish, confirmed, expect_title

pytestmark = pytest.mark.browser

MOST_TABS = 90
FOCUS = """() => { const it = document.activeElement, box = it.getBoundingClientRect();
  const outlined = looks => looks.outlineStyle !== "none" && parseFloat(looks.outlineWidth) > 0;
  const around = [it, it.closest("label"), it.closest("li"), it.closest("article")].filter(Boolean);
  const marked = around.some(each => ["", "::before", "::after"].some(part => {
    const looks = getComputedStyle(each, part);
    return outlined(looks) || looks.boxShadow !== "none" && each !== it; }));
  const parts = it.type === "date"; // the calendar's button in it is a stop of the browser's own, and so is its ring
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { name: it.getAttribute("name") || "", text: it.textContent.trim(), tag: it.tagName, seen,
    marked: marked || parts, value: it.value || "", href: it.getAttribute("href") || "" } }"""


def tab_to(page: Page, **wanted: str) -> None:
    """Press Tab until the focus is where it is wanted; it must be visible on every stop of the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS)
        assert now["marked"] or now["tag"] == "BODY", f"no visible focus on {now}"
        if not now["seen"] and now["tag"] != "BODY":  # the page may still be rolling to it
            eventually(lambda: page.evaluate(FOCUS)["seen"], f"the focus in sight, on {now}", 2)
        if all(text in now[name] for name, text in wanted.items()):
            return
    raise AssertionError(f"not reached within {MOST_TABS} stops: {wanted}")


def test_the_first_stop_of_every_page_leads_past_the_header(page: Page, shop: RunningShop) -> None:
    page.goto("/fr/")
    tab_to(page, text="Aller au contenu")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_visit_is_found_and_booked_with_the_keyboard_alone(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "eclair-studios", email, {"adult": 2}, "en")
    page.goto("/en/")
    tab_to(page, href="/en/visits/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/visits/")
    tab_to(page, tag="BUTTON", text="Filter")
    page.keyboard.press("Enter")
    tab_to(page, name="virtual")
    page.keyboard.press("Space")
    page.wait_for_url("**virtual=1")
    tab_to(page, href="/en/visits/eclair-studios/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/visits/eclair-studios/")
    tab_to(page, name="departure")
    arrow_to(page, wanted.departure)
    tab_to(page, name="count_adult")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    for name, text in (("name", NAME), ("email", email)):
        tab_to(page, name=name)
        page.keyboard.type(text)
    tab_to(page, name="accept")
    page.keyboard.press("Space")
    tab_to(page, tag="BUTTON", text="payment")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shop.stripe_url}/**")
    tab_to(page, value="pay")
    page.keyboard.press("Enter")
    confirmed(page, wanted)
    tab_to(page, tag="SUMMARY", text="Cancel")
    page.keyboard.press("Space")
    tab_to(page, tag="BUTTON", text="Cancel and get")
    page.keyboard.press("Enter")
    expect_title(page, "Booking cancelled")


def arrow_to(page: Page, departure: str) -> None:
    """The arrows go through the departures; those under “other dates” are opened first."""
    radio = page.locator(f'input[value="{departure}"]')
    if not radio.is_visible():
        tab_to(page, tag="SUMMARY")
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
    for _ in range(MOST_TABS):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not reach {departure}")
