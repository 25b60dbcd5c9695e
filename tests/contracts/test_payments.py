"""Every promise of `PaymentGateway` and `RefundGateway`, asked of the fake and of the real adapter alike."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from chalicelib.ports import (
    AlreadyPaid,
    AnswerUnknown,
    Checkout,
    CheckoutLine,
    CheckoutRequest,
    ForgedEvent,
    PaymentRefused,
    RefundRequest,
    Unavailable,
)

from tests.contracts.payment_worlds import FakeWorld, World, event_of, standin_world
from tests.fakes.payments import Fault, NotOpen

CARRIED_OUT = (Fault.LOST_ANSWER, Fault.ERROR_AFTER)
REPLAYED = (Fault.ERROR_BEFORE, Fault.ERROR_AFTER)
UNKNOWN = (Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ERROR_BEFORE, Fault.ERROR_AFTER)


@pytest.fixture(params=["fake", "stripe package and stand-in"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    if request.param == "fake":
        yield FakeWorld()
    else:
        with standin_world(tmp_path) as real:
            yield real


def a_request(world: World, booking_id: str = "B7Q2M4K9XT", **changes: object) -> CheckoutRequest:
    made = CheckoutRequest(
        booking_id=booking_id, attempt=1, currency="EUR",
        lines=(CheckoutLine("Les fresques de Vitry : adulte", 2, 1500), CheckoutLine("Enfant", 1, 700)),
        description="Les fresques de Vitry, samedi 1 mai 2027, 14 h 30", email="camille@example.org", locale="fr",
        expires_at=world.now() + timedelta(minutes=31),
        success_url="http://127.0.0.1:8000/fr/reservation/x?ok", cancel_url="http://127.0.0.1:8000/fr/reservation/x",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def opened(world: World, booking_id: str = "B7Q2M4K9XT", **changes: object) -> Checkout:
    return world.payments.open_checkout(a_request(world, booking_id, **changes))


def paid(world: World, booking_id: str = "B7Q2M4K9XT") -> str:
    """A payment of 37.00: its intent."""
    made = opened(world, booking_id)
    world.act("pay", made.id)
    intent = world.payments.checkout(made.id).payment_intent
    assert intent
    return intent


def a_refund(intent: str, amount_cents: int = 1500, refund_id: str = "r1", attempt: int = 1) -> RefundRequest:
    return RefundRequest(refund_id, "B7Q2M4K9XT", intent, amount_cents, attempt)


# Opening


def test_a_checkout_is_open_with_the_sum_of_its_lines_and_a_page(world: World) -> None:
    made = opened(world)
    assert (made.booking_id, made.state, made.paid, made.amount_cents) == ("B7Q2M4K9XT", "open", False, 3700)
    assert made.url
    assert made.payment_intent is None
    assert world.payments.checkout(made.id) == made


def test_the_same_attempt_leads_to_the_same_checkout(world: World) -> None:
    request = a_request(world)
    assert world.payments.open_checkout(request) == world.payments.open_checkout(request)


def test_the_next_attempt_opens_another_checkout(world: World) -> None:
    request = a_request(world)
    first = world.payments.open_checkout(request)
    assert world.payments.open_checkout(replace(request, attempt=2)).id != first.id


def test_the_same_attempt_with_another_amount_is_refused(world: World) -> None:
    request = a_request(world)
    world.payments.open_checkout(request)
    with pytest.raises(PaymentRefused):
        world.payments.open_checkout(replace(request, lines=request.lines[:1]))


def test_an_attempt_is_forgotten_after_a_day(world: World) -> None:
    intent = paid(world)
    given = world.refunds.refund(a_refund(intent))
    world.advance(24 * 60 - 1)
    assert world.refunds.refund(a_refund(intent)) == given
    world.advance(1)
    assert world.refunds.refund(a_refund(intent)).id != given.id


def test_a_replay_tells_the_first_answer_and_not_the_present(world: World) -> None:
    request = a_request(world)
    first = world.payments.open_checkout(request)
    world.act("pay", first.id)
    assert world.payments.open_checkout(request).state == "open"
    assert world.payments.checkout(first.id).state == "complete"


def test_less_than_fifty_cents_is_refused(world: World) -> None:
    with pytest.raises(PaymentRefused):
        opened(world, lines=(CheckoutLine("Enfant", 1, 49),))
    assert opened(world, "B7Q2M4K9XU", lines=(CheckoutLine("Enfant", 1, 50),)).amount_cents == 50


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_an_expiry_out_of_bounds_is_refused(world: World, minutes: int) -> None:
    with pytest.raises(PaymentRefused):
        opened(world, expires_at=world.now() + timedelta(minutes=minutes))


# Reading and expiring


def test_an_unknown_checkout_is_refused(world: World) -> None:
    with pytest.raises(PaymentRefused):
        world.payments.checkout("cs_test_unknown")
    with pytest.raises(PaymentRefused):
        world.payments.expire_checkout("cs_test_unknown")


def test_an_expired_checkout_has_no_page_and_takes_no_payment(world: World) -> None:
    made = opened(world)
    ended = world.payments.expire_checkout(made.id)
    assert (ended.id, ended.state, ended.url) == (made.id, "expired", None)
    assert world.payments.expire_checkout(made.id) == ended
    with pytest.raises(NotOpen):
        world.act("pay", made.id)


@pytest.mark.parametrize("way", ["pay", "pay_later"])
def test_a_complete_checkout_cannot_be_expired(world: World, way: str) -> None:
    made = opened(world)
    world.act(way, made.id)
    with pytest.raises(AlreadyPaid):
        world.payments.expire_checkout(made.id)
    assert world.payments.checkout(made.id).state == "complete"


def test_the_clock_expires_a_checkout(world: World) -> None:
    made = opened(world)
    world.advance(30)
    assert world.payments.checkout(made.id).state == "open"
    world.advance(1)
    assert world.payments.checkout(made.id).state == "expired"
    with pytest.raises(NotOpen):
        world.act("pay", made.id)


def test_a_payment_begun_in_time_may_arrive_late(world: World) -> None:
    made = opened(world)
    world.act("begin", made.id)
    world.advance(36)
    assert world.payments.checkout(made.id).state == "open"
    world.act("finish", made.id)
    late = world.payments.checkout(made.id)
    assert (late.state, late.paid) == ("complete", True)


def test_a_checkout_that_was_expired_ends_the_payment_begun(world: World) -> None:
    made = opened(world)
    world.act("begin", made.id)
    assert world.payments.expire_checkout(made.id).state == "expired"
    with pytest.raises(NotOpen):
        world.act("finish", made.id)


@pytest.mark.parametrize(("end", "money"), [("async_succeed", True), ("async_fail", False)])
def test_a_delayed_method_completes_before_the_money_is_there(world: World, end: str, money: bool) -> None:
    made = opened(world)
    world.act("pay_later", made.id)
    waiting = world.payments.checkout(made.id)
    assert (waiting.state, waiting.paid) == ("complete", False)
    world.act(end, made.id)
    assert world.payments.checkout(made.id) == replace(waiting, paid=money)
    with pytest.raises(NotOpen):
        world.act(end, made.id)


def test_all_checkouts_since_an_instant_are_listed_newest_first(world: World) -> None:
    opened(world, "B000000000")
    world.advance(10)
    since = world.now()
    made = [opened(world, f"B{number:09d}") for number in range(1, 104)]
    world.act("pay", made[0].id)
    found = world.payments.checkouts_since(since)
    assert [one.booking_id for one in found] == [one.booking_id for one in reversed(made)]
    assert found[-1].paid
    assert len(world.payments.checkouts_since(since - timedelta(minutes=11))) == 104


# What goes wrong on the way


def test_a_call_that_never_reached_stripe_did_nothing(world: World) -> None:
    start, request = world.now(), a_request(world)
    world.fail_next("open_checkout", Fault.NOT_REACHED)
    with pytest.raises(Unavailable) as met:
        world.payments.open_checkout(request)
    assert not isinstance(met.value, AnswerUnknown)
    assert not world.payments.checkouts_since(start)
    assert world.payments.open_checkout(request).state == "open"


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_unknown_answer_may_have_opened_a_checkout(world: World, fault: Fault) -> None:
    start, request = world.now(), a_request(world)
    world.fail_next("open_checkout", fault)
    with pytest.raises(AnswerUnknown) as met:
        world.payments.open_checkout(request)
    assert met.value.replayed is (fault in REPLAYED)
    found = world.payments.checkouts_since(start)
    assert [one.booking_id for one in found] == (["B7Q2M4K9XT"] if fault in CARRIED_OUT else [])


@pytest.mark.parametrize("fault", [Fault.LOST_REQUEST, Fault.LOST_ANSWER])
def test_asking_again_after_a_lost_answer_opens_one_checkout(world: World, fault: Fault) -> None:
    start, request = world.now(), a_request(world)
    world.fail_next("open_checkout", fault)
    with pytest.raises(AnswerUnknown):
        world.payments.open_checkout(request)
    made = world.payments.open_checkout(request)
    assert [one.id for one in world.payments.checkouts_since(start)] == [made.id]


@pytest.mark.parametrize("fault", REPLAYED)
def test_a_saved_error_is_given_again_until_the_next_attempt(world: World, fault: Fault) -> None:
    request = a_request(world)
    world.fail_next("open_checkout", fault)
    for _ in range(2):
        with pytest.raises(AnswerUnknown) as met:
            world.payments.open_checkout(request)
        assert met.value.replayed
    assert world.payments.open_checkout(replace(request, attempt=2)).state == "open"


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_unknown_answer_may_have_expired_a_checkout(world: World, fault: Fault) -> None:
    made = opened(world)
    world.fail_next("expire_checkout", fault)
    with pytest.raises(AnswerUnknown):
        world.payments.expire_checkout(made.id)
    assert world.payments.checkout(made.id).state == ("expired" if fault in CARRIED_OUT else "open")


@pytest.mark.parametrize("fault", list(Fault))
def test_reading_fails_as_unavailable(world: World, fault: Fault) -> None:
    made = opened(world)
    for call in ("checkout", "checkouts_since", "refunds_of"):
        world.fail_next(call, fault)
    with pytest.raises(Unavailable):
        world.payments.checkout(made.id)
    with pytest.raises(Unavailable):
        world.payments.checkouts_since(world.now())
    with pytest.raises(Unavailable):
        world.refunds.refunds_of("pi_1")


# Refunds


def test_a_part_is_refunded_once_however_often_it_is_asked(world: World) -> None:
    intent = paid(world)
    given = world.refunds.refund(a_refund(intent))
    assert (given.payment_intent, given.amount_cents, given.state) == (intent, 1500, "succeeded")
    assert (given.refund_id, given.failure) == ("r1", None)
    assert world.refunds.refund(a_refund(intent)) == given
    assert list(world.refunds.refunds_of(intent)) == [given]


def test_the_next_attempt_at_a_refund_refunds_again(world: World) -> None:
    intent = paid(world)
    world.refunds.refund(a_refund(intent))
    world.refunds.refund(a_refund(intent, attempt=2))
    assert [one.refund_id for one in world.refunds.refunds_of(intent)] == ["r1", "r1"]


def test_the_same_refund_with_another_amount_is_refused(world: World) -> None:
    intent = paid(world)
    world.refunds.refund(a_refund(intent))
    with pytest.raises(PaymentRefused):
        world.refunds.refund(a_refund(intent, 1400))


def test_no_more_is_refunded_than_was_paid(world: World) -> None:
    intent = paid(world)
    world.refunds.refund(a_refund(intent, 2000))
    with pytest.raises(PaymentRefused):
        world.refunds.refund(a_refund(intent, 1701, "r2"))
    world.refunds.refund(a_refund(intent, 1700, "r3"))
    with pytest.raises(PaymentRefused) as met:
        world.refunds.refund(a_refund(intent, 1, "r4"))
    assert met.value.code == "charge_already_refunded"


def test_nothing_is_refunded_on_a_payment_that_is_not_there(world: World) -> None:
    with pytest.raises(PaymentRefused):
        world.refunds.refund(a_refund("pi_unknown"))
    made = opened(world)
    world.act("pay_later", made.id)
    intent = world.payments.checkout(made.id).payment_intent
    with pytest.raises(PaymentRefused):
        world.refunds.refund(a_refund(str(intent)))


def test_a_disputed_payment_is_not_refunded(world: World) -> None:
    intent = paid(world)
    world.act("dispute", intent)
    with pytest.raises(PaymentRefused) as met:
        world.refunds.refund(a_refund(intent))
    assert met.value.code == "charge_disputed"


def test_refunds_of_a_payment_are_all_told_whoever_began_them(world: World) -> None:
    intent, other = paid(world), paid(world, "B7Q2M4K9XU")
    world.refund_at_stripe(intent, 500)
    world.refund_at_stripe(other, 600)
    world.refunds.refund(a_refund(intent, 100))
    assert {(one.amount_cents, one.refund_id) for one in world.refunds.refunds_of(intent)} == {(500, None), (100, "r1")}


def test_a_failed_refund_may_be_made_again(world: World) -> None:
    intent = paid(world)
    given = world.refunds.refund(a_refund(intent, 3700))
    world.act("refund_fail", given.id)
    assert [one.state for one in world.refunds.refunds_of(intent)] == ["failed"]
    assert world.refunds.refund(a_refund(intent, 3700, attempt=2)).state == "succeeded"


@pytest.mark.parametrize("fault", UNKNOWN)
def test_an_unknown_answer_may_have_refunded(world: World, fault: Fault) -> None:
    intent = paid(world)
    world.fail_next("refund", fault)
    with pytest.raises(AnswerUnknown) as met:
        world.refunds.refund(a_refund(intent))
    assert met.value.replayed is (fault in REPLAYED)
    assert len(world.refunds.refunds_of(intent)) == (1 if fault in CARRIED_OUT else 0)


def test_a_refund_that_never_reached_stripe_did_nothing(world: World) -> None:
    intent = paid(world)
    world.fail_next("refund", Fault.NOT_REACHED)
    with pytest.raises(Unavailable) as met:
        world.refunds.refund(a_refund(intent))
    assert not isinstance(met.value, AnswerUnknown)
    assert not world.refunds.refunds_of(intent)


# Webhooks


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


def test_where_nothing_happened_nothing_is_found(world: World) -> None:
    assert list(world.payments.checkouts_since(world.now())) == []
    assert list(world.refunds.refunds_of("pi_none")) == []
