"""Refunds, as `RefundGateway` promises them: asked of the fake and of the real adapter alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chalicelib.ports import (
    AnswerUnknown,
    PaymentRefused,
    Unavailable,
)

from tests.contracts.payment_worlds import (
    CARRIED_OUT,
    REPLAYED,
    UNKNOWN,
    WORLDS,
    World,
    a_refund,
    a_world,
    opened,
    paid,
)
from tests.fakes.payments import Fault


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with a_world(request.param, tmp_path) as made:
        yield made


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


def test_an_attempt_is_forgotten_after_a_day(world: World) -> None:
    intent = paid(world)
    given = world.refunds.refund(a_refund(intent))
    world.advance(24 * 60 - 1)
    assert world.refunds.refund(a_refund(intent)) == given
    world.advance(1)
    assert world.refunds.refund(a_refund(intent)).id != given.id


def test_where_nothing_happened_nothing_is_found(world: World) -> None:
    assert list(world.payments.checkouts_since(world.now())) == []
    assert list(world.refunds.refunds_of("pi_none")) == []
