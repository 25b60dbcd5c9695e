"""Calendars that people subscribe to: what they keep when a date is moved or cancelled, as two readers see it.

One reader is icalendar. The other is below: strict, and by RFC 5545 alone.
"""

import re
import time
from collections import Counter
from datetime import UTC
from typing import NamedTuple

import pytest
from icalendar import Calendar

from .world import STILL, World

PARAMETER = rb";[A-Z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\",;:\x00-\x1f]*)"
LINE = re.compile(rb"([A-Z0-9-]+)((?:" + PARAMETER + rb")*):([^\x00-\x08\x0a-\x1f\x7f]*)")
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "UID"}
WORDS = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
TIME = re.compile(r"\d{8}T\d{6}Z")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "SEQUENCE", "TRANSP", "SUMMARY", "DESCRIPTION", "URL"}
FILES = [
    f"{lang}/{path}/calendar.ics"
    for lang, path in (
        ("fr", "themes/fleuve"),
        ("fr", "territoires/val-de-marne"),
        ("fr", "partenaires/rives"),
        ("en", "partners/rives"),
    )
]
DAY = "- {on: 2027-04-03, at: \"10:00\""
UID = "walk-2-20270403T1000@"


class Told(NamedTuple):
    """What a calendar says of a departure."""

    starts: str
    status: str
    sequence: int


def strictly(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by the rules of RFC 5545; an AssertionError says which rule is broken."""
    assert content.endswith(b"\r\n")
    folded = content.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 and line.decode() is not None for line in folded)
    lines = content[:-2].replace(b"\r\n ", b"").split(b"\r\n")
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), [line for line, one in zip(lines, found, strict=True) if not one]
    named = [(one[1].decode(), one[3].decode()) for one in found if one]
    assert (named[0], named[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    events: list[dict[str, str]] = []
    own: dict[str, str] | None = None
    head: Counter[str] = Counter()
    for name, value in named[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert own is None
            own = {}
        elif (name, value) == ("END", "VEVENT"):
            assert own is not None
            events.append(_checked(own))
            own = None
        elif own is None:
            assert not events, "properties of a calendar come before its components"
            head[name] += 1
        else:
            assert name not in own, f"{name} is said twice"
            own[name] = value
        assert name not in TEXTS or WORDS.fullmatch(value), value
    assert own is None
    assert (head["PRODID"], head["VERSION"], head["METHOD"]) == (1, 1, 0)
    return events


def _checked(event: dict[str, str]) -> dict[str, str]:
    assert event.keys() >= ONCE, ONCE - event.keys()
    assert event.keys() <= ONCE | {"LOCATION"}
    assert all(TIME.fullmatch(event[name]) for name in ("DTSTAMP", "DTSTART", "DTEND"))
    assert event["DTSTART"] < event["DTEND"]
    assert event["STATUS"] in {"CONFIRMED", "CANCELLED"}
    return event


def told(world: World, file: str) -> dict[str, Told]:
    """By UID, what both readers tell of the departures."""
    content = (world.output / file).read_bytes()
    strict = {one["UID"]: Told(one["DTSTART"], one["STATUS"], int(one["SEQUENCE"])) for one in strictly(content)}
    lenient = {
        str(one["UID"]): Told(f"{one.start.astimezone(UTC):%Y%m%dT%H%M%SZ}", str(one["STATUS"]), int(one["SEQUENCE"]))
        for one in Calendar.from_ical(content).walk("VEVENT")
    }
    assert strict == lenient
    return strict


def edited(world: World, after: str, former: str = "") -> None:
    """Say more of a departure, and build what has changed."""
    world.edit("content/offers/walk-2.fr.md", f"{DAY}{former}}}", f"{DAY}{after}}}")
    time.sleep(STILL)
    built = world.build()
    assert built.code == 0, built.said


def own(world: World, file: str) -> Told:
    found = [one for uid, one in told(world, file).items() if uid.startswith(UID)]
    assert len(found) == 1
    return found[0]


def test_a_moved_then_cancelled_date_keeps_its_uid_and_its_sequence_rises(world: World) -> None:
    before = {file: set(told(world, file)) for file in FILES}
    assert {own(world, file) for file in FILES} == {Told("20270403T080000Z", "CONFIRMED", 0)}
    moved = ', moved_to: {on: 2027-04-01, at: "11:30"}'
    edited(world, moved)
    assert {own(world, file) for file in FILES} == {Told("20270401T093000Z", "CONFIRMED", 1)}
    edited(world, f"{moved}, status: cancelled", moved)
    assert {own(world, file) for file in FILES} == {Told("20270401T093000Z", "CANCELLED", 2)}
    assert {file: set(told(world, file)) for file in FILES} == before


@pytest.mark.parametrize("file", FILES)
def test_a_calendar_tells_its_name_and_how_often_to_come_back(world: World, file: str) -> None:
    calendar = Calendar.from_ical((world.output / file).read_bytes())
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"])
    assert "Faubourg" in str(calendar["NAME"]) or " – " in str(calendar["NAME"])
    content = (world.output / file).read_text()
    assert "\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\n" in content
    assert "\nX-PUBLISHED-TTL:PT12H\n" in content


def test_a_departure_was_changed_when_the_words_of_its_offer_were(world: World) -> None:
    world.edit("content/offers/walk-2.fr.md", "slug: balade-2", "slug: balade-2\nupdated_at: 2027-02-01T08:30:00Z")
    time.sleep(STILL)
    assert world.build().code == 0
    for file in FILES:
        stamped = [one for one in strictly((world.output / file).read_bytes()) if one["UID"].startswith("walk-2-")]
        wanted = {"20270201T083000Z"} if file.startswith("fr/") else {one["DTSTART"] for one in stamped}
        assert {one["DTSTAMP"] for one in stamped} == wanted
        assert stamped


def test_a_departure_with_a_place_of_its_own_is_told_to_be_there(world: World) -> None:
    content = (world.output / FILES[0]).read_bytes()
    there = {one["UID"].partition("@")[0]: one["LOCATION"] for one in strictly(content)}
    assert there["quays-20270328T1430"].startswith("Le moulin\\, ")
    assert there["quays-20270404T1430"].startswith("Gare d’Ivry-sur-Seine\\, ")


def test_the_strict_reader_sees_faults(world: World) -> None:
    good = (world.output / FILES[0]).read_bytes()
    for former, wrong in (
        (b"\r\nUID:", b"\nUID:"),
        (b"SUMMARY:", b"SUMMARY:a;b"),
        (b"SEQUENCE:0\r\n", b""),
        (b"DTSTAMP:", b"DTSTAMP;X=1:at "),
        (b"DESCRIPTION:", b"DESCRIPTION:" + 75 * b"x"),
    ):
        assert former in good
        with pytest.raises(AssertionError):
            strictly(good.replace(former, wrong, 1))
