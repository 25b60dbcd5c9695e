"""A small content folder, theme and settings of their own, which tests edit and build."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "site" / "sample"
COSTLY = ("*.woff2", "letters-*", "pictures/*")
"""Names of the files in a cache folder that are the same for everybody, and costly to make."""

FIXED = {"SOURCE_DATE_EPOCH": "1800000000"}
"""The moment that is written into data."""

STILL = 0.06
"""Seconds after which a build trusts the times of files."""

SETTINGS = """\
import runpy

globals().update({{name: value for name, value in runpy.run_path({real!r}).items() if name.isupper()}})
PLUGIN_PATHS = [{plugins!r}]
"""

OFFER_FR = """\
---
title: Balade numéro {n}
slug: balade-{n}
summary: Une balade d’une heure et demie, la {n}e de la liste, entre les berges et les anciens ateliers de la ville.
come: RER C, gare d’Ivry-sur-Seine.
type: walk
themes: [river]
territory: val-de-marne
commune: Ivry-sur-Seine
partner: rives
languages: [fr, en]
duration_minutes: 90
meeting_point: {{name: "Gare d’Ivry", address: "1 place de la Gare, 94200 Ivry-sur-Seine", lat: 48.8139, lon: 2.3914}}
capacity: 20
party_max: 6
tariffs: [{{id: adult, price_cents: {price}}}]
departures:
  - {{on: 2027-04-{day:02d}, at: "10:00"}}
  - {{on: 2027-09-{day:02d}, at: "10:00"}}
