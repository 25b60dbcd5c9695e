"""Reads a content file: YAML front matter with the line of every field, then the body.

Whatever a person can write wrong is a fault with its line, never a traceback. YAML 1.1 misreads (`14:30` is 870,
`no` is false) are faults too. It works from libyaml's events: composing nodes recurses in C, and a file of opening
brackets would end the process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .faults import Fault, fault
from .scalars import Misread, read_scalar

MOST_BYTES = 256 * 1024
DEEPEST = 8
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
FieldPath = tuple[str | int, ...]


@dataclass
class Document:
    """A content file as read: plain values, the line of each, the body and its first line."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[FieldPath, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    faults: list[Fault] = field(default_factory=list)
    misread: set[FieldPath] = field(default_factory=set)
    """Fields that YAML took for something else than was meant."""

    @property
    def file_name(self) -> str:
        """The last part of its path: enough beside a fault of the same folder."""
        return self.path.rpartition("/")[2]

    def line_of(self, where: FieldPath) -> int:
        """The line of a field, or of the nearest thing around it."""
        if where[:1] == ("body",):
            return self.body_line
        return next((self.lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in self.lines), 1)

    def name_of(self, where: FieldPath) -> str:
        """A field's name for people: `tariffs.child.price_cents`, `departures.2.at` (counted from 1)."""
        names: list[str] = []
        value: Any = self.values
        for step in where:
            value = _child(value, step)
            own_id = value.get("id") if isinstance(step, int) and isinstance(value, dict) else None
            names.append(own_id if isinstance(own_id, str) else str(step + 1 if isinstance(step, int) else step))
        return ".".join(names)

    def add(self, where: FieldPath, code: str, **params: object) -> None:
        """Note a fault in a field, on its line, unless YAML misread the field: it has its fault then."""
        if not any(where[:n] in self.misread for n in range(1, len(where) + 1)):
            self.add_at(self.line_of(where), self.name_of(where), code, **params)

    def add_at(self, line: int, where: str, code: str, **params: object) -> None:
        """Note a fault on a line."""
        self.faults.append(fault(self.path, line, where, code, **params))


def read_document(path: Path, name: str) -> Document:
    """A Markdown file with front matter; `name` is what faults call it."""
    document = Document(name)
    text = _read_text(path, document)
    if text is None:
        return document
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        document.add_at(1, "", "no_front_matter")
        return document
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        document.add_at(len(lines), "", "unclosed_front_matter")
        return document
    body = lines[end + 1 :]
    blank = next((n for n, line in enumerate(body) if line.strip()), 0)
    document.body, document.body_line = "\n".join(body).strip(), end + 2 + blank
    _read_yaml("\n".join(lines[1:end]), 2, document)
    return document


def read_yaml(path: Path, name: str) -> Document:
    """A file that is YAML from end to end."""
    document = Document(name)
    text = _read_text(path, document)
    if text is not None:
        _read_yaml(text, 1, document)
    return document


def _read_text(path: Path, document: Document) -> str | None:
    if path.is_symlink() or not path.is_file():
        document.add_at(1, "", "not_a_file")
        return None
    size = path.stat().st_size
    if size > MOST_BYTES:
        document.add_at(1, "", "file_too_big", size=size // 1024)
        return None
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        document.add_at(content[: error.start].count(b"\n") + 1, "", "encoding")
        return None
    hidden = list(INVISIBLE.finditer(text))
    for found in hidden:
        document.add_at(text.count("\n", 0, found.start()) + 1, "", "invisible", code_point=f"U+{ord(found[0]):04X}")
    return INVISIBLE.sub(" ", text) if hidden else text


def _read_yaml(text: str, first_line: int, document: Document) -> None:
    tabs = [n for n, line in enumerate(text.split("\n"), first_line) if "\t" in line]
    for line in tabs:
        document.add_at(line, "", "tab")
    try:
        _Builder(text.replace("\t", "  "), first_line, document).build()
        return
    except _Refused as refused:
        document.add_at(refused.line, "", refused.code, **refused.params)
    except yaml.YAMLError as error:
        if not tabs:
            document.add_at(*_syntax(error, text, first_line))
    document.lines.clear()


def _syntax(error: yaml.YAMLError, text: str, first_line: int) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line if mark else 0, text.count("\n"))
    colon = "mapping values" in str(error) and text.split("\n")[line].count(": ") > 1
    return first_line + line, "", "colon" if colon else "yaml_syntax"


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
        for where, misread in self.pending:
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


def _child(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
