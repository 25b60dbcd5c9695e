"""Slips between brackets and braces on one line: a comma in a text, one that lacks, a bracket that is not closed."""

import re
from typing import Any, NamedTuple

from . import meant

CLOSING = {"[": "]", "{": "}"}
NAME = r"[A-Za-z_][\w-]*"
PAIR = re.compile(rf"^({NAME})(\s*: +)(.*)$", re.DOTALL)
TIGHT = re.compile(r"^([a-z_]{2,}):([^\s/].*)$")
TWO_PAIRS = re.compile(r"^(.*[^\s,]) ([a-z_]{2,}: .*)$")
DAYS = ("on", "from", "until")
Mended = tuple[str, dict[str, Any], str]
"""The kind of fault, its values, and the text as it should be."""


class Pieces(NamedTuple):
    """A text in brackets or braces, cut at its commas."""

    parts: list[str]
    after: str
    """What follows its closing sign."""
    lacking: str
    """The closing signs that it has not."""
    in_quote: bool


def quoted(text: str) -> str:
    """`text` in quotes; those that it has become typographic."""
    inner = text.strip()
    if inner[:1] in tuple(meant.QUOTES) and inner[-1:] in tuple(meant.QUOTES):
        inner = inner[1:-1].strip()
    inner = re.sub(r'"([^"]*)"', "“\\1”", inner).replace('"', "”")
    return '"' + inner.replace("\\", "\\\\") + '"'


def mend_flow(text: str, *, seen: bool) -> Mended | None:
    """The first slip of a text that begins with a bracket or a brace.

    `seen`: YAML stumbled over the text, and so over one of the slips that it does stumble over.
    """
    pieces = cut(text)
    if seen:
        found = _of_brackets(text, pieces)
        if found:
            return found
    elif pieces.lacking or pieces.in_quote or pieces.after.strip():
        return None
    return _of_parts(text, pieces, seen=seen)


def cut(text: str) -> Pieces:
    """The members of a bracket or a brace, as they stand."""
    stack, quote, start, parts = [text[0]], "", 1, list[str]()
    for n, sign in enumerate(text[1:], 1):
        if quote:
            quote = "" if sign == quote and text[n - 1] != "\\" else quote
        elif sign in "\"'" and not text[start:n].strip().rpartition(":")[2].strip(" [{,"):
            quote = sign
        elif sign in CLOSING:
            stack.append(sign)
        elif sign in CLOSING.values():
            stack.pop()
        if not stack or (sign == "," and len(stack) == 1 and not quote):
            parts.append(text[start:n])
            start = n + 1
        if not stack:
            return Pieces(parts, text[start:], "", in_quote=False)
    lacking = "".join(CLOSING[one] for one in reversed(stack))
    return Pieces([*parts, text[start:]], "", lacking, bool(quote))


def _of_brackets(text: str, pieces: Pieces) -> Mended | None:
    if pieces.in_quote:
        closed = re.match(rf"^(.*: *)\"([^\"]*?)(, {NAME}: .*|[\]}}]+)$", text)
        return closed and _write("quote_open", f'{closed[1]}"{closed[2]}"{closed[3]}')
    inside = re.match(rf"^(.*\[[^\[\]{{}}]*?)(, {NAME}: [^\[\]]*\}}|\}})$", text)
    if inside and text.count("[") > text.count("]"):
        return _write("bracket_open", f"{inside[1]}]{inside[2]}")
    if pieces.lacking:
        return _write("bracket_open", text.rstrip(" ,;") + pieces.lacking)
    after = pieces.after.strip()
    if not after:
        return None
    if not after.strip(",;.]} "):
        return _write("after_bracket", text[: len(text) - len(pieces.after)])
    return _write("needs_quotes", quoted(text), sign=text[0]) if text[0] == "[" else None


def _of_parts(text: str, pieces: Pieces, *, seen: bool) -> Mended | None:
    parts = pieces.parts
    if seen and any(not part.strip() for part in parts[:-1]):
        return _write("two_commas", _joined(text, [part for part in parts if part.strip()]))
    tight = [TIGHT.sub(r"\1: \2", part.strip()) for part in parts]
    if text[0] == "{" and any(map(TIGHT.match, map(str.strip, parts))):
        return _write("colon_space", _joined(text, [" " * bool(n) + part for n, part in enumerate(tight)]))
    for n, part in enumerate(parts):
        found = _of_part(part.strip(), text[0], seen=seen)
        if found:
            code, params, mended = found
            return code, params, _joined(text, [*parts[:n], " " * bool(n) + mended, *parts[n + 1 :]])
    return None if seen or text[0] == "[" else _of_commas(text, parts)


def _of_part(part: str, around: str, *, seen: bool) -> Mended | None:
    """The slip of one member."""
    pair = PAIR.match(part) if around == "{" else None
    value = pair[3] if pair else part
    if value[:1] in CLOSING and value:
        found = mend_flow(value, seen=seen)
    else:
        found = _of_value(value) if seen and value[:1] not in ("", '"', "'") else None
    if not found:
        return None
    code, params, mended = found[0], found[1], part[: len(part) - len(value)] + found[2]
    return code, params | ({"write": mended} if code == "comma_missing" else {}), mended


def _of_value(value: str) -> Mended | None:
    two = TWO_PAIRS.match(value)
    if two and not two[1].endswith(":"):
        return _write("comma_missing", f"{two[1]}, {two[2]}")
    if ": " in value or value.endswith(":"):
        return _write("colon", quoted(value))
    return _write("needs_quotes", quoted(value), sign=value[0]) if value[0] in "%@`" else None


def _of_commas(text: str, parts: list[str]) -> Mended | None:
    """A comma that cuts a text or a number in two: what follows has no name of its own."""
    for n, part in enumerate(parts):
        pair = PAIR.match(part.strip())
        rest = [one.strip() for one in parts[n + 1 :]]
        cut_off = next((m for m, one in enumerate(rest) if PAIR.match(one) or not one), len(rest))
        if pair and cut_off and not (pair[3][:1] in CLOSING or any(":" in one for one in rest[:cut_off])):
            write = f"{pair[1]}: {_value_of(pair[1], [pair[3], *rest[:cut_off]])}"
            mended = _joined(text, [*parts[:n], " " * bool(n) + write, *parts[n + 1 + cut_off :]])
            return "comma_inside", {"write": write}, mended
    return None


def _value_of(name: str, pieces: list[str]) -> str:
    """What a field of this name should have, that commas cut into pieces."""
    text, tight = ", ".join(pieces), ",".join(pieces)
    degrees = meant.as_degrees(tight) if name in ("lat", "lon") else None
    cents = meant.as_cents(tight) if name.endswith("_cents") else None
    day = meant.as_day(text) if name in DAYS else None
    known = next((one for one in (degrees, cents, day) if one is not None), None)
    return quoted(text) if known is None else str(known)


def _joined(text: str, parts: list[str]) -> str:
    return text[0] + ",".join(parts) + CLOSING[text[0]]


def _write(code: str, mended: str, **params: object) -> Mended:
    return code, {"write": mended, **params}, mended
