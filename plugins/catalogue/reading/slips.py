"""Slips of people who do not know YAML: a quote left open, a comma in a text, a line that is not aligned.

Each is told on its own line with the line as it should be; that is read instead, so that the other faults of the file
are told in the same run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from . import meant
from .flow_slips import mend_flow, quoted
from .scalars import Misread

FIELD = re.compile(r"^( *)(- +)?([A-Za-z_][\w-]*) *:(?: +(.*))?$")
ITEM = re.compile(r"^( *)(- +)(.*)$")
ODD_SPACES = "\u00a0\u202f\u2009\u3000"
ODD_SPACE = re.compile(
    rf"^(?P<indent> *[{ODD_SPACES}][ {ODD_SPACES}]*)|^ *(?:- )?[A-Za-z_]\w*(?P<before>[{ODD_SPACES}]+):"
    rf"|^ *(?:- )?[A-Za-z_]\w*:(?P<after> *[{ODD_SPACES}]+)"
)
HASH = re.compile(r"^( *(?:- +)?[A-Za-z_][\w-]*: +)(?![\"'\[{|>&*!])((?:[^#]*[^#\s] +)?#[^\s#].*)$")
NO_FIRST = tuple("%@`,]}")
"""Signs with which no text begins that has no quotes."""


class Slip(NamedTuple):
    """A slip: its line (from 0), its fault, and the lines as they should be."""

    line: int
    code: str
    params: Mapping[str, object]
    mended: Mapping[int, str]
    beside: int | None = None
    """The line that the fault names besides."""


class Said(NamedTuple):
    """What is wrong with a piece of a line, and the piece as it should be."""

    code: str
    params: Mapping[str, object]
    mended: str


def unseen_slips(lines: Sequence[str]) -> Iterator[Slip]:
    """Slips that YAML reads as something else, without an error."""
    for n, line in enumerate(lines):
        odd = ODD_SPACE.search(line)
        if odd:
            start, end = next(odd.span(name) for name in ("indent", "before", "after") if odd[name])
            yield Slip(n, "odd_space", {}, {n: line[:start] + " " * (end - start) + line[end:]})
            continue
        hidden = HASH.match(line)
        if hidden:
            write = quoted(hidden[2].strip())
            yield Slip(n, "hidden_by_hash", {"write": write}, {n: hidden[1] + write})
            continue
        found = _of_flow(line, seen=False)
        if found:
            yield Slip(n, found.code, found.params, {n: found.mended})


def find_slip(lines: Sequence[str], last: int) -> Slip | None:
    """The first slip down to line `last` (from 0), beyond which the text cannot be read."""
    beside = _Alignment()
    skip_below = -1
    for n, line in enumerate(lines[: last + 1]):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.lstrip().startswith("#") or 0 <= skip_below < indent:
            continue
        skip_below = indent if re.search(r": +[|>][+-]?$", line) else -1
        found = _of_line(line, ends=_ends(lines, n)) or _of_flow(line, seen=True)
        if found:
            return Slip(n, found.code, found.params, {n: found.mended})
        slip = beside.slip(n, line) or _stray(lines, n)
        if slip:
            return slip
    return None


def better(name: str, misread: Misread) -> Misread:
    """A misreading of a field's value with the cure that its name tells."""
    value = str(misread.params.get("value", ""))
    if misread.code not in ("unquoted_clock", "odd_number"):
        return misread
    clock, number = meant.as_clock(value), meant.as_whole(value, name)
    if name == "at" and clock:
        return Misread("not_clock", {"value": value, "clock": clock}) if clock != value else misread
    if name.endswith("_minutes") and misread.code == "unquoted_clock":
        number = int(str(misread.params["number"]))
    counted = name in ("capacity", "party_min", "party_max", "persons", "interval") or "_" in name
    if number is not None and counted:
        return Misread("not_whole_near", {"value": value, "number": number})
    return misread


def _ends(lines: Sequence[str], n: int) -> bool:
    """Whether a line's value must end with it: what follows is a field, a point of a list, or nothing."""
    after = next((line for line in lines[n + 1 :] if line.strip()), "")
    return not after or bool(FIELD.match(after) or ITEM.match(after))


