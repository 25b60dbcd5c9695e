"""The pages of the agenda in one language: each month, each day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache, cached_property, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from babel import Locale

from .. import urls
from .agenda_views import ROWS, CellView, DayView, HourView, MonthLinkView, MonthView, PartOfDayView, ShownView
from .briefs import Lazily
from .formats import format_date
from .listings import pager
from .pages import LanguagePages
from .plan import Page
from .press import Press
from .views import CardView, LinkView

ROWS_A_PAGE = 150
"""Departures on a page of a day: about 10 KB, gzipped."""
SHOWN_MOST = 3
"""A day with so many departures tells them in the table of its month."""
SUNS = 4
"""Steps in which a day's number of departures shows."""
NOON, EVENING = 12 * 60, 18 * 60
LONG_DAY = 24
"""From so many departures on, a day leads to its parts."""

Row = tuple[int, str, str, str]
"""A departure: the minute of the day, its offer, its status, the language of its guide."""


class MonthPlan(NamedTuple):
    """What the page of a month depends on, besides the cards of `shown`."""

    month: str
    """`2026-12`."""
    today: date | None
    """Where it is in this month."""
    months: tuple[str, ...]
    """All that have a page in this language, the present one first."""
    counts: Mapping[int, int]
    """By day, as proleptic ordinals: departures that take place. Others have none at all."""
    shown: Mapping[int, Sequence[Row]]
    """The departures of days with few."""
    languages: tuple[str, ...]
    """Those that have this month."""


class DayPlan(NamedTuple):
    """What the pages of a day depend on, besides their rows and the cards of those."""

    on: date
    today: bool
    total: int
    going: int
    """Those that take place."""
    previous: date | None
    next: date | None
    hours: tuple[tuple[int, int], ...]
    """Minutes of the day, and how many departures start then."""
    this_month: bool
    """Whether its month is the present one."""
    pages: Mapping[str, int]
    """By language, how many pages it has; a language without departures is left out."""


