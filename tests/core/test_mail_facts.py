"""The facts of mails and personal pages: in the reader's language as far as the offer has words in it."""

from dataclasses import replace
from typing import Any

from chalicelib.core.mail_facts import booking_facts, tariff_label
from chalicelib.core.offer import MeetingPoint, Minimum, Virtual
from chalicelib.core.pricing import PartyLine
from chalicelib.core.records import dump

from tests.core.builders import POINT, a_booking, a_confirmed_booking, a_plan, an_offer


def party(language: str) -> list[dict[str, Any]]:
    facts: Any = booking_facts(a_booking(), language)
    lines: list[dict[str, Any]] = facts["booking"]["party"]
    return lines


def test_a_line_of_the_party_says_tariff_note_count_and_price() -> None:
    assert party("fr") == [
        {"tariff": "adult", "label": "Adulte", "note": "", "count": 2, "unit_cents": 1500, "proof": ""},
        {"tariff": "child", "label": "Enfant", "note": "6 à 12 ans", "count": 1, "unit_cents": 800, "proof": ""},
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


def test_what_is_asked_for_at_the_door_stands_with_the_tariff_and_its_tickets() -> None:
    adult, child, baby = an_offer().tariffs
    offer = an_offer(tariffs=(adult, replace(child, proof={"fr": "Une pièce d’identité."}), baby))
    facts: Any = booking_facts(a_confirmed_booking(offer=offer), "fr")
    assert [line["proof"] for line in facts["booking"]["party"]] == ["", "Une pièce d’identité."]
    assert [ticket["proof"] for ticket in facts["tickets"]] == ["", "", "Une pièce d’identité."]
    facts = booking_facts(a_booking(offer=offer), "en")
    assert [line["proof"] for line in facts["booking"]["party"]] == ["", ""]


MEET = {"fr": replace(an_offer().words["fr"], come="Métro 7", meet="La gare"), "en": an_offer().words["en"]}


def test_the_place_is_that_of_the_departure_by_its_name_in_the_readers_language() -> None:
    own = MeetingPoint("Port", "Rue du Port", 48790000, 2400000)
    offer = an_offer(words=MEET)
    usual: Any = booking_facts(a_booking(offer=offer), "fr")["offer"]
    assert (usual["meeting_point"], usual["come"]) == (dump(POINT) | {"name": "La gare"}, "Métro 7")
    english: Any = booking_facts(a_booking(offer=offer), "en")["offer"]
    assert english["meeting_point"] == dump(POINT)
    elsewhere: Any = booking_facts(a_booking(offer=offer, plan=a_plan(meeting_point=own)), "fr")["offer"]
    assert (elsewhere["meeting_point"], elsewhere["come"]) == (dump(own), ""), "the way told is the usual one"
    nowhere: Any = booking_facts(a_booking(plan=a_plan(meeting_point=None)), "fr")["offer"]
    assert nowhere["meeting_point"] is None


def test_a_minimum_of_one_person_is_none() -> None:
    for minimum, told in ((Minimum(1, 24), None), (Minimum(2, 24), {"persons": 2, "decide_hours": 24}), (None, None)):
        facts: Any = booking_facts(a_booking(offer=an_offer(minimum=minimum)), "fr")
        assert facts["offer"]["minimum"] == told
    facts = booking_facts(a_booking(offer=an_offer(virtual=Virtual("BigBlueButton", "day-before"))), "fr")
    assert facts["offer"]["virtual"] == {"platform": "BigBlueButton", "link_sent": "day-before"}
