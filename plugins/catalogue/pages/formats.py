"""Babel's own functions as the filters of templates, under their own names: a text said once is kept.

What is kept is keyed on what the text depends on: a date for `format_date`, an hour for `format_time`. An aware
datetime as a key would be slow, and equal to the same instant in another zone, whose hour is another.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel import dates, lists, numbers

MOST = 4096
"""Texts kept of each function: 180 days in a dozen patterns."""

_kept = lru_cache(MOST, typed=True)
_date = _kept(dates.format_date)
_time = _kept(dates.format_time)
_list = _kept(lists.format_list)

ZONE = frozenset("zZOvVxX")
"""Letters of a pattern that tell the zone."""


def format_date(date: date, format: str = "medium", locale: Any = None) -> str:
    """As Babel's: the day of a datetime is that of its own zone."""
    return _date(date.date() if isinstance(date, datetime) else date, format, locale)


def format_time(time: datetime | time, format: str = "medium", tzinfo: Any = None, locale: Any = None) -> str:
    """As Babel's: the hour of an aware datetime is that of its own zone."""
    if tzinfo is None and _tells_hour_alone(format):
        if isinstance(time, datetime) and time.tzinfo:
            return _time(time.time(), format, None, locale)
        if not isinstance(time, datetime) and not time.tzinfo:
            return _time(time, format, None, locale)
    return dates.format_time(time, format, tzinfo, locale)


def format_list(lst: Iterable[str], style: Any = "standard", locale: Any = None) -> str:
    """As Babel's."""
    return _list(tuple(lst), style, locale)


@lru_cache
def _tells_hour_alone(pattern: str) -> bool:
    return pattern not in ("full", "long") and not ZONE & set(pattern)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "format_date": format_date,
    "format_datetime": dates.format_datetime,
    "format_time": format_time,
    "format_timedelta": dates.format_timedelta,
    "format_currency": _kept(numbers.format_currency),
    "format_decimal": _kept(numbers.format_decimal),
    "format_percent": _kept(numbers.format_percent),
    "format_list": format_list,
}
"""No filter of ours: the functions' templates have the same, not kept."""
