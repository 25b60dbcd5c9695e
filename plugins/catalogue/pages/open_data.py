"""Open data: all offers with their words, prices and departures, for whoever wants to make something of them.

`offers.json` (schemas/open-data.schema.json) has an object an offer; `offers.csv` a row an offer and language;
`departures.csv` a row a departure. CSV keeps to RFC 4180, in UTF-8 with a header; a text that a spreadsheet would take
for a formula begins with an apostrophe. What only the office and visitors with a booking may know of a partner, its
mail address and phone number, is in none of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic_core import to_json

from .. import urls
from ..model import MeetingPoint, Offer, Partner, Taxonomy
from ..model.departures import REMEMBERED, Departure
from .views import SiteView

FOLDER = "open-data/"
OFFERS, ROWS, DEPARTURES = FILES = tuple(path.removeprefix("/") for path in urls.OPEN_DATA)
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}
LICENCE = {
    "spdx": "CC-BY-4.0",
    "name": "Creative Commons Attribution 4.0 International",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
VERSION = 1
"""Rises when a field goes or means something else; new fields may come at any time."""

PLACE = ("meeting_point", "address", "latitude", "longitude")
ROW_COLUMNS = (
    "id", "language", "title", "summary", "url", "modified_at", "type", "themes", "territory", "commune", "partner",
    "partner_name", *PLACE, "guided_languages", "accessibility", "audience", "from_age", "to_age", "duration_minutes",
    "tariffs_cents", "currency",
)  # fmt: skip
DEPARTURE_COLUMNS = ("id", "offer", "starts_at", "ends_at", "status", "language", "capacity", *PLACE)
"""The place only where it is not the offer's own."""

FORMULA = "=+-@\t\r\n＝＋－＠"
"""A text that begins with one of these is reckoned by spreadsheets (OWASP, CSV Injection)."""
QUOTED = re.compile('[",\r\n]')
END = "\r\n"


class Given(NamedTuple):
    """What the data of an offer are made from, besides it."""

    partner: Partner
    departures: Sequence[Departure]
    zone: ZoneInfo
    site_url: str
    currency: str


def pieces(offer: Offer, given: Given) -> tuple[bytes, bytes, bytes]:
    """What an offer gives to each of FILES: JSON without a line's end, and whole rows."""
    modified = {lang: _instant(words.updated_at) for lang, words in offer.words.items() if words.updated_at}
    told = [(*one[:1], one.written, _local(one.ends_at, given.zone), one) for one in given.departures]
    facts = to_json(_facts(offer, given, modified))
    departures = ",".join([_departure(*one) for one in told]).encode()
    rows = "".join([_departure_row(offer.id, *one) for one in told]).encode()
    return b"".join((facts[:-1], b',"departures":[', departures, b"]}")), _rows(offer, given, modified), rows


def _facts(offer: Offer, given: Given, modified: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": offer.id,
        "type": offer.type,
        "themes": offer.themes,
        "territory": offer.territory,
        "commune": offer.commune,
        "partner": _partner(given.site_url, given.partner.id, given.partner.name, tuple(given.partner.words)),
        "words": {
            lang: {"title": words.title, "summary": words.summary, "url": given.site_url + offer.url(lang)}
            | ({"modified_at": modified[lang]} if lang in modified else {})
            for lang, words in offer.words.items()
        },
        "modified_at": max(modified.values(), default=None),
        "meeting_point": _place(offer.meeting_point),
        "end_point": _place(offer.end_point),
        "guided_languages": offer.languages,
        "accessibility": offer.accessibility,
        "audience": offer.audience,
        "from_age": offer.from_age,
        "to_age": offer.to_age,
        "duration_minutes": offer.duration_minutes,
        "tariffs": [
            {"id": one.id, "price_cents": one.price_cents, "currency": given.currency} for one in offer.tariffs
        ],
        "cancellation": [
            {"until_hours": one.until_hours, "refund_percent": one.refund_percent} for one in offer.cancellation
        ],
    }


@lru_cache(REMEMBERED)
def _partner(site_url: str, own_id: str, name: str, langs: tuple[str, ...]) -> dict[str, Any]:
    return {"id": own_id, "name": name, "urls": {lang: site_url + urls.partner(lang, own_id) for lang in langs}}


def _place(point: MeetingPoint | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"name": point.name, "address": point.address, "latitude": point.lat, "longitude": point.lon}


def _departure(own_id: str, starts: str, ends: str, one: Departure) -> str:
    """As JSON: no text of these has a sign to escape, but for those of a place."""
    place = f',"meeting_point":{to_json(_place(one.place)).decode()}' if one.place else ""
    return (
        f'{{"id":"{own_id}","starts_at":"{starts}","ends_at":"{ends}","status":"{one.status}",'
        f'"language":"{one.language}","capacity":{one.capacity}{place}}}'
    )


def _departure_row(offer_id: str, own_id: str, starts: str, ends: str, one: Departure) -> str:
    place = _place_cells(one.place) if one.place else ",,,"
    return f"{own_id},{offer_id},{starts},{ends},{one.status},{one.language},{one.capacity},{place}{END}"


def _rows(offer: Offer, given: Given, modified: Mapping[str, str]) -> bytes:
    """The offer's rows: what is the same in all languages is written once."""
    lists = (offer.languages, offer.accessibility, offer.audience)
    first, last = ("" if age is None else str(age) for age in (offer.from_age, offer.to_age))
    same = ",".join((
        offer.type, "|".join(offer.themes), offer.territory, cell(offer.commune), given.partner.id,
        cell(given.partner.name), _place_cells(offer.meeting_point) if offer.meeting_point else ",,,",
        *map("|".join, lists), first, last, str(offer.duration_minutes),
        "|".join([f"{one.id}:{one.price_cents}" for one in offer.tariffs]), given.currency,
    ))  # fmt: skip
    return "".join([
        f"{offer.id},{lang},{cell(words.title)},{cell(words.summary)},{given.site_url}{offer.url(lang)},"
        f"{modified.get(lang, '')},{same}{END}"
        for lang, words in offer.words.items()
    ]).encode()  # fmt: skip


def _place_cells(point: MeetingPoint) -> str:
    return f"{cell(point.name)},{cell(point.address)},{point.lat},{point.lon}"


def cell(text: str) -> str:
    """A text as a cell of a CSV file: quoted where it must be, and never a formula."""
    if text[:1] in FORMULA and text:
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


@lru_cache(REMEMBERED)
def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


@lru_cache(REMEMBERED)
def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def header(columns: Iterable[str]) -> bytes:
    """The first row of a CSV file."""
    return (",".join(columns) + END).encode()


def head(site: SiteView, taxonomy: Taxonomy, generated_on: str) -> dict[str, Any]:
    """What `offers.json` says besides its offers; `site` is that of the first language."""
    return {
        "version": VERSION,
        "title": site.name,
        "licence": LICENCE,
        "publisher": {"name": site.name, "url": f"{site.site_url}/", "email": site.contact},
        "generated_on": generated_on,
        "timezone": taxonomy.timezone,
        "languages": taxonomy.languages,
        "vocabulary": {
            "types": taxonomy.types,
            "themes": {key: one.label for key, one in taxonomy.themes.items()},
            "territories": {key: one.label for key, one in taxonomy.territories.items()},
            "tariffs": {key: one.label for key, one in taxonomy.tariffs.items()},
            "accessibility": taxonomy.accessibility,
            "audience": taxonomy.audiences,
            "guided_languages": taxonomy.guided_languages,
        },
    }
