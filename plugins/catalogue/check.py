"""The editors' check: `python -m catalogue.check [content]` tells every fault of every file, or that there is none."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .language import locale_language
from .reading.faults import report
from .reading.load import Catalogue, Progress, inspect

HOME_ZONE = "Europe/Paris"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the faults and their count, or what was found right. Returns the exit status: 1 where there is a fault."""
    given = _parse(arguments)
    catalogue, found = inspect(given.content, given.build_day, _progress())
    said = report(found, given.lang) if catalogue is None else all_right(catalogue, given.lang)
    sys.stdout.write(said + "\n")
    return 1 if found else 0


def all_right(catalogue: Catalogue, lang: str) -> str:
    """How much was read, in words."""
    counts = (len(catalogue.offers), len(catalogue.partners), sum(map(len, catalogue.departures.values())))
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
    parser.add_argument("--build-day", type=date.fromisoformat, default=given_day, help="YYYY-MM-DD; default: today")
    return parser.parse_args(arguments)


def _progress() -> Progress | None:
    """A line that counts up, on a terminal only: a log would keep every step of it."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done}/{of}" if done < of else "\r\x1b[K")
        sys.stderr.flush()

    return tell


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    gc.disable()  # nothing that is read forms a cycle, and looking for one takes an eighth of the time
    sys.exit(main())
