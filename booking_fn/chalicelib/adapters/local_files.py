"""Public files in a folder of this machine."""

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from chalicelib.adapters.file_paths import checked
from chalicelib.ports import File, FileChanged


class LocalFiles:
    """`Files` in a folder; writers of several threads and processes take turns by a lock file in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> File | None:
        """The file as it stands, or `None`. Its etag is the SHA-256 of its content."""
        try:
            body = (self._folder / checked(path)).read_bytes()
        except FileNotFoundError:
            return None
        return File(body, hashlib.sha256(body).hexdigest())

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        """Write the file if it still has the etag `replaces` (`None`: if there is none). Raises `FileChanged`."""
        with self._locked():
            found = self.read(path)
            if (found.etag if found else None) != replaces:
                raise FileChanged(path)
            write_whole(self._folder / path, body)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / ".lock").open("wb") as lock:  # closing it unlocks, also when the process dies
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, body: bytes) -> None:
    """Put the content in place at once: a reader sees the former content or this one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(handle)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
