"""Calendars to subscribe to (iCalendar, RFC 5545): the soonest departures of a list."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

DEPARTURES_MAX, LINE_MAX = 100, 75
SIGNS = re.compile(r"[\\;,]")
View = SimpleNamespace


def calendar(name: str, site: Any, offers: list[View]) -> str:
    """The calendar of some offers in a language."""
    found = [(one.starts_local, one.id, one, offer) for offer in offers for one in offer.departures]
    soonest = sorted(found, key=lambda each: each[:2])[:DEPARTURES_MAX]
    host = site.origin.partition("//")[2].partition(":")[0]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN", "METHOD:PUBLISH"]
    head += [folded(f"X-WR-CALNAME:{text(name)}"), "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    dated = [_departure(one, host, words(site.origin, offer)) for _, _, one, offer in soonest]
    return "\r\n".join([*head, *dated, "END:VCALENDAR", ""])


def words(origin: str, offer: View) -> str:
    """The lines that all departures of an offer share, made once."""
    if not hasattr(offer, "calendar_words"):
        offer.calendar_words = "\r\n".join(map(folded, _words(origin, offer)))
    said: str = offer.calendar_words
    return said


def _words(origin: str, offer: View) -> Iterator[str]:
    yield f"SUMMARY:{text(offer.card.title)}"
    yield f"DESCRIPTION:{text(offer.card.summary)}"
    if offer.meeting_point:
        yield f"LOCATION:{text(f'{offer.meeting_point.name}, {offer.meeting_point.address}')}"
    yield f"URL:{origin}{offer.card.url}"


def _departure(departure: View, host: str, said: str) -> str:
    starts = stamp(departure.starts)
    times = f"DTSTAMP:{starts}\r\nDTSTART:{starts}\r\nDTEND:{stamp(departure.ends)}"
    times += "\r\nSTATUS:CONFIRMED\r\nSEQUENCE:0\r\nTRANSP:TRANSPARENT"
    return f"BEGIN:VEVENT\r\n{folded(f'UID:{departure.id}@{host}')}\r\n{times}\r\n{said}\r\nEND:VEVENT"


@cache
def stamp(moment: str) -> str:
    """A local time with its offset as one in UTC: `20270501T123000Z`."""
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A value of type TEXT."""
    return SIGNS.sub(r"\\\g<0>", value).replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, none cut within a character."""
    if len(line) * 4 <= LINE_MAX or len(line.encode()) <= LINE_MAX:
        return line
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE_MAX:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece])
