"""The build as a command: what it hands over, what stops it, what it leaves behind."""

import json
import shutil
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from .building import ROOT, SAMPLE, THEME, Run, built, run_build

SCRIPTED = (
    "facets.json", "facets-days.json", "facets-form.json", "facets-places.json", "finder.json", "words-0.json",
    "cards-0.json",
)  # fmt: skip
"""What the script of the list asks for."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sample to spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A copy of the theme to spoil."""
    return Path(shutil.copytree(THEME, tmp_path / "theme"))


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def schema(name: str) -> object:
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())


def refused(run: Run, *reasons: str) -> None:
    assert run.code == 1, run.said
    for reason in reasons:
        assert reason in run.said
    assert not run.output.exists()
    assert not run.data.exists()
    assert "Traceback" not in run.said


def test_two_builds_of_the_same_inputs_are_byte_for_byte_the_same(sample: Run, tmp_path: Path) -> None:
    again = built(run_build(tmp_path))
    assert snapshot(again.output) == snapshot(sample.output)
    assert (again.data / "site.json").read_bytes() == (sample.data / "site.json").read_bytes()


def test_a_build_over_an_earlier_one_leaves_no_page_of_an_old_slug(content: Path, tmp_path: Path) -> None:
    first = built(run_build(tmp_path, content))
    elsewhere = first.output / "availability" / "quays.json"
    elsewhere.parent.mkdir()
    elsewhere.write_text("{}")
    edit(content / "offers" / "quays.fr.md", "slug: quais", "slug: quais-d-ivry")
    again = built(run_build(tmp_path, content))
    assert (again.output / "fr" / "visites" / "quais-d-ivry" / "index.html").exists()
    assert not (again.output / "fr" / "visites" / "quais" / "index.html").exists()
    assert elsewhere.exists()


def test_the_catalogue_is_handed_over_beside_the_site_and_never_inside(sample: Run) -> None:
    assert {file.name for file in sample.data.iterdir()} == {"catalogue.json", "site.json"}
    told = {file.name for file in sample.output.rglob("*.json")}
    assert told == {"search.json", "feed.json", "offers.json", *SCRIPTED}


def test_both_files_of_data_keep_their_schemas(sample: Run) -> None:
    for name in ("site", "catalogue"):
        jsonschema.validate(json.loads((sample.data / f"{name}.json").read_text()), schema(name))


def test_site_json_names_files_and_pages_that_exist(sample: Run) -> None:
    site = json.loads((sample.data / "site.json").read_text())
    for path in site["assets"].values():
        assert (sample.output / path.lstrip("/")).is_file()
    for language in site["languages"]:
        links = [one["url"] for one in (*language["nav"], *language["footer"])]
        for path in (language["home"], language["terms_url"], language["privacy_url"], *links):
            assert (sample.output / path.lstrip("/") / "index.html").is_file()


def test_the_sequence_given_is_kept_and_one_not_given_is_the_time(sample: Run, tmp_path: Path) -> None:
    assert json.loads((sample.data / "catalogue.json").read_text())["sequence"] == 7
    run = built(run_build(tmp_path, CATALOGUE_SEQUENCE=""))
    assert json.loads((run.data / "catalogue.json").read_text())["sequence"] > 1_700_000_000


def test_data_inside_the_site_is_refused(tmp_path: Path) -> None:
    run = run_build(tmp_path, DATA_OUTPUT=str(tmp_path / "output" / "data"))
    refused(run, "DATA_OUTPUT")


def test_all_faults_stop_the_build_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    edit(content / "offers" / "quays.fr.md", "price_cents: 1250", "price_cents: 12.50")
    edit(content / "offers" / "reels.fr.md", "type: virtual", "type: virtuel")
    refused(run_build(tmp_path, content), "offers/quays.fr.md:", "offers/reels.fr.md:", "price_cents", "type")


def test_a_fault_leaves_the_earlier_site_as_it_was(content: Path, tmp_path: Path) -> None:
    first = built(run_build(tmp_path, content))
    before = snapshot(first.output)
    edit(content / "offers" / "quays.fr.md", "price_cents: 1250", "price_cents: free")
    assert run_build(tmp_path, content).code == 1
    assert snapshot(first.output) == before


def test_a_plain_page_that_cannot_be_read_stops_the_build(content: Path, tmp_path: Path) -> None:
    headers = {"fr": "Lang: fr\nKey: legal", "en": "Lang: en\nKey: legal\nTitle: Legal\nSlug: legal"}
    for lang, header in headers.items():
        (content / "pages" / f"legal.{lang}.md").write_text(f"{header}\n\nText.\n", encoding="utf-8")
    refused(run_build(tmp_path, content), "pages/legal.fr.md:1: Pelican")


def test_a_plain_page_without_a_key_stops_the_build(content: Path, tmp_path: Path) -> None:
    edit(content / "pages" / "terms.fr.md", "Key: terms\n", "")
    refused(run_build(tmp_path, content), "pages/terms.fr.md:1 Key:")


def test_a_page_that_the_form_leads_to_must_be_there(content: Path, tmp_path: Path) -> None:
    (content / "pages" / "privacy.en.md").unlink()
    refused(run_build(tmp_path, content), "privacy", "en")


def test_two_pages_cannot_have_one_address(content: Path, tmp_path: Path) -> None:
    edit(content / "pages" / "terms.fr.md", "Slug: conditions", "Slug: visites")
    refused(run_build(tmp_path, content), "/fr/visites/")


def test_words_without_a_translation_stop_the_build(theme: Path, tmp_path: Path) -> None:
    edit(theme / "templates" / "home.html", "{% block main %}", '{% block main %}{{ _("Encore un mot") }}')
    refused(run_build(tmp_path, theme=theme), "locale/en", "Encore un mot")


def test_a_file_that_the_style_sheet_names_must_be_there(theme: Path, tmp_path: Path) -> None:
    (theme / "static" / "css" / "zz.css").write_text('.x { background: url("img/none.svg"); }')
    refused(run_build(tmp_path, theme=theme), "img/none.svg")


def test_a_name_that_a_template_misspells_stops_the_build(theme: Path, tmp_path: Path) -> None:
    edit(theme / "templates" / "home.html", "{% block main %}", "{% block main %}{{ site.nmae }}")
    run = run_build(tmp_path, theme=theme)
    assert run.code == 1
    assert "nmae" in run.said
    assert not run.output.exists()


def test_production_needs_the_public_address(tmp_path: Path) -> None:
    run = run_build(tmp_path, settings="publishconf.py", SITE_URL="")
    refused(run, "SITE_URL")
    assert built(run_build(tmp_path, settings="publishconf.py")).code == 0


def test_the_real_content_builds(real: Run) -> None:
    assert len(list(real.output.rglob("index.html"))) > 50


def test_a_fault_planted_in_the_real_content_stops_its_build(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    offer = sorted((copy / "offers").glob("*/*.fr.md"))[0]
    offer.write_text(offer.read_text(encoding="utf-8").replace("capacity:", "capacite:", 1), encoding="utf-8")
    refused(run_build(tmp_path, copy), f"{offer.parent.name}/{offer.name}:", "capacite")
