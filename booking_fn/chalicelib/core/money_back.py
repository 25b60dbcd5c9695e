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
    """The changes that book a dispute; every news of it is a line for the office."""
    payment = booking.payment
    wanted = {"open": "disputed", "won": "won", "lost": "lost"}[told.state]
    if payment is None or payment.state == wanted:
        return []
    path = _path(payment.state, wanted)
    if not path:
        return []
    for state in path:
        payment = payment.moved(state)
    facts: dict[str, object] = {"dispute": told.id, "amount_cents": told.amount_cents, "reason": told.reason}
    line = OfficeLine(f"dispute_{told.state}", told.id, booking.id, now, facts)
    return [replace(booking, payment=payment).put(), line.put()]


def _known(booking: Booking, told: StripeRefund) -> Refund | None:
    ours = booking.refund(told.refund_id) if told.refund_id else None
    return ours or next((r for r in booking.refunds if r.stripe_id == told.id), None)


def _begun_at_stripe(booking: Booking, told: StripeRefund, now: datetime) -> list[Change]:
    refund = Refund(told.id, told.amount_cents, "stripe", now, told.payment_intent, STATES[told.state],
                    called_at=now, stripe_id=told.id, failure=told.failure)
    line = _line("refund_at_stripe", told.id, booking, refund, now)
    return [_with_payment(booking.with_refund(refund)).put(), line.put()]


def _with_payment(booking: Booking) -> Booking:
    """The booking with its payment's state following the refunds of that payment that Stripe has taken on."""
    payment = booking.payment
    if payment is None:
        return booking
    taken_on = sum(
        r.amount_cents for r in booking.refunds
        if r.state in ("sent", "done") and r.payment_intent == payment.payment_intent
    )
    return replace(booking, payment=_refunded(payment, taken_on))


def _refunded(payment: Payment, cents: int) -> Payment:
    if cents == 0 or payment.state not in ("paid", "part_refunded", "won"):
        return payment
    return payment.moved("refunded" if cents >= payment.paid_cents else "part_refunded")


def _line(kind: str, line_id: str, booking: Booking, refund: Refund, now: datetime) -> OfficeLine:
    facts: dict[str, object] = {
        "refund": refund.id, "amount_cents": refund.amount_cents, "failure": refund.failure, "state": booking.state,
    }
    return OfficeLine(kind, line_id, booking.id, now, facts)


def _path(state: str, wanted: str) -> list[str]:
    """The moves from a payment's state to a dispute's, through `disputed` when the opening was never told."""
    if wanted in PAYMENT_MOVES[state]:
        return [wanted]
    if "disputed" in PAYMENT_MOVES[state] and wanted in PAYMENT_MOVES["disputed"]:
        return ["disputed", wanted]
    return []
