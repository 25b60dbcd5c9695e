"""What a visitor does, in the words of the shop, and what the visitor then sees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, TimeoutError, expect

from tests.journeys.running import RunningShop, offer_of

NAME = "Camille Essai"
PERSONAL = re.compile(r"^(http://[^/]+)/(..)/booking/([^/]+)/([^/?]+)$")
ADULTS = {"adult": 2}

CONFIRMED = {"fr": "C’est réservé", "en": "You’re booked", "es": "Reserva hecha", "de": "Gebucht"}
HELD = {
    "fr": "Vos places vous attendent", "en": "Your places are waiting", "es": "Sus plazas le esperan",
    "de": "Ihre Plätze warten",
}
AWAITING = {"fr": "Votre banque vérifie", "en": "Your bank is checking"}
EXPIRED = {"fr": "Vos places sont reparties", "en": "Your places have gone"}
CANCELLED = {
    "fr": "Réservation annulée", "en": "Booking cancelled", "es": "Reserva cancelada", "de": "Buchung storniert",
}


@dataclass(frozen=True)
class Wanted:
    """What a visitor wants: a departure, a party by tariff, mails to an address in a language."""

    departure: str
    email: str
    party: Mapping[str, int]
    language: str = "fr"


def a_wish(
    shop: RunningShop, offer: str, email: str, party: Mapping[str, int] = ADULTS, language: str = "fr"
) -> Wanted:
    """A wish for a departure that nobody else wants."""
    return Wanted(shop.a_departure(offer), email, party, language)


def choose(page: Page, wanted: Wanted) -> None:
    """Departure and party, on an offer's page."""
    radio = page.locator(f'input[value="{wanted.departure}"]')
    if not radio.is_visible():
        page.locator(".c-choice__more summary").click()
    radio.check()
    for count in page.locator("[data-count] input").all():
        tariff = (count.get_attribute("name") or "").removeprefix("count_")
        count.fill(str(wanted.party.get(tariff, 0)))


def fill(page: Page, wanted: Wanted) -> None:
    """The whole form, from an offer's page; nothing is sent."""
    choose(page, wanted)
    page.locator('[name="name"]').fill(NAME)
    page.locator('[name="email"]').fill(wanted.email)
    page.locator('select[name="language"]').select_option(wanted.language)
    page.locator('[name="accept"]').check()


def submit(page: Page) -> None:
    page.locator("[data-submit]").click()


def book(page: Page, shop: RunningShop, wanted: Wanted) -> None:
    """To the payment page, or to the confirmation of a free offer."""
    page.goto(f"/{wanted.language}/booking/{offer_of(wanted.departure)}")  # the form's address leads to its page
    fill(page, wanted)
    submit(page)


def book_to_payment(page: Page, shop: RunningShop, wanted: Wanted) -> str:
    """To the payment page; gives its address."""
    book(page, shop, wanted)
    try:
        page.wait_for_url(f"{shop.stripe_url}/_dev/stripe/pay/*")
    except TimeoutError:
        raise AssertionError(f"no payment page, but {page.url}:\n{page.locator('main').inner_text()}") from None
    return page.url


def at_payment(page: Page, button: str) -> None:
    """A button of the payment page: `pay`, `decline`, `pay_later`, `pay_twice`, `begin`, `finish`."""
    page.locator(f'button[value="{button}"]').click()


def leave(page: Page) -> None:
    page.locator("#leave").click()


def booking_id(page: Page) -> str:
    """The booking of the personal page in sight."""
    found = PERSONAL.match(page.url.partition("?")[0])
    assert found, page.url
    return found[3]


def expect_title(page: Page, *words: str) -> None:
    """The headline of the page, reloading as the page itself advises while a payment arrives."""
    wanted = re.compile("|".join(map(re.escape, words)))
    for _ in range(20):
        if wanted.search(page.locator("h1").inner_text()):
            return
        page.wait_for_timeout(150)
        page.reload()
    expect(page.locator("h1")).to_have_text(wanted)


def confirmed(page: Page, wanted: Wanted) -> str:
    """The personal page shows the tickets, one code a person; gives the booking's id."""
    expect_title(page, CONFIRMED[wanted.language])
    expect(page.locator(".c-tickets__qr svg")).to_have_count(sum(wanted.party.values()))
    return booking_id(page)
