"""Files that hold a piece of every offer: joined from the pieces of this build and, where offers have not changed, from
those that the last build's file has.
"""

import os
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, NamedTuple

from ..digests import digest
from .ledger import Damaged

BETWEEN = b",\n"
AT_ONCE = 1 << 18
"""Bytes read and written at a time: these files may have fifty megabytes."""


class Index(NamedTuple):
    """Where the pieces lie in a file that was written."""

    ids: bytes
    """Digest of the offers that it holds."""
    start: int
    lengths: bytes
    """Of the pieces, in their order: an array of `I`."""
    digest: bytes
    """The file's, as `Joined.digest`."""


class Former(NamedTuple):
    """The file of the last build, as that one left it."""

    file: BinaryIO
    where: Index


@dataclass(frozen=True)
class Pieces:
    """What each offer gives to a file, by id: those of this build; the file of the last build has the others."""

    ids: Sequence[str]
    """Sorted."""
    fresh: Mapping[str, bytes]
    former_ids: Callable[[], Sequence[str]]
    """The offers of the last build's file, in their order."""

    @cached_property
    def known(self) -> bytes:
        """A digest of the offers."""
        return _known(self.ids)

    def places(self, index: Index, between: int) -> dict[str, tuple[int, int]]:
        """Where the pieces of the last build's file begin and end in it. Raises Damaged."""
        ids = self.ids if index.ids == self.known else self.former_ids()
        lengths = array("I", index.lengths)
        if _known(ids) != index.ids or len(ids) != len(lengths):
            raise Damaged("a file of the site holds other offers than the ledger says")
        places, at = {}, index.start
        for own_id, length in zip(ids, lengths, strict=True):
            places[own_id] = at, at + length
            at += length + between
        return places


@dataclass(frozen=True)
class Joined:
    """A file: its beginning, the pieces, its end."""

    start: bytes
    pieces: Pieces
    told: bytes
    """The digests of the pieces, one after the other."""
    end: bytes
    between: bytes = BETWEEN

    @cached_property
    def digest(self) -> bytes:
        """The same for the same content; not that of its bytes, which would all have to be there."""
        return digest(self.start, self.pieces.known, self.told, self.end, self.between)

    def write(self, file: BinaryIO, former: Former | None = None) -> Index:
        """Write it. Raises Damaged where a piece is neither of this build nor in the last one's file."""
        if former and former.where.ids == self.pieces.known:
            return self._patch(file, former)
        more = former and any(own_id not in self.pieces.fresh for own_id in self.pieces.ids)
        places = self.pieces.places(former.where, len(self.between)) if former and more else {}
        lengths = array("I")
        file.write(self.start)
        for part in self._parts(places, lengths):
            if isinstance(part, bytes):
                file.write(part)
            elif former:
                _copy(former.file, *part, file)
        file.write(self.end)
        return Index(self.pieces.known, len(self.start), lengths.tobytes(), self.digest)

    def _patch(self, file: BinaryIO, former: Former) -> Index:
        """From a file with the same offers: none is looked for but those of which there is a new piece."""
        ids, fresh, gap = self.pieces.ids, self.pieces.fresh, len(self.between)
        before, first = array("I", former.where.lengths), former.where.start
        if len(before) != len(ids):
            raise Damaged("a file of the site holds other offers than the ledger says")
        lengths = before[:]
        file.write(self.start)
        done, at = -1, first - gap
        for place in sorted(bisect_left(ids, own_id) for own_id in fresh):
            begins = at + sum(before[done + 1 : place]) + gap * (place - done)
            _copy(former.file, max(at, first), begins, file)
            file.write(fresh[ids[place]])
            lengths[place], done, at = len(fresh[ids[place]]), place, begins + before[place]
        _copy(former.file, max(at, first), at + sum(before[done + 1 :]) + gap * (len(ids) - 1 - done), file)
        file.write(self.end)
        return Index(self.pieces.known, len(self.start), lengths.tobytes(), self.digest)

    def _parts(self, places: Mapping[str, tuple[int, int]], lengths: "array[int]") -> Iterator[bytes | tuple[int, int]]:
        """What is written, as bytes or as a stretch of the former file: pieces beside each other there are one."""
        fresh, gap = self.pieces.fresh, len(self.between)
        begins = ends = -1
        for own_id in self.pieces.ids:
            place = None if own_id in fresh else _place(places, own_id)
            if place and begins >= 0 and place[0] == ends + gap:
                ends = place[1]
            else:
                if begins >= 0:
                    yield begins, ends
                if lengths:
                    yield self.between
                begins, ends = place or (-1, -1)
            if place is None:
                yield fresh[own_id]
            lengths.append(place[1] - place[0] if place else len(fresh[own_id]))
        if begins >= 0:
            yield begins, ends


def _known(ids: Sequence[str]) -> bytes:
    return digest("\n".join(ids))


def _place(places: Mapping[str, tuple[int, int]], own_id: str) -> tuple[int, int]:
    if own_id not in places:
        raise Damaged(f"{own_id} is missing")
    return places[own_id]


def _copy(source: BinaryIO, start: int, end: int, file: BinaryIO) -> None:
    while start < end:
        part = os.pread(source.fileno(), min(end - start, AT_ONCE), start)
        if not part:
            raise Damaged("a file of the site is shorter than the ledger says")
        file.write(part)
        start += len(part)
