"""The `.ics` file of a booking: what a calendar shows of a departure (RFC 5545, sent as RFC 5546 says)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from chalicelib.adapters.phrases import moment

PRODUCT = "-//Faubourg//Booking//EN"


def calendar(facts: Mapping[str, Any], *, description: str, cancelled: bool, stamped_at: datetime) -> bytes:
    """A calendar with the departure of a booking, its times in UTC.

    The UID is the booking's for ever, so that a later file replaces an earlier one. A cancelled booking is the same
    entry with METHOD:CANCEL, STATUS:CANCELLED and a higher SEQUENCE: leaving it out would tell calendars nothing.
    """
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", method(cancelled))
    file.add_component(_entry(facts, description, cancelled, stamped_at))
    return bytes(file.to_ical())


def method(cancelled: bool) -> str:
    """The METHOD of the file, which the type of the mail's part must repeat."""
    return "CANCEL" if cancelled else "PUBLISH"


def _entry(facts: Mapping[str, Any], description: str, cancelled: bool, stamped_at: datetime) -> Any:
    from icalendar import Event

    booking, departure, offer = facts["booking"], facts["departure"], facts["offer"]
    entry = Event()
    entry.add("uid", f"{booking['id']}@{urlsplit(booking['link']).hostname}")
    entry.add("dtstamp", stamped_at.astimezone(UTC))
    entry.add("dtstart", moment(departure["starts_at"]).astimezone(UTC))
    entry.add("dtend", moment(departure["ends_at"]).astimezone(UTC))
    entry.add("summary", offer["title"])
    entry.add("description", description)
    entry.add("url", booking["link"])
    entry.add("organizer", _organizer(facts["partner"]))
    entry.add("sequence", 1 if cancelled else 0)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    _add_place(entry, offer["meeting_point"])
    return entry


def _organizer(partner: Mapping[str, Any]) -> Any:
    """RFC 5546 asks for an organizer under both methods."""
    from icalendar import vCalAddress

    return vCalAddress(f"mailto:{partner['email']}", params={"CN": partner["name"].replace('"', "’")})


def _add_place(entry: Any, point: Mapping[str, Any] | None) -> None:
    if point is None:
        return
    entry.add("location", f"{point['name']}, {point['address']}")
    entry.add("geo", (point["lat_e6"] / 1_000_000, point["lon_e6"] / 1_000_000))
