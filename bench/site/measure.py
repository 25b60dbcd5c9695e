"""Measures the pages as a phone meets them: part of `make bench`.

It grows the bench's catalogue, starts the shop on it, books a visit, then has Lighthouse load one page of each kind
several times, taps on them in a slow Chromium, and writes `docs/site_measured.md`. It ends with status 1 where a
promise is missed, and names it.

`PYTHONPATH=booking_fn:plugins .venv/bin/python -m bench.site.measure --offers 2000 --rounds 3` and so on choose.
"""

import argparse
import os
import shutil
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.build.content import SEED
from bench.build.for_faubourg import write_content
from tests.conftest import FLAGS
from tests.journeys.running import RunningShop, direct

from . import report
from .clicks import acts_of, clicked
from .edge import Edge
from .lighthouse import Request, Seen, look, middle
from .pages import Kind, kinds
from .secure import secured

START_SECONDS = 600
"""A catalogue of thousands is built and published before the shop is open."""


def main() -> int:
    """Measure, and write the document."""
    given = _parse()
    with ExitStack() as stack:
        edge = stack.enter_context(_grown(given.offers))
        browser = stack.enter_context(_browser())
        pages = kinds(edge, browser.new_page(base_url=edge.shop.url))
        rows = list(_measured(edge, browser, pages, given.rounds))
    report.write(rows, given.offers, given.rounds)
    missed = report.missed(rows)
    print("\n".join(missed) or f"every promise is kept: {report.DOCUMENT}")
    return 1 if missed else 0


def _measured(edge: Edge, browser: Browser, pages: Sequence[Kind], rounds: int) -> Iterator[report.Row]:
    """In turn, so that what else the machine does falls on all of them."""
    runs: dict[str, list[Seen]] = {kind.label: [] for kind in pages}
    for _ in range(rounds):
        for kind in pages:
            runs[kind.label].append(look(edge.url + kind.path, kind.skipped))
            _say(kind, runs[kind.label][-1])
    for kind in pages:
        seen = middle(runs[kind.label])
        answered = clicked(browser, edge.url + kind.path, acts_of(kind.label))
        strangers = sum(len(run.strangers(edge.url)) for run in runs[kind.label])
        yield report.Row(kind, seen, _bodies(edge, seen.requests), strangers, answered)


def _say(kind: Kind, run: Seen) -> None:
    print(f"{kind.label}: {'/'.join(map(str, run.scores.values()))} LCP {run.lcp:.0f} CLS {run.cls:.3f}", flush=True)


def _bodies(edge: Edge, requests: Sequence[Request]) -> dict[str, int]:
    """Bytes of what was asked for, as it is sent, by kind."""
    found: Counter[str] = Counter()
    for one in requests:
        if one.url.startswith(edge.url):
            request = urllib.request.Request(edge.plain + one.url.removeprefix(edge.url))  # noqa: S310
            with direct.open(request, timeout=30) as answer:
                found[one.kind] += int(answer.headers["Content-Length"])
    return found


@contextmanager
def _grown(offers: int) -> Iterator[Edge]:
    """The shop with that many offers, and its edge."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    os.environ["SHARING_PICTURES"] = "0"  # minutes of drawing what no page loads
    try:
        write_content(folder / "content", SEED, offers)
        shop = RunningShop(folder / "state", folder / "content", start_seconds=START_SECONDS)
        try:
            shop.start()
            with Edge(shop) as edge, secured(edge):
                yield edge
        finally:
            shop.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield started
        started.close()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
