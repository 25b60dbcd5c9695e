"""The page of an offer: its dates month by month, and what a visitor takes along from it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import pytest
from catalogue.pages.form_views import FormDepartureView
from jinja2 import Environment

from .reading import Page, plain
from .test_components import environments, parse, render

__all__ = ["environments"]

Pages = Mapping[str, Page]
PARIS = ZoneInfo("Europe/Paris")


def departures(*starts: datetime) -> tuple[FormDepartureView, ...]:
    return tuple(
        FormDepartureView(f"quays-{at:%Y%m%dT%H%M}", at, "fr", "open", None, False, "")
        for at in starts
    )


def every(days: int, count: int, first: datetime) -> tuple[FormDepartureView, ...]:
    return departures(*(first + timedelta(days * number) for number in range(count)))


def months(root: Element) -> list[tuple[str, int]]:
    """Each month under its name, with the number of its departures."""
    found = (one for one in root.iter("fieldset") if one.get("class") == "c-month")
    return [("".join(next(one.iter("legend")).itertext()), len(list(one.iter("input")))) for one in found]


def choice(env: Environment, lang: str, chosen: Sequence[FormDepartureView]) -> tuple[Element, Element | None]:
    """The departures to choose from, and those of them that are not in sight."""
    root = parse(render(env, lang, "departure_choice", "departure_choice(given, lang)", given=chosen))
    return root, next(root.iter("details"), None)


def test_departures_stand_under_their_month_and_its_year(environments: dict[str, Environment]) -> None:
    first = datetime(2026, 11, 28, 14, tzinfo=PARIS)
    starts = (first, first.replace(month=12, day=1, hour=9, minute=30), first.replace(month=12, day=5))
    root, _ = choice(environments["fr"], "fr", departures(*starts, first.replace(2027, 12, 4)))
    assert months(root) == [("novembre 2026", 1), ("décembre 2026", 2), ("décembre 2027", 1)]
    days = [plain("".join(one.itertext())) for one in root.iter("time")]
    assert days == ["sam. 28 14 h", "mar. 1er 9 h 30", "sam. 5 14 h", "sam. 4 14 h"]


@pytest.mark.parametrize(("count", "in_sight"), [(0, 0), (1, 1), (8, 8), (9, 5), (26, 5)])
def test_a_few_departures_are_all_in_sight_and_of_many_whole_months(
    environments: dict[str, Environment], count: int, in_sight: int
) -> None:
    root, rest = choice(environments["fr"], "fr", every(7, count, datetime(2027, 3, 27, 14, 30, tzinfo=PARIS)))
    hidden = len(list(rest.iter("input"))) if rest is not None else 0
    assert (len(list(root.iter("input"))), hidden) == (count, count - in_sight)


def test_a_month_with_too_many_departures_is_cut_and_named_again(environments: dict[str, Environment]) -> None:
    root, rest = choice(environments["fr"], "fr", every(1, 30, datetime(2027, 3, 1, 14, 30, tzinfo=PARIS)))
    assert rest is not None
    assert months(root) == [("mars 2027", 6), ("mars 2027", 24)]
    assert "24 autres dates, jusqu’en mars 2027" in plain("".join(rest.itertext()))


def test_what_is_full_or_cancelled_says_so_and_cannot_be_chosen(environments: dict[str, Environment]) -> None:
    given = every(7, 3, datetime(2027, 3, 6, 14, 30, tzinfo=PARIS))
    given = (given[0]._replace(status="full"), given[1]._replace(status="cancelled"), given[2])
    root, _ = choice(environments["fr"], "fr", given)
    told = [(next(one.iter("input")).get("disabled"), plain("".join(one.itertext()))) for one in root.iter("li")]
    assert [shut is not None for shut, _ in told] == [True, True, False]
    assert told[0][1].endswith("Complet")
    assert told[1][1].endswith("Annulé")


def test_the_next_departure_is_taken_along_as_a_calendar_file(pages: Pages) -> None:
    page = pages["/fr/visites/quais/"]
    (link,) = (one for one in page.all("a") if one.get("download"))
    assert link.get("download") == "quays.ics"
    scheme, _, content = link.get("href", "").partition(",")
    assert scheme == "data:text/calendar;charset=utf-8"
    lines = unquote(content).replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    said = dict(line.split(":", 1) for line in lines[3:-3])
    chosen = next(one for one in page.all("input", name="departure") if one.get("disabled") is None)
    assert said["UID"] == f"{chosen.get('value')}@visits.example.org"
    row = next(one for one in page.all("li") if chosen in one.iter())
    start = next(row.iter("time")).get("datetime", "")
    utc = datetime.fromisoformat(start).astimezone(ZoneInfo("UTC"))
    assert said["DTSTART"] == f"{utc:%Y%m%dT%H%M%SZ}"
    assert said["URL"].endswith("/fr/visites/quais/")
    assert not re.search(r'[\s<>"\\^`{|}]', link.get("href", ""))


def test_a_virtual_visit_takes_no_place_along(pages: Pages) -> None:
    (link,) = (one for one in pages["/fr/visites/bobines/"].all("a") if one.get("download"))
    assert "LOCATION" not in link.get("href", "")


def test_somebody_is_told_of_the_offer_by_mail(pages: Pages) -> None:
    page = pages["/en/visits/quays/"]
    (link,) = (one for one in page.all("a") if one.get("href", "").startswith("mailto:?"))
    said = parse_qs(urlsplit(link.get("href", "")).query)
    assert said["subject"] == [next(one.text for one in page.all("h1"))]
    assert said["body"][0].endswith("/en/visits/quays/")


@pytest.mark.parametrize("url", ["/fr/visites/quais/", "/fr/visites/bobines/", "/en/visits/quays/"])
def test_the_poster_tells_when_how_long_how_much_and_where(pages: Pages, url: str) -> None:
    (stub,) = pages[url].all("dl", class_="c-bill__stub c-perforation")
    assert len(list(stub.iter("dt"))) == len(list(stub.iter("dd"))) == 4
    assert all("".join(one.itertext()).strip() for one in stub.iter("dd"))
