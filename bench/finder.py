"""Measures the finder as a phone on 4G meets it, and writes `docs/finder_measured.md`.

It builds the bench's catalogue, serves the files compressed, and ticks facets one after another in a Chromium whose
network is held back and whose processor, for the counts, is four times slower.

`PYTHONPATH=booking_fn:plugins .venv/bin/python -m bench.finder --offers 2000`; `--site FOLDER` takes one that is built.
"""

import argparse
import functools
import gzip
import http.server
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from bench.build.content import SEED
from bench.build.for_faubourg import command, write
from tests.conftest import FLAGS

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "finder_measured.md"
LIST, FACETS, SLOWER = "/fr/visites/", ("type", "theme", "territory", "access"), 4
PHONE: ViewportSize = {"width": 390, "height": 844}
WATCH = """() => { window.told = {};
  const title = document.querySelector("#offers"), list = document.querySelector("#main .l-cards");
  const began = (event) => { if (event.target.matches("input")) window.told = { at: event.timeStamp }; };
  document.addEventListener("click", began, true);
  const shown = (name) => { window.told[name] ??= performance.now() - window.told.at; };
  const since = (name) => () => requestAnimationFrame(() => setTimeout(() => shown(name)));
  new MutationObserver(since("count")).observe(title, { childList: true });
  new MutationObserver(since("cards")).observe(list, { childList: true });
  window.heard = [];
  const hear = (one) => { if (one.interactionId) window.heard.push(one.duration); };
  const every = new PerformanceObserver((all) => all.getEntries().forEach(hear));
  every.observe({ type: "event", durationThreshold: 16 }); }"""
"""A count or cards are there when the frame that shows them has been drawn."""


class Net(NamedTuple):
    """A network, as the browser's own emulation takes it."""

    name: str
    mbit: float
    rtt_ms: int


NETS = (Net("4G", 9, 170), Net("slow 4G", 1.6, 150))


class Told(NamedTuple):
    """What one way of visiting gave, in ms."""

    first_count: float
    counts: list[float]
    cards: list[float]
    longest: float
    """To the frame after a tap or a key (Event Timing API), in steps of 8 ms; 16 at least."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, compressed as a content network does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 6, mtime=0)
        self.send_response(200)
        headers = {"Content-Type": self.guess_type(file), "Content-Encoding": "gzip", "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a built site."""
    handler = functools.partial(Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visited(browser: Browser, url: str, net: Net, slower: int) -> Told:
    """Open the panel, tick facets and take them back, type a word."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="fr-FR")
    page = context.new_page()
    page.goto(url + LIST)
    session = context.new_cdp_session(page)
    _hold_back(session, net, slower)
    page.evaluate(WATCH)
    page.locator("[data-way=open]").click()
    page.locator("#finder").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    told = [ticked for name in FACETS for ticked in _ticked(page, name)]
    page.locator("#finder [data-way=close]").click()
    page.locator("#find-q").press_sequentially("canal", delay=250)
    page.wait_for_timeout(2000)
    longest = max(page.evaluate("window.heard"), default=16)
    context.close()
    counts = [one["count"] for one in told if "count" in one]
    return Told(counts[0], counts, [one["cards"] for one in told if "cards" in one], longest)


def _hold_back(session: CDPSession, net: Net, slower: int) -> None:
    held = {"latency": net.rtt_ms, "downloadThroughput": net.mbit * 125_000, "uploadThroughput": net.mbit * 125_000}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **held})
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})


def _ticked(page: Page, name: str) -> Iterator[dict[str, Any]]:
    """A finger: a mouse, passing over a choice first, would have its cards asked for before the click."""
    boxes = page.locator(f'#finder [name="{name}"]')
    for number in range(min(3, boxes.count())):
        boxes.nth(number).tap(force=True)
        page.wait_for_function("'cards' in window.told", timeout=60_000)
        yield page.evaluate("window.told")
        boxes.nth(number).tap(force=True)
        page.wait_for_timeout(400)


def weights(site: Path) -> dict[str, int]:
    """Bytes of what is loaded, as gzip makes them at level 9."""
    folder = site / "fr"
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in folder.glob("*.json")}
    every = {kind: [size for name, size in sizes.items() if name.startswith(f"{kind}-")] for kind in ("cards", "words")}
    columns = sum(sizes[f"{name}.json"] for name in ("finder", "facets", "facets-days"))
    return {
        "columns, all that first use loads": columns,
        "places, on “near me”": sizes["facets-places.json"],
        "the heaviest file of cards": max(every["cards"]),
        "all files of cards": sum(every["cards"]),
        "the index of words, on focus of the search": sum(every["words"]),
    }


def written(offers: int, bytes_of: dict[str, int], told: Sequence[tuple[Net, int, Told]]) -> str:
    """The document."""
    lines = [
        "# The finder, measured", "",
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores at a load of {os.getloadavg()[0]:.0f}, {offers} offers "
        "of the bench's catalogue, by `PYTHONPATH=booking_fn:plugins .venv/bin/python -m bench.finder`.", "",
        "Milliseconds from the tap on a facet to the frame that shows the count, and to the one that shows 24 cards; "
        "median and slowest of all taps. Over HTTP/1.1, with six requests at once.", "",
        "| network | processor | first count | count | slowest | cards | slowest | longest answer to a tap or a key |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for net, slower, one in told:
        network = f"{net.name}: {net.mbit} Mbit/s, {net.rtt_ms} ms"
        figures = [one.first_count, *_middle(one.counts), *_middle(one.cards), one.longest]
        lines.append(f"| {network} | x{slower} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")
    lines += ["", "| loaded | KB (1,000 bytes, gzip) |", "|---|---|"]
    lines += [f"| {name} | {size / 1000:.1f} |" for name, size in bytes_of.items()]
    return "\n".join(lines) + "\n"


def _middle(figures: Sequence[float]) -> tuple[float, float]:
    return statistics.median(figures), max(figures)


@contextmanager
def built(offers: int) -> Iterator[Path]:
    """The site of a catalogue that is grown for it."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        write(folder, SEED, offers)
        arguments, places = command(folder, folder / "output")
        subprocess.run(arguments, env={**os.environ, **places}, check=True)
        yield folder / "output"
    finally:
        shutil.rmtree(folder)


def measure(site: Path, offers: int) -> None:
    """Measure a built site, and write the document."""
    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        told = [(net, slower, visited(browser, url, net, slower)) for net in NETS for slower in (1, SLOWER)]
        browser.close()
    DOCUMENT.write_text(written(offers, weights(site), told), encoding="utf-8")
    print(DOCUMENT.read_text(encoding="utf-8"))


def main() -> int:
    """Build and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=2000)
    parser.add_argument("--site", type=Path)
    given = parser.parse_args()
    if given.site:
        measure(given.site, given.offers)
    else:
        with built(given.offers) as site:
            measure(site, given.offers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
