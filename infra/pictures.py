"""Pictures of built pages, on a phone and on a desktop, taken by Chromium."""

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from catalogue.report.phrases import Unavailable
from catalogue.report.preview import PICTURES, SITE, Page

SIZES: Mapping[str, Mapping[str, int]] = {
    "phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900},
}  # fmt: skip
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
MILLISECONDS = 20_000
QUALITY = 70
HIGHEST = 6_000
"""Pixels of a picture: what a page has below is not shown."""


def pictures_of(place: Path, pages: Sequence[Page]) -> dict[str, dict[str, str]]:
    """Take pictures of pages of the site in the report's folder; their paths by page and size. Raises Unavailable."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise Unavailable("because_playwright") from None
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if chromium is None:
        raise Unavailable("because_chromium")
    (place / PICTURES).mkdir(parents=True, exist_ok=True)
    try:
        with _served(place / SITE) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=Path(chromium), args=FLAGS)
            taken = [_taken(browser, address, place, pages, size) for size in SIZES]
            browser.close()
    except Error as error:
        raise Unavailable("because_browser", reason=(str(error).splitlines() or [""])[0]) from error
    return {page.name: {size: each[page.name] for size, each in zip(SIZES, taken, strict=True)} for page in pages}


def _taken(browser: Any, address: str, place: Path, pages: Sequence[Page], size: str) -> dict[str, str]:
    """Scripts of a proposal run in the browser, so it reaches the preview alone."""
    context = browser.new_context(viewport=dict(SIZES[size]), reduced_motion="reduce", service_workers="block")
    context.route(lambda url: not url.startswith(address), lambda route: route.abort())
    tab = context.new_page()
    tab.set_default_timeout(MILLISECONDS)
    found = {}
    for page in pages:
        path = f"{PICTURES}/{page.name}.{size}.jpg"
        tab.goto(address + page.url, wait_until="load")
        height = min(HIGHEST, max(SIZES[size]["height"], tab.evaluate("document.documentElement.scrollHeight")))
        clip = {"x": 0, "y": 0, "width": SIZES[size]["width"], "height": height}
        tab.screenshot(path=place / path, full_page=True, clip=clip, type="jpeg", quality=QUALITY)
        found[page.name] = path
    context.close()
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the report goes to the standard output."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
