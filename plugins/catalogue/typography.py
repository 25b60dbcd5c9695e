"""French spacing: the narrow no-break space (U+202F) that keyboards lack, set when words are read.

Before ; : ! ? and », after «, between a number and € % h min km m. Idempotent. Markdown code, addresses and tags
are left as they are.
"""

import re
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from .markdown import CODE
from .model import Taxonomy

THIN = "\u202f"
SPACES = "[ \u00a0\u202f]"
UNTOUCHED = re.compile(
    CODE + r"|(?P<tag></?[a-zA-Z!?][^<>\n]*>)"
    r"|(?P<autolink><[^<>\s]+>)"
    r"|(?P<target>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"
    r"|(?P<reference>^[ ]{0,3}\[(?!\^)[^\]\n]*\]:[^\n]*$)"
    r"|(?P<columns>^(?=[^\n]*-)[ |:-]+$)"
    r"|(?P<entity>&#?\w+;)"
    r"|(?P<address>\b(?:https?://|mailto:|www\.)[^\s<>\"«»]*)",
    re.MULTILINE,
)
"""What Markdown shows as it is, uses as an address, or reads as a sign."""

UNITS = "€|%|h|min|km|m|ans|kg"
RULES = (
    (re.compile(rf"(?<!{SPACES}){SPACES}+([;:?»]|!(?!\[))"), rf"{THIN}\1"),
    (re.compile(rf"«{SPACES}*(?=\S)"), f"«{THIN}"),
    (re.compile(rf"(?<=[^\s«]){SPACES}*»"), f"{THIN}»"),
    (re.compile(r"(?<=[\w)\]’”%€…])([;!?]+)(?=[\s)\]»”*_]|$)"), rf"{THIN}\1"),
    (re.compile(r"(?<=[^\W\d_])(:)(?=[\s]|$)"), rf"{THIN}\1"),
    (re.compile(rf"(?<=\d){SPACES}+(?=(?:{UNITS})(?!\w))"), THIN),
    (re.compile(r"(?<=\d)(?=€)"), THIN),
    (re.compile(rf"(?<=\dh){SPACES}+(?=\d\d(?!\d))|(?<=\d{THIN}h){SPACES}+(?=\d\d(?!\d))"), THIN),
)
SIGN_RULES, NUMBER_RULES = RULES[:5], RULES[5:]

MARKS = ("`", "~~~", "    ", "<", "](", "]:", "&", "://", "mailto:", "www.")
"""One of these is in every text that has something to leave alone, but for a line of table columns."""
COLUMNS = re.compile(r"^[ |:-]+$", re.MULTILINE)
NEAR = 5
"""Characters between two signs that are looked at together: more than one rule looks at."""
SIGNS = re.compile(rf"[;:!?«»]+(?:[^;:!?«»]{{1,{NEAR}}}[;:!?«»]+)*")
NUMBER = re.compile(rf"[\d](?:{SPACES}+(?:{UNITS})(?!\w)|€|h{SPACES}+\d\d(?!\d))")
TWO_SPACES = re.compile(f"{SPACES}{{2}}")
Said = TypeVar("Said", bound=BaseModel)


def french(text: str) -> str:
    """A French text with its narrow no-break spaces; Markdown code, addresses and tags are left alone."""
    if not any(mark in text for mark in MARKS) and not COLUMNS.search(text):
        return _space(text)
    pieces: list[str] = []
    end = 0
    for found in UNTOUCHED.finditer(text):
        pieces += [_space(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, _space(text[end:])])


def typeset(words: Said, lang: str) -> Said:
    """Words as they are printed in a language: only French needs spaces that people do not type."""
    if lang != "fr":
        return words
    untouched = {"slug", "former_slugs"}
    spaced = {name: french(value) for name, value in words if isinstance(value, str) and name not in untouched}
    return words.model_copy(update=spaced)


def typeset_taxonomy(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy with its French labels and summaries spaced."""
    simple = ("types", "tariffs", "accessibility", "kinds", "guided_languages")
    update: dict[str, Any] = {
        name: {own_id: _labels(labels) for own_id, labels in getattr(taxonomy, name).items()} for name in simple
    }
    for name in ("themes", "territories"):
        update[name] = {
            own_id: one.model_copy(update={"label": _labels(one.label), "summary": _labels(one.summary)})
            for own_id, one in getattr(taxonomy, name).items()
        }
    return taxonomy.model_copy(update=update)


def _labels(labels: dict[str, str]) -> dict[str, str]:
    return {lang: french(text) if lang == "fr" else text for lang, text in labels.items()}


def _space(text: str) -> str:
    """All rules on a text: only where there is something for them to see."""
    text = _by(SIGN_RULES, text) if _has_two_spaces(text) else _space_signs(text)
    return _by(NUMBER_RULES, text) if NUMBER.search(text) else text


def _has_two_spaces(text: str) -> bool:
    # A sign is found ten times sooner than one of several.
    rare = "\u00a0" in text or THIN in text
    return TWO_SPACES.search(text) is not None if rare else "  " in text


def _space_signs(text: str) -> str:
    """The rules of signs on each sign and the two characters on its sides, where single spaces let them see no more."""
    pieces: list[str] = []
    end = 0
    for found in SIGNS.finditer(text):
        start, until = found.span()
        start = max(end, start - 2)
        pieces += [text[end:start], _sign(text[start : until + 2])]
        end = until + 2
    return "".join([*pieces, text[end:]]) if pieces else text


@lru_cache(4096)
def _sign(text: str) -> str:
    return _by(SIGN_RULES, text)


def _by(rules: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
