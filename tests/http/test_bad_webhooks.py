"""Webhooks by the true verification: only what Stripe signed of late is taken in, and once."""

import json
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import stripe
from chalicelib import wiring
from chalicelib.adapters.stripe_gateway import StripeGateway

from tests.fakes.shop import ShopForTests, a_form

from .gateway import Answer, Gateway, everything_stored

SECRET, FORMER = "whsec_now", "whsec_before"


@pytest.fixture
def event(the: ShopForTests, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The payment of a booking that is held, as Stripe would tell it to a shop that checks its signature."""
    gateway.post("/fr/booking/murals", a_form())
    checkout = the.payments.checkouts_since(the.clock.now())[0]
    shop = replace(the.shop, payments=StripeGateway("rk_unused", [SECRET, FORMER]))
    monkeypatch.setattr(wiring, "shop", cache(lambda: shop))
    session = {
        "id": checkout.id, "object": "checkout.session", "client_reference_id": checkout.booking_id,
        "metadata": {"booking_id": checkout.booking_id}, "status": "complete", "payment_status": "paid",
        "amount_total": 3800, "payment_intent": "pi_1",
    }
    return {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "data": {"object": session}}


def signature(body: str, secret: str = SECRET, seconds_ago: int = 0) -> str:
    at = int(time.time()) - seconds_ago
    return str(stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=at))


def deliver(gateway: Gateway, body: str, signed: str | None) -> Answer:
    headers = {} if signed is None else {"stripe_signature": signed}
    return gateway.ask("POST", "/webhooks/stripe", body.encode(), content_type="application/json", **headers)


def is_refused(answer: Answer) -> None:
    assert (answer.status, answer.json) == (400, {"error": "forged_event"})


FORGED = {
    "no signature": lambda body: None,
    "an empty one": lambda body: "",
    "words": lambda body: "yes",
    "another secret": lambda body: signature(body, "whsec_other"),
    "of another body": lambda body: signature(body + " "),
    "over 300 s old": lambda body: signature(body, seconds_ago=302),
    "no time": lambda body: signature(body).partition(",")[2],
    "a time in words": lambda body: "t=now," + signature(body).partition(",")[2],
    "a later time than signed": lambda body: f"t={int(time.time()) + 9}," + signature(body).partition(",")[2],
    "no scheme that is used": lambda body: signature(body).replace("v1=", "v0="),
    "not ASCII": lambda body: signature(body).replace("v1=", "v1=é"),
    "10 000 characters": lambda body: "t=1,v1=" + "a" * 10_000,
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_or_stale_event_is_refused_and_changes_nothing(
    gateway: Gateway, event: dict[str, Any], tmp_path: Path, caplog: pytest.LogCaptureFixture, forge: Any
) -> None:
    before = everything_stored(tmp_path)
    body = json.dumps(event)
    is_refused(deliver(gateway, body, forge(body)))
    assert everything_stored(tmp_path) == before
    assert "cs_test" not in caplog.text


@pytest.mark.parametrize("body", ["", "{", "null", "[]", '"evt"', "{}", '{"object": "event"}', "é", "nan", "<xml/>"])
def test_a_signed_body_that_is_no_event_is_refused(
    gateway: Gateway, event: dict[str, Any], tmp_path: Path, body: str
) -> None:
    before = everything_stored(tmp_path)
    is_refused(deliver(gateway, body, signature(body)))
    assert everything_stored(tmp_path) == before


def test_a_signed_body_that_is_not_utf8_is_refused(gateway: Gateway, event: dict[str, Any]) -> None:
    answer = gateway.ask("POST", "/webhooks/stripe", b"\xff\xfe", stripe_signature=signature("x"))
    is_refused(answer)


def test_an_event_of_a_kind_we_do_not_use_is_taken_and_changes_nothing(
    gateway: Gateway, event: dict[str, Any], tmp_path: Path
) -> None:
    before = everything_stored(tmp_path)
    body = json.dumps(event | {"type": "customer.created", "data": {"object": {"id": "cus_1"}}})
    assert deliver(gateway, body, signature(body)).json == {"received": True}
    assert everything_stored(tmp_path) == before


@pytest.mark.parametrize("secret", [SECRET, FORMER])
@pytest.mark.parametrize("seconds_ago", [0, 290])
def test_a_true_event_confirms_the_booking(
    gateway: Gateway, event: dict[str, Any], tmp_path: Path, secret: str, seconds_ago: int
) -> None:
    body = json.dumps(event)
    assert deliver(gateway, body, signature(body, secret, seconds_ago)).json == {"received": True}
    assert '"state":"confirmed"' in str(everything_stored(tmp_path))


def test_a_replayed_event_changes_nothing_more(gateway: Gateway, event: dict[str, Any], tmp_path: Path) -> None:
    body = json.dumps(event)
    signed = signature(body)
    assert deliver(gateway, body, signed).status == 200
    once = everything_stored(tmp_path)
    for again in (signed, signature(body, FORMER)):
        assert deliver(gateway, body, again).status == 200
        assert everything_stored(tmp_path) == once


def test_an_event_is_read_whatever_its_content_type(gateway: Gateway, event: dict[str, Any]) -> None:
    body = json.dumps(event)
    answer = gateway.ask("POST", "/webhooks/stripe", body.encode(), stripe_signature=signature(body))
    assert answer.status == 200
