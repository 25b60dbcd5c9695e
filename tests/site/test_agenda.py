"""The agenda as it is built: months as tables of days, days as lists of hours, and the ways between them."""

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from catalogue.pages.agenda import ROWS_A_PAGE, weeks_of

from .building import SAMPLE, Run, built, run_build
from .reading import Page, plain, read_site, text_of

Pages = Mapping[str, Page]

TODAY = "2027-03-14"
CROWDED = "2027-04-03"
CROWD = ROWS_A_PAGE + 10
AGENDAS = {"fr": "/fr/agenda/", "en": "/en/calendar/"}
DAY = re.compile(r"/(\d{4}-\d\d-\d\d)/$")
OFFER = """\
---
title: Une foule de départs
slug: foule
summary: Une visite qui part à toutes les minutes ou presque, pour que sa journée ne tienne pas sur une seule page.
come: RER C, gare d’Ivry-sur-Seine.
type: walk
themes: [river]
territory: val-de-marne
commune: Ivry-sur-Seine
partner: rives
languages: [fr]
duration_minutes: 30
meeting_point: {{name: "Gare d’Ivry", address: "1 place de la Gare, 94200 Ivry-sur-Seine", lat: 48.8139, lon: 2.3914}}
capacity: 20
party_max: 6
tariffs: [{{id: adult, price_cents: 750}}]
departures:
{dates}
---
On part.
"""
ENGLISH = """\
---
title: A crowd of departures
slug: crowd
summary: A visit that leaves nearly every minute, so that its day does not fit on one page.
come: RER C, Ivry-sur-Seine station.
---
Off we go.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The sample in the middle of a month, with a day of many departures besides."""
    folder = tmp_path_factory.mktemp("agenda")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    starts = [f"{9 + n // 20:02d}:{3 * (n % 20):02d}" for n in range(CROWD - 1)]
    dates = "\n".join(f'  - {{on: {CROWDED}, at: "{at}"}}' for at in starts)
    full = f'  - {{on: {CROWDED}, at: "20:30", status: full}}'
    (content / "offers" / "crowd.fr.md").write_text(OFFER.format(dates=f"{dates}\n{full}"))
    (content / "offers" / "crowd.en.md").write_text(ENGLISH)
    return read_site(built(run_build(folder, content, BUILD_DAY=TODAY)).output)


@pytest.fixture
def sample_pages(sample: Run) -> Pages:
    """The sample as all other tests have it: at the first of the month, without the crowd."""
    return read_site(sample.output)


def followed(pages: Pages, url: str, way: str) -> list[str]:
    """The addresses that one comes by from a page, going on by its `next` or its `prev`."""
    found = [url]
    while ways := [one.get("href", "") for one in neighbours(pages[found[-1]]) if one.get("rel") == way]:
        found += ways
    return found


def neighbours(page: Page) -> list[Element]:
    (nav,) = (one for one in page.all("nav") if one.get("aria-label") in NEIGHBOURS)
    return list(nav.iter("a"))


NEIGHBOURS = {"Mois voisins", "Jours voisins", "Months before and after", "Days before and after"}


def cells(page: Page) -> Iterator[tuple[str, Element]]:
    """The days of a month that have departures, each with the address of its page."""
    for cell in page.all("td"):
        links = [one.get("href", "") for one in cell.iter("a") if one.get("class") == "c-month__link"]
        if links:
            yield links[0], cell


def entries(page: Page) -> list[Element]:
    return [row for some in page.all("ul", class_="c-entries") for row in some]


def rows(pages: Pages, url: str) -> list[str]:
    """The departures of a day, on all its pages."""
    found = [text_of(one) for one in entries(pages[url])]
    further = [other for other in pages if other.startswith(f"{url}page/")]
    return found + [row for other in sorted(further) for row in rows(pages, other)]


@pytest.mark.parametrize("lang", AGENDAS)
def test_a_month_is_a_table_whose_weeks_begin_on_monday(pages: Pages, lang: str) -> None:
    page = pages[AGENDAS[lang]]
    headings = page.all("th", scope="col")
    assert len(headings) == 7
    assert "".join(headings[0].itertext()).lower().endswith({"fr": "lundi", "en": "monday"}[lang])
    assert text_of(page.one("caption")) == text_of(page.one("h1")) == {"fr": "Mars 2027", "en": "March 2027"}[lang]
    assert all(len(list(row)) == 7 for row in page.all("tr"))


@pytest.mark.parametrize(("lang", "first"), [("fr", 0), ("en", 0), ("es", 0), ("de", 0), ("pt_BR", 6), ("ar_EG", 5)])
def test_a_week_begins_when_it_does_where_the_language_is_spoken(lang: str, first: int) -> None:
    weeks = list(weeks_of(date(2027, 2, 1), lang))
    assert {week[0].weekday() for week in weeks} == {first}
    assert all((week[-1] - week[0]).days == 6 for week in weeks)
    assert {date(2027, 2, day) for day in range(1, 29)} <= {day for week in weeks for day in week}
    assert all(any(day.month == 2 for day in week) for week in weeks)


