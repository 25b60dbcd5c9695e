"""What a build tells while it works and when it is done, to people and to machines."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TextIO

PHASES = {
    "look": ("examen", "looked"),
    "read": ("lecture", "read"),
    "plan": ("plan", "planned"),
    "pictures": ("dessin", "drew"),
    "make": ("composition", "rendered"),
    "place": ("mise en place", "put in place"),
}
"""What a build does, in turn; in French and in English."""


@dataclass
class Summary:
    """What a build did."""

    offers: int = 0
    pages: int = 0
    """HTML pages of the site."""
    written: int = 0
    """Files of the site and of its data that are new or have changed."""
    unchanged: int = 0
    removed: int = 0
    pictures: int = 0
    """Pictures drawn."""
    rendered: int = 0
    """Batches made; a batch is a few files that depend on the same things."""
    paths: tuple[str, ...] = ()
    """Files written, below the output; at most PATHS_MAX of them."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By phase, and `all`."""

    def text(self, lang: str) -> str:
        """In a line for people."""
        french = lang == "fr"
        if french:
            counts = f"Offres\u202f: {self.offers}, pages\u202f: {self.pages}, fichiers écrits\u202f: {self.written}"
            counts += f", inchangés\u202f: {self.unchanged}, retirés\u202f: {self.removed}"
        else:
            counts = f"{self.offers} offers, {self.pages} pages: {self.written} files written"
            counts += f", {self.unchanged} unchanged, {self.removed} removed"
        spent = ", ".join(
            f"{PHASES[phase][0 if french else 1]} {_seconds(spent, french)}"
            for phase, spent in self.seconds.items()
            if phase in PHASES and spent >= 0.005
        )
        colon = ("\u202f: " if french else ": ") if spent else ""
        return f"{counts} ({_seconds(self.seconds.get('all', 0), french)}{colon}{spent})"

    def json(self) -> str:
        """In a line for machines."""
        return json.dumps(asdict(self))


PATHS_MAX = 200


def _seconds(value: float, french: bool) -> str:
    return f"{value:.2f}\u202fs".replace(".", ",") if french else f"{value:.2f} s"


class Watch:
    """Measures the phases of a build, and shows on a terminal how far it is."""

    def __init__(self, lang: str, out: TextIO = sys.stderr) -> None:
        self.lang = lang
        self.out = out
        self._shows = out.isatty()
        self.seconds: dict[str, float] = {}
        self._began = time.perf_counter()
        self._shown_at = 0.0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a phase; one that comes again is added up."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - began
            self._clear()

    def step(self, name: str, done: int, of: int) -> None:
        """Show how far a phase is: at most ten times a second, on a terminal alone."""
        if not self._shows:
            return
        now = time.perf_counter()
        if now - self._shown_at < 0.1:
            return
        self._shown_at = now
        self.out.write(f"\r\x1b[K{PHASES[name][0 if self.lang == 'fr' else 1]} {done}/{of}")
        self.out.flush()

    def _clear(self) -> None:
        if self._shown_at:
            self.out.write("\r\x1b[K")
            self.out.flush()
            self._shown_at = 0.0

    def total(self) -> dict[str, float]:
        """Seconds by phase, and of all since the beginning."""
        return {**{name: round(spent, 4) for name, spent in self.seconds.items()}, "all": round(self._all(), 4)}

    def _all(self) -> float:
        return time.perf_counter() - self._began


def nothing(offers: int, pages: int, files: int, watch: Watch) -> Summary:
    """The summary of a build that found the site to be what the content says."""
    return Summary(offers=offers, pages=pages, unchanged=files, seconds=watch.total())
