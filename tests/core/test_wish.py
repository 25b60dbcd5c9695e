"""What a form asks for: counts, the fingerprint of a repetition, every fault told at once."""

import re
from dataclasses import replace
from typing import Any

import pytest
from chalicelib.core.contact import Contact
from chalicelib.core.errors import BadCount
from chalicelib.core.wish import Wish, read_wish
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST

FORM = {
    "departure": "murals-20270411T1200", "count_adult": "2", "count_child": "1", "name": "Ana Martín",
    "email": "ana@example.org", "phone": "01 23 45 67 89", "language": "fr", "accept": "yes",
    "conditions": "2026-11-01", "terms": "f" * 16,
}
WISH = Wish(
    "murals-20270411T1200", {"adult": 2, "child": 1}, Contact("Ana Martín", "ana@example.org", "0123456789", "fr"),
    "f" * 16, "2026-11-01", 0,
)


def read(**fields: str) -> tuple[Wish, list[str]]:
    wish, errors = read_wish(FORM | fields, ("fr", "en"), "2026-11-01")
    return wish, [error.code for error in errors]


def test_a_good_form_is_read_whole() -> None:
    assert read() == (WISH, [])


@pytest.mark.parametrize(
    ("typed", "count"),
    [("1", 1), ("0", None), ("", None), (" 3 ", 3), ("007", 7), ("999", 999), ("00", None), ("000", None)],
)
def test_a_count_is_ascii_digits_and_none_is_nobody(typed: str, count: int | None) -> None:
    wish, faults = read(count_adult=typed)
    assert (wish.counts.get("adult"), faults) == (count, [])
    assert wish.counts["child"] == 1


@pytest.mark.parametrize(
    "typed",
    ["-1", "+1", "1.5", "1,5", "1e3", "0x1", "1000", "٣", "１", "²", "two", "1 0", "\n1", "1\n", "\u00a01", "1_0"],
)
def test_a_count_that_is_none_is_named_with_its_tariff(typed: str) -> None:
    wish, errors = read_wish(FORM | {"count_adult": typed}, ("fr", "en"), "2026-11-01")
    assert errors == (BadCount("adult"),)
    assert wish.counts == {"child": 1}


def test_the_name_of_a_tariff_in_an_error_is_cut_to_80_characters() -> None:
    _, errors = read_wish(FORM | {"count_" + "x" * 500: "-"}, ("fr", "en"), "2026-11-01")
    assert errors == (BadCount("x" * 80),)


@pytest.mark.parametrize(
    "departure",
    [
        "", "murals", "murals-20270411", "murals-20270411T120", "murals-20270411T12000", "Murals-20270411T1200",
        "murals-20270411t1200", "murals-20270411T1200-a", "murals-20270411T1200-", "murals-20270411T1200-bc",
        "murals-20270411T1200\n", " murals-20270411T1200", "mu#rals-20270411T1200", "../x-20270411T1200",
        "-20270411T1200", f"{'m' * 81}-20270411T1200", "murals-２0270411T1200",
    ],
)
def test_a_departure_that_cannot_be_one_is_refused(departure: str) -> None:
    assert read(departure=departure)[1] == ["unknown_departure"]


@pytest.mark.parametrize("departure", ["m-20270411T1200", "peach-walls-2-20270411T1200-b", f"{'m' * 80}-20270411T1200"])
def test_a_departure_of_the_catalogue_is_taken(departure: str) -> None:
    wish, faults = read(departure=departure)
    assert (wish.departure_id, faults) == (departure, [])


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"accept": ""}, ["conditions_not_accepted"]),
        ({"accept": "no"}, ["conditions_not_accepted"]),
        ({"conditions": "2020-01-01"}, ["conditions_not_accepted"]),
        ({"conditions": ""}, ["conditions_not_accepted"]),
        ({"language": ""}, ["bad_language"]),
        ({"language": "de"}, ["bad_language"]),
        ({"language": "FR"}, ["bad_language"]),
        ({"phone": ""}, []),
        ({"name": "", "email": "x", "phone": "x"}, ["bad_name", "bad_email", "bad_phone"]),
    ],
)
def test_every_fault_of_a_form_is_told(fields: dict[str, str], faults: list[str]) -> None:
    assert read(**fields)[1] == faults


def test_an_empty_form_has_all_its_faults_in_the_order_of_the_form() -> None:
    wish, errors = read_wish({}, ("fr",), "2026-11-01")
    faults = ["unknown_departure", "bad_name", "bad_email", "bad_language", "conditions_not_accepted"]
    assert [error.code for error in errors] == faults
    assert wish == Wish("", {}, Contact("", "", "", ""), "", "2026-11-01", 0)


@pytest.mark.parametrize(("typed", "again"), [("1", 1), ("", 0), ("x", 0), ("-1", 0), ("999", 999), ("1000", 0)])
def test_a_further_booking_says_so_by_a_number(typed: str, again: int) -> None:
    assert read(again=typed) == (replace(WISH, again=again), [])


SAME: list[dict[str, Any]] = [
    {}, {"counts": {"child": 1, "adult": 2}}, {"terms": "0" * 16}, {"conditions_version": "2030-01-01"},
    {"contact": replace(WISH.contact, name="ANA MARTÍN")},
    {"contact": replace(WISH.contact, email="Ana@example.org")},
    {"contact": replace(WISH.contact, phone="")}, {"contact": replace(WISH.contact, language="en")},
]
DIFFERENT: list[dict[str, Any]] = [
    {"departure_id": "murals-20270411T1201"}, {"counts": {"adult": 2}}, {"counts": {"adult": 1, "child": 2}},
    {"counts": {"adult": 21}}, {"again": 1}, {"contact": replace(WISH.contact, name="Bo Martín")},
    {"contact": replace(WISH.contact, email="bo@example.org")},
]


@pytest.mark.parametrize("change", SAME)
def test_the_same_wish_posted_again_has_the_same_fingerprint(change: dict[str, Any]) -> None:
    assert replace(WISH, **change).fingerprint == WISH.fingerprint


@pytest.mark.parametrize("change", DIFFERENT)
def test_another_wish_has_another_fingerprint(change: dict[str, Any]) -> None:
    assert replace(WISH, **change).fingerprint != WISH.fingerprint


def test_a_fingerprint_is_32_hex_digits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", WISH.fingerprint)


WORDS = st.text(max_size=12)


@MODEST
@given(st.dictionaries(st.sampled_from([*FORM, "again", "count_x"]) | WORDS, WORDS))
def test_no_form_can_break_the_reading(form: dict[str, str]) -> None:
    wish, _ = read_wish(form, ("fr", "en"), "2026-11-01")
    assert all(1 <= count <= 999 for count in wish.counts.values())
    assert len(wish.fingerprint) == 32
