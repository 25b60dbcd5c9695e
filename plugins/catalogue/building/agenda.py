"""The agenda: the departures of all offers, a page a month, and pages a day. A batch is one page in one language."""

import marshal
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from .. import urls
from ..digests import SIZE, digest
from ..pages.agenda import ROWS_A_PAGE, SHOWN_MOST, AgendaPages, DayPlan, MonthPlan, numbered
from ..pages.briefs import Lazily
from ..pages.plan import Page
from .batches import Batch, Files, Part
from .days import Counts, Row
from .derive import WITHOUT_SHARING

if TYPE_CHECKING:
    from .edition import Edition

DAY, MONTH = KINDS = "day", "month"
Months = dict[str, dict[str, list[int]]]
"""By language and month, as `2026-12`: its days with departures."""


class Agenda:
    """The batches of the agenda of an edition."""

    def __init__(self, edition: "Edition") -> None:
        self.edition, self.languages = edition, edition.languages
        self.days, self.briefs = edition.shelf.days, edition.briefs
        self.today = edition.parts.given.build_day
        self.this_month = month_of(self.today.toordinal())
        self.counts: dict[int, Counts] = dict(self.days.before)
        for day in self.days.touched:
            self.counts[day] = self._counted(day)
            if not any(rows for rows, _ in self.counts[day]):
                del self.counts[day]
        self.months = self._months(self.counts)
        self._of = {lang: [day for days in some.values() for day in days] for lang, some in self.months.items()}
        self._cards = {lang: Lazily(partial(self._card, lang)) for lang in self.languages}
        self.pages = {lang: AgendaPages(pages, edition.parts.press) for lang, pages in edition.pages.items()}

    def _counted(self, day: int) -> Counts:
        return tuple(
            (len(rows), sum(status != "cancelled" for _, _, status, _ in rows))
            for rows in (self._rows(lang, day) for lang in self.languages)
        )

    def _rows(self, lang: str, day: int) -> list[Row]:
        rows = self.days.rows(day)
        if self.edition.listings.whole(lang):
            return rows
        return [row for row in rows if lang in self.briefs[row[1]].said]

    def _card(self, lang: str, own_id: str) -> bytes:
        return self.briefs[own_id].said[lang].card[:SIZE]

    def _months(self, counts: Mapping[int, Counts]) -> Months:
        """The present month is there whatever it has."""
        found: Months = {lang: {self.this_month: []} for lang in self.languages}
        for day in sorted(counts):
            month = month_of(day)
            for lang, (rows, _) in zip(self.languages, counts[day], strict=True):
                if rows:
                    found[lang].setdefault(month, []).append(day)
        return found

    def widened(self, part: Part | None) -> Part | None:
        """A part with what the agenda shows of its days elsewhere: in their months, and as the next day of another."""
        if part is None:
            return None
        before, now = self._months(self.days.before), self.months
        touched = {int(own_id) for kind, own_id in part.lists if kind == DAY} | self.days.changed
        months = {month_of(day) for day in touched}
        if _named(before) != _named(now):
            months |= {month for some in (*before.values(), *now.values()) for month in some}
            part = replace(part, others=None if part.others is None else {*part.others, "sitemap"})
        near = {other for day in touched if self._turned(day) for other in self._near(day)}
        more = [(MONTH, month) for month in months] + [(DAY, str(day)) for day in near | touched]
        return replace(part, lists={**part.lists, **dict.fromkeys(more)})

    def _turned(self, day: int) -> bool:
        """Whether a day has got departures in a language, or lost them."""
        none = tuple((0, 0) for _ in self.languages)
        before, now = (counts.get(day, none) for counts in (self.days.before, self.counts))
        return [bool(rows) for rows, _ in before] != [bool(rows) for rows, _ in now]

    def _near(self, day: int) -> Iterator[int]:
        for lang in self.languages:
            yield from filter(None, self._beside(lang, day))

    def _beside(self, lang: str, day: int) -> tuple[int, int]:
        """The days with departures before and after a day; 0: none."""
        days = self._of[lang]
        before, after = bisect_left(days, day), bisect_right(days, day)
        return days[before - 1] if before else 0, days[after] if after < len(days) else 0

    def addresses(self) -> Iterator[tuple[str, bool]]:
        """The addresses of all its pages, and whether search engines are told of each."""
        for place, lang in enumerate(self.languages):
            yield urls.agenda(lang), True
            yield from ((urls.agenda(lang, month), month != self.this_month) for month in self.months[lang])
            for day, counts in self.counts.items():
                own = urls.agenda(lang, written(day))
                yield from ((numbered(own, number), False) for number in range(1, _last(counts[place][0]) + 1))

    def batches(self, part: Part | None) -> Iterator[Batch]:
        """The batches of a part, or all."""
        for month in sorted({month for some in self.months.values() for month in some}):
            if part is None or (MONTH, month) in part.lists:
                yield from (self._month(lang, month) for lang in self.languages if month in self.months[lang])
        for day in sorted(self.counts):
            if part is None or (DAY, str(day)) in part.lists:
                # The languages in turn, as processes take batches in turn: one of them makes each row.
                for batches in zip_longest(*(self._day(lang, day) for lang in self.languages)):
                    yield from filter(None, batches)

    def _month(self, lang: str, month: str) -> Batch:
        place, days = self.languages.index(lang), self.months[lang][month]
        counts = {day: self.counts[day][place] for day in days}
        shown = {day: self._rows(lang, day) for day, (rows, _) in counts.items() if rows <= SHOWN_MOST}
        plan = MonthPlan(
            month=month,
            today=self.today if month == self.this_month else None,
            months=tuple(self.months[lang]),
            counts={day: going for day, (_, going) in counts.items()},
            shown=shown,
            languages=tuple(one for one in self.languages if month in self.months[one]),
        )
        cards = [self._cards[lang][own_id] for rows in shown.values() for _, own_id, _, _ in rows]
        known = digest(self.edition.known, repr(plan), *cards)
        return Batch(f"{lang}:{MONTH}:{month}:1", known, partial(self._month_pages, lang, plan))

    def _day(self, lang: str, day: int) -> Iterator[Batch]:
        rows = self._rows(lang, day)
        if not rows:
            return
        plan = self._planned(lang, day, rows)
        about, cards = digest(self.edition.known, repr(plan)), self._cards[lang]
        for number in range(1, _last(len(rows)) + 1):
            shown = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
            known = digest(about, marshal.dumps(shown, WITHOUT_SHARING), b"".join([cards[row[1]] for row in shown]))
            yield Batch(f"{lang}:{DAY}:{day}:{number}", known, partial(self._day_page, lang, plan, number, shown))

    def _planned(self, lang: str, day: int, rows: Sequence[Row]) -> DayPlan:
        before, after = self._beside(lang, day)
        minutes = [minute for minute, _, _, _ in rows]
        counts = zip(self.languages, self.counts[day], strict=True)
        return DayPlan(
            on=date.fromordinal(day),
            today=day == self.today.toordinal(),
            total=len(rows),
            going=self.counts[day][self.languages.index(lang)][1],
            previous=date.fromordinal(before) if before else None,
            next=date.fromordinal(after) if after else None,
            hours=tuple((minute, len(list(same))) for minute, same in groupby(minutes)),
            this_month=month_of(day) == self.this_month,
            pages={one: _last(total) for one, (total, _) in counts if total},
        )

    def _month_pages(self, lang: str, plan: MonthPlan) -> Files:
        return map(self._rendered, self.pages[lang].months(plan))

    def _day_page(self, lang: str, plan: DayPlan, number: int, rows: Sequence[Row]) -> Files:
        path, page = self._rendered(self.pages[lang].day(plan, number, rows))
        yield path, self.pages[lang].filled(page, rows)

    def _rendered(self, page: Page) -> tuple[str, bytes]:
        return page.path, self.edition.parts.press.render(self.edition.frame, page)


def month_of(day: int) -> str:
    """The month of a day: `2026-12`."""
    return written(day)[:7]


def written(day: int) -> str:
    """A day as `2026-12-05`."""
    return date.fromordinal(day).isoformat()


def _last(rows: int) -> int:
    return -(-rows // ROWS_A_PAGE)


def _named(months: Months) -> dict[str, list[str]]:
    return {lang: sorted(some) for lang, some in months.items()}
