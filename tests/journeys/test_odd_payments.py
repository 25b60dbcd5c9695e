"""Payments that do not go straight: declined, delayed, told twice, made too late."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, eventually, read_json
from tests.journeys.visitor import (
    AWAITING,
    EXPIRED,
    Wanted,
    a_wish,
    at_payment,
    book_to_payment,
    booking_id,
    confirmed,
    expect_title,
    leave,
)

pytestmark = pytest.mark.browser

LAPSED = 36
"""Minutes after which a hold is over."""
BANK_WAIT = 7 * 24 * 60 + 1
"""Minutes after which a bank that was asked has taken too long."""


def test_a_declined_card_may_be_followed_by_one_that_pays(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "petite-ceinture", email, language="en")
    book_to_payment(page, shop, wanted)
    at_payment(page, "decline")
    expect(page.get_by_role("alert")).to_contain_text("declined")
    at_payment(page, "pay")
    confirmed(page, wanted)


def test_the_bank_of_a_delayed_payment_says_yes(page: Page, tabs: Tabs, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "petite-ceinture", email)
    held = shop.left(wanted.departure) - 2
    pay_later(page, shop, wanted)
    eventually(lambda: shop.left(wanted.departure) == held, "seats kept while the bank looks")
    on_the_dashboard(tabs, shop, booking_id(page), "async_succeed")
    confirmed(page, wanted)
    shop.mail(email, "C’est réservé")


def test_the_bank_of_a_delayed_payment_says_no(page: Page, tabs: Tabs, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "petite-ceinture", email, language="en")
    before = shop.left(wanted.departure)
    pay_later(page, shop, wanted)
    on_the_dashboard(tabs, shop, booking_id(page), "async_fail")
    expect_title(page, EXPIRED["en"])
    shop.mail(email, "Payment refused")
    eventually(lambda: shop.left(wanted.departure) == before, "seats free again")


def test_news_of_a_payment_told_twice_confirms_once(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "petite-ceinture", email)
    before = shop.left(wanted.departure)
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay_twice")
    booking = confirmed(page, wanted)
    shop.mail(email, booking)
    eventually(lambda: told(shop, booking) >= 2, "both deliveries")
    eventually(lambda: shop.left(wanted.departure) == before - 2, "two seats taken")
    assert len(shop.mails(email)) == 1
    assert len([mail for mail in shop.mails("bords-perdus@example.org") if booking in mail["text"]]) == 1


def test_a_payment_page_left_open_takes_no_money_once_the_hold_is_over(
    page: Page, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "basilica-builders", email)
    before = shop.left(wanted.departure)
    paying = book_to_payment(page, shop, wanted)
    at_payment(page, "begin")
    eventually(lambda: shop.left(wanted.departure) == before - 2, "two seats held")
    shop.move_clock(LAPSED)
    page.goto(paying)
    expect(page.get_by_role("alert")).to_contain_text("a expiré")
    expect(page.locator('button[value="finish"]')).to_have_count(0)
    leave(page)
    expect_title(page, EXPIRED["fr"])
    eventually(lambda: shop.left(wanted.departure) == before, "seats free again")


def test_money_that_comes_after_its_hold_was_over_takes_the_seats_again(
    page: Page, tabs: Tabs, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "basilica-builders", email)
    before = shop.left(wanted.departure)
    pay_later(page, shop, wanted)
    shop.move_clock(BANK_WAIT)
    expect_title(page, EXPIRED["fr"])
    eventually(lambda: shop.left(wanted.departure) == before, "seats free again")
    on_the_dashboard(tabs, shop, booking_id(page), "async_succeed")
    confirmed(page, wanted)
    eventually(lambda: shop.left(wanted.departure) == before - 2, "seats taken again")


def test_money_that_comes_when_the_seats_went_to_others_goes_back_by_itself(
    page: Page, tabs: Tabs, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "pantin-casting", email, {"adult": 4})
    total = shop.left(wanted.departure)
    pay_later(page, shop, wanted)
    booking = booking_id(page)
    shop.move_clock(BANK_WAIT)
    eventually(lambda: shop.left(wanted.departure) == total, "seats free again")
    for other, persons in (("first", 4), ("second", total - 4)):
        take_seats(tabs.open(), shop, Wanted(wanted.departure, f"{other}.{email}", {"adult": persons}))
    eventually(lambda: shop.left(wanted.departure) == 0, "no seat left")
    on_the_dashboard(tabs, shop, booking, "async_succeed")
    eventually(lambda: shop.stripe("refund", booking), "a refund at Stripe")
    assert shop.mail(email, "Plus de place")["subject"].startswith("Plus de place, remboursement de 260")
    assert [refund["amount"] for refund in shop.stripe("refund", booking)] == [4 * 6500]
    page.reload()
    expect_title(page, EXPIRED["fr"])
    expect(page.get_by_text("Remboursement de 260")).to_be_visible()


def pay_later(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay_later")
    expect_title(page, AWAITING[wanted.language])


def on_the_dashboard(tabs: Tabs, shop: RunningShop, booking: str, act: str) -> None:
    """What the bank says, pressed on Stripe's dashboard, reached from the shop's own `/_dev/`."""
    page = tabs.open()
    page.goto("/_dev/stripe/")
    page.locator("#sessions ~ * tr, section tr").filter(has_text=booking).locator(f'button[value="{act}"]').click()


def take_seats(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay")
    confirmed(page, wanted)


def told(shop: RunningShop, booking: str) -> int:
    """How often Stripe told the shop that this booking was paid."""
    seen = read_json(shop.stripe_url + "/_dev/stripe/control")
    events = {
        each["id"] for each in seen["event"]
        if each["type"] == "checkout.session.completed" and each["data"]["object"]["client_reference_id"] == booking
    }
    return sum(each["event"] in events and each["status"] == "done" for each in seen["delivery"])
