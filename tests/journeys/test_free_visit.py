"""A free visit is booked at once, and a form sent twice books and charges once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, eventually
from tests.journeys.visitor import (
    CANCELLED,
    a_wish,
    at_payment,
    book,
    book_to_payment,
    booking_id,
    confirmed,
    expect_title,
    fill,
    submit,
)

pytestmark = pytest.mark.browser

EVERYONE = {"everyone": 2}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_free_visit_is_booked_at_once_and_given_back(
    page: Page, shop: RunningShop, email: str, language: str
) -> None:
    wanted = a_wish(shop, "nanterre-ponds", email, EVERYONE, language)
    before = shop.left(wanted.departure)
    book(page, shop, wanted)
    confirmed(page, wanted)
    eventually(lambda: shop.left(wanted.departure) == before - 2, "two seats taken")
    shop.mail(email, booking_id(page))
    page.locator("details.c-personal__cancel summary").click()
    page.locator('form[action$="/cancel"] button').click()
    expect_title(page, CANCELLED[language])
    eventually(lambda: shop.left(wanted.departure) == before, "two seats free again")
    shop.mail(email, CANCELLED[language])


def test_a_double_click_makes_one_booking(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "suresnes-garden-city", email, EVERYONE)
    before = shop.left(wanted.departure)
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto("/fr/booking/suresnes-garden-city")
    fill(page, wanted)
    page.locator("[data-submit]").dblclick()
    confirmed(page, wanted)
    assert len(posts) == 1
    eventually(lambda: shop.left(wanted.departure) == before - 2, "two seats taken")


def test_a_double_click_without_script_makes_one_booking(tabs: Tabs, shop: RunningShop, email: str) -> None:
    """Two posts reach the shop; the second finds the first."""
    page = tabs.open(java_script_enabled=False)
    wanted = a_wish(shop, "suresnes-garden-city", email, EVERYONE)
    before = shop.left(wanted.departure)
    page.goto("/fr/booking/suresnes-garden-city")
    fill(page, wanted)
    page.locator("[data-submit]").dblclick()
    expect(page.locator("h1")).to_have_text(re.compile("C’est (déjà )?réservé"))
    eventually(lambda: shop.left(wanted.departure) < before, "seats taken")
    assert shop.left(wanted.departure) == before - 2


def test_the_back_button_and_the_same_form_again_lead_to_the_same_payment_page(
    page: Page, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "ivry-terraces", email)
    before = shop.left(wanted.departure)
    first = book_to_payment(page, shop, wanted)
    page.go_back()
    fill(page, wanted)
    submit(page)
    page.wait_for_url(first)
    at_payment(page, "pay")
    confirmed(page, wanted)
    eventually(lambda: shop.left(wanted.departure) == before - 2, "two seats taken")


def test_the_same_form_after_the_confirmation_shows_nothing_sends_the_link_and_offers_more_seats(
    page: Page, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "nanterre-ponds", email, EVERYONE, "en")
    before = shop.left(wanted.departure)
    book(page, shop, wanted)
    booking = confirmed(page, wanted)
    shop.mail(email, booking)
    shop.move_clock(11)  # the link goes out once in ten minutes at most
    book(page, shop, wanted)
    expect_title(page, "It’s already booked")
    assert booking not in page.content()
    shop.mail(email, "here is your link")
    page.get_by_role("button", name="Book more places").click()
    assert confirmed(page, wanted) != booking
    eventually(lambda: shop.left(wanted.departure) == before - 4, "four seats taken")
