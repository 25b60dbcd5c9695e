"""Every kind of fault, told with its line and its cure in both languages; nothing is silently left out."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from catalogue.language import locale_language
from catalogue.reading.crosscheck_words import is_plainly_right
from catalogue.reading.faults import Faults, fault
from catalogue.reading.frontmatter import Document
from catalogue.reading.load import load
from catalogue.reading.markdown import find_faults
from catalogue.reading.messages import MESSAGES
from catalogue.reading.messages_warnings import WARNINGS
from catalogue.reading.sentences import note
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import ErrorDetails

from tests.catalogue.sample import BUILD_DAY, FILES, edit, faults_of, told

CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "fault_cases.yaml").read_text(encoding="utf-8"))
OF_WHOLE_FILES = {
    "no_content", "missing_file", "unknown_place", "unknown_place_near", "wrong_file_name",
    "unknown_file_language", "not_a_file",
    "no_source", "missing_translation", "file_too_big", "encoding", "id_in_two_folders", "wrong_folder",
    "missing_alt", "picture_missing", "picture_unreadable", "picture_too_small", "picture_too_heavy",
    "picture_too_large", "picture_broken", "stop_off_route",
    "stop_words_missing", "stop_unknown", "new_past_date", "facts_in_translation",
}  # fmt: skip
"""Kinds that no edit inside a file can show; each has its own test below."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["kind"])
def test_one_wrong_edit_is_told_once_with_its_line_and_cure(content: Path, case: dict[str, str]) -> None:
    edit(content, case["file"], case["old"], case["new"])
    assert told(content, "fr") == [f"{case['file']}:{case['fr']}"]
    assert told(content, "en") == [f"{case['file']}:{case['en']}"]
    assert [one.code for one in faults_of(content)] == [case["kind"]]


def test_every_kind_of_fault_has_a_fixture() -> None:
    assert {case["kind"] for case in CASES} | OF_WHOLE_FILES | {"not_valid"} == set(MESSAGES) - set(WARNINGS)


def test_every_sentence_exists_in_both_languages_with_the_same_values() -> None:
    for code, sentences in MESSAGES.items():
        assert set(sentences) == {"fr", "en"}, code
        assert all(wrong and cure for wrong, cure in sentences.values()), code


def test_a_content_without_fault_has_none(content: Path) -> None:
    assert told(content) == []


def test_all_faults_of_all_files_come_in_one_run_and_sorted(content: Path) -> None:
    edit(content, "offers/studios.en.md", "slug: studios", "slug: Studios")
    edit(content, "offers/kayak.fr.md", "price_cents: 1250", 'price_cents: "12,50 €"')
    edit(content, "offers/kayak.fr.md", "themes: [river, street-art]", "themes: [river, strete-art]")
    edit(content, "offers/kayak.fr.md", "except: [2027-05-15]", "except: [2027-05-14]")
    edit(content, "offers/kayak.fr.md", 'on: 2027-05-01, at: "14:30"', "on: demain, at: 14:30")
    edit(content, "taxonomy.yaml", '"#0b6b46"', "vert")
    with pytest.raises(Faults) as refused:
        load(content, BUILD_DAY)
    places = [(one.path.rsplit("/", 1)[1], one.line, one.code) for one in refused.value.found]
    assert places == [
        ("kayak.fr.md", 8, "unknown_id_near"),
        ("kayak.fr.md", 21, "not_cents"),
        ("kayak.fr.md", 23, "unquoted_clock"),
        ("kayak.fr.md", 23, "not_day_at_all"),
        ("kayak.fr.md", 24, "except_other_day"),
        ("studios.en.md", 3, "not_id"),
        ("taxonomy.yaml", 23, "not_colour"),
    ]


