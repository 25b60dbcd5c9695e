"""What the pages of the agenda receive: months as tables of days, days as lists of hours."""

from datetime import date, time
from typing import NamedTuple

from .views import LinkView, PagerView

ROWS = "\0"
"""Stands for the rows of an hour until a page is rendered: no template writes it otherwise."""


class ShownView(NamedTuple):
    """A departure in a table of days, of one that has few."""

    at: time
    title: str
    url: str
    territory: str
    status: str


class CellView(NamedTuple):
    """A day in the table of its month."""

    on: date
    today: bool
    past: bool
    url: str
    """Of its page; empty where it has no departures."""
    going: int
    """Departures that take place."""
    sun: int
    """How many that is beside the other days of the month: 0 (none) to 4."""
    shown: tuple[ShownView, ...]
    """All of them, where they are few."""


class MonthLinkView(NamedTuple):
    """The page of a month."""

    first: date
    """Its first day."""
    label: str
    url: str


class MonthView(NamedTuple):
    """A month."""

    label: str
    """`Décembre 2026`."""
    weeks: tuple[tuple[CellView | None, ...], ...]
    """Seven days each, None outside the month."""
    weekdays: tuple[date, ...]
    """A week's days, to be named."""
    going: int
    """Departures that take place."""
    months: tuple[MonthLinkView, ...]
    """The months to choose from, this one among them."""
    first: date
    previous: MonthLinkView | None
    next: MonthLinkView | None


class HourView(NamedTuple):
    """The departures of one start."""

    at: time
    anchor: str
    """The id of its heading: `h1430`."""
    rows: str = ROWS
    """Stands for them: `components/entry.html` writes them, after the page is rendered."""


class PartOfDayView(NamedTuple):
    """The morning, the afternoon or the evening of a day with many departures."""

    label: str
    url: str
    """Of its first hour."""
    going: int


class DayView(NamedTuple):
    """A page of a day."""

    on: date
    today: bool
    label: str
    """`Samedi 5 décembre 2026`."""
    going: int
    """Departures of the day that take place."""
    parts: tuple[PartOfDayView, ...]
    """Where the day is long; may be empty."""
    hours: tuple[HourView, ...]
    """Of this page."""
    previous: LinkView | None
    """The last day with departures before it."""
    next: LinkView | None
    month: MonthLinkView
    list: str
    """The address of the list of offers narrowed down to that day; a script is needed for that."""
    pager: PagerView
