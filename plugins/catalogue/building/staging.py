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
from typing import BinaryIO, NamedTuple

from .disk import no_room, write
from .joined import Former, Index, Joined
from .ledger import Output
from .places import ASSETS, DATA, Places


class Made(NamedTuple):
    """A file that was made: what is known of it, and where it waits (empty: it is as it was, and stays)."""

    output: Output
    waits_at: str = ""
    joined: Index | None = None
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
        self._there: dict[str, bool] = {}
        """Whether there is anything under a name at the top of the site."""

    def put(self, path: str, batch: str, content: bytes | Joined) -> Made:
        """Keep a file. Raises NoRoom, and Damaged where a piece of it is lost."""
        if isinstance(content, Joined):
            return self._join(path, batch, content)
        found = None if self.always else self._as_it_is(path, content)
        return self._write(path, batch, content) if found is None else Made(found._replace(batch=batch))

    def _as_it_is(self, path: str, content: bytes) -> Output | None:
        """The file of the site, whoever wrote it, where it is what was made."""
        former = self.former(path)
        if former is None and self._is_new_below(path):
            return None
        target = self.places.target(path)
        try:
            found = os.stat(target)
            if found.st_size != len(content) or Path(target).read_bytes() != content:
                return None
        except OSError:
            return None
        return former or Output(path, "", found.st_size, found.st_ctime_ns, found.st_ino)

    def _is_new_below(self, path: str) -> bool:
        """Whether the first folder of the path was not there before: then no file is. The moves come after all this."""
        top = path.partition("/")[0]
        if top not in self._there:
            self._there[top] = os.path.lexists(self.places.target(top))
        return not self._there[top]

    def _join(self, path: str, batch: str, content: Joined) -> Made:
        known = content.digest
        former = None if self.always else self.former(path)
        former_index = self.index(path) if former else None
        if former and former_index and former_index.digest == known:
            return Made(former._replace(batch=batch))
        waits_at, target = self._wait(path), self.places.target(path)
        try:
            with open(waits_at, "xb") as file:
                index = self._fill(file, target, content, former_index)
        except OSError as error:
            raise no_room(error, waits_at) from error
        if former is None and not self.always and os.path.isfile(target) and cmp(waits_at, target, shallow=False):
            os.unlink(waits_at)
            found = os.stat(target)
            return Made(Output(path, batch, found.st_size, found.st_ctime_ns, found.st_ino), joined=index)
        return Made(Output(path, batch, os.stat(waits_at).st_size, 0, 0), waits_at, index)

    def _fill(self, file: BinaryIO, target: str, content: Joined, index: Index | None) -> Index:
        if index is None:
            return content.write(file)
        with open(target, "rb") as former:
            return content.write(file, Former(former, index))

    def _wait(self, path: str) -> str:
        """Where the next file waits."""
        self._count += 1
        room = self.places.waiting_data if path.startswith(DATA) else self.places.waiting
        return f"{room}{os.sep}{os.getpid()}-{self._count}"

    def _write(self, path: str, batch: str, content: bytes) -> Made:
        waits_at = self._wait(path)
        try:
            write(waits_at, content)
        except OSError as error:
            raise no_room(error, waits_at) from error
        return Made(Output(path, batch, len(content), 0, 0), waits_at)


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
    """Paths where there is a file already."""
    _targets: dict[str, str] = field(default_factory=dict)
    """Where the files that change or are new go."""

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
        self._targets = {one.output.path: self.places.target(one.output.path) for one in self.written}
        folders = {path: target.rpartition(os.sep)[0] for path, target in self._targets.items()}
        fresh = {folder for folder in sorted(set(folders.values())) if _made(folder)}
        for path, target in self._targets.items():
            if folders[path] not in fresh and os.path.lexists(target):
                self._there.add(path)
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
        path, batch, size, *_ = one.output
        target = self._targets[path]
        os.rename(one.waits_at, target)
        left = os.stat(target)
        return Output(path, batch, size, left.st_ctime_ns, left.st_ino)

    def _turn(self, one: Made) -> tuple[bool, bool]:
        path = one.output.path
        return path in self._there, not path.startswith(ASSETS)

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
