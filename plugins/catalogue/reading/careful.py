"""Reads YAML with the line of every field, from libyaml's events; whatever a person can write wrong is a fault.

YAML 1.1 misreads (`14:30` is 870, `no` is false) are faults too. Composing nodes would recurse in C, and a file of
opening brackets would end the process.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .frontmatter import INVISIBLE, Document, FieldPath
from .scalars import Misread, read_scalar
from .slips import Slip, better, find_slip, unseen_slips

DEEPEST = 8
MOST_SLIPS = 20
"""Of one file that are mended to read on."""

LONE_HOUR = re.compile(r"^( *(?:- )?at: )((?:[01][0-9]|2[0-3]):[0-5][0-9])$", re.MULTILINE)
"""An hour alone on its line, as the form writes it: YAML 1.2 and every person read it as one."""


def read_carefully(text: str, first_line: int, document: Document) -> None:
    """Give `document` the values and lines of a YAML text that begins on `first_line` of its file, and its faults."""
    tabs = [n for n, line in enumerate(text.split("\n"), first_line) if "\t" in line]
    for line in tabs:
        document.add_at(line, "", "tab")
    lines = LONE_HOUR.sub(r'\1"\2"', text.replace("\t", "  ")).split("\n")
    for unseen in list(unseen_slips(lines)):
        _mend(unseen, lines, first_line, document)
    for _ in range(MOST_SLIPS):
        slip = _read(lines, first_line, document, told=bool(tabs))
        if slip is None:
            return
        _mend(slip, lines, first_line, document)


def _read(lines: list[str], first_line: int, document: Document, *, told: bool) -> Slip | None:
    """Read what can be read; the slip that it takes to mend to read on. `told`: a fault was told that may be why."""
    before = len(document.faults)
    try:
        _Builder("\n".join(lines), first_line, document).build()
        document.is_read = True
        return None
    except _Refused as refused:
        document.add_at(refused.line, "", refused.code, **refused.params)
    except yaml.YAMLError as error:
        del document.faults[before:]
        mark = getattr(error, "problem_mark", None)
        slip = find_slip(lines, min(mark.line if mark else 0, len(lines) - 1))
        if slip is not None:
            return slip
        if not told:
            document.add_at(*_syntax(error, "\n".join(lines), first_line))
    document.lines.clear()
    return None


def _mend(slip: Slip, lines: list[str], first_line: int, document: Document) -> None:
    here = first_line + slip.line
    if not any(one.line == here for one in document.faults):
        beside = {} if slip.beside is None else {"other": first_line + slip.beside}
        document.add_at(here, "", slip.code, **slip.params, **beside)
    for n, line in slip.mended.items():
        lines[n] = line


def _syntax(error: yaml.YAMLError, text: str, first_line: int) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line if mark else 0, text.count("\n"))
    return first_line + line, "", "yaml_syntax"


class _Refused(Exception):
    def __init__(self, line: int, code: str, **params: object) -> None:
        self.line, self.code, self.params = line, code, params


class _Builder:
    """Turns the events of one YAML text into plain values, sequences as tuples."""

    def __init__(self, text: str, first_line: int, document: Document) -> None:
        self.loader = yaml.CSafeLoader(text)
        self.first_line = first_line
        self.document = document
        self.pending: list[tuple[FieldPath, Misread]] = []

    def build(self) -> None:
        events = self._events()
        top = next(events, None)
        if not isinstance(top, yaml.MappingStartEvent):
            raise _Refused(self._line(top) if top else self.first_line, "not_fields")
        self.document.lines[()] = self._line(top)
        self.document.values = self._mapping(events, ())
        for where, found in self.pending:
            misread = better(str(where[-1]), found)
            self.document.add(where, misread.code, **misread.params)
            self.document.misread.add(where)
        if next(events, None) is not None:
            raise _Refused(self.first_line, "yaml_syntax")

    def _events(self) -> Iterator[yaml.Event]:
        quiet = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
        try:
            while (event := self.loader.get_event()) is not None:
                if getattr(event, "anchor", None) is not None:
                    raise _Refused(self._line(event), "alias")
                if not isinstance(event, quiet):
                    yield event
        finally:
            self.loader.dispose()

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first_line + (mark.line if mark else 0)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], where: FieldPath) -> Any:
        if len(where) > DEEPEST:
            raise _Refused(self._line(event), "too_deep")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!", "tag:yaml.org,2002:str"):
            raise _Refused(self._line(event), "odd_tag", value=tag)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, where)
        return self._sequence(events, where)

    def _scalar(self, event: yaml.ScalarEvent, where: FieldPath) -> Any:
        if event.tag is not None or not event.implicit[0]:
            plain_tag = "tag:yaml.org,2002:str"
        else:
            plain_tag = self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        value = read_scalar(plain_tag, event.value)
        if isinstance(value, Misread):
            self.pending.append((where, value))
            return event.value
        hidden = INVISIBLE.search(value) if isinstance(value, str) else None
        if hidden:  # written as an escape, between double quotes
            self.pending.append((where, Misread("invisible", {"code_point": f"U+{ord(hidden[0]):04X}"})))
        return value

    def _sequence(self, events: Iterator[yaml.Event], where: FieldPath) -> tuple[Any, ...]:
        values: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*where, len(values))
            self.document.lines[here] = self._line(event)
            values.append(self._value(event, events, here))
        return tuple(values)

    def _mapping(self, events: Iterator[yaml.Event], where: FieldPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(self._line(event), "yaml_syntax")
            self._field(event, events, where, values)
        return values

    def _field(
        self, key: yaml.ScalarEvent, events: Iterator[yaml.Event], where: FieldPath, values: dict[str, Any]
    ) -> None:
        here = (*where, key.value)
        if key.value in values:
            misread = Misread("duplicate_key", {"key": key.value, "first": self.document.lines[here]})
            self.document.add_at(self._line(key), self.document.name_of(here), misread.code, **misread.params)
            self._value(next(events), events, (*where, ""))
            return
        self.document.lines[here] = self._line(key)
        values[key.value] = self._value(next(events), events, here)
