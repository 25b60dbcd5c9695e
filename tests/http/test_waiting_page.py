"""Back from the payment page before Stripe's event: the page waits with the visitor."""

from datetime import timedelta

import pytest
from chalicelib.operations.take_event import take_event
from chalicelib.ports import Checkout

from tests.fakes.shop import ShopForTests, a_form

from .gateway import Gateway

in_each_language = pytest.mark.parametrize(("language", "headline", "again", "stop"), [
    ("fr", "Un instant, votre paiement se confirme", "Recharger", "Ne plus recharger"),
    ("en", "One moment, your payment is being confirmed", "Reload", "Stop reloading"),
])


def a_checkout(the: ShopForTests, gateway: Gateway) -> Checkout:
    gateway.post("/fr/booking/murals", a_form())
    return the.payments.checkouts_since(the.clock.now() - timedelta(hours=1))[0]


def path_of(the: ShopForTests, checkout: Checkout, language: str = "fr") -> str:
    return the.shop.links.booking(language, checkout.booking_id).removeprefix("https://visits.example.org")


@in_each_language
def test_whoever_just_paid_is_asked_for_nothing_and_the_page_reloads_by_itself(
    the: ShopForTests, gateway: Gateway, language: str, headline: str, again: str, stop: str
) -> None:
    path = path_of(the, a_checkout(the, gateway), language)
    seen = gateway.get(f"{path}?paid=1")
    assert (seen.status, seen.headers["refresh"]) == (200, "3")
    assert [title.text for title in seen.html.iter("h1")] == [headline]
    assert not list(seen.html.iter("form"))
    links = {link.text: link.get("href") for link in seen.html.iter("a")}
    assert links[again] == f"{path}?paid=1"
    assert links[stop] == f"{path}?paid=1&stay=1"


def test_the_page_that_waits_stops_reloading_when_it_is_asked_to(the: ShopForTests, gateway: Gateway) -> None:
    path = path_of(the, a_checkout(the, gateway))
    seen = gateway.get(f"{path}?paid=1&stay=1")
    assert seen.status == 200
    assert "refresh" not in seen.headers
    assert "Rechargez la page quand vous voulez" in seen.words
    assert not list(seen.html.iter("form"))
    links = {link.text: link.get("href") for link in seen.html.iter("a")}
    assert links["Recharger"] == f"{path}?paid=1&stay=1"
    assert "Ne plus recharger" not in links


def test_whoever_left_the_payment_page_may_pay_or_release_and_nothing_reloads(
    the: ShopForTests, gateway: Gateway
) -> None:
    path = path_of(the, a_checkout(the, gateway))
    seen = gateway.get(path)
    assert "refresh" not in seen.headers
    assert {form.get("action") for form in seen.html.iter("form")} >= {f"{path}/pay", f"{path}/release"}


@pytest.mark.parametrize("later", [False, True])
def test_once_the_payment_is_known_the_page_stays_still(the: ShopForTests, gateway: Gateway, later: bool) -> None:
    checkout = a_checkout(the, gateway)
    event = the.payments.pay_later(checkout.id) if later else the.payments.pay(checkout.id)
    take_event(the.shop, *the.payments.signed(event))
    seen = gateway.get(f"{path_of(the, checkout)}?paid=1")
    assert "refresh" not in seen.headers
    assert ("Votre banque vérifie" if later else "C’est réservé") in seen.words
    assert "La page se recharge" not in seen.words
