"""How soon a page answers to a finger: scripted taps and keys on a phone whose processor is four times slower."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize

SLOWER = 4
PHONE: ViewportSize = {"width": 390, "height": 844}
PAUSE_MS = 400
"""Between two acts, as with a person; what one begins is over, or the next would wait for it."""
OBSERVE = """() => { window.heard = []; new PerformanceObserver(list => { for (const one of list.getEntries())
  if (one.interactionId) window.heard.push([one.name, one.duration, one.target?.outerHTML.slice(0, 80) || ""]); })
  .observe({ type: "event", durationThreshold: 16, buffered: true }); }"""
"""Event Timing API (W3C): times of 16 ms and more, in steps of 8."""


@dataclass(frozen=True)
class Answered:
    """The slowest answer to one of several acts; below 16 ms the browser tells nothing and 16 is said."""

    acts: int
    slowest_ms: float
    what: str
    cookies: int


def clicked(browser: Browser, url: str, acts: Callable[[Page], int]) -> Answered:
    """Open a page and act on it. The cookies are those that are there at the end."""
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, locale="fr-FR", ignore_https_errors=True
    )
    context.add_init_script(f"({OBSERVE})()")
    page = context.new_page()
    page.goto(url)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    done = acts(page)
    page.wait_for_timeout(2 * PAUSE_MS)
    heard = page.evaluate("window.heard")
    slowest: list[Any] = max(heard, key=lambda one: float(one[1]), default=["", 16, ""])
    found = Answered(done, slowest[1], f"{slowest[0]} {slowest[2]}".strip(), len(context.cookies()))
    context.close()
    return found


def on_the_list(page: Page) -> int:
    """Open the finder, tick what it offers, type, take it back."""
    done = press(page, page.locator(".c-finder__open"))
    page.locator('[name="type"]').first.wait_for()
    for name in ("type", "theme", "territory", "price", "access", "children"):
        boxes = page.locator(f'#finder [name="{name}"]:is([type=checkbox], [type=radio])')
        for number in range(min(2, boxes.count())):
            done += press(page, boxes.nth(number), force=True)
    done += press(page, page.locator("#finder [data-way=close]"))
    field = page.locator('[data-finder] [name="q"]')
    for sign in "canal":
        field.press(sign)
        page.wait_for_timeout(PAUSE_MS)
        done += 1
    done += press(page, page.locator(".c-finder__open"))
    return done + press(page, page.locator("#finder [type=reset]"))


def on_the_offer(page: Page) -> int:
    """Choose departures, count places up and down, open what opens."""
    done = sum(press(page, each, force=True) for each in some(page, 'input[name="departure"]:enabled'))
    done += sum(press(page, each) for each in some(page, '[data-step="1"]:enabled'))
    done += sum(press(page, each) for each in some(page, '[data-step="-1"]:enabled'))
    return done + sum(press(page, each) for each in some(page, "main summary"))


def on_any_page(page: Page) -> int:
    """Open and close whatever opens, press every button that leads nowhere."""
    openers = some(page, "summary, main button[type=button]")
    return sum(press(page, each) for each in openers)


def some(page: Page, selector: str, most: int = 4) -> list[Locator]:
    """The first that are to be seen."""
    return [each for each in page.locator(selector).all() if each.is_visible()][:most]


def press(page: Page, target: Locator, *, force: bool = False) -> int:
    """One tap and a pause. Gives 1, or 0 where there is nothing to press any more."""
    if not target.count() or not (target.is_visible() or force):
        return 0
    target.scroll_into_view_if_needed()
    target.tap(force=force)
    page.wait_for_timeout(PAUSE_MS)
    return 1


ACTS: dict[str, Callable[[Page], int]] = {"list": on_the_list, "offer": on_the_offer}


def acts_of(label: str) -> Callable[[Page], int]:
    """What is done on a page of a kind."""
    found = re.match(r"\w+", label)
    return ACTS.get(found[0] if found else "", on_any_page)
