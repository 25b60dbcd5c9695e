"""Structured data for search engines: schema.org terms as JSON-LD, the same facts as the page shows.

Rules for an Event (Google's documentation of the Event rich result): name, startDate with offset and location are
required, a Place needs an address; a cancelled one keeps its date and says EventCancelled; a moved one says
EventRescheduled with previousStartDate; an online one has a VirtualLocation and OnlineEventAttendanceMode.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from . import open_data
from .offer_views import DepartureView, MeetingPointView, OfferView, TariffView
from .remembering import isoformat, of_the_last
from .template_code import markup
from .views import HeadView, LinkView, SiteView

EVENTS_MAX = 12
"""Departures told to search engines on one page, the soonest first."""

AVAILABILITY = {
    "open": "https://schema.org/InStock",
    "full": "https://schema.org/SoldOut",
    "closed": "https://schema.org/OutOfStock",
}
"""Of a departure that takes place, by its status."""

ADDRESS = re.compile(r"^(?:(?P<street>.*), )?(?P<code>\d{5}) (?P<town>[^,]+)$")
FIRST_START = re.compile(r"-(\d{8}T\d{4})(?:-[b-z])?$")
COUNTRY = "FR"

Facts = dict[str, Any]
Node = Facts | str
"""A thing of schema.org, or its members as text where it shares many with others: those are then encoded once."""

_SAFE = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(nodes: Sequence[Node]) -> tuple[Markup, ...]:
    """Each node as JSON that can stand inside a `<script>`: no `<`, `>` or `&` as such."""
    return tuple(_script(node if isinstance(node, str) else _members(node)) for node in nodes)


def _script(members: str) -> Markup:
    return markup(f'{{"@context":"https://schema.org",{members}}}')


def _members(facts: Facts) -> str:
    return _safe(facts)[1:-1]


def _safe(value: object) -> str:
    text = to_json(value).decode()
    for sign, safe in _SAFE.items():
        text = text.replace(sign, safe)
    return text


def organisation(site: SiteView) -> Facts:
    """Who runs the site."""
    return {
        "@type": "Organization",
        "name": site.name,
        "url": f"{site.site_url}/",
        "logo": site.site_url + site.assets.icon,
        "email": site.contact,
    }


def dataset(site: SiteView, head: HeadView) -> Facts:
    """The files of open data, on the page that tells of them."""
    return {
        "@type": "Dataset",
        "name": f"{site.name} – {head.title}",
        "description": head.description,
        "url": head.canonical,
        "license": open_data.LICENCE["url"],
        "isAccessibleForFree": True,
        "creator": organisation(site),
        "inLanguage": [one.id for one in site.languages],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.removeprefix(open_data.FOLDER),
                "encodingFormat": open_data.MEDIA_TYPES[file.rpartition(".")[2]],
                "contentUrl": f"{site.site_url}/{file}",
            }
            for file in open_data.FILES
        ],
    }


def breadcrumb(site: SiteView, links: Sequence[LinkView]) -> Facts:
    """The way from home to the page."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rank, "name": link.label, "item": site.site_url + link.url}
            for rank, link in enumerate(links, 1)
        ],
    }


def trip(site: SiteView, head: HeadView, offer: OfferView) -> Facts:
    """The offer itself, whatever its dates."""
    return {
        "@type": "TouristTrip",
        "@id": f"{head.canonical}#trip",
        **_common(head, offer),
        "provider": _partner(site, offer),
        "touristType": [*(one.label for one in offer.themes), *(one.label for one in offer.audience)],
        **_way(offer),
        "offers": _offers(head, offer),
    }


def _way(offer: OfferView) -> Facts:
    """From where to where, if that is not the same."""
    if not (offer.meeting_point and offer.end_point):
        return {}
    return {"itinerary": [_place(point, offer.card.commune) for point in (offer.meeting_point, offer.end_point)]}


def events(site: SiteView, head: HeadView, offer: OfferView) -> list[Node]:
    """The next departures."""
    virtual = offer.meeting_point is None
    shared = {
        "@type": "Event",
        **_common(head, offer),
        "eventAttendanceMode": f"https://schema.org/{'Online' if virtual else 'Offline'}EventAttendanceMode",
        "organizer": _partner(site, offer),
        "isAccessibleForFree": offer.card.free,
        **_for_whom(offer),
    }
    # An id is the page's address with the departure's own after it: the text is left open at that place.
    first, last = _members(shared), _members({"@id": f"{head.canonical}#"})[:-1]
    made: dict[tuple[MeetingPointView | None, str], str] = {}
    for one in offer.departures[:EVENTS_MAX]:
        if (one.place, one.status) not in made:
            own = {"location": _where(head, offer, one.place), "offers": _offers(head, offer, one.status)}
            made[one.place, one.status] = ",".join((first, _members(own), last))
    ends = _ends(offer.departures)
    return [made[one.place, one.status] + end for one, end in zip(offer.departures, ends, strict=False)]


def _where(head: HeadView, offer: OfferView, place: MeetingPointView | None) -> Facts:
    return _with_amenities(place, offer) if place else _location(head, offer)


