"""The store of one machine: a SQLite file, shared by threads and processes."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock

from chalicelib.adapters import store_rules as rules
from chalicelib.core.changes import Change, Count, Item, Key, Put, Remove
from chalicelib.ports import ConditionFailed, Page, StoreBusy

BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
  partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL,
  data TEXT NOT NULL, indexes TEXT NOT NULL, forget_at INTEGER,
  PRIMARY KEY (partition, sort)
);
CREATE INDEX IF NOT EXISTS to_forget ON items (forget_at) WHERE forget_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS indexed (
  partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, indexes TEXT NOT NULL,
  name TEXT NOT NULL, by_partition TEXT NOT NULL, by_sort TEXT NOT NULL,
  PRIMARY KEY (partition, sort, name)
);
CREATE INDEX IF NOT EXISTS by_index ON indexed (name, by_partition, by_sort, partition, sort);
"""
GET = "SELECT partition, sort, version, data, indexes FROM items WHERE partition = ? AND sort = ?"
ALL = "SELECT partition, sort, version, data, indexes FROM items"
RANGE = """SELECT partition, sort, version, data, indexes FROM items
  WHERE partition = ? AND sort BETWEEN ? AND ? AND sort > ? ORDER BY sort LIMIT ?"""
INDEX_RANGE = """SELECT partition, sort, version, data, indexes FROM indexed
  WHERE name = ? AND by_partition = ? AND by_sort BETWEEN ? AND ? AND (by_sort, partition, sort) > (?, ?, ?)
  ORDER BY by_sort, partition, sort LIMIT ?"""
