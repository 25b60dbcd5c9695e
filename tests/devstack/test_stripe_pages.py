"""The stand-in's payment page and dashboard, used as a person does: by links and forms, with no script."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import html5lib
import pytest
from chalicelib.ports import Checkout, CheckoutLine, CheckoutRequest

from tests.contracts.payment_worlds import StandinWorld, event_of, standin_world

SHOP = "http://127.0.0.1:8000"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Show the redirect instead of following it."""


browser = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Seen:
    status: int
    text: str
    headers: Message

    @property
    def leads_to(self) -> str:
        return str(self.headers["Location"])


def go(url: str, form: Mapping[str, str] | None = None) -> Seen:
    body = None if form is None else urllib.parse.urlencode(form).encode()
    try:
        with browser.open(urllib.request.Request(url, body), timeout=10) as answer:
            return Seen(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as other:
        with other:
            return Seen(other.code, other.read().decode(), other.headers)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[StandinWorld]:
    with standin_world(tmp_path) as made:
        yield made


def opened(world: StandinWorld, **changes: Any) -> Checkout:
    request = CheckoutRequest(
        booking_id="B7Q2M4K9XT", attempt=1, currency="EUR",
        lines=(CheckoutLine("Adulte <b>&", 2, 1500), CheckoutLine("Enfant", 1, 750)),
        description="Les fresques de Vitry", email="camille@example.org", locale="fr",
        expires_at=world.now() + timedelta(minutes=31),
        success_url=SHOP + "/fr/ok?s={CHECKOUT_SESSION_ID}", cancel_url=SHOP + "/fr/non",
    )
    return world.payments.open_checkout(replace(request, **changes))


def page(made: Checkout) -> str:
    assert made.url
    return made.url


def press(world: StandinWorld, act: str, id: str, **more: str) -> Seen:
    """A button of the dashboard."""
    return go(f"{world.url}/_dev/stripe/act", {"act": act, "id": id, "lang": "fr", **more})


def test_the_page_says_what_it_is_and_what_is_paid(world: StandinWorld) -> None:
    seen = go(page(opened(world)))
    assert seen.status == 200
    for words in ("Doublure de Stripe", "Aucun argent ne circule", "Les fresques de Vitry", "Adulte &lt;b&gt;&amp;",
                  "30,00\u202f€", "37,50\u202f€", "camille@example.org", SHOP + "/fr/non"):
        assert words in seen.text
    html5lib.HTMLParser(strict=True).parse(seen.text)


def test_the_page_speaks_the_language_of_the_session(world: StandinWorld) -> None:
    text = go(page(opened(world, locale="en"))).text
    assert '<html lang="en">' in text
    assert "Stand-in for Stripe" in text
    assert "no money moves" in text.lower()
    assert "€37.50" in text


def test_the_policy_of_the_page_lets_its_forms_lead_to_the_shop_and_runs_no_script(world: StandinWorld) -> None:
    seen = go(page(opened(world)))
    policy = seen.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith(f"form-action 'self' {SHOP}")
    assert "<script" not in seen.text
    assert "style=" not in seen.text
    assert go(world.url + "/_dev/stripe/style.css").headers["Content-Type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize("way", ["pay", "pay_twice", "pay_later"])
def test_paying_leads_back_to_the_shop(world: StandinWorld, way: str) -> None:
    made = opened(world)
    seen = go(page(made), {"do": way})
    assert (seen.status, seen.leads_to) == (303, f"{SHOP}/fr/ok?s={made.id}")
    assert world.payments.checkout(made.id).paid is (way != "pay_later")
    assert "déjà fait" in go(page(made)).text
    assert go(page(made), {"do": way}).leads_to == f"/_dev/stripe/pay/{made.id}"
    assert len(world.inbox.wait("checkout.session.completed", 2 if way == "pay_twice" else 1)) <= 2


def test_a_declined_card_stays_on_the_page_and_may_be_followed_by_another(world: StandinWorld) -> None:
    made = opened(world)
    again = go(page(made), {"do": "decline"})
    assert again.status == 303
    assert "a été refusée" in go(world.url + again.leads_to).text
    assert world.payments.checkout(made.id).state == "open"
    assert go(page(made), {"do": "pay"}).leads_to.startswith(SHOP)


def test_a_tab_left_open_is_paid_long_after_the_hold_lapsed(world: StandinWorld) -> None:
    made = opened(world)
    assert go(page(made), {"do": "begin"}).leads_to == f"/_dev/stripe/pay/{made.id}"
    world.advance(36)
    assert "n’expire plus" in go(page(made)).text
    assert go(page(made), {"do": "finish"}).leads_to.startswith(SHOP)
    assert world.payments.checkout(made.id).paid


def test_an_expired_page_takes_no_payment(world: StandinWorld) -> None:
    made = opened(world)
    world.advance(31)
    go(page(made), {"do": "pay"})
    assert "a expiré" in go(page(made)).text
    assert world.payments.checkout(made.id).state == "expired"


def test_reading_a_page_changes_nothing_and_an_unknown_button_neither(world: StandinWorld) -> None:
    made = opened(world)
    go(page(made))
    assert go(page(made), {"do": "steal"}).status == 303
    assert go(page(made), {}).status == 303
    assert world.payments.checkout(made.id) == made


def test_an_unknown_page_says_so(world: StandinWorld) -> None:
    assert go(world.url + "/_dev/stripe/pay/cs_test_unknown").status == 404
    assert go(world.url + "/elsewhere").status == 404
    assert go(world.url + "/elsewhere", {}).status == 404


# The dashboard


def test_the_dashboard_shows_all_in_both_languages(world: StandinWorld) -> None:
    empty = go(world.url + "/_dev/stripe/").text
    assert "Rien pour le moment." in empty
    html5lib.HTMLParser(strict=True).parse(empty)
    intent = paid(world)
    world.refund_at_stripe(intent, 100)
    world.act("dispute", intent)
    event_of(world, "charge.dispute.created")
    for lang, words in (("fr", "Remboursements"), ("en", "Refunds")):
        text = go(f"{world.url}/_dev/stripe/?lang={lang}").text
        html5lib.HTMLParser(strict=True).parse(text)
        assert words in text
        assert "B7Q2M4K9XT" in text
        assert "charge.dispute.created" in text


def paid(world: StandinWorld) -> str:
    made = opened(world)
    world.act("pay", made.id)
    return str(world.payments.checkout(made.id).payment_intent)


@pytest.mark.parametrize(("typed", "cents"), [("12,50", 1250), ("3", 300), ("0.5", 50), ("", 3750), (" ", 3750)])
def test_the_office_refunds_a_part_or_all_at_stripe(world: StandinWorld, typed: str, cents: int) -> None:
    intent = paid(world)
    assert press(world, "refund", intent, amount=typed).leads_to == "/_dev/stripe/?lang=fr"
    assert [one.amount_cents for one in world.refunds.refunds_of(intent)] == [cents]


@pytest.mark.parametrize("typed", ["-1", "1,234", "douze", "37,51", "0"])
def test_an_amount_that_cannot_be_refunded_changes_nothing(world: StandinWorld, typed: str) -> None:
    intent = paid(world)
    seen = press(world, "refund", intent, amount=typed)
    assert "rien n’a changé" in go(world.url + seen.leads_to).text
    assert not world.refunds.refunds_of(intent)


@pytest.mark.parametrize(("act", "state"), [("dispute_win", "won"), ("dispute_lose", "lost")])
def test_a_dispute_is_opened_and_closed_by_buttons(world: StandinWorld, act: str, state: str) -> None:
    press(world, "dispute", paid(world))
    begun = event_of(world, "charge.dispute.created").dispute
    assert begun
    press(world, act, begun.id)
    closed = event_of(world, "charge.dispute.closed").dispute
    assert closed
    assert closed.state == state


@pytest.mark.parametrize(("act", "money"), [("async_succeed", True), ("async_fail", False)])
def test_a_delayed_payment_is_settled_by_buttons(world: StandinWorld, act: str, money: bool) -> None:
    made = opened(world)
    go(page(made), {"do": "pay_later"})
    assert f'value="{act}"' in go(world.url + "/_dev/stripe/").text
    press(world, act, made.id)
    assert world.payments.checkout(made.id).paid is money
    assert f'value="{act}"' not in go(world.url + "/_dev/stripe/").text


@pytest.mark.parametrize(("act", "state"), [("refund_succeed", "succeeded"), ("refund_fail", "failed")])
def test_a_pending_refund_is_settled_by_buttons(world: StandinWorld, act: str, state: str) -> None:
    world.control({"refunds": "pending"})
    intent = paid(world)
    world.refund_at_stripe(intent, 100)
    [pending] = world.refunds.refunds_of(intent)
    assert pending.state == "pending"
    press(world, act, pending.id)
    assert [one.state for one in world.refunds.refunds_of(intent)] == [state]
    told = event_of(world, "refund.updated").refund
    assert told
    assert told.state == state


def test_an_event_is_sent_again_by_a_button(world: StandinWorld) -> None:
    paid(world)
    press(world, "send", event_of(world, "checkout.session.completed").id)
    assert len(world.inbox.wait("checkout.session.completed", 2)) == 2


def test_the_office_may_let_a_page_expire(world: StandinWorld) -> None:
    made = opened(world)
    press(world, "expire", made.id)
    assert world.payments.checkout(made.id).state == "expired"
    assert press(world, "expire", made.id).leads_to.endswith("&refused=1")
