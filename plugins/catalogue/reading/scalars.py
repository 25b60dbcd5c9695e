"""One YAML scalar to a value: text, whole number, decimal, date, or a misreading that a person did not mean."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

TAG = "tag:yaml.org,2002:"
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,11})")
DECIMAL = re.compile(r"-?[0-9]{1,9}\.[0-9]{1,15}")
CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Misread:
    """A value that YAML takes for something else than a person meant; `code` names the fault."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


def read_scalar(tag: str, text: str) -> Any:
    """The value of a plain scalar that YAML 1.1 gives `tag`, or a Misread."""
    reader = _READERS.get(tag.removeprefix(TAG))
    return text if reader is None else reader(text)


def _null(text: str) -> Misread:
    return Misread("empty")


def _truth(text: str) -> bool | Misread:
    if text in ("true", "false"):
        return text == "true"
    return Misread("read_as_truth", {"value": text})


def _whole(text: str) -> int | Misread:
    if WHOLE.fullmatch(text):
        return int(text)
    if CLOCK.fullmatch(text):
        hours, minutes = text.split(":")
        return Misread("unquoted_clock", {"value": text, "number": int(hours) * 60 + int(minutes)})
    return Misread("odd_number", {"value": text})


def _decimal(text: str) -> float | Misread:
    return float(text) if DECIMAL.fullmatch(text) else Misread("odd_number", {"value": text})


def _timestamp(text: str) -> date | datetime | str | Misread:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else _aware(text)
    except ValueError:
        return Misread("no_such_day", {"value": text})


def _aware(text: str) -> datetime | str:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else text


_READERS: dict[str, Any] = {
    "null": _null,
    "bool": _truth,
    "int": _whole,
    "float": _decimal,
    "timestamp": _timestamp,
    "merge": lambda text: text,
    "value": lambda text: text,
}
