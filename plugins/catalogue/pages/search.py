"""What a language's `search.json` says of each offer: enough to find it, filter it and lead to it."""

from collections.abc import Mapping, Sequence

from pydantic_core import to_json

from ..model import Offer
from .views import CardView


def entries(offer: Offer, cards: Mapping[str, CardView], starts: Sequence[str]) -> dict[str, bytes]:
    """An offer as a searching script reads it in each language, as JSON.

    `starts` are its open departures, ISO 8601 with offset.
    """
    facts = {
        "type": offer.type,
        "themes": offer.themes,
        "territory": offer.territory,
        "commune": offer.commune,
        "languages": offer.languages,
        "accessibility": offer.accessibility,
        "duration_minutes": offer.duration_minutes,
        "from_price_cents": next(iter(cards.values())).from_price_cents,
        "starts": starts,
    }
    same = to_json(facts)[1:]
    return {lang: _entry(card, same) for lang, card in cards.items()}


def _entry(card: CardView, same: bytes) -> bytes:
    words = {"id": card.offer_id, "url": card.url, "title": card.title, "summary": card.summary}
    return to_json(words)[:-1] + b"," + same
