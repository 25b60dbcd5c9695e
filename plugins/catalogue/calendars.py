"""Calendars to subscribe to (iCalendar, RFC 5545): the next departures of a theme, a territory or a partner.

A departure's UID is made of its id, so that it is the same one after every build and every move. A cancelled one stays
and says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from heapq import nsmallest

from .shelf import Brief, Dated, Record

DEPARTURES_MAX = 100
LINE_MAX = 75
"""Octets of a line (RFC 5545, 3.1): a longer one is folded."""
SIGNS = re.compile(r"[\\;,]")
STATUS = {"open": "CONFIRMED", "closed": "CONFIRMED", "cancelled": "CANCELLED"}

Coming = tuple[Dated, str]
"""A departure and the id of its offer."""


def coming(offers: Sequence[str], briefs: Mapping[str, Brief], records: Mapping[str, Record]) -> list[Coming]:
    """The soonest departures of some offers, which come in the succession of their own soonest ones."""
    found: list[Coming] = []
    limit = 1 << 41
    for own_id in offers:
        if len(found) >= DEPARTURES_MAX and briefs[own_id].starts > limit:
            break  # no offer from here on has an earlier one
        found += [(one, own_id) for one in records[own_id].departures if one.starts <= limit]
        if len(found) >= 2 * DEPARTURES_MAX:
            found = _soonest(found)
            limit = found[-1][0].starts
    return _soonest(found)


def _soonest(found: list[Coming]) -> list[Coming]:
    return nsmallest(DEPARTURES_MAX, found, key=lambda one: (one[0].starts, one[0].id))


def calendar(name: str, site_url: str, lang: str, shown: Sequence[Coming], records: Mapping[str, Record]) -> bytes:
    """The calendar of `shown`, in one language. `name` is what calendar programs call it."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN", "METHOD:PUBLISH"]
    head += [folded(f"X-WR-CALNAME:{text(name)}"), "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]
    words = {own_id: "\r\n".join(_words(site_url, lang, records[own_id])) for own_id in {one for _, one in shown}}
    host = site_url.partition("//")[2].partition("/")[0].partition(":")[0]
    dated = [_departure(departure, host, words[own_id]) for departure, own_id in shown]
    return "\r\n".join([*head, *dated, "END:VCALENDAR", ""]).encode()


def _words(site_url: str, lang: str, record: Record) -> Iterator[str]:
    card = record.cards[lang]
    yield folded(f"SUMMARY:{text(card.title)}")
    yield folded(f"DESCRIPTION:{text(card.summary)}")
    if record.place:
        yield folded(f"LOCATION:{text(record.place)}")
    yield folded(f"URL:{site_url}{card.url}")


def _departure(departure: Dated, host: str, words: str) -> str:
    starts = stamp(departure.starts)
    # The stamp is when this revision was made: a build must not date what did not change, so it is the start.
    return (
        f"BEGIN:VEVENT\r\n{folded(f'UID:{departure.id}@{host}')}\r\nDTSTAMP:{starts}\r\nDTSTART:{starts}\r\n"
        f"DTEND:{stamp(departure.ends)}\r\nSTATUS:{STATUS[departure.status]}\r\n{words}\r\nEND:VEVENT"
    )


def stamp(seconds: int) -> str:
    """Seconds of the epoch as a time in UTC: `20270501T123000Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return SIGNS.sub(r"\\\g<0>", words).replace("\r\n", "\n").replace("\n", "\\n")


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
