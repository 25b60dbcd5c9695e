"""The generator that Pelican runs: reads the catalogue, writes the site, hands over the data."""

import sys
import time
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from pelican.generators import Generator
from pelican.log import console
from pelican.plugins import signals

from .assets import AssetMissing
from .build import Build, Inputs, WordsMissing
from .compile import compile_catalogue
from .documents import DocumentsFault, documents
from .faults import Faults
from .files import write_atomically
from .load import Catalogue, load
from .plan import AddressTaken
from .site_file import commit_of, write_data
from .views import Context

REASONS = (Faults, DocumentsFault, AddressTaken, WordsMissing, AssetMissing)
"""What stops a build for a reason that an editor or a designer can mend."""


class CatalogueGenerator(Generator):  # type: ignore[misc]
    """All pages of the site in all languages, its feeds and sitemap, and the data for the functions."""

    catalogue: Catalogue
    started: float

    def generate_context(self) -> None:
        """Read the content. A fault in it stops the build, all faults said at once."""
        self.started = time.perf_counter()
        try:
            self.catalogue = load(Path(self.path), self._build_day())
        except Faults as faults:
            stop(faults)

    def generate_output(self, writer: object) -> None:
        """Render everything, then write it: what stops the rendering leaves the site as it was."""
        output = Path(self.output_path)
        data = self._data_folder(output)
        try:
            build = Build(self._inputs())
            pages = list(build.rendered())
        except REASONS as reason:
            stop(reason)
        build.assets.write(output)
        for path, html, context in pages:
            self._write(output / path, html, context)
        for path, content in build.extra_files():
            write_atomically(output / path, content)
        remove_unplanned(output, self.catalogue.languages, {path for path, _, _ in pages})
        write_data(data, {"site.json": build.site_file(), "catalogue.json": self._catalogue_file()})
        seconds = time.perf_counter() - self.started
        console.print(f"Catalogue: {len(self.catalogue.offers)} offers, {len(pages)} pages in {seconds:.2f} s")

    def _write(self, target: Path, html: str, context: Context) -> None:
        write_atomically(target, html.encode())
        signals.content_written.send(str(target), context={**self.context, **context})

    def _inputs(self) -> Inputs:
        pages = Path(self.path) / self.settings["PAGE_PATHS"][0]
        return Inputs(
            catalogue=self.catalogue,
            documents=documents(self.context["pages"], pages, self.catalogue.languages),
            theme=Path(self.theme),
            cache=Path(self.settings["CATALOGUE_CACHE"]),
            site_url=self.settings["SITE_URL"].rstrip("/"),
            loader=self.env.loader,
            options=self.settings["JINJA_ENVIRONMENT"],
        )

    def _build_day(self) -> date:
        given = self.settings["BUILD_DAY"]
        return date.fromisoformat(given) if given else datetime.now(ZoneInfo(self.settings["TIMEZONE"])).date()

    def _data_folder(self, output: Path) -> Path:
        folder = Path(self.settings["DATA_OUTPUT"])
        if folder.resolve().is_relative_to(output.resolve()):
            stop(f"DATA_OUTPUT ({folder}) is inside the site and would be published -> name another folder")
        return folder

    def _catalogue_file(self) -> dict[str, object]:
        now = datetime.now(UTC)
        given = self.settings["CATALOGUE_SEQUENCE"]
        sequence = int(given) if given else int(now.timestamp())
        return compile_catalogue(self.catalogue, sequence=sequence, commit=commit_of(Path(self.path)), built_at=now)


def stop(reasons: object) -> NoReturn:
    """End the command with the reasons on the standard error, one a line, and nothing else."""
    print(reasons, file=sys.stderr)  # noqa: T201 -- the answer of a command, not a log
    raise SystemExit(1)


def remove_unplanned(output: Path, languages: Iterable[str], planned: Collection[str]) -> None:
    """Take away the pages of languages' folders that are no longer planned: an old slug must not lead anywhere."""
    for lang in languages:
        for page in (output / lang).rglob("index.html"):
            if page.relative_to(output).as_posix() not in planned:
                page.unlink()
