"""A Stripe that lives in memory: sessions, payments, refunds, disputes, and what people and banks do to them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

from chalicelib.ports import (
    Checkout,
    CheckoutRequest,
    Dispute,
    PaymentEvent,
    PaymentRefused,
    RefundRequest,
    StripeRefund,
)

SOONEST, LATEST = timedelta(minutes=30), timedelta(hours=24)
LEAST_CENTS = 50


class Now(Protocol):
    """The part of the port `Clock` that Stripe needs."""

    def now(self) -> datetime:
        """The present instant."""


class NotOpen(Exception):
    """Stripe's page would refuse: the session or the payment is not in a state that allows this."""


@dataclass
class _Payment:
    """Money taken, and how much of it was given back."""

    amount_cents: int
    refunded_cents: int = 0


class StripeInMemory:
    """The state of Stripe and the hands that change it; `events` are all that happened, in order."""

    def __init__(self, clock: Now) -> None:
        self.events: list[PaymentEvent] = []
        self._clock = clock
        self._numbers = count(1)
        self._checkouts: dict[str, Checkout] = {}
        self._expiry: dict[str, datetime] = {}
        self._created: dict[str, datetime] = {}
        self._begun: set[str] = set()
        self._waiting: set[str] = set()
        self._payments: dict[str, _Payment] = {}
        self._refunds: dict[str, StripeRefund] = {}
        self._disputes: dict[str, Dispute] = {}

    # What visitors do

    def pay(self, checkout_id: str) -> PaymentEvent:
        """The visitor pays at once. Raises `NotOpen` if the session is not open (any more)."""
        self._must_be_open(checkout_id)
        return self._completed(checkout_id, paid=True)

    def begin(self, checkout_id: str) -> None:
        """The visitor starts to pay (at the bank's page): the clock no longer expires the session."""
        self._must_be_open(checkout_id)
        self._begun.add(checkout_id)

    def finish(self, checkout_id: str) -> PaymentEvent:
        """A payment that was begun is done, however late."""
        if checkout_id not in self._begun:
            raise NotOpen(checkout_id)
        return self._completed(checkout_id, paid=True)

    def pay_later(self, checkout_id: str) -> PaymentEvent:
        """The visitor chooses a delayed method: the session is complete, the money not there."""
        self._must_be_open(checkout_id)
        self._waiting.add(checkout_id)
        return self._completed(checkout_id, paid=False)

    # What banks, the clock and the office do at Stripe

    def async_succeed(self, checkout_id: str) -> PaymentEvent:
        """The money of a delayed method arrives."""
        waiting = self._settle(checkout_id)
        self._payments[str(waiting.payment_intent)] = _Payment(waiting.amount_cents)
        return self._tell_checkout("checkout.session.async_payment_succeeded", replace(waiting, paid=True))

    def async_fail(self, checkout_id: str) -> PaymentEvent:
        """The money of a delayed method will not come."""
        return self._tell_checkout("checkout.session.async_payment_failed", self._settle(checkout_id))

    def expire(self, checkout_id: str) -> PaymentEvent:
        """The session ends unpaid; a payment begun is broken off."""
        found = self._known(checkout_id)
        if found.state != "open":
            raise NotOpen(checkout_id)
        self._begun.discard(checkout_id)
        return self._tell_checkout("checkout.session.expired", replace(found, state="expired", url=None))

    def lapse(self) -> None:
        """Expire what has lapsed by the clock; every call of the ports does so too."""
        now = self._clock.now()
        for id, found in list(self._checkouts.items()):
            if found.state == "open" and self._expiry[id] <= now and id not in self._begun:
                self.expire(id)

    def refund_at_stripe(self, payment_intent: str, amount_cents: int) -> PaymentEvent:
        """The office gives money back on Stripe's own pages."""
        return self._tell("refund.created", refund=self._add_refund(payment_intent, amount_cents, None))

    def settle_refund(self, stripe_id: str, state: str, failure: str | None = None) -> PaymentEvent:
        """The bank answers on a refund: `succeeded`, `pending`, or `failed` (the money is back with us)."""
        found = self._refunds[stripe_id]
        if state == "failed" and found.state != "failed":
            self._payments[found.payment_intent].refunded_cents -= found.amount_cents
        told = self._refunds[stripe_id] = replace(found, state=state, failure=failure)
        return self._tell("refund.failed" if state == "failed" else "refund.updated", refund=told)

    def dispute(self, payment_intent: str, reason: str = "fraudulent") -> PaymentEvent:
        """The visitor's bank takes the money back for now."""
        amount = self._payments[payment_intent].amount_cents
        opened = Dispute(f"du_{next(self._numbers)}", payment_intent, amount, "open", reason)
        self._disputes[opened.id] = opened
        return self._tell("charge.dispute.created", dispute=opened)

    def close_dispute(self, dispute_id: str, *, won: bool) -> PaymentEvent:
        """The bank decides, for us (`won`) or not."""
        closed = replace(self._disputes[dispute_id], state="won" if won else "lost")
        self._disputes[dispute_id] = closed
        return self._tell("charge.dispute.closed", dispute=closed)

    # Inside

    def _open(self, request: CheckoutRequest) -> Checkout:
        now = self._clock.now()
        total = sum(line.count * line.amount_cents for line in request.lines)
        if total < LEAST_CENTS:
            raise PaymentRefused("amount_too_small")
        if not now + SOONEST <= request.expires_at <= now + LATEST:
            raise PaymentRefused("invalid_request_error")
        id = f"cs_test_{next(self._numbers)}"
        opened = Checkout(id, request.booking_id, "open", False, total, f"http://127.0.0.1:9/pay/{id}", None)
        self._checkouts[id], self._expiry[id], self._created[id] = opened, request.expires_at, now
        return opened

    def _give_back(self, request: RefundRequest) -> StripeRefund:
        given = self._add_refund(request.payment_intent, request.amount_cents, request.refund_id)
        self._tell("refund.created", refund=given)
        return given

    def _add_refund(self, payment_intent: str, amount_cents: int, refund_id: str | None) -> StripeRefund:
        payment = self._payments.get(payment_intent)
        if payment is None:
            raise PaymentRefused("resource_missing")
        if any(d.payment_intent == payment_intent and d.state != "won" for d in self._disputes.values()):
            raise PaymentRefused("charge_disputed")
        if payment.refunded_cents == payment.amount_cents:
            raise PaymentRefused("charge_already_refunded")
        if not 0 < amount_cents <= payment.amount_cents - payment.refunded_cents:
            raise PaymentRefused("invalid_request_error")
        payment.refunded_cents += amount_cents
        given = StripeRefund(f"re_{next(self._numbers)}", payment_intent, amount_cents, "succeeded", refund_id)
        self._refunds[given.id] = given
        return given

    def _known(self, checkout_id: str) -> Checkout:
        if checkout_id not in self._checkouts:
            raise PaymentRefused("resource_missing")
        return self._checkouts[checkout_id]

    def _must_be_open(self, checkout_id: str) -> None:
        self.lapse()
        if self._known(checkout_id).state != "open":
            raise NotOpen(checkout_id)

    def _settle(self, checkout_id: str) -> Checkout:
        if checkout_id not in self._waiting:
            raise NotOpen(checkout_id)
        self._waiting.remove(checkout_id)
        return self._known(checkout_id)

    def _completed(self, checkout_id: str, *, paid: bool) -> PaymentEvent:
        self._begun.discard(checkout_id)
        intent = f"pi_{next(self._numbers)}"
        done = replace(self._known(checkout_id), state="complete", paid=paid, url=None, payment_intent=intent)
        if paid:
            self._payments[intent] = _Payment(done.amount_cents)
        return self._tell_checkout("checkout.session.completed", done)

    def _tell_checkout(self, kind: str, told: Checkout) -> PaymentEvent:
        self._checkouts[told.id] = told
        return self._tell(kind, checkout=told)

    def _tell(
        self, kind: str, *,
        checkout: Checkout | None = None, refund: StripeRefund | None = None, dispute: Dispute | None = None,
    ) -> PaymentEvent:
        event = PaymentEvent(f"evt_{next(self._numbers)}", kind, checkout, refund, dispute)
        self.events.append(event)
        return event
