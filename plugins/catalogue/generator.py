"""The generator that Pelican runs: the catalogue's pages beside Pelican's own."""

import contextlib
import os
import sys
from pathlib import Path
from typing import NoReturn

from pelican.generators import Generator
from pelican.plugins import signals

from .builder import Builder
from .documents import documents
from .given import given
from .reasons import REASONS
from .running import begun, said
from .views import Context


class CatalogueGenerator(Generator):  # type: ignore[misc]
    """All pages of the site in all languages, its feeds, calendars and sitemap, and the data for the functions."""

    builder: Builder

    def generate_context(self) -> None:
        """Read what has changed. A fault in the content stops the build, all faults said at once."""
        self.running = contextlib.ExitStack()
        try:
            self.builder = self.running.enter_context(begun(given(self.settings)))
            self.builder.read()
        except REASONS as reason:
            self._stop(reason)

    def generate_output(self, writer: object) -> None:
        """Make what depends on it, then put all of it in its place: what stops the making leaves the site as it was."""
        builder = self.builder
        folder = Path(self.path) / builder.given.pages
        try:
            with self.running:
                own = documents(self.context["pages"], folder, builder.catalogue.languages)
                summary = builder.write(own)
                if not builder.given.alone:
                    builder.announce(self._tell)
        except REASONS as reason:
            self._stop(reason)
        said(summary, machine=bool(self.settings.get("CATALOGUE_JSON")))

    def _tell(self, path: str, context: Context) -> None:
        target = os.path.join(self.output_path, path)
        signals.content_written.send(target, context={**self.context, **context})

    def _stop(self, reason: object) -> NoReturn:
        """End the command with the reasons on the standard error, one a line, and nothing else."""
        self.running.close()
        print(reason, file=sys.stderr)  # noqa: T201 -- the answer of a command, not a log
        raise SystemExit(1)