class AgendaPages:
    """The pages of one language, each made when it is asked for."""

    def __init__(self, pages: LanguagePages, press: Press) -> None:
        self.site, self.say, self.presenter = pages.site, pages.say, pages.presenter
        self.lang = self.site.lang
        self.trail = (pages.home_link, LinkView(self.say("Agenda"), self.site.agenda))
        self._macro = partial(press.macro, self.lang, "components/entry.html")
        self._entries: Mapping[str, bytes] = Lazily(self._entry)
        self._ends: Mapping[tuple[str, str], bytes] = Lazily(lambda state: self._macro("entry_end")(*state).encode())

    @cached_property
    def _say_entry(self) -> Callable[..., str]:
        return self._macro("entry")

    def _entry(self, own_id: str) -> bytes:
        return self._say_entry(self._card(own_id), self.lang).encode()

    def _card(self, own_id: str) -> CardView:
        """Without its start, on which these pages must not depend: it changes with every day."""
        return self.presenter.cards[own_id]._replace(starts_local=None)

    def months(self, plan: MonthPlan) -> Iterator[Page]:
        """The page of a month. The present one is the agenda's own; whoever kept its date finds it there too."""
        view, present = self._month(plan), plan.month == plan.months[0]
        if present:
            yield self._month_page(view, self.site.agenda, {lang: urls.agenda(lang) for lang in plan.languages})
        addresses = {lang: urls.agenda(lang, plan.month) for lang in plan.languages}
        yield replace(self._month_page(view, urls.agenda(self.lang, plan.month), addresses), indexed=not present)

    def _month_page(self, view: MonthView, url: str, addresses: Mapping[str, str]) -> Page:
        own = url == self.site.agenda
        agenda = self.trail[-1].label
        return Page(
            lang=self.lang,
            url=url,
            addresses=addresses,
            template="agenda_month.html",
            title=agenda if own else f"{view.label} – {agenda}",
            description=self.say("{month} : les départs, jour par jour.").format(month=view.label),
            content={"month": view},
            trail=self.trail if own else (*self.trail, LinkView(view.label, url)),
        )

    def _month(self, plan: MonthPlan) -> MonthView:
        first = date.fromisoformat(f"{plan.month}-01")
        links = [
            self._month_link(date.fromisoformat(f"{one}-01"), present=one == plan.months[0]) for one in plan.months
        ]
        place, weeks = plan.months.index(plan.month), list(weeks_of(first, self.lang))
        return MonthView(
            label=links[place].label,
            weeks=tuple(tuple(self._cell(day, plan) for day in week) for week in weeks),
            weekdays=weeks[0],
            going=sum(plan.counts.values()),
            months=tuple(links),
            first=first,
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < len(links) else None,
        )

    def _month_link(self, first: date, *, present: bool) -> MonthLinkView:
        label = _begun(format_date(first, self.say("LLLL y"), self.lang))
        return MonthLinkView(first, label, urls.agenda(self.lang, "" if present else f"{first:%Y-%m}"))

    def _cell(self, day: date, plan: MonthPlan) -> CellView | None:
        if f"{day:%Y-%m}" != plan.month:
            return None
        own = day.toordinal()
        going = plan.counts.get(own, 0)
        return CellView(
            on=day,
            today=day == plan.today,
            past=plan.today is not None and day < plan.today,
            url=urls.agenda(self.lang, day.isoformat()) if own in plan.counts else "",
            going=going,
            sun=-(-SUNS * going // max(SUNS, *plan.counts.values())) if going else 0,
            shown=tuple(map(self._shown, plan.shown.get(own, ()))),
        )

    def _shown(self, row: Row) -> ShownView:
        minute, own_id, status, _ = row
        card = self._card(own_id)
        return ShownView(at=_time(minute), title=card.title, url=card.url, territory=card.territory.id, status=status)

    def day(self, plan: DayPlan, number: int, rows: Sequence[Row]) -> Page:
        """A page of a day, from 1. It is not told to search engines: it is gone with its day, and all it says stays
        on the pages of offers and of months."""
        label, url = self._day_label(plan.on), urls.agenda(self.lang, plan.on.isoformat())
        return Page(
            lang=self.lang,
            url=numbered(url, number),
            addresses={
                lang: numbered(urls.agenda(lang, plan.on.isoformat()), number)
                for lang, last in plan.pages.items()
                if number <= last
            },
            template="agenda_day.html",
            title=label if number == 1 else f"{label} – {self.say('Page')} {number}",
            description=self.say("{day} : les départs, heure par heure.").format(day=label),
            content={"day": self._day(plan, number, rows)},
            trail=(*self.trail, LinkView(label, url)),
            indexed=False,
        )

    def _day(self, plan: DayPlan, number: int, rows: Sequence[Row]) -> DayView:
        url = urls.agenda(self.lang, plan.on.isoformat())
        last = plan.pages[self.lang]
        return DayView(
            on=plan.on,
            today=plan.today,
            label=self._day_label(plan.on),
            going=plan.going,
            parts=tuple(self._parts(plan, url)) if plan.total >= LONG_DAY else (),
            hours=tuple(HourView(_time(minute), _anchor(minute)) for minute in dict.fromkeys(map(itemgetter(0), rows))),
            previous=self._day_link(plan.previous),
            next=self._day_link(plan.next),
            month=self._month_link(plan.on.replace(day=1), present=plan.this_month),
            list=f"{self.site.offers}?from={plan.on}&to={plan.on}",
            pager=pager(number, last, plan.total, partial(numbered, url)),
        )

    def _day_label(self, on: date) -> str:
        pattern = self.say("EEEE d MMMM y") if on.day > 1 else self.say("EEEE d'er' MMMM y")
        return _begun(format_date(on, pattern, self.lang))

    def _day_link(self, on: date | None) -> LinkView | None:
        if on is None:
            return None
        label = format_date(on, self.say("EEE d MMM") if on.day > 1 else self.say("EEE d'er' MMM"), self.lang)
        return LinkView(label, urls.agenda(self.lang, on.isoformat()))

    def _parts(self, plan: DayPlan, url: str) -> Iterator[PartOfDayView]:
        labels = (self.say("Matin"), self.say("Après-midi"), self.say("Soirée"))
        begun = 0
        for part, some in groupby(plan.hours, lambda hour: (hour[0] >= NOON) + (hour[0] >= EVENING)):
            hours = list(some)
            page, count = numbered(url, begun // ROWS_A_PAGE + 1), sum(count for _, count in hours)
            yield PartOfDayView(labels[part], f"{page}#{_anchor(hours[0][0])}", count)
            begun += count

    def filled(self, page: bytes, rows: Sequence[Row]) -> bytes:
        """A page of a day with its rows in their places: a template would be dear, for so many rows."""
        entries, ends = self._entries, self._ends
        pieces = iter(page.split(ROWS.encode()))
        found = [next(pieces)]
        for (_, same), piece in zip(groupby(rows, itemgetter(0)), pieces, strict=False):
            for _, own_id, status, language in same:
                found += entries[own_id], ends[status, language]
            found.append(piece)
        return b"".join(found)


def numbered(address: str, number: int) -> str:
    """The address of a page of several."""
    return address if number == 1 else f"{address}page/{number}/"


def weeks_of(first: date, lang: str) -> Iterator[tuple[date, ...]]:
    """The weeks of a month, whole ones: each begins on the day that it begins on where the language is spoken."""
    start = first - timedelta(days=(first.weekday() - Locale.parse(lang).first_week_day) % 7)
    while start < first or start.month == first.month:
        yield tuple(start + timedelta(days=n) for n in range(7))
        start += timedelta(days=7)


@cache
def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


@cache
def _anchor(minute: int) -> str:
    return f"h{minute // 60:02d}{minute % 60:02d}"


def _begun(words: str) -> str:
    """Words as a line begins with them."""
    return words[:1].upper() + words[1:]
