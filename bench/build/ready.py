"""What offers' pages show beyond plain facts, worked out: the other tools find it ready in their front matter.

Links stand as an attribute of HTML has them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from catalogue import urls
from catalogue.pages.hand_on import calendar_link, mail_link
from catalogue.pages.present_offer import DAYS_TOLD, NEEDS

from .content import Data

SITE = SimpleNamespace(site_url="https://faubourg.example.org")
MANY = 8
"""Departures that are all in sight; of more, about six, up to the end of a month."""
TIDY = (8, 4, 7, 5, 6)


def ready(offer: Mapping[str, Any], lang: str, departures: Sequence[Data]) -> Data:
    """The front matter that it adds; `departures` as `content.unrolled` gives them."""
    point = offer["meeting_point"]
    return {
        "needs": _needs(offer),
        "in_sight": _in_sight([one["starts_local"] for one in departures]),
        "smaller": _smaller(offer, departures),
        **_links(offer, lang, departures[0]),
        **({"commune_url": urls.commune(lang, urls.slug_of(offer["commune"]))} if point else {}),
        **({"platform": "BigBlueButton"} if offer["type"] == "virtual" else {}),
    }


def _needs(offer: Mapping[str, Any]) -> list[Data]:
    own = {need: [one for one in offer["accessibility"] if one in facets] for need, facets in NEEDS.items()}
    return [{"id": need, "facets": facets} for need, facets in own.items() if facets]


def _in_sight(starts: Sequence[datetime]) -> int:
    if len(starts) <= MANY:
        return len(starts)
    ends = [count for count in TIDY if f"{starts[count - 1]:%Y%m}" != f"{starts[count]:%Y%m}"]
    return ends[-1] if ends else TIDY[-1]


def _smaller(offer: Mapping[str, Any], departures: Sequence[Data]) -> list[Data]:
    """The dates whose groups are of another size than the offer's."""
    found: dict[int, list[str]] = {}
    for one in departures:
        if one["capacity"] != offer["capacity"]:
            found.setdefault(one["capacity"], []).append(one["starts_local"].isoformat())
    return [
        {"capacity": capacity, "starts": starts[:DAYS_TOLD], "more": len(starts[DAYS_TOLD:])}
        for capacity, starts in found.items()
    ]


def _links(offer: Mapping[str, Any], lang: str, first: Data) -> Data:
    words, point = offer["words"][lang], offer["meeting_point"]
    site: Any = SITE
    card: Any = SimpleNamespace(title=words["title"], url=urls.offer(lang, words["slug"]))
    soonest: Any = SimpleNamespace(id=first["id"], starts_at=first["starts_local"], ends_at=first["ends_local"])
    place = f"{point['name']}, {point['address']}" if point else ""
    links = {"calendar": calendar_link(site, card, soonest, place), "mail": mail_link(site, card)}
    return {name: str(link) for name, link in links.items()}
