"""What SQLite's store promises beyond the port: late indexes, forgetting, many processes, sudden death."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.core.changes import Count, Entry, Item, Key, Put, Remove
from chalicelib.ports import StoreBusy, TooLarge

KEY, LEFT, RIGHT = Key("p", "1"), Key("twins", "left"), Key("twins", "right")
QUEUE = {"work": Key("mails", "1")}


@pytest.fixture
def late(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.sqlite", lag=True)
    yield store
    store.close()


def queued(store: SqliteStore) -> tuple[Item, ...]:
    return store.query("mails", index="work").items


def test_a_late_index_shows_what_was_committed_before_it_caught_up(late: SqliteStore) -> None:
    late.commit([Put(KEY, {"n": 1}, None, QUEUE)])
    assert (queued(late), late.query("p").items) == ((), (Item(KEY, 1, {"n": 1}, QUEUE),))
    late.catch_up()
    late.commit([Count(KEY, add={"n": 1})])
    assert queued(late) == (Item(KEY, 1, {"n": 1}, QUEUE),)
    late.catch_up()
    assert queued(late) == (Item(KEY, 2, {"n": 2}, QUEUE),)


def test_a_late_index_still_shows_what_is_gone(late: SqliteStore) -> None:
    late.commit([Put(KEY, {}, None, QUEUE)])
    late.catch_up()
    late.commit([Remove(KEY, 1)])
    assert (late.get(KEY), len(queued(late))) == (None, 1)
    late.catch_up()
    assert queued(late) == ()


def test_what_is_past_its_time_is_forgotten_when_told_and_not_before(sqlite_store: SqliteStore) -> None:
    soon, later, never = Key("p", "soon"), Key("p", "later"), Key("p", "never")
    sqlite_store.commit([
        Put(soon, {}, None, QUEUE, forget_at="2027-05-01T12:30:00Z"),
        Put(later, {}, None, forget_at="2027-05-01T12:30:01Z"), Put(never, {}, None),
    ])
    assert sqlite_store.forget(datetime(2027, 5, 1, 12, 29, 59, tzinfo=UTC)) == 0
    assert sqlite_store.forget(datetime(2027, 5, 1, 12, 30, tzinfo=UTC)) == 1
    assert [item.key for item in sqlite_store.query("p").items] == [later, never]
    assert queued(sqlite_store) == ()


def test_a_put_without_a_time_to_forget_is_kept_from_then_on(sqlite_store: SqliteStore) -> None:
    sqlite_store.commit([Put(KEY, {}, None, forget_at="2027-05-01T12:30:00Z")])
    sqlite_store.commit([Put(KEY, {}, 1)])
    assert sqlite_store.forget(datetime(2030, 1, 1, tzinfo=UTC)) == 0


def test_the_store_is_busy_when_another_writer_does_not_end(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with closing(SqliteStore(path, patience_seconds=0.2)) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            store.commit([Put(KEY, {}, None)])
        assert store.get(KEY) is None  # readers do not wait
        other.rollback()
        store.commit([Put(KEY, {}, None)])
        assert store.get(KEY)


def test_a_closed_store_opens_again_and_kept_all(sqlite_store: SqliteStore) -> None:
    sqlite_store.commit([Put(KEY, {"n": 1}, None)])
    sqlite_store.close()
    assert sqlite_store.get(KEY) == Item(KEY, 1, {"n": 1}, {})


WRITER = """
import sys
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.core.changes import Count, Key
store = SqliteStore(sys.argv[1])
for n in range(int(sys.argv[2])):
    store.commit([Count(Key("twins", side), add={"n": 1}) for side in ("left", "right")])
    print(n + 1, flush=True)
store.close()
"""


@contextmanager
def writer(path: Path, commits: int) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "booking_fn")}
    command = [sys.executable, "-c", WRITER, str(path), str(commits)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def twins(store: SqliteStore) -> tuple[int, int]:
    left, right = store.query("twins").items
    assert left.version == right.version
    return left.version - 1, right.version - 1


def seed(path: Path) -> SqliteStore:
    store = SqliteStore(path)
    store.commit([Put(LEFT, {"n": 0}, None), Put(RIGHT, {"n": 0}, None)])
    return store


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.15])
def test_killed_in_the_midst_of_writing_it_keeps_every_commit_that_returned(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "store.sqlite"
    seed(path).close()
    with writer(path, 1_000_000) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split()
    told = int(said[-1]) if said else 1
    with closing(SqliteStore(path)) as store, closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        left, right = twins(store)
        assert left == right
        assert told <= left <= told + 1
        store.commit([Count(LEFT, add={"n": 1})])


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with closing(seed(path)) as store, writer(path, 300) as first, writer(path, 300) as second:
        for process in (first, second):
            assert process.stdout
            assert process.stdout.readline() == "1\n"
        for _ in range(100):
            store.commit([Count(key, add={"n": 1}) for key in (LEFT, RIGHT)])
        for process in (first, second):
            assert process.wait(60) == 0
        assert twins(store) == (700, 700)
        assert [item.data["n"] for item in store.query("twins").items] == [700, 700]


def test_a_count_does_not_let_an_item_grow_too_large(sqlite_store: SqliteStore) -> None:
    sqlite_store.commit([Put(KEY, {"holds": {}, "t": "x" * 290_000}, None)])
    with pytest.raises(TooLarge):
        sqlite_store.commit([Count(KEY, add_entry=Entry("holds", "b1", "x" * 20_000))])
    assert sqlite_store.query("p").items[0].data["holds"] == {}
