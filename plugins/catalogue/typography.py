"""French spacing: the narrow no-break space (U+202F) that keyboards lack, set when words are read.

Before ; : ! ? and », after «, between a number and € % h min km m. Idempotent. Markdown code, addresses and tags
are left as they are.
"""

import re
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
Said = TypeVar("Said", bound=BaseModel)


def french(text: str) -> str:
    """A French text with its narrow no-break spaces; Markdown code, addresses and tags are left alone."""
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
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text
