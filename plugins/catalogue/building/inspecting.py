"""Which files of the site are not as the last build left them: looked at in a process of its own when there are many,
while the build looks at the sources.
"""

import contextlib
import marshal
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .ledger import Ledger
from .places import Places

MANY = 4_000
"""From so many files on it pays to begin another process."""

Outputs = Mapping[str, tuple[Any, ...]]


def altered(outputs: Outputs, places: Places) -> Iterator[str]:
    """The paths of those files that are not as they were left."""
    for path, (_, size, changed, inode) in outputs.items():
        try:
            found = os.stat(places.target(path))
        except OSError:
            yield path
            continue
        if found.st_ctime_ns != changed or found.st_size != size or found.st_ino != inode:
            yield path


class Inspection:
    """Looking at the files that a ledger knows. It begins when it is made; ask late for its `result`, or `drop` it."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        self._ledger, self._places, self._data = ledger, places, places.data.absolute()
        self._child = 0
        if ledger.fact("files", 0) >= MANY and (os.cpu_count() or 1) > 1:
            self._begin()

    def _begin(self) -> None:
        here, there = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(there)
            self._way = here
            return
        # Nothing of the first process may be done twice: this one ends here, whatever happens.
        try:
            os.close(here)
            self._ledger.reopen()
            # From there the system finds its way to each file in three quarters of the time.
            os.chdir(self._places.site)
            below = Places(Path(), self._data)
            found = marshal.dumps(list(altered(self._ledger.outputs(), below)))
            with contextlib.suppress(BrokenPipeError), os.fdopen(there, "wb") as way:
                way.write(found)
            os._exit(0)
        finally:
            os._exit(1)

    def drop(self) -> None:
        """Leave nobody looking: nothing happens where the result was asked for."""
        if self._child:
            os.close(self._way)
            os.waitpid(self._child, 0)
            self._child = 0

    def result(self) -> frozenset[str]:
        """The paths of the files that are not as they were left. May raise sqlite3.DatabaseError."""
        if not self._child:
            return frozenset(altered(self._ledger.outputs(), self._places))
        with os.fdopen(self._way, "rb") as way:
            found = way.read()
        child, self._child = self._child, 0
        if os.waitpid(child, 0)[1]:  # it met something that the first process is to meet too
            return self.result()
        return frozenset(marshal.loads(found))  # noqa: S302 -- from our own process
