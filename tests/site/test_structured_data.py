"""Structured data of the built sample: the rules of events, and the same facts as the page shows."""

import re
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from babel.numbers import format_currency
from catalogue.pages import jsonld

from .building import ORIGIN
from .reading import Page, local, plain

Pages = Mapping[str, Page]
OFFER_PAGES = ("/fr/visites/quais/", "/fr/visites/bobines/", "/en/visits/quays/", "/en/visits/reels/")
SCHEMA = "https://schema.org/"


def events_of(pages: Pages) -> list[tuple[Page, dict[str, Any]]]:
    return [(pages[url], event) for url in OFFER_PAGES for event in pages[url].of_type("Event")]


def test_all_structured_data_parses_and_names_schema_org(pages: Pages) -> None:
    for page in pages.values():
        assert all(node["@context"] == "https://schema.org" for node in page.data), page.url
    assert sum(len(page.data) for page in pages.values()) > sum(not page.noindex for page in pages.values())


def test_every_event_has_a_name_a_start_with_offset_and_a_place(pages: Pages) -> None:
    events = events_of(pages)
    assert len(events) == 2 * (12 + 2)
    for page, event in events:
        assert event["name"]
        starts, ends = (datetime.fromisoformat(event[name]) for name in ("startDate", "endDate"))
        assert starts.utcoffset() is not None
        assert starts < ends
        assert event["url"] == ORIGIN + page.url
        assert event["location"]["@type"] in {"Place", "VirtualLocation"}


def test_no_price_place_or_date_is_in_the_name_of_an_event(pages: Pages) -> None:
    assert {event["name"] for _, event in events_of(pages)} == {
        "Les quais <& leurs échos>", "The quays <& their echoes>", "Bobines à la maison", "Reels at home",
    }  # fmt: skip


def test_a_place_has_its_postal_address(pages: Pages) -> None:
    places = [event["location"] for _, event in events_of(pages) if event["location"]["@type"] == "Place"]
    assert places
    same = {"@type": "PostalAddress", "addressCountry": "FR", "addressLocality": "Ivry-sur-Seine"}
    assert {tuple(sorted(place["address"].items())) for place in places} == {
        tuple(sorted({**same, "postalCode": "94200", "streetAddress": street}.items()))
        for street in ("1 place de la Gare", "3 rue du Moulin")
    }


def test_a_departure_that_meets_elsewhere_tells_its_own_place_and_seats(pages: Pages) -> None:
    usual_places = {"/fr/visites/quais/": "Gare d’Ivry-sur-Seine", "/en/visits/quays/": "Ivry-sur-Seine station"}
    for url, usual in usual_places.items():
        told = {
            event["startDate"]: (event["location"]["name"], event["maximumAttendeeCapacity"])
            for event in pages[url].of_type("Event")
        }
        assert told.pop("2027-03-28T14:30:00+02:00") == ("Le moulin", 12)
        assert set(told.values()) == {(usual, 20)}


def test_whom_a_visit_is_for_is_told_where_it_is_not_for_all(pages: Pages) -> None:
    (trip,) = pages["/en/visits/quays/"].of_type("TouristTrip")
    assert trip["touristType"] == ["River", "Everyone", "Schools"]
    for event in pages["/en/visits/quays/"].of_type("Event"):
        assert event["typicalAgeRange"] == "6-"
        assert [one["audienceType"] for one in event["audience"]] == ["Everyone", "Schools"]
    for event in pages["/en/visits/reels/"].of_type("Event"):
        assert "typicalAgeRange" not in event
        assert [one["audienceType"] for one in event["audience"]] == ["Schools"]


def test_what_makes_a_visit_accessible_is_told_of_every_place(pages: Pages) -> None:
    for _, event in events_of(pages):
        if event["location"]["@type"] == "Place":
            assert len(event["location"]["amenityFeature"]) == 2
            assert all(one["value"] is True for one in event["location"]["amenityFeature"])


def test_a_walk_tells_where_it_ends(pages: Pages) -> None:
    (trip,) = pages["/en/visits/quays/"].of_type("TouristTrip")
    assert [place["name"] for place in trip["itinerary"]] == ["Ivry-sur-Seine station", "The ferry of the port"]
    assert "itinerary" not in pages["/en/visits/reels/"].of_type("TouristTrip")[0]


def test_who_may_have_a_price_and_how_many_is_told_where_it_is_limited(pages: Pages) -> None:
    (trip,) = pages["/en/visits/quays/"].of_type("TouristTrip")
    adult, child, social = trip["offers"]
    assert "description" not in adult
    assert (child["description"], social["description"]) == ("aged 6 to 12", "people on income support")
    assert social["eligibleQuantity"] == {"@type": "QuantitativeValue", "maxValue": 4}
    assert not any("eligibleQuantity" in one for one in (adult, child))
    assert not any("inventoryLevel" in one for one in trip["offers"])