def test_a_fault_in_one_element_keeps_the_lines_of_the_others_right(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "{id: adult, price_cents: 2500}", "{id: adult, price_cents: cher}")
    edit(content, "offers/kayak.fr.md", "from_age: 8, to_age: 12", "from_age: 12, to_age: 8")
    assert [(one.line, one.field) for one in faults_of(content)] == [
        (20, "tariffs.adult.price_cents"),
        (21, "tariffs.child.from_age"),
    ]


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda root: (root / "taxonomy.yaml").unlink(), "missing_file"),
        (lambda root: (root / "brouillons").mkdir(), "unknown_place"),
        (lambda root: (root / "partners").rename(root / "Partenaires"), "unknown_place_near"),
        (lambda root: (root / "offers/Kayak.fr.md").write_text("x"), "wrong_file_name"),
        (lambda root: (root / "offers/notes.txt").write_text("x"), "wrong_file_name"),
        (lambda root: (root / "offers/kayak.md").write_text("x"), "wrong_file_name"),
        (lambda root: (root / "offers" / f"{'a' * 81}.fr.md").write_text("x"), "wrong_file_name"),
        (lambda root: (root / "pages/terms.markdown").write_text("x"), "wrong_file_name"),
        (lambda root: (root / "partners/rameurs.es.md").write_text("x"), "unknown_file_language"),
        (lambda root: (root / "offers/kayak.en.md").unlink(), "missing_translation"),
        (lambda root: (root / "pages/conditions.en.md").unlink(), "missing_translation"),
        (lambda root: (root / "offers/canal.en.md").write_text(FILES["offers/studios.en.md"]), "no_source"),
        (lambda root: (root / "partners/rameurs.en.md").write_text("x" * 270_000), "file_too_big"),
        (lambda root: (root / "partners/rameurs.en.md").write_bytes(b"---\nsummary: \xe9t\xe9\n---\n"), "encoding"),
    ],
)  # fmt: skip
def test_a_file_that_would_not_be_read_is_told(content: Path, make: Any, kind: str) -> None:
    make(content)
    assert kind in [one.code for one in faults_of(content)]


@pytest.mark.parametrize(
    ("name", "wrong", "meant"),
    [
        ("kayak.fr.md", "kayak.fr.txt", "kayak.fr.md"),
        ("kayak.fr.md", "kayak.fr.markdown", "kayak.fr.md"),
        ("kayak.fr.md", "kayak.fr.md.txt", "kayak.fr.md"),
        ("kayak.en.md", "Kayak.EN.docx", "kayak.en.md"),
        ("kayak.fr.md", "kayak_fr.md", "kayak.fr.md"),
        ("kayak.fr.md", "kayak-fr.md", "kayak.fr.md"),
        ("kayak.fr.md", "kayak.md", "kayak.fr.md"),
    ],
)
def test_a_file_that_is_saved_under_a_wrong_name_is_one_fault_with_the_right_one(
    content: Path, name: str, wrong: str, meant: str
) -> None:
    (content / "offers" / name).rename(content / "offers" / wrong)
    [one] = faults_of(content)
    assert (one.path.rsplit("/", 1)[1], one.code, dict(one.params)["example"]) == (wrong, "wrong_file_name", meant)
    (content / "offers" / wrong).rename(content / "offers" / meant)
    assert told(content) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "near"),
    [
        ("offers/kayak.fr.md", "[river, street-art]", "[Au fil de l'eau]", "river"),
        ("offers/kayak.fr.md", "[river, street-art]", "[Street Art]", "street-art"),
        ("offers/kayak.fr.md", "territory: val-de-marne", "territory: Val-de-Marne", "val-de-marne"),
        ("offers/kayak.fr.md", "partner: rameurs", "partner: Les Rameurs", "rameurs"),
        ("offers/kayak.fr.md", "{id: adult", "{id: Adulte", "adult"),
        ("offers/kayak.fr.md", "[seating]", "[pauses-assises]", "seating"),
        ("partners/rameurs.fr.md", "kind: association", "kind: Une association", "association"),
    ],
)
def test_a_label_in_the_place_of_an_id_is_told_the_id(content: Path, name: str, old: str, new: str, near: str) -> None:
    edit(content, name, old, new)
    assert [(one.code, dict(one.params)["near"]) for one in faults_of(content)] == [("unknown_id_near", near)]


