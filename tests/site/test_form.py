"""The booking form on the pages of the built sample: complete, labelled, and without any count of seats."""

import json
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import pytest

from .building import Run
from .reading import Page

Pages = Mapping[str, Page]
FIELDS = {"departure", "name", "email", "phone", "language", "accept", "terms", "conditions"}


def form_of(page: Page) -> Element:
    return page.one("form", method="post")


def fields_of(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in form_of(page).iter():
        if element.tag in {"input", "select", "textarea"} and element.get("name"):
            found.setdefault(element.get("name", ""), []).append(element)
    return found


@pytest.mark.parametrize(
    ("url", "action", "tariffs"),
    [
        ("/fr/visites/quais/", "/fr/booking/quays", {"count_adult", "count_child", "count_social"}),
        ("/en/visits/quays/", "/en/booking/quays", {"count_adult", "count_child", "count_social"}),
        ("/fr/visites/bobines/", "/fr/booking/reels", {"count_adult"}),
    ],
)
def test_the_form_has_every_field_and_posts_to_the_offer(
    pages: Pages, url: str, action: str, tariffs: set[str]
) -> None:
    assert form_of(pages[url]).get("action") == action
    assert set(fields_of(pages[url])) == FIELDS | tariffs


def test_every_field_that_is_shown_has_a_label(pages: Pages) -> None:
    page = pages["/fr/visites/quais/"]
    labelled = {one.get("for") for one in page.all("label")}
    wrapped = {id(field) for label in page.all("label") for field in label.iter("input")}
    for name, elements in fields_of(page).items():
        for element in elements:
            shown = element.get("type") != "hidden"
            assert not shown or element.get("id") in labelled or id(element) in wrapped, name


def test_only_open_departures_can_be_chosen_and_none_is_beforehand(pages: Pages, sample: Run) -> None:
    catalogue = json.loads((sample.data / "catalogue.json").read_text())
    offers = {offer["id"]: offer for offer in catalogue["offers"]}
    for url, offer_id in (("/fr/visites/quais/", "quays"), ("/en/visits/reels/", "reels")):
        choices = fields_of(pages[url])["departure"]
        usable = [one.get("value") for one in choices if one.get("disabled") is None]
        assert usable == [one["id"] for one in offers[offer_id]["departures"] if one["status"] == "open"]
        assert not [one for one in choices if one.get("checked") is not None]


def test_the_form_carries_the_terms_that_booking_knows(pages: Pages, sample: Run) -> None:
    catalogue = json.loads((sample.data / "catalogue.json").read_text())
    terms = {offer["id"]: offer["terms"] for offer in catalogue["offers"]}
    for url, offer_id in (("/fr/visites/quais/", "quays"), ("/en/visits/reels/", "reels")):
        fields = fields_of(pages[url])
        assert fields["terms"][0].get("value") == terms[offer_id]
        assert fields["conditions"][0].get("value") == "2026-11-01"


def test_no_amount_is_ever_posted(pages: Pages) -> None:
    for elements in fields_of(pages["/fr/visites/quais/"]).values():
        assert not [one for one in elements if one.get("value") in {"1250", "12.50", "600", "6.00"}]


def test_the_form_links_to_terms_and_privacy_in_its_language(pages: Pages) -> None:
    links = {one.get("href") for one in form_of(pages["/en/visits/quays/"]).iter("a")}
    assert {"/en/terms/", "/en/privacy/"} <= links


def test_a_static_page_shows_no_count_of_seats(pages: Pages) -> None:
    assert "20" not in {word for one in form_of(pages["/fr/visites/quais/"]).itertext() for word in one.split()}
