"""The days of a rule: a weekday's, some of a month's, every so many weeks or days."""

from collections.abc import Iterator
from datetime import date, timedelta

from .dates import NTH, WEEKDAYS, Rule

WEEK_DAYS = 7


def rule_days(rule: Rule, since: date, horizon: date) -> Iterator[date]:
    """The days of a rule from `since` on, soonest first, without its exceptions; without an end up to `horizon`.

    `horizon` and the rule's own dates must be years before the end of the calendar.
    """
    first, last = max(rule.from_ or since, since), rule.until or horizon
    excepted = frozenset(rule.except_)
    for day in _monthly(rule, first, last) if rule.nth else _regular(rule, first, last):
        if day not in excepted:
            yield day


def reaches(rule: Rule, day: date) -> bool:
    """Whether the rule, without its first day set by the build, has a departure on a day."""
    return next(rule_days(rule, day, day), None) == day


def is_on_its_weekday(rule: Rule, day: date) -> bool:
    """Whether a day is one of those that the rule's `every` names."""
    return rule.every in ("day", WEEKDAYS[day.weekday()])


def first_weekday(rule: Rule, since: date) -> date:
    """The first day from `since` on that is the rule's weekday; `since` itself where it is for each day."""
    if rule.every == "day":
        return since
    return since + timedelta(days=(WEEKDAYS.index(rule.every) - since.weekday()) % WEEK_DAYS)


def _regular(rule: Rule, first: date, last: date) -> Iterator[date]:
    step = rule.interval * (1 if rule.every == "day" else WEEK_DAYS)
    # A rule that leaves weeks out is counted from its own first day, whatever the day of the build.
    day = first_weekday(rule, rule.from_ or first)
    day += timedelta(days=max(0, -(-(first - day).days // step)) * step)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _monthly(rule: Rule, first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=31)).replace(day=1)
        days = _weekdays_of_month(rule, month, following)
        for n in sorted({_place(nth, len(days)) for nth in rule.nth}):
            if n < len(days) and first <= days[n] <= last:
                yield days[n]
        month = following


def _weekdays_of_month(rule: Rule, month: date, following: date) -> list[date]:
    day = first_weekday(rule, month)
    return [day + timedelta(days=WEEK_DAYS * n) for n in range(-(-(following - day).days // WEEK_DAYS))]


def _place(nth: str, count: int) -> int:
    """Which of a month's `count` days is meant, from 0: the fourth may be the last."""
    return count - 1 if nth == "last" else NTH.index(nth)
