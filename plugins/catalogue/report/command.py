"""Makes the report: reads both sides, asks for bookings and pictures, and writes it."""

import argparse
import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..language import locale_language
from ..reading.examining import examine
from .changes import Proposal, compare
from .fitting import MOST_CHARACTERS, fit
from .past import take
from .phrases import Speech, Unavailable
from .preview import PICTURES, PLACE, Page, Preview, build, built, pages_of
from .scribe import Bookings, Findings
from .snapshot import read_snapshot
from .writing import Writer

HOME_ZONE = "Europe/Paris"
COMMENT = "comment.md"
"""Beside the report: the same with paths instead of links, for a comment."""
MOST_PICTURED = 24
"""Pages of which pictures are taken: each takes a second or two."""
OURS = ("offers", "partners", "taxonomy.yaml")
SeatsOf = Callable[[Mapping[str, frozenset[str]]], Mapping[str, int]]
"""Seats taken of departures, asked for by offer, by id of the departure. May raise Unavailable."""
PicturesOf = Callable[[Path, Sequence[Page]], Mapping[str, Mapping[str, str]]]
"""Takes pictures of pages of the site into the report's folder; their paths by page's name. May raise Unavailable."""


@dataclass(frozen=True)
class Helpers:
    """What the report asks of others: it knows neither the store of bookings nor a browser."""

    seats_of: SeatsOf
    pictures_of: PicturesOf


def main(arguments: Sequence[str], helpers: Helpers) -> int:
    """Write the report to the standard output and its file. Returns 0; 1 where it could not be written."""
    options = _parse(arguments)
    speech = Speech(options.lang)
    try:
        findings = gather(options, helpers, speech)
    except (Unavailable, OSError) as reason:
        said = speech.explain(reason) if isinstance(reason, Unavailable) else str(reason)
        sys.stderr.write(speech.say("not_written", reason=said) + "\n")
        return 1
    report = fit(Writer(findings, speech, links=True).parts(), speech, options.most)
    comment = fit(Writer(findings, speech, links=False).parts(), speech, options.most)
    options.report.write_text(report, encoding="utf-8")
    options.report.with_name(COMMENT).write_text(comment, encoding="utf-8")
    sys.stdout.write(report)
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="report", description="Tell what a proposal changes for visitors.")
    parser.add_argument("--base", required=True, help="what it is compared with: a branch, a tag, a commit")
    parser.add_argument("--content", type=Path, default=Path("content"))
    parser.add_argument("--lang", choices=("fr", "en"), default=locale_language(os.environ))
    parser.add_argument("--report", type=Path, default=Path(PLACE) / "report.md", help="the file to write")
    parser.add_argument("--settings", type=Path, default=Path("pelicanconf.py"), help="of the build of the preview")
    parser.add_argument("--most", type=int, default=MOST_CHARACTERS, help="characters of the report")
    given_day = os.environ.get("BUILD_DAY") or datetime.now(ZoneInfo(HOME_ZONE)).date().isoformat()
    parser.add_argument("--build-day", type=date.fromisoformat, default=given_day, help="YYYY-MM-DD; default: today")
    return parser.parse_args(arguments)


def gather(options: argparse.Namespace, helpers: Helpers, speech: Speech) -> Findings:
    """All that is to be told. Raises Unavailable where the revision cannot be read."""
    place = options.report.parent
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="report-") as temporary:
        past = take(options.base, options.content, Path(temporary))
        before = read_snapshot(past.content, options.build_day)
        others = _others(past.content, options.content)
    proposal = compare(before, read_snapshot(options.content, options.build_day))
    faults = examine(options.content, options.build_day).faults
    return Findings(
        proposal, faults, _bookings(proposal, helpers, speech), _preview(proposal, bool(faults), options, helpers),
        others, options.base, past.commit, options.build_day,
    )  # fmt: skip


def _bookings(proposal: Proposal, helpers: Helpers, speech: Speech) -> Bookings:
    try:
        return Bookings(helpers.seats_of(proposal.touched) if proposal.touched else {})
    except Unavailable as reason:
        return Bookings({}, speech.explain(reason))


def _preview(proposal: Proposal, faulty: bool, options: argparse.Namespace, helpers: Helpers) -> Preview:
    speech, place = Speech(options.lang), options.report.parent
    pages = pages_of(proposal)
    shutil.rmtree(place / PICTURES, ignore_errors=True)
    if not pages:
        return Preview()
    try:
        _build(faulty, options)
    except Unavailable as reason:
        return Preview(reasons=(speech.say("no_preview", reason=speech.explain(reason)),))
    pages_built = built(pages, place)
    pictured, left = pages_built[:MOST_PICTURED], len(pages_built) - MOST_PICTURED
    more = [speech.say("pictures_more", n=speech.count(left, "pages"), most=MOST_PICTURED)] if left > 0 else []
    try:
        return Preview(pages_built, helpers.pictures_of(place, pictured), tuple(more))
    except Unavailable as reason:
        return Preview(pages_built, reasons=(speech.say("no_pictures", reason=speech.explain(reason)),))


def _build(faulty: bool, options: argparse.Namespace) -> None:
    if faulty:
        raise Unavailable("because_faults")
    if not options.settings.is_file():
        raise Unavailable("because_settings", path=options.settings.name)
    build(options.settings, options.content, options.report.parent)


def _others(before: Path, after: Path) -> tuple[str, ...]:
    """Paths of content files that differ and are told of nowhere else."""
    names = _names(before) | _names(after)
    return tuple(sorted(name for name in names if not _same(before / name, after / name)))


def _names(content: Path) -> set[str]:
    found = (path.relative_to(content) for path in content.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.as_posix() for path in found if path.parts[0] not in OURS and not path.name.startswith(".")}


def _same(before: Path, after: Path) -> bool:
    return before.is_file() and after.is_file() and filecmp.cmp(before, after, shallow=False)