@pytest.mark.parametrize("copy", ["kayak.fr - Copie.md", "kayak.fr (1).md", "kayak.fr.md~", "Kayak à Créteil.fr.md"])
def test_a_copy_is_told_a_name_that_is_free(content: Path, copy: str) -> None:
    (content / "offers" / copy).write_text("x")
    [one] = faults_of(content)
    assert not (content / "offers" / dict(one.params)["example"]).exists()


def test_a_translation_that_is_the_whole_source_is_one_fault(content: Path) -> None:
    (content / "offers/kayak.en.md").write_text((content / "offers/kayak.fr.md").read_text())
    assert [(one.line, one.code) for one in faults_of(content)] == [(7, "facts_in_translation")]


def moved(content: Path, folder: str, *names: str) -> None:
    for name in names:
        path = content / name
        to = path.parent / folder / path.name
        to.parent.mkdir(exist_ok=True)
        path.rename(to)


def test_offers_and_partners_may_lie_in_the_folder_of_their_territory(content: Path) -> None:
    before = load(content, BUILD_DAY)
    moved(content, "val-de-marne", *(name for name in FILES if name.startswith(("offers/", "partners/"))))
    assert load(content, BUILD_DAY) == before


def test_a_file_in_the_folder_of_another_territory_is_told_where_to_go(content: Path) -> None:
    moved(content, "paris", "offers/kayak.fr.md", "offers/kayak.en.md")
    assert told(content, "en") == [
        "offers/paris/kayak.fr.md:9 territory: the file is in the folder “paris”, the territory is “val-de-marne”"
        " -> move it: offers/val-de-marne/kayak.fr.md"
    ]
    assert told(content, "fr") == [
        "offers/paris/kayak.fr.md:9 territory: le fichier est dans le dossier «paris», le territoire est «val-de-marne»"
        " -> le déplacer : offers/val-de-marne/kayak.fr.md"
    ]


def test_an_id_in_two_folders_is_told(content: Path) -> None:
    moved(content, "val-de-marne", "offers/kayak.fr.md")
    assert told(content, "en") == [
        "offers/val-de-marne/kayak.fr.md:1: “kayak” is in another folder already: offers/kayak.en.md"
        " -> keep them together, or change the name",
        "offers/kayak.en.md:1: this translation has no source file -> write kayak.fr.md first, or mend the name",
    ][::-1]


def test_a_link_to_another_file_is_not_read(content: Path) -> None:
    (content / "offers/kayak.en.md").unlink()
    (content / "offers/kayak.en.md").symlink_to(content / "taxonomy.yaml")
    assert [(one.path.rsplit("/", 1)[1], one.code) for one in faults_of(content)] == [("kayak.en.md", "not_a_file")]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [one.code for one in faults_of(tmp_path / "nowhere")] == ["no_content"]


def test_bad_bytes_are_told_on_their_own_line(content: Path) -> None:
    (content / "offers/studios.en.md").write_bytes(b"---\ntitle: Studios\nslug: \xff\n---\n")
    assert [(one.line, one.code) for one in faults_of(content)] == [(3, "encoding")]


def test_a_language_may_be_declared_partial(content: Path) -> None:
    edit(content, "taxonomy.yaml", "languages: [fr, en]\n", "languages: [fr, en]\npartial_languages: [en]\n")
    (content / "offers/kayak.en.md").unlink()
    assert told(content) == []
    assert [offer.id for offer in load(content, BUILD_DAY).offers if "en" in offer.words] == ["studios"]


def test_windows_line_endings_and_a_byte_order_mark_are_read(content: Path) -> None:
    path = content / "offers/kayak.fr.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(content) == []


def test_a_fault_carries_no_control_character_to_the_terminal() -> None:
    one = fault("content/a\x1b[2J.md", 1, "title\n", "not_id", value="\x1b]0;x\x07" + "y" * 500, id="x")
    assert one.text("fr").isprintable()
    assert len(one.text("fr")) < 300


def test_what_no_sentence_foresees_is_still_told_in_plain_words() -> None:
    document = Document("offers/kayak.fr.md", {"title": 3}, {(): 2, ("title",): 7})
    error: ErrorDetails = {"type": "never_seen", "loc": ("title",), "msg": "jargon", "input": 3}
    note(error, document, ())
    assert [one.text("en") for one in document.faults] == [
        "offers/kayak.fr.md:7 title: “3” does not fit -> follow the form of an existing offer"
    ]


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], lang: str) -> None:
    assert locale_language(environ) == lang


