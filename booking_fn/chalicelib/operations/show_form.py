"""The booking form once more, for a visitor whose form was refused: what was typed, and what to mend."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from chalicelib.core.availability import seen
from chalicelib.core.errors import BadCount, BookingError, Refused
from chalicelib.core.offer import Offer
from chalicelib.core.records import dump
from chalicelib.core.wish import COUNT
from chalicelib.operations.reading import departures_of
from chalicelib.ports import Shop

Form = Mapping[str, str]


def show_form(shop: Shop, offer: Offer, language: str, typed: Form, refused: Refused) -> dict[str, object]:
    """The facts of `pages/refused` and `pages/already_booked`; the form has the names of the site's own."""
    words = offer.words_in(language)
    shown = {"id": offer.id, "title": words.title, "url": words.url, "summary": words.summary}
    shown |= {"commune": offer.commune, "territory": offer.territory}
    form = _offer_part(shop, offer, language) | _typed_part(typed, offer, language)
    errors = [_error(shop, error, language) for error in refused.errors]
    departures = list(_departures(shop, offer, typed.get("departure", "")))
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
        "languages": [{"code": each["code"], "name": each["name"]} for each in shop.site["languages"]],
        "cancellation": [dump(tier) for tier in offer.cancellation],
    }


def _typed_part(typed: Form, offer: Offer, language: str) -> dict[str, object]:
    tariffs = [
        {
            "id": t.id, "label": t.label.get(language) or next(iter(t.label.values())),
            "note": t.note.get(language, ""), "price_cents": t.price_cents, "count": typed.get(COUNT + t.id, ""),
        }
        for t in offer.tariffs
    ]
    contact = {name: typed.get(name, "") for name in ("name", "email", "phone", "language")}
    accepted = typed.get("accept") == "yes"
    return {"tariffs": tariffs, "contact": contact, "accepted": accepted, "again": typed.get("again") or None}


def _departures(shop: Shop, offer: Offer, chosen: str) -> Iterable[dict[str, object]]:
    now = shop.clock.now()
    for departure in departures_of(shop, offer.id):
        if departure.starts_at <= now:
            continue
        shown = seen(departure, now)
        yield {
            "id": departure.id, "starts_local": datetime.fromisoformat(departure.planned.starts_local),
            "language": departure.planned.language, "status": shown["status"], "left": shown["left"],
            "checked": departure.id == chosen,
        }


def _error(shop: Shop, error: BookingError, language: str) -> dict[str, str]:
    field = COUNT + error.tariff if isinstance(error, BadCount) else error.field
    message = shop.renderer.words(error.code, language, error.data())
    return {"field": field, "target": f"booking-{field}" if field else "", "message": message}
