"""A cure that is applied as it is told makes the file right; one slip hides no other fault."""

import re
from pathlib import Path

import pytest
from catalogue.reading.faults import Fault
from catalogue.reading.frontmatter import read_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalogue.sample import FILES, edit, faults_of, told
from tests.catalogue.test_faults import CASES

INSTEAD = {
    "not_cents": "cents", "not_whole_near": "number", "not_number_near": "number", "not_day": "day",
    "not_clock": "clock", "unknown_choice_near": "near", "unknown_id_near": "near", "not_language_near": "near",
    "not_email_near": "near", "not_web_near": "near", "unquoted_text": "value", "unquoted_clock": "value",
    "not_list": "value", "not_id": "id", "slug_twice": "",
}  # fmt: skip
"""Kinds of fault whose cure is a value to write instead of the one there, and the name of that value."""
FORMS = {"clock": '"{}"', "not_list": "[{}]", "unquoted_text": '"{}"', "unquoted_clock": '"{}"'}
MENDED = (
    "colon_space", "dash_space", "bracket_open", "after_bracket", "comma_missing", "round_brackets", "two_commas",
    "not_aligned", "odd_space", "comma_inside", "stray_line", "quote_open",
)  # fmt: skip
"""Kinds whose line is read as it is told to be, and is then what it was before it was spoilt."""


def cured(line: str, one: Fault) -> str:
    """The line with the cure in it."""
    params = dict(one.params)
    name = INSTEAD[one.code]
    written = FORMS.get(one.code, FORMS.get(name, "{}")).format(params[name])
    value = re.escape(params["value"])
    return re.sub(rf'(?P<quote>"?){value}(?P=quote)(?=[,}}\] ]|$)', lambda _: written, line, count=1)


@pytest.mark.parametrize(
    "case", [case for case in CASES if INSTEAD.get(case["kind"])], ids=lambda case: f"{case['kind']}-{case['new'][:40]}"
)
def test_a_value_that_is_written_as_it_is_told_is_right(content: Path, case: dict[str, str]) -> None:
    edit(content, case["file"], case["old"], case["new"])
    [one] = faults_of(content)
    path = content / case["file"]
    lines = path.read_text().split("\n")
    lines[one.line - 1] = cured(lines[one.line - 1], one)
    path.write_text("\n".join(lines))
    assert told(content) == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] in MENDED], ids=lambda case: f"{case['kind']}-{case['new'][:40]}"
)
def test_a_slip_is_read_as_the_line_that_is_told(content: Path, case: dict[str, str]) -> None:
    path = content / case["file"]
    right = read_document(str(path), "x").values
    edit(content, case["file"], case["old"], case["new"])
    assert read_document(str(path), "x").values == right


def test_a_file_with_many_slips_tells_them_all_and_the_faults_beside_them(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "title: La Marne en kayak", "title: La Marne : en kayak")
    edit(content, "offers/kayak.fr.md", "come: RER A, gare", "come: RER A : gare")
    edit(content, "offers/kayak.fr.md", "capacity: 12", " capacity : 12")
    edit(content, "offers/kayak.fr.md", "{id: adult, price_cents: 2500}", "{id: adult, price_cents: 25,00 €}")
    edit(content, "offers/kayak.fr.md", "on: 2027-05-01", "on: 1er mai 2027")
    edit(content, "offers/kayak.fr.md", "except: [2027-05-15]", "except: [15 mai 2027")
    assert [(one.line, one.code) for one in faults_of(content)] == [
        (2, "colon"), (5, "colon"), (17, "not_aligned"), (20, "comma_inside"), (23, "not_day"), (24, "bracket_open"),
        (24, "not_day"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("capacity: 12", "Capacity: 12", "unknown_field_near"),
        ("capacity: 12", "places: 12", "unknown_field_near"),
        ("title: La Marne en kayak", "titre: La Marne en kayak", "unknown_field_near"),
        ("price_cents: 2500", "prix: 2500", "unknown_field_near"),
        ("duration_minutes: 120", "durée: 120", "unknown_field_near"),
        ("languages: [fr]", "languages: [FR]", "not_language_near"),
        ("capacity: 12", "\tcapacity: 12", "tab"),
    ],
)
def test_one_slip_is_one_fault(content: Path, old: str, new: str, code: str) -> None:
    edit(content, "offers/kayak.fr.md", old, new)
    assert [one.code for one in faults_of(content)] == [code]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spoilt=st.lists(
        st.tuples(st.integers(1, 23), st.integers(0, 60), st.sampled_from("\"'“”[]{}(),:;#-=% \u00a0"), st.booleans()),
        min_size=1,
        max_size=3,
    )
)  # fmt: skip
def test_any_sign_more_or_less_is_read_or_told_and_never_a_traceback(
    content: Path, spoilt: list[tuple[int, int, str, bool]]
) -> None:
    lines = FILES["offers/kayak.fr.md"].split("\n")
    for n, at, sign, more in spoilt:
        line = lines[n]
        lines[n] = line[:at] + (sign + line[at:] if more else line[at + 1 :])
    (content / "offers/kayak.fr.md").write_text("\n".join(lines), encoding="utf-8")
    for one in faults_of(content):
        assert 1 <= one.line <= len(lines)
        assert one.text("fr")
        assert one.text("en")
