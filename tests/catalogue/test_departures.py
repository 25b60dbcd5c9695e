"""Dates and rules become departures: stable ids, right times on every night of the year."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from catalogue.model import WEEKDAYS, Offer
from catalogue.model.departures import Departure, place, starts, unroll
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.catalogue.sample import BUILD_DAY, edit, load_sample

PARIS = ZoneInfo("Europe/Paris")


def an_offer(*forms: dict[str, Any], **facts: Any) -> Offer:
    values: dict[str, Any] = {
        "id": "kayak",
        "type": "virtual",
        "themes": ("river",),
        "territory": "val-de-marne",
        "commune": "Joinville-le-Pont",
        "partner": "rameurs",
        "languages": ("fr",),
        "duration_minutes": 120,
        "capacity": 12,
        "tariffs": ({"id": "adult", "price_cents": 2500},),
        "cancellation": (),
        "departures": forms,
        "words": {},
        "terms": "0" * 16,
    }
    return Offer.model_validate(values | facts)


def single(on: date, at: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "at": at, **more}


def unrolled(*forms: dict[str, Any], build_day: date = BUILD_DAY, **facts: Any) -> tuple[Departure, ...]:
    return unroll(an_offer(*forms, **facts), build_day, PARIS)


def misfits(*forms: dict[str, Any]) -> list[tuple[str, str]]:
    """The starts that cannot be, which `unroll` leaves out."""
    wanted = list(starts(an_offer(*forms), BUILD_DAY))
    placed, left_out = place(wanted, PARIS)
    assert len(unrolled(*forms)) == len(placed) == len(wanted) - len(left_out)
    return [(one.kind, f"{one.start.local:%Y-%m-%d %H:%M}") for one in left_out]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("on", "at", "starts_at", "starts_local"),
    [
        (date(2027, 1, 5), "14:30", utc(2027, 1, 5, 13, 30), "2027-01-05T14:30:00+01:00"),
        (date(2027, 7, 5), "14:30", utc(2027, 7, 5, 12, 30), "2027-07-05T14:30:00+02:00"),
        (date(2027, 7, 5), "00:00", utc(2027, 7, 4, 22, 0), "2027-07-05T00:00:00+02:00"),
        (date(2028, 2, 29), "23:59", utc(2028, 2, 29, 22, 59), "2028-02-29T23:59:00+01:00"),
        (date(2027, 3, 28), "01:59", utc(2027, 3, 28, 0, 59), "2027-03-28T01:59:00+01:00"),
        (date(2027, 3, 28), "03:00", utc(2027, 3, 28, 1, 0), "2027-03-28T03:00:00+02:00"),
        (date(2027, 10, 31), "01:59", utc(2027, 10, 30, 23, 59), "2027-10-31T01:59:00+02:00"),
        (date(2027, 10, 31), "02:30", utc(2027, 10, 31, 0, 30), "2027-10-31T02:30:00+02:00"),
        (date(2027, 10, 31), "03:00", utc(2027, 10, 31, 2, 0), "2027-10-31T03:00:00+01:00"),
    ],
)
def test_a_local_start_becomes_one_instant(on: date, at: str, starts_at: datetime, starts_local: str) -> None:
    [departure] = unrolled(single(on, at))
    assert departure.starts_at == starts_at
    assert departure.starts_local.isoformat() == starts_local
    assert departure.id == f"kayak-{on:%Y%m%d}T{at.replace(':', '')}"


def test_the_end_and_the_cut_off_are_counted_in_elapsed_time_over_both_changes() -> None:
    spring, autumn = unrolled(
        single(date(2027, 3, 28), "01:30"), single(date(2027, 10, 31), "01:30"), cut_off_minutes=150
    )
    assert (spring.ends_at, spring.ends_at.astimezone(PARIS).isoformat()) == (
        utc(2027, 3, 28, 2, 30),
        "2027-03-28T04:30:00+02:00",
    )
    assert autumn.ends_at.astimezone(PARIS).isoformat() == "2027-10-31T02:30:00+01:00"
    assert spring.closes_at == spring.starts_at - timedelta(minutes=150)


def test_a_start_inside_the_spring_gap_is_left_out() -> None:
    assert misfits(single(date(2027, 3, 28), "02:30")) == [("gap", "2027-03-28 02:30")]


def test_on_the_autumn_hour_the_second_departure_takes_the_second_occurrence() -> None:
    first, second = unrolled(single(date(2027, 10, 31), "02:30"), single(date(2027, 10, 31), "02:30", capacity=3))
    assert (first.id, first.starts_at) == ("kayak-20271031T0230", utc(2027, 10, 31, 0, 30))
    assert (second.id, second.starts_at) == ("kayak-20271031T0230-b", utc(2027, 10, 31, 1, 30))
    assert second.starts_local.isoformat() == "2027-10-31T02:30:00+01:00"
    assert (first.capacity, second.capacity) == (12, 3)


def test_a_third_departure_on_the_autumn_hour_is_left_out() -> None:
    assert misfits(*[single(date(2027, 10, 31), "02:30")] * 3) == [("same_instant", "2027-10-31 02:30")]


def test_the_second_of_two_departures_at_one_instant_is_left_out() -> None:
    assert misfits(*[single(date(2027, 5, 1), "14:30")] * 2) == [("same_instant", "2027-05-01 14:30")]


def test_a_moved_departure_keeps_its_id() -> None:
    moved = single(date(2027, 5, 1), "14:30", moved_to={"on": date(2027, 5, 2), "at": "09:00"})
    [departure] = unrolled(moved)
    assert departure.id == "kayak-20270501T1430"
    assert departure.starts_local.isoformat() == "2027-05-02T09:00:00+02:00"


def test_a_moved_departure_keeps_its_id_when_another_takes_its_place() -> None:
    moved = single(date(2027, 5, 1), "14:30", moved_to={"on": date(2027, 5, 2), "at": "09:00"})
    for forms in ([moved, single(date(2027, 5, 1), "14:30")], [single(date(2027, 5, 1), "14:30"), moved]):
        ids = {departure.id: departure.starts_local.day for departure in unrolled(*forms)}
        assert ids == {"kayak-20270501T1430": 2, "kayak-20270501T1430-b": 1}


def test_a_departure_onto_which_another_is_moved_is_left_out() -> None:
    moved = single(date(2027, 5, 1), "14:30", moved_to={"on": date(2027, 5, 2), "at": "09:00"})
    assert misfits(moved, single(date(2027, 5, 2), "09:00")) == [("same_instant", "2027-05-02 09:00")]


def test_an_id_does_not_change_on_the_day_after_the_moved_one_took_place() -> None:
    moved = single(date(2027, 5, 1), "14:30", moved_to={"on": date(2027, 4, 1), "at": "09:00"})
    [departure] = unrolled(moved, single(date(2027, 5, 1), "14:30"), build_day=date(2027, 4, 2))
    assert departure.id == "kayak-20270501T1430-b"


def test_departures_before_the_build_day_are_not_listed() -> None:
    forms = [single(BUILD_DAY - timedelta(days=1), "23:59"), single(BUILD_DAY, "00:00"), single(BUILD_DAY, "06:00")]
    assert [departure.starts_local.hour for departure in unrolled(*forms)] == [0, 6]


def test_a_rule_without_end_runs_180_days_and_no_further() -> None:
    days = [departure.starts_local.date() for departure in unrolled({"every": "monday", "at": "19:00"})]
    assert (days[0], days[-1], len(days)) == (BUILD_DAY, date(2027, 6, 28), 26)


def test_a_rule_keeps_its_local_hour_over_the_change_of_clocks() -> None:
    rule = {"every": "sunday", "at": "10:00", "from": date(2027, 3, 21), "until": date(2027, 4, 4)}
    assert [one.starts_at.hour for one in unrolled(rule)] == [9, 8, 8]


def test_a_rule_skips_its_exceptions_and_keeps_its_own_capacity_and_language() -> None:
    rule = {
        "every": "saturday",
        "at": "10:00",
        "from": date(2027, 5, 1),
        "until": date(2027, 5, 15),
        "except": (date(2027, 5, 8),),
        "capacity": 5,
        "language": "en",
    }
    found = unrolled(rule)
    assert [one.starts_local.day for one in found] == [1, 15]
    assert {(one.capacity, one.language, one.status) for one in found} == {(5, "en", "open")}


def test_ids_do_not_change_when_the_catalogue_is_built_on_another_day() -> None:
    rule = {"every": "saturday", "at": "10:00"}
    today = {one.id: one for one in unrolled(rule)}
    later = {one.id: one for one in unrolled(rule, build_day=BUILD_DAY + timedelta(days=30))}
    assert len(today.keys() & later.keys()) == 22
    assert all(today[own_id] == later[own_id] for own_id in today.keys() & later.keys())


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("offers/kayak.fr.md", "title: La Marne en kayak", "title: La Marne en canoë"),
        ("offers/kayak.fr.md", "slug: marne-en-kayak", "slug: canoe"),
        ("offers/kayak.fr.md", "price_cents: 2500", "price_cents: 2700"),
        ("offers/kayak.fr.md", "capacity: 12", "capacity: 14"),
        ("offers/kayak.fr.md", "duration_minutes: 120", "duration_minutes: 90"),
        ("offers/kayak.fr.md", "capacity: 8, language: en", "language: fr"),
        ("taxonomy.yaml", "fr: Adulte", "fr: Plein tarif"),
    ],
)
def test_ids_do_not_change_when_other_fields_do(content: Path, name: str, old: str, new: str) -> None:
    before = load_sample(content).departures
    edit(content, name, old, new)
    after = load_sample(content).departures
    assert {key: [one.id for one in ones] for key, ones in after.items()} == {
        key: [one.id for one in ones] for key, ones in before.items()
    }


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
clocks = st.times().map(lambda one: f"{one:%H:%M}").filter(lambda at: not at.startswith("02"))


@given(
    weekday=st.sampled_from(WEEKDAYS),
    at=clocks,
    since=st.none() | days,
    length=st.none() | st.integers(0, 500),
    excepted=st.lists(st.integers(0, 60), max_size=5, unique=True),
    build_day=days,
)
def test_any_weekly_rule_gives_unique_sorted_departures_on_its_weekday_and_in_its_range(
    weekday: str, at: str, since: date | None, length: int | None, excepted: list[int], build_day: date
) -> None:
    until = None if length is None else (since or build_day) + timedelta(days=length)
    first = max(since or build_day, build_day)
    assume((first - build_day).days < 400)
    out = {first + timedelta(days=n * 7) for n in excepted}
    rule: dict[str, Any] = {"every": weekday, "at": at, "except": tuple(sorted(out))}
    rule |= {name: value for name, value in (("from", since), ("until", until)) if value}
    found = unrolled(rule, build_day=build_day)
    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    last = until or build_day + timedelta(days=180)
    for one in found:
        day = one.starts_local.date()
        assert first <= day <= last
        assert WEEKDAYS[day.weekday()] == weekday
        assert day not in out
        assert f"{one.starts_local:%H:%M}" == at
        assert one.starts_local.utcoffset() == one.starts_at.astimezone(PARIS).utcoffset()
    whole_weeks = max(0, ((last - first).days + 1) // 7)
    assert whole_weeks - len(out) <= len(found) <= whole_weeks + 1


def test_a_twenty_seventh_departure_first_given_one_time_is_left_out() -> None:
    moved = [
        single(date(2027, 5, 1), "14:30", moved_to={"on": date(2027, 6, 1) + timedelta(days=n), "at": "09:00"})
        for n in range(27)
    ]
    assert [one.id for one in unrolled(*moved[:26])][-1] == "kayak-20270501T1430-z"
    assert misfits(*moved) == [("same_instant", "2027-06-27 09:00")]
