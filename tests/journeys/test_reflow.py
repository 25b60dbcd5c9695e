"""Text keeps its place: at 320 pixels, with more space between letters and lines, at twice the size, without colours.

WCAG 1.4.4, 1.4.10, 1.4.12 and 2.4.11; the languages by turns, for only their words differ.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.browsing import DESKTOP, NARROW, PHONE, Tabs, overflow
from tests.journeys.running import RunningShop
from tests.journeys.visitor import HELD, a_wish, book, book_to_payment, expect_title, leave

pytestmark = pytest.mark.browser

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } "
SPACED += "p { margin-bottom: 2em !important }"
"""The values of WCAG 1.4.12."""
TWICE = "html { font-size: 200% !important }"
RULES = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet]; }"""
WAYS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "narrow": ("", {"viewport": NARROW}),
    "spaced": (SPACED, {"viewport": NARROW}),
    "twice as large": (TWICE, {"viewport": DESKTOP}),
    "in the system's colours": ("", {"viewport": PHONE, "forced_colors": "active"}),
}
"""What a visitor sets for himself: rules of his own, and how the browser is set."""

# Boxes that cut their text off, and texts of different blocks that lie on each other.
UNREADABLE = """() => {
  const skipped = ".u-hidden, .c-skip, [aria-hidden], .c-bar, noscript, script, style";
  const shown = each => !each.closest(skipped) && each.checkVisibility({ visibilityProperty: true });
  const say = each => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`;
  const own = each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const texts = [...document.querySelectorAll("body *")].filter(each => own(each) && shown(each));
  const cut = texts.filter(each => {
    for (let box = each; box !== document.body; box = box.parentElement) {
      const looks = getComputedStyle(box);
      if (looks.display === "inline" || looks.overflowX === "visible" || looks.overflowX === "auto") continue;
      const around = box.getBoundingClientRect(), inside = each.getBoundingClientRect();
      if (inside.right > around.right + 2 || inside.bottom > around.bottom + 2) return true;
      const hidden = Math.max(box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight);
      if (box === each && hidden > 2) return true;
    }
    return false;
  });
  const lines = texts.flatMap(each => [...each.childNodes].filter(node => node.nodeType === 3 && node.data.trim())
    .flatMap(node => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({ each, left, right,
        top: top + (bottom - top) / 4, bottom: bottom - (bottom - top) / 4 }));
    }));
  lines.sort((one, other) => one.top - other.top);
  const over = lines.flatMap((one, at) => {
    const found = [];
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      const apart = other.left > one.right - 2 || other.right < one.left + 2;
      if (!apart && one.each !== other.each) found.push([one.each, other.each]);
    }
    return found;
  });
  return [...cut.map(each => `cut off: ${say(each)}`), ...over.map(two => `one over the other: ${two.map(say)}`)];
}"""

# The bar's own button and the page as a whole cannot lie under it.
COVERED = """() => {
  const bar = document.querySelector(".c-bar").getBoundingClientRect(), it = document.activeElement;
  const box = it.getBoundingClientRect();
  const beside = it === document.body || it.closest(".c-bar") || box.bottom <= bar.top + 1 || box.top >= bar.bottom - 1;
  return { end: it === document.body, covered: beside ? "" : it.outerHTML.slice(0, 120) };
}"""


def unreadable(page: Page) -> list[str]:
    """What the eye cannot read of the page in sight."""
    page.evaluate("document.fonts.ready")
    return [*page.evaluate(UNREADABLE), *(f"sticks out: {each}" for each in overflow(page))]


def home(page: Page, shop: RunningShop, email: str) -> None:
    page.goto("/fr/")


def offers(page: Page, shop: RunningShop, email: str) -> None:
    page.goto("/en/visits/")


def offer(page: Page, shop: RunningShop, email: str) -> None:
    page.goto("/de/booking/pantin-casting")
    page.locator(".c-choice__more summary").click()


def virtual(page: Page, shop: RunningShop, email: str) -> None:
    page.goto("/es/booking/eclair-studios")


def refused(page: Page, shop: RunningShop, email: str) -> None:
    book(page, shop, a_wish(shop, "murals", "nobody@nowhere", {}, "es"))
    page.locator("[data-errors]").wait_for()


def held(page: Page, shop: RunningShop, email: str) -> None:
    book_to_payment(page, shop, a_wish(shop, "fort-issy-networks", email, language="de"))
    leave(page)
    expect_title(page, HELD["de"])


PAGES = {each.__name__: each for each in (home, offers, offer, virtual, refused, held)}


@pytest.mark.parametrize("name", PAGES)
def test_text_keeps_its_place_however_a_visitor_sets_it(tabs: Tabs, shop: RunningShop, email: str, name: str) -> None:
    page = tabs.open()
    PAGES[name](page, shop, email)
    found = []
    for way, (rules, options) in WAYS.items():
        page.set_viewport_size(options["viewport"])
        page.emulate_media(forced_colors=options.get("forced_colors", "none"))
        page.evaluate(RULES, rules)
        found += [f"{way}: {each}" for each in unreadable(page)]
    assert not found, "\n".join(found)


def test_text_that_is_cut_off_or_covered_is_found(tabs: Tabs, shop: RunningShop) -> None:
    """The guard of this file: the same look at a page with three faults put in finds them."""
    page = tabs.open(viewport=NARROW)
    page.goto("/fr/conditions-generales/")
    assert unreadable(page) == []
    page.evaluate("""() => {
      const [cut, wide, over] = document.querySelectorAll("main p, main li");
      cut.style.cssText = "overflow: hidden; block-size: 1em"; wide.style.inlineSize = "2000px";
      over.style.marginBlockStart = "-3em"; }""")
    found = "\n".join(unreadable(page))
    for fault in ("cut off: P.", "sticks out: P.", "one over the other: "):
        assert fault in found


def test_nothing_moves_for_whoever_wants_it_still(tabs: Tabs, shop: RunningShop) -> None:
    page = tabs.open(reduced_motion="reduce")
    page.goto("/fr/booking/murals")
    moving = """() => [...document.querySelectorAll("*")].filter(each => { const looks = getComputedStyle(each);
      return looks.scrollBehavior === "smooth" || looks.animationName !== "none"
        || looks.transitionDuration.split(",").some(time => parseFloat(time) > 0); }).map(each => each.className)"""
    assert page.evaluate(moving) == []


def test_what_has_the_focus_is_never_under_the_bar_of_a_phone(tabs: Tabs, shop: RunningShop) -> None:
    page = tabs.open(viewport=PHONE, reduced_motion="reduce")
    page.goto("/fr/booking/murals")
    page.locator(".c-bar").wait_for()
    stops, seen = 0, {"end": False}
    while not seen["end"] or stops == 0:
        page.keyboard.press("Tab")
        seen = page.evaluate(COVERED)
        assert not seen["covered"]
        stops += 1
        assert stops < 120
    assert stops > 30
    page.locator("#book").scroll_into_view_if_needed()
    page.locator('[name="name"]').focus()
    assert page.evaluate("document.querySelector('.c-bar').getBoundingClientRect().bottom < 0")
