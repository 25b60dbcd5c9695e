"""Public files in memory."""

import hashlib

from chalicelib.adapters.file_paths import checked
from chalicelib.ports import File, FileChanged


class FakeFiles:
    """`Files` in a dict, for one thread."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def read(self, path: str) -> File | None:
        """The file as it stands, or `None`."""
        body = self.files.get(checked(path))
        return None if body is None else File(body, hashlib.sha256(body).hexdigest())

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        """Write the file if it still has the etag `replaces`. Raises `FileChanged`."""
        found = self.read(path)
        if (found.etag if found else None) != replaces:
            raise FileChanged(path)
        self.files[path] = body
