"""Words before and after: which fields differ in which language, and a diff of words that people can read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

UNSEEN = ("updated_at", "former_slugs")
"""Not shown to visitors; of former slugs the report speaks where one is missing."""
AROUND = 4
"""Words kept on both sides of a difference."""
MOST_WORDS = 2_000
"""Of a text to compare word by word: beyond, it is told as a whole."""
PIECE = re.compile(r"\S+")


@dataclass(frozen=True)
class FieldWords:
    """One field's text in one language, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Wording:
    """What changes in one language: fields, in the order of the model."""

    lang: str
    fields: tuple[FieldWords, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that differ."""
        return tuple(field.name for field in self.fields)


def compared_words(before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]) -> tuple[Wording, ...]:
    """The languages that both have and whose words differ."""
    found = (Wording(lang, tuple(_fields(before[lang], said))) for lang, said in after.items() if lang in before)
    return tuple(wording for wording in found if wording.fields)


def _fields(before: BaseModel, after: BaseModel) -> Iterator[FieldWords]:
    for name in type(after).model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name not in UNSEEN and was != now:
            yield FieldWords(name, _text(was), _text(now))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {one}" for key, one in value.items())
    return "" if value is None else str(value)


def counted(wording: Wording) -> tuple[int, int]:
    """Words added and words taken away."""
    more = less = 0
    for field in wording.fields:
        was, now = PIECE.findall(field.before), PIECE.findall(field.after)
        for kind, a, b, c, d in _steps(was, now):
            if kind != "equal":
                less, more = less + b - a, more + d - c
    return more, less


def diff(wording: Wording) -> str:
    """A unified diff of words: what goes after `-`, what comes after `+`, some words around them after a space."""
    lines: list[str] = []
    for field in wording.fields:
        lines += [f"@@ {field.name} @@", *_lines(PIECE.findall(field.before), PIECE.findall(field.after))]
    return "\n".join(lines)


def _lines(was: list[str], now: list[str]) -> Iterator[str]:
    for kind, a, b, c, d in _steps(was, now):
        if kind == "equal":
            yield "  " + " ".join(_shortened(was[a:b]))
        if kind in ("delete", "replace"):
            yield "- " + " ".join(was[a:b])
        if kind in ("insert", "replace"):
            yield "+ " + " ".join(now[c:d])


def _shortened(words: list[str]) -> list[str]:
    return words if len(words) <= 2 * AROUND + 1 else [*words[:AROUND], "…", *words[-AROUND:]]


def _steps(was: list[str], now: list[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(was), len(now)) > MOST_WORDS:
        return [("replace", 0, len(was), 0, len(now))]
    return list(SequenceMatcher(None, was, now, autojunk=False).get_opcodes())