def _of_line(line: str, *, ends: bool) -> Said | None:
    dash = re.match(r"^( *)-([^\s\d-].*)$", line)
    if dash:
        return _whole("dash_space", f"{dash[1]}- {dash[2]}")
    close = re.match(r"^( *(?:- +)?)([a-z_]{2,}):([^\s:/].*)$", line) or re.match(
        r"^( *(?:- +)?)([a-z_]{2,}) *=+ *(.*)$", line
    )
    if close:
        return _whole("colon_space", f"{close[1]}{close[2]}: {close[3]}")
    field = FIELD.match(line)
    point = None if field else ITEM.match(line)
    value = (field[4] if field else point[3] if point else "") or ""
    said = _of_value(value.rstrip(), ends=ends) if value else None
    return said and Said(said.code, said.params, line[: len(line) - len(value)] + said.mended)


def _whole(code: str, mended: str) -> Said:
    return Said(code, {"write": mended.strip()}, mended)


def _of_value(value: str, *, ends: bool) -> Said | None:
    """What is wrong with the value of a field that stands on its line alone."""
    if value[0] in "\"'":
        return _of_quotes(value, ends=ends)
    if value[0] in "[{|>":
        return None
    if value.startswith("(") and value.endswith(")") and ": " in value:
        return _write("round_brackets", f"{{{value[1:-1]}}}")
    if value.startswith(NO_FIRST) or value.startswith(("- ", "? ")):
        return _write("needs_quotes", quoted(value), sign=value[0])
    if ": " in value or value.endswith(":"):
        return _write("colon", quoted(value))
    return None


def _write(code: str, mended: str, **params: object) -> Said:
    return Said(code, {"write": mended, **params}, mended)


def _of_quotes(value: str, *, ends: bool) -> Said | None:
    quote = value[0]
    closed = re.match(r'"(?:[^"\\]|\\.)*"' if quote == '"' else "'(?:[^']|'')*'", value)
    if not closed:
        inner = value[1:]
        return _write("quote_open", quoted(inner)) if ends and inner else None
    rest = value[closed.end() :].strip()
    if not rest or rest.startswith("#"):
        return None
    inner, after = closed[0][1:-1], value[closed.end() :]
    whole = value.endswith(quote) and (inner.endswith(" ") or not after.startswith(" "))
    return _write("quotes_inside", quoted(value if whole else f"“{inner}”{after}"))


def _of_flow(line: str, *, seen: bool) -> Said | None:
    """What is wrong between the brackets or braces of a line."""
    start = re.match(r"^ *(?:- +)?(?:[A-Za-z_][\w-]*: +)?(?=[\[{])", line)
    found = mend_flow(line[start.end() :].rstrip(), seen=seen) if start else None
    return found and Said(found[0], found[1], line[: start.end() if start else 0] + found[2])


def _stray(lines: Sequence[str], n: int) -> Slip | None:
    """A line that is neither a field nor a point: the end of the one above, most often."""
    line = lines[n]
    if n == 0 or line[0] in " -" or FIELD.match(line):
        return None
    below = lines[n + 1] if n + 1 < len(lines) else ""
    if re.fullmatch(r"[A-Za-z_][\w-]*", line) and below.startswith("  "):
        return Slip(n, "colon_space", {"write": f"{line}:"}, {n: f"{line}:"})
    if not FIELD.match(lines[n - 1]):
        return None
    return Slip(n, "stray_line", {}, {n - 1: f"{lines[n - 1].rstrip()} {line.strip()}", n: ""})


class _Alignment:
    """The columns at which fields and dashes may stand, line by line."""

    def __init__(self) -> None:
        self.columns: list[tuple[int, int, bool]] = []
        """Column, line, whether it is a dash's: those that a line may go back to, the outermost first."""
        self.open = True
        """Whether the line before has no value: what is deeper belongs to it."""

    def slip(self, n: int, line: str) -> Slip | None:
        """The slip of a line that stands where none of its kind does."""
        field, point = FIELD.match(line), ITEM.match(line)
        if not field and not point:
            return None
        column, dashed = len(line) - len(line.lstrip(" ")), bool(point)
        deeper = not self.columns or (self.open and column >= self.columns[-1][0])
        if not deeper and not any((column, dashed) == (at, kind) for at, _, kind in self.columns):
            places = [(abs(at - column), other, at) for at, other, kind in self.columns if kind == dashed]
            if places:
                _, other, at = min(places)
                return Slip(n, "not_aligned", {}, {n: " " * at + line.lstrip(" ")}, other)
        self._enter(n, column, field, point)
        return None

    def _enter(self, n: int, column: int, field: re.Match[str] | None, point: re.Match[str] | None) -> None:
        self.columns = [one for one in self.columns if one[0] < column]
        if point:
            self.columns.append((column, n, True))
            column += len(point[2])
        if field:
            self.columns.append((column, n, False))
        self.open = bool(field and not field[4])
