"""Lighthouse, from the lock file of this folder, asks a page as its mobile preset does, and what it found."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from infra import node_tools
from tests.conftest import FLAGS

from .secure import TRUSTING

LOCKED = Path(__file__).parent
CACHE = Path("var/cache")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("fcp", "lcp", "tbt", "cls", "machine")
SECONDS, ATTEMPTS = 180, 3


@dataclass(frozen=True)
class Request:
    """What was asked for on loading a page."""

    url: str
    kind: str
    """Document, Stylesheet, Script, Font, Image, Fetch … in the words of Chromium's protocol."""
    transfer: int
    """Bytes over the wire, headers with them."""


@dataclass(frozen=True)
class Seen:
    """What one run of Lighthouse tells. Times in milliseconds, of a phone simulated on a slow network."""

    scores: dict[str, int]
    fcp: float
    lcp: float
    tbt: float
    cls: float
    requests: tuple[Request, ...]
    machine: float
    """Lighthouse's own measure of how fast the machine was meanwhile (`benchmarkIndex`): half of it, half the speed."""
    lost: tuple[str, ...]
    """The audits that cost points, each with its own words."""

    def strangers(self, origin: str) -> list[str]:
        """Addresses asked of anybody else."""
        urls = (each.url for each in self.requests if not each.url.startswith("data:"))
        return [url for url in urls if "{0.scheme}://{0.netloc}".format(urlsplit(url)) != origin]


def look(url: str, skipped: Sequence[str] = ()) -> Seen:
    """One run. Raises SystemExit with what Lighthouse said, and NodeMissing as `infra.node_tools` does."""
    program = node_tools.tools(CACHE, LOCKED) / "lighthouse" / "cli" / "index.js"
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "report.json")
        # fmt: off
        command = [
            node_tools.node(), str(program), url, "--quiet", "--output=json", f"--output-path={told}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(['--headless=new', TRUSTING, *FLAGS])}",
            *(f"--skip-audits={each}" for each in skipped),
        ]
        # fmt: on
        env = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
        _run(command, env)
        return _seen(json.loads(told.read_text(encoding="utf-8")))


def _run(command: Sequence[str], env: Mapping[str, str]) -> None:
    """A Chromium that did not start in time, as on a busy machine, is started again."""
    for attempt in range(ATTEMPTS):
        try:
            subprocess.run(command, env=env, check=True, capture_output=True, timeout=SECONDS)
            return
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
            if attempt == ATTEMPTS - 1:
                raise SystemExit((failure.stderr or b"").decode(errors="replace") or str(failure)) from failure


def lighthouse_version() -> str:
    """As the lock file pins it."""
    lock = json.loads((LOCKED / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"]["node_modules/lighthouse"]["version"])


def _seen(report: dict[str, Any]) -> Seen:
    audits = report["audits"]
    number = {name: float(audit["numericValue"]) for name, audit in audits.items() if "numericValue" in audit}
    asked = audits["network-requests"]["details"]["items"]
    return Seen(
        scores={name: round(100 * (one["score"] or 0)) for name, one in report["categories"].items()},
        fcp=number["first-contentful-paint"],
        lcp=number["largest-contentful-paint"],
        tbt=number["total-blocking-time"],
        cls=number["cumulative-layout-shift"],
        requests=tuple(Request(one["url"], one.get("resourceType", ""), one["transferSize"]) for one in asked),
        machine=float(report["environment"]["benchmarkIndex"]),
        lost=tuple(_lost(report)),
    )


def _lost(report: dict[str, Any]) -> list[str]:
    weighed = {ref["id"] for one in report["categories"].values() for ref in one["auditRefs"] if ref["weight"]}
    audits = (report["audits"][name] for name in sorted(weighed))
    return [f"{each['id']}: {each['title']}" for each in audits if each["score"] is not None and each["score"] < 0.9]


def middle(runs: Sequence[Seen]) -> Seen:
    """Medians of the times and scores; requests and audits of the run in the middle by LCP."""
    typical = sorted(runs, key=lambda run: run.lcp)[len(runs) // 2]
    times = {name: statistics.median(getattr(run, name) for run in runs) for name in TIMES}
    scores = {name: round(statistics.median(run.scores[name] for run in runs)) for name in typical.scores}
    return Seen(scores=scores, requests=typical.requests, lost=typical.lost, **times)
