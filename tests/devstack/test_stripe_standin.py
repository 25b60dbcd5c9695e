"""The stand-in refuses what Stripe would refuse, forgets when Stripe would forget, and tells what Stripe would tell."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import stripe
from chalicelib.adapters.stripe_gateway import checkout_params
from chalicelib.ports import CheckoutLine, CheckoutRequest

from devstack.stripe_standin import Options, Standin
from tests.contracts.payment_worlds import SECRET, StandinWorld, event_of, inbox, standin_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[StandinWorld]:
    with standin_world(tmp_path) as made:
        yield made


def a_request(world: StandinWorld, booking_id: str = "B7Q2M4K9XT") -> CheckoutRequest:
    return CheckoutRequest(
        booking_id=booking_id, attempt=1, currency="EUR", lines=(CheckoutLine("Adulte", 2, 1500),),
        description="Les fresques de Vitry", email="camille@example.org", locale="fr",
        expires_at=world.now() + timedelta(minutes=31),
        success_url="http://127.0.0.1:8000/fr/ok", cancel_url="http://127.0.0.1:8000/fr/non",
    )


def client(world: StandinWorld, key: str = "sk_test_1") -> stripe.StripeClient:
    return stripe.StripeClient(
        key, base_addresses={"api": world.url}, max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=(1, 5)),
    )


def create(world: StandinWorld, changes: Mapping[str, Any], key: str | None = None) -> Any:
    params = {**checkout_params(a_request(world)), **changes}
    options = {"idempotency_key": key} if key else {}
    return client(world).v1.checkout.sessions.create(cast(Any, params), cast(Any, options))


def a_line(**price: object) -> dict[str, Any]:
    usual = {"currency": "eur", "unit_amount": 1450, "product_data": {"name": "Adulte"}}
    return {"quantity": 1, "price_data": usual | price}


# Parameters


@pytest.mark.parametrize(("changes", "param"), [
    ({"exprires_at": 1}, "exprires_at"),
    ({"payment_method_types": ["card"]}, "payment_method_types"),
    ({"mode": "pay"}, "mode"),
    ({"submit_type": "reserve"}, "submit_type"),
    ({"locale": "frr"}, "locale"),
    ({"allowed_payment_method_types": ["cards"]}, "allowed_payment_method_types[0]"),
    ({"adaptive_pricing": {"enabled": "no"}}, "adaptive_pricing[enabled]"),
    ({"expires_at": "soon"}, "expires_at"),
    ({"metadata": "booking"}, "metadata"),
    ({"metadata": {"a" * 41: "x"}}, f"metadata[{'a' * 41}]"),
    ({"metadata": {f"n{n}": "x" for n in range(51)}}, "metadata"),
    ({"payment_intent_data": {"descriptoin": "x"}}, "payment_intent_data[descriptoin]"),
    ({"success_url": "/fr/ok"}, "success_url"),
    ({"cancel_url": "ftp://127.0.0.1/"}, "cancel_url"),
    ({"customer_email": "camille"}, "customer_email"),
    ({"line_items": []}, "line_items"),
    ({"line_items": [a_line(unit_amout=1)]}, "line_items[0][price_data][unit_amout]"),
    ({"line_items": [a_line(unit_amount="14,50")]}, "line_items[0][price_data][unit_amount]"),
    ({"line_items": [a_line(unit_amount=-1)]}, "line_items[0][price_data][unit_amount]"),
    ({"line_items": [a_line(), {**a_line(), "quantity": 0}]}, "line_items[1][quantity]"),
    ({"line_items": [a_line(product_data={"name": ""})]}, "line_items[0][price_data][product_data][name]"),
    ({"line_items": [a_line(), a_line(currency="usd")]}, "line_items[1][price_data][currency]"),
    ({"allow_promotion_codes": True}, "allow_promotion_codes"),
])
def test_a_wrong_parameter_of_a_session_is_named(world: StandinWorld, changes: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as met:
        create(world, changes)
    assert (met.value.http_status, met.value.param) == (400, param)
    assert not world.payments.checkouts_since(world.now() - timedelta(minutes=1))


@pytest.mark.parametrize(("changes", "param"), [
    ({"amout": 100}, "amout"), ({"amount": "1.5"}, "amount"), ({"amount": 0}, "amount"), ({"amount": 3001}, "amount"),
    ({"reason": "rain"}, "reason"),
])
def test_a_wrong_parameter_of_a_refund_is_named(world: StandinWorld, changes: dict[str, Any], param: str) -> None:
    intent = paid(world)
    with pytest.raises(stripe.InvalidRequestError) as met:
        client(world).v1.refunds.create(cast(Any, {"payment_intent": intent, **changes}))
    assert met.value.param == param
    assert not world.refunds.refunds_of(intent)


def paid(world: StandinWorld, booking_id: str = "B7Q2M4K9XT") -> str:
    made = world.payments.open_checkout(a_request(world, booking_id))
    world.act("pay", made.id)
    return str(world.payments.checkout(made.id).payment_intent)


def test_a_misspelt_name_gets_a_hint(world: StandinWorld) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Did you mean expires_at"):
        create(world, {"exprires_at": 1})


# Keys


@pytest.mark.parametrize(("key", "call"), [
    ("rk_checkout_1", lambda c: c.v1.refunds.list()),
    ("rk_checkout_1", lambda c: c.v1.refunds.create({"payment_intent": "pi_1"})),
    ("rk_checkout_1", lambda c: c.v1.charges.retrieve("ch_1")),
    ("rk_refunds_1", lambda c: c.v1.checkout.sessions.list()),
    ("rk_refunds_1", lambda c: c.v1.checkout.sessions.expire("cs_1")),
])
def test_a_restricted_key_does_one_thing_alone(
    world: StandinWorld, key: str, call: Callable[[stripe.StripeClient], object],
) -> None:
    with pytest.raises(stripe.PermissionError):
        call(client(world, key))


@pytest.mark.parametrize("key", ["pk_test_1", "sk_", "1"])
def test_a_key_that_is_none_is_not_let_in(world: StandinWorld, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError):
        client(world, key).v1.checkout.sessions.list()


# Idempotency


def test_a_saved_error_is_replayed_until_its_clock_is_a_day_on(world: StandinWorld) -> None:
    intent = paid(world)
    world.control({"fail": "refunds.create", "fault": "500_before"})
    params, options = {"payment_intent": intent, "amount": 100}, {"idempotency_key": "refund:r1:1"}
    for minutes in (0, 24 * 60 - 1):
        world.advance(minutes)
        with pytest.raises(stripe.APIError) as met:
            client(world).v1.refunds.create(cast(Any, params), cast(Any, options))
        assert met.value.http_status == 500
        assert met.value.headers
        assert met.value.headers.get("Idempotent-Replayed") == ("true" if minutes else None)
    world.advance(1)
    assert client(world).v1.refunds.create(cast(Any, params), cast(Any, options)).amount == 100


def test_a_key_with_other_parameters_is_an_error_of_its_own(world: StandinWorld) -> None:
    create(world, {}, "k1")
    with pytest.raises(stripe.IdempotencyError):
        create(world, {"locale": "en"}, "k1")


def test_a_refused_parameter_is_not_kept_under_the_key(world: StandinWorld) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        create(world, {"locale": "frr"}, "k1")
    assert create(world, {}, "k1").status == "open"


def test_a_key_that_is_being_carried_out_is_in_use(tmp_path: Path) -> None:
    with standin_world(tmp_path, hang_s=1.0) as world, ThreadPoolExecutor(1) as aside:
        world.control({"fail": "checkout.sessions.create", "fault": "hang_before"})
        first = aside.submit(create, world, {}, "k1")
        time.sleep(0.3)
        with pytest.raises(stripe.APIError) as met:
            create(world, {}, "k1")
        assert met.value.http_status == 409
        with pytest.raises(stripe.APIConnectionError):
            first.result(5)
        assert create(world, {}, "k1").status == "open"


# Webhooks


def test_an_event_that_the_shop_refused_is_sent_again(world: StandinWorld) -> None:
    world.inbox.refuse = 3
    paid(world)
    assert event_of(world, "checkout.session.completed").checkout


def test_paying_with_the_webhook_sent_twice_gives_one_event_two_times(world: StandinWorld) -> None:
    made = world.payments.open_checkout(a_request(world))
    world.act("pay_twice", made.id)
    told = world.inbox.wait("checkout.session.completed", 2)
    assert len({json.loads(body)["id"] for body, _ in told}) == 1
    other = world.payments.open_checkout(a_request(world, "B7Q2M4K9XU"))
    world.act("pay", other.id)
    assert len(world.inbox.wait("checkout.session.completed", 3)) == 3


def test_webhooks_are_held_back_and_released_newest_first(world: StandinWorld) -> None:
    world.control({"webhooks": "hold"})
    intent = paid(world)
    world.refund_at_stripe(intent, 100)
    time.sleep(0.6)
    assert world.inbox.got == []
    world.control({"webhooks": "release_backwards"})
    world.inbox.wait("checkout.session.completed", 1)
    kinds = [json.loads(body)["type"] for body, _ in world.inbox.got]
    assert kinds.index("refund.created") < kinds.index("checkout.session.completed")


def test_an_event_is_sent_again_on_request(world: StandinWorld) -> None:
    paid(world)
    first = event_of(world, "checkout.session.completed")
    world.act("send", first.id)
    assert len(world.inbox.wait("checkout.session.completed", 2)) == 2


def test_a_clock_moved_by_days_does_not_age_the_signature(world: StandinWorld) -> None:
    world.advance(5 * 24 * 60)
    paid(world)
    assert event_of(world, "checkout.session.completed").checkout


def test_a_payment_begun_arrives_by_itself_after_forty_minutes_of_the_clock(world: StandinWorld) -> None:
    made = world.payments.open_checkout(a_request(world))
    world.act("begin", made.id)
    world.advance(40)
    late = event_of(world, "checkout.session.completed").checkout
    assert late
    assert late.paid


def test_what_was_not_delivered_survives_a_restart(tmp_path: Path) -> None:
    with inbox() as shop:
        options = Options(webhook_url="http://127.0.0.1:9/", webhook_secret=SECRET, state_path=tmp_path / "s.sqlite")
        with Standin(options) as standin:
            paid(StandinWorld(standin, shop, tmp_path / "clock"))
        with Standin(replace(options, webhook_url=shop.url)) as standin:
            again = StandinWorld(standin, shop, tmp_path / "clock")
            found = event_of(again, "checkout.session.completed").checkout
            assert found
            assert again.payments.checkout(found.id) == found


def test_a_reset_forgets_everything(world: StandinWorld) -> None:
    paid(world)
    world.control({"fail": "checkout.sessions.list", "fault": "500_before"})
    world.control({"reset": True})
    assert list(world.payments.checkouts_since(world.now() - timedelta(days=1))) == []


@pytest.mark.parametrize("asked", [
    {}, {"act": "steal", "id": "x"}, {"webhooks": "loud"}, {"fail": "refunds.create", "fault": "fire"},
    {"refunds": "lost"}, {"act": "send", "id": "evt_unknown"},
])
def test_a_wrong_word_to_the_control_address_is_refused(world: StandinWorld, asked: dict[str, Any]) -> None:
    status, answer = world.control(asked)
    assert status in (400, 404)
    assert answer["error"]["message"]


# The whole


def test_sixty_four_visitors_at_once_all_get_their_own_page(world: StandinWorld) -> None:
    requests = [a_request(world, f"B{number:09d}") for number in range(64)]
    with ThreadPoolExecutor(32) as visitors:
        made = list(visitors.map(world.payments.open_checkout, requests))
    assert len({one.id for one in made}) == 64


def test_it_runs_as_a_program_and_ends_when_asked(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "devstack.stripe_standin", "--state", str(tmp_path / "var" / "stripe.sqlite")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"STRIPE_WEBHOOK_SECRET": SECRET},
    )
    assert program.stdout
    try:
        address = program.stdout.readline().split()[-1]
        with urllib.request.urlopen(address, timeout=5) as page:
            assert page.status == 200
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0
    finally:
        program.kill()
        program.stdout.close()
        program.wait()