@pytest.mark.parametrize("lang", AGENDAS)
def test_a_day_of_a_month_tells_how_many_departures_its_page_has_and_leads_there(pages: Pages, lang: str) -> None:
    seen = set()
    for month in followed(pages, AGENDAS[lang], "next"):
        for url, cell in cells(pages[month]):
            off = sum("Annulé" in row or "Cancelled" in row for row in rows(pages, url))
            going = len(rows(pages, url)) - off
            assert str(going) in text_of(cell) or not going
            seen.add(url)
    assert seen == {url for url in pages if DAY.search(url) and url.startswith(AGENDAS[lang])}


def test_few_departures_are_told_in_the_table_and_many_are_counted(pages: Pages) -> None:
    told = dict(cells(pages["/fr/agenda/2027-04/"]))
    few = plain(text_of(told["/fr/agenda/2027-04-04/"]))
    assert "14 h 30 Les quais" in few
    assert "1 départ" in few
    many = plain(text_of(told[f"/fr/agenda/{CROWDED}/"]))
    assert many == f"3 {CROWD} départs"


def test_today_is_told_in_words_and_days_that_are_past_are_empty(pages: Pages) -> None:
    page = pages["/fr/agenda/"]
    (today,) = (cell for cell in page.all("td") if "is-today" in (cell.get("class") or ""))
    assert "aujourd’hui" in text_of(today)
    assert next(today.iter("a")).get("aria-current") == "date"
    past = [cell for cell in page.all("td") if "is-past" in (cell.get("class") or "")]
    assert [text_of(cell) for cell in past] == [str(day) for day in range(1, 14)]


@pytest.mark.parametrize("lang", AGENDAS)
def test_months_lead_on_to_the_last_that_has_departures_and_back(pages: Pages, lang: str) -> None:
    own = AGENDAS[lang]
    onwards = followed(pages, own, "next")
    assert onwards == [own, *(f"{own}2027-{month}/" for month in ("04", "05", "06"))]
    assert followed(pages, onwards[-1], "prev") == onwards[::-1]


@pytest.mark.parametrize("lang", AGENDAS)
def test_days_lead_on_to_the_next_that_has_departures_and_back(pages: Pages, lang: str) -> None:
    days = sorted(url for url in pages if DAY.search(url) and url.startswith(AGENDAS[lang]))
    assert len(days) > 10
    assert followed(pages, days[0], "next") == days
    assert followed(pages, days[-1], "prev") == days[::-1]


def test_who_kept_the_date_of_the_present_month_finds_it_there(pages: Pages) -> None:
    kept, own = pages["/fr/agenda/2027-03/"], pages["/fr/agenda/"]
    assert kept.noindex
    assert not own.noindex
    assert [text_of(one) for one in kept.all("td")] == [text_of(one) for one in own.all("td")]


def test_a_departure_tells_all_that_one_chooses_by(pages: Pages) -> None:
    (row,) = rows(pages, "/fr/agenda/2027-03-21/")
    assert plain(row) == "Les quais <& leurs échos> dès 3 € Ivry-sur-Seine · 1 h 30 · en français"
    (hour,) = pages["/fr/agenda/2027-03-21/"].all("h2")
    assert plain(text_of(hour)) == "14 h 30"


def test_a_moved_departure_stands_on_its_new_day(pages: Pages) -> None:
    assert "/fr/agenda/2027-03-14/" in pages
    assert plain(text_of(pages["/fr/agenda/2027-03-14/"].all("h2")[0])) == "11 h"


def test_cancelled_and_full_departures_say_so(pages: Pages, sample_pages: Pages) -> None:
    cancelled = sample_pages["/fr/agenda/2027-03-05/"]
    assert rows(sample_pages, cancelled.url)[0].endswith("Annulé")
    assert "Annulé" in text_of(dict(cells(sample_pages["/fr/agenda/"]))[cancelled.url])
    assert rows(pages, f"/fr/agenda/{CROWDED}/")[-1].endswith("Complet")


def test_a_long_day_goes_over_pages_and_leads_to_its_parts(pages: Pages) -> None:
    url = f"/fr/agenda/{CROWDED}/"
    first, second = pages[url], pages[f"{url}page/2/"]
    assert [len(entries(page)) for page in (first, second)] == [ROWS_A_PAGE, CROWD - ROWS_A_PAGE]
    hours = [text_of(one) for page in (first, second) for one in page.all("h2") if one.get("id")]
    assert len(hours) == len(set(hours)) == CROWD
    parts = [one.get("href", "") for one in first.all("a", class_="c-tag c-tags__link")]
    assert [part.partition("#")[0] for part in parts] == [url, url, f"{url}page/2/"]
    for part in parts:
        page, _, anchor = part.partition("#")
        assert pages[page].all("h2", id=anchor)


def test_a_day_leads_to_the_list_that_a_script_narrows_down_to_it(pages: Pages) -> None:
    links = {one.get("href") for one in pages[f"/fr/agenda/{CROWDED}/"].all("a")}
    assert f"/fr/visites/?from={CROWDED}&to={CROWDED}" in links


def test_a_day_is_not_told_to_engines_and_yet_leads_to_its_translations(pages: Pages) -> None:
    page = pages[f"/fr/agenda/{CROWDED}/"]
    assert page.noindex
    assert not page.alternates
    assert not page.data
    assert f"/en/calendar/{CROWDED}/" in {one.get("href") for one in page.all("a", hreflang="en")}
