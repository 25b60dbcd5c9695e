"""What only the real adapter can get wrong: retries, timeouts, signatures, the many words of Stripe."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import stripe
from chalicelib.adapters import stripe_objects
from chalicelib.adapters.stripe_gateway import StripeGateway, StripeRefunds
from chalicelib.ports import (
    AnswerUnknown,
    CheckoutLine,
    CheckoutRequest,
    ForgedEvent,
    RefundRequest,
    Unavailable,
)

from tests.contracts.payment_worlds import SECRET, StandinWorld, standin_world

FUNCTIONS = Path(__file__).parents[2] / "booking_fn"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[StandinWorld]:
    with standin_world(tmp_path) as made:
        yield made


def a_request(world: StandinWorld) -> CheckoutRequest:
    return CheckoutRequest(
        booking_id="B7Q2M4K9XT", attempt=1, currency="EUR", lines=(CheckoutLine("Adulte", 2, 1500),),
        description="Les fresques de Vitry", email="camille@example.org", locale="fr",
        expires_at=world.now() + timedelta(minutes=31),
        success_url="http://127.0.0.1:8000/fr/ok", cancel_url="http://127.0.0.1:8000/fr/non",
    )


def opened_count(world: StandinWorld) -> int:
    return len(world.payments.checkouts_since(world.now() - timedelta(hours=1)))


def test_importing_the_adapter_does_not_import_the_package() -> None:
    code = "import sys, chalicelib.adapters.stripe_gateway; print('stripe' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True,
                          env={"PYTHONPATH": str(FUNCTIONS)})
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("fault", ["close_before", "close_after", "429", "409"])
def test_one_bad_moment_is_not_noticed(world: StandinWorld, fault: str) -> None:
    world.control({"fail": "checkout.sessions.create", "fault": fault})
    assert world.payments.open_checkout(a_request(world)).state == "open"
    assert opened_count(world) == 1


def test_a_call_that_may_have_been_carried_out_stays_unknown_whatever_comes_next(world: StandinWorld) -> None:
    for fault in ("close_after", "429"):
        world.control({"fail": "checkout.sessions.create", "fault": fault})
    with pytest.raises(AnswerUnknown) as met:
        world.payments.open_checkout(a_request(world))
    assert not met.value.replayed
    assert opened_count(world) == 1


def test_a_key_in_use_is_waited_for_since_another_is_carrying_it_out(world: StandinWorld) -> None:
    world.control({"fail": "checkout.sessions.create", "fault": "409", "times": 4})
    assert world.payments.open_checkout(a_request(world)).state == "open"
    assert opened_count(world) == 1


def test_a_key_in_use_for_too_long_is_unknown(world: StandinWorld) -> None:
    world.control({"fail": "checkout.sessions.create", "fault": "409", "times": 50})
    hasty = StripeGateway("rk_checkout_1", [SECRET], world.url, (3.0, 0.5))
    with pytest.raises(AnswerUnknown):
        hasty.open_checkout(a_request(world))


@pytest.mark.parametrize(("fault", "count"), [("hang_before", 0), ("hang_after", 1)])
def test_a_stripe_that_hangs_is_left_in_bounded_time(tmp_path: Path, fault: str, count: int) -> None:
    with standin_world(tmp_path, hang_s=5.0) as world:
        world.control({"fail": "checkout.sessions.create", "fault": fault, "times": 2})
        hasty = StripeGateway("rk_checkout_1", [SECRET], world.url, (0.3, 0.3))
        begun = time.monotonic()
        with pytest.raises(AnswerUnknown) as met:
            hasty.open_checkout(a_request(world))
        assert time.monotonic() - begun < 3
        assert not met.value.replayed
        assert opened_count(world) == count


def test_a_stripe_that_is_not_there_did_nothing(world: StandinWorld) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        refusing = StripeGateway("rk_checkout_1", [SECRET], address, (0.5, 0.5))
        with pytest.raises(Unavailable) as met:
            refusing.open_checkout(a_request(world))
        assert not isinstance(met.value, AnswerUnknown)
        with pytest.raises(Unavailable):
            StripeRefunds("rk_refunds_1", address, (0.5, 0.5)).refunds_of("pi_1")


def test_a_key_without_the_right_does_nothing_and_gives_nothing_up(world: StandinWorld) -> None:
    with pytest.raises(Unavailable, match="403"):
        StripeGateway("rk_refunds_1", [SECRET], world.url).open_checkout(a_request(world))
    with pytest.raises(Unavailable, match="403"):
        StripeRefunds("rk_checkout_1", world.url).refund(RefundRequest("r1", "B7Q2M4K9XT", "pi_1", 100, 1))
    with pytest.raises(Unavailable, match="401"):
        StripeGateway("nonsense", [SECRET], world.url).checkout("cs_1")


def test_what_another_shop_of_the_account_sells_is_not_ours(world: StandinWorld) -> None:
    made = world.payments.open_checkout(a_request(world))
    since = world.now() - timedelta(minutes=5)
    for host, seen in {"visits.example.org": [], urlsplit(a_request(world).success_url).netloc: [made.id]}.items():
        gateway = StripeGateway("rk_checkout_1", [SECRET], world.url, shop=host)
        assert [each.id for each in gateway.checkouts_since(since)] == seen


def test_stripe_gets_all_that_finds_a_booking_again(world: StandinWorld) -> None:
    request = a_request(world)
    made = world.payments.open_checkout(request)
    world.act("pay", made.id)
    full = stripe.StripeClient("sk_1", base_addresses={"api": world.url})
    session = full.v1.checkout.sessions.retrieve(made.id).to_dict()
    intent = full.v1.payment_intents.retrieve(session["payment_intent"]).to_dict()
    assert session["client_reference_id"] == "B7Q2M4K9XT"
    assert session["metadata"] == intent["metadata"] == {"booking_id": "B7Q2M4K9XT", "shop": "127.0.0.1:8000"}
    assert intent["description"] == "Les fresques de Vitry"
    assert (session["submit_type"], session["locale"], session["currency"]) == ("book", "fr", "eur")
    assert session["customer_email"] == "camille@example.org"
    assert session["allowed_payment_method_types"] == ["card", "bancontact", "ideal"]
    assert session["expires_at"] == request.expires_at.timestamp()
    assert (session["success_url"], session["cancel_url"]) == (request.success_url, request.cancel_url)


def test_sessions_of_another_shop_on_the_account_are_not_ours(world: StandinWorld) -> None:
    full = stripe.StripeClient("sk_1", base_addresses={"api": world.url})
    made = full.v1.checkout.sessions.create({
        "mode": "payment", "success_url": "http://127.0.0.1:8000/", "client_reference_id": "cart-7",
        "line_items": [{"quantity": 1, "price_data": {
            "currency": "eur", "unit_amount": 900, "product_data": {"name": "Une affiche"}}}],
    })
    world.act("pay", made.id)
    assert opened_count(world) == 0
    event = world.payments.event(*world.told("checkout.session.completed"))
    assert event.checkout is None


def test_kinds_that_the_shop_does_not_use_carry_nothing(world: StandinWorld) -> None:
    made = world.payments.open_checkout(a_request(world))
    world.act("pay", made.id)
    for kind in ("payment_intent.succeeded", "charge.succeeded"):
        event = world.payments.event(*world.told(kind))
        assert (event.kind, event.checkout, event.refund, event.dispute) == (kind, None, None, None)


# Signatures


def signed(body: bytes, secret: str = SECRET, age_s: int = 0) -> str:
    at = int(time.time()) - age_s
    return str(stripe.WebhookSignature.generate_signature_header(body.decode(), secret, at))


def a_body(**changes: Any) -> bytes:
    told = {"object": "event", "id": "evt_1", "type": "charge.updated", "data": {"object": {"id": "ch_1"}}}
    return json.dumps(told | changes).encode()


def gateway(*secrets: str) -> StripeGateway:
    return StripeGateway("rk_checkout_1", secrets)


def test_both_secrets_are_accepted_while_one_replaces_the_other() -> None:
    for secret in ("whsec_old", "whsec_new"):
        assert gateway("whsec_new", "whsec_old").event(a_body(), signed(a_body(), secret)).id == "evt_1"


@pytest.mark.parametrize("secrets", [(), ("whsec_other",), ("",)])
def test_a_foreign_secret_forges(secrets: tuple[str, ...]) -> None:
    with pytest.raises(ForgedEvent):
        gateway(*secrets).event(a_body(), signed(a_body()))


def test_a_body_changed_by_one_byte_is_forged() -> None:
    with pytest.raises(ForgedEvent):
        gateway(SECRET).event(a_body() + b" ", signed(a_body()))


def test_a_signature_is_good_for_three_hundred_seconds() -> None:
    assert gateway(SECRET).event(a_body(), signed(a_body(), age_s=290)).id == "evt_1"
    with pytest.raises(ForgedEvent):
        gateway(SECRET).event(a_body(), signed(a_body(), age_s=302))


def test_bytes_that_are_no_text_are_forged() -> None:
    with pytest.raises(ForgedEvent):
        gateway(SECRET).event(b"\xff\xfe", signed(a_body()))


# Words


@pytest.mark.parametrize(("theirs", "ours"), [
    ("needs_response", "open"), ("under_review", "open"), ("warning_needs_response", "open"),
    ("warning_under_review", "open"), ("appeal_needs_response", "open"), ("appeal_under_review", "open"),
    ("won", "won"), ("prevented", "won"), ("warning_closed", "won"), ("lost", "lost"),
])
def test_each_state_of_a_dispute_has_its_word(theirs: str, ours: str) -> None:
    found = {"id": "du_1", "payment_intent": "pi_1", "amount": 1, "status": theirs, "reason": "general"}
    assert stripe_objects.dispute(found).state == ours


@pytest.mark.parametrize(("theirs", "ours", "failure"), [
    ("pending", "pending", None), ("requires_action", "pending", None), ("succeeded", "succeeded", None),
    ("failed", "failed", "lost_or_stolen_card"), ("canceled", "failed", "canceled"),
])
def test_each_state_of_a_refund_has_its_word(theirs: str, ours: str, failure: str | None) -> None:
    found = {"id": "re_1", "payment_intent": {"id": "pi_1"}, "amount": 1, "status": theirs, "metadata": None,
             "failure_reason": failure if theirs == "failed" else None}
    told = stripe_objects.refund(found)
    assert (told.payment_intent, told.state, told.failure, told.refund_id) == ("pi_1", ours, failure, None)
