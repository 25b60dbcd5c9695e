"""Rules of every kind become days: the right ones, whatever the day of the build, over every odd night of the year."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from catalogue.model import NTH, WEEKDAYS, Rule
from catalogue.model.departures import Departure, unroll
from catalogue.model.recurrence import reaches, rule_days
from catalogue.reading.load import load
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.sample import BUILD_DAY, edit, faults_of, told
from tests.catalogue.test_departures import an_offer

PARIS = ZoneInfo("Europe/Paris")
PLACE = {"name": "Le port", "address": "Quai du Port, Nogent", "lat": 48.83, "lon": 2.48}


def rule(**fields: Any) -> Rule:
    return Rule.model_validate({"every": "sunday", "at": "10:00"} | fields)


def days_of(since: date, horizon: date, **fields: Any) -> list[str]:
    return [f"{day:%m-%d}" for day in rule_days(rule(**fields), since, horizon)]


def unrolled(build_day: date, **fields: Any) -> tuple[Departure, ...]:
    return unroll(an_offer({"every": "sunday", "at": "10:00"} | fields), build_day, PARIS)


NEW_YEAR = date(2027, 1, 1)
"""A Friday."""


@pytest.mark.parametrize(
    ("fields", "since", "horizon", "days"),
    [
        ({"nth": ("first",)}, NEW_YEAR, date(2027, 4, 30), ["01-03", "02-07", "03-07", "04-04"]),
        ({"nth": ("first", "third")}, NEW_YEAR, date(2027, 2, 28), ["01-03", "01-17", "02-07", "02-21"]),
        ({"nth": ("last",)}, NEW_YEAR, date(2027, 3, 31), ["01-31", "02-28", "03-28"]),
        ({"nth": ("fourth", "last")}, NEW_YEAR, date(2027, 2, 28), ["01-24", "01-31", "02-28"]),
        ({"every": "friday", "nth": ("first",)}, NEW_YEAR, date(2027, 1, 31), ["01-01"]),
        ({"every": "friday", "nth": ("first",)}, date(2027, 1, 2), date(2027, 2, 28), ["02-05"]),
        ({"every": "thursday", "nth": ("last",)}, date(2026, 12, 1), date(2027, 1, 31), ["12-31", "01-28"]),
        ({"every": "tuesday", "nth": ("last",)}, date(2028, 2, 1), date(2028, 2, 29), ["02-29"]),
        ({"interval": 2, "from": date(2026, 12, 20)}, NEW_YEAR, date(2027, 1, 31), ["01-03", "01-17", "01-31"]),
        ({"interval": 2, "from": date(2026, 12, 16)}, NEW_YEAR, date(2027, 1, 20), ["01-03", "01-17"]),
        ({"interval": 3, "from": date(2027, 1, 10)}, NEW_YEAR, date(2027, 2, 28), ["01-10", "01-31", "02-21"]),
        ({"every": "day"}, date(2027, 2, 26), date(2027, 3, 2), ["02-26", "02-27", "02-28", "03-01", "03-02"]),
        ({"every": "day"}, date(2028, 2, 28), date(2028, 3, 1), ["02-28", "02-29", "03-01"]),
        (
            {"every": "day", "interval": 3, "from": date(2026, 12, 29)}, NEW_YEAR, date(2027, 1, 10),
            ["01-01", "01-04", "01-07", "01-10"],
        ),
        ({"every": "day", "interval": 2, "from": date(2026, 12, 31)}, NEW_YEAR, date(2027, 1, 5), ["01-02", "01-04"]),
        ({"nth": ("first",), "except": (date(2027, 2, 7),)}, NEW_YEAR, date(2027, 3, 31), ["01-03", "03-07"]),
        ({"nth": ("first",), "until": date(2027, 2, 6)}, NEW_YEAR, date(2027, 3, 31), ["01-03"]),
        ({"from": date(2027, 1, 10), "until": date(2027, 1, 17)}, NEW_YEAR, NEW_YEAR, ["01-10", "01-17"]),
    ],
)  # fmt: skip
def test_a_rule_has_these_days(fields: dict[str, Any], since: date, horizon: date, days: list[str]) -> None:
    assert days_of(since, horizon, **fields) == days


@pytest.mark.parametrize(
    ("fields", "instants"),
    [
        ({"nth": ("last",), "at": "02:59", "from": date(2027, 10, 1), "until": date(2027, 10, 31)},
         ["2027-10-31T00:59"]),
        ({"every": "day", "at": "00:00", "from": date(2027, 12, 31), "until": date(2028, 1, 1)},
         ["2027-12-30T23:00", "2027-12-31T23:00"]),
        ({"every": "day", "at": "23:59", "from": date(2028, 2, 28), "until": date(2028, 3, 1)},
         ["2028-02-28T22:59", "2028-02-29T22:59", "2028-03-01T22:59"]),
        ({"every": "day", "at": "12:00", "from": date(2027, 3, 27), "until": date(2027, 3, 29)},
         ["2027-03-27T11:00", "2027-03-28T10:00", "2027-03-29T10:00"]),
    ],
)  # fmt: skip
def test_a_rule_keeps_its_hour_over_changes_of_clocks_midnight_and_leap_days(
    fields: dict[str, Any], instants: list[str]
) -> None:
    found = unrolled(date(2027, 3, 1), **fields)
    assert [f"{one.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M}" for one in found] == instants


def test_a_daily_rule_leaves_out_the_hour_that_the_clocks_leave_out() -> None:
    days = [f"{one.starts_local:%m-%d}" for one in unrolled(date(2027, 3, 27), every="day", at="02:30")]
    assert days[:3] == ["03-27", "03-29", "03-30"]


CHANGES = (
    {"on": date(2027, 1, 10), "capacity": 3, "language": "en"},
    {"on": date(2027, 1, 17), "status": "cancelled"},
    {"on": date(2027, 1, 24), "place": PLACE},
    {"on": date(2027, 1, 31), "status": "full"},
    {"on": date(2027, 2, 7), "moved_to": {"on": date(2027, 2, 8), "at": "11:30"}},
)


def test_changes_tell_what_is_different_on_single_days_and_keep_the_ids() -> None:
    plain = unrolled(NEW_YEAR, until=date(2027, 2, 14))
    found = unrolled(NEW_YEAR, until=date(2027, 2, 14), changes=CHANGES)
    assert [one.id for one in found] == [one.id for one in plain]
    assert [(one.capacity, one.language, one.status, one.place and one.place.name) for one in found] == [
        (12, "fr", "open", None),
        (3, "en", "open", None),
        (12, "fr", "cancelled", None),
        (12, "fr", "open", "Le port"),
        (12, "fr", "full", None),
        (12, "fr", "open", None),
        (12, "fr", "open", None),
    ]
    assert found[5].starts_local == datetime(2027, 2, 8, 11, 30, tzinfo=PARIS)
    assert found[5].id == "kayak-20270207T1000"


@pytest.mark.parametrize("build_day", [date(2027, 2, 7), date(2027, 2, 8), date(2026, 6, 1)])
def test_a_moved_departure_of_a_rule_is_there_though_its_first_day_is_not_in_range(build_day: date) -> None:
    moved = ({"on": date(2027, 2, 7), "moved_to": {"on": max(build_day, date(2026, 6, 2)), "at": "18:00"}},)
    ids = [one.id for one in unrolled(build_day, changes=moved)]
    assert ids.count("kayak-20270207T1000") == 1


def test_a_whole_rule_may_have_a_place_of_its_own_and_a_date_too() -> None:
    found = unroll(
        an_offer(
            {"every": "sunday", "at": "10:00", "place": PLACE, "until": date(2027, 1, 3)},
            {"on": date(2027, 1, 4), "at": "10:00", "place": PLACE | {"name": "La gare"}, "status": "full"},
        ),
        NEW_YEAR,
        PARIS,
    )
    assert [(one.place and one.place.name, one.status) for one in found] == [("Le port", "open"), ("La gare", "full")]


def test_the_horizon_is_the_taxonomys() -> None:
    offer = an_offer({"every": "day", "at": "10:00"})
    assert [len(unroll(offer, NEW_YEAR, PARIS, days)) for days in (7, 30)] == [8, 31]


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    fields: dict[str, Any] = {"every": draw(st.sampled_from([*WEEKDAYS, "day"]))}
    if fields["every"] != "day" and draw(st.booleans()):
        fields["nth"] = tuple(draw(st.lists(st.sampled_from(NTH), min_size=1, unique=True)))
    elif draw(st.booleans()):
        fields |= {"interval": draw(st.integers(1, 20)), "from": draw(days)}
    fields["except"] = tuple(draw(st.lists(days, max_size=4)))
    return rule(**fields)


def is_meant(rule: Rule, day: date) -> bool:
    """Whether a rule has a day, told the long way."""
    if rule.every not in ("day", WEEKDAYS[day.weekday()]) or day in rule.except_ or day < (rule.from_ or day):
        return False
    if rule.nth:
        rank = (day.day - 1) // 7
        is_last = day.day + 7 > monthrange(day.year, day.month)[1]
        return (rank < 4 and NTH[rank] in rule.nth) or (is_last and "last" in rule.nth)
    if rule.interval == 1 or rule.from_ is None:
        return True
    first = next(day for day in (rule.from_ + timedelta(n) for n in range(7))
                 if rule.every in ("day", WEEKDAYS[day.weekday()]))  # fmt: skip
    return (day - first).days % (rule.interval * (1 if rule.every == "day" else 7)) == 0


@given(rule=rules(), since=days, length=st.integers(0, 120))
def test_any_rule_has_the_days_that_are_meant_and_no_others(rule: Rule, since: date, length: int) -> None:
    all_days = [since + timedelta(days=n) for n in range(length + 1)]
    assert list(rule_days(rule, since, all_days[-1])) == [day for day in all_days if is_meant(rule, day)]


@given(rule=rules(), day=days)
def test_a_rule_reaches_the_days_that_it_has(rule: Rule, day: date) -> None:
    assert reaches(rule, day) == is_meant(rule, day)


@given(rule=rules(), build_day=days, later=st.integers(1, 60))
def test_the_days_of_a_rule_do_not_depend_on_the_day_of_the_build(rule: Rule, build_day: date, later: int) -> None:
    end, next_build = build_day + timedelta(days=90), build_day + timedelta(days=later)
    before = [day for day in rule_days(rule, build_day, end) if day >= next_build]
    assert list(rule_days(rule, next_build, end)) == before


LATE_MEETINGS = {
    "two intervals": (
        '{every: monday, interval: 9, from: 2027-01-04, at: "19:00"}',
        '{every: monday, interval: 20, from: 2027-02-01, at: "19:00"}',
        "departures.2: two departures at 2029-10-08 19:00",
    ),
    "an interval and a month's": (
        '{every: monday, interval: 51, from: 2027-01-04, at: "19:00"}',
        '{every: monday, nth: [first], from: 2027-02-01, at: "19:00"}',
        "departures.2: two departures at 2030-12-02 19:00",
    ),
    "the spring gap": (
        '{every: sunday, interval: 12, from: 2027-04-04, at: "02:30"}',
        '{every: monday, at: "19:00"}',
        "departures.1: the clocks go forward: 2030-03-31 02:30",
    ),
}


@pytest.mark.parametrize("name", LATE_MEETINGS)
def test_what_meets_years_ahead_is_told_the_day_that_it_is_proposed_and_stops_no_build(
    content: Path, name: str
) -> None:
    first, second, sentence = LATE_MEETINGS[name]
    edit(content, "offers/studios.fr.md", '{every: monday, at: "19:00"}', f"{first}\n  - {second}")
    [fault] = told(content, "en")
    assert sentence in fault
    day = date.fromisoformat(re.findall(r"20\d\d-\d\d-\d\d", fault)[0])
    assert (day - BUILD_DAY).days > 300
    found = load(content, day - timedelta(days=1)).departures["studios"]
    assert len({one.starts_at for one in found}) == len(found)


@pytest.mark.parametrize("horizon", [7, 180, 730])
def test_no_horizon_stops_a_build(content: Path, horizon: int) -> None:
    edit(content, "taxonomy.yaml", "currency: EUR\n", f"currency: EUR\nhorizon_days: {horizon}\n")
    edit(content, "offers/studios.fr.md", 'every: monday, at: "19:00"', 'every: day, at: "02:30"')
    assert [one.code for one in faults_of(content)] == ["gap"]
    assert len(load(content, BUILD_DAY).departures["studios"]) > horizon - 3


@given(forms=st.lists(rules(), min_size=1, max_size=3), build_day=days, at=st.sampled_from(["02:30", "10:00"]))
@settings(deadline=None)
def test_no_rules_stop_the_build_of_any_night(forms: list[Rule], build_day: date, at: str) -> None:
    same = [form.model_dump(by_alias=True, exclude_defaults=True) | {"at": at} for form in forms]
    found = unroll(an_offer(*same), build_day, PARIS)
    assert len({one.starts_at for one in found}) == len(found)
    assert len({one.id for one in found}) == len(found)
