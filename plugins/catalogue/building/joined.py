"""Files that hold a piece of every offer: joined piece by piece, or patched where the last build's has most of them."""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
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


@dataclass(frozen=True)
class Pieces:
    """What each offer gives to a file, by id: of this build, else of the ledger."""

    ids: Sequence[str]
    fresh: Mapping[str, bytes]
    kept: Callable[[], Iterable[tuple[str, bytes]]]

    def __iter__(self) -> Iterator[bytes]:
        """All of them, one after the other. Raises Damaged where the ledger has lost one."""
        kept = iter(self.kept() if len(self.fresh) < len(self.ids) else ())
        for own_id in self.ids:
            piece = self.fresh.get(own_id)
            if piece is None:
                piece = next((text for other, text in kept if other == own_id), None)
            if piece is None:
                raise Damaged(f"{own_id} is missing")
            yield piece

    @property
    def known(self) -> bytes:
        """A digest of the offers."""
        return digest("\n".join(self.ids))


@dataclass(frozen=True)
class Joined:
    """A file: its beginning, the pieces, its end."""

    start: bytes
    pieces: Pieces
    told: bytes
    """The digests of the pieces, one after the other."""
    end: bytes

    @property
    def digest(self) -> bytes:
        """The same for the same content; not that of its bytes, which would all have to be there."""
        return digest(self.start, self.pieces.known, self.told, self.end)

    def write(self, file: BinaryIO) -> Index:
        """Write it piece by piece."""
        lengths = array("I")
        file.write(self.start)
        for piece in self.pieces:
            file.write(BETWEEN + piece if lengths else piece)
            lengths.append(len(piece))
        file.write(self.end)
        return Index(self.pieces.known, len(self.start), lengths.tobytes(), self.digest)

    def patch(self, file: BinaryIO, former: BinaryIO, index: Index) -> Index:
        """Write it from a former one with the same offers, of which only the pieces of this build are others."""
        lengths = array("I", index.lengths)
        ends = list(accumulate(length + len(BETWEEN) for length in lengths))
        file.write(self.start)
        done = 0
        for place, own_id in enumerate(self.pieces.ids):
            if own_id in self.pieces.fresh:
                begins = ends[place] - lengths[place] - len(BETWEEN)
                _copy(former, index.start + done, begins - done, file)
                file.write(self.pieces.fresh[own_id])
                done = begins + lengths[place]
                lengths[place] = len(self.pieces.fresh[own_id])
        _copy(former, index.start + done, (ends[-1] if ends else len(BETWEEN)) - len(BETWEEN) - done, file)
        file.write(self.end)
        return Index(index.ids, len(self.start), lengths.tobytes(), self.digest)


def _copy(source: BinaryIO, start: int, count: int, file: BinaryIO) -> None:
    while count:
        part = os.pread(source.fileno(), min(count, AT_ONCE), start)
        if not part:
            raise Damaged("a file of the site is shorter than the ledger says")
        file.write(part)
        start, count = start + len(part), count - len(part)
