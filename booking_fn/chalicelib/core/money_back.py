"""Refunds and disputes as Stripe tells them, turned into changes of the booking and lines for the office."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change
from chalicelib.core.effects import OfficeLine
from chalicelib.core.payment import MOVES as PAYMENT_MOVES
from chalicelib.core.payment import Dispute, Payment, StripeRefund
from chalicelib.core.refund import MOVES, Refund

STATES = {"pending": "sent", "succeeded": "done", "failed": "failed"}


def on_refund(booking: Booking, told: StripeRefund, now: datetime) -> list[Change]:
    """The changes that book a refund as told; none if it stands so already.

    A refund of ours is found by its id, another by Stripe's; a state that cannot follow the present one is old news.
    """
    known = _known(booking, told)
    if known is None:
        return _begun_at_stripe(booking, told, now)
    state = STATES[told.state]
    if known.state == state and known.stripe_id == told.id:
        return []
    if known.state != state and state not in MOVES[known.state]:
        return []
    moved = known if known.state == state else known.moved(state)
    refund = replace(moved, stripe_id=told.id, failure=told.failure, called_at=known.called_at or now)
    changes: list[Change] = [_with_payment(booking.with_refund(refund)).put()]
    if state == "failed":
        changes.append(_line("refund_failed", f"{told.id}", booking, refund, now).put())
    return changes


def on_dispute(booking: Booking, told: Dispute, now: datetime) -> list[Change]:
    """The changes that book a dispute; every news of it is a line for the office.

    Once the bank has decided, what else is told of that dispute is old news.
    """
    payment = booking.payment
    if payment is None or payment.disputes.get(told.id) in (told.state, "won", "lost"):
        return []
    disputed = replace(booking, payment=replace(payment, disputes=payment.disputes | {told.id: told.state}))
    facts: dict[str, object] = {"dispute": told.id, "amount_cents": told.amount_cents, "reason": told.reason}
    line = OfficeLine(f"dispute_{told.state}", told.id, booking.id, now, facts)
    return [_with_payment(disputed).put(), line.put()]


def _known(booking: Booking, told: StripeRefund) -> Refund | None:
    ours = booking.refund(told.refund_id) if told.refund_id else None
    return ours or next((r for r in booking.refunds if r.stripe_id == told.id), None)


def _begun_at_stripe(booking: Booking, told: StripeRefund, now: datetime) -> list[Change]:
    refund = Refund(told.id, told.amount_cents, "stripe", now, told.payment_intent, STATES[told.state],
                    called_at=now, stripe_id=told.id, failure=told.failure)
    line = _line("refund_at_stripe", told.id, booking, refund, now)
    return [_with_payment(booking.with_refund(refund)).put(), line.put()]


def _with_payment(booking: Booking) -> Booking:
    """The booking with its payment's state following its disputes, and the refunds that Stripe has taken on."""
    payment = booking.payment
    if payment is None or payment.state == "open":
        return booking
    taken_on = sum(
        r.amount_cents for r in booking.refunds
        if r.state in ("sent", "done") and r.payment_intent == payment.payment_intent
    )
    for state in _path(payment.state, _standing(payment, taken_on)):
        payment = payment.moved(state)
    return replace(booking, payment=payment)


def _standing(payment: Payment, refunded_cents: int) -> str:
    """Where a payment stands, whatever the order in which it was told."""
    disputes = payment.disputes.values()
    if "lost" in disputes:
        return "lost"
    if "open" in disputes:
        return "disputed"
    if refunded_cents:
        return "refunded" if refunded_cents >= payment.paid_cents else "part_refunded"
    return "won" if disputes else "paid"


def _path(state: str, wanted: str) -> list[str]:
    """The moves from a payment's state to another, by one in between where news of it was never told."""
    if state == wanted:
        return []
    if wanted in PAYMENT_MOVES[state]:
        return [wanted]
    return [next(via for via in sorted(PAYMENT_MOVES[state]) if wanted in PAYMENT_MOVES[via]), wanted]


def _line(kind: str, line_id: str, booking: Booking, refund: Refund, now: datetime) -> OfficeLine:
    facts: dict[str, object] = {
        "refund": refund.id, "amount_cents": refund.amount_cents, "failure": refund.failure, "state": booking.state,
    }
    return OfficeLine(kind, line_id, booking.id, now, facts)
