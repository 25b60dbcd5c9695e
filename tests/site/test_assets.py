"""The theme's files: one style sheet in the order of its layers, hashed names, a small font."""

import hashlib
import io
import re
from datetime import date
from pathlib import Path

import pytest
from catalogue.model import Taxonomy
from catalogue.pages.assets import AssetMissing, Assets, style_sheet
from catalogue.pages.font import CHARACTERS, headline_font
from catalogue.reading.load import load
from fontTools.ttLib import TTFont

from .building import DAY, SAMPLE, Run

HASHED = re.compile(r"\.([0-9a-f]{8})\.[a-z0-9]+$")


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load(SAMPLE, date.fromisoformat(DAY)).taxonomy


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "main.css").write_text("@layer reset, tokens, components; /* order */")
    (tmp_path / "css" / "base.css").write_text("@layer reset { * { margin: 0 } }")
    (tmp_path / "css" / "zig.css").write_text('@layer components { .z { background: url("img/z.svg") } }')
    return tmp_path


def test_the_order_of_layers_comes_first_then_inks_then_files_by_name(static: Path, taxonomy: Taxonomy) -> None:
    assets = Assets()
    assets.add("img/z.svg", b"<svg/>")
    sheet = style_sheet(static, taxonomy, assets)
    parts = ["@layer reset,tokens,components;", '[data-territory="val-de-marne"]', "margin:0", ".z{"]
    assert [sheet.index(part) for part in parts] == sorted(sheet.index(part) for part in parts)
    assert "/*" not in sheet
    assert f'url("{assets.urls["img/z.svg"]}")' in sheet


def test_a_folder_of_style_sheets_is_a_sheet_of_its_own(sample: Run) -> None:
    folder, names = sample.output / "theme", ("main.*.css", "pages/offer.*.css")
    shared, own = (next(folder.glob(name)).read_text() for name in names)
    assert ".c-booking" in own
    assert ".c-booking" not in shared
    pages = [sample.output / url / "index.html" for url in ("fr/themes/fleuve", "fr/visites/quais")]
    assert [len(re.findall(r'rel="stylesheet"', page.read_text())) for page in pages] == [1, 2]


def test_each_territory_has_inks_for_paper_and_for_dark(static: Path, taxonomy: Taxonomy) -> None:
    assets = Assets()
    assets.add("img/z.svg", b"<svg/>")
    paper, _, dark = style_sheet(static, taxonomy, assets).partition("prefers-color-scheme:dark")
    assert '[data-territory="val-de-marne"]{--ink:#0b6b46;--second-ink:#ef9bab}' in paper
    assert '[data-territory="val-de-marne"]{--ink:#6fd6a8}' in dark


def test_a_style_sheet_cannot_name_a_file_that_is_not_there(static: Path, taxonomy: Taxonomy) -> None:
    with pytest.raises(AssetMissing, match=r"img/z\.svg is missing, and css/zig\.css needs it"):
        style_sheet(static, taxonomy, Assets())


def test_a_name_changes_with_its_content_alone() -> None:
    assets = Assets()
    first, again, other = (assets.add("js/a.js", content) for content in (b"1", b"1", b"2"))
    assert first == again != other
    assert HASHED.search(first)


def test_every_file_of_the_theme_is_named_by_its_content(sample: Run) -> None:
    drawn = sample.output / "theme" / "covers"  # named by what they are drawn from
    files = [file for file in (sample.output / "theme").rglob("*") if file.is_file() and file.parent != drawn]
    assert len(files) > 8
    for file in files:
        found = HASHED.search(file.name)
        assert found, file
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(found[1])


def test_the_font_is_small_and_writes_french(tmp_path: Path) -> None:
    font = headline_font(tmp_path)
    assert len(font) < 20_000
    assert headline_font(tmp_path) == font
    read = TTFont(io.BytesIO(font))
    assert set(map(ord, CHARACTERS)) - set(read.getBestCmap()) <= {0xA4, 0xAD}  # the font has no ¤ and no soft hyphen
    assert "fvar" not in read


def test_the_cache_of_the_font_is_believed_only_when_whole(tmp_path: Path) -> None:
    headline_font(tmp_path)
    assert [file.suffix for file in tmp_path.iterdir()] == [".woff2"]
