"""Money goes back exactly once, whatever goes wrong between us and Stripe, or the office hears why not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core import effects, keys, seats
from chalicelib.core.booking import Booking
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.pay_refund import pay_refund
from chalicelib.operations.reconcile import reconcile
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import AnswerUnknown, Checkout, PaymentEvent, PaymentRefused, RefundRequest, StripeRefund

from tests.fakes.payments import FakePayments, Fault
from tests.fakes.shop import (
    DEPARTURE_ID,
    NOW,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_shop,
    an_offer,
    until_quiet,
)

STARTS_AT = NOW + timedelta(days=10)
FAULTS = list(Fault)


class Crash(BaseException):
    """The process is gone: nothing catches it on the way."""


class Wrapped:
    """A neighbour that does something else at the next call of one method, and is itself again afterwards."""

    def __init__(self, neighbour: Any, name: str, instead: Callable[..., Any]) -> None:
        self._neighbour, self._name, self._instead = neighbour, name, [instead]

    def __getattr__(self, name: str) -> Any:
        itself = getattr(self._neighbour, name)
        return self._instead.pop() if name == self._name and self._instead else itself


def the_booking(the: ShopForTests) -> Booking:
    key = the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related").items[0].key
    item = the.shop.store.get(key)
    assert item
    return bookings.stored(item)


def the_departure(the: ShopForTests) -> seats.Departure:
    item = the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
    assert item
    return seats.stored(item)


def intent(booking: Booking) -> str:
    assert booking.payment
    assert booking.payment.payment_intent
    return booking.payment.payment_intent


def checkout_of(booking: Booking) -> str:
    assert booking.payment
    assert booking.payment.checkout_id
    return booking.payment.checkout_id


def deliver(the: ShopForTests, event: PaymentEvent) -> None:
    take_event(the.shop, *the.payments.signed(event))


def paid(the: ShopForTests) -> Booking:
    """A booking of 38 €, paid, its mails sent."""
    hold_seats(the.shop, "murals", a_form())
    deliver(the, the.payments.pay(checkout_of(the_booking(the))))
    until_quiet(lambda: run_effects(the.shop))
    return the_booking(the)


def owed(the: ShopForTests) -> Booking:
    """The same, cancelled: the refund is left to the worker."""
    cancel_booking(the.shop, paid(the).id, shown_cents=3800)
    the.payments.calls.clear()
    return the_booking(the)


def work(the: ShopForTests, hours: int = 6) -> None:
    """The worker's sweeps, as time goes by."""
    for _ in range(hours):
        until_quiet(lambda: run_effects(the.shop))
        the.clock.move(hours=1)
    until_quiet(lambda: run_effects(the.shop))


def given_back(the: ShopForTests) -> list[int]:
    """Cents of each refund that Stripe has made."""
    calls = list(the.payments.calls)
    made = [r.amount_cents for r in the.payments.refunds_of(intent(the_booking(the))) if r.state != "failed"]
    the.payments.calls[:] = calls
    return made


def states(the: ShopForTests) -> list[str]:
    return [refund.state for refund in the_booking(the).refunds]


def office(the: ShopForTests) -> list[str]:
    return [str(item.data["kind"]) for item in the.shop.store.query("office").items]


def attempts(payments: FakePayments) -> list[int]:
    return [given.attempt for call, given in payments.calls if isinstance(given, RefundRequest) and call == "refund"]


def assert_asked_first(payments: FakePayments) -> None:
    """Stripe is asked what it has before every call but the first."""
    calls = [call for call, _ in payments.calls if call in ("refund", "refunds_of")]
    assert calls[0] == "refund"
    assert all(before == "refunds_of" for before, call in pairwise(calls) if call == "refund")


def assert_given_back_once(the: ShopForTests) -> None:
    assert given_back(the) == [3800]
    assert states(the) == ["done"]
    assert the_booking(the).refunds[0].stripe_id
    payment = the_booking(the).payment
    assert payment
    assert payment.state == "refunded"
    assert office(the) == []
    assert not the.shop.store.query(keys.EFFECTS_DUE, index="work").items


def test_a_refund_is_asked_for_once_when_all_goes_well(the: ShopForTests) -> None:
    owed(the)
    work(the)
    assert_given_back_once(the)
    assert [call for call, _ in the.payments.calls] == ["refund"]


@pytest.mark.parametrize("second", [None, *FAULTS])
@pytest.mark.parametrize("first", FAULTS)
def test_money_goes_back_once_whatever_fault_follows_another(
    the: ShopForTests, first: Fault, second: Fault | None
) -> None:
    owed(the)
    the.payments.fail_next("refund", first)
    if second:
        the.payments.fail_next("refund", second)
    work(the)
    assert_given_back_once(the)
    assert_asked_first(the.payments)


@pytest.mark.parametrize("asking", FAULTS)
@pytest.mark.parametrize("calling", FAULTS)
def test_a_refund_is_not_called_again_while_stripe_cannot_be_asked(
    the: ShopForTests, calling: Fault, asking: Fault
) -> None:
    owed(the)
    the.payments.fail_next("refund", calling)
    the.payments.fail_next("refunds_of", asking, times=3)
    work(the)
    assert_given_back_once(the)
    assert_asked_first(the.payments)


