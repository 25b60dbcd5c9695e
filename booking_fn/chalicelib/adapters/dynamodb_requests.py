"""DynamoDB's requests and answers: changes become parts of a transaction, attributes become items."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias, cast

from chalicelib.adapters import store_rules as rules
from chalicelib.core.changes import INDEXES, Change, Count, Entry, Item, Json, Key, Path, Put, Scalar

Attribute: TypeAlias = dict[str, Any]
"""A value with its kind, as the low-level client takes it: `{"S": "open"}`."""

TTL_ATTRIBUTE = "ttl"
"""Epoch seconds, from `Put.forget_at`."""


def attribute(value: Json) -> Attribute:
    """The value with its kind."""
    if value is None:
        return {"NULL": True}
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(int(value))}
    if isinstance(value, list):
        return {"L": [attribute(part) for part in value]}
    return {"M": {name: attribute(part) for name, part in value.items()}}


def value_of(attribute: Attribute) -> Any:
    """The value of an attribute that `attribute` made."""
    ((kind, value),) = attribute.items()
    if kind == "NULL":
        return None
    if kind == "N":
        return int(Decimal(value))
    if kind == "L":
        return [value_of(part) for part in value]
    if kind == "M":
        return {name: value_of(part) for name, part in value.items()}
    return value


def key_attributes(key: Key) -> Attribute:
    """The table's key."""
    return {"pk": {"S": key.partition}, "sk": {"S": key.sort}}


def index_attributes(index: str, key: Key) -> Attribute:
    """An index's key."""
    return {f"{index}_pk": {"S": key.partition}, f"{index}_sk": {"S": key.sort}}


def item_of(attributes: Attribute) -> Item:
    """The item that the attributes hold."""
    indexes = {
        index: Key(attributes[f"{index}_pk"]["S"], attributes[f"{index}_sk"]["S"])
        for index in INDEXES if f"{index}_pk" in attributes
    }
    key = Key(attributes["pk"]["S"], attributes["sk"]["S"])
    return Item(key, value_of(attributes["version"]), value_of(attributes["data"]), indexes)


def between(index: str | None, partition: str, low: str, high: str) -> dict[str, Any]:
    """The part of a query that names a range, neither end of which is empty."""
    prefix = f"{index}_" if index else ""
    return {
        "KeyConditionExpression": "#pk = :pk AND #sk BETWEEN :low AND :high",
        "ExpressionAttributeNames": {"#pk": f"{prefix}pk", "#sk": f"{prefix}sk"},
        "ExpressionAttributeValues": {
            ":pk": {"S": partition}, ":low": {"S": low}, ":high": {"S": high},
        },
    }


def start(index: str | None, partition: str, mark: rules.Mark) -> Attribute:
    """Where a query goes on after `mark`."""
    start = key_attributes(mark.key)
    return start | index_attributes(index, Key(partition, mark.sort)) if index else start


class _Expression:
    """Paths and values of one write; every name goes by a placeholder, as many are reserved words."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, Attribute] = {}

    def path(self, *names: str) -> str:
        return ".".join(self._name(name) for name in names)

    def value(self, value: Json) -> str:
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = attribute(value)
        return placeholder

    def _name(self, name: str) -> str:
        for placeholder, known in self.names.items():
            if known == name:
                return placeholder
        placeholder = f"#n{len(self.names)}"
        self.names[placeholder] = name
        return placeholder


def write(table: str, change: Change) -> dict[str, Any]:
    """The change as one of `TransactItems`; its guard answers with the item found."""
    words = _Expression()
    if isinstance(change, Count):
        kind, request = "Update", _update(words, change)
    elif isinstance(change, Put):
        kind, request = "Put", {"Item": _attributes(change), "ConditionExpression": _unchanged(words, change)}
    else:
        guard = _at_version(words, change.expected_version)
        kind, request = "Delete", {"Key": key_attributes(change.key), "ConditionExpression": guard}
    request |= {"TableName": table, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    request |= {"ExpressionAttributeNames": words.names}
    if words.values:
        request["ExpressionAttributeValues"] = words.values
    return {kind: request}


def _attributes(put: Put) -> Attribute:
    attributes = key_attributes(put.key)
    attributes |= {"version": attribute(rules.next_version(put)), "data": attribute(put.data)}
    for index, key in put.indexes.items():
        attributes |= index_attributes(index, key)
    if put.forget_at:
        attributes[TTL_ATTRIBUTE] = attribute(rules.epoch(put.forget_at))
    return attributes


def _unchanged(words: _Expression, put: Put) -> str:
    if put.expected_version is None:
        return f"attribute_not_exists({words.path('pk')})"
    return _at_version(words, put.expected_version)


def _at_version(words: _Expression, version: int) -> str:
    return f"{words.path('version')} = {words.value(version)}"


def _update(words: _Expression, count: Count) -> dict[str, Any]:
    version = words.path("version")
    sets = [f"{version} = {version} + {words.value(1)}"]
    for path, amount in count.add.items():
        field = words.path("data", *rules.path_of(path))
        sets.append(f"{field} = {field} + {words.value(amount)}")
    if count.add_entry:
        sets.append(f"{_entry(words, count.add_entry)} = {words.value(count.add_entry.value)}")
    expression = "SET " + ", ".join(sets)
    if count.remove_entry:
        expression += f" REMOVE {_entry(words, count.remove_entry)}"
    condition = " AND ".join(_limits(words, count))
    return {"Key": key_attributes(count.key), "UpdateExpression": expression, "ConditionExpression": condition}


def _entry(words: _Expression, entry: Entry) -> str:
    return words.path("data", entry.field, entry.name)


def _limits(words: _Expression, count: Count) -> list[str]:
    """What `store_rules.limits_hold` says, in DynamoDB's words."""
    limits = [f"attribute_exists({words.path('pk')})"]
    limits += [_is_kind(words, path, "N") for path in count.add]
    compared = ((">=", count.at_least), ("=", count.equals), (">", count.later_than))
    for sign, bounds in cast("tuple[tuple[str, Mapping[Path, Scalar]], ...]", compared):
        for path, bound in bounds.items():
            limits.append(f"{words.path('data', *rules.path_of(path))} {sign} {words.value(bound)}")
    if count.remove_entry:
        limits.append(f"attribute_exists({_entry(words, count.remove_entry)})")
    if count.add_entry:
        limits.append(_is_kind(words, count.add_entry.field, "M"))
        limits.append(f"attribute_not_exists({_entry(words, count.add_entry)})")
    if count.add_entry and count.most_entries is not None:
        entries = words.path("data", count.add_entry.field)
        limits.append(f"size({entries}) < {words.value(count.most_entries)}")
    return limits


def _is_kind(words: _Expression, path: Path, kind: str) -> str:
    return f"attribute_type({words.path('data', *rules.path_of(path))}, {words.value(kind)})"
