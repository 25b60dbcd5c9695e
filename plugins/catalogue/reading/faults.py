"""A fault in the content: where it is, what is wrong, and what to write instead."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..language import locale_language
from .messages import MESSAGES

SHOWN, LONG = 60, 400
"""Characters of a faulty value that a sentence repeats, and of what is to be written instead of it."""

IN_FULL = ("known", "write")


@dataclass(frozen=True, order=True)
class Fault:
    """One fault, sorted by file then line; `code` names its two sentences in `messages.py`."""

    path: str
    line: int
    field: str
    code: str
    params: tuple[tuple[str, str], ...] = ()

    def wrong(self, lang: str) -> str:
        """What is wrong, in French or English."""
        return MESSAGES[self.code][lang][0].format(**dict(self.params))

    def cure(self, lang: str) -> str:
        """What to write instead, in French or English."""
        return MESSAGES[self.code][lang][1].format(**dict(self.params))

    def text(self, lang: str) -> str:
        """The fault on one line: `file:line field: what is wrong -> what to write`."""
        where = f"{self.path}:{self.line}" + (f" {self.field}" if self.field else "")
        return f"{where}: {self.wrong(lang)} -> {self.cure(lang)}"


class Faults(Exception):
    """All the faults of a content tree, sorted: nothing can be built from it."""

    def __init__(self, found: Iterable[Fault]) -> None:
        self.found = tuple(sorted(set(found)))
        super().__init__(str(self))

    def __str__(self) -> str:
        return report(self.found, locale_language(os.environ))


def fault(path: str, line: int, field: str, code: str, **params: object) -> Fault:
    """A fault whose values are safe to print: shortened, on one line, nothing invisible."""
    shown = tuple(sorted((name, show(value, LONG if name in IN_FULL else SHOWN)) for name, value in params.items()))
    return Fault(show(path, 300), line, show(field, 120), code, shown)


def show(value: object, most: int = SHOWN) -> str:
    """`value` as one short printable line: a fault must not carry an escape sequence to a terminal."""
    text = " ".join(str(value).split())
    text = "".join(char if char.isprintable() or char == "\u202f" else f"U+{ord(char):04X}" for char in text)
    return text if len(text) <= most else text[: most - 1] + "…"


def report(found: Iterable[Fault], lang: str, counted: Callable[[int, str], str] | None = None) -> str:
    """All faults, one a line, then their count in the words of `counted` (those of faults, where it is not given)."""
    lines = [one.text(lang) for one in found]
    return "\n".join([*lines, (counted or count_line)(len(lines), lang)])


def count_line(count: int, lang: str) -> str:
    """How many faults there are, in words."""
    if lang == "fr":
        return f"{count} {'faute' if count == 1 else 'fautes'} à corriger"
    return f"{count} {'fault' if count == 1 else 'faults'} to mend"


def warnings_line(count: int, lang: str) -> str:
    """How many warnings there are, in words."""
    if lang == "fr":
        return f"{count} {'avertissement' if count == 1 else 'avertissements'} : rien qui empêche de publier"
    return f"{count} {'warning' if count == 1 else 'warnings'}: nothing that keeps it from being published"


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `value` most resembles, if any does."""
    plain = {re.sub(r"[ _]", "-", one.lower()): one for one in sorted(known)}
    found = get_close_matches(re.sub(r"[ _]", "-", value.strip().lower()), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def listed(known: Iterable[str]) -> str:
    """Ids to choose from, as one text."""
    return ", ".join(sorted(known))
