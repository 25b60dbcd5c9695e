"""Rules of structured data, each a sentence that says what is wrong: Google's for events, and what schema.org means.

Google's documentation of the Event result: name, startDate and location are required; a start has its time and offset;
a Place has an address; a cancelled one keeps its date, a moved one tells the former; an online one has a
VirtualLocation; a name holds no price, no date and not the place; offers tell url, price, currency, availability;
breadcrumbs are numbered from 1. No page claims what the site does not have: ratings, reviews, accounts elsewhere.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

Node = dict[str, Any]
Rule = Callable[[Node], Iterator[str]]

SCHEMA = "https://schema.org/"
STATUSES = {f"{SCHEMA}{name}" for name in ("EventScheduled", "EventCancelled", "EventRescheduled")}
MODES = {
    f"{SCHEMA}{name}EventAttendanceMode": kind for name, kind in (("Online", "VirtualLocation"), ("Offline", "Place"))
}
AVAILABLE = {f"{SCHEMA}{name}" for name in ("InStock", "SoldOut", "OutOfStock")}
PRICE_OR_DATE = re.compile(
    r"\d\s*€|€\s*\d|\bEUR\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}\s?h\s?\d\d\b"
)
NEVER = {"aggregateRating", "review", "sameAs"}


def lacking(node: Node, *names: str) -> Iterator[str]:
    for name in names:
        if not node.get(name) and node.get(name) is not False:
            yield f"{node['@type']}: no {name}"


def absolute(node: Node, *names: str) -> Iterator[str]:
    for name in names:
        if name in node and not str(node[name]).startswith("https://"):
            yield f"{node['@type']}: {name} is no absolute address"


def moment(node: Node, name: str) -> Iterator[str]:
    try:
        found = datetime.fromisoformat(node[name])
    except (KeyError, ValueError):
        yield f"{node['@type']}: {name} is no time"
        return
    if found.tzinfo is None or "T" not in node[name]:
        yield f"{node['@type']}: {name} has no time of day or no offset"


def an_event(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "description", "location", "image", "organizer", "offers", "inLanguage", "@id")
    yield from absolute(node, "url", "@id")
    yield from moment(node, "startDate")
    yield from moment(node, "endDate")
    if str(node.get("startDate")) >= str(node.get("endDate")):
        yield "Event: it ends before it starts"
    yield from its_name(node)
    yield from its_status(node)
    if MODES.get(node.get("eventAttendanceMode", "")) != node.get("location", {}).get("@type"):
        yield "Event: its mode does not go with its location"
    cancelled = node.get("eventStatus") == f"{SCHEMA}EventCancelled"
    for offer in node.get("offers", []):
        if ("availability" in offer) == cancelled:
            yield "Event: availability is told of those that take place, and of no other"


def its_name(node: Node) -> Iterator[str]:
    name, place = node.get("name", ""), node.get("location", {})
    if PRICE_OR_DATE.search(name):
        yield "Event: a price or a date is in its name"
    if place.get("@type") == "Place" and place.get("name") and place["name"].lower() in name.lower():
        yield "Event: its place is in its name"


def its_status(node: Node) -> Iterator[str]:
    status, former = node.get("eventStatus"), "previousStartDate" in node
    if status not in STATUSES:
        yield "Event: no eventStatus that is known"
    if former != (status == f"{SCHEMA}EventRescheduled"):
        yield "Event: previousStartDate goes with EventRescheduled alone"
    if former:
        yield from moment(node, "previousStartDate")
        if node["previousStartDate"] == node.get("startDate"):
            yield "Event: it was moved to where it was"


def a_place(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "address", "geo")


def an_address(node: Node) -> Iterator[str]:
    yield from lacking(node, "addressLocality", "addressCountry")


def coordinates(node: Node) -> Iterator[str]:
    inside = 48 < node.get("latitude", 0) < 50 and 1 < node.get("longitude", 0) < 4
    if not inside:
        yield "GeoCoordinates: not around Paris"


def an_offer(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "url")
    yield from absolute(node, "url")
    if not re.fullmatch(r"\d+\.\d\d", str(node.get("price"))):
        yield "Offer: its price is no number with two decimals and a point"
    if not re.fullmatch("[A-Z]{3}", str(node.get("priceCurrency"))):
        yield "Offer: its currency is no code"
    if node.get("availability", f"{SCHEMA}InStock") not in AVAILABLE:
        yield "Offer: its availability is not one of schema.org's"


def a_trail(node: Node) -> Iterator[str]:
    steps = node.get("itemListElement", [])
    if [step.get("position") for step in steps] != list(range(1, len(steps) + 1)) or not steps:
        yield "BreadcrumbList: not numbered from 1"
    for step in steps:
        yield from lacking(step, "name", "item")
        yield from absolute(step, "item")


def an_organization(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "url")
    yield from absolute(node, "url", "logo")


def a_trip(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "description", "provider", "offers", "touristType", "image")
    yield from absolute(node, "url", "@id")


def a_dataset(node: Node) -> Iterator[str]:
    yield from lacking(node, "name", "description", "license", "creator", "distribution")
    if not 50 <= len(node.get("description", "")) <= 5_000:
        yield "Dataset: its description has not between 50 and 5,000 characters"


def a_download(node: Node) -> Iterator[str]:
    yield from lacking(node, "contentUrl", "encodingFormat")
    yield from absolute(node, "contentUrl")


def a_virtual_location(node: Node) -> Iterator[str]:
    yield from lacking(node, "url")
    yield from absolute(node, "url")


RULES: dict[str, Rule] = {
    "Event": an_event, "Place": a_place, "PostalAddress": an_address, "GeoCoordinates": coordinates, "Offer": an_offer,
    "BreadcrumbList": a_trail, "Organization": an_organization, "TouristTrip": a_trip, "Dataset": a_dataset,
    "DataDownload": a_download, "VirtualLocation": a_virtual_location,
}  # fmt: skip


def faults(node: Any) -> list[str]:
    """What is wrong with a node and all within it."""
    if isinstance(node, list):
        return [fault for one in node for fault in faults(one)]
    if not isinstance(node, dict):
        return []
    kind = node.get("@type", "nothing")
    own = [f"{kind}: {name} is told of nothing here" for name in NEVER & node.keys()]
    rule = RULES.get(kind)
    return [*own, *(rule(node) if rule else ()), *(fault for value in node.values() for fault in faults(value))]
