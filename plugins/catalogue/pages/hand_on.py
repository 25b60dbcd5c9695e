"""What a visitor takes along from an offer's page: its next departure for a calendar, and a mail to somebody else.

Both are whole in their links (`data:`, RFC 2397, and `mailto:`, RFC 6068): no file has to be made for them.
"""

from datetime import UTC, datetime

from markupsafe import Markup

from ..model.departures import Departure
from .calendars import folded, text
from .template_code import markup
from .views import CardView, SiteView

UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "\r\n %#&'\"<>[]\\^`{|}"})
"""Signs that no address may hold, and those with a meaning in one or in HTML. Browsers encode letters themselves."""


def calendar_link(site: SiteView, card: CardView, departure: Departure, place: str) -> Markup:
    """A departure as a calendar file (RFC 5545), under the id that it has in the calendars to subscribe to."""
    starts, ends = _stamp(departure.starts_at), _stamp(departure.ends_at)
    host = site.site_url.partition("//")[2].partition("/")[0].partition(":")[0]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN", "BEGIN:VEVENT"]
    lines += [f"UID:{departure.id}@{host}", f"DTSTAMP:{starts}", f"DTSTART:{starts}", f"DTEND:{ends}"]
    lines += [folded(f"SUMMARY:{text(card.title)}"), f"URL:{site.site_url}{card.url}"]
    lines += [folded(f"LOCATION:{text(place)}")] if place else []
    return _address("data:text/calendar;charset=utf-8,", "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]))


def mail_link(site: SiteView, card: CardView) -> Markup:
    """A mail to whomever, about an offer."""
    subject, body = card.title.translate(UNSAFE), f"{card.summary}\r\n\r\n{site.site_url}{card.url}".translate(UNSAFE)
    return markup(f"mailto:?subject={subject}&amp;body={body}")


def _address(scheme: str, content: str) -> Markup:
    return markup(scheme + content.translate(UNSAFE))


def _stamp(at: datetime) -> str:
    """An instant in UTC: `20270501T123000Z`."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