INSERT = "INSERT INTO items (partition, sort, version, data, indexes, forget_at) VALUES (?, ?, ?, ?, ?, ?)"
UPDATE = "UPDATE items SET version = ?, data = ? WHERE partition = ? AND sort = ?"
DELETE = "DELETE FROM items WHERE partition = ? AND sort = ?"
INDEX = """INSERT INTO indexed (partition, sort, version, data, indexes, name, by_partition, by_sort)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
UNINDEX = "DELETE FROM indexed WHERE partition = ? AND sort = ?"
TO_FORGET = "SELECT partition, sort FROM items WHERE forget_at <= ?"


class SqliteStore:
    """A `Store` in the file `path`; its folder is made.

    A commit that returned is on the disk (WAL with `synchronous=FULL`): it outlives kill -9 and a power cut.
    With `lag` index queries answer as of the last `catch_up()`, as DynamoDB's indexes may. `patience_seconds`
    bounds the wait for other writers.
    """

    def __init__(self, path: str | Path, *, lag: bool = False, patience_seconds: float = 5.0) -> None:
        self._path = Path(path)
        self._patience = patience_seconds
        self._lag = lag
        self._idle: list[sqlite3.Connection] = []
        self._turn = Lock()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.executescript(SCHEMA)

    def get(self, key: Key) -> Item | None:
        """See `Store.get`."""
        rules.check_key(key)
        with self._connection() as connection:
            return _get(connection, key)

    def query(  # noqa: PLR0913
        self, partition: str, *, low: str = "", high: str = "\U0010ffff", index: str | None = None,
        limit: int = 100, after: str | None = None,
    ) -> Page:
        """See `Store.query`."""
        rules.check_query(partition, index, limit)
        mark = rules.Mark.read(after) if after else rules.Mark("", Key("", ""))
        with self._connection() as connection:
            if index:
                start = (mark.sort, mark.key.partition, mark.key.sort)
                rows = connection.execute(INDEX_RANGE, (index, partition, low, high, *start, limit + 1))
            else:
                rows = connection.execute(RANGE, (partition, low, high, mark.sort, limit + 1))
            return rules.page([_item(row) for row in rows], index, limit)

    def commit(self, changes: Sequence[Change]) -> None:
        """See `Store.commit`."""
        rules.check(changes)
        with self._transaction() as connection:
            for position, change in enumerate(changes):
                self._apply(connection, change, position)

    def catch_up(self) -> None:
        """Let index queries see all that is committed by now; of use with `lag` alone."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM indexed")
            for row in connection.execute(ALL).fetchall():
                _index(connection, _item(row))

    def forget(self, now: datetime) -> int:
        """Delete the items whose `forget_at` is not after `now`, and tell how many they were."""
        with self._transaction() as connection:
            keys = [Key(*row) for row in connection.execute(TO_FORGET, (int(now.timestamp()),))]
            for key in keys:
                self._remove(connection, key)
        return len(keys)

    def close(self) -> None:
        """Close the file; the store may still be used, and opens it again."""
        while self._idle:
            self._idle.pop().close()

    def _apply(self, connection: sqlite3.Connection, change: Change, position: int) -> None:
        found = _get(connection, change.key)
        if not _guard_holds(change, found):
            raise ConditionFailed(position, found)
        if isinstance(change, Remove):
            self._remove(connection, change.key)
        elif isinstance(change, Put):
            self._put(connection, change)
        elif found:
            self._update(connection, change, found)

    def _put(self, connection: sqlite3.Connection, put: Put) -> None:
        self._remove(connection, put.key)
        item = Item(put.key, rules.next_version(put), put.data, put.indexes)
        connection.execute(INSERT, (*_row(item), rules.epoch(put.forget_at) if put.forget_at else None))
        self._index(connection, item)

    def _update(self, connection: sqlite3.Connection, count: Count, found: Item) -> None:
        item = Item(found.key, found.version + 1, rules.counted(count, found.data), found.indexes)
        rules.checked_size(item.data)
        connection.execute(UPDATE, (item.version, rules.to_json(item.data), item.key.partition, item.key.sort))
        self._index(connection, item)

    def _remove(self, connection: sqlite3.Connection, key: Key) -> None:
        connection.execute(DELETE, (key.partition, key.sort))
        if not self._lag:
            connection.execute(UNINDEX, (key.partition, key.sort))

    def _index(self, connection: sqlite3.Connection, item: Item) -> None:
        if not self._lag:
            connection.execute(UNINDEX, (item.key.partition, item.key.sort))
            _index(connection, item)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        deadline = time.monotonic() + self._patience
        # Threads wait here in turn: SQLite's own waiting is a sleep, long and unfair among many.
        if not self._turn.acquire(timeout=self._patience):
            raise StoreBusy("other threads kept the store busy: try again")
        try:
            with self._connection(deadline) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
        finally:
            self._turn.release()

    @contextmanager
    def _connection(self, deadline: float | None = None) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses meanwhile; what SQLite says when it is busy becomes `StoreBusy`."""
        deadline = time.monotonic() + self._patience if deadline is None else deadline
        try:
            connection = self._taken()
            try:
                connection.execute(f"PRAGMA busy_timeout = {max(0, int((deadline - time.monotonic()) * 1000))}")
                yield connection
            finally:
                self._idle.append(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in BUSY:
                raise StoreBusy("another process keeps the store busy: try again") from error
            raise

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _guard_holds(change: Change, found: Item | None) -> bool:
    if isinstance(change, Count):
        return found is not None and rules.limits_hold(change, found.data)
    return (found.version if found else None) == change.expected_version


def _get(connection: sqlite3.Connection, key: Key) -> Item | None:
    row = connection.execute(GET, (key.partition, key.sort)).fetchone()
    return _item(row) if row else None


def _item(row: tuple[str, str, int, str, str]) -> Item:
    partition, sort, version, data, indexes = row
    keys = {name: Key(*parts) for name, parts in json.loads(indexes).items()}
    return Item(Key(partition, sort), version, json.loads(data), keys)


def _row(item: Item) -> tuple[str, str, int, str, str]:
    keys = {name: [key.partition, key.sort] for name, key in item.indexes.items()}
    return item.key.partition, item.key.sort, item.version, rules.to_json(item.data), json.dumps(keys)


def _index(connection: sqlite3.Connection, item: Item) -> None:
    for name, key in item.indexes.items():
        connection.execute(INDEX, (*_row(item), name, key.partition, key.sort))
