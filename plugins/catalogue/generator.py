"""The generator that Pelican runs: the catalogue's pages beside Pelican's own."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from pelican.generators import Generator
from pelican.plugins import signals

from .building.builder import Builder
from .building.reasons import REASONS
from .building.running import begun, language, said
from .given import given
from .pages.documents import documents
from .pages.views import Context

DAMAGED = {
    "fr": "Ce qui restait de la dernière construction était abîmé et a été oublié -> relancer la construction",
    "en": "What was kept of the last build was damaged and is forgotten -> build once more",
}


class CatalogueGenerator(Generator):  # type: ignore[misc]
    """All pages of the site in all languages, its feeds, calendars and sitemap, and the data for the functions."""

    builder: Builder

    def generate_context(self) -> None:
        """Read what has changed. A fault in the content stops the build, all faults said at once."""
        self.running = contextlib.ExitStack()
        with self._stopping():
            self.builder = self.running.enter_context(begun(given(self.settings)))
            self.builder.read()
        # When Pelican's pages are as plugins leave them, and nothing has been written yet.
        signals.all_generators_finalized.connect(self._plan)

    def _plan(self, generators: object) -> None:
        folder = Path(self.path) / self.builder.given.pages
        with self._stopping():
            own = documents(self.context["pages"], folder, self.builder.catalogue.languages)
            self.builder.plan(own, self.env)
            planned = self.builder.paths()
        for path, source in self._others():
            if path in planned:
                self._stop(f"{source}: {path} is a page of the catalogue too -> change the slug of one of them")
        self.builder.others = sorted(path for path, _ in self._others())

    def _others(self) -> Iterator[tuple[str, str]]:
        """What Pelican's own generators will write, below the output, and from which file."""
        for kind in ("generated_content", "static_content"):
            for one in self.context[kind].values():
                if one is not None and one.save_as:
                    yield Path(one.save_as).as_posix(), one.get_relative_source_path() or one.source_path

    def generate_output(self, writer: object) -> None:
        """Make what depends on it, then put all of it in its place: what stops the making leaves the site as it was."""
        with self._stopping():
            summary = self.builder.write()
            if not self.builder.given.alone:
                self.builder.announce(self._tell)
        signals.finalized.connect(self._finish)
        said(summary, machine=bool(self.settings.get("CATALOGUE_JSON")))

    def _finish(self, pelican: object) -> None:
        """Pelican's own files are there now, and the next build may begin."""
        self.builder.note_others()
        self.running.close()

    def _tell(self, path: str, context: Context) -> None:
        target = os.path.join(self.output_path, path)
        whole: dict[str, Any] = {**self.context, "output_file": path, **context}
        signals.content_written.send(target, context=whole)

    @contextlib.contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            yield
        except REASONS as reason:
            self._stop(reason)
        except sqlite3.DatabaseError:
            self.builder.ledger.forget()
            self._stop(DAMAGED[language()])

    def _stop(self, reason: object) -> NoReturn:
        """End the command with the reasons on the standard error, one a line, and nothing else."""
        self.running.close()
        print(reason, file=sys.stderr)  # noqa: T201 -- the answer of a command, not a log
        raise SystemExit(1)
