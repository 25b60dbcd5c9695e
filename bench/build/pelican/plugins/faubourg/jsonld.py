"""Structured data: schema.org's terms as JSON-LD, ready to stand inside a <script>."""

import json
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

EVENTS_MAX = 12
Node = dict[str, Any]
View = SimpleNamespace


def jsonld(head: View) -> list[Markup]:
    """The scripts of a page, from its head."""
    nodes = [_organisation(head.organisation)] if head.organisation else []
    if head.offer:
        nodes += _offer(head, head.offer)
    if head.breadcrumb:
        nodes.append(_breadcrumb(head))
    return [_script({"@context": "https://schema.org", **node}) for node in nodes]


def _script(node: Node) -> Markup:
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 -- escaped just above


def _organisation(site: Any) -> Node:
    logo, url = site.origin + site.assets.icon, f"{site.origin}/"
    return {"@type": "Organization", "name": site.name, "url": url, "logo": logo, "email": site.contact}


def _breadcrumb(head: View) -> Node:
    steps = [
        {"@type": "ListItem", "position": rank, "name": link.label, "item": head.origin + link.url}
        for rank, link in enumerate(head.breadcrumb, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _offer(head: View, offer: View) -> list[Node]:
    card, url = offer.card, head.canonical
    common = {"name": card.title, "description": card.summary, "url": url, "image": [head.picture]}
    partner = {"@type": "Organization", "name": offer.partner.name, "url": head.origin + offer.partner.url}
    offers = [_tariff(tariff, url) for tariff in offer.tariffs]
    available = [one | {"availability": "https://schema.org/InStock"} for one in offers]
    shared = {"organizer": partner, "isAccessibleForFree": card.free, "offers": available}
    place = _location(head, offer)
    trip = {"@type": "TouristTrip", "@id": f"{url}#trip", **common, "provider": partner, "offers": offers}
    trip["touristType"] = [theme.label for theme in offer.themes]
    return [*(_event(head, one, common, place, shared) for one in offer.departures[:EVENTS_MAX]), trip]


def _event(head: View, departure: View, common: Node, place: Node, shared: Node) -> Node:
    mode = "Online" if place["@type"] == "VirtualLocation" else "Offline"
    return {
        "@type": "Event",
        "@id": f"{head.canonical}#{departure.id}",
        **common,
        "startDate": departure.starts,
        "endDate": departure.ends,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": place,
        "inLanguage": departure.language,
        "maximumAttendeeCapacity": departure.capacity,
        **shared,
    }


def _tariff(tariff: View, url: str) -> Node:
    price = f"{tariff.price_cents // 100}.{tariff.price_cents % 100:02d}"
    said = {"description": tariff.note} if tariff.note else {}
    return {"@type": "Offer", "name": tariff.label, "price": price, "priceCurrency": "EUR", "url": url, **said}


def _location(head: View, offer: View) -> Node:
    point = offer.meeting_point
    if point is None:
        return {"@type": "VirtualLocation", "name": offer.virtual.platform, "url": head.canonical}
    address = {"streetAddress": point.street, "postalCode": point.code, "addressLocality": point.town}
    named = [{"@type": "LocationFeatureSpecification", "name": one.label, "value": True} for one in offer.facets]
    features: Node = {"amenityFeature": named} if named else {}
    return {
        "@type": "Place",
        "name": point.name,
        "address": {"@type": "PostalAddress", **address, "addressCountry": "FR"},
        "geo": {"@type": "GeoCoordinates", "latitude": float(point.latitude), "longitude": float(point.longitude)},
        **features,
    }
