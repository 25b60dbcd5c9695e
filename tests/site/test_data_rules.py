"""The rules of `data_rules.py` hold on every page of the sample and of the real site, and each finds its fault."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest

from .building import Run
from .data_rules import SCHEMA, faults
from .reading import Page, read_site

Node = dict[str, Any]
Break = Callable[[Node], object]


def test_every_page_keeps_the_rules(pages: Mapping[str, Page], real: Run) -> None:
    every = [*pages.values(), *read_site(real.output).values()]
    found = {page.url: wrong for page in every if (wrong := faults(page.data))}
    assert found == {}
    kinds = {node["@type"] for page in every for node in page.data}
    assert kinds >= {"Event", "TouristTrip", "BreadcrumbList", "Organization"}


def moved(pages: Mapping[str, Page]) -> Node:
    every = pages["/fr/visites/quais/"].of_type("Event")
    return deepcopy(next(one for one in every if "previousStartDate" in one))


def offer(name: str, value: object) -> Break:
    def change(event: Node) -> None:
        event["offers"][0][name] = value

    return change


def place(name: str, value: object) -> Break:
    def change(event: Node) -> None:
        event["location"][name] = value

    return change


EVENT_BREAKS: Mapping[str, Break] = {
    "Event: no name": lambda event: event.pop("name"),
    "Event: no description": lambda event: event.pop("description"),
    "Event: no image": lambda event: event.pop("image"),
    "Event: no organizer": lambda event: event.pop("organizer"),
    "Event: no offers": lambda event: event.pop("offers"),
    "Event: no inLanguage": lambda event: event.pop("inLanguage"),
    "Event: no location": lambda event: event.pop("location"),
    "Event: startDate is no time": lambda event: event.update(startDate="soon"),
    "Event: startDate has no time of day or no offset": lambda event: event.update(startDate="2027-03-14"),
    "Event: it ends before it starts": lambda event: event.update(endDate="2027-03-14T10:00:00+01:00"),
    "Event: url is no absolute address": lambda event: event.update(url="/fr/"),
    "Event: a price or a date is in its name": lambda event: event.update(name="Les quais, 12 €"),
    "Event: its place is in its name": lambda event: event.update(name=f"De {event['location']['name']} au port"),
    "Event: no eventStatus that is known": lambda event: event.update(eventStatus=f"{SCHEMA}EventMoved"),
    "Event: previousStartDate goes with EventRescheduled alone": lambda event: event.pop("previousStartDate"),
    "Event: it was moved to where it was": lambda event: event.update(previousStartDate=event["startDate"]),
    "Event: its mode does not go with its location": lambda event: event.update(
        eventAttendanceMode=f"{SCHEMA}OnlineEventAttendanceMode"
    ),
    "Event: availability is told of those that take place, and of no other": lambda event: event["offers"][0].pop(
        "availability"
    ),
    "Event: aggregateRating is told of nothing here": lambda event: event.update(aggregateRating={}),
    "Place: no address": place("address", None),
    "Place: no geo": place("geo", None),
    "PostalAddress: no addressLocality": place("address", {"@type": "PostalAddress", "addressCountry": "FR"}),
    "GeoCoordinates: not around Paris": place("geo", {"@type": "GeoCoordinates", "latitude": 2.3, "longitude": 48.8}),
    "Offer: no name": offer("name", ""),
    "Offer: url is no absolute address": offer("url", "/fr/"),
    "Offer: its price is no number with two decimals and a point": offer("price", "12,50"),
    "Offer: its currency is no code": offer("priceCurrency", "€"),
    "Offer: its availability is not one of schema.org's": offer("availability", "in stock"),
}


@pytest.mark.parametrize("fault", EVENT_BREAKS)
def test_a_rule_of_events_finds_its_fault(pages: Mapping[str, Page], fault: str) -> None:
    event = moved(pages)
    assert faults(event) == []
    EVENT_BREAKS[fault](event)
    assert fault in faults(event)


OTHER_BREAKS: Mapping[str, tuple[str, str, Break]] = {
    "TouristTrip: no provider": ("/fr/visites/quais/", "TouristTrip", lambda node: node.pop("provider")),
    "BreadcrumbList: not numbered from 1": (
        "/fr/visites/quais/", "BreadcrumbList", lambda node: node["itemListElement"].reverse(),
    ),
    "ListItem: no name": ("/fr/visites/quais/", "BreadcrumbList", lambda node: node["itemListElement"][0].pop("name")),
    "Organization: no name": ("/fr/", "Organization", lambda node: node.pop("name")),
    "Organization: logo is no absolute address": ("/fr/", "Organization", lambda node: node.update(logo="/icon.svg")),
    "Organization: sameAs is told of nothing here": ("/fr/", "Organization", lambda node: node.update(sameAs=["x"])),
    "Dataset: no license": ("/fr/donnees-ouvertes/", "Dataset", lambda node: node.pop("license")),
    "Dataset: its description has not between 50 and 5,000 characters": (
        "/fr/donnees-ouvertes/", "Dataset", lambda node: node.update(description="Des données."),
    ),
    "DataDownload: contentUrl is no absolute address": (
        "/fr/donnees-ouvertes/", "Dataset", lambda node: node["distribution"][0].update(contentUrl="offers.json"),
    ),
    "VirtualLocation: no url": ("/fr/visites/bobines/", "Event", lambda node: node["location"].pop("url")),
}  # fmt: skip


@pytest.mark.parametrize("fault", OTHER_BREAKS)
def test_a_rule_of_another_kind_finds_its_fault(pages: Mapping[str, Page], fault: str) -> None:
    url, kind, change = OTHER_BREAKS[fault]
    node = deepcopy(pages[url].of_type(kind)[0])
    assert faults(node) == []
    change(node)
    assert fault in faults(node)


def test_what_can_be_booked_follows_from_what_is_planned(pages: Mapping[str, Page]) -> None:
    told = {
        (event["eventStatus"].removeprefix(f"{SCHEMA}Event"), offer.get("availability", "").removeprefix(SCHEMA))
        for event in pages["/fr/visites/quais/"].of_type("Event")
        for offer in event["offers"]
    }
    assert {("Scheduled", "InStock"), ("Rescheduled", "InStock"), ("Cancelled", "")} <= told
