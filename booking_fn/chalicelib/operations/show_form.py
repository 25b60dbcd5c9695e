"""The booking form once more, for a visitor whose form was refused: what was typed, and what to mend."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.core.availability import seen
from chalicelib.core.errors import BadCount, BookingError, QuotaReached, Refused
from chalicelib.core.offer import Offer
from chalicelib.core.records import dump
from chalicelib.core.wish import COUNT, whole
from chalicelib.operations.reading import departures_of
from chalicelib.ports import Shop

Form = Mapping[str, str]

ELSEWHERE = ("sold_out", "others_paying", "departure_closed", "departure_cancelled", "departure_past")
"""Refusals after which the nearest dates that have seats are told."""
MOST_DATES = 3
FIELDS = ("departure", "party", "name", "email", "phone", "language", "accept")
"""In the order of the form."""
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters, which HTML cannot hold (WHATWG HTML, section 13.2.3.5)."""


def show_form(shop: Shop, offer: Offer, language: str, typed: Form, refused: Refused) -> dict[str, object]:
    """The facts of `pages/refused` and `pages/already_booked`; the form has the names of the site's own."""
    words = offer.words_in(language)
    typed = {name: _UNSEEN.sub("\ufffd", text) for name, text in typed.items()}
    shown = {"id": offer.id, "title": words.title, "url": words.url, "summary": words.summary}
    shown |= {"commune": offer.commune, "territory": offer.territory}
    form = _offer_part(shop, offer, language) | _typed_part(typed, offer, language, shop.languages)
    departures = list(_departures(shop, offer, typed.get("departure", "")))
    dates = nearest(departures, _persons(form))
    in_page_order = sorted(refused.errors, key=lambda error: FIELDS.index(error.field) if error.field in FIELDS else -1)
    errors = [_error(shop, offer, error, language, dates) for error in in_page_order]
    return {"offer": shown, "form": form | {
        "departures": departures, "errors": errors, "total_cents": refused.total_cents,
    }}


def _offer_part(shop: Shop, offer: Offer, language: str) -> dict[str, object]:
    site = next(each for each in shop.site["languages"] if each["code"] == language)
    return {
        "action": f"/{language}/booking/{offer.id}", "lang": language, "offer_id": offer.id, "terms": offer.terms,
        "conditions_version": shop.conditions_version, "terms_url": site["terms_url"],
        "privacy_url": site["privacy_url"], "free": offer.free, "currency": offer.currency,
        "availability_url": f"/availability/{offer.id}.json", "party_max": offer.party_max,
        "party_min": offer.party_min,
        "languages": [{"code": each["code"], "name": each["name"]} for each in shop.site["languages"]],
        "cancellation": [dump(tier) for tier in offer.cancellation],
    }


def _typed_part(typed: Form, offer: Offer, language: str, languages: Sequence[str]) -> dict[str, object]:
    tariffs = [
        {
            "id": t.id, "label": t.label_in(language),
            "note": t.note.get(language, ""), "price_cents": t.price_cents, "count": typed.get(COUNT + t.id, ""),
        }
        for t in offer.tariffs
    ]
    contact = {name: typed.get(name, "") for name in ("name", "email", "phone")}
    asked = typed.get("language", "")
    contact["language"] = asked if asked in languages else language
    accepted = typed.get("accept") == "yes"
    return {"tariffs": tariffs, "contact": contact, "accepted": accepted, "again": typed.get("again") or None}


def _departures(shop: Shop, offer: Offer, chosen: str) -> Iterable[dict[str, object]]:
    now = shop.clock.now()
    for departure in departures_of(shop, offer.id):
        if departure.starts_at <= now:
            continue
        shown, point = seen(departure, now), departure.planned.meeting_point
        yield {
            "id": departure.id, "starts_local": datetime.fromisoformat(departure.planned.starts_local),
            "language": departure.planned.language, "status": shown["status"], "left": shown["left"],
            "checked": departure.id == chosen,
            "place": "" if point is None or point == offer.meeting_point else point.name,
        }


def nearest(departures: Sequence[Mapping[str, Any]], persons: int) -> list[str]:
    """The local starts of at most three departures with seats for so many, those closest to the one chosen."""
    chosen = next((d["starts_local"] for d in departures if d["checked"]), None)
    free = [d["starts_local"] for d in departures if d["status"] == "open" and d["left"] >= persons]
    closest = sorted(free, key=lambda start: abs(start - (chosen or start)))[:MOST_DATES]
    return [start.isoformat() for start in sorted(closest)]


def _persons(form: Mapping[str, Any]) -> int:
    counts = [str(tariff["count"]) for tariff in form["tariffs"]]
    return max(1, sum(whole(count) or 0 for count in counts))


def _error(shop: Shop, offer: Offer, error: BookingError, language: str, dates: list[str]) -> dict[str, str]:
    of_tariff = offer.tariff(error.tariff) if isinstance(error, BadCount | QuotaReached) else None
    field = COUNT + of_tariff.id if of_tariff else error.field
    named = {"label": of_tariff.label_in(language)} if of_tariff else {}
    message = shop.renderer.words(error.code, language, error.data() | named)
    if error.code in ELSEWHERE and dates:
        message += " " + shop.renderer.words("nearest_dates", language, {"dates": dates})
    return {"field": field, "target": f"booking-{field}" if field else "", "message": message}