HOSTILE = {
    "opening brackets": "---\nthemes: " + "[" * 100_000 + "\n---\nx",
    "opening braces": "---\nthemes: " + "{a: " * 50_000 + "\n---\nx",
    "nested dashes": "---\n" + "- " * 60_000 + "\n---\nx",
    "billion laughs": "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nx",
    "a title of 200 KB": "---\ntitle: " + "x" * 200_000 + "\n---\nx",
    "keys that are lists": "---\n? [a]\n: b\n---\nx",
    "a huge number": "---\ncapacity: " + "9" * 10_000 + "\n---\nx",
    "year one": '---\ndepartures: [{on: 0001-01-01, at: "00:00"}]\n---\nx',
    "a program": "---\ntitle: !!python/object/apply:os.system [ls]\n---\nx",
    "two documents": "---\ntitle: a\n...\ntitle: b\n---\nx",
    "nothing": "",
    "only fences": "---\n---\n",
    "backticks": "---\ntitle: x\n---\n" + "".join("`" * n + "a" for n in range(1, 700)),
    "brackets in the text": "---\ntitle: x\n---\n" + "![" * 9_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(5)
def test_a_hostile_file_is_a_fault_and_never_a_traceback(content: Path, name: str) -> None:
    (content / "offers/kayak.fr.md").write_text(HOSTILE[name], encoding="utf-8")
    found = [one for one in faults_of(content) if one.path.endswith("kayak.fr.md")]
    assert found
    assert all(len(one.text("fr")) < 1000 for one in found)


def test_a_hundred_thousand_dates_are_refused(content: Path) -> None:
    dates = ", ".join(["2027-05-15"] * 10_000)
    edit(content, "offers/kayak.fr.md", "except: [2027-05-15]", f"except: [{dates}]")
    assert [one.code for one in faults_of(content)] == ["too_many"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=st.integers(1, 23),
    text=st.one_of(st.text(max_size=40), st.text(alphabet="-:{}[]#&*!|>'\"%@` ,?0123ae\n", max_size=30)),
)
def test_any_line_replaced_by_anything_is_read_or_told(content: Path, line: int, text: str) -> None:
    lines = FILES["offers/kayak.fr.md"].split("\n")
    lines[line] = text
    (content / "offers/kayak.fr.md").write_text("\n".join(lines), encoding="utf-8", errors="replace", newline="")
    for one in faults_of(content):
        assert re.fullmatch(r".+:\d+( \S.*)?: .+ -> .+", one.text("fr"))


@pytest.mark.parametrize("build_day", [date(2026, 11, 22), date(2027, 3, 1), date(2027, 9, 30), date(2028, 2, 29)])
def test_the_real_content_has_no_fault_on_any_day_it_may_be_built(build_day: date) -> None:
    content = Path(__file__).parents[2] / "content"
    assert [one.text("fr") for one in faults_of(content, build_day)] == []


MARKS = (
    "[a]",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](https://a.org/b)",
    "](javascript:x)",
    "](//a)",
    "](/b)",
    "](HTTP:a)",
    "!",
    "#",
)
MORE_MARKS = (
    "# ",
    "## ",
    "=",
    "\n===",
    "\n\n",
    "\n",
    "<b>",
    "<x:y>",
    "]: ",
    "]:",
    "&lt;",
    "&#106;",
    "\\",
    "`",
    "*",
    "a",
    " ",
    "\0",
)


@given(st.lists(st.sampled_from((*MARKS, *MORE_MARKS)), max_size=14).map("".join))
def test_a_text_that_is_plainly_right_has_no_fault(text: str) -> None:
    assert not is_plainly_right(text) or not list(find_faults(text))


def test_plain_texts_with_links_are_seen_to_be_right() -> None:
    assert is_plainly_right("Voir [ici](https://example.org/a), [là](/fr/offres/).\n\n## Après\n\n- un *point*")
    assert not is_plainly_right("Voir [ici](javascript:alert)")
