"""Stripe's objects, as decoded JSON, in the words of the ports."""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.ports import Checkout, Dispute, ForgedEvent, PaymentEvent, StripeRefund

REFUND_STATES = {
    "pending": "pending", "requires_action": "pending", "succeeded": "succeeded", "failed": "failed",
    "canceled": "failed",
}

DISPUTE_STATES = {"lost": "lost", "won": "won", "prevented": "won", "warning_closed": "won"}
"""A closed warning (an inquiry of the bank) took no money: for us it is won. All other states are open."""

CHECKOUTS = (
    "checkout.session.completed", "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed", "checkout.session.expired",
)
REFUNDS = ("refund.created", "refund.updated", "refund.failed")
DISPUTES = ("charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed")


def checkout(found: Mapping[str, Any]) -> Checkout:
    """A Checkout Session of ours."""
    return Checkout(
        id=found["id"],
        booking_id=found["client_reference_id"],
        state=found["status"],
        paid=found["payment_status"] == "paid",
        amount_cents=found["amount_total"],
        url=found.get("url") if found["status"] == "open" else None,
        payment_intent=_id(found.get("payment_intent")),
    )


def is_ours(found: Mapping[str, Any], shop: str) -> bool:
    """Whether a booking of this shop opened the session; the account may serve others. `shop`: its host, empty: any."""
    metadata = found.get("metadata") or {}
    booking_id = metadata.get("booking_id")
    of_this_shop = not shop or metadata.get("shop") == shop
    return booking_id is not None and found.get("client_reference_id") == booking_id and of_this_shop


def refund(found: Mapping[str, Any]) -> StripeRefund:
    """A refund, ours or begun at Stripe."""
    failure = "canceled" if found["status"] == "canceled" else found.get("failure_reason")
    return StripeRefund(
        id=found["id"],
        payment_intent=str(_id(found.get("payment_intent"))),
        amount_cents=found["amount"],
        state=REFUND_STATES[found["status"]],
        refund_id=(found.get("metadata") or {}).get("refund_id"),
        failure=failure,
    )


def dispute(found: Mapping[str, Any]) -> Dispute:
    """A dispute in any of its ten states."""
    return Dispute(
        id=found["id"],
        payment_intent=str(_id(found.get("payment_intent"))),
        amount_cents=found["amount"],
        state=DISPUTE_STATES.get(found["status"], "open"),
        reason=found["reason"],
    )


def event(raw_body: bytes, shop: str = "") -> PaymentEvent:
    """A verified webhook's body. Raises `ForgedEvent` if it is no event."""
    try:
        told = json.loads(raw_body)
        if told["object"] != "event":
            raise ForgedEvent("the body is no event of Stripe")
        found = told["data"]["object"]
        if told["type"] in CHECKOUTS and not is_ours(found, shop):
            return PaymentEvent(told["id"], told["type"])
        return _event(told["id"], told["type"], found)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise ForgedEvent(f"the body is no event of Stripe: {type(fault).__name__}") from None


def _event(id: str, kind: str, found: Mapping[str, Any]) -> PaymentEvent:
    if kind in CHECKOUTS:
        return PaymentEvent(id, kind, checkout=checkout(found))
    # A payment that was made without a PaymentIntent was not made by a Checkout Session: not one of ours.
    if not found.get("payment_intent"):
        return PaymentEvent(id, kind)
    if kind in REFUNDS:
        return PaymentEvent(id, kind, refund=refund(found))
    if kind in DISPUTES:
        return PaymentEvent(id, kind, dispute=dispute(found))
    return PaymentEvent(id, kind)


def _id(reference: str | Mapping[str, Any] | None) -> str | None:
    """Stripe gives another object's id, or that object where it was asked to."""
    return reference["id"] if isinstance(reference, Mapping) else reference
