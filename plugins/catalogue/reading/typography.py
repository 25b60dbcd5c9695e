"""French spacing: the narrow no-break space (U+202F) that keyboards lack, set when words are read.

Before ; : ! ? and », after «, between a number and € % h min km m. Idempotent. Markdown code, addresses and tags
are left as they are.
"""

import re
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from ..model import Taxonomy
from .markdown import CODE

THIN = "\u202f"
SPACES = "[ \u00a0\u202f]"
ADDRESS_END = r"[^\s<>\"«»]*"
MARKED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (CODE, ("`", "~~~", "    ", "\t")),
    (r"</?[a-zA-Z!?][^<>\n]*>|<[^<>\s]+>", ("<",)),
    (r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*", ("](",)),
    (r"^[ ]{0,3}\[(?!\^)[^\]\n]*\]:[^\n]*$", ("]:",)),
    (r"&#?\w+;", ("&",)),
    (rf"h(?<!\wh)ttps?://{ADDRESS_END}|m(?<!\wm)ailto:{ADDRESS_END}", ("://", "mailto:")),
    (rf"w(?<!\ww)ww\.{ADDRESS_END}", ("www.",)),
)
"""What Markdown shows as it is, uses as an address, or reads as a sign, and the marks that it is never without.

Where each of those in a text begins with a letter of its own, they are found much faster: hence the form of addresses.
"""
COLUMNS = r"^(?=[^\n]*-)[ |:-]+$"
A_LINE_OF_COLUMNS = re.compile(r"\n(?=[^\n]*-)[ |:-]+\n")

UNITS = "€|%|h|min|km|m|ans|kg"
SIGN_RULES = (
    (re.compile(rf"(?<!{SPACES}){SPACES}+([;:?»]|!(?!\[))"), rf"{THIN}\1"),
    (re.compile(rf"«{SPACES}*(?=\S)"), f"«{THIN}"),
    (re.compile(rf"(?<=[^\s«]){SPACES}*»"), f"{THIN}»"),
    (re.compile(r"(?<=[\w)\]’”%€…])([;!?]+)(?=[\s)\]»”*_]|$)"), rf"{THIN}\1"),
    (re.compile(r"(?<=[^\W\d_])(:)(?=[\s]|$)"), rf"{THIN}\1"),
)
NUMBER = re.compile(rf"\d(?:€|(?P<before>{SPACES}*)h{SPACES}+(?=\d\d(?!\d))|{SPACES}+(?=(?:{UNITS})(?!\w)))")
"""A number and the spaces before its unit, or on the sides of an hour's h."""

MARKS = tuple((rank, mark) for rank, (_, marks) in enumerate(MARKED) for mark in marks)
NEAR = 5
"""Characters between two signs that are looked at together: more than one rule looks at."""
SIGNS = re.compile(rf"[;:!?«»][;:!?«»]*(?:[^;:!?«»]{{1,{NEAR}}}[;:!?«»]+)*")
Said = TypeVar("Said", bound=BaseModel)


def french(text: str) -> str:
    """A French text with its narrow no-break spaces; Markdown code, addresses and tags are left alone."""
    untouched = _untouched(text)
    if untouched is None:
        return _space(text)
    pieces: list[str] = []
    end = 0
    for found in untouched.finditer(text):
        pieces += [_space(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, _space(text[end:])])


def _untouched(text: str) -> re.Pattern[str] | None:
    """The pattern of all in a text that is left alone, as short as can be; None where nothing is."""
    found = [rank for rank, mark in MARKS if mark in text]
    columns = "-" in text and A_LINE_OF_COLUMNS.search(f"\n{text}\n") is not None
    return _pattern(tuple(found), columns) if found or columns else None


@cache
def _pattern(ranks: tuple[int, ...], columns: bool) -> re.Pattern[str]:
    parts = [part for rank, (part, _) in enumerate(MARKED) if rank in ranks]
    return re.compile("|".join([*parts, COLUMNS] if columns else parts), re.MULTILINE)


def typeset(words: Said, lang: str) -> Said:
    """Words as they are printed in a language: only French needs spaces that people do not type."""
    if lang != "fr":
        return words
    untouched = {"slug", "former_slugs"}
    spaced = {name: _spaced(value) for name, value in words if isinstance(value, (str, dict)) and name not in untouched}
    return words.model_copy(update=spaced)


def _spaced(value: Any) -> Any:
    return french(value) if isinstance(value, str) else {key: french(text) for key, text in value.items()}


def typeset_taxonomy(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy with its French labels and summaries spaced."""
    simple = ("types", "audiences", "difficulties", "accessibility", "kinds", "guided_languages")
    update: dict[str, Any] = {
        name: {own_id: _labels(labels) for own_id, labels in getattr(taxonomy, name).items()} for name in simple
    }
    for name in ("themes", "territories"):
        update[name] = {
            own_id: one.model_copy(update={"label": _labels(one.label), "summary": _labels(one.summary)})
            for own_id, one in getattr(taxonomy, name).items()
        }
    update["tariffs"] = {
        own_id: one.model_copy(update={name: _labels(labels) for name, labels in one if labels})
        for own_id, one in taxonomy.tariffs.items()
    }
    return taxonomy.model_copy(update=update)


def _labels(labels: dict[str, str]) -> dict[str, str]:
    return {lang: french(text) if lang == "fr" else text for lang, text in labels.items()}


def _space(text: str) -> str:
    """All rules on a text: only where there is something for them to see."""
    text = _by_rules(text) if _has_two_spaces(text) else _space_signs(text)
    return NUMBER.sub(_number, text)


def _number(found: re.Match[str]) -> str:
    number, before = found[0][0], found["before"]
    if before is not None:
        return f"{number}{THIN if before else ''}h{THIN}"
    return f"{number}{THIN}€" if found[0][-1] == "€" else number + THIN


def _has_two_spaces(text: str) -> bool:
    return "  " in text.replace("\u00a0", " ").replace(THIN, " ")


def _space_signs(text: str) -> str:
    """The rules of signs on each sign and the two characters on its sides, where single spaces let them see no more."""
    pieces: list[str] = []
    end = 0
    for found in SIGNS.finditer(text):
        start, until = found.span()
        start = max(end, start - 2)
        pieces += [text[end:start], _by_rules(text[start : until + 2])]
        end = until + 2
    return "".join([*pieces, text[end:]]) if pieces else text


@lru_cache(4096)
def _by_rules(text: str) -> str:
    for pattern, replacement in SIGN_RULES:
        text = pattern.sub(replacement, text)
    return text
