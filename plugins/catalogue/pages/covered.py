"""Which pictures of offers are there, by one look at their folder."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

COVERS = "theme/covers"
"""Where they lie, below the output."""


State = tuple[int, int, int]
"""Of a folder: inode, and nanoseconds of the last changes of its names and of its entry."""


def state(output: Path) -> State | None:
    """Of the folder of all pictures: another as soon as one has come or gone."""
    try:
        found = os.stat(output / COVERS)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def all_there(output: Path, known: State | None, names: Callable[[], Iterable[str]]) -> bool:
    """Whether no picture lacks; `known` is a state of the folder in which none did."""
    return (known is not None and state(output) == known) or present(output).issuperset(names())


def present(output: Path) -> set[str]:
    """The names of all pictures. A name tells what a picture is drawn from: one that is there is believed."""
    try:
        return set(os.listdir(output / COVERS))
    except (FileNotFoundError, NotADirectoryError):
        return set()
