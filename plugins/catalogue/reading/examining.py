"""A look at a whole content folder, as editors ask for it: faults, what lies between files, warnings."""

import os
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from zoneinfo import ZoneInfo

from ..model import Taxonomy
from ..model.departures import starts
from .across import Across
from .advice import Advice
from .crosscheck_dates import FARTHEST_DAYS
from .faults import Fault, Faults
from .folder import Folder, open_folder
from .ground import ground_faults
from .load import Progress, Reader, Selection, nobody, silent
from .sources import OfferSource

MANY = 400
"""From so many offers on it pays to have another process read half of them."""


class Counts(NamedTuple):
    """How much was read."""

    offers: int
    partners: int
    departures: int


class Findings(NamedTuple):
    """What came of looking at a whole content folder."""

    counts: Counts
    faults: list[Fault]
    warnings: list[Fault]
    """What may stay as it is, but could be better; a build does not look for it."""
    folder: Folder | None = None


def examine(content: Path, build_day: date, progress: Progress | None = None, processes: int = 0) -> Findings:
    """All that can be said of a content folder: every fault of every file, what lies between files too, and warnings.

    Both lists are sorted. `processes` is 1 or 2; not given, it is as many as there are processors and enough to read.
    """
    try:
        folder = open_folder(content)
    except Faults as faults:
        return Findings(Counts(0, 0, 0), list(faults.found), [])
    look = Look(folder, build_day)
    offers = sorted(folder.offers)
    worth_it = len(offers) >= MANY and (os.cpu_count() or 1) > 1 and hasattr(os, "fork")
    if processes == 2 or (not processes and worth_it):
        half = (len(offers) - len(folder.partners) // 2) // 2
        look.take_with_another(offers[: len(offers) - half], offers[len(offers) - half :], progress or silent)
    else:
        look.take(Selection(offers, folder.partners, nobody), progress or silent)
    return look.findings()


class Look(Reader):
    """Reads everything, and keeps of each offer only what it takes to say whether all is right."""

    ahead_days = FARTHEST_DAYS

    def __init__(self, folder: Folder, build_day: date) -> None:
        self.across, self.advice = Across(folder), Advice(folder, build_day)
        super().__init__(folder, build_day, (self.across, self.advice))
        self.count = 0

    def keep(self, source: OfferSource, taxonomy: Taxonomy, zone: ZoneInfo) -> None:
        """Count the departures."""
        wanted = starts(source.facts, self.build_day, taxonomy.horizon_days)
        self.count += sum(start.local.date() >= self.build_day for start in wanted)

    def take_with_another(self, offers: Sequence[str], others: Sequence[str], tell: Progress) -> None:
        """Read `offers` and all partners here, `others` in a process begun for that; here too if that one fails."""
        mine = Selection(offers, self.folder.partners, nobody)
        theirs = Selection(others, (), nobody)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _hand_over(self, theirs, writing)
        os.close(writing)
        try:
            self.take(mine, lambda done, of: tell(done * 2, of * 2) if done < of else None)
            with os.fdopen(reading, "rb") as pipe:
                told = pipe.read()
        finally:
            _, status = os.waitpid(child, 0)
        if status == 0:
            self._join(pickle.loads(told))  # noqa: S301 -- our own process wrote it
        else:
            self.take(theirs, silent)
        tell(1, 1)

    def share(self) -> Any:
        """What was found, to be handed to another process."""
        return self.faults, self.addresses, self.count, self.across.share(), self.advice.share()

    def _join(self, share: Any) -> None:
        faults, addresses, count, across, advice = share
        self.faults += faults
        self.addresses.join(addresses)
        self.count += count
        self.across.join(across)
        self.advice.join(advice)

    def findings(self) -> Findings:
        """All that was found."""
        self.faults += [*self.across.faults(), *ground_faults(self.folder.tree, self.folder.lists)]
        self.check_addresses(nobody)
        counts = Counts(len(self.folder.offers), len(self.folder.partners), self.count)
        return Findings(counts, sorted(set(self.faults)), self.advice.warnings(), self.folder)


def _hand_over(look: Look, selection: Selection, writing: int) -> NoReturn:
    """In a process of its own: read, and write what was found into a pipe."""
    status = 1
    try:
        look.faults.clear()
        look.take(selection, silent)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(look.share(), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)


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
