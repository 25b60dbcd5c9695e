"""What lay in the content folder when a build looked, packed so that two looks are compared at once: most are the same,
and to compare forty thousand files one by one takes as long as to look at half of them.
"""

from array import array
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from ..reading.scan import Stat

BETWEEN = "\0"
"""What no name holds."""
ENTRY = 3 * array("q").itemsize
BLOCK = 64 * ENTRY


class Seen(NamedTuple):
    """The files of a folder."""

    names: str
    """Their paths in the order in which the system lists them, BETWEEN each and the next."""
    states: bytes
    """In the same order; of each as many bytes as ENTRY."""

    def _one_by_one(self) -> dict[str, bytes]:
        starts = range(0, len(self.states), ENTRY)
        return {path: self.states[at : at + ENTRY] for path, at in zip(self.names.split(BETWEEN), starts, strict=False)}


class Apart(NamedTuple):
    """The paths in which two looks differ."""

    came: frozenset[str]
    gone: frozenset[str]
    changed: frozenset[str]


def seen(stats: Mapping[str, Stat]) -> Seen:
    """The files as `scan` gives them."""
    return Seen(BETWEEN.join(stats), array("q", chain.from_iterable(stats.values())).tobytes())


def apart(now: Seen, before: Seen) -> Apart:
    """What has changed since the look `before`."""
    if now.names == before.names:
        paths = now.names.split(BETWEEN)
        return Apart(frozenset(), frozenset(), frozenset(paths[n] for n in _places(now.states, before.states)))
    ours, theirs = now._one_by_one(), before._one_by_one()
    changed = frozenset(path for path in ours.keys() & theirs.keys() if ours[path] != theirs[path])
    return Apart(frozenset(ours.keys() - theirs.keys()), frozenset(theirs.keys() - ours.keys()), changed)


def _places(ours: bytes, theirs: bytes) -> Iterator[int]:
    """Which entries differ."""
    for block in range(0, len(ours), BLOCK):
        if ours[block : block + BLOCK] != theirs[block : block + BLOCK]:
            for at in range(block, min(block + BLOCK, len(ours)), ENTRY):
                if ours[at : at + ENTRY] != theirs[at : at + ENTRY]:
                    yield at // ENTRY
