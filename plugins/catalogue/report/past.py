"""The content as a revision of git has it, copied out of git's own store: the work tree is never touched."""

import contextlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .phrases import Unavailable

SECONDS = 120
PLAIN = ("100644", "100755")
"""Modes of plain files: links and submodules are left out."""


@dataclass(frozen=True)
class Past:
    """The content that a proposal starts from."""

    commit: str
    """40 or 64 hexadecimal digits: where the proposal left the revision asked for."""
    content: Path


def take(base: str, content: Path, into: Path) -> Past:
    """Copy the content as it was where the work tree's commit left `base`, into the empty folder `into`.

    Raises Unavailable where there is no git, no repository, no such revision, or not enough of its history.
    """
    _git(content, "rev-parse", "--git-dir", refused=Unavailable("no_repository", folder=str(content)))
    commit = _fork(base, content)
    prefix = _git(content, "rev-parse", "--show-prefix").decode().strip()
    copied = into / "content"
    copied.mkdir(parents=True)
    _copy(content, _names(content, commit, prefix), copied)
    return Past(commit, copied)


def _fork(base: str, content: Path) -> str:
    unknown = Unavailable("shallow" if _shallow(content) else "unknown_revision", base=base)
    # What begins with a dash would be an option.
    if base.startswith("-") or not base.strip():
        raise Unavailable("unknown_revision", base=base)
    known = _git(content, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}", refused=unknown)
    apart = Unavailable("shallow" if _shallow(content) else "no_common_commit", base=base)
    return _git(content, "merge-base", known.decode().strip(), "HEAD", refused=apart).decode().split()[0]


def _shallow(content: Path) -> bool:
    return _git(content, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _names(content: Path, commit: str, prefix: str) -> list[tuple[str, str]]:
    """Of every plain file below the content folder its blob and its path from there."""
    listed = _git(content, "ls-tree", "-r", "-z", "--full-tree", commit, "--", prefix or ".")
    found = []
    for line in filter(None, listed.split(b"\0")):
        facts, _, name = line.partition(b"\t")
        mode, kind, blob = facts.decode().split()
        path = name.decode("utf-8", "surrogateescape").removeprefix(prefix)
        # A tree made by hand may hold names that lead out of the folder.
        if mode in PLAIN and kind == "blob" and not {"..", ".", ".git", ""} & set(path.split("/")):
            found.append((blob, path))
    return found


def _copy(content: Path, names: list[tuple[str, str]], into: Path) -> None:
    asked = "".join(f"{blob}\n" for blob, _ in names).encode()
    answer = memoryview(_git(content, "cat-file", "--batch", given=asked))
    at = 0
    for _, path in names:
        line = bytes(answer[at : at + 200]).partition(b"\n")[0]
        begin = at + len(line) + 1
        at = begin + int(line.split()[2]) + 1
        target = into / path
        with contextlib.suppress(OSError):  # a name that this system cannot have: its offer counts as new
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer[begin : at - 1])


def _git(folder: Path, *arguments: str, given: bytes = b"", refused: Unavailable | None = None) -> bytes:
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=SECONDS)
    except FileNotFoundError:
        raise Unavailable("no_git") from None
    except subprocess.TimeoutExpired:
        raise Unavailable("slow_git", command=arguments[0]) from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise refused or Unavailable("git_refused", command=arguments[0], reason=reason[:300])
    return done.stdout
