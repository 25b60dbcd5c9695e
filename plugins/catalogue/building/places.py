"""Where the files of a build go."""

import contextlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DATA = "data:"
"""Begins the path of a file that goes to the folder of data and not into the site."""
ASSETS = "theme/"
"""Begins the path of a style sheet, script, font or picture: pages need them, so they come first."""


@dataclass(frozen=True)
class Places:
    """Where files go: the site, the data, and the folder beside the site where they wait."""

    site: Path
    data: Path

    @cached_property
    def waiting(self) -> Path:
        """A place on the disk of the site, so that moving from there is one step: beside it, or in it if need be."""
        with contextlib.suppress(FileNotFoundError):
            if self.site.stat().st_dev != self.site.parent.stat().st_dev:
                return self.site / ".building"
        return self.site.parent / f".{self.site.name}.building"

    @property
    def waiting_data(self) -> Path:
        """The same for the data, which may lie on another disk."""
        return self.data / ".building"

    def target(self, path: str) -> str:
        """Where a file goes."""
        return os.path.join(self.data, path.removeprefix(DATA)) if path.startswith(DATA) else self._below + path

    @cached_property
    def _below(self) -> str:
        return os.path.join(self.site, "") if self.site.parts else ""
