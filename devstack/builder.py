"""`python -m devstack.builder`: keeps all that a build needs, builds once for each line it reads, answers in JSON.

A process of its own, so that the shop's threads do not slow it and new code is taken by starting it again. An answer
is one line: `written`, `removed` (addresses) and `ms` (by phase), or `faults` (by language). It ends with its input.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, TextIO


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the shop ends this process itself
    answers = _own_output()
    builder = SiteBuilder(Path(os.environ["OUTPUT"]))
    for _ in sys.stdin:
        print(json.dumps(builder.build()), file=answers, flush=True)


def _own_output() -> TextIO:
    """The standard output, for answers alone: what anybody prints goes to the standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


class SiteBuilder:
    """The site in a folder."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._known: dict[str, str] = self._files()

    def build(self) -> dict[str, Any]:
        """Bring the folder up to date, and tell what was done."""
        began = time.perf_counter()
        command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stdout + done.stderr).strip()
            return {"faults": {"fr": said, "en": said}}
        before, self._known = self._known, self._files()
        written = [path for path, mark in self._known.items() if before.get(path) != mark]
        ms = round((time.perf_counter() - began) * 1000)
        return {"written": written, "removed": sorted(before.keys() - self._known.keys()), "ms": {"all": ms}}

    def _files(self) -> dict[str, str]:
        files = (path for path in sorted(self._output.rglob("*")) if path.is_file())
        return {path.relative_to(self._output).as_posix(): _mark(path) for path in files}


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
