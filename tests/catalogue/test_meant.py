"""What people write for days, hours, prices and numbers is understood; what is not is left alone."""

from typing import Any

import pytest
from catalogue.reading import meant
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-01", "2027-05-01"),
        ("2027-5-1", "2027-05-01"),
        ("2027/05/01", "2027-05-01"),
        ("20270501", "2027-05-01"),
        (20270501, "2027-05-01"),
        ("01/05/2027", "2027-05-01"),
        ("1.5.27", "2027-05-01"),
        ("samedi 1er mai 2027", "2027-05-01"),
        ("le 3 février 2027", "2027-02-03"),
        ("May 3, 2027", "2027-05-03"),
        ("31 décembre 2027", "2027-12-31"),
        ("“2027-05-01”", "2027-05-01"),
        ("2027-05-01 14:30", "2027-05-01"),
        ("1 mai", None),
        ("30 février 2027", None),
        ("du 1 au 3 mai 2027", None),
        ("mai 2027", None),
        ("demain", None),
    ],
)
def test_a_day_is_understood(text: object, day: str | None) -> None:
    assert meant.as_day(text) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14h30", "14:30"), ("14 h 30", "14:30"), ("9h", "09:00"), ("9:30", "09:30"), ("“9:15”", "09:15"),
        ("« 14:30 »", "14:30"), ("14:30:00", "14:30"), ("2:30 pm", "14:30"), ("12:10 am", "00:10"), ("2 pm", "14:00"),
        (14.3, "14:30"), (9.05, "09:05"), ("14.30", "14:30"), ("24:00", None), ("14:75", None), ("midi", None),
        ("14", None), ("14:30:59", None),
    ],
)  # fmt: skip
def test_an_hour_is_understood(text: object, clock: str | None) -> None:
    assert meant.as_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50 €", 1250), ("25 €", 2500), ("€25", 2500), ("25\u202f€", 2500), ("25.5", 2550), ("gratuit", 0),
        ("25 euros", 2500), ("12,505", None), ("-3", None), ("cher", None),
    ],
)  # fmt: skip
def test_a_price_is_understood(text: object, cents: int | None) -> None:
    assert meant.as_cents(text) == cents


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("duration_minutes", "2h", 120), ("duration_minutes", "1h30", 90), ("duration_minutes", "1 h 05", 65),
        ("duration_minutes", "1,5 h", 90), ("duration_minutes", "90 min", 90), ("duration_minutes", "1,5", None),
        ("distance_m", "6 km", 6000), ("distance_m", "6,5 km", 6500), ("distance_m", "6 000 m", 6000),
        ("distance_m", "6\u202f000", 6000), ("distance_m", 6.0, None), ("capacity", 12.0, 12), ("capacity", "12;", 12),
        ("capacity", "12 personnes", 12), ("capacity", True, None), ("capacity", "environ 12", None),
        ("commission_permille", "12 %", 120), ("commission_permille", "12 ‰", 12), ("refund_percent", "50 %", 50),
        ("until_hours", "48h", 48), ("until_hours", "2 jours", 48), ("to_age", "12 ans", 12),
        ("price_cents", "2500", 2500), ("price_cents", "2 500", 2500), ("price_cents", "25 €", None),
        ("price_cents", "25,00", None),
    ],
)  # fmt: skip
def test_a_number_is_understood_with_its_unit(name: str, text: object, number: int | None) -> None:
    assert meant.as_whole(text, name) == number


@pytest.mark.parametrize(
    ("reader", "text", "found"),
    [
        (meant.as_degrees, "48,8206", 48.8206), (meant.as_degrees, "48°49'14\"N", 48.82056),
        (meant.as_degrees, "2°28'25\"O", -2.47361), (meant.as_degrees, "nord", None),
        (meant.as_list, "river; street-art", "river, street-art"), (meant.as_list, "(a, b et c)", "a, b, c"),
        (meant.as_choice, "les samedis", "saturday"), (meant.as_choice, "Balade", "walk"),
        (meant.as_choice, "3e", "third"), (meant.as_choice, 1, "first"), (meant.as_choice, "week-end", None),
        (meant.as_language, "Français", "fr"), (meant.as_language, "fr-FR", "fr"), (meant.as_language, "patois", None),
        (meant.as_picture_name, "C:\\Photos\\IMG 001.JPEG", "img-001.jpg"), (meant.as_picture_name, "a.svg", None),
        (meant.as_web, "www.example.org/é", None), (meant.as_web, "HTTP://example.org/a", "https://example.org/a"),
        (meant.as_email, "Ada <ada@example.org>", "ada@example.org"), (meant.as_email, "a@b.org, c@d.org", None),
        (meant.as_id, "L’œuvre d’Été", "l-oeuvre-d-ete"), (meant.as_id, "漢字", "id"),
    ],
)  # fmt: skip
def test_what_is_meant_is_understood(reader: Any, text: object, found: object) -> None:
    assert reader(text) == found


READERS = (meant.as_day, meant.as_clock, meant.as_cents, meant.as_degrees, meant.as_list, meant.as_choice,
           meant.as_language, meant.is_nothing, meant.as_picture_name, meant.as_web, meant.as_email)  # fmt: skip


@given(st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.none())
def test_nothing_that_is_written_ends_in_a_traceback(value: object) -> None:
    for reader in READERS:
        reader(value)
    for name in ("price_cents", "distance_m", "duration_minutes", "refund_percent"):
        meant.as_whole(value, name)