@pytest.mark.parametrize(
    ("fault", "keys_used"),
    [
        (Fault.NOT_REACHED, [1, 1]), (Fault.LOST_REQUEST, [1, 1]), (Fault.LOST_ANSWER, [1]),
        (Fault.ERROR_BEFORE, [1, 2]), (Fault.ERROR_AFTER, [1]),
    ],
)
def test_a_saved_failure_is_passed_by_under_a_new_key_and_nothing_else_is(
    the: ShopForTests, fault: Fault, keys_used: list[int]
) -> None:
    owed(the)
    the.payments.fail_next("refund", fault)
    work(the)
    assert attempts(the.payments) == keys_used
    assert_given_back_once(the)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_retry_after_stripe_forgot_the_key_gives_the_money_once(the: ShopForTests, fault: Fault) -> None:
    owed(the)
    the.payments.fail_next("refund", fault)
    run_effects(the.shop)
    the.clock.move(hours=25)
    work(the)
    carried_out = fault in (Fault.LOST_ANSWER, Fault.ERROR_AFTER)
    assert attempts(the.payments) == ([1] if carried_out else [1, 2])
    assert_asked_first(the.payments)
    assert_given_back_once(the)


def before(work: Callable[..., Any]) -> Callable[..., Any]:
    def crash(*args: Any, **given: Any) -> Any:
        raise Crash

    return crash


def after(work: Callable[..., Any]) -> Callable[..., Any]:
    def crash(*args: Any, **given: Any) -> Any:
        work(*args, **given)
        raise Crash

    return crash


@pytest.mark.parametrize("hours_down", [0, 25])
@pytest.mark.parametrize("when", [before, after])
def test_a_crash_around_the_call_gives_the_money_once(
    the: ShopForTests, when: Callable[[Any], Any], hours_down: int
) -> None:
    owed(the)
    whole = the.shop
    the.shop = replace(whole, refunds=Wrapped(the.payments, "refund", when(the.payments.refund)))
    with pytest.raises(Crash):
        run_effects(the.shop)
    assert the_booking(the).refunds[0].attempt == 1, "stored before the call"
    the.shop = whole
    the.clock.move(hours=hours_down)
    work(the)
    assert "refunds_of" in [call for call, _ in the.payments.calls]
    assert_given_back_once(the)


@pytest.mark.parametrize("when", [before, after])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_crash_at_any_commit_of_the_worker_gives_the_money_once(
    the: ShopForTests, when: Callable[[Any], Any], at: int
) -> None:
    owed(the)
    whole, commits = the.shop, 0

    def crash_at(changes: Any) -> None:
        nonlocal commits
        commits += 1
        (when(whole.store.commit) if commits == at else whole.store.commit)(changes)

    the.shop = replace(whole, store=Committing(whole.store, crash_at))
    with pytest.raises(Crash):
        run_effects(the.shop)
    the.shop = whole
    work(the)
    assert_given_back_once(the)


class Committing:
    """A store whose commits go another way."""

    def __init__(self, store: Any, commit: Callable[[Any], None]) -> None:
        self._store, self.commit = store, commit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def test_the_next_worker_waits_for_the_lease_of_one_that_died(the: ShopForTests) -> None:
    owed(the)
    whole = the.shop
    the.shop = replace(whole, refunds=Wrapped(the.payments, "refund", before(the.payments.refund)))
    with pytest.raises(Crash):
        run_effects(the.shop)
    the.shop = whole
    the.clock.move(seconds=119)
    assert run_effects(the.shop) == 0
    the.clock.move(seconds=1)
    until_quiet(lambda: run_effects(the.shop))
    assert_given_back_once(the)


@pytest.mark.parametrize("error", [AnswerUnknown("500", replayed=True), PaymentRefused("charge_already_refunded")])
def test_a_webhook_that_is_quicker_than_the_answer_is_not_undone_by_it(the: ShopForTests, error: Exception) -> None:
    owed(the)
    whole = the.shop

    def told_within_the_call(request: RefundRequest) -> StripeRefund:
        the.payments.refund(request)
        deliver(the, the.payments.events[-1])
        raise error

    the.shop = replace(whole, refunds=Wrapped(the.payments, "refund", told_within_the_call))
    run_effects(the.shop)
    assert states(the) == ["done"]
    the.shop = whole
    work(the)
    assert given_back(the) == [3800]
    assert states(the) == ["done"]
    assert attempts(the.payments) == [1]


def test_a_webhook_that_comes_after_the_answer_changes_nothing(the: ShopForTests) -> None:
    owed(the)
    work(the)
    known = the_booking(the)
    deliver(the, the.payments.events[-1])
    assert the_booking(the) == known
    assert_given_back_once(the)


