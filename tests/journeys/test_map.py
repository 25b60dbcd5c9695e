"""The interactive map, opened by hand under the headers of production: without tiles, and with those of a setting."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect

from devstack.environment import Local
from devstack.front import Front
from devstack.site import Site
from tests.journeys.browsing import NARROW, Tabs, overflow, violations
from tests.site.building import THEME, built, run_build

pytestmark = pytest.mark.browser

OPEN = "[data-atlas] button:not([hidden])"
MARKS = ".c-atlas__mark"
A_TILE = THEME / "static" / "vendor" / "leaflet" / "images" / "layers.png"
CARD = ".c-atlas__cards .c-card"


class Tiles(BaseHTTPRequestHandler):
    """Answers every address with one picture."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(A_TILE.read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def tiles() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_map_opens_shows_an_offer_and_is_left_by_the_keyboard_alone(tabs: Tabs) -> None:
    page = tabs.open(viewport=NARROW, reduced_motion="reduce")
    page.goto("/fr/carte/")
    page.locator(OPEN).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".c-atlas")).to_be_focused()
    shown = page.locator(MARKS).all_inner_texts()
    assert sum(int(words or 1) for words in shown) == page.locator(".c-places__link").evaluate_all(
        "links => links.reduce((sum, link) => sum + Number(link.querySelector('.c-places__count').textContent), 0)"
    )
    while not page.locator(CARD).count():
        page.locator(f"{MARKS}:not(:empty)").or_(page.locator(MARKS)).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
    expect(page.locator(f"{CARD} a").first).to_be_focused()
    assert violations(page) == []
    assert overflow(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".c-map--all")).to_be_visible()
    expect(page.locator(".c-atlas")).to_be_hidden()


def test_tiles_come_from_where_the_setting_says_and_the_policy_lets_in_no_other(
    browser: Browser, tiles: ThreadingHTTPServer, tmp_path: Path
) -> None:
    address = f"http://127.0.0.1:{tiles.server_port}/{{z}}/{{x}}/{{y}}.png"
    run = built(run_build(tmp_path, MAP_TILES_URL=address, MAP_TILES_ATTRIBUTION="© <b>Ada</b>"))
    site = Site(Local(0, tmp_path, tmp_path))
    site.folder = run.output
    said: list[str] = []
    with Front(0, site, tmp_path, "http://127.0.0.1:9", address) as front:
        front.start()
        page = browser.new_page(base_url=f"http://127.0.0.1:{front.server_port}")
        page.on("console", lambda message: said.append(message.text))
        page.goto("/en/map/")
        page.locator(OPEN).click()
        expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
        expect(page.locator(".leaflet-control-attribution")).to_have_text("© Ada")
        assert tiles.asked  # type: ignore[attr-defined]
        assert said == []
        foreign = "new Image().src = 'http://127.0.0.1:9/a.png'"
        with page.expect_console_message(_refused):
            page.evaluate(foreign)
        page.close()
        front.shutdown()


def _refused(message: ConsoleMessage) -> bool:
    return "img-src" in message.text
