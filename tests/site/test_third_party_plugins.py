"""Pelican stays Pelican: plugins of others do their usual work on the catalogue's pages."""

import gzip
import shutil
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from .building import ORIGIN, SAMPLE, Run, run_build
from .plugin_settings import built, html_files, settings, snapshot


def address(run: Run, page: Path) -> str:
    return f"{ORIGIN}/{page.relative_to(run.output).as_posix().removesuffix('index.html')}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sample to edit."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


# Plugins from PyPI: on `content_written`, on `finalized`; on `all_generators_finalized` in test_own_pages.py.


def test_pelican_sitemap_lists_every_page_that_was_written_and_its_file_stays(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "sitemap", SITEURL=ORIGIN, SITEMAP={"format": "txt"})
    run = built(run_build(tmp_path, settings=chosen))
    listed = (run.output / "sitemap.txt").read_text(encoding="utf-8")
    assert listed.splitlines() == sorted(address(run, page) for page in html_files(run.output))
    without = built(run_build(tmp_path))
    assert (without.output / "sitemap.txt").read_text(encoding="utf-8") == listed


def test_pelican_precompress_puts_both_forms_beside_every_page_and_renews_them(tmp_path: Path, content: Path) -> None:
    chosen = settings(tmp_path, "precompress", PRECOMPRESS_OVERWRITE=True)
    first = built(run_build(tmp_path, content, settings=chosen))
    offer = content / "offers" / "quays.fr.md"
    offer.write_text(offer.read_text(encoding="utf-8") + "\nUne péniche de plus.\n", encoding="utf-8")
    before = (first.output / "fr/visites/quais/index.html").read_bytes()
    again = built(run_build(tmp_path, content, settings=chosen))
    assert (again.output / "fr/visites/quais/index.html").read_bytes() != before
    for page in html_files(again.output):
        assert gzip.decompress(Path(f"{page}.gz").read_bytes()) == page.read_bytes()
        assert brotli.decompress(Path(f"{page}.br").read_bytes()) == page.read_bytes()


# A plugin that changes what is read and what is written: each build has its work once, and none when it is gone.


def test_a_plugin_may_change_pages_as_they_are_read_and_in_their_place(tmp_path: Path, sample: Run) -> None:
    chosen = settings(tmp_path, "plugin_stamp")
    built(run_build(tmp_path, settings=chosen))
    stamped = built(run_build(tmp_path, settings=chosen))
    for page in html_files(stamped.output):
        text = page.read_text(encoding="utf-8")
        assert text.count("<!-- Faubourg -->") == 1, page
        assert text.endswith("<!-- Faubourg -->\n")
    assert "<p>Lu par le greffon.</p>" in (stamped.output / "fr/conditions/index.html").read_text(encoding="utf-8")
    without = built(run_build(tmp_path))
    assert snapshot(without.output) == snapshot(sample.output)


def test_pelican_s_setting_to_empty_the_output_first_keeps_its_meaning(tmp_path: Path, sample: Run) -> None:
    first = built(run_build(tmp_path))
    for name in ("stray.txt", "kept.txt"):
        (first.output / name).write_text(name, encoding="utf-8")
    chosen = settings(tmp_path, DELETE_OUTPUT_DIRECTORY=True, OUTPUT_RETENTION=["kept.txt"])
    again = built(run_build(tmp_path, settings=chosen))
    assert snapshot(again.output) == {**snapshot(sample.output), "kept.txt": b"kept.txt"}
