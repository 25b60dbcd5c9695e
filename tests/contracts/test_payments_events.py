"""Webhooks, as `PaymentGateway` promises to read them: asked of the fake and of the real adapter alike."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chalicelib.ports import (
    ForgedEvent,
)

from tests.contracts.payment_worlds import (
    WORLDS,
    World,
    a_refund,
    a_world,
    event_of,
    opened,
    paid,
)


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with a_world(request.param, tmp_path) as made:
        yield made


@pytest.mark.parametrize(("acts", "kind", "state", "money"), [
    (["pay"], "checkout.session.completed", "complete", True),
    (["pay_later"], "checkout.session.completed", "complete", False),
    (["pay_later", "async_succeed"], "checkout.session.async_payment_succeeded", "complete", True),
    (["pay_later", "async_fail"], "checkout.session.async_payment_failed", "complete", False),
    (["expire"], "checkout.session.expired", "expired", False),
])
def test_what_becomes_of_a_checkout_is_told(world: World, acts: list[str], kind: str, state: str, money: bool) -> None:
    made = opened(world)
    for act in acts:
        world.act(act, made.id)
    event = event_of(world, kind)
    assert (event.kind, event.refund, event.dispute) == (kind, None, None)
    assert event.checkout == world.payments.checkout(made.id)
    assert (event.checkout.state, event.checkout.paid) == (state, money)


def test_the_expiry_by_the_clock_is_told_though_nobody_asks(world: World) -> None:
    made = opened(world)
    world.advance(31)
    event = event_of(world, "checkout.session.expired")
    assert event.checkout
    assert (event.checkout.id, event.checkout.booking_id) == (made.id, "B7Q2M4K9XT")


def test_refunds_are_told_with_our_id_or_none(world: World) -> None:
    intent = paid(world)
    given = world.refunds.refund(a_refund(intent))
    assert event_of(world, "refund.created").refund == given


def test_a_refund_begun_at_stripe_is_told(world: World) -> None:
    intent = paid(world)
    world.refund_at_stripe(intent, 500)
    found = event_of(world, "refund.created").refund
    assert found
    assert (found.payment_intent, found.amount_cents, found.refund_id) == (intent, 500, None)


def test_a_refund_that_failed_is_told_with_the_reason(world: World) -> None:
    given = world.refunds.refund(a_refund(paid(world)))
    world.act("refund_fail", given.id)
    found = event_of(world, "refund.failed").refund
    assert found == replace(given, state="failed", failure="expired_or_canceled_card")


@pytest.mark.parametrize(("act", "state"), [("dispute_win", "won"), ("dispute_lose", "lost")])
def test_disputes_are_told_from_beginning_to_end(world: World, act: str, state: str) -> None:
    intent = paid(world)
    world.act("dispute", intent)
    begun = event_of(world, "charge.dispute.created").dispute
    assert begun
    assert (begun.payment_intent, begun.amount_cents, begun.state) == (intent, 3700, "open")
    world.act(act, begun.id)
    assert event_of(world, "charge.dispute.closed").dispute == replace(begun, state=state)


def test_every_event_has_an_id_of_its_own(world: World) -> None:
    made = opened(world)
    world.act("pay_later", made.id)
    world.act("async_fail", made.id)
    ids = [event_of(world, f"checkout.session.{kind}").id for kind in ("completed", "async_payment_failed")]
    assert len(set(ids)) == 2
    assert event_of(world, "checkout.session.completed").id == ids[0]


@pytest.mark.parametrize("signature", ["", "v1=", "t=1,v1=abc", "t=x", "é", ","])
def test_an_event_without_a_valid_signature_is_forged(world: World, signature: str) -> None:
    made = opened(world)
    world.act("pay", made.id)
    body, _ = world.told("checkout.session.completed")
    with pytest.raises(ForgedEvent):
        world.payments.event(body, signature)


@pytest.mark.parametrize("body", [
    b"", b"no json", b"[]", b"null", b"7", b'"event"', b"{}", b'{"object": "charge", "id": "ch_1"}',
    json.dumps({"object": "event", "id": "evt_1"}).encode(),
    json.dumps({"object": "event", "id": "evt_1", "type": "refund.created", "data": {"object": 3}}).encode(),
])
def test_a_signed_body_that_is_no_event_is_forged(world: World, body: bytes) -> None:
    with pytest.raises(ForgedEvent):
        world.payments.event(body, world.signed(body))
