"""Whatever is edited, building what has changed gives the very bytes that building everything gives.

A walk at random: some edits, a build in place, and now and then a build of everything beside it to compare with. The
walk of `make test` makes every kind of edit once. A longer one: `BUILD_WALK=200 pytest tests/builds -k walk`, with
`BUILD_SEED=…` to walk the same way again.
"""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import begun
from .edits import Draw
from .edits_around import EDITS
from .faulty_edits import FAULTS
from .world import STILL, Worker, World, differences, made

LONG = int(os.environ.get("BUILD_WALK", "0"))
SEED = int(os.environ.get("BUILD_SEED", "0")) or secrets.randbelow(1 << 30)
INPUTS = ("content", "theme", "conf.py")


class Walk:
    """A site, what was done to it, and where it stood before."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.draw = world, Draw(seed)
        self.log: list[str] = [f"seed {seed}"]
        self._kept = world.folder / "before"

    def keep(self) -> None:
        """Remember the inputs."""
        shutil.rmtree(self._kept, ignore_errors=True)
        for name in INPUTS:
            _copy(self.world.folder / name, self._kept / name)
        self._env = dict(self.world.env)

    def back(self) -> None:
        """Take the inputs back to where they were remembered."""
        for name in INPUTS:
            _bring(self._kept / name, self.world.folder / name)
        self.world.env = dict(self._env)
        self.log.append("back")

    def edit(self, names: list[str]) -> None:
        for name in names:
            (EDITS | FAULTS)[name](self.world, self.draw)
            self.log.append(name)

    def build(self) -> None:
        """Build what has changed; now and then at once, or in a process that stays."""
        if self.draw.random.random() < 0.8:
            time.sleep(STILL)  # so that the next build may trust the times of these files
        resident = self.draw.chance()
        built = self.world.build(resident=resident)
        self.log.append(f"-> {'resident' if resident else 'command'}: {built.summary.get('written')} written")
        assert built.code == 0, self.told(built.said)

    def compare(self) -> None:
        whole, wanted = self.world.whole()
        assert whole.code == 0, self.told(whole.said)
        found = made(self.world.output, self.world.data)
        assert not differences(found, wanted), self.told("\n".join(differences(found, wanted)))
        assert not (self.world.folder / ".output.building").exists(), self.told("a folder was left over")
        empty = [folder for folder in self.world.output.rglob("*") if folder.is_dir() and not any(folder.iterdir())]
        assert not empty, self.told(str(empty))

    def told(self, what: str) -> str:
        return "\n".join([*self.log, what])


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _bring(source: Path, target: Path) -> None:
    """Make `target` what `source` is, and touch nothing that is the same."""
    if source.is_file():
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        return
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in [path for path in target.rglob("*") if path.is_file()]:
        if path.relative_to(target) not in wanted:
            path.unlink()
    for path in wanted:
        _bring(source / path, target / path)


@pytest.fixture
def walk(worker: Worker, fonts: Path, tmp_path: Path) -> Iterator[Walk]:
    """From a site of 25 offers: a page and one more."""
    world = begun(tmp_path / "site", worker, fonts, offers=23)
    world.edit("content/taxonomy.yaml", "currency: EUR", "currency: EUR\npartial_languages: [en]")
    yield Walk(world, SEED)
    shutil.rmtree(tmp_path)  # a walk leaves many files


def every_kind(walk: Walk) -> Iterator[list[str]]:
    """All kinds of edits, two or three together, in an order drawn at random."""
    names = list(EDITS)
    walk.draw.random.shuffle(names)
    while names:
        size = walk.draw.random.choice([2, 3])
        yield [names.pop() for _ in range(min(len(names), size))]


def test_a_walk_through_every_kind_of_edit_gives_the_site_of_a_full_build(walk: Walk) -> None:
    for turn, names in enumerate(every_kind(walk)):
        walk.edit(names)
        walk.build()
        if turn % 2:
            walk.compare()
    walk.compare()


def test_an_edit_that_is_taken_back_gives_the_site_of_before(walk: Walk) -> None:
    walk.build()
    before = made(walk.world.output, walk.world.data)
    walk.keep()
    for names in every_kind(walk):
        walk.edit([name for name in names if not name.startswith(("output", "theme_file"))][:2])
        walk.build()
        walk.back()
        walk.build()
        found = made(walk.world.output, walk.world.data)
        assert not differences(found, before), walk.told("\n".join(differences(found, before)))
        if not LONG and len(walk.log) > 30:
            return


@pytest.mark.timeout(0 if LONG else 120)
def test_a_walk_at_random_gives_the_site_of_a_full_build_at_every_step(walk: Walk) -> None:
    for _ in range(LONG or 2):
        walk.keep()
        walk.edit(walk.draw.random.choices(list(EDITS), k=walk.draw.random.choice([1, 1, 1, 2, 3])))
        walk.build()
        walk.compare()
        if walk.draw.random.random() < 0.15:
            walk.back()
            walk.build()
            walk.compare()


def test_a_fault_stops_both_builds_with_the_same_words_and_leaves_the_site(
    worker: Worker, fonts: Path, tmp_path: Path
) -> None:
    walk = Walk(begun(tmp_path / "site", worker, fonts, offers=4), SEED)
    before = made(walk.world.output, walk.world.data)
    walk.keep()
    for name in FAULTS:
        walk.edit([name])
        built, (whole, _) = walk.world.build(), walk.world.whole()
        assert (built.code, built.said) == (1, whole.said), walk.told(f"{built.said}\ninstead of\n{whole.said}")
        assert made(walk.world.output, walk.world.data) == before, walk.told("the site has changed")
        walk.back()
    walk.build()
    assert made(walk.world.output, walk.world.data) == before
    walk.compare()
