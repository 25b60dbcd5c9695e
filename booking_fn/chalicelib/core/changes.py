"""What a decision asks of the store, as data: the store applies a list of changes wholly or not at all.

A change is guarded by the version it was decided from (`Put`, `Remove`) or, for counted things such as
seats, by limits that the database checks in the same write (`Count`), so that buyers do not collide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Scalar: TypeAlias = str | int | bool | None
Json: TypeAlias = "Scalar | list[Json] | dict[str, Json]"
Data: TypeAlias = dict[str, Json]

Path: TypeAlias = str | tuple[str, str]
"""A field of an item, or an entry of a map that is a field: `("quota_left", "social")`."""

INDEXES = ("work", "related")
"""`work`: what is due, by queue and time. `related`: the things of a thing, such as a departure's bookings."""


@dataclass(frozen=True, order=True)
class Key:
    """Where an item lives: everything of one partition is read together, in the order of `sort`."""

    partition: str
    sort: str


@dataclass(frozen=True)
class Item:
    """A stored item as read: `version` starts at 1 and rises by 1 with every change."""

    key: Key
    version: int
    data: Data
    indexes: Mapping[str, Key] = field(default_factory=dict)


@dataclass(frozen=True)
class Put:
    """Write the whole item, if it is still at `expected_version` (`None`: if there is none yet).

    `indexes` names the indexes it is found by (keys of `INDEXES`); an index not named drops the item.
    `forget_at` (ISO 8601, UTC) lets the store delete the item some time after; never relied on.
    """

    key: Key
    data: Data
    expected_version: int | None
    indexes: Mapping[str, Key] = field(default_factory=dict)
    forget_at: str | None = None


@dataclass(frozen=True)
class Remove:
    """Delete the item, if it is still at `expected_version`."""

    key: Key
    expected_version: int


@dataclass(frozen=True)
class Entry:
    """One entry of a map inside an item: `holds["b1"]`."""

    field: str
    name: str
    value: Json = None


@dataclass(frozen=True)
class Count:
    """Change counters of an existing item while every limit holds; the database checks them in the write.

    `add`: what is added to each field or entry (may be negative). `at_least`: the least it may hold before.
    `equals`: what a field must be. `later_than`: a field (ISO 8601, UTC, seconds) that must be strictly later.
    `add_entry` must be absent before, `remove_entry` present; `most_entries` bounds the map of `add_entry`,
    the new one included. Indexes stay as they are; the version rises by 1.
    """

    key: Key
    add: Mapping[Path, int] = field(default_factory=dict)
    at_least: Mapping[Path, int] = field(default_factory=dict)
    equals: Mapping[str, Scalar] = field(default_factory=dict)
    later_than: Mapping[str, str] = field(default_factory=dict)
    add_entry: Entry | None = None
    remove_entry: Entry | None = None
    most_entries: int | None = None


Change: TypeAlias = Put | Remove | Count

MOST_CHANGES = 25
"""Changes in one commit."""

MOST_ITEM_BYTES = 300 * 1024
"""Bytes of one item, as compact JSON."""
