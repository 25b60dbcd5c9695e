"""The plain reader and the careful one: where the first is sure, the second reads the same and finds no fault."""

from pathlib import Path
from typing import Any

import pytest
from catalogue.reading.careful import read_carefully
from catalogue.reading.frontmatter import Document, is_printable, read_document
from catalogue.reading.plain import read_plain
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalogue.sample import FILES, TAXONOMY, edit, faults_of

ROOT = Path(__file__).parents[2]
FRONTS = [text.split("---\n")[1] for name, text in FILES.items() if text.startswith("---")]
ATTEMPTS = 1000


def typed(value: Any) -> Any:
    """`value` with the types of all it holds: 1, 1.0 and true are the same to ==."""
    if isinstance(value, dict):
        return {key: typed(one) for key, one in value.items()}
    return (type(value), [typed(one) for one in value] if isinstance(value, tuple) else value)


def assert_read_the_same(text: str) -> bool:
    """Whether the plain reader was sure; where it was, the careful one must agree."""
    if not is_printable(text):
        return False
    plain = read_plain(text)
    if plain is None:
        return False
    careful = Document("x")
    read_carefully(text, 1, careful)
    assert careful.faults == [], text
    assert list(plain) == list(careful.values)
    assert typed(plain) == typed(careful.values), text
    return True


names = st.sampled_from(["on", "at", "title", "price_cents", "from-age", "Y", "no", "null", "fr", "a1", "é", "2", "<<"])
scalars = st.one_of(
    st.sampled_from(
        [
            "Le ponton", "l'eau d'Ivry", "« Bonjour »", "10 minutes", "10 m: x", "1e5", "0x1F", "1_000", "0o7", "010",
            "14:30", "1:30:00", "2027-05-01", "2027-02-30", "2027-05-01T09:00:00+00:00", "2027-05-01T09:00:00Z",
            "2027-05-01T09:00:00", "2027-05-01 09:00:00 Z", "2027-05-01T25:00:00Z", "1500", "-3", "+3", "48.8206",
            "-.5", "1.", ".inf", "no", "Yes", "TRUE", "null", "~", "=", "<<", "", " ", "a # b", "a #", "a#b", "#",
            "a: b", "a:b", "a:", "http://x.org/a", '"x: y"', '"a\\n"', "'it''s'", '"a"b', "'a", "\"", "- a", "-", "?",
            "? a", "&a b", "*a", "!a b", "!!int 3", "| ", "> a", "%a", "@a", "`a", "---", "...", "Quai, 94340",
            "a]b", "a}b", "a\u00a0b", "\u202fb", "²", "½ x", "x" * 1100, '"' + "x" * 1100 + '"', "\u00a0", "e\u0301",
            "y", "n", "9" * 13, "0.1234567890123456", "1 000", "12 a # b", "3 rue: x", "3 rue:", "A ", "éa", "Ⅷ", "٣ a",
        ]
    ),
    st.text(alphabet="ab :#,[]{}\"'-?&*!|>%@`\\0123.T+Z/é’« \u00a0", max_size=12),
)  # fmt: skip
spaces = st.sampled_from(["", "", "", "", " ", "  "])


