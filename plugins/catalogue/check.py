"""The editors' check: `python -m catalogue.check [content]` tells every fault of every file, or that there is none."""

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .language import locale_language
from .reading.examining import Counts, examine, look_back
from .reading.faults import report, show, warnings_line
from .reading.history import NoHistory
from .reading.load import Progress

HOME_ZONE = "Europe/Paris"
FULL, EMPTY = "█", "░"
BAR_WIDEST, BAR_COUNTS = 40, 14
NO_HISTORY = {
    "fr": "l'âge des traductions n'a pas été regardé\u202f: ce dossier n'est pas dans git",
    "en": "the age of translations was not looked at: this folder is not in git",
}
NO_BASE = {
    "fr": "BASE={base}\u202f: git ne connaît pas cette révision ici",
    "en": "BASE={base}: git knows no such revision here",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print faults and warnings with their counts, or what was right. Returns 1 where there is a fault, else 0."""
    given = _parse(arguments)
    found = examine(given.content, given.build_day, _progress())
    lines: list[str] = []
    try:
        found = look_back(found, given.content, given.base)
    except NoHistory:
        if given.base:
            sys.stderr.write(NO_BASE[given.lang].format(base=show(given.base)) + "\n")
            return 2
        lines.append(NO_HISTORY[given.lang])
    right = not found.faults
    lines.insert(0, all_right(found.counts, given.lang) if right else report(found.faults, given.lang))
    if found.warnings:
        lines.insert(1, report(found.warnings, given.lang, warnings_line))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if right else 1


def all_right(counts: Counts, lang: str) -> str:
    """How much was read, in words."""
    if lang == "fr":
        names = zip(counts, ("offre", "partenaire", "départ"), strict=True)
        return ", ".join(_counted(*one, most_for_one=1) for one in names) + "\u202f: rien à corriger"
    names = zip(counts, ("offer", "partner", "departure"), strict=True)
    return ", ".join(_counted(*one, most_for_one=-1) for one in names) + ": nothing to mend"


def _counted(count: int, name: str, *, most_for_one: int) -> str:
    """French has no plural for zero; English has."""
    return f"{count} {name}" if count == 1 or count <= most_for_one else f"{count} {name}s"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="catalogue.check", description="Check the offers, partners and taxonomy.")
    parser.add_argument("content", nargs="?", type=Path, default=Path("content"), help="the content folder")
    parser.add_argument(
        "--lang", choices=("fr", "en"), default=locale_language(os.environ), help="default: the locale's"
    )
    given_day = os.environ.get("BUILD_DAY") or datetime.now(ZoneInfo(HOME_ZONE)).date().isoformat()
    base = "a revision: a past date that it had not is a fault"
    parser.add_argument("--base", default=os.environ.get("BASE", ""), help=base)
    parser.add_argument("--build-day", type=date.fromisoformat, default=given_day, help="YYYY-MM-DD; default: today")
    return parser.parse_args(arguments)


def _progress() -> Progress | None:
    """A bar with counts, on a terminal only: a log would keep every step of it."""
    if not sys.stderr.isatty():
        return None
    return Bar(min(BAR_WIDEST, shutil.get_terminal_size().columns - BAR_COUNTS)).tell


class Bar:
    """A bar that grows to `width` characters and is wiped away at the end."""

    def __init__(self, width: int) -> None:
        self.width = max(1, width)
        self.shown = -1

    def tell(self, done: int, of: int) -> None:
        """Show how many of how many are done, where the bar has grown."""
        full = self.width * done // of
        if done == of:
            sys.stderr.write("\r\x1b[K")
        elif full != self.shown:
            self.shown = full
            sys.stderr.write(f"\r{FULL * full}{EMPTY * (self.width - full)} {done}/{of}")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    gc.disable()  # nothing that is read forms a cycle, and looking for one takes an eighth of the time
    sys.exit(main())
