"""The store is asked for counts, and gives nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from catalogue.report.phrases import Unavailable
from chalicelib.adapters.dynamodb_store import DynamoDBStore
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.core import keys
from chalicelib.core.changes import Put
from chalicelib.core.records import dump
from chalicelib.core.seats import Departure, Hold, Plan
from chalicelib.ports import Store

from infra.bookings import seats_of
from tests.report.world import World

START = datetime(2027, 4, 3, 12, 30, tzinfo=UTC)
PLAN = Plan(START, START + timedelta(hours=2), START, "2027-04-03T14:30:00+02:00", 20, "open", "fr")
ASKED = {"walls": frozenset({"walls-1", "walls-2", "walls-9"}), "unknown": frozenset({"unknown-1"})}


def fill(store: Store) -> None:
    """More departures than one page of an answer holds; of two some seats are taken."""
    for n in range(120):
        holds = {"booking": Hold(2, START)} if n == 2 else {}
        sold = {1: 3, 2: 1, 3: 7}.get(n, 0)
        departure = Departure(
            f"walls-{n}", "walls", PLAN, "open", START, START, 20, 20 - sold - 2 * len(holds), sold, holds,
        )  # fmt: skip
        store.commit([Put(keys.departure("walls", departure.id), dump(departure), expected_version=None)])


def test_seats_sold_and_held_are_counted_in_sqlite(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "shop.sqlite")
    fill(store)
    store.close()
    found = seats_of(ASKED, {"STORE": "sqlite", "DATA_DIR": str(tmp_path)})
    assert found == {"walls-1": 3, "walls-2": 3, "walls-9": 0}


@pytest.mark.dynamodb
def test_seats_sold_and_held_are_counted_in_dynamodb(
    dynamodb_url: str, dynamodb_client: Any, dynamodb_table: str
) -> None:
    fill(DynamoDBStore(dynamodb_client, dynamodb_table))
    found = seats_of(ASKED, {"STORE": "dynamodb", "TABLE_NAME": dynamodb_table, "DYNAMODB_URL": dynamodb_url})
    assert found == {"walls-1": 3, "walls-2": 3, "walls-9": 0}


@pytest.mark.parametrize(
    ("environ", "code"), [({}, "no_store"), ({"STORE": "sqlite", "DATA_DIR": "/nowhere"}, "store_missing")]
)
def test_without_a_store_it_says_why(environ: dict[str, str], code: str) -> None:
    with pytest.raises(Unavailable) as told:
        seats_of(ASKED, environ)
    assert told.value.code == code


def test_a_store_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        seats_of(ASKED, {"STORE": "sqlite", "DATA_DIR": str(tmp_path)})
    assert not list(tmp_path.iterdir())


def test_a_damaged_store_is_said(tmp_path: Path) -> None:
    (tmp_path / "shop.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(Unavailable) as told:
        seats_of(ASKED, {"STORE": "sqlite", "DATA_DIR": str(tmp_path)})
    assert told.value.params == {"reason": "DatabaseError"}


def test_that_bookings_were_not_looked_at_is_said_in_one_line(world: World) -> None:
    world.walls("from: 2027-04-03", "from: 2027-04-17")
    assert "Bookings were not looked at: no store is named." in world.report()


def test_that_there_are_none_is_said(world: World) -> None:
    world.seats = {}
    world.walls("from: 2027-04-03", "from: 2027-04-17")
    assert "No bookings on the departures that are touched." in world.report()


def test_the_store_is_asked_for_the_departures_that_are_touched_alone(world: World) -> None:
    world.walls("from: 2027-04-03", "from: 2027-04-17")
    world.report()
    assert world.asked == {"walls": {"walls-20270403T1430", "walls-20270410T1430"}}


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [("lat: 48.7997", "lat: 48.7998", 14), ("duration_minutes: 120", "duration_minutes: 90", 14)],
)
def test_what_changes_for_those_who_have_booked_touches_every_departure(
    world: World, old: str, new: str, count: int
) -> None:
    world.walls(old, new)
    world.report()
    assert len(world.asked["walls"]) == count


def test_a_new_price_touches_nobody_who_has_booked(world: World) -> None:
    world.walls("price_cents: 1500", "price_cents: 1600")
    report = world.report()
    assert not world.asked
    assert "ookings" not in report
