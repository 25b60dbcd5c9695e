import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .states import forth
from .world import FONTS, STILL, Made, Worker, World


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    running = Worker()
    yield running
    running.close()


@pytest.fixture(scope="session")
def fonts(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the headline font in it, which takes seconds to make."""
    world = World(tmp_path_factory.mktemp("first"), worker, offers=0)
    assert world.build().code == 0
    return world.cache


@pytest.fixture
def world(worker: Worker, fonts: Path, tmp_path: Path) -> World:
    """A small site that was built."""
    return begun(tmp_path / "site", worker, fonts, offers=3)


def begun(folder: Path, worker: Worker, fonts: Path, offers: int, *, built: bool = True) -> World:
    """A site, built once unless said otherwise."""
    made = World(folder, worker, offers)
    made.cache.mkdir()
    for font in fonts.glob(FONTS):
        shutil.copy2(font, made.cache)
    time.sleep(STILL)
    if built:
        answer = made.build()
        assert answer.code == 0, answer.said
    return made


@pytest.fixture(scope="session")
def wanted(worker: Worker, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Made]:
    """The site before `forth` and after it, by full builds."""
    world = begun(tmp_path_factory.mktemp("wanted"), worker, fonts, offers=3)
    before = world.whole()[1]
    forth(world)
    return before, world.whole()[1]