def _for_whom(offer: OfferView) -> Facts:
    facts: Facts = {}
    youngest, oldest = offer.limits.from_age, offer.limits.to_age
    if youngest is not None or oldest is not None:
        facts["typicalAgeRange"] = f"{youngest or 0}-{'' if oldest is None else oldest}"
    if offer.audience:
        facts["audience"] = [{"@type": "Audience", "audienceType": one.label} for one in offer.audience]
    return facts


@of_the_last
def _ends(departures: tuple[DepartureView, ...]) -> tuple[str, ...]:
    """How the members of each event end, the same in all languages: the rest of its id, then what is its own."""
    return tuple(map(_end, departures[:EVENTS_MAX]))


def _end(departure: DepartureView) -> str:
    """No text of these has a sign to escape."""
    starts, ends = isoformat(departure.starts_local), departure.ends_local.isoformat()
    told = f'"startDate":"{starts}","endDate":"{ends}",{_status(departure)},"inLanguage":"{departure.language}"'
    return f'{departure.id}",{told},"maximumAttendeeCapacity":{departure.capacity}'


def _common(head: HeadView, offer: OfferView) -> Facts:
    picture = {"image": [head.picture]} if head.picture else {}
    return {"name": offer.card.title, "description": offer.card.summary, "url": head.canonical, **picture}


def _status(departure: DepartureView) -> str:
    if departure.status == "cancelled":
        return '"eventStatus":"https://schema.org/EventCancelled"'
    first = first_start(departure)
    if first == departure.starts_local:
        return '"eventStatus":"https://schema.org/EventScheduled"'
    return f'"eventStatus":"https://schema.org/EventRescheduled","previousStartDate":"{first.isoformat()}"'


def first_start(departure: DepartureView) -> datetime:
    """The start that a departure was first given, which its id keeps: in its zone."""
    found = FIRST_START.search(departure.id)
    if found is None:
        return departure.starts_local
    first = datetime.fromisoformat(found[1])
    same_clock = first == departure.starts_local.replace(tzinfo=None, fold=0)
    return departure.starts_local if same_clock else first.replace(tzinfo=departure.starts_local.tzinfo)


def _location(head: HeadView, offer: OfferView) -> Facts:
    if offer.meeting_point is None:
        named = {"name": offer.virtual.platform} if offer.virtual else {}
        return {"@type": "VirtualLocation", **named, "url": head.canonical}
    return _with_amenities(offer.meeting_point, offer)


def _with_amenities(point: MeetingPointView, offer: OfferView) -> Facts:
    """A place with what makes the visit accessible: `accessibilityFeature` is of creative works alone."""
    facets = [facet for need in offer.accessibility for facet in need.facets]
    named = [{"@type": "LocationFeatureSpecification", "name": one.label, "value": True} for one in facets]
    return _place(point, offer.card.commune) | ({"amenityFeature": named} if named else {})


def _place(point: MeetingPointView, commune: str) -> Facts:
    return {
        "@type": "Place",
        "name": point.name,
        "address": _address(point.address, commune),
        "geo": {"@type": "GeoCoordinates", "latitude": float(point.latitude), "longitude": float(point.longitude)},
    }


def _address(address: str, commune: str) -> Facts:
    found = ADDRESS.match(address)
    if found is None:
        parts = {"streetAddress": address, "addressLocality": commune}
    else:
        street = {"streetAddress": found["street"]} if found["street"] else {}
        parts = {**street, "postalCode": found["code"], "addressLocality": found["town"]}
    return {"@type": "PostalAddress", **parts, "addressCountry": COUNTRY}


def _partner(site: SiteView, offer: OfferView) -> Facts:
    return {"@type": "Organization", "name": offer.partner.name, "url": site.site_url + offer.partner.url}


def _offers(head: HeadView, offer: OfferView, status: str = "") -> list[Facts]:
    """What it costs; with the status of a departure, whether it can be booked, as planned.

    No `inventoryLevel`: a file knows no seats. No `validFrom`: no date is said from which an offer is on sale.
    """
    available = {"availability": AVAILABILITY[status]} if status in AVAILABILITY else {}
    return [
        {
            "@type": "Offer",
            "name": tariff.label,
            "price": price(tariff.price_cents),
            "priceCurrency": offer.form.currency,
            "url": head.canonical,
            **available,
            **({"description": tariff.note} if tariff.note else {}),
            **_quantity(offer, tariff),
        }
        for tariff in offer.tariffs
    ]


def _quantity(offer: OfferView, tariff: TariffView) -> Facts:
    """How many persons may be booked at once at a tariff. The least is of a party: it is told of one alone."""
    facts: Facts = {}
    if tariff.quota is not None:
        facts["maxValue"] = min(tariff.quota, offer.party_max)
    if offer.limits.party_min > 1 and len(offer.tariffs) == 1:
        facts |= {"minValue": offer.limits.party_min, "maxValue": facts.get("maxValue", offer.party_max)}
    return {"eligibleQuantity": {"@type": "QuantitativeValue", **facts}} if facts else {}


def price(cents: int) -> str:
    """`1500` -> `15.00`."""
    return f"{cents // 100}.{cents % 100:02d}"
