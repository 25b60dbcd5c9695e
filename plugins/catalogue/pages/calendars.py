"""Calendars to subscribe to (iCalendar, RFC 5545): the next departures of a theme, a territory or a partner.

A departure's UID is made of its id, so that it is the same one after every build and every move. A cancelled one stays
and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from heapq import nsmallest

from .briefs import Brief, Dated, Record

DEPARTURES_MAX = 100
LINE_MAX = 75
"""Octets of a line (RFC 5545, 3.1): a longer one is folded."""
SIGNS = "\\;,"
"""Signs with a meaning in a text, the one that takes it away first."""
STATUS = {"open": "CONFIRMED", "closed": "CONFIRMED", "full": "CONFIRMED", "cancelled": "CANCELLED"}

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
    return f"{_dates(departure, host)}\r\n{words}\r\nEND:VEVENT"


@cache
def _dates(departure: Dated, host: str) -> str:
    """What a departure says in every language, and in each of its calendars."""
    starts = _stamp(departure.starts)
    # DTSTAMP is when this was said last: a build must not date anew what has not changed, so it is the start.
    return (
        f"BEGIN:VEVENT\r\n{folded(f'UID:{departure.id}@{host}')}\r\nDTSTAMP:{starts}\r\nDTSTART:{starts}\r\n"
        f"DTEND:{_stamp(departure.ends)}\r\nSTATUS:{STATUS[departure.status]}"
    )


@cache
def _stamp(seconds: int) -> str:
    """Seconds of the epoch as a time in UTC: `20270501T123000Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    for sign in SIGNS:
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, none cut within a character."""
    octets = line.encode()
    if len(octets) <= LINE_MAX:
        return line
    pieces, start, room = [], 0, LINE_MAX
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LINE_MAX - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()
