"""Reads the plain YAML that editors write, fast; whatever else it meets, it leaves to the careful reader.

One field a line, nested by two spaces; `- ` lists; `[a, b]` and `{a: b}` on one line; texts, quoted texts without an
escape, whole numbers, decimals, days, instants. What it does read, `careful` reads to the same values and without a
fault (tests/catalogue/test_reading_plain.py), so that no verdict depends on which of the two was at work.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

DEEPEST_BLOCK, DEEPEST_FLOW = 4, 3
LINE = re.compile(r"^( *)(- )?(?:([A-Za-z][A-Za-z0-9_-]{0,60}):(?: |$))?(.*)$", re.MULTILINE)
"""Indent, dash, name of a field, and what follows."""

Line = tuple[str, str, str, str]
FLOW_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,60}): +")
FLOW_NEXT = re.compile(r" *([,\]}]) *")
FLOW_ATOM = re.compile(
    r"""(?P<quoted>"[^"\\]*"|'[^']*')|(?P<typed>-?[0-9][0-9.:TZ+-]*(?= *[,\]}]))"""
    r"""|(?P<text>(?:[^\W\d_]|[0-9]+ [^\W\d_])(?:[^,\[\]{}:#?"]*[^,\[\]{}:#?" ])?)"""
)
TYPED = re.compile(
    r"(?P<whole>-?(?:0|[1-9][0-9]{0,11}))|(?P<decimal>-?[0-9]{1,9}\.[0-9]{1,15})|(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<moment>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2}))"
)
COUNTED = re.compile(r"[0-9]+ [^\W\d_]")
"""A text that begins with a number, such as `10 minutes`."""

NOT_TEXT = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
TYPES: dict[str, Callable[[str], Any]] = {
    "whole": int,
    "decimal": float,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
}


class _Unsure(Exception):
    """Something that the careful reader must see."""


def read_plain(text: str) -> dict[str, Any] | None:
    """The fields of a text of printable characters and line feeds, sequences as tuples; None where it is not sure."""
    lines: list[Line] = [
        line for line in LINE.findall(text) if line[2] or line[1] or (line[3] and not line[3].startswith("#"))
    ]
    try:
        values, _ = _mapping(lines, 0, 0)
    except _Unsure:
        return None
    return values or None


def _mapping(lines: list[Line], at: int, indent: int) -> tuple[dict[str, Any], int]:
    """The fields from line `at` on that stand at `indent`, and the line after them."""
    values: dict[str, Any] = {}
    while at < len(lines):
        spaces, dash, name, value = lines[at]
        if len(spaces) < indent:
            break
        if len(spaces) > indent or dash or not name or name in values:
            raise _Unsure
        if value:
            values[name], at = _value(value), at + 1
        else:
            values[name], at = _nested(lines, at + 1, indent + 2)
    return values, at


def _nested(lines: list[Line], at: int, indent: int) -> tuple[Any, int]:
    if at == len(lines) or indent > 2 * DEEPEST_BLOCK:
        raise _Unsure
    spaces, dash, _, _ = lines[at]
    if len(spaces) != indent:
        raise _Unsure
    return (_sequence if dash else _mapping)(lines, at, indent)


def _sequence(lines: list[Line], at: int, indent: int) -> tuple[tuple[Any, ...], int]:
    values: list[Any] = []
    while at < len(lines):
        spaces, dash, name, value = lines[at]
        if len(spaces) < indent:
            break
        if len(spaces) > indent or not dash or indent == 2 * DEEPEST_BLOCK:
            raise _Unsure
        if name:  # the dash stands for two spaces of the fields that it begins
            lines[at] = (spaces + "  ", "", name, value)
            fields, at = _mapping(lines, at, indent + 2)
            values.append(fields)
        else:
            values.append(_value(value))
            at += 1
    return tuple(values), at


def _value(text: str) -> Any:
    """What stands after a field's colon, to the end of the line."""
    first, last = text[:1], text[-1:]
    if first.isalpha():
        if ": " in text or " #" in text or last in " :" or text.lower() in NOT_TEXT:
            raise _Unsure
        return text
    if first in ('"', "'"):
        return _unquoted(text)
    if first in ("[", "{"):
        return _whole_flow(text)
    if COUNTED.match(text) and ": " not in text and " #" not in text and last not in " :":
        return text
    return _typed(text)


def _unquoted(text: str) -> str:
    quote, inner = text[0], text[1:-1]
    if len(text) < 2 or text[-1] != quote or quote in inner or (quote == '"' and "\\" in inner):
        raise _Unsure
    return inner


def _typed(text: str) -> Any:
    found = TYPED.fullmatch(text)
    if found is None or found.lastgroup is None:
        raise _Unsure
    try:
        return TYPES[found.lastgroup](text)
    except ValueError:
        raise _Unsure from None


@lru_cache(maxsize=8192)
def _whole_flow(text: str) -> Any:
    """A value in brackets or braces. Dates, tariffs and themes repeat from offer to offer."""
    value, at = _flow(text, 0, 0)
    if at != len(text) or text[-1] == " ":
        raise _Unsure
    return value


def _flow(text: str, at: int, depth: int) -> tuple[Any, int]:
    first = text[at : at + 1]
    if first in ("[", "{"):
        if depth == DEEPEST_FLOW:
            raise _Unsure
        return (_flow_sequence if first == "[" else _flow_mapping)(text, _past_spaces(text, at + 1), depth + 1)
    found = FLOW_ATOM.match(text, at)
    if found is None:
        raise _Unsure
    return _atom(found), found.end()


def _atom(found: re.Match[str]) -> Any:
    if found.lastgroup == "quoted":
        return found[0][1:-1]
    if found.lastgroup == "typed":
        return _typed(found[0])
    if found[0].lower() in NOT_TEXT:
        raise _Unsure
    return found[0]


def _flow_sequence(text: str, at: int, depth: int) -> tuple[tuple[Any, ...], int]:
    values: list[Any] = []
    more = text[at : at + 1] != "]"
    at += not more
    while more:
        value, at = _flow(text, at, depth)
        values.append(value)
        more, at = _goes_on(text, at, "]")
    return tuple(values), at


def _flow_mapping(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    values: dict[str, Any] = {}
    more = text[at : at + 1] != "}"
    at += not more
    while more:
        key = FLOW_KEY.match(text, at)
        if key is None or key[1] in values:
            raise _Unsure
        values[key[1]], at = _flow(text, key.end(), depth)
        more, at = _goes_on(text, at, "}")
    return values, at


def _goes_on(text: str, at: int, end: str) -> tuple[bool, int]:
    """Whether a comma follows, and where what comes after it, or after `end`, begins."""
    found = FLOW_NEXT.match(text, at)
    if found is None or found[1] not in (",", end):
        raise _Unsure
    return found[1] == ",", found.end()


def _past_spaces(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at
