"""What every store holds to: what it refuses before it writes, what a `Count` means, how pages go on."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.core.changes import (
    INDEXES,
    MOST_CHANGES,
    MOST_ITEM_BYTES,
    Change,
    Count,
    Data,
    Item,
    Json,
    Key,
    Path,
    Put,
    Remove,
    Scalar,
)
from chalicelib.ports import Page, TooLarge

MOST_COMMIT_BYTES = 3_500_000
"""DynamoDB takes 4 MB in a transaction, counted its own way."""
MOST_DEPTH = 30
"""DynamoDB nests 32 levels."""
MOST_PARTITION_BYTES, MOST_SORT_BYTES = 2048, 1024
MOST_DIGITS = 38
"""DynamoDB keeps 38 digits of a number."""


def check(changes: Sequence[Change]) -> None:
    """Let pass a commit that every store takes.

    Raises `TooLarge`; `TypeError` for a float or another kind of value that JSON in DynamoDB does not keep;
    `ValueError` for a key twice, an empty or overlong key, an unknown index or a `Count` that contradicts itself.
    """
    if len(changes) > MOST_CHANGES:
        raise TooLarge(f"{len(changes)} changes in a commit, at most {MOST_CHANGES}: split it")
    keys = [change.key for change in changes]
    if len(set(keys)) < len(keys):
        raise ValueError("a key stands twice in a commit: make one change of the two")
    total = sum(_checked_bytes(change) for change in changes)
    if total > MOST_COMMIT_BYTES:
        raise TooLarge(f"{total} bytes in a commit, at most {MOST_COMMIT_BYTES}: split it")


def check_query(partition: str, index: str | None, limit: int) -> None:
    """Let pass a query that every store answers. Raises `ValueError`."""
    _check_length(partition, MOST_PARTITION_BYTES)
    if limit < 1:
        raise ValueError(f"a page of {limit}: ask for 1 or more")
    if index is not None:
        _check_index(index)


def _check_index(name: str) -> None:
    if name not in INDEXES:
        raise ValueError(f"no index {name!r}: there are {', '.join(INDEXES)}")


def check_key(key: Key) -> None:
    """Let pass a key that every store takes. Raises `ValueError`."""
    _check_length(key.partition, MOST_PARTITION_BYTES)
    _check_length(key.sort, MOST_SORT_BYTES)


def _check_length(text: str, most: int) -> None:
    if not 1 <= len(text.encode()) <= most:
        raise ValueError(f"a key's part has {len(text.encode())} bytes, not 1 to {most}")


def _checked_bytes(change: Change) -> int:
    check_key(change.key)
    if isinstance(change, Remove):
        return 0
    if isinstance(change, Count):
        _check_count(change)
        return 0
    for name, key in change.indexes.items():
        _check_index(name)
        check_key(key)
    _check_value(change.data)
    return checked_size(change.data)


def checked_size(data: Data) -> int:
    """Bytes of the data as compact JSON. Raises `TooLarge`."""
    size = len(to_json(data).encode())
    if size > MOST_ITEM_BYTES:
        raise TooLarge(f"an item of {size} bytes, at most {MOST_ITEM_BYTES}: keep less in it")
    return size


def _check_value(value: Any, depth: int = 0) -> None:
    if depth > MOST_DEPTH:
        raise ValueError(f"data nested over {MOST_DEPTH} levels")
    for part in _parts(value):
        _check_value(part, depth + 1)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        _check_names(value)
        return value.values()
    if isinstance(value, list):
        return value
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        raise ValueError(f"a number of over {MOST_DIGITS} digits")
    if value is not None and not isinstance(value, int | str):
        raise TypeError(f"a store keeps no {type(value).__name__} ({value!r}): write an int, as cents are, or a str")
    return ()


def _check_names(names: Mapping[Any, Any]) -> None:
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"the name {name!r} of a field is no str")
        if not name:
            raise ValueError("a field has an empty name")


def _check_count(count: Count) -> None:
    entries = [entry for entry in (count.add_entry, count.remove_entry) if entry]
    changed = [(entry.field, entry.name) for entry in entries] + [path_of(path) for path in count.add]
    wholes = {path for path in changed if len(path) == 1}
    if len(set(changed)) < len(changed) or any(path[:1] in wholes for path in changed if len(path) > 1):
        raise ValueError("a count changes the same field or entry twice")
    if count.most_entries is not None and not count.add_entry:
        raise ValueError("most_entries without add_entry bounds nothing")
    for fields in (count.add, count.at_least):
        if not all(_is_number(number) for number in fields.values()):
            raise TypeError("a count adds and compares whole numbers only")
    for path in (*count.add, *count.at_least):
        _check_names(dict.fromkeys(path_of(path)))
    _check_value([*count.add.values(), *count.at_least.values()])
    for given in (count.equals, count.later_than, *({e.field: e.value} for e in entries)):
        _check_value(dict(given))
    for entry in entries:
        _check_names({entry.name: None})


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def path_of(path: Path) -> tuple[str, ...]:
    """The names from the item down to a field or an entry."""
    return (path,) if isinstance(path, str) else path


def limits_hold(count: Count, data: Data) -> bool:
    """Whether every limit of `count` holds on `data`.

    Kind for kind, as DynamoDB compares: `True` is not 1, and a field that is not there holds no limit. What is
    added to must be a number.
    """
    return (
        all(_is_number(_at(data, path)) for path in (*count.add, *count.at_least))
        and all(_number(data, path) >= least for path, least in count.at_least.items())
        and all(name in data and _same(data[name], value) for name, value in count.equals.items())
        and all(_text(data, name) > instant for name, instant in count.later_than.items())
        and _entries_hold(count, data)
    )


def _at(data: Data, path: Path) -> Json:
    """What stands there, or `None`."""
    return data.get(path) if isinstance(path, str) else _entries(data, path[0]).get(path[1])


def _number(data: Data, path: Path) -> int:
    value = _at(data, path)
    return value if isinstance(value, int) else 0


def _text(data: Data, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _same(value: Json, expected: Scalar) -> bool:
    return isinstance(value, bool) == isinstance(expected, bool) and value == expected


def _entries_hold(count: Count, data: Data) -> bool:
    added, removed = count.add_entry, count.remove_entry
    if removed and removed.name not in _entries(data, removed.field):
        return False
    if not added:
        return True
    entries = data.get(added.field)
    if not isinstance(entries, dict) or added.name in entries:
        return False
    return count.most_entries is None or len(entries) < count.most_entries


def _entries(data: Data, name: str) -> dict[str, Json]:
    entries = data.get(name)
    return entries if isinstance(entries, dict) else {}


def counted(count: Count, data: Data) -> Data:
    """The data after `count`, whose limits hold."""
    after = dict(data)
    for path, amount in count.add.items():
        number = _number(data, path) + amount
        if isinstance(path, str):
            after[path] = number
        else:
            after[path[0]] = _entries(after, path[0]) | {path[1]: number}
    if count.remove_entry:
        name = count.remove_entry.field
        after[name] = {entry: v for entry, v in _entries(after, name).items() if entry != count.remove_entry.name}
    if count.add_entry:
        name = count.add_entry.field
        after[name] = _entries(after, name) | {count.add_entry.name: count.add_entry.value}
    return after


def to_json(value: Json) -> str:
    """Compact JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def epoch(forget_at: str) -> int:
    """Seconds since 1970 of an instant in ISO 8601 with its offset. Raises `ValueError`."""
    instant = datetime.fromisoformat(forget_at)
    if instant.tzinfo is None:
        raise ValueError(f"forget_at {forget_at!r} has no offset: write it in UTC, with a Z")
    return int(instant.timestamp())


@dataclass(frozen=True)
class Mark:
    """Where a page ended: the sort key that was asked by, and the item's own key."""

    sort: str
    key: Key

    @classmethod
    def of(cls, item: Item, index: str | None) -> "Mark":
        """The mark that ends a page with this item."""
        return cls(item.indexes[index].sort if index else item.key.sort, item.key)

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark of a page's `more`."""
        sort, own_partition, own_sort = json.loads(text)
        return cls(sort, Key(own_partition, own_sort))

    def __str__(self) -> str:
        return to_json([self.sort, self.key.partition, self.key.sort])


def page(items: Sequence[Item], index: str | None, limit: int) -> Page:
    """The page of the first `limit` of `items`, which are at least one more when there are more."""
    shown = tuple(items[:limit])
    return Page(shown, str(Mark.of(shown[-1], index)) if len(items) > limit else None)


def next_version(change: Put) -> int:
    """The version that an item has once `change` is made."""
    return (change.expected_version or 0) + 1
