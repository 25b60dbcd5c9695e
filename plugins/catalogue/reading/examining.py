"""A look at a whole content folder, as editors ask for it: faults, what lies between files, warnings."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .across import Across
from .advice import Advice
from .faults import Fault, Faults
from .folder import Folder, open_folder
from .load import Catalogue, Progress, Reader, Selection, nobody, silent


class Findings(NamedTuple):
    """What came of looking at a whole content folder."""

    catalogue: Catalogue | None
    """None where there is a fault."""
    faults: list[Fault]
    warnings: list[Fault]
    """What may stay as it is, but could be better; a build does not look for it."""
    folder: Folder | None = None


def examine(content: Path, build_day: date, progress: Progress | None = None) -> Findings:
    """All that can be said of a content folder: every fault of every file, what lies between files too, and warnings.

    Both lists are sorted.
    """
    try:
        folder = open_folder(content)
    except Faults as faults:
        return Findings(None, list(faults.found), [])
    across, advice = Across(folder), Advice(folder, build_day)
    reader = Reader(folder, build_day, (across, advice))
    reader.take(Selection(folder.offers, folder.partners, nobody), progress or silent)
    reader.faults += across.faults()
    try:
        return Findings(reader.catalogue(nobody), [], sorted(advice.warnings()), folder)
    except Faults as faults:
        return Findings(None, list(faults.found), sorted(advice.warnings()), folder)


def inspect(content: Path, build_day: date, progress: Progress | None = None) -> tuple[Catalogue | None, list[Fault]]:
    """The catalogue, or None and every fault of every file, sorted."""
    found = examine(content, build_day, progress)
    return found.catalogue, found.faults


def look_back(findings: Findings, content: Path, base: str = "") -> Findings:
    """The findings with what git adds: stale translations, and past dates that revision `base` had not, as faults.

    Raises NoHistory where the folder is not in git, or `base` is no revision.
    """
    from .history import History  # here, because a look without git needs none of it

    if findings.folder is None:
        return findings
    history, tree = History(content), findings.folder.tree
    faults, warnings = [*findings.faults], [*findings.warnings, *history.stale(findings.folder)]
    if base:
        past = [one for one in findings.warnings if one.code == "past_date"]
        days: dict[str, set[date]] = {}
        for one in past:
            days.setdefault(one.path, set()).add(_day(one))
        fresh = history.new_days(base, {path.removeprefix(f"{tree.label}/"): those for path, those in days.items()})
        new = [one for one in past if _day(one) in fresh.get(one.path.removeprefix(f"{tree.label}/"), ())]
        warnings = [one for one in warnings if one not in new]
        faults += [replace(one, code="new_past_date") for one in new]
    return findings._replace(faults=sorted(faults), warnings=sorted(warnings))


def _day(warning: Fault) -> date:
    return date.fromisoformat(dict(warning.params)["value"])
