import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .states import forth
from .world import STILL, Made, Worker, World, hand_over


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    running = Worker()
    yield running
    running.close()


@pytest.fixture(scope="session")
def fonts(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the fonts in it, and pictures of a site as tests begin with: they take seconds to make."""
    world = World(tmp_path_factory.mktemp("first"), worker, offers=5)
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
    hand_over(fonts, made.cache)
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