def _sequence(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(spaces, st.lists(inner, max_size=3), st.sampled_from([", ", ", ", ",", " , "]), spaces).map(
        lambda made: "[" + made[0] + made[2].join(made[1]) + made[3] + "]"
    )


def _mapping(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    colons = st.sampled_from([": ", ": ", ": ", ":", ":  "])
    pairs = st.lists(st.tuples(names, colons, inner).map("".join), max_size=3)
    return st.tuples(spaces, pairs, st.sampled_from([", ", ", ", ","]), spaces).map(
        lambda made: "{" + made[0] + made[2].join(made[1]) + made[3] + "}"
    )


flows = st.recursive(scalars, lambda inner: _sequence(inner) | _mapping(inner), max_leaves=8)
lines = st.builds(
    lambda indent, dash, name, colon, value, end: f"{' ' * indent}{dash}{name}{colon}{value}{end}",
    st.sampled_from([0, 0, 0, 0, 0, 2, 2, 2, 4, 4, 6, 8, 10, 1, 3]),
    st.sampled_from(["", "", "", "- ", "- ", "-", "- - ", "-  "]),
    names,
    st.sampled_from([": ", ": ", ": ", ":", ":  "]),
    flows | st.just(""),
    st.sampled_from(["", "", "", "", " ", " # why", "\n", "\n# why", "\n  # why", "\n   "]),
)
items = st.builds(lambda indent, value: f"{' ' * indent}- {value}", st.sampled_from([0, 2, 2, 2, 4, 6]), flows)
others = st.sampled_from(["", "  ", "# why", "   # why", "---", "...", "%YAML 1.1", "title:", "  en:", "    fr:"])


@settings(max_examples=ATTEMPTS, deadline=None)
@given(st.lists(lines | items | others, min_size=1, max_size=6).map("\n".join))
@example("title: a\n  b")
@example("title:\n  - {id: a}\n  - id: b\n    on: c\nslug: d")
@example("title:\n- a")
@example("title:\n\n  # why\n  fr: a\n\n  en: b\n")
@example("title: [a, b,]")
@example("title: {a: b, a: c}")
@example("title: [a: b]")
def test_whatever_the_plain_reader_is_sure_of_the_careful_one_reads_the_same(text: str) -> None:
    assert_read_the_same(text)


@settings(max_examples=ATTEMPTS, deadline=None)
@given(
    front=st.sampled_from([*FRONTS, TAXONOMY]),
    where=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 6),
    text=scalars | st.sampled_from(["\n", "\n ", "\n  ", " ", "  ", "- ", ": ", " #", "\n# x\n", "\n---\n", '"', "'"]),
)
def test_a_real_file_with_any_edit_is_read_the_same(front: str, where: float, length: int, text: str) -> None:
    at = int(where * len(front))
    assert_read_the_same(front[:at] + text + front[at + length :])


@settings(max_examples=ATTEMPTS, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), st.sampled_from(["{}", "'{}'", '"{}"', "[{}]"]))
def test_a_text_of_any_characters_is_read_the_same(text: str, form: str) -> None:
    assert_read_the_same("title: " + form.format(text))


@pytest.mark.parametrize(
    "path", [*ROOT.glob("content/*/*.md"), ROOT / "content/taxonomy.yaml"], ids=lambda one: one.name
)
def test_the_real_content_is_read_by_the_plain_reader_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "pages":
        return
    front = text if path.suffix == ".yaml" else text.split("---\n")[1]
    assert assert_read_the_same(front.removesuffix("\n")), path


@pytest.mark.parametrize("front", [*FRONTS, TAXONOMY])
def test_the_sample_is_read_by_the_plain_reader_alone(front: str) -> None:
    assert assert_read_the_same(front)


@pytest.mark.parametrize(
    "text",
    [
        "title:",
        "title: no",
        "title: 14:30",
        "title: a: b",
        "title: a # b",
        "title: 2027-02-30",
        'title: "a\\tb"',
        "title: 'it''s'",
        "title: a\ntitle: b",
        "title: {a: b, a: c}",
        "title: &a b",
        "title: |\n  a",
        "title: a\n  b",
        "title: [[[[a]]]]",
        "title: 010",
        "",
    ],
)
def test_the_plain_reader_leaves_what_it_is_not_sure_of(text: str) -> None:
    assert read_plain(text) is None


def test_lines_are_found_when_one_is_asked_for(content: Path) -> None:
    document = read_document(str(content / "offers/kayak.fr.md"), "kayak.fr.md")
    assert document.is_read
    assert document.lines == {}
    assert document.line_of(("departures", 1, "until")) == 24
    assert document.line_of(("body",)) == 26
    assert document.lines[()] == 2


@pytest.mark.parametrize(
    ("below", "line"), [("a", 4), ("\n\na", 6), ("", 4), ("\n \n", 4), (" \n\u3000a", 5), ("a\n---\nb", 4)]
)
def test_the_line_of_a_body_is_the_first_that_holds_something(tmp_path: Path, below: str, line: int) -> None:
    (tmp_path / "a.fr.md").write_text(f"---\ntitle: a\n--- \n{below}", encoding="utf-8")
    document = read_document(str(tmp_path / "a.fr.md"), "a.fr.md")
    assert (document.line_of(("body",)), document.body) == (line, below.strip())


def test_a_fault_found_late_has_the_line_that_the_careful_reader_gives(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "themes: [river, street-art]", "# why\n\nthemes: [river, street-arts]")
    assert [(one.line, one.field) for one in faults_of(content)] == [(10, "themes.2")]
