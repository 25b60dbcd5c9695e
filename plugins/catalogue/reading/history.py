"""What git knows of a content folder: which translations are older than their source, which dates are new."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from ..model import PartnerWords, Words
from .faults import Fault, fault
from .folder import Folder
from .sentences import known_fields
from .tree import Files

SECONDS = 60
NOT_TRANSLATED = frozenset(("slug", "former_slugs", "updated_at"))
FIELD = re.compile(r"^([a-z_]+):", re.MULTILINE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COMMIT = "\x01"


class NoHistory(Exception):
    """The folder is not in git, or git is not there."""


class History:
    """The commits of a content folder. Raises NoHistory."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self._git("rev-parse", "--verify", "--quiet", "HEAD")

    def stale(self, folder: Folder) -> Iterator[Fault]:
        """A warning for every translation whose source's words changed after its last commit.

        Files that are not committed count as changed now; the translations of one commit with their source do not.
        """
        last = self._last_changes()
        candidates = list(_candidates(folder, last))
        before = self._contents((last[theirs], source) for _, source, theirs, _ in candidates)
        for (names, source, theirs, lang), text in zip(candidates, before, strict=True):
            now = (folder.tree.root / source).read_text(encoding="utf-8", errors="replace")
            changed = changed_words(text, now, names)
            if text and changed:
                name = source.rpartition("/")[2]
                params = {"source": name, "fields": ", ".join(changed), "lang": lang}
                yield fault(folder.tree.name(theirs), 1, "", "stale_translation", **params)

    def new_days(self, base: str, days: Mapping[str, Iterable[date]]) -> dict[str, set[date]]:
        """Those of `days`, by path, that the file of that name had not at revision `base`. Raises NoHistory."""
        base = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
        there = self._git("ls-tree", "-r", "-z", "--name-only", base, "--", ".").split("\0")
        by_name = {path.rpartition("/")[2]: path for path in there if path.startswith("offers/")}
        names = {path: by_name.get(path.rpartition("/")[2]) for path in days}
        known = [path for path, name in names.items() if name]
        texts = dict(zip(known, self._contents((base, str(names[path])) for path in known), strict=True))
        found = {path: {*days[path]} - _days(texts.get(path, "")) for path in days}
        return {path: fresh for path, fresh in found.items() if fresh}

    def _last_changes(self) -> dict[str, str]:
        """The last commit of every file, by path; files changed since, and new ones, have none."""
        told = self._git("log", "--format=%x01%H", "--name-only", "--no-renames", "--relative", "--", ".")
        found: dict[str, str] = {}
        commit = ""
        for line in told.split("\n"):
            if line.startswith(COMMIT):
                commit = line[1:]
            elif line:
                found.setdefault(line, commit)
        for path in self._git("diff", "--name-only", "--relative", "HEAD", "--", ".").split("\n"):
            found.pop(path, None)
        return found

    def _contents(self, wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Texts of files at commits; empty where there was none."""
        lines = "".join(f"{commit}:./{path}\n" for commit, path in wanted)
        told = self._run(("cat-file", "--batch"), lines.encode()) if lines else b""
        at = 0
        for _ in range(lines.count("\n")):
            head, _, _ = told[at:].partition(b"\n") if at < len(told) else (b"", b"", b"")
            size = int(head.rpartition(b" ")[2]) if not head.endswith(b"missing") and head else -1
            start = at + len(head) + 1
            yield told[start : start + size].decode("utf-8", "replace") if size >= 0 else ""
            at = start + (size + 1 if size >= 0 else 0)

    def _git(self, *arguments: str) -> str:
        return self._run(("-c", "core.quotePath=false", *arguments), b"").decode("utf-8", "replace").strip("\n")

    def _run(self, arguments: tuple[str, ...], given: bytes) -> bytes:
        command = ["git", "-C", str(self.content), *arguments]
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise NoHistory(" ".join(command)) from error
        return done.stdout


def changed_words(before: str, now: str, names: Iterable[str]) -> list[str]:
    """The fields of two texts of one file that differ, of those named, and `body`."""
    old, new = _raw_fields(before), _raw_fields(now)
    return [name for name in sorted({*names, "body"}) if old.get(name) != new.get(name)]


def _raw_fields(text: str) -> dict[str, str]:
    """The fields as they stand in the text: enough to see whether one was changed."""
    front, _, body = text.removeprefix("---\n").partition("\n---")
    starts = [*FIELD.finditer(front)]
    ends = [*(found.start() for found in starts[1:]), len(front)]
    fields = {found[1]: front[found.end() : end].strip() for found, end in zip(starts, ends, strict=True)}
    return fields | {"body": body.strip()}


def _candidates(folder: Folder, last: Mapping[str, str]) -> Iterator[tuple[frozenset[str], str, str, str]]:
    """Translations whose source was committed later: the words' names, both paths, the language."""
    order = {commit: n for n, commit in enumerate(dict.fromkeys(last.values()))}
    words: list[tuple[Files, frozenset[str]]] = [
        (folder.offers, known_fields(Words) - NOT_TRANSLATED),
        (folder.partners, known_fields(PartnerWords)),
    ]
    for files, names in words:
        for paths in files.values():
            source = paths.get(folder.lists.default)
            for lang, theirs in paths.items():
                if not source or theirs == source or theirs not in last:
                    continue
                if source not in last or order[last[source]] < order[last[theirs]]:
                    yield names, source, theirs, lang


def _days(text: str) -> set[date]:
    found = set()
    for day in ISO_DAY.findall(text):
        try:
            found.add(date.fromisoformat(day))
        except ValueError:
            continue
    return found
