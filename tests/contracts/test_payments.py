"""Checkout Sessions, as `PaymentGateway` promises them: asked of the fake and of the real adapter alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from chalicelib.ports import (
    AlreadyPaid,
    AnswerUnknown,
    CheckoutLine,
    PaymentRefused,
    Unavailable,
)

from tests.contracts.payment_worlds import (
    CARRIED_OUT,
    REPLAYED,
    UNKNOWN,
    WORLDS,
    World,
    a_request,
    a_world,
    opened,
)
from tests.fakes.payments import Fault, NotOpen


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with a_world(request.param, tmp_path) as made:
        yield made


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
