"""What a language's `search.json` says of each offer: enough to find it, filter it and lead to it."""

import json

from .model import Offer
from .views import CardView


def entry(offer: Offer, card: CardView, starts: tuple[str, ...]) -> bytes:
    """An offer as a searching script reads it, as JSON. `starts` are its open departures, ISO 8601 with offset."""
    said = {
        "id": offer.id,
        "url": card.url,
        "title": card.title,
        "summary": card.summary,
        "type": offer.type,
        "themes": offer.themes,
        "territory": offer.territory,
        "commune": offer.commune,
        "languages": offer.languages,
        "accessibility": offer.accessibility,
        "duration_minutes": offer.duration_minutes,
        "from_price_cents": card.from_price_cents,
        "starts": starts,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
