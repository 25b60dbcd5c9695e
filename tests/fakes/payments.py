"""Both payment ports on a Stripe in memory, with switches for all that can go wrong between us and Stripe.

`tests/contracts/test_payments.py` holds it to the same promises as the real adapter. What people and banks do
(`pay`, `pay_later`, `expire`, `refund_at_stripe`, `dispute`, ...) gives back the `PaymentEvent` that Stripe would
send; `events` keeps them all, and `signed(event)` is such an event as it travels.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from chalicelib.ports import (
    AlreadyPaid,
    AnswerUnknown,
    Checkout,
    CheckoutRequest,
    ForgedEvent,
    PaymentEvent,
    PaymentRefused,
    RefundRequest,
    StripeRefund,
    Unavailable,
)

from tests.fakes.stripe_in_memory import NotOpen, Now, StripeInMemory

__all__ = ["FakePayments", "Fault", "NotOpen"]

SIGNATURE = "signed by the fake"
KEYS_KEPT = timedelta(hours=24)


class Fault(Enum):
    """What goes wrong with a call. `LOST_ANSWER` and `ERROR_AFTER` carry it out all the same."""

    NOT_REACHED = "Unavailable: nothing was done"
    LOST_REQUEST = "AnswerUnknown(replayed=False): nothing was done"
    LOST_ANSWER = "AnswerUnknown(replayed=False): it was carried out"
    ERROR_BEFORE = "AnswerUnknown(replayed=True): nothing was done, and the key answers so for a day"
    ERROR_AFTER = "AnswerUnknown(replayed=True): it was carried out, and the key answers so for a day"


DOES_NOTHING = (Fault.LOST_REQUEST, Fault.ERROR_BEFORE)
ERRORS = (Fault.ERROR_BEFORE, Fault.ERROR_AFTER)


@dataclass(frozen=True)
class _Saved:
    """What an idempotency key answers; with neither an answer nor a refusal, a 500."""

    request: object
    at: datetime
    answer: Checkout | StripeRefund | None = None
    refusal: str | None = None


class FakePayments(StripeInMemory):
    """`PaymentGateway` and `RefundGateway` at once; `calls` are their calls in order with what they were given."""

    def __init__(self, clock: Now) -> None:
        super().__init__(clock)
        self.calls: list[tuple[str, object]] = []
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._keys: dict[str, _Saved] = {}
        self._one_at_a_time = threading.RLock()

    def fail_next(self, call: str, fault: Fault, times: int = 1) -> None:
        """Make the next `times` calls of the port's method `call` go wrong."""
        self._faults[call] += [fault] * times

    def clear_faults(self) -> None:
        """All is well again."""
        self._faults.clear()

    @staticmethod
    def signed(event: PaymentEvent) -> tuple[bytes, str]:
        """The body and the signature by which `event` is delivered."""
        return json.dumps({"id": event.id}).encode(), SIGNATURE

    # PaymentGateway

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        """See the port."""
        key = f"checkout:{request.booking_id}:{request.attempt}"
        answer = self._under_key("open_checkout", key, request, lambda: self._open(request))
        assert isinstance(answer, Checkout)
        return answer

    def checkout(self, checkout_id: str) -> Checkout:
        """See the port."""
        self._read("checkout", checkout_id)
        return self._known(checkout_id)

    def expire_checkout(self, checkout_id: str) -> Checkout:
        """See the port."""
        fault = self._begin_call("expire_checkout", checkout_id)
        if fault not in DOES_NOTHING:
            self._end(self._known(checkout_id))
        if fault:
            raise AnswerUnknown(fault.value, replayed=fault in ERRORS)
        return self._known(checkout_id)

    def checkouts_since(self, since: datetime) -> Sequence[Checkout]:
        """See the port."""
        self._read("checkouts_since", since)
        return [found for id, found in reversed(list(self._checkouts.items())) if self._created[id] >= since]

    def event(self, raw_body: bytes, signature: str) -> PaymentEvent:
        """An event of this fake, by the body and the signature that `signed` gives."""
        if signature != SIGNATURE:
            raise ForgedEvent("signature")
        try:
            named = json.loads(raw_body)["id"]
            return next(told for told in self.events if told.id == named)
        except (ValueError, KeyError, TypeError, StopIteration):
            raise ForgedEvent("no event") from None

    # RefundGateway

    def refund(self, request: RefundRequest) -> StripeRefund:
        """See the port."""
        key = f"refund:{request.refund_id}:{request.attempt}"
        answer = self._under_key("refund", key, request, lambda: self._give_back(request))
        assert isinstance(answer, StripeRefund)
        return answer

    def refunds_of(self, payment_intent: str) -> Sequence[StripeRefund]:
        """See the port."""
        self._read("refunds_of", payment_intent)
        return [found for found in self._refunds.values() if found.payment_intent == payment_intent]

    # Inside

    def _begin_call(self, call: str, given: object) -> Fault | None:
        self.calls.append((call, given))
        self.lapse()
        fault = self._faults[call].pop(0) if self._faults[call] else None
        if fault is Fault.NOT_REACHED:
            raise Unavailable(fault.value)
        return fault

    def _read(self, call: str, given: object) -> None:
        fault = self._begin_call(call, given)
        if fault:
            raise AnswerUnknown(fault.value, replayed=fault in ERRORS)

    def _end(self, found: Checkout) -> None:
        if found.state == "complete":
            raise AlreadyPaid
        if found.state == "open":
            self.expire(found.id)

    def _under_key(
        self, call: str, key: str, request: object, act: Callable[[], Checkout | StripeRefund],
    ) -> Checkout | StripeRefund:
        with self._one_at_a_time:
            fault = self._begin_call(call, request)
            if fault is Fault.LOST_REQUEST:
                raise AnswerUnknown(fault.value, replayed=False)
            saved = self._keys.get(key)
            if saved is None or saved.at + KEYS_KEPT <= self._clock.now():
                saved = self._keys[key] = self._carry_out(request, act, fault)
            if saved.request != request:
                raise PaymentRefused("idempotency_error")
            if fault is Fault.LOST_ANSWER:
                raise AnswerUnknown(fault.value, replayed=False)
            return self._replay(saved)

    def _carry_out(
        self, request: object, act: Callable[[], Checkout | StripeRefund], fault: Fault | None,
    ) -> _Saved:
        now = self._clock.now()
        if fault is Fault.ERROR_BEFORE:
            return _Saved(request, now)
        try:
            answer = act()
        except PaymentRefused as refused:
            return _Saved(request, now, refusal=refused.code)
        return _Saved(request, now, None if fault is Fault.ERROR_AFTER else answer)

    @staticmethod
    def _replay(saved: _Saved) -> Checkout | StripeRefund:
        if saved.refusal:
            raise PaymentRefused(saved.refusal)
        if saved.answer is None:
            raise AnswerUnknown("500", replayed=True)
        return saved.answer
