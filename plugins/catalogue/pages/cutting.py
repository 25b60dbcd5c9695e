"""Many pieces of HTML from one template, written once: what they have in common, and columns of what they have not.

A piece is cut at its texts and its attributes. What lies between is its frame, told once for all pieces that have it;
what differs from piece to piece is a column. Joined again they are the pieces, letter by letter: whatever shows them
needs to know nothing of the template.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

FIRST = 35
"""Code of the sign for the first value of a table."""
GAP = re.compile(r'(?<=>)[^<]+(?=<)|(?<==")[^"<>]+(?=")')


class Frame(NamedTuple):
    """What pieces of one template and one course have in common."""

    literals: tuple[str, ...]
    pattern: re.Pattern[str]


class Cutter:
    """Cuts pieces, and knows the few frames that it has met."""

    def __init__(self) -> None:
        self._frames: list[Frame] = []

    def cut(self, pieces: Iterable[str]) -> tuple[list[Any], str]:
        """The frames of some pieces, each with its columns, and a sign for each piece: which frame is its own.

        A frame: literals and columns in turn, a column being `[start, end, values]` or, where values come often,
        `[start, end, table, signs]`; start and end are those of all its values.
        """
        found: dict[Frame, list[tuple[str, ...]]] = {}
        turn = []
        for piece in pieces:
            frame, texts = self._frame(piece)
            found.setdefault(frame, []).append(texts)
            turn.append(frame)
        numbers = {frame: chr(FIRST + number) for number, frame in enumerate(found)}
        return [_told(frame.literals, rows) for frame, rows in found.items()], "".join(map(numbers.__getitem__, turn))

    def _frame(self, piece: str) -> tuple[Frame, tuple[str, ...]]:
        for frame in self._frames:
            if match := frame.pattern.fullmatch(piece):
                return frame, match.groups()
        frame = _frame_of(piece)
        self._frames.append(frame)
        return frame, tuple(GAP.findall(piece))


@lru_cache(64)
def _frame_of(piece: str) -> Frame:
    literals = tuple(GAP.split(piece))
    texts = (r'([^"<>]+)' if one.endswith('="') else "([^<]+)" for one in literals)
    joined = "".join(re.escape(one) + gap for one, gap in zip(literals, texts, strict=True))
    return Frame(literals, re.compile(joined[: joined.rindex("(")]))


def _told(literals: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[Any]:
    """Literals and columns in turn; what is the same in all rows goes to the literals."""
    told: list[Any] = [literals[0]]
    for values, literal in zip(zip(*rows, strict=True), literals[1:], strict=True):
        if len(set(values)) == 1:
            told[-1] += values[0] + literal
        else:
            told += [_column(values), literal]
    return told


def _column(values: Sequence[str]) -> list[Any]:
    lowest, highest = min(values), max(values)  # what these two begin with alike, all do
    start = _alike(lowest, highest)
    inner = [one[len(start) :][::-1] for one in values]
    end = _alike(min(inner), max(inner))
    inner = [one[len(end) :][::-1] for one in inner]
    table = sorted(set(inner))
    if 2 * len(table) > len(inner):
        return [start, end[::-1], inner]
    signs = {one: chr(FIRST + number) for number, one in enumerate(table)}
    return [start, end[::-1], table, "".join(map(signs.__getitem__, inner))]


def _alike(one: str, other: str) -> str:
    length = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    return one[:length]
