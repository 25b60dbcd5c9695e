"""Keeps a report within what GitHub takes of a comment: the longest parts give way first, and it is said which."""

from collections.abc import Sequence
from dataclasses import dataclass

from .phrases import Speech

MOST_CHARACTERS = 60_000
"""GitHub takes 65,536 of a comment; the rest is for the lines that the one who posts it adds."""


@dataclass(frozen=True)
class Part:
    """A piece of the report: Markdown, with blank lines around it."""

    text: str
    name: str = ""
    """What is said to be left out, in Markdown; a part without a name gives way last."""


def fit(parts: Sequence[Part], speech: Speech, most: int = MOST_CHARACTERS) -> str:
    """The parts as one text of at most `most` characters."""
    texts = [part.text for part in parts]
    size = _size(texts)
    for n in sorted(range(len(parts)), key=lambda n: -len(parts[n].text)):
        if size <= most:
            break
        if parts[n].name:
            short = speech.say("left_out", what=parts[n].name, n=len(parts[n].text))
            if len(short) < len(texts[n]):
                size += len(short) - len(texts[n])
                texts[n] = short
    return _joined(texts if size <= most else _first(texts, speech, most))


def _size(texts: Sequence[str]) -> int:
    return sum(len(text) + 2 for text in texts)


def _joined(texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in texts if text) + "\n"


def _first(texts: Sequence[str], speech: Speech, most: int) -> list[str]:
    """As many parts as there is room for, from the beginning."""
    kept: list[str] = []
    room = most - 200
    for text in texts:
        if room < len(text) + 2:
            break
        kept.append(text)
        room -= len(text) + 2
    return [*kept, speech.say("left_out_parts", n=len(texts) - len(kept))]
