"""What a visitor takes along from an offer's page: its next departure for a calendar, and a mail to somebody else.

Both are whole in their links (`data:`, RFC 2397, and `mailto:`, RFC 6068): no file has to be made for them.
"""

from datetime import UTC
from functools import lru_cache

from markupsafe import Markup

from ..model.departures import Departure
from .calendars import folded, text
from .remembering import of_the_last
from .template_code import markup
from .views import CardView, SiteView

UNSAFE = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "\r\n %#&'\"<>[]\\^`{|}"})
"""Signs that no address may hold, and those with a meaning in one or in HTML. Browsers encode letters themselves."""
LINE_END = "%0D%0A"
HEAD = LINE_END.join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN", "BEGIN:VEVENT", "UID:"))
TAIL = LINE_END.join(("", "END:VEVENT", "END:VCALENDAR", ""))


def calendar_link(site: SiteView, card: CardView, departure: Departure, place: str) -> Markup:
    """A departure as a calendar file (RFC 5545), under the id that it has in the calendars to subscribe to."""
    own = f"{departure.id}@{_host(site.site_url)}{LINE_END}{_when(departure)}"
    said = f"{_line(f'SUMMARY:{text(card.title)}')}URL:{site.site_url}{card.url}{_where(place)}"
    return markup(f"data:text/calendar;charset=utf-8,{HEAD}{own}{said}{TAIL}")


def mail_link(site: SiteView, card: CardView) -> Markup:
    """A mail to whomever, about an offer."""
    return markup(f"mailto:?subject={card.title.translate(UNSAFE)}&amp;body={site.site_url}{card.url}")


@lru_cache
def _host(site_url: str) -> str:
    return site_url.partition("//")[2].partition("/")[0].partition(":")[0]


@of_the_last
def _when(departure: Departure) -> str:
    starts, ends = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (departure.starts_at, departure.ends_at))
    return f"DTSTAMP:{starts}{LINE_END}DTSTART:{starts}{LINE_END}DTEND:{ends}{LINE_END}"


@lru_cache(8)
def _where(place: str) -> str:
    return f"{LINE_END}{folded(f'LOCATION:{text(place)}').translate(UNSAFE)}" if place else ""


def _line(words: str) -> str:
    return folded(words).translate(UNSAFE) + LINE_END