def test_a_refund_that_the_bank_sends_back_later_is_failed_and_told_to_the_office(the: ShopForTests) -> None:
    owed(the)
    work(the)
    stripe_id = str(the_booking(the).refunds[0].stripe_id)
    deliver(the, the.payments.settle_refund(stripe_id, "failed", "lost_or_stolen_card"))
    work(the)
    refund = the_booking(the).refunds[0]
    assert (refund.state, refund.failure) == ("failed", "lost_or_stolen_card")
    assert office(the) == ["refund_failed"]
    assert attempts(the.payments) == [1], "the office decides, the worker does not try again"
    payment = the_booking(the).payment
    assert payment
    assert payment.state == "paid"


def test_a_refund_that_stripe_refuses_is_failed_and_told_to_the_office(the: ShopForTests) -> None:
    booking = owed(the)
    the.payments.dispute(intent(booking))
    work(the)
    refund = the_booking(the).refunds[0]
    assert (refund.state, refund.failure) == ("failed", "charge_disputed")
    assert office(the) == ["not_done"]
    assert attempts(the.payments) == [1]
    assert given_back(the) == []
    assert [mail.subject for mail in the.mailer.sent[2:]] == ["cancellation fr", "partner_cancellation fr"]


def test_a_refund_that_stripe_never_answers_goes_to_the_office_after_a_day(the: ShopForTests) -> None:
    owed(the)
    the.payments.fail_next("refund", Fault.LOST_REQUEST, times=1000)
    work(the, hours=30)
    assert office(the) == ["not_done"]
    assert given_back(the) == []
    assert_asked_first(the.payments)
    assert len(the.mailer.sent) == 4, "the mails behind it are no longer kept waiting"


def test_a_refund_that_is_pending_is_followed_until_the_bank_has_answered(the: ShopForTests) -> None:
    booking = paid(the)
    begun = the.payments.refund_at_stripe(intent(booking), 3800).refund
    assert begun
    deliver(the, the.payments.settle_refund(begun.id, "pending"))
    assert states(the) == ["sent"]
    the.payments.settle_refund(begun.id, "succeeded")  # its webhook is lost
    reconcile(the.shop)
    assert states(the) == ["sent"], "asked an hour later, not at once"
    the.clock.move(hours=1)
    reconcile(the.shop)
    assert states(the) == ["done"]
    assert not the.shop.store.query(keys.REFUNDS_DUE, index="work").items


def test_only_the_worker_refunds(the: ShopForTests) -> None:
    owed(the)
    the.shop = replace(the.shop, refunds=None)
    effect = next(
        effects.stored(item) for item in the.shop.store.query(f"booking#{the_booking(the).id}").items
        if item.key.sort.startswith(keys.EFFECT) and item.data["kind"] == "refund"
    )
    with pytest.raises(LookupError, match="worker"):
        pay_refund(the.shop, effect)
    assert the.payments.calls == []


def test_money_that_comes_after_the_start_for_seats_that_were_freed_goes_back(the: ShopForTests) -> None:
    the.clock.move(days=9)
    hold_seats(the.shop, "murals", a_form())
    checkout = checkout_of(the_booking(the))
    deliver(the, the.payments.pay_later(checkout))
    assert the_booking(the).expires_at == STARTS_AT
    the.clock.move(days=1)
    expire_holds(the.shop)
    assert the_booking(the).state == "expired"
    deliver(the, the.payments.async_succeed(checkout))
    work(the)
    assert_given_back_once(the)
    assert the_departure(the).left == 20


def test_a_bank_that_says_wait_after_the_seats_were_taken_by_others_does_not_keep_the_booking(tmp_path: Path) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=3)])))
    hold_seats(the.shop, "murals", a_form())
    first = the_booking(the)
    checkout = checkout_of(first)
    the.payments.begin(checkout)
    the.clock.move(minutes=36)
    hold_seats(the.shop, "murals", a_form(email="bo@example.org"))
    complete = the.payments.finish(checkout).checkout
    assert complete
    waiting(the, complete)
    expire_holds(the.shop)
    assert the_booking(the).state == "expired"
    deliver(the, the.payments.async_succeed(checkout))
    work(the)
    assert_given_back_once(the)


def waiting(the: ShopForTests, complete: Checkout) -> None:
    """The payment that was finished at Stripe turns out to be one of a delayed method."""
    the.payments._checkouts[complete.id] = replace(complete, paid=False)
    the.payments._waiting.add(complete.id)


def test_a_booking_paid_twice_gives_the_second_payment_back_and_the_first_when_it_is_cancelled(
    the: ShopForTests,
) -> None:
    booking = paid(the)
    assert booking.payment
    opened = the.payments.open_checkout(replace(booking.payment.request, attempt=2))
    deliver(the, the.payments.pay(opened.id))
    work(the, hours=1)
    booking = the_booking(the)
    assert [(r.reason, r.state, r.amount_cents) for r in booking.refunds] == [("paid_twice", "done", 3800)]
    assert given_back(the) == [], "nothing of the first payment"
    cancel_booking(the.shop, booking.id, shown_cents=3800)
    work(the, hours=1)
    assert given_back(the) == [3800]
    assert office(the) == ["paid_twice"]
