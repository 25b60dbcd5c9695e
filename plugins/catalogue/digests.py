"""Short digests that tell whether something is still the same."""

from collections.abc import Iterable
from hashlib import blake2b, sha256
from pathlib import Path

SIZE = 12
"""Bytes of a digest: two of ten thousand million differ, with all but certainty."""


def digest(*parts: bytes | str) -> bytes:
    """The digest of some parts, each counted with its length: no two lists of parts are taken for one another."""
    found = blake2b(digest_size=SIZE)
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else part
        found.update(len(encoded).to_bytes(8, "big"))
        found.update(encoded)
    return found.digest()


def of_bytes(content: bytes) -> bytes:
    """The digest of a file's content: by SHA-256, which processors have instructions for."""
    return sha256(content).digest()[:SIZE]


def of_files(files: Iterable[Path], root: Path) -> bytes:
    """The digest of some files: their paths below `root` and what they hold."""
    parts: list[bytes | str] = []
    for file in sorted(files):
        parts += [file.relative_to(root).as_posix(), file.read_bytes()]
    return digest(*parts)
