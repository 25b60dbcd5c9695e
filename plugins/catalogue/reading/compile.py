"""From the catalogue to `catalogue.json`, the one file that publish reads (schemas/catalogue.schema.json)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from pydantic_core import to_json

from ..model import MeetingPoint, Offer, Partner, Tariff, TariffLabels, Taxonomy, Words
from ..model.departures import REMEMBERED, Departure
from ..model.terms import canonical, limits
from .load import Catalogue
from .typography import french

AGES: Mapping[str, tuple[str, str, str, str]] = {
    "fr": ("{first} à {last} ans", "dès {first} ans", "jusqu’à {last} ans", "{first} ans"),
    "en": ("aged {first} to {last}", "aged {first} and over", "aged {last} and under", "aged {first}"),
    "es": ("de {first} a {last} años", "a partir de {first} años", "hasta {last} años", "{first} años"),
    "de": ("{first} bis {last} Jahre", "ab {first} Jahren", "bis {last} Jahre", "{first} Jahre"),
}
"""A tariff's ages: both bounds, the first alone, the last alone, one age."""

NO_DEPARTURES = b'"departures":[]'


def header(taxonomy: Taxonomy, *, sequence: int, commit: str, built_at: datetime) -> dict[str, Any]:
    """What the file says besides its offers.

    `sequence` rises with every build, from 1; `commit` is 40 hexadecimal digits or empty; `built_at` is aware.
    """
    return {
        "schema": 1,
        "sequence": sequence,
        "commit": commit,
        "built_at": instant(built_at),
        "timezone": taxonomy.timezone,
        "currency": taxonomy.currency,
        "languages": list(taxonomy.languages),
    }


def joined(head: Mapping[str, Any], entries: Iterable[bytes]) -> bytes:
    """The file from its head and the entries of its offers, one a line."""
    # In one piece at once: it may be fifty megabytes, and each sum of two would be a copy.
    lines = [one for entry in entries for one in (b",\n", entry)][1:]
    return b"".join([canonical(head)[:-1], b',"offers":[\n', *lines, b"\n]}\n"])


def entry(catalogue: Catalogue, offer: Offer) -> bytes:
    """An offer as canonical JSON, with the hash of all the rest of it.

    Keys are put in their order as its parts are made: to sort whatever comes would take twice as long as all of it.
    """
    departures = ",".join(map(_departure, catalogue.departures[offer.id])).encode()
    # A text cannot be taken for the mark: its quotes are escaped.
    plain = to_json(_entry(catalogue, offer)).replace(NO_DEPARTURES, NO_DEPARTURES[:-1] + departures + b"]", 1)
    return plain[:-1] + b',"hash":"' + hashlib.sha256(plain).hexdigest()[:32].encode() + b'"}'


def instant(moment: datetime) -> str:
    """An aware time as `2027-05-01T12:30:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


# Whatever their zones, equal times are one instant; most are those of many offers.
_instant = lru_cache(REMEMBERED)(instant)


def tariff_note(tariff: Tariff, labels: TariffLabels, lang: str) -> str:
    """Who may have a tariff, in words: ages ("6 à 12 ans"), then whom the taxonomy names; empty where all may."""
    ages = _ages(tariff.from_age, tariff.to_age, lang)
    who = (labels.who or {}).get(lang, "")
    return f"{ages}, {who}" if ages and who else ages or who


@cache
def _ages(first: int | None, last: int | None, lang: str) -> str:
    if first is None and last is None:
        return ""
    both, since, until, one = AGES.get(lang, AGES["en"])
    if last is None:
        form = since
    elif first is None:
        form = until
    else:
        form = one if first == last else both
    note = form.format(first=first, last=last)
    return french(note) if lang == "fr" else note


def _entry(catalogue: Catalogue, offer: Offer) -> dict[str, Any]:
    labels, langs = catalogue.taxonomy.tariffs, sorted(offer.words)
    entry = {
        "id": offer.id,
        "type": offer.type,
        "territory": offer.territory,
        "commune": offer.commune,
        "terms": offer.terms,
        "tariffs": [_tariff(tariff, labels[tariff.id], langs) for tariff in offer.tariffs],
        "party_max": offer.party_max,
        "cut_off_minutes": offer.cut_off_minutes,
        "cancellation": [_by_name(tier) for tier in offer.cancellation],
        "duration_minutes": offer.duration_minutes,
        "guided_languages": offer.languages,
        "words": {lang: _words(offer.words[lang], offer.url(lang)) for lang in langs},
        "partner": _partner(catalogue.partners[offer.partner]),
        "meeting_point": _meeting_point(offer.meeting_point),
        "departures": (),
        **limits(offer),
        **_when_set(offer),
    }
    return dict(sorted(entry.items()))


def _by_name(part: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return dict(sorted(part))


def _when_set(offer: Offer) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if offer.minimum:
        found["minimum"] = _by_name(offer.minimum)
    if offer.virtual:
        found["virtual"] = _by_name(offer.virtual)
    return found


def _tariff(tariff: Tariff, labels: TariffLabels, langs: Sequence[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": tariff.id, "label": {lang: labels.label[lang] for lang in langs}}
    notes = {lang: tariff_note(tariff, labels, lang) for lang in langs}
    if all(notes.values()):
        entry["note"] = notes
    entry["price_cents"] = tariff.price_cents
    if labels.proof:
        entry["proof"] = {lang: labels.proof[lang] for lang in langs}
    if tariff.quota is not None:
        entry["quota"] = tariff.quota
    return entry


def _words(words: Words, url: str) -> dict[str, str]:
    entry = {"bring": words.bring} if words.bring else {}
    entry["come"] = words.come
    if words.meet:
        entry["meet"] = words.meet
    return entry | {"summary": words.summary, "title": words.title, "url": url}


def _partner(partner: Partner) -> dict[str, str]:
    entry = {"email": partner.email, "id": partner.id, "language": partner.language, "name": partner.name}
    return entry | ({"phone": partner.phone} if partner.phone else {})


def _meeting_point(point: MeetingPoint | None) -> dict[str, Any] | None:
    """In millionths of a degree (11 cm): the store takes no float."""
    if point is None:
        return None
    lat_e6, lon_e6 = round(point.lat * 1_000_000), round(point.lon * 1_000_000)
    return {"address": point.address, "lat_e6": lat_e6, "lon_e6": lon_e6, "name": point.name}


def _departure(departure: Departure) -> str:
    """As canonical JSON: no text of these has a sign to escape, but for those of a place."""
    point = f'"meeting_point":{canonical(_meeting_point(departure.place)).decode()},' if departure.place else ""
    return (
        f'{{"capacity":{departure.capacity},"closes_at":"{_instant(departure.closes_at)}",'
        f'"ends_at":"{_instant(departure.ends_at)}","id":"{departure.id}","language":"{departure.language}",'
        f'{point}"starts_at":"{_instant(departure.starts_at)}",'
        f'"starts_local":"{departure.written}","status":"{departure.status}"}}'
    )
