"""A content file: YAML front matter, then a body. Whatever is wrong with it is a fault with its line.

The front matter is read by `plain` where that is sure of it, else by `careful`; the lines of fields are found only
when one is asked for, which takes a fault.
"""

import os
import re
from dataclasses import dataclass, field
from typing import Any

from .faults import Fault, fault
from .plain import read_plain

MOST_BYTES = 256 * 1024
READ_BYTES = 32 * 1024
"""Nearly every file is shorter, and so read at once into memory that need not be fetched from the system."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
FieldPath = tuple[str | int, ...]


@dataclass
class Document:
    """A content file as read: plain values, the line of each, the body, and the faults found so far."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[FieldPath, int] = field(default_factory=dict)
    """Empty until a line is asked for, where the plain reader was sure of the front matter."""
    body: str = ""
    faults: list[Fault] = field(default_factory=list)
    misread: set[FieldPath] = field(default_factory=set)
    """Fields that YAML took for something else than was meant."""
    is_read: bool = False
    """Whether the fields could be told from each other."""
    is_printable: bool = False
    """Whether nothing but printable characters stand in it."""
    text: str = ""
    front: tuple[int, int] = (0, 0)
    """Where the front matter begins and ends in `text`."""

    @property
    def file_name(self) -> str:
        """The last part of its path: enough beside a fault of the same folder."""
        return self.path.rpartition("/")[2]

    @property
    def body_line(self) -> int:
        """The first line of the body that holds something; the line after the front matter, where none does."""
        after = self.text[self.front[1] :].removeprefix("\n")
        _, _, below = after.partition("\n")
        blank = len(below) - len(below.lstrip()) if below.strip() else 0
        return self.text.count("\n", 0, len(self.text) - len(below) + blank) + 1

    def line_of(self, where: FieldPath) -> int:
        """The line of a field, or of the nearest thing around it."""
        if where[:1] == ("body",):
            return self.body_line
        if self.is_read and not self.lines:
            self._read_lines()
        return next((self.lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in self.lines), 1)

    def _read_lines(self) -> None:
        from .careful import read_carefully  # here, because libyaml takes long to load and is hardly ever needed

        again = Document(self.path)
        start, end = self.front
        read_carefully(self.text[start:end], self.text.count("\n", 0, start) + 1, again)
        self.lines = again.lines

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


def read_document(path: str, name: str) -> Document:
    """A Markdown file with front matter; `name` is what faults call it."""
    document = Document(name)
    if not _read_text(path, document):
        return document
    text = document.text
    first, _, _ = text.partition("\n")
    if first.rstrip() != "---":
        document.add_at(1, "", "no_front_matter")
        return document
    end = _end_of_front(text, len(first))
    if end is None:
        document.add_at(text.count("\n") + 1, "", "unclosed_front_matter")
        return document
    document.front = len(first) + 1, end
    document.body = text[end + 1 :].partition("\n")[2].strip()
    _read_front(document)
    return document


def read_yaml(path: str, name: str) -> Document:
    """A file that is YAML from end to end."""
    document = Document(name)
    if _read_text(path, document):
        document.front = 0, len(document.text)
        _read_front(document)
    return document


def not_a_file(name: str) -> Document:
    """What stands for a folder or a link where a file belongs."""
    document = Document(name)
    document.add_at(1, "", "not_a_file")
    return document


def _end_of_front(text: str, since: int) -> int | None:
    """Where the line break before the closing line stands."""
    while (end := text.find("\n---", since)) >= 0:
        after = text.find("\n", end + 1)
        if text[end + 1 : after if after >= 0 else None].rstrip() == "---":
            return end
        since = end + 1
    return None


def _read_front(document: Document) -> None:
    start, end = document.front
    front = document.text[start:end]
    values = read_plain(front) if document.is_printable or is_printable(front) else None
    if values is not None:
        document.values, document.is_read = values, True
        return
    from .careful import read_carefully  # here, because libyaml takes long to load and is hardly ever needed

    read_carefully(front, document.text.count("\n", 0, start) + 1, document)


def _read_text(path: str, document: Document) -> bool:
    content = _read_bytes(path, document)
    if content is None:
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        document.add_at(content[: error.start].count(b"\n") + 1, "", "encoding")
        return False
    document.is_printable = is_printable(text)
    if not document.is_printable:
        for found in INVISIBLE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            document.add_at(line, "", "invisible", code_point=f"U+{ord(found[0]):04X}")
        text = INVISIBLE.sub(" ", text)
    document.text = text
    return True


def _read_bytes(path: str, document: Document) -> bytes | None:
    try:
        content = _content(path)
    except OSError:  # gone, or not to be read
        document.add_at(1, "", "not_a_file")
        return None
    if len(content) > MOST_BYTES:
        document.add_at(1, "", "file_too_big", size=os.path.getsize(path) // 1024)
        return None
    content = content.removeprefix(BYTE_ORDER_MARK)
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


def _content(path: str) -> bytes:
    """What a file holds, or the beginning of it that is too much already."""
    file = os.open(path, os.O_RDONLY)
    try:
        content = os.read(file, READ_BYTES)
        while len(content) <= MOST_BYTES and (more := os.read(file, MOST_BYTES)):
            content += more
        return content
    finally:
        os.close(file)


def is_printable(text: str) -> bool:
    """Whether there is nothing but printable characters, no-break spaces and line feeds: nothing INVISIBLE, no tab."""
    flat = text.replace("\n", " ")
    return flat.isprintable() or flat.replace("\u00a0", "").replace("\u202f", "").isprintable()


def _child(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
