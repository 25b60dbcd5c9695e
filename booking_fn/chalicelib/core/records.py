"""Dataclasses to JSON data and back, by their annotations: the shape of what the store keeps.

Known kinds: str, int, bool, None, aware datetimes (ISO 8601, UTC, whole seconds), dataclasses, tuples, dicts by str.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from chalicelib.core.changes import Data, Json

T = TypeVar("T")


def to_iso(instant: datetime) -> str:
    """`2027-05-01T12:30:00Z`; sorts as text in the order of time. Raises `ValueError` for a naive time."""
    if instant.tzinfo is None:
        raise ValueError("a time without a zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> datetime:
    """The instant that `to_iso` wrote, aware, in UTC."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def dump(record: object) -> Data:
    """The data of a dataclass."""
    return {f.name: _dump(getattr(record, f.name)) for f in fields(record)}  # type: ignore[arg-type]


def load(kind: type[T], data: Mapping[str, Json]) -> T:
    """The dataclass `kind` of its data; a field that the data lack keeps its default."""
    hints = _hints(kind)  # type: ignore[arg-type]
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _load(hints[name], value) for name, value in data.items() if name in known})


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _dump(value: object) -> Json:
    if isinstance(value, datetime):
        return to_iso(value)
    if is_dataclass(value):
        return cast(Json, dump(value))
    if isinstance(value, tuple | list):
        return [_dump(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): _dump(each) for name, each in value.items()}
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"cannot be stored: {type(value).__name__}")


def _load(hint: object, value: object) -> object:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin is Union or origin is types.UnionType:
        return _load(next(a for a in get_args(hint) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_load(get_args(hint)[0], each) for each in cast("list[Json]", value))
    if origin is dict and get_args(hint)[0] is str:
        return {name: _load(get_args(hint)[1], each) for name, each in cast("dict[str, Json]", value).items()}
    if hint is datetime:
        return from_iso(cast(str, value))
    if isinstance(hint, type) and is_dataclass(hint):
        return load(hint, cast("dict[str, Json]", value))
    return value
