"""`python -m infra.statement`: the accessibility statement in each language, from the list of the RGAA's criteria.

The list is `infra/accessibility/criteria.yaml`, the words around it `infra/accessibility/<language>.md`; what is
written are the pages `content/pages/accessibility.<language>.md`.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "accessibility"
PAGES = ROOT / "content" / "pages"
LANGUAGES = ("fr", "en", "es", "de")
STATES = ("met", "not_met", "not_applicable", "not_evaluated")
CHECKS = ("axe", "nu", "journey", "test", "hand")
AUDIT_YEARS = 3
DATES = {"fr": "d MMMM y", "en": "d MMMM y", "es": "d 'de' MMMM 'de' y", "de": "d. MMMM y"}


class BadList(Exception):
    """The list says what cannot be; the message names the criterion."""


@dataclass(frozen=True)
class Criterion:
    """One of the RGAA's 106: its number, our short words for it, its state, and what told it."""

    number: str
    words: Mapping[str, str]
    state: str
    by: Sequence[str] = ()
    remark: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Audit:
    """An audit by somebody named; its report is dated `on`."""

    by: str
    on: date

    def ends(self) -> tuple[int, int, int]:
        """Year, month and day on which it is worth something for the last time."""
        return self.on.year + AUDIT_YEARS, self.on.month, self.on.day


@dataclass(frozen=True)
class Statement:
    """The list as it stood on a day."""

    stated_on: date
    audit: Audit | None
    criteria: Sequence[Criterion]

    def of(self, state: str) -> list[Criterion]:
        """The criteria in a state, in the order of their numbers."""
        return [one for one in self.criteria if one.state == state]

    def counts(self) -> Counter[str]:
        """How many criteria are in each state, and under `applicable` how many count."""
        found = Counter(one.state for one in self.criteria)
        found["applicable"] = len(self.criteria) - found["not_applicable"]
        return found

    def percent(self) -> int:
        """The share of the applicable criteria that are met, rounded down; what nobody has looked at is not met."""
        counts = self.counts()
        return 100 * counts["met"] // counts["applicable"]

    def conformity(self) -> str:
        """`total`, `partial` (half of the criteria or more) or `none`, as the model of the statement counts (decree
        no. 2019-768 and its order of 20 September 2019): `none` without an audit of the last three years too.
        """
        if self.audit is None or self.audit.ends() < self.stated_on.timetuple()[:3]:
            return "none"
        if self.counts()["met"] == self.counts()["applicable"]:
            return "total"
        return "partial" if self.percent() >= 50 else "none"


def read(text: str) -> Statement:
    """The list from its YAML. Raises BadList."""
    raw: dict[str, Any] = yaml.safe_load(text)
    audit = raw["audit"]
    criteria = [Criterion(**one) for one in raw["criteria"]]
    for one in criteria:
        _look(one)
    return Statement(raw["stated_on"], Audit(**audit) if audit else None, criteria)


def _look(one: Criterion) -> None:
    faults = {
        "has an unknown state": one.state not in STATES,
        "is told by an unknown check": not set(one.by) <= set(CHECKS),
        "has a state that nothing tells": one.state in ("met", "not_applicable") and not one.by,
        "is not met, and does not say why": one.state == "not_met" and not one.remark,
        "lacks words in a language": any(set(said) != set(LANGUAGES) for said in (one.words, one.remark or one.words)),
    }
    for fault, found in faults.items():
        if found:
            raise BadList(f"criterion {one.number} {fault}")


def pages(statement: Statement) -> dict[str, str]:
    """The page of each language, by the name of its file."""
    loader = FileSystemLoader(SOURCES)
    words = Environment(  # noqa: S701 -- Markdown, of our own words
        loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return {f"accessibility.{lang}.md": words.get_template(f"{lang}.md").render(_given(statement, lang))
            for lang in LANGUAGES}


def _given(statement: Statement, lang: str) -> dict[str, Any]:
    def day(on: date) -> str:
        return format_date(on, DATES[lang], locale=lang)

    return {
        "lang": lang, "conformity": statement.conformity(), "percent": statement.percent(), "of": statement.of,
        "counts": statement.counts(), "audit": statement.audit, "day": day, "stated_on": day(statement.stated_on),
    }


def main() -> int:
    """Write the pages anew."""
    statement = read((SOURCES / "criteria.yaml").read_text(encoding="utf-8"))
    for name, text in pages(statement).items():
        (PAGES / name).write_text(text, encoding="utf-8")
    print(f"{statement.percent()} %, {dict(statement.counts())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
