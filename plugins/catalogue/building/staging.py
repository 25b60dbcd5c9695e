"""Putting a build in its place: everything is written beside the site first, then moved, so that no reader, no kill
and no full disk ever meets half of a page, or a link to a page that is not there yet.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from filecmp import cmp
from pathlib import Path
from typing import BinaryIO

from ..digests import of_bytes
from .disk import no_room, write
from .joined import Index, Joined
from .ledger import Output
from .places import ASSETS, DATA, Places


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: what is known of it, and where it waits (empty: it is as it was, and stays)."""

    output: Output
    waits_at: str = ""
    index: Index | None = None
    """Of a joined file."""


class Stage:
    """Where a build keeps what it has made until all of it is there. One process of a build has one."""

    def __init__(
        self,
        places: Places,
        former: Callable[[str], Output | None],
        index: Callable[[str], Index | None] = lambda path: None,
        *,
        always: bool = False,
    ) -> None:
        """`former` gives a file of the last build that is as it was left, `index` where the pieces of a joined one lie.

        `always`: write even what is the same.
        """
        self.places = places
        self.former = former
        self.index = index
        self.always = always
        self._count = 0

    def put(self, path: str, batch: str, content: bytes | Joined) -> Made:
        """Keep a file. Raises NoRoom, and Damaged where the ledger has lost a piece of it."""
        if isinstance(content, Joined):
            return self._join(path, batch, content)
        known = of_bytes(content)
        former = None if self.always else self.former(path) or self._there_already(path, known, content)
        if former is not None and former.digest == known:
            return Made(Output(path, batch, former.size, former.changed, former.inode, known))
        return self._write(path, batch, content, known)

    def _there_already(self, path: str, known: bytes, content: bytes) -> Output | None:
        """A file that no ledger knows, and that yet is what was made."""
        target = self.places.target(path)
        try:
            found = os.stat(target)
        except OSError:
            return None
        if found.st_size != len(content) or Path(target).read_bytes() != content:
            return None
        return Output(path, "", found.st_size, found.st_ctime_ns, found.st_ino, known)

    def _join(self, path: str, batch: str, content: Joined) -> Made:
        known = content.digest
        former = None if self.always else self.former(path)
        if former is not None and former.digest == known:
            return Made(Output(path, batch, former.size, former.changed, former.inode, known))
        waits_at, target = self._wait(path), self.places.target(path)
        try:
            with open(waits_at, "xb") as file:
                index = self._fill(file, target, content, self.index(path) if former else None)
        except OSError as error:
            raise no_room(error, waits_at) from error
        if former is None and not self.always and os.path.isfile(target) and cmp(waits_at, target, shallow=False):
            os.unlink(waits_at)
            found = os.stat(target)
            return Made(Output(path, batch, found.st_size, found.st_ctime_ns, found.st_ino, known), index=index)
        return Made(Output(path, batch, os.stat(waits_at).st_size, 0, 0, known), waits_at, index)

    def _fill(self, file: BinaryIO, target: str, content: Joined, index: Index | None) -> Index:
        if index is None or index.ids != content.pieces.known:
            return content.write(file)
        with open(target, "rb") as former:
            return content.patch(file, former, index)

    def _wait(self, path: str) -> str:
        """Where the next file waits."""
        self._count += 1
        room = self.places.waiting_data if path.startswith(DATA) else self.places.waiting
        return f"{room}{os.sep}{os.getpid()}-{self._count}"

    def _write(self, path: str, batch: str, content: bytes, known: bytes) -> Made:
        waits_at = self._wait(path)
        try:
            write(waits_at, content)
        except OSError as error:
            raise no_room(error, waits_at) from error
        return Made(Output(path, batch, len(content), 0, 0, known), waits_at)


def clear(places: Places) -> None:
    """Leave nothing that waits."""
    for room in (places.waiting, places.waiting_data):
        shutil.rmtree(room, ignore_errors=True)
    with contextlib.suppress(OSError):  # it holds data
        places.data.rmdir()


@contextlib.contextmanager
def waiting_room(places: Places) -> Iterator[None]:
    """The folder where files wait, new and empty; gone at the end, whatever happens."""
    rooms = (places.waiting, places.waiting_data)
    try:
        for room in rooms:
            shutil.rmtree(room, ignore_errors=True)  # left by a build that was killed
            room.mkdir(parents=True)
        yield
    except OSError as error:
        raise no_room(error, places.waiting) from error
    finally:
        clear(places)


@dataclass
class Moves:
    """What is to be done to the site, and in which turn."""

    places: Places
    known: Collection[str]
    """Paths of the files of the last build."""
    made: list[Made] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    _there: set[str] = field(default_factory=set)
    """Targets where there is a file already."""

    @property
    def written(self) -> list[Made]:
        """The files that change or are new."""
        return [one for one in self.made if one.waits_at]

    def added(self) -> list[str]:
        """Paths that the site did not have. Pictures and the theme's files are not told: they stay in any case."""
        new = (one.output.path for one in self.written if one.output.path not in self.known)
        return [path for path in new if not path.startswith(ASSETS)]

    def make_folders(self) -> None:
        """Make the folders of the new files, and see that nothing stands in their places. Raises NoRoom."""
        targets = [self.places.target(one.output.path) for one in self.written]
        fresh = {folder for folder in sorted(set(map(os.path.dirname, targets))) if _made(folder)}
        for target in targets:
            if os.path.dirname(target) not in fresh and os.path.lexists(target):
                self._there.add(target)
                if os.path.isdir(target) and not os.path.islink(target):
                    raise no_room(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)), target)

    def carry_out(self) -> list[Output]:
        """Move everything to its place: new files, then changed ones, then take away those no longer planned.

        So a link of the site leads somewhere at every moment, and after a kill too: nothing leads to a new page before
        it is there, and nothing leads to an old one any more when it goes. Returns the files as they now are.
        """
        moved = [self._move(one) for one in sorted(self.written, key=self._turn)]
        for path in self.gone:
            self._take_away(path)
        return [*moved, *(one.output for one in self.made if not one.waits_at)]

    def _move(self, one: Made) -> Output:
        target, output = self.places.target(one.output.path), one.output
        os.replace(one.waits_at, target)
        left = os.stat(target)
        return Output(output.path, output.batch, output.size, left.st_ctime_ns, left.st_ino, output.digest)

    def _turn(self, one: Made) -> tuple[bool, bool]:
        path = one.output.path
        return self.places.target(path) in self._there, not path.startswith(ASSETS)

    def _take_away(self, path: str) -> None:
        target = Path(self.places.target(path))
        target.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # it is not empty
            for folder in target.parents:
                if folder in (self.places.site, self.places.data):
                    break
                folder.rmdir()


def _made(folder: str) -> bool:
    """Make a folder. Returns whether it was not there. Raises NoRoom."""
    try:
        os.mkdir(folder)
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise no_room(error, folder) from error
        return False
    except FileNotFoundError:
        os.makedirs(folder)
    except OSError as error:
        raise no_room(error, folder) from error
    return True
