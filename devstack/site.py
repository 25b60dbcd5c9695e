"""The site of the local shop: built beside the one that is shown, then put in its place."""

import itertools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch

from devstack.environment import ROOT, Local

WATCHED = (ROOT / "theme", ROOT / "plugins", ROOT / "pelicanconf.py")
BUILD_SECONDS = 300


class BuildFailed(Exception):
    """The build stopped; the message is what it said."""


class Site:
    """The built site: `folder` is the one to show, replaced as a whole by each build."""

    def __init__(self, local: Local) -> None:
        self._local = local
        self._builds = local.state / "site"
        self._numbers = itertools.count(1)
        self.folder = self._builds / "none"

    def build(self) -> None:
        """Build the site and the files for the functions. Raises `BuildFailed`; the site shown stays as it is."""
        folder = self._builds / f"{os.getpid()}-{next(self._numbers)}"
        environment = os.environ | {
            "CONTENT": str(self._local.content), "OUTPUT": str(folder), "SITE_URL": self._local.site_url,
            "DATA_OUTPUT": str(self._local.site_file.parent),
        }
        command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False
        )
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise BuildFailed(done.stdout + done.stderr)
        self.folder = folder
        self._drop_former()

    def _drop_former(self) -> None:
        """Keep the site shown and the one before it, which a page may still be loading from."""
        for old in sorted(self._builds.iterdir(), key=lambda path: path.stat().st_mtime)[:-2]:
            shutil.rmtree(old, ignore_errors=True)


def rebuild_on_change(site: Site, content: Path, then: Callable[[], None], stop: threading.Event) -> None:
    """Build again whenever content or theme change, until `stop`; a build that fails says why and changes nothing."""
    for _ in watch(content, *WATCHED, stop_event=stop, debounce=150, step=50, rust_timeout=500, yield_on_timeout=False):
        try:
            site.build()
            then()
        except BuildFailed as failure:
            print(f"The site stays as it was:\n{failure}", flush=True)
        else:
            print("built again", flush=True)
