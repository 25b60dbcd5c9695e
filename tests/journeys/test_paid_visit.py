"""A visit is booked, paid and cancelled, with script and without; the seats follow at every step."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, eventually
from tests.journeys.visitor import (
    CANCELLED,
    CONFIRMED,
    EXPIRED,
    HELD,
    NAME,
    Wanted,
    a_wish,
    at_payment,
    book_to_payment,
    booking_id,
    choose,
    confirmed,
    expect_title,
    fill,
    leave,
    submit,
)

pytestmark = pytest.mark.browser

PARTNER = "ateliers-du-mur@example.org"
TITLE = {"fr": "Vitry, les murs ont la parole", "en": "Vitry, where the walls do the talking"}
PRICES = {"fr": ["15\u202f€", "30\u202f€", "38\u202f€"], "en": ["€15", "€30", "€38"]}
CANCEL = {
    "fr": ("Annuler la réservation", "Annuler et recevoir 38"),
    "en": ("Cancel the booking", "Cancel and get €38"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_visit_is_booked_paid_and_cancelled(page: Page, shop: RunningShop, email: str, language: str) -> None:
    wanted = a_wish(shop, "murals", email, {"adult": 2, "child": 1}, language)
    before = shop.left(wanted.departure)
    walk_to_the_offer(page, language)
    choose_and_watch_the_price(page, shop, wanted)
    fill(page, wanted)
    submit(page)
    page.wait_for_url(f"{shop.stripe_url}/_dev/stripe/pay/*")
    expect(page.locator("tfoot")).to_contain_text("38")
    eventually(lambda: shop.left(wanted.departure) == before - 3, "three seats held")
    at_payment(page, "pay")
    booking = confirmed(page, wanted)
    assert page.url.startswith(f"{shop.url}/{language}/booking/")
    mails_of_the_booking(shop, wanted, booking)
    cancel_from_the_page(page, shop, wanted, booking)
    eventually(lambda: shop.left(wanted.departure) == before, "three seats free again")


def walk_to_the_offer(page: Page, language: str) -> None:
    page.goto(f"/{language}/")
    page.get_by_role("link", name={"fr": "Toutes les visites", "en": "All visits"}[language]).first.click()
    page.get_by_role("main").get_by_role("link", name=TITLE[language]).first.click()
    expect(page.locator("h1")).to_have_text(TITLE[language])


def choose_and_watch_the_price(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    """Seats come from the availability file, the total follows the counts."""
    choose(page, Wanted(wanted.departure, wanted.email, {}))
    seats = page.locator(f'[data-departure="{wanted.departure}"] [data-seats]')
    expect(seats).to_contain_text(str(shop.left(wanted.departure)))
    more = page.locator('[data-count]:has([name="count_adult"]) [data-step="1"]')
    one, two, three = PRICES[wanted.language]
    expect(page.locator("[data-total]")).to_be_hidden()
    for total in (one, two):
        more.click()
        expect(page.locator("[data-sum]")).to_have_text(total)
    page.locator('[name="count_child"]').fill("1")
    expect(page.locator("[data-sum]")).to_have_text(three)


def mails_of_the_booking(shop: RunningShop, wanted: Wanted, booking: str) -> None:
    ticket = shop.mail(wanted.email, CONFIRMED[wanted.language])
    kinds = [part["content_type"] for part in ticket["attachments"]]
    assert sum(kind.startswith("image/png") for kind in kinds) == 3
    assert [part["filename"] for part in ticket["attachments"] if part["content_type"] == "text/calendar"]
    assert f"/{wanted.language}/booking/{booking}/" in ticket["text"]
    told = shop.mail(PARTNER, booking)
    assert NAME in told["text"]


def cancel_from_the_page(page: Page, shop: RunningShop, wanted: Wanted, booking: str) -> None:
    summary, button = CANCEL[wanted.language]
    page.get_by_text(summary, exact=True).click()
    page.get_by_role("button", name=button).click()
    expect_title(page, CANCELLED[wanted.language])
    expect(page.locator(".c-tickets__qr")).to_have_count(0)
    [refund] = eventually(lambda: shop.stripe("refund", booking), "a refund at Stripe")
    assert (refund["amount"], refund["status"]) == (3800, "succeeded")
    shop.mail(wanted.email, CANCELLED[wanted.language])
    eventually(lambda: [m for m in shop.mails(PARTNER) if booking in m["text"]][1:], "a second mail to the partner")


def test_a_policy_without_stripes_origin_would_keep_the_visitor_here(
    tabs: Tabs, shop: RunningShop, email: str
) -> None:
    """The guard of the journey above: the browser does hold the redirect of a posted form to `form-action`."""
    page = tabs.open(java_script_enabled=False)
    wanted = a_wish(shop, "murals", email)
    page.goto("/fr/booking/murals")
    page.route(page.url, lambda route: narrowed(route, shop.stripe_url))
    page.reload()
    fill(page, wanted)
    with page.expect_console_message() as said:
        submit(page)
    assert "violates the following Content Security Policy directive: \"form-action 'self'\"" in said.value.text
    assert len(tabs.complaints()) == 1
    assert shop.stripe_url not in page.url


def narrowed(route: Route, stripe_origin: str) -> None:
    answer = route.fetch()
    policy = answer.headers["content-security-policy"]
    assert f"form-action 'self' {stripe_origin}" in policy
    narrow = {"content-security-policy": policy.replace(f" {stripe_origin}", "")}
    route.fulfill(response=answer, headers=answer.headers | narrow)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_script_faults_are_shown_in_place_and_what_was_typed_stays(
    tabs: Tabs, shop: RunningShop, email: str, language: str
) -> None:
    page = tabs.open(java_script_enabled=False)
    wanted = a_wish(shop, "bievre", email, {"adult": 1, "senior": 1}, language)
    page.goto(f"/{language}/booking/bievre")
    fill(page, Wanted(wanted.departure, "nobody@nowhere", wanted.party, language))
    page.locator('[name="phone"]').fill("x" * 5)
    submit(page)
    expect(page.locator("[data-errors] li")).to_have_count(2)
    assert page.url == f"{shop.url}/{language}/booking/bievre"
    expect(page.locator('[name="email"]')).to_have_value("nobody@nowhere")
    expect(page.locator('[name="email"]')).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#booking-email-fault")).to_be_visible()
    expect(page.locator('[name="phone"]')).to_have_value("x" * 5)
    expect(page.locator('[name="name"]')).to_have_value(NAME)
    expect(page.locator(f'input[value="{wanted.departure}"]')).to_be_checked()
    for tariff, persons in wanted.party.items():
        expect(page.locator(f'[name="count_{tariff}"]')).to_have_value(str(persons))
    expect(page.locator('select[name="language"]')).to_have_value(language)
    expect(page.locator('[name="accept"]')).to_be_checked()
    page.locator('[name="email"]').fill(wanted.email)
    page.locator('[name="phone"]').fill("01 23 45 67 89")
    submit(page)
    page.wait_for_url(f"{shop.stripe_url}/**")
    at_payment(page, "pay")
    confirmed(page, wanted)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whoever_leaves_stripes_page_may_release_the_seats_or_pay_after_all(
    page: Page, shop: RunningShop, email: str, language: str
) -> None:
    wanted = a_wish(shop, "fort-issy-networks", email, language=language)
    before = shop.left(wanted.departure)
    first = book_to_payment(page, shop, wanted)
    leave(page)
    expect_title(page, HELD[language])
    eventually(lambda: shop.left(wanted.departure) == before - 2, "seats held")
    page.locator('form[action$="/pay"] button').click()
    page.wait_for_url(first)
    leave(page)
    page.locator('form[action$="/release"] button').click()
    expect_title(page, CANCELLED[language], EXPIRED[language])  # Stripe's event may be quicker than the release
    eventually(lambda: shop.left(wanted.departure) == before, "seats free again")
    page.goto(first)
    expect(page.locator('button[value="pay"]')).to_have_count(0)
    book_to_payment(page, shop, wanted)
    leave(page)
    page.locator('form[action$="/pay"] button').click()
    at_payment(page, "pay")
    confirmed(page, wanted)
    assert booking_id(page)


def test_a_departure_that_closed_since_its_file_was_written_cannot_be_chosen(
    page: Page, shop: RunningShop, email: str
) -> None:
    wanted, other = a_wish(shop, "murals", email), a_wish(shop, "murals", email)

    def aged(route: Route) -> None:
        told = route.fetch().json()
        told["departures"][wanted.departure]["closes_at"] = "2020-01-01T10:00:00Z"
        route.fulfill(json=told)

    page.route("**/availability/murals.json", aged)
    page.goto("/fr/booking/murals")
    expect(page.locator(f'input[value="{wanted.departure}"]')).to_be_disabled()
    expect(page.locator(f'input[value="{other.departure}"]')).to_be_enabled()