def test_a_cancelled_departure_keeps_its_date_and_a_moved_one_tells_the_earlier(pages: Pages) -> None:
    states = {event["startDate"]: event for event in pages["/fr/visites/quais/"].of_type("Event")}
    assert states["2027-03-06T10:00:00+01:00"]["eventStatus"] == SCHEMA + "EventScheduled"
    assert states["2027-03-05T10:00:00+01:00"]["eventStatus"] == SCHEMA + "EventCancelled"
    moved = states["2027-03-14T11:00:00+01:00"]
    assert moved["eventStatus"] == SCHEMA + "EventRescheduled"
    assert moved["previousStartDate"] == "2027-03-13T10:00:00+01:00"


def test_only_a_virtual_visit_is_online(pages: Pages) -> None:
    for page, event in events_of(pages):
        online = event["eventAttendanceMode"] == SCHEMA + "OnlineEventAttendanceMode"
        assert online == (event["location"]["@type"] == "VirtualLocation") == ("Épinay" in page.text)


def test_every_price_told_to_engines_is_on_the_page(pages: Pages) -> None:
    for page, node in events_of(pages) + [(pages[url], pages[url].of_type("TouristTrip")[0]) for url in OFFER_PAGES]:
        assert node["offers"]
        for offer in node["offers"]:
            assert offer["priceCurrency"] == "EUR"
            assert shown(offer, page.lang) in page.text, page.url


def shown(offer: dict[str, Any], lang: str) -> str:
    price = float(offer["price"])
    if price == 0:
        return "Gratuit" if lang == "fr" else "Free"
    whole = "¤#,##0" if lang == "en" else "#,##0 ¤"
    return plain(format_currency(price, "EUR", None if price % 1 else whole, lang, currency_digits=bool(price % 1)))


def test_prices_are_those_of_the_content(pages: Pages) -> None:
    (trip,) = pages["/en/visits/quays/"].of_type("TouristTrip")
    assert [(offer["name"], offer["price"]) for offer in trip["offers"]] == [
        ("Adult", "12.50"), ("Child", "6.00"), ("Solidarity", "3.00"),
    ]  # fmt: skip


def test_the_way_back_is_numbered_and_leads_to_pages(pages: Pages) -> None:
    for url in {url for url, page in pages.items() if not page.noindex} - {"/", "/fr/", "/en/"}:
        (trail,) = pages[url].of_type("BreadcrumbList")
        steps = trail["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert {local(step["item"]) for step in steps} <= set(pages)
        assert steps[-1]["item"] == ORIGIN + url


@pytest.mark.parametrize("url", ["/", "/fr/", "/en/"])
def test_home_pages_name_the_organisation(pages: Pages, url: str) -> None:
    (organisation,) = pages[url].of_type("Organization")
    assert organisation["name"] == "Faubourg"
    assert organisation["url"] == f"{ORIGIN}/"


def test_data_cannot_end_the_script_that_holds_it() -> None:
    (script,) = jsonld.script([{"name": "</script><script>alert(1)</script>&\u2028"}])
    assert not set("<>&\u2028") & set(script)
    assert "\\u003c/script\\u003e" in script


def test_a_picture_is_told_where_there_is_one(pages: Pages) -> None:
    for page, event in events_of(pages):
        assert event["image"] == [page.one("meta", property="og:image").get("content")]


def properties_of(name: str) -> set[str]:
    # Through its module: `schema_org.Event` would make all 900 types first, for five seconds.
    module = import_module("schema_org.models." + re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
    return {one.schema_name for one in getattr(module, name).SCHEMA_PROPERTIES}


def unknown_terms(node: Any) -> set[str]:
    """The properties in `node` that schema.org does not give to its type."""
    if isinstance(node, list):
        return set().union(*map(unknown_terms, node))
    if not isinstance(node, dict):
        return set()
    known = properties_of(node["@type"])
    own = {f"{node['@type']}.{name}" for name in node if not name.startswith("@") and name not in known}
    return own.union(*map(unknown_terms, node.values()))


def test_every_property_is_one_that_schema_org_gives_to_its_type(pages: Pages) -> None:
    assert set().union(*(unknown_terms(page.data) for page in pages.values())) == set()
    assert unknown_terms({"@type": "Event", "startDay": "x", "location": {"@type": "Place", "adress": "x"}}) == {
        "Event.startDay",
        "Place.adress",
    }
