"""What the last build left: which sources it read, what it knows of each offer, which files it wrote.

A cache and no more: whatever is missing, foreign, of another version of this code or broken is a ledger without
entries, and the next build reads and renders everything. What it says of a file counts only while the file is as it
was left.

What every build looks through as a whole is kept as a whole, with the few entries that were edited since beside it:
reading ten thousand rows takes ten times as long.
"""

import contextlib
import errno
import fcntl
import marshal
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..digests import SIZE, digest, of_bytes
from .disk import IN_PLACE, UNCHANGED, no_room
from .heap import Heaps
from .seen import Seen

TABLES = """
CREATE TABLE fact(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE edit(kind TEXT, key TEXT, value BLOB, PRIMARY KEY(kind, key)) WITHOUT ROWID;
CREATE TABLE record(kind TEXT, id TEXT, value BLOB, PRIMARY KEY(kind, id));
"""
EDITS_MAX = 1_000
"""So many edits of a kind are kept beside it before it is written as a whole again."""


class Output(NamedTuple):
    """A file as a build left it."""

    path: str
    batch: str
    size: int
    changed: int
    """Nanoseconds of the last change of its entry: whoever writes to it or puts another in its place changes that."""
    inode: int


VERSION = digest(TABLES, repr(Output._fields), sqlite3.sqlite_version).hex()


@dataclass
class News:
    """What a build found and did: what the ledger is to hold from now on."""

    facts: dict[str, Any] = field(default_factory=dict)
    seen: Seen | None = None
    """Of the content folder; None: as before."""
    offers: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """By id: the brief as plain values, and the record."""
    gone_offers: Iterable[str] = ()
    partners: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    gone_partners: Iterable[str] = ()
    pieces: Heaps = field(default_factory=Heaps)
    """By joined file and offer."""
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
    """The ledger of one output folder. Any method may raise sqlite3.DatabaseError: then `forget`."""

    def __init__(self, path: Path) -> None:
        """Open it; one that cannot be used is begun anew."""
        self.path = path
        self._wholes: dict[str, dict[str, Any]] = {}
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
        self._wholes.clear()
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

    def seen(self) -> Seen:
        """The content folder as it was read."""
        return Seen(self.fact("seen:names", ""), self.fact("seen:states", b""))

    def briefs(self) -> Iterator[tuple[str, Any]]:
        """Each offer's id and its brief, by id."""
        return iter(sorted(self._whole("offer").items()))

    def partners(self) -> Iterator[tuple[str, Any]]:
        """Each partner's id and brief, by id."""
        return iter(sorted(self._whole("partner").items()))

    def offer_ids(self) -> set[str]:
        """All offers."""
        return set(self._whole("offer"))

    def partner_ids(self) -> set[str]:
        """All partners."""
        return set(self._whole("partner"))

    def batches(self) -> Mapping[str, bytes]:
        """The digest of what each batch was made from."""
        return self._whole("batch")

    def outputs(self) -> Mapping[str, tuple[Any, ...]]:
        """The files as they were left: by path, the other fields of an Output."""
        return self._whole("output")

    def _whole(self, kind: str) -> dict[str, Any]:
        """All entries of a kind, as of the last build."""
        if kind not in self._wholes:
            whole = self.fact(f"all:{kind}", {})
            for key, value in self._base.execute("SELECT key, value FROM edit WHERE kind=?", (kind,)):
                if value is None:
                    whole.pop(key, None)
                else:
                    whole[key] = _loads(value)
            self._wholes[kind] = whole
        return self._wholes[kind]

    def record(self, offer_id: str) -> Any:
        """All that other pages show of an offer."""
        return self._record("offer", offer_id)

    def partner(self, partner_id: str) -> Any:
        """A partner as it was read."""
        return self._record("partner", partner_id)

    def _record(self, kind: str, own_id: str) -> Any:
        found = self._base.execute("SELECT value FROM record WHERE kind=? AND id=?", (kind, own_id)).fetchone()
        if found is None:
            raise Damaged(f"{own_id} is missing")
        return pickle.loads(_unseal(found[0]))  # noqa: S301 -- our own file, and as it was written

    def expect(self, paths: Iterable[str]) -> None:
        """Write down, before they are there, the files that a build is about to add: it may be killed meanwhile.

        They are added to those that builds which were killed before expected. Raises NoRoom.
        """
        every = sorted({*self.fact("expected", ()), *paths})
        with self._transaction():
            self._put("fact", [("expected", _dumps(every))])

    def write(self, news: News) -> None:
        """Take note of a build that is done. Raises NoRoom."""
        with self._transaction(IN_PLACE):
            if news.seen:
                self._see(news.seen)
            self._edit("offer", {own: brief for own, (brief, _) in news.offers.items()}, news.gone_offers)
            self._edit("partner", {own: brief for own, (brief, _) in news.partners.items()}, news.gone_partners)
            self._edit("batch", news.batches, news.gone_batches)
            self._edit("output", {one.path: tuple(one[1:]) for one in news.outputs}, news.gone_outputs)
            self._put("fact", ((name, _dumps(value)) for name, value in news.facts.items()))
            # A row at a time: all of them together would take a tenth of a build's memory.
            for kind, entries in (("offer", news.offers), ("partner", news.partners)):
                rows = ((kind, own, _seal(pickle.dumps(record))) for own, (_, record) in entries.items())
                self._put("record", rows)
            self._drop("DELETE FROM record WHERE kind='offer' AND id=?", news.gone_offers)
            self._drop("DELETE FROM record WHERE kind='partner' AND id=?", news.gone_partners)
        self._wholes.clear()

    def _see(self, seen: Seen) -> None:
        self._put("fact", [("seen:states", _dumps(seen.states))])
        if self.fact("seen:names") != seen.names:
            self._put("fact", [("seen:names", _dumps(seen.names))])

    def _edit(self, kind: str, entries: Mapping[str, Any], gone: Iterable[str]) -> None:
        edits: dict[str, Any] = {**dict.fromkeys(gone), **entries}
        waiting = self._base.execute("SELECT count(*) FROM edit WHERE kind=?", (kind,)).fetchone()[0]
        if waiting + len(edits) <= EDITS_MAX:
            rows = ((kind, key, None if value is None else _dumps(value)) for key, value in edits.items())
            self._put("edit", rows)
            return
        whole = self._whole(kind) | edits
        self._base.execute("DELETE FROM edit WHERE kind=?", (kind,))
        kept = {key: value for key, value in whole.items() if value is not None}
        self._put("fact", [(f"all:{kind}", _dumps(kept))])

    def _put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ",".join("?" * (2 if table == "fact" else 3))
        self._base.executemany(f"INSERT OR REPLACE INTO {table} VALUES({marks})", rows)

    def _drop(self, query: str, keys: Iterable[str]) -> None:
        self._base.executemany(query, ((key,) for key in keys))

    @contextlib.contextmanager
    def _transaction(self, left: Mapping[str, str] = UNCHANGED) -> Iterator[None]:
        try:
            self._base.execute("BEGIN")
            yield
            self._base.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(sqlite3.DatabaseError):  # the base may have done so by itself
                self._base.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and not isinstance(error, Damaged):
                raise no_room(OSError(errno.ENOSPC, str(error)), self.path, left) from error
            raise


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
