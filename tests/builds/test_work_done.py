"""What a build does is counted: a small edit costs what depends on it, however many offers there are.

Counts, never seconds. Sources opened, batches rendered, files written, statements of the ledger, modules imported.
"""

import json
import os
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from .conftest import begun
from .world import STILL, Worker, World

FEW, MANY = 30, 60
"""Generated offers of the two sites compared; two more are the sample's."""
FRESH = 4
"""Statements that a build may ask more where what it looks at was written less than STILL before."""
HEAVY = ("jinja2", "pydantic", "pelican", "babel", "yaml", "markupsafe", "feedgenerator", "PIL", "rcssmin")


class Done(NamedTuple):
    """What a build did."""

    opened: set[str]
    """Sources, below the content."""
    rendered: int
    written: int
    asked: int
    """Statements of SQL."""


def done(world: World) -> Done:
    built = world.fault("count")
    assert built.code == 0, built.said
    sources = f"{world.content}{os.sep}"
    opened = {path.removeprefix(sources) for path in built.noted["opened"] if path.startswith(sources)}
    return Done(opened, built.summary["rendered"], built.summary["written"], len(built.noted["asked"]))


def alike(small: Done, big: Done) -> bool:
    """The same; what was written just before the last build may be looked at again."""
    return abs(small.asked - big.asked) <= FRESH and small._replace(asked=0) == big._replace(asked=0)


class Site(NamedTuple):
    """A site, and what its first build did."""

    world: World
    first: Done


@pytest.fixture(scope="module")
def few(worker: Worker, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return first_built(tmp_path_factory.mktemp("few"), worker, fonts, FEW)


@pytest.fixture(scope="module")
def many(worker: Worker, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return first_built(tmp_path_factory.mktemp("many"), worker, fonts, MANY)


def first_built(folder: Path, worker: Worker, fonts: Path, offers: int) -> Site:
    world = begun(folder / "site", worker, fonts, offers, built=False)
    return Site(world, done(world))


def test_a_full_build_opens_each_source_once_and_its_work_grows_with_the_offers(few: Site, many: Site) -> None:
    for site, offers in ((few, FEW), (many, MANY)):
        files = [path for path in site.first.opened if path.startswith("offers/")]
        assert len(files) == 2 * (offers + 2)
    ratio = (MANY + 2) / (FEW + 2)
    assert many.first.written <= ratio * 1.05 * few.first.written
    assert many.first.rendered <= ratio * 1.05 * few.first.rendered
    assert many.first.asked <= ratio * 1.05 * few.first.asked


def test_where_nothing_has_changed_nothing_is_opened_rendered_or_written(few: Site, many: Site) -> None:
    small, big = done(few.world), done(many.world)
    assert (small.opened, small.rendered, small.written) == (set(), 0, 0)
    assert alike(small, big)


def test_where_nothing_has_changed_nothing_heavy_is_imported(few: Site) -> None:
    assert imported(few.world) & {*HEAVY, "catalogue.building.builder", "sqlite3"} == {"sqlite3"}


def test_an_edited_body_opens_that_offer_and_writes_its_page(few: Site, many: Site) -> None:
    small, big = edited_body(few.world, 5), edited_body(many.world, 5)
    assert small.opened == {"offers/walk-5.fr.md", "offers/walk-5.en.md", "taxonomy.yaml"}
    assert small.written == 1
    assert small.rendered <= 2
    assert alike(small, big)


def edited_body(world: World, n: int) -> Done:
    world.edit(f"content/offers/walk-{n}.fr.md", "On part de la gare", "On part tous de la gare")
    time.sleep(STILL)
    return done(world)


def test_an_edited_title_costs_the_same_in_a_small_site_and_in_a_big_one(few: Site, many: Site) -> None:
    costs = []
    for site in (few, many):
        site.world.edit("content/offers/walk-10.en.md", "title: Walk number 10", "title: A tenth walk")
        time.sleep(STILL)
        costs.append(done(site.world)._replace(asked=0))  # a calendar asks for each of the offers that it shows
    assert costs[0] == costs[1]
    assert costs[0].written <= 24


def test_an_edited_offer_imports_no_pelican(few: Site) -> None:
    few.world.edit("content/offers/walk-9.fr.md", "On part de la gare", "On part tous de la gare")
    loaded = imported(few.world)
    assert "catalogue.building.builder" in loaded
    assert "pelican" not in loaded


def imported(world: World) -> set[str]:
    """The modules of a build by the command, in a process of its own."""
    tell = "import atexit, json; atexit.register(lambda: print('MODULES', json.dumps([*sys.modules])))"
    with world.command(tell) as process:
        out, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    found = re.search("^MODULES (.*)$", out, re.MULTILINE)
    assert found
    return set(json.loads(found[1]))
