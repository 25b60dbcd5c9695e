"""Everything the stand-in knows, in one SQLite file, so that it survives a restart."""

import json
import sqlite3
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

Object: TypeAlias = dict[str, Any]
"""An object as Stripe's API gives it; names that start with `_` are ours and stay here."""

TABLE = """
CREATE TABLE IF NOT EXISTS objects (
  number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, status TEXT, body TEXT NOT NULL,
  UNIQUE (kind, id));
CREATE INDEX IF NOT EXISTS by_status ON objects (kind, status);
"""


class Ledger:
    """Objects by kind and id. `with ledger:` is a transaction that no other thread sees the middle of."""

    def __init__(self, path: Path | None = None) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(TABLE)
        self._lock = threading.RLock()
        self._depth = 0

    def __enter__(self) -> Self:
        self._lock.acquire()
        if self._depth == 0:
            self._db.execute("BEGIN IMMEDIATE")
        self._depth += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
        self._lock.release()

    def put(self, found: Object) -> Object:
        """Write an object under its `object` and `id`; it is found by its `status` too."""
        row = (found["object"], found["id"], found.get("status"), json.dumps(found))
        with self:
            self._db.execute(
                "INSERT INTO objects (kind, id, status, body) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (kind, id) DO UPDATE SET status = excluded.status, body = excluded.body", row,
            )
        return found

    def get(self, kind: str, id: str) -> Object | None:
        """The object, or `None`."""
        with self:
            row = self._db.execute("SELECT body FROM objects WHERE kind = ? AND id = ?", (kind, id)).fetchone()
        return json.loads(row[0]) if row else None

    def all(self, kind: str, status: str | None = None) -> list[Object]:
        """Objects of a kind, newest first."""
        where, given = ("", (kind,)) if status is None else (" AND status = ?", (kind, status))
        with self:
            rows = self._db.execute(
                f"SELECT body FROM objects WHERE kind = ?{where} ORDER BY number DESC",  # noqa: S608  # our own words
                given,
            ).fetchall()
        return [json.loads(row[0]) for row in rows]

    def clear(self) -> None:
        """Forget everything."""
        with self:
            self._db.execute("DELETE FROM objects")

    def close(self) -> None:
        """Close the file; nothing is used afterwards."""
        with self._lock:
            self._db.close()


def public(found: Object) -> Object:
    """The object as the API and the webhooks show it."""
    return {name: value for name, value in found.items() if not name.startswith("_")}