---
On part de la gare, groupe {n}.
"""
OFFER_EN = """\
---
title: Walk number {n}
slug: walk-{n}
summary: A walk of an hour and a half, number {n} of the list, between the banks and the old workshops of the town.
come: RER C, Ivry-sur-Seine station.
---
We start from the station, group {n}.
"""
PARTNER_FR = """\
---
name: Les Amis du canal
kind: association
territory: seine-saint-denis
languages: [fr]
email: canal@example.org
language: fr
summary: Une association sans visite pour l’instant.
---
Une association de démonstration.
"""
PARTNER_EN = """\
---
summary: A club without a visit as yet.
---
A club made up for the demonstration.
"""


@dataclass(frozen=True)
class Built:
    """What a build answered."""

    code: int
    said: str
    summary: dict[str, Any]
    noted: dict[str, Any]
    """What `faults.noted` tells, where a fault was asked for."""


class Worker:
    """A process that builds (`worker.py`), ended by `close`."""

    def __init__(self) -> None:
        path = os.pathsep.join((str(ROOT), str(ROOT / "plugins")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.builds.worker"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": path, "LC_ALL": "en_GB.UTF-8"} | FIXED,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def build(self, **asked: Any) -> Built:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        return Built(found["code"], found["said"], found["summary"] or {}, found["noted"])

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)


class World:
    """A folder with all that a build is given, and what it makes."""

    def __init__(self, folder: Path, worker: Worker, offers: int = 3) -> None:
        """`offers` are generated besides the two of the sample."""
        self.folder, self.worker = folder, worker
        self.content, self.theme, self.settings = folder / "content", folder / "theme", folder / "conf.py"
        self.output, self.data, self.cache = folder / "output", folder / "data", folder / "cache"
        self.env = {"SITE_URL": "https://visits.example.org", "BUILD_DAY": "2027-03-01", "CATALOGUE_SEQUENCE": "7"}
        shutil.copytree(SAMPLE, self.content)
        shutil.copytree(ROOT / "theme", self.theme)
        (self.content / "media" / "map.txt").write_text("a map")
        text = SETTINGS.format(real=str(ROOT / "pelicanconf.py"), plugins=str(ROOT / "plugins"))
        self.settings.write_text(text)
        for n in range(1, offers + 1):
            self.add_offer(n)
        (self.content / "partners" / "canal.fr.md").write_text(PARTNER_FR)
        (self.content / "partners" / "canal.en.md").write_text(PARTNER_EN)

    def add_offer(self, n: int) -> None:
        facts = {"n": n, "price": 1000 + 10 * n, "day": 1 + n % 28}
        (self.content / "offers" / f"walk-{n}.fr.md").write_text(OFFER_FR.format(**facts))
        (self.content / "offers" / f"walk-{n}.en.md").write_text(OFFER_EN.format(**facts))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which must be in the file, wherever it stands in it."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, *, resident: bool = False, fault: dict[str, Any] | None = None) -> Built:
        """Build what has changed, in place."""
        return self._build(self.output, self.data, self.cache, whole=False, resident=resident, fault=fault)

    def fault(self, kind: str, at: int = 0) -> Built:
        """Build what has changed, with a fault of `faults.py`."""
        return self.build(fault={"kind": kind, "at": at, "within": str(self.folder)})

    def whole(self) -> tuple[Built, "Made"]:
        """Build everything into empty folders, with an empty cache; nothing of it stays."""
        place = self.folder / "whole"
        with _fresh(place):
            self._seed(place)
            built = self._build(place / "output", place / "data", place / "cache", whole=True)
            return built, made(place / "output", place / "data")

    def _seed(self, place: Path) -> None:
        """Give the fonts, which are made once for all; and the pictures, whose names tell what they show."""
        hand_over(self.cache, place / "cache")
        covers = self.output / "theme" / "covers"
        if covers.is_dir():
            shutil.copytree(covers, place / "output" / "theme" / "covers")

    def _build(self, output: Path, data: Path, cache: Path, **asked: Any) -> Built:
        asked = {"resident": False, "fault": None} | asked
        return self.worker.build(settings=str(self.settings), env=self.inputs(output, data, cache), **asked)

    def inputs(self, output: Path, data: Path, cache: Path) -> dict[str, str]:
        """What the environment says to a build."""
        places = {"CONTENT": self.content, "THEME": self.theme, "OUTPUT": output, "DATA_OUTPUT": data}
        return self.env | {name: str(path) for name, path in places.items()} | {"CATALOGUE_CACHE": str(cache)}

    @contextlib.contextmanager
    def command(self, before: str = "") -> Iterator["subprocess.Popen[str]"]:
        """The command as a process of its own, ended at the end; `before` is Python that it runs first."""
        more = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins"))), "LC_ALL": "en_GB.UTF-8"}
        code = f"import sys; from catalogue.build import main\n{before}\nsys.exit(main(sys.argv[1:]))"
        with subprocess.Popen(
            [sys.executable, "-c", code, "-s", str(self.settings), "--json"],
            cwd=ROOT,
            env=os.environ | more | FIXED | self.inputs(self.output, self.data, self.cache),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                with contextlib.suppress(ProcessLookupError):  # it and what it began, in its own session
                    os.killpg(process.pid, signal.SIGKILL)


def hand_over(cache: Path, other: Path) -> None:
    """Give a cache folder what is costly to make."""
    for file in (file for pattern in COSTLY for file in cache.glob(pattern)):
        target = other / file.relative_to(cache)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


Made = dict[str, bytes]
"""The files of an output and, under `data:`, of its data."""


def made(output: Path, data: Path) -> Made:
    """All files that are there."""
    found = {}
    for folder, prefix in ((output, ""), (data, "data:")):
        for file in folder.rglob("*"):
            if not file.is_dir():
                found[prefix + file.relative_to(folder).as_posix()] = file.read_bytes()
    return found


@contextlib.contextmanager
def _fresh(place: Path) -> Iterator[None]:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    yield
    shutil.rmtree(place)


KEPT = "theme/"
"""Files below it are named by what they hold and stay when nothing leads to them any more."""


def differences(found: Made, wanted: Made) -> list[str]:
    """How a site differs from the one wanted, a file a line."""
    lines = [f"missing: {path}" for path in wanted.keys() - found.keys()]
    lines += [f"left over: {path}" for path in found.keys() - wanted.keys() if not path.startswith(KEPT)]
    lines += [f"differs: {path}" for path in wanted.keys() & found.keys() if wanted[path] != found[path]]
    return sorted(lines)
