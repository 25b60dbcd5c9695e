"""Calendars to subscribe to (iCalendar, RFC 5545): the next departures of a theme, a territory or a partner.

A departure's UID is made of its id, so that it is the same one after every build and every move. A cancelled one stays
and says so. SEQUENCE rises from a departure as planned to one that was moved and to one that was cancelled, which the
content tells: no build has to remember what an earlier one said.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from heapq import nsmallest
from zoneinfo import ZoneInfo

from .briefs import Dated, Known
from .jsonld import FIRST_START
from .views import SiteView

DEPARTURES_MAX = 100
LINE_MAX = 75
"""Octets of a line (RFC 5545, 3.1): a longer one is folded."""
SIGNS = "\\;,"
"""Signs with a meaning in a text, the one that takes it away first."""
STATUS = {"open": "CONFIRMED", "closed": "CONFIRMED", "full": "CONFIRMED", "cancelled": "CANCELLED"}
EVERY = "PT12H"
"""How often programs are asked to read a calendar again."""
PLANNED, MOVED, CANCELLED = range(3)
"""Values of SEQUENCE (RFC 5545, 3.8.7.4)."""

Coming = tuple[Dated, str]
"""A departure and the id of its offer."""


def coming(offers: Sequence[str], known: Known) -> list[Coming]:
    """The soonest departures of some offers, whatever their status."""
    found: list[Coming] = []
    limit = 1 << 41
    # Lists go by the next open departure: a cancelled one may come before it.
    for own_id in sorted(offers, key=lambda one: known.briefs[one].first):
        if len(found) >= DEPARTURES_MAX and known.briefs[own_id].first > limit:
            break  # no offer from here on has an earlier one
        found += [(one, own_id) for one in known.records[own_id].departures if one.starts <= limit]
        if len(found) >= 2 * DEPARTURES_MAX:
            found = _soonest(found)
            limit = found[-1][0].starts
    return _soonest(found)


def _soonest(found: list[Coming]) -> list[Coming]:
    return nsmallest(DEPARTURES_MAX, found, key=lambda one: (one[0].starts, one[0].id))


def calendar(name: str, site: SiteView, zone: ZoneInfo, shown: Sequence[Coming], known: Known) -> bytes:
    """The calendar of `shown`, in the language of `site`. `name` is what calendar programs call it.

    It has no METHOD: that would ask for an organizer (RFC 5546, 3.2.1), and DTSTAMP would be the time of a build
    instead of that of the last change (RFC 5545, 3.8.7.2).
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN"]
    # Each said twice: as RFC 7986 has it, and as programs read it that are older.
    head += [folded(f"{key}:{text(name)}") for key in ("NAME", "X-WR-CALNAME")]
    head += [f"REFRESH-INTERVAL;VALUE=DURATION:{EVERY}", f"X-PUBLISHED-TTL:{EVERY}"]
    told = {(own_id, one.place) for one, own_id in shown}
    words = {key: "\r\n".join(_words(*key, site, known)) for key in told}
    host = site.site_url.partition("//")[2].partition("/")[0].partition(":")[0]
    dated = [_departure(one, host, zone, words[own_id, one.place]) for one, own_id in shown]
    return "\r\n".join([*head, *dated, "END:VCALENDAR", ""]).encode()


def _words(own_id: str, place: str, site: SiteView, known: Known) -> Iterator[str]:
    record, updated = known.records[own_id], known.briefs[own_id].said[site.lang].updated
    card = record.cards[site.lang]
    if updated:
        yield f"DTSTAMP:{_stamp(updated)}"
    yield folded(f"SUMMARY:{text(card.title)}")
    yield folded(f"DESCRIPTION:{text(card.summary)}")
    if place or record.place:
        yield folded(f"LOCATION:{text(place or record.place)}")
    yield folded(f"URL:{site.site_url}{card.url}")


def _departure(departure: Dated, host: str, zone: ZoneInfo, words: str) -> str:
    # A build must not date anew what has not changed: where no time of the last words is said, it is the start.
    stamp = "" if words.startswith("DTSTAMP") else f"DTSTAMP:{_stamp(departure.starts)}\r\n"
    return f"{_dates(departure, host, zone)}\r\n{stamp}{words}\r\nEND:VEVENT"


@cache
def _dates(departure: Dated, host: str, zone: ZoneInfo) -> str:
    """What a departure says in every language, and in each of its calendars."""
    return (
        f"BEGIN:VEVENT\r\n{folded(f'UID:{departure.id}@{host}')}\r\nDTSTART:{_stamp(departure.starts)}\r\n"
        f"DTEND:{_stamp(departure.ends)}\r\nSTATUS:{STATUS[departure.status]}\r\n"
        f"SEQUENCE:{_sequence(departure, zone)}\r\nTRANSP:TRANSPARENT"
    )


def _sequence(departure: Dated, zone: ZoneInfo) -> int:
    if departure.status == "cancelled":
        return CANCELLED
    first = FIRST_START.search(departure.id)
    return MOVED if first and first[1] != f"{datetime.fromtimestamp(departure.starts, zone):%Y%m%dT%H%M}" else PLANNED


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
