"""A build that finds things in its way, or a cache that is not its own: the site stays whole, and editors are told."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from catalogue.building.ledger import Ledger, News

from .conftest import begun
from .states import forth, is_mended, the_ledger
from .world import ROOT, Made, Worker, World, differences, made

NOISE = Random(3).randbytes(1 << 20)  # noqa: S311 -- a test's


def _missing(ledger: Path, elsewhere: Path) -> None:
    ledger.unlink()


def _of_another_output(ledger: Path, elsewhere: Path) -> None:
    shutil.copy2(elsewhere, ledger)


def _of_another_version(ledger: Path, elsewhere: Path) -> None:
    with sqlite3.connect(ledger) as base:
        base.execute("UPDATE fact SET value=(SELECT value FROM fact WHERE name='day') WHERE name='version'")
    base.close()


def _without_tables(ledger: Path, elsewhere: Path) -> None:
    ledger.unlink()
    with sqlite3.connect(ledger) as base:
        base.execute("CREATE TABLE fact(name TEXT)")
    base.close()


def _truncated(ledger: Path, elsewhere: Path) -> None:
    os.truncate(ledger, ledger.stat().st_size // 2)


def _empty(ledger: Path, elsewhere: Path) -> None:
    os.truncate(ledger, 0)


def _noise(ledger: Path, elsewhere: Path) -> None:
    ledger.write_bytes(NOISE[:20_000])


def _noise_inside(ledger: Path, elsewhere: Path) -> None:
    content, size = bytearray(ledger.read_bytes()), ledger.stat().st_size
    content[4096:] = NOISE[: size - 4096]
    ledger.write_bytes(content)


def _a_folder(ledger: Path, elsewhere: Path) -> None:
    ledger.unlink()
    ledger.mkdir()
    (ledger / "note.txt").write_text("")


SPOILED = (
    _missing, _of_another_output, _of_another_version, _without_tables, _truncated, _empty, _noise, _noise_inside,
    _a_folder,
)  # fmt: skip


@pytest.fixture(scope="session")
def other_ledger(worker: Worker, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return the_ledger(begun(tmp_path_factory.mktemp("other"), worker, fonts, offers=5))


@pytest.mark.parametrize("spoil", SPOILED, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_ledger_that_is_not_its_own_is_begun_anew(
    world: World, wanted: tuple[Made, Made], other_ledger: Path, spoil: Callable[[Path, Path], None]
) -> None:
    forth(world)
    spoil(the_ledger(world), other_ledger)
    is_mended(world, wanted[1])


def test_an_output_that_was_copied_from_elsewhere_is_made_right(world: World, wanted: tuple[Made, Made]) -> None:
    copy = world.folder / "copy"
    shutil.copytree(world.output, copy)
    forth(world)
    is_mended(world, wanted[1])
    shutil.rmtree(world.output)
    copy.rename(world.output)
    the_ledger(world).unlink()
    is_mended(world, wanted[1])


def test_a_cache_folder_that_cannot_be_is_told_in_words(world: World) -> None:
    shutil.rmtree(world.cache)
    world.cache.write_text("")
    before = made(world.output, world.data)
    built = world.build()
    assert built.code == 1
    assert str(world.cache) in built.said
    assert "Traceback" not in built.said
    assert made(world.output, world.data) == before


def clear(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()


def _a_folder_for_a_page(page: Path) -> None:
    page.unlink()
    page.mkdir()
    (page / "note.txt").write_text("")


def _a_file_for_a_folder(page: Path) -> None:
    shutil.rmtree(page.parent)
    page.parent.write_text("")


@pytest.mark.parametrize("spoil", [_a_folder_for_a_page, _a_file_for_a_folder], ids=lambda spoil: spoil.__name__)
def test_what_stands_in_the_way_of_a_page_is_named_before_anything_moves(
    world: World, wanted: tuple[Made, Made], spoil: Callable[[Path], None]
) -> None:
    page = world.output / "fr" / "visites" / "balade-2" / "index.html"
    spoil(page)
    before = made(world.output, world.data)
    forth(world)
    built = world.build()
    assert built.code == 1
    assert "balade-2" in built.said
    assert "Traceback" not in built.said
    assert made(world.output, world.data) == before
    clear(page.parent)
    is_mended(world, wanted[1])


def test_an_output_that_lies_on_another_disk_is_built_too(world: World, wanted: tuple[Made, Made]) -> None:
    far = another_disk(world.folder) / f"faubourg-{os.getpid()}"
    shutil.move(world.output, far)
    world.output.symlink_to(far)
    try:
        forth(world)
        assert world.build().code == 0
        assert differences(made(far, world.data), wanted[1]) == []
    finally:
        shutil.rmtree(far)


def another_disk(than: Path) -> Path:
    """A folder on another file system: memory on every Linux, or this project's own folder."""
    choice = (Path("/dev/shm"), ROOT)  # noqa: S108 -- a folder of its own is made in it
    return next(one for one in choice if one.stat().st_dev != than.stat().st_dev)


def test_the_answer_for_machines_is_a_line_of_json(world: World) -> None:
    with world.command() as process:
        out = process.communicate(timeout=60)[0]
    assert json.loads(out)["written"] == 0


def test_a_ledger_of_other_code_is_not_read_as_if_it_were_of_this(world: World, wanted: tuple[Made, Made]) -> None:
    """What it says of offers may have another shape."""
    path = the_ledger(world)
    ledger = Ledger(path)
    shorter = {own_id: (brief[:3], b"") for own_id, brief in ledger.briefs()}
    ledger.write(News(facts={"code": b"other", "trust": "other", "elsewhere": "other"}, offers=shorter))
    ledger.close()
    forth(world)
    is_mended(world, wanted[1])
