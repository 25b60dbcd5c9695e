"""Forms that are refused: every reason is named, and nothing changes."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core.errors import PartyTooSmall, QuotaReached, Refused, SoldOut
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.reading import offer_on_sale
from chalicelib.operations.show_form import show_form

from tests.fakes.shop import (
    NOW,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_shop,
    an_offer,
    with_quotas,
)
from tests.operations.acting import book, the_departure


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"departure": ""}, ["unknown_departure"]),
        ({"departure": "murals-20990101T1000"}, ["unknown_departure"]),
        ({"count_adult": "0", "count_child": ""}, ["empty_party"]),
        ({"count_adult": "-1"}, ["bad_count"]),
        ({"count_adult": "1.5"}, ["bad_count"]),
        ({"count_adult": "٣"}, ["bad_count"]),
        ({"count_adult": "two"}, ["bad_count"]),
        ({"count_adult": "99999999999"}, ["bad_count"]),
        ({"count_adult": "999"}, ["party_too_large"]),
        ({"count_senior": "1"}, ["unknown_tariff"]),
        ({"email": "ana@example.org\r\nBcc: x@example.org"}, ["bad_email"]),
        ({"email": "ana@localhost"}, ["bad_email"]),
        ({"name": "Ana\nMartín"}, ["bad_name"]),
        ({"name": " "}, ["bad_name"]),
        ({"phone": "call me"}, ["bad_phone"]),
        ({"language": "xx"}, ["bad_language"]),
        ({"accept": ""}, ["conditions_not_accepted"]),
        ({"conditions": "2020-01-01"}, ["conditions_not_accepted"]),
        ({"terms": "0" * 16}, ["terms_changed"]),
        ({"name": "", "email": "", "accept": ""}, ["bad_name", "bad_email", "conditions_not_accepted"]),
    ],
)
def test_a_bad_field_is_named_and_changes_nothing(the: ShopForTests, fields: dict[str, str], codes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(**fields))
    assert [error.code for error in refused.value.errors] == codes
    assert the_departure(the).left == 20
    assert the.payments.calls == []


@pytest.mark.parametrize(
    ("departure", "code"),
    [
        (a_departure(capacity=2), "sold_out"),
        (a_departure(status="cancelled"), "departure_cancelled"),
        (a_departure(status="closed"), "departure_closed"),
        (a_departure(status="full"), "sold_out"),
    ],
)
def test_a_departure_that_cannot_be_had_says_why(tmp_path: Path, departure: dict[str, object], code: str) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[departure])))
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form())
    assert [error.code for error in refused.value.errors] == [code]


@pytest.mark.parametrize(
    ("moved", "code"), [({"days": 9, "hours": 23}, "departure_closed"), ({"days": 10}, "departure_past")]
)
def test_booking_ends_at_the_cut_off_and_at_the_start(the: ShopForTests, moved: dict[str, int], code: str) -> None:
    the.clock.move(**moved)
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form())
    assert [error.code for error in refused.value.errors] == [code]


def test_a_quota_that_is_reached_is_said_at_its_tariff_with_how_many_are_left(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(with_quotas(adult=5, child=1)))
    book(the, count_adult="2")
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(email="bo@example.org", count_adult="4"))
    assert refused.value.errors == (QuotaReached("adult", 3), QuotaReached("child", 0))
    assert refused.value.total_cents == 6800
    facts = show_form(the.shop, offer_on_sale(the.shop, "murals"), "fr", a_form(), refused.value)
    form: Any = facts["form"]
    fault = form["errors"][0]
    assert (fault["field"], fault["target"]) == ("count_adult", "booking-count_adult")
    assert json.loads(fault["message"])["data"] == {"tariff": "adult", "left": 3, "label": "Adulte"}


def test_a_quota_filled_by_a_lapsed_hold_is_free_again(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(with_quotas(child=1)))
    book(the)
    the.clock.move(minutes=36)
    book(the, email="bo@example.org")
    assert the_departure(the).quota_left["child"] == 0
    assert the_departure(the).held == 3


def test_a_party_below_the_least_of_the_offer_is_refused(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(party_min=4)))
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form())
    assert refused.value.errors == (PartyTooSmall(4),)


def test_a_departure_filled_by_holds_alone_says_when_seats_may_come_back(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    book(the)
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(email="bo@example.org"))
    assert refused.value.errors[0].data() == {"left": 0, "returns_at": "2027-04-01T10:35:00Z"}


def test_a_full_departure_is_refused_with_the_nearest_dates_that_have_seats(tmp_path: Path) -> None:
    later = [a_departure(NOW + timedelta(days=10 + more), capacity=more) for more in (2, 3, 5, 7, 9)]
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=2), *later])))
    offer = offer_on_sale(the.shop, "murals")
    facts = show_form(the.shop, offer, "fr", a_form(), Refused((SoldOut(2),)))
    form: Any = facts["form"]
    told = json.loads("{" + form["errors"][0]["message"].partition("} {")[2])
    assert [date[:10] for date in told["data"]["dates"]] == ["2027-04-14", "2027-04-16", "2027-04-18"]
