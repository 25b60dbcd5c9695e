"""Writes content files as editors write them, so that reading gives the same again.

`files_of(facts, words, default) -> {lang: text}` gives the files of an offer, a partner or a circuit;
`front_matter(values, body) -> text` any file.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..model import Part
from .plain import NOT_TEXT

WIDEST = 100
"""Characters of a group of fields on one line; a longer one has a line for each."""

PLAIN = re.compile(r"[^\W\d_][^:#\"'\\,\[\]{}\n]*")
"""A text that needs no quotes wherever it stands."""


def files_of(facts: Part, words: Mapping[str, Part], default: str) -> dict[str, str]:
    """The files of one offer, partner or circuit, by language: words, in the `default` language facts too, then body.

    Fields that are as they would be if they were not written are left out.
    """
    files = {}
    for lang, said in words.items():
        values = _fields(said) | (_fields(facts) if lang == default else {})
        body = values.pop("body")
        files[lang] = front_matter(values, body)
    return files


def front_matter(values: Mapping[str, Any], body: str) -> str:
    """A file with `values` above and `body` below; values are texts, numbers, days, instants, lists and mappings.

    A value that is None is left out.
    """
    lines = [line for name, value in values.items() if value is not None for line in _field(name, value, "")]
    return "\n".join(["---", *lines, "---", body, ""])


def _fields(part: Part) -> dict[str, Any]:
    return part.model_dump(by_alias=True, exclude_defaults=True)


def _field(name: str, value: Any, indent: str) -> Iterator[str]:
    in_line = f"{indent}{name}: {_flow(value)}"
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        yield f"{indent}{name}:"
        yield from (f"{indent}  - {_flow(one)}" for one in value)
    elif isinstance(value, Mapping) and value and len(in_line) > WIDEST:
        yield f"{indent}{name}:"
        for key, one in value.items():
            yield from _field(key, one, f"{indent}  ")
    else:
        yield in_line


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        inside = (f"{key}: {_flow(one)}" for key, one in value.items() if one is not None)
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{Decimal(repr(round(value, 15))):f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(int(value))


def _text(text: str) -> str:
    if PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in NOT_TEXT:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
