"""The accessibility statement says what the list of criteria says, and claims no more than the law's model lets it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from infra import statement
from infra.statement import Audit, BadList, Criterion, Statement

ROOT = Path(__file__).parents[2]
LIST = (ROOT / "infra" / "accessibility" / "criteria.yaml").read_text()
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""How many criteria each of the RGAA's themes has."""
WORDS = dict.fromkeys(statement.LANGUAGES, "…")
DAY = date(2027, 3, 1)
AUDIT = Audit("Ada Exemple", date(2027, 2, 1))


def told(audit: Audit | None = None, **numbers: int) -> Statement:
    criteria = [Criterion("1.1", WORDS, state) for state, number in numbers.items() for _ in range(number)]
    return Statement(DAY, audit, criteria)


def test_the_list_has_every_criterion_of_the_rgaa_once_and_in_order() -> None:
    expected = [f"{theme}.{number}" for theme, most in enumerate(THEMES, 1) for number in range(1, most + 1)]
    assert len(expected) == 106
    assert [one.number for one in statement.read(LIST).criteria] == expected


def test_the_pages_are_those_that_the_list_makes() -> None:
    made = statement.pages(statement.read(LIST))
    kept = {name: (ROOT / "content" / "pages" / name).read_text() for name in made}
    assert made == kept, "renew them: python -m infra.statement"


@pytest.mark.parametrize("lang", statement.LANGUAGES)
def test_a_page_tells_the_rate_each_failure_with_its_reason_and_what_nobody_has_looked_at(lang: str) -> None:
    list_of_criteria = statement.read(LIST)
    page = statement.pages(list_of_criteria)[f"accessibility.{lang}.md"]
    assert re.search(rf"{list_of_criteria.percent()}\s?%", page)
    for one in list_of_criteria.of("not_met"):
        assert one.remark
        assert f"- {one.number} {one.words[lang]}. {one.remark[lang]}\n" in page
    for one in list_of_criteria.of("not_evaluated"):
        assert f"- {one.number} {one.words[lang]}\n" in page
    for one in list_of_criteria.of("met"):
        assert f"- {one.number} " not in page


def test_the_rate_leaves_out_what_does_not_apply_and_takes_what_nobody_looked_at_for_not_met() -> None:
    assert told(met=2, not_met=1, not_applicable=50).percent() == 66
    assert told(met=2, not_met=1, not_evaluated=1).percent() == 50


@pytest.mark.parametrize(
    ("audit", "numbers", "conformity"),
    [
        (AUDIT, {"met": 3, "not_applicable": 1}, "total"),
        (AUDIT, {"met": 3, "not_met": 1}, "partial"),
        (AUDIT, {"met": 1, "not_met": 1}, "partial"),
        (AUDIT, {"met": 49, "not_met": 51}, "none"),
        (AUDIT, {"met": 1, "not_evaluated": 2}, "none"),
        (None, {"met": 106}, "none"),
        (replace(AUDIT, on=date(2024, 3, 1)), {"met": 106}, "total"),
        (replace(AUDIT, on=date(2024, 2, 29)), {"met": 106}, "none"),
    ],
)
def test_a_site_is_compliant_as_far_as_an_audit_of_the_last_three_years_found_it(
    audit: Audit | None, numbers: Mapping[str, int], conformity: str
) -> None:
    assert told(audit, **numbers).conformity() == conformity


@pytest.mark.parametrize(("lang", "words"), [
    ("fr", "partiellement conforme"), ("en", "partially compliant"), ("es", "parcialmente conforme"),
    ("de", "teilweise konform"),
])
def test_once_audited_a_page_names_the_auditor_and_no_longer_says_that_there_is_none(lang: str, words: str) -> None:
    audited = replace(statement.read(LIST), audit=replace(AUDIT, on=date(2026, 10, 1)))
    page = statement.pages(audited)[f"accessibility.{lang}.md"]
    assert words in page.splitlines()[0]
    assert f"**{words}**" in page
    assert "Ada Exemple" in page
    assert not re.search("ucun audit|No audit|ninguna auditoría|kein gültiges|kein Audit durch", page)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    state: met", "    state: fine", "1.1 has an unknown state"),
        ("by: [axe, nu]", "by: [hope]", "1.1 is told by an unknown check"),
        ("by: [axe, nu]", "by: []", "1.1 has a state that nothing tells"),
        ("    state: met", "    state: not_met", "1.1 is not met, and does not say why"),
        ("      es: ", "      it: ", "1.1 lacks words in a language"),
    ],
)
def test_a_claim_that_nothing_bears_out_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(BadList, match=re.escape(f"criterion {said}")):
        statement.read(LIST.replace(old, new, 1))
