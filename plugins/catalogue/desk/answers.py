"""What a typed answer means: days, hours and prices in the words that people use.

What cannot be understood stays a text, so that the model's check says what is wrong with it.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..reading.meant import MONTHS, as_cents, as_clock, as_day
from .fields import Shape

YES = ("o", "oui", "y", "yes")


def value_of(text: str, shape: Shape, name: str, today: date) -> Any:
    """The value that an answer stands for; the text itself where it stands for none of its kind."""
    match shape.kind:
        case "whole":
            cents = as_cents(text) if name.endswith("_cents") else None
            return cents if cents is not None else _whole(text)
        case "number":
            return _decimal(text)
        case "day":
            return day_of(text, today) or text
        case "clock":
            return as_clock(text) or text
        case "list":
            return tuple(value_of(one.strip(), shape.inner, name, today) for one in text.split(",") if one.strip())
    return text


def chosen(text: str, options: Mapping[str, str]) -> str:
    """The value of an option that is named by its number from 1, its value or its label; else the text."""
    values = list(options)
    if text.isdecimal() and 1 <= int(text) <= len(values):
        return values[int(text) - 1]
    plain = _plain(text)
    return next((own for own, said in options.items() if plain in (_plain(own), _plain(said))), text)


def day_of(text: str, today: date) -> date | None:
    """The day that `1er mai 2027`, `May 1st, 2027`, `01/05/2027` or `2027-05-01` is; without a year, the next such."""
    written = as_day(text)
    if written:
        return date.fromisoformat(written)
    tokens = re.findall(r"[a-z]+|\d+", _plain(text))
    month = next((MONTHS[token] for token in tokens if token in MONTHS), None)
    numbers = [int(token) for token in tokens if token.isdecimal()]
    day = next((number for number in numbers if number <= 31), None)
    if month is None or day is None:
        return None
    year = next((number for number in numbers if number > 31), 0)
    return _day(year, month, day) if year else _next_day(month, day, today)


def _next_day(month: int, day: int, today: date) -> date | None:
    """The first such day from `today` on; 29 February may be four years away, or eight."""
    years = range(today.year, today.year + 9)
    return next((found for year in years if (found := _day(year, month, day)) and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole(text: str) -> int | str:
    bare = re.sub(r"\s", "", text)
    return int(bare) if re.fullmatch(r"-?\d{1,12}", bare) else text


def _decimal(text: str) -> float | str:
    bare = text.strip().replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d{1,9}(\.\d{1,15})?", bare) else text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode().strip()
