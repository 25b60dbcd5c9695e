"""Bytes by name that a build puts aside until they are asked for: in memory while they are few, else in a file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from weakref import finalize

from .disk import no_room

FEW_BYTES = 1 << 20


class Heap(Mapping[str, bytes]):
    """What was put aside, by name."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where the file lies, which has no name there; None: where the system keeps such files."""
        self._file = SpooledTemporaryFile(FEW_BYTES, dir=str(folder) if folder else None)  # noqa: SIM115 -- it lives as long as this
        finalize(self, self._file.close)
        self._folder = folder
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0
        self._at_end = True

    def put(self, name: str, content: bytes) -> None:
        """Put aside. Raises NoRoom."""
        try:
            if not self._at_end:
                self._file.seek(self._end)
            self._file.write(content)
        except OSError as error:
            raise no_room(error, self._folder or "") from error
        self._places[name] = self._end, len(content)
        self._end, self._at_end = self._end + len(content), True

    def __getitem__(self, name: str) -> bytes:
        start, size = self._places[name]
        self._at_end = False
        self._file.seek(start)
        return self._file.read(size)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Heaps(dict[str, Heap]):
    """Heaps by name, each there as soon as it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` as for a Heap."""
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Heap:
        made = self[name] = Heap(self._folder)
        return made
