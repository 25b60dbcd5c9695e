"""The site of the local shop: built in its place by a process that stays, again at every change."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchfiles import watch

from devstack.environment import ROOT, Local

PLUGINS, SETTINGS = ROOT / "plugins", ROOT / "pelicanconf.py"
BUILD_SECONDS = 300
STEP_MS = 10
"""A save is noticed after one to two of these: long enough for an editor's two steps, write beside and rename."""
MOST_STEPS_MS = 100
OPENING_MS = 50


@dataclass(frozen=True)
class Built:
    """What a build did: how many files are new or other, how many gone, and how long it took."""

    written: int
    removed: int
    paths: tuple[str, ...]
    """Files written, below the site's folder, or `data:…` for the functions; of very many only some."""
    ms: int

    @property
    def data(self) -> bool:
        """Whether the functions have something new to learn, or may have."""
        return len(self.paths) < self.written or any(path.startswith("data:") for path in self.paths)

    def __str__(self) -> str:
        return f"{self.written} written, {self.removed} removed in {self.ms} ms"


class BuildFailed(Exception):
    """The build stopped and the site is as it was; `words` say why, by language."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        super().__init__(words["en"])


class Site:
    """The built site, in `folder`, and the process that builds it."""

    def __init__(self, local: Local) -> None:
        self.folder = local.state / "site"
        self._inputs = {
            "CONTENT": str(local.content), "OUTPUT": str(self.folder), "SITE_URL": local.site_url,
            "DATA_OUTPUT": str(local.site_file.parent),
        }
        self._builder: subprocess.Popen[str] | None = None
        self._changing = threading.Lock()
        self._ended = False

    def start(self) -> None:
        """Start the builder, with the code as it is now; one that runs is ended. Nothing after `stop`."""
        with self._changing:
            self._end()
            if not self._ended:
                self._builder = subprocess.Popen(
                    [sys.executable, "-m", "devstack.builder"], cwd=ROOT, env=os.environ | self._inputs,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
                )

    def stop(self) -> None:
        """End the builder for good; a build under way is given up."""
        self._ended = True
        with self._changing:
            self._end()

    def build(self) -> Built:
        """Bring the site and the files for the functions up to date. Raises `BuildFailed`; the site is then as it was.

        A builder that ends by itself is started again and asked once more.
        """
        answer = self._ask() or self._ask_another()
        if "faults" in answer:
            raise BuildFailed(answer["faults"])
        ms = round(1000 * answer["seconds"]["all"])
        return Built(answer["written"], answer["removed"], tuple(answer["paths"]), ms)

    def _ask_another(self) -> dict[str, Any]:
        if not self._ended:
            print("The builder of the site ended by itself: it is started again.", flush=True)
            self.start()
        said = {"fr": "Le programme qui construit le site s’arrête.", "en": "The builder of the site keeps ending."}
        return self._ask() or {"faults": said}

    def _ask(self) -> dict[str, Any] | None:
        """The builder's answer; None if it has ended, or if it took so long that it was."""
        builder = self._builder
        if not builder or not builder.stdin or not builder.stdout:
            return None
        patience = threading.Timer(BUILD_SECONDS, builder.kill)
        patience.start()
        try:
            builder.stdin.write("build\n")
            builder.stdin.flush()
            answer = builder.stdout.readline()
            return dict(json.loads(answer)) if answer.endswith("\n") else None
        except (OSError, ValueError):  # its pipes are closed
            return None
        finally:
            patience.cancel()

    def _end(self) -> None:
        builder, self._builder = self._builder, None
        if not builder:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(builder.pid, signal.SIGKILL)  # with what it forked; the next build mends what this one leaves
        builder.wait()
        for pipe in (builder.stdin, builder.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def builds(site: Site, content: Path, stop: threading.Event) -> Iterator[Built | BuildFailed]:
    """Build now, and again whenever content, theme, plugins or settings change, until `stop`.

    Files saved together are one build. New code of the plugins and new settings are met by a new builder.
    """
    while not stop.is_set():
        for changed in _watched(content, stop):
            if not changed:
                site.start()
            elif any(path.is_relative_to(PLUGINS) or path == SETTINGS for path in changed):
                break  # watched anew as well: a file replaced by renaming is no longer the one that was watched
            yield _outcome(site)


def _outcome(site: Site) -> Built | BuildFailed:
    try:
        return site.build()
    except BuildFailed as failure:
        return failure


def _watched(content: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """The paths changed, each time there are any; none the first time, as soon as a change cannot be missed."""
    opened = False
    watched = [path for path in (content, ROOT / "theme", PLUGINS, SETTINGS) if path.exists()]
    for changes in watch(
        *watched, stop_event=stop, debounce=MOST_STEPS_MS, step=STEP_MS, rust_timeout=OPENING_MS, yield_on_timeout=True
    ):
        if not opened:
            opened = True
            yield set()
        if changes:
            yield {Path(path) for _, path in changes}
