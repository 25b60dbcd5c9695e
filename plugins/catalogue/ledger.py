"""What the last build left: which sources it read, what it knows of each offer, which files it wrote.

A cache and no more: whatever is missing, foreign, of another version of this code or broken is a ledger without
entries, and the next build reads and renders everything. What it says of a file counts only while the file is as it
was left.
"""

import contextlib
import fcntl
import marshal
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .digests import SIZE, digest, of_bytes

TABLES = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE source(path TEXT PRIMARY KEY, size INT, modified INT, changed INT) WITHOUT ROWID;
CREATE TABLE offer(id TEXT PRIMARY KEY, brief BLOB, record BLOB);
CREATE TABLE partner(id TEXT PRIMARY KEY, brief BLOB, record BLOB);
CREATE TABLE piece(file TEXT, offer TEXT, text BLOB, PRIMARY KEY(file, offer)) WITHOUT ROWID;
CREATE TABLE batch(key TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE output(path TEXT PRIMARY KEY, batch TEXT, size INT, changed INT, inode INT, digest BLOB) WITHOUT ROWID;
"""
VERSION = digest(TABLES, sqlite3.sqlite_version).hex()

Stats = Mapping[str, tuple[int, int, int]]
"""By path below the content: size, and nanoseconds of the last modification and of the last change of its entry."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file as a build left it."""

    path: str
    batch: str
    size: int
    changed: int
    """Nanoseconds of the last change of its entry: whoever writes to it or puts another in its place changes that."""
    inode: int
    digest: bytes


@dataclass
class News:
    """What a build found and did: what the ledger is to hold from now on."""

    facts: dict[str, Any] = field(default_factory=dict)
    sources: Stats = field(default_factory=dict)
    gone_sources: Iterable[str] = ()
    offers: dict[str, tuple[Any, bytes]] = field(default_factory=dict)
    """By id: the brief as plain values, and the record."""
    gone_offers: Iterable[str] = ()
    partners: dict[str, tuple[Any, bytes]] = field(default_factory=dict)
    gone_partners: Iterable[str] = ()
    pieces: dict[tuple[str, str], bytes] = field(default_factory=dict)
    batches: dict[str, bytes] = field(default_factory=dict)
    gone_batches: Iterable[str] = ()
    outputs: list[Output] = field(default_factory=list)
    gone_outputs: Iterable[str] = ()


class Damaged(sqlite3.DatabaseError):
    """The ledger holds something that no build has written."""


def _seal(blob: bytes) -> bytes:
    return of_bytes(blob) + blob


def _unseal(sealed: bytes) -> bytes:
    blob = sealed[SIZE:]
    if of_bytes(blob) != sealed[:SIZE]:
        raise Damaged("an entry is not as it was written")
    return blob


def _loads(sealed: bytes) -> Any:
    return marshal.loads(_unseal(sealed))  # noqa: S302 -- our own file, and as it was written


def _dumps(value: Any) -> bytes:
    return _seal(marshal.dumps(value))


class Ledger:
    """The ledger of one output folder."""

    def __init__(self, path: Path) -> None:
        """Open it; one that cannot be used is begun anew. Any method may raise sqlite3.DatabaseError: then `forget`."""
        self.path = path
        try:
            self._open()
        except sqlite3.DatabaseError:
            self.forget()

    def _open(self) -> None:
        self._base = sqlite3.connect(self.path, isolation_level=None)
        self._base.execute("PRAGMA synchronous=NORMAL")
        if self._base.execute("PRAGMA schema_version").fetchone()[0] == 0:
            self._base.executescript(TABLES)
            self._base.execute("INSERT INTO fact VALUES('version', ?)", (_dumps(VERSION),))
        if self.fact("version") != VERSION:
            raise sqlite3.DatabaseError("of another version")

    def forget(self) -> None:
        """Begin anew, as if nothing had ever been built."""
        self.close()
        if self.path.is_dir():
            shutil.rmtree(self.path)
        self.path.unlink(missing_ok=True)
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(AttributeError):
            self._base.close()

    def reopen(self) -> None:
        """Open it again in a process that was forked: SQLite allows no two to share a connection."""
        self._former = self._base  # closing it would let go of the locks of the process that has it
        self._base = sqlite3.connect(self.path, isolation_level=None)

    def fact(self, name: str, otherwise: Any = None) -> Any:
        """A fact of the last build."""
        found = self._base.execute("SELECT value FROM fact WHERE name=?", (name,)).fetchone()
        return otherwise if found is None else _loads(found[0])

    def sources(self) -> Stats:
        """The sources as they were read."""
        return {path: (size, modified, changed) for path, size, modified, changed in self._rows("source")}

    def briefs(self) -> Iterator[tuple[str, Any]]:
        """Each offer's id and its brief, by id."""
        return self._briefs("offer")

    def partners(self) -> Iterator[tuple[str, Any]]:
        """Each partner's id and brief, by id."""
        return self._briefs("partner")

    def _briefs(self, table: str) -> Iterator[tuple[str, Any]]:
        for own_id, brief in self._base.execute(f"SELECT id, brief FROM {table} ORDER BY id"):  # noqa: S608
            yield own_id, _loads(brief)

    def offer_ids(self) -> set[str]:
        """All offers."""
        return {row[0] for row in self._base.execute("SELECT id FROM offer")}

    def partner_ids(self) -> set[str]:
        """All partners."""
        return {row[0] for row in self._base.execute("SELECT id FROM partner")}

    def record(self, offer_id: str) -> bytes:
        """All that other pages show of an offer. Raises KeyError."""
        return self._one("SELECT record FROM offer WHERE id=?", offer_id)

    def partner(self, partner_id: str) -> bytes:
        """A partner as it was read. Raises KeyError."""
        return self._one("SELECT record FROM partner WHERE id=?", partner_id)

    def pieces(self, file: str) -> Iterator[tuple[str, bytes]]:
        """What each offer gives to a file that is joined from all of them, by id."""
        for own_id, text in self._base.execute("SELECT offer, text FROM piece WHERE file=? ORDER BY offer", (file,)):
            yield own_id, _unseal(text)

    def batches(self) -> dict[str, bytes]:
        """The digest of what each batch was made from."""
        return dict(self._rows("batch"))

    def outputs(self) -> list[Output]:
        """The files as they were left."""
        return [Output(*row) for row in self._rows("output")]

    def _one(self, query: str, own_id: str) -> bytes:
        found = self._base.execute(query, (own_id,)).fetchone()
        if found is None:
            raise KeyError(own_id)
        return _unseal(found[0])

    def _rows(self, table: str) -> Iterator[Any]:
        return self._base.execute(f"SELECT * FROM {table}")  # noqa: S608 -- a name of ours

    def expect(self, paths: Iterable[str]) -> None:
        """Write down, before they are there, the files that a build is about to add: it may be killed meanwhile.

        They are added to those that builds which were killed before expected.
        """
        every = sorted({*self.fact("expected", ()), *paths})
        with self._transaction():
            self._put("fact", 2, [("expected", _dumps(every))])

    def write(self, news: News) -> None:
        """Take note of a build that is done."""
        with self._transaction():
            self._put("fact", 2, ((name, _dumps(value)) for name, value in news.facts.items()))
            self._put("source", 4, ((path, *stats) for path, stats in news.sources.items()))
            self._put("offer", 3, ((own, _dumps(brief), _seal(rec)) for own, (brief, rec) in news.offers.items()))
            self._put("partner", 3, ((own, _dumps(one), _seal(rec)) for own, (one, rec) in news.partners.items()))
            self._put("piece", 3, ((*key, _seal(text)) for key, text in news.pieces.items()))
            self._put("batch", 2, news.batches.items())
            self._put("output", 6, map(_row, news.outputs))
            self._drop("source", "path", news.gone_sources)
            self._drop("offer", "id", news.gone_offers)
            self._drop("piece", "offer", news.gone_offers)
            self._drop("partner", "id", news.gone_partners)
            self._drop("batch", "key", news.gone_batches)
            self._drop("output", "path", news.gone_outputs)

    def _put(self, table: str, columns: int, rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ",".join("?" * columns)
        self._base.executemany(f"INSERT OR REPLACE INTO {table} VALUES({marks})", rows)

    def _drop(self, table: str, column: str, keys: Iterable[str]) -> None:
        self._base.executemany(f"DELETE FROM {table} WHERE {column}=?", ((key,) for key in keys))  # noqa: S608

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")


def _row(output: Output) -> tuple[str, str, int, int, int, bytes]:
    return (output.path, output.batch, output.size, output.changed, output.inode, output.digest)


@contextlib.contextmanager
def one_at_a_time(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Let one build at a time into an output folder; the next one waits, after it has said so."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
