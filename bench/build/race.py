"""Races static site generators over the same catalogue: `make bench`.

It writes the invented offers once for each tool, builds them in turn (A B A B ...), each time into an emptied output,
checks that all have written the same files of the same weight, and writes `docs/build_speed.md` and its chart. Every
run is bounded in time.

`PYTHONPATH=plugins .venv/bin/python -m bench.build.race --sizes 500,2000,10000 --rounds 5 --tools faubourg,hugo` and so
on choose (`eleventy` and `pelican` take long); what another race measured of other sizes or tools is kept, with the day
and the commit of its race (`--new` forgets it).
"""

import argparse
import importlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import report, weights
from .content import SEED
from .drawing import milliseconds_each, milliseconds_shared
from .edits import SCENARIOS, Site
from .for_faubourg import data_folder
from .measured import Run, RunFailed, measure

OURS = "faubourg"
TOOLS = (OURS, "hugo", "hugo_gogc", "eleventy", "pelican")
MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of its own is made in it
RESULTS = Path("var/bench/build_speed.json")


@dataclass
class Racer:
    """A tool with the site that it is to build."""

    name: str
    folder: Path
    limit_s: float

    def __post_init__(self) -> None:
        self.tool: Any = importlib.import_module(f".for_{self.name}", __package__)
        self.output = self.folder.with_name(f"{self.folder.name}-output")

    def prepare(self, count: int) -> None:
        """Write its site, and bring the libraries that it wants."""
        self.tool.write(self.folder, SEED, count)
        if hasattr(self.tool, "install"):
            self.tool.install(self.folder, Path("var/bench") / self.name)

    def empty(self) -> None:
        """As before the first build, but for what the tool keeps of pictures."""
        if hasattr(self.tool, "forget"):
            self.tool.forget(self.folder, self.output)
        else:
            shutil.rmtree(self.output, ignore_errors=True)

    def build(self) -> Run:
        """One build, over whatever is there. Raises RunFailed."""
        command, environment = self.tool.command(self.folder, self.output)
        return measure(command, environment, self.limit_s)

    def files(self) -> set[str]:
        """What it has written, without the theme's files and what it alone writes."""
        return {path for path in self._written() if not path.startswith(("theme/", *self.tool.extras()))}

    def counted(self) -> tuple[int, int]:
        """How many files it has written without the theme's, and how many of them no other tool writes."""
        every = [path for path in self._written() if not path.startswith("theme/")]
        return len(every), len(every) - len(self.files())

    def weights(self) -> weights.Weights:
        """How heavy its pages are, kind by kind."""
        return weights.of(self.output, sorted(self.tool.extras()))

    def _written(self) -> set[str]:
        return set(_files(self.output)) | set(_files(data_folder(self.output)))


def main() -> None:
    """Race, and write the document."""
    given = _parse()
    known = {} if given.new or not RESULTS.exists() else json.loads(RESULTS.read_text(encoding="utf-8"))
    for size in given.sizes:
        where = tempfile.mkdtemp(prefix="bench-", dir=given.folder)
        try:
            found = race(Path(where), size, given)
        finally:
            shutil.rmtree(where)
        known[str(size)] = _joined(known.get(str(size), {}), found)
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
    report.write(known)


def race(where: Path, size: int, given: argparse.Namespace) -> dict[str, Any]:
    """All measurements of one size. Raises RunFailed, and SystemExit where the tools write different files."""
    racers = [Racer(name, where / name, given.limit) for name in given.tools]
    for racer in racers:
        racer.prepare(size)
        _say(size, racer.name, "first", racer.build())
    same_files(racers)
    weighed = {racer.name: racer.weights() for racer in racers}
    files = {racer.name: racer.counted() for racer in racers}
    same_weight(weighed)
    runs = _runs(racers, size, given)
    drawn = {"pictures": milliseconds_each, "shared": milliseconds_shared} if OURS in weighed else {}
    found: dict[str, Any] = {kind: {OURS: cost(SEED)} for kind, cost in drawn.items()}
    about = {racer.name: _about(given) for racer in racers}
    return found | {"weights": weighed, "files": files, "runs": runs, "race": about}


def same_weight(weighed: Mapping[str, weights.Weights]) -> None:
    """Whether the pages of all weigh about the same as the first's. Raises SystemExit, with the kinds that do not."""
    first, *others = weighed
    for other in others:
        found = weights.unlike(weighed[first], weighed[other])
        if found:
            raise SystemExit(f"{other}'s pages do not weigh what {first}'s do: {'; '.join(found)}")


def _runs(racers: Sequence[Racer], size: int, given: argparse.Namespace) -> dict[str, dict[str, list[Any]]]:
    runs: dict[str, dict[str, list[Any]]] = {racer.name: {} for racer in racers}
    for number in range(given.rounds):
        for racer in racers:
            for scenario, run in _round(racer, number):
                _say(size, racer.name, scenario, run)
                runs[racer.name].setdefault(scenario, []).append(asdict(run))
    return runs


def _round(racer: Racer, number: int) -> Iterator[tuple[str, Run]]:
    racer.empty()
    yield "full", racer.build()
    yield "again", racer.build()
    if racer.name == OURS:
        site = Site(racer.folder / "content", racer.output)
        for name, edit in SCENARIOS.items():
            expected = edit(site, number)
            yield name, racer.build()
            expected()


def same_files(racers: Sequence[Racer]) -> None:
    """Whether all have written the same files. Raises SystemExit, with the first that differ."""
    first, *others = racers
    wanted = first.files()
    for other in others:
        apart = sorted(wanted ^ other.files())
        if apart:
            few = "\n".join(f"{first.name if one in wanted else other.name}: {one}" for one in apart[:20])
            raise SystemExit(
                f"{first.name} and {other.name} differ in {len(apart)} files. Only one of them wrote\n{few}"
            )


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _joined(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {name: old.get(name, {}) | new.get(name, {}) for name in old | new}


def _about(given: argparse.Namespace) -> dict[str, str | int]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {"on": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit.stdout.strip(), "rounds": given.rounds}


def _say(size: int, name: str, scenario: str, run: Run) -> None:
    print(
        f"{size:>6} {name:<10} {scenario:<9} {run.cpu_s:8.2f} CPU s {run.wall_s:8.2f} s {run.tree_mib:6} MiB",
        flush=True,
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.build.race", description="Race static site generators.")
    parser.add_argument("--sizes", type=lambda text: [int(one) for one in text.split(",")], default=[500, 2_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", type=lambda text: text.split(","), default=list(TOOLS), help=", ".join(TOOLS))
    parser.add_argument("--limit", type=float, default=900, help="seconds of one run")
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None, help="default: in memory")
    parser.add_argument("--new", action="store_true", help="keep nothing of earlier races")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except RunFailed as reason:
        raise SystemExit(str(reason)) from reason
