"""Writes what was measured: `docs/site_measured.md`."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from .clicks import SLOWER, Answered
from .lighthouse import CATEGORIES, Seen, lighthouse_version
from .pages import Kind

KB = 1024
DOCUMENT = Path("docs/site_measured.md")
LCP_MS, CLS, FIRST_VIEW_KB, REQUESTS, CSS_KB, JS_KB, INP_MS = 1200, 0.01, 100, 12, 8, 5, 100
HEAD = """\
# How fast the site answers

Written by `bench/site/measure.py`, whose head says how; do not edit.

The catalogue is that of the bench, grown to {offers:,} offers in four languages, built as for production and shown by a
small server with the headers of production and gzip. Lighthouse {version} loads each page {rounds} times as its mobile
preset does: a phone of middling power (CPU ÷ 4) on slow 4G (1.6 Mbit/s, 150 ms a round trip), simulated from a load
over HTTP/2 with TLS. The medians are told. Each page is the heaviest of its kind, in French; nothing is in any cache.
"""
CLICKS = """\
The same pages in Chromium with its processor made {slower} times slower, on a phone's screen: taps and keys one by one,
and the longest time from one of them to the next picture (Event Timing, as INP counts it).
"""

TOLD = """\
Times in milliseconds. By Lighthouse's own measure the machine had a speed of {least:.0f} to {most:.0f} meanwhile
(`benchmarkIndex`): where something else runs as well, that is less, and the times are longer.
"""
UNITS = "KB are of 1,024 bytes: those in all with the headers of the answers, the others of gzip alone."


@dataclass(frozen=True)
class Row:
    """What is known of a page."""

    kind: Kind
    seen: Seen
    bodies: Mapping[str, int]
    """Bytes of gzip by kind of request, without headers."""
    strangers: int
    answered: Answered


def write(rows: Sequence[Row], offers: int, rounds: int) -> None:
    """The document."""
    head = HEAD.format(offers=offers, version=lighthouse_version(), rounds=rounds)
    parts = [head, _machine(), "## Lighthouse", table(SCORES, map(_scores, rows)), _told(rows)]
    parts += ["## First view", table(VIEW, map(_view, rows)), UNITS]
    parts += ["## Taps and keys", CLICKS.format(slower=SLOWER), table(TAPS, map(_taps, rows))]
    parts += ["## Missed", "\n".join(f"- {each}" for each in missed(rows)) or "Nothing."]
    DOCUMENT.write_text("\n\n".join(part.strip("\n") for part in parts) + "\n", encoding="utf-8")


SCORES = ("page", *CATEGORIES, "FCP", f"LCP (≤ {LCP_MS})", "TBT", f"CLS (≤ {CLS})")
VIEW = ("page", f"requests (≤ {REQUESTS})", f"KB in all (≤ {FIRST_VIEW_KB})", "HTML KB (≤)", f"CSS (≤ {CSS_KB})",
        f"JS (≤ {JS_KB})", "fonts", "pictures", "to third parties", "cookies")  # fmt: skip
TAPS = ("page", "acts", f"slowest ms (≤ {INP_MS})", "which")


def _told(rows: Sequence[Row]) -> str:
    speeds = [row.seen.machine for row in rows]
    return TOLD.format(least=min(speeds), most=max(speeds))


def _scores(row: Row) -> Iterator[str]:
    seen = row.seen
    yield row.kind.label
    yield from (str(seen.scores[name]) for name in CATEGORIES)
    yield from (f"{seen.fcp:.0f}", f"{seen.lcp:.0f}", f"{seen.tbt:.0f}", f"{seen.cls:.3f}")


def _view(row: Row) -> Iterator[str]:
    yield row.kind.label
    yield str(len(asked(row)))
    yield kb(sum(each.transfer for each in row.seen.requests))
    yield f"{kb(row.bodies.get('Document', 0))} ({row.kind.html_kb:g})"
    yield from (kb(row.bodies.get(name, 0)) for name in ("Stylesheet", "Script", "Font", "Image"))
    yield from (str(row.strangers), str(row.answered.cookies))


def _taps(row: Row) -> Iterator[str]:
    found = row.answered
    what = found.what.replace("|", "/").replace("<", "&lt;")
    yield from (row.kind.label, str(found.acts), f"{found.slowest_ms:.0f}", what if found.slowest_ms > INP_MS else "")


def asked(row: Row) -> list[str]:
    """What went over the wire, the favicon with it."""
    return [each.url for each in row.seen.requests if not each.url.startswith("data:")]


def missed(rows: Sequence[Row]) -> list[str]:
    """Where a page does not keep what is promised, in words."""
    return [f"{row.kind.label}: {what}" for row in rows for what in _missed(row)]


def _missed(row: Row) -> Iterator[str]:
    seen = row.seen
    yield from (f"{name} {score}" for name, score in seen.scores.items() if score < 100)
    yield from seen.lost
    bounds = (
        ("LCP ms", seen.lcp, LCP_MS), ("CLS", seen.cls, CLS), ("requests", len(asked(row)), REQUESTS),
        ("KB in all", sum(each.transfer for each in seen.requests) / KB, FIRST_VIEW_KB),
        *((f"KB: {name}", row.bodies.get(name, 0) / KB, most) for name, most in _bounds(row.kind)),
        ("ms to answer", row.answered.slowest_ms, INP_MS),
        ("requests to third parties", row.strangers, 0), ("cookies", row.answered.cookies, 0),
    )  # fmt: skip
    yield from (f"{name}: {value:.4g}, promised ≤ {most:g}" for name, value, most in bounds if value > most)


def _bounds(kind: Kind) -> Iterator[tuple[str, float]]:
    yield from (("Document", kind.html_kb), ("Stylesheet", CSS_KB), ("Script", JS_KB))


def table(head: Sequence[str], rows: Iterator[Iterator[str]]) -> str:
    """In Markdown; numbers to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def kb(count: float) -> str:
    """In KB."""
    return f"{count / KB:.1f}"


def _machine() -> str:
    chromium = shutil.which("chromium") or "chromium"
    told = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True).stdout
    today: date = datetime.now(UTC).date()
    version = told.partition(" built")[0].strip()
    return f"Measured on {today:%Y-%m-%d}: {os.cpu_count()} cores, {platform.system()}, {version}."
