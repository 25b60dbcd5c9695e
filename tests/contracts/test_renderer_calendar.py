"""The `.ics` of a booking, read by the library and by eye."""

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.fakes import facts as sample
from tests.fakes.rendering import jinja_renderer

renderer = jinja_renderer()


def part(name: str, lang: str, facts: sample.Facts) -> tuple[str, bytes]:
    mail = renderer.mail(name, lang, facts, to="ada@example.org", message_id="<1@example.org>")
    (found,) = (each for each in mail.attachments if each.filename.endswith(".ics"))
    return found.content_type, found.body


def entry(raw: bytes) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(raw)
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def lines(raw: bytes) -> dict[str, str]:
    """Properties by name, by RFC 5545 section 3.1 alone: unfold, then cut at the first colon."""
    unfolded = raw.decode().replace("\r\n ", "")
    return {name: value for name, _, value in (line.partition(":") for line in unfolded.split("\r\n"))}


@pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])
def test_the_calendar_of_a_confirmation_holds_the_departure(lang: str) -> None:
    kind, raw = part("confirmation", lang, sample.mail_facts("confirmation", lang))
    calendar, found = entry(raw)
    assert kind == "text/calendar; method=PUBLISH; charset=utf-8"
    assert calendar["METHOD"] == "PUBLISH"
    assert found["UID"] == "K7M2P9QXRA@visits.example.org"
    assert found["DTSTART"].dt == datetime(2027, 5, 1, 12, 30, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2027, 5, 1, 14, 30, tzinfo=UTC)
    assert found["SUMMARY"] == sample.WORDS[lang]["title"]
    assert found["LOCATION"].startswith(sample.WORDS[lang]["point"])
    assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", 0)
    assert sample.LINK.format(lang=lang) in found["DESCRIPTION"]
    assert found["DTSTAMP"].dt.tzinfo is not None


def test_the_calendar_reads_the_same_without_the_library() -> None:
    _, raw = part("confirmation", "fr", sample.mail_facts("confirmation", "fr"))
    told = lines(raw)
    assert told["DTSTART"] == "20270501T123000Z"
    assert told["GEO"] == "48.7997;2.4042"
    assert told["SUMMARY"] == r"Vitry\, les murs ont la parole"
    assert told['ORGANIZER;CN="Les Marcheurs du Mur"'] == "mailto:murs@example.org"
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_cancellation_takes_the_same_entry_back() -> None:
    kind, raw = part("cancellation", "fr", sample.mail_facts("cancellation", "fr"))
    calendar, found = entry(raw)
    assert kind == "text/calendar; method=CANCEL; charset=utf-8"
    assert calendar["METHOD"] == "CANCEL"
    assert found["UID"] == "K7M2P9QXRA@visits.example.org"
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 1)


@pytest.mark.parametrize(("state", "method"), [("confirmed", "PUBLISH"), ("cancelled", "CANCEL")])
def test_the_page_gives_the_same_entry_as_the_mail(state: str, method: str) -> None:
    calendar, found = entry(renderer.calendar("fr", sample.page_facts(state, "fr")))
    assert calendar["METHOD"] == method
    assert found["UID"] == "K7M2P9QXRA@visits.example.org"


def test_a_visit_from_home_has_no_place() -> None:
    facts = sample.a_virtual_visit(sample.mail_facts("confirmation", "fr"))
    _, found = entry(part("confirmation", "fr", facts)[1])
    assert "LOCATION" not in found
    assert "GEO" not in found


def test_a_hostile_title_or_name_stays_inside_its_property() -> None:
    evil = 'A";X=1:y\r\nATTENDEE:mailto:victim@example.org'
    facts = sample.mail_facts("confirmation", "fr")
    facts["offer"]["title"] = facts["partner"]["name"] = facts["offer"]["meeting_point"]["name"] = evil
    _, raw = part("confirmation", "fr", facts)
    _, found = entry(raw)
    assert "ATTENDEE" not in found
    assert not any(line.startswith(b"ATTENDEE") for line in raw.split(b"\r\n"))
    assert str(found["ORGANIZER"]) == "mailto:murs@example.org"
