"""The facts of mails and personal pages: in the reader's language as far as the offer has words in it."""

from typing import Any

from chalicelib.core.mail_facts import booking_facts, tariff_label
from chalicelib.core.pricing import PartyLine

from tests.core.builders import a_booking, a_confirmed_booking


def party(language: str) -> list[dict[str, Any]]:
    facts: Any = booking_facts(a_booking(), language)
    lines: list[dict[str, Any]] = facts["booking"]["party"]
    return lines


def test_a_line_of_the_party_says_tariff_note_count_and_price() -> None:
    assert party("fr") == [
        {"tariff": "adult", "label": "Adulte", "note": "", "count": 2, "unit_cents": 1500},
        {"tariff": "child", "label": "Enfant", "note": "6 à 12 ans", "count": 1, "unit_cents": 800},
    ]
    assert [line["note"] for line in party("en")] == ["", ""]


def test_a_tariff_without_a_name_in_that_language_or_none_any_more_still_has_one() -> None:
    assert tariff_label(a_booking(), "baby", "en") == "Bébé"
    assert tariff_label(a_booking(), "senior", "fr") == "senior"
    gone: Any = booking_facts(a_booking(party=(PartyLine("senior", 1, 900),)), "fr")
    assert gone["booking"]["party"][0]["note"] == ""


def test_facts_fall_back_to_the_first_language_of_the_offer() -> None:
    facts: Any = booking_facts(a_confirmed_booking(), "de")
    assert facts["offer"]["url"] == "/fr/murs/"
    assert facts["partner"] == {"name": "Les Ateliers", "email": "ateliers@example.org", "phone": ""}
    assert [ticket["state"] for ticket in facts["tickets"]] == ["valid"] * 3
