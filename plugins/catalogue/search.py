"""What a language's `search.json` says of each offer: enough to find it, filter it and lead to it."""

import json
from typing import Any

from .model import Offer
from .views import CardView


def entry(offer: Offer, card: CardView, starts: tuple[str, ...]) -> dict[str, Any]:
    """An offer as a searching script reads it. `starts` are its open departures, ISO 8601 with offset."""
    return {
        "id": offer.id,
        "url": card.url,
        "title": card.title,
        "summary": card.summary,
        "type": offer.type,
        "themes": list(offer.themes),
        "territory": offer.territory,
        "commune": offer.commune,
        "languages": list(offer.languages),
        "accessibility": list(offer.accessibility),
        "duration_minutes": offer.duration_minutes,
        "from_price_cents": card.from_price_cents,
        "starts": list(starts),
    }


def compact(value: Any) -> str:
    """JSON without needless space, every letter as itself."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
