"""What has changed since the last build, seen by looking at files alone: nothing is read, and little is imported."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..digests import digest
from ..given import Given
from ..reading.scan import NO_FILE, scan
from .commit import commit_of
from .inspecting import Inspection
from .ledger import Ledger
from .places import Places
from .seen import Seen, apart, seen

OURS = ("offers/", "partners/")
"""Folders of the content that are read file by file; all else is looked at as a whole."""

PICTURES = "media/"

STILL_NS = 50_000_000
"""A file that was changed so shortly before it was looked at may be changed again under the same time of its system."""

UNCERTAIN = (-2, 0, 0)
"""Marks a file whose state may be taken for another."""

Sources = dict[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Changes:
    """What a build has to do with."""

    everything: Sources
    """What lies in the content folder, as `scan` gives it."""
    seen: Seen
    """The same, for the next build: what was changed just now is marked, to be looked at again."""
    same_names: bool
    """No file has come, gone, or become something else than a file since the last build."""
    touched: frozenset[str]
    """Files of offers and partners that have come, or are not as they were read."""
    gone: frozenset[str]
    elsewhere: str
    """The state of everything else: theme, settings, taxonomy, Pelican's own pages, this code."""
    same_elsewhere: bool
    same_day: bool
    stamp: tuple[str, int | None]
    """The commit of the content and the sequence given, which `catalogue.json` bears."""
    same_stamp: bool
    pictures: Sources
    """What lies in the folder of pictures; what was changed just now has a state that it never has again."""
    altered: frozenset[str]
    """Files of the last build that are not as it left them: whoever changed or removed them, they are made again."""

    @property
    def nothing(self) -> bool:
        """Whether the site is what the content says."""
        still = self.same_elsewhere and self.same_day and self.same_stamp
        return still and not self.touched and not self.gone and not self.altered


def look(given: Given, ledger: Ledger, meanwhile: Callable[[], object] = bool) -> Changes:
    """Compare the files with what the ledger says of them. Raises FileNotFoundError where there is no content.

    `meanwhile` is called where something has changed, while the files of the site are still being looked at.
    """
    inspection = Inspection(ledger, Places(given.output.resolve(), given.data))
    try:
        return _compare(given, ledger, inspection, meanwhile)
    finally:
        inspection.drop()


def _compare(given: Given, ledger: Ledger, inspection: Inspection, meanwhile: Callable[[], object]) -> Changes:
    before = time.time_ns() - STILL_NS
    everything = scan(str(given.content))
    now = seen(everything)
    differ = apart(now, ledger.seen())
    elsewhere = _elsewhere(given, before)
    stamp = (commit_of(given.content), given.sequence)
    came, gone, changed = map(_ours, differ)
    touched = came | changed
    if touched or gone:
        meanwhile()
    return Changes(
        everything=everything,
        seen=_certain(now, everything, touched, before),
        same_names=not gone and not came and all(everything[path] != NO_FILE for path in touched),
        touched=touched,
        gone=gone,
        elsewhere=elsewhere,
        same_elsewhere=_as_left(given.output, ledger)
        and (elsewhere, given.settings) == (ledger.fact("elsewhere"), ledger.fact("settings")),
        stamp=stamp,
        same_stamp=stamp == ledger.fact("stamp"),
        same_day=given.build_day.isoformat() == ledger.fact("day"),
        pictures=_pictures(everything, before),
        altered=inspection.result(),
    )


def _ours(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path for path in paths if path.startswith(OURS))


def _certain(now: Seen, everything: Sources, touched: Iterable[str], before: int) -> Seen:
    """What was seen, each file that was changed just now marked so that the next build reads it again."""
    uncertain = dict.fromkeys((path for path in touched if max(everything[path][1:]) >= before), UNCERTAIN)
    return seen(everything | uncertain) if uncertain else now


def _pictures(everything: Sources, before: int) -> Sources:
    moment = time.time_ns()
    found = ((path, stat) for path, stat in everything.items() if path.startswith(PICTURES))
    return {path: stat if max(stat[1:]) < before else (stat[0], moment, moment) for path, stat in found}


def _as_left(output: Path, ledger: Ledger) -> bool:
    """Whether the files of the theme, and those that Pelican's own generators write, are as they were left."""
    sizes = ledger.fact("assets", {}).get("sizes", {})
    if any(found[0] != sizes[path] for path, found in states(output, sizes).items()):
        return False
    others = ledger.fact("others", {})
    return bool(states(output, others) == others)


def states(output: Path, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Size and last modification (nanoseconds) of some files; -1 and 0 where there is none."""
    return {path: _size_and_time(output / path) for path in paths}


def _size_and_time(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns


def _elsewhere(given: Given, before: int) -> str:
    """A digest of the state of all files besides offers and partners; never the same when one changed just now."""
    parts = [repr((given.site_url, str(given.data), sys.version))]
    for folder in (given.theme, *given.overrides, Path(__file__).parents[1]):
        parts += _states(folder, before)
    for child in sorted(given.content.iterdir()):
        if f"{child.name}/" not in OURS:
            parts += _states(child, before)
    # Installing a package, or another version of it, changes the time of the folder of packages.
    packages = sorted({path for path in sys.path if path.endswith(("site-packages", "dist-packages"))})
    parts += [repr((path, os.stat(path).st_mtime_ns)) for path in packages if os.path.isdir(path)]
    return digest(*parts).hex()


def _states(place: Path, before: int) -> Iterator[str]:
    if place.is_file():
        yield _state(place, before)
    for folder, names, files in os.walk(place, followlinks=True):
        names[:] = sorted(name for name in names if name != "__pycache__")
        for name in sorted(files):
            yield _state(Path(folder, name), before)


def _state(file: Path, before: int) -> str:
    try:
        found = file.stat()
    except OSError:  # a link that leads nowhere
        found = file.lstat()
    just_now = max(found.st_mtime_ns, found.st_ctime_ns) >= before
    moment = time.time_ns() if just_now else 0
    return repr((str(file), found.st_size, found.st_mtime_ns, found.st_ctime_ns, moment))


def ledger_path(given: Given) -> Path:
    """Where the ledger of an output folder lies."""
    return given.cache / f"ledger-{digest(str(given.output.resolve())).hex()}.sqlite"
