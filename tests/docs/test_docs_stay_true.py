"""What the documents say of files, verbs, settings and the office's list is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from chalicelib.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
VERB = re.compile(r"\bmake ([a-z-]+)\b")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
MADE = ("build/", "output/", "var/", "availability/", "faubourg/")
"""Made by a build or a run; the last are names of secrets."""
ROOTS = (
    "", "booking_fn", "booking_fn/chalicelib", "booking_fn/chalicelib/operations", "booking_fn/chalicelib/core",
    "plugins/catalogue",
)


def code_of(document: Path) -> str:
    """The parts of a document between back quotes."""
    text = document.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"`[^`]+`|```.*?```", text, re.DOTALL))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_verb_of_a_document_is_in_the_makefile(document: Path) -> None:
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(VERB.findall(code_of(document))) <= verbs


def test_every_verb_of_the_makefile_is_in_the_readme() -> None:
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert verbs <= set(VERB.findall((ROOT / "README.md").read_text()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_of_a_document_exists(document: Path) -> None:
    named = [path for path in PATH.findall(document.read_text(encoding="utf-8")) if not path.startswith(MADE)]
    missing = [path for path in named if not any((ROOT / root / path).exists() for root in ROOTS)]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert all((document.parent / link).exists() for link in links)


def test_every_setting_is_in_the_operators_table() -> None:
    text = (ROOT / "docs" / "operators.md").read_text()
    assert {field.name.upper() for field in fields(Settings)} <= set(re.findall(r"`([A-Z_]+)`", text))


def test_every_kind_of_the_office_s_list_is_told() -> None:
    text = (ROOT / "docs" / "operators.md").read_text()
    sources = [path.read_text() for path in (ROOT / "booking_fn" / "chalicelib").rglob("*.py")]
    lines = re.compile(r'(?:OfficeLine|_line|_ask_office)\((?:shop, checkout, )?"(\w+)"')
    kinds = {kind for source in sources for kind in lines.findall(source)}
    assert kinds
    assert kinds <= set(re.findall(r"`(\w+)`", text))
