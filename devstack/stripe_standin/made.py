"""New objects, with the fields of Stripe's that the shop or a reader of the dashboard may look at."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from devstack.stripe_standin.ledger import Object

Params = Mapping[str, Any]

DEFAULT_LIFE_S = int(timedelta(hours=24).total_seconds())


def new_id(prefix: str) -> str:
    """A new id that looks like one of Stripe's."""
    return f"{prefix}_{secrets.token_hex(12)}"


def session(params: Params, now: int, page_origin: str) -> Object:
    """An open Checkout Session; its lines and its payment's words are ours to keep until it is paid."""
    id = new_id("cs_test")
    lines = params["line_items"]
    total = sum(line["quantity"] * line["price_data"]["unit_amount"] for line in lines)
    given = ("mode", "client_reference_id", "customer_email", "success_url", "cancel_url", "submit_type",
             "allowed_payment_method_types", "excluded_payment_method_types", "locale")
    payment = params.get("payment_intent_data", {})
    return {
        "id": id, "object": "checkout.session", "livemode": False, "ui_mode": "hosted_page", "status": "open",
        "payment_status": "unpaid", "payment_intent": None, "created": now, "amount_subtotal": total,
        "amount_total": total, "currency": lines[0]["price_data"]["currency"], "metadata": params.get("metadata", {}),
        "expires_at": params.get("expires_at", now + DEFAULT_LIFE_S), "url": f"{page_origin}/_dev/stripe/pay/{id}",
        **{name: params.get(name) for name in given},
        "_lines": lines, "_description": payment.get("description"), "_payment_metadata": payment.get("metadata", {}),
        "_finish_at": None,
    }


def payment_intent(session: Object, now: int) -> Object:
    """The payment of a session."""
    return {
        "id": session["payment_intent"], "object": "payment_intent", "livemode": False, "created": now,
        "amount": session["amount_total"], "currency": session["currency"],
        "description": session["_description"], "metadata": session["_payment_metadata"],
    }


def charge(session: Object, now: int) -> Object:
    """The money of a session's payment."""
    return payment_intent(session, now) | {
        "id": new_id("ch"), "object": "charge", "status": "succeeded", "paid": True,
        "payment_intent": session["payment_intent"], "amount_refunded": 0, "refunded": False, "disputed": False,
    }


def refund(params: Params, charge: Object, amount_cents: int, now: int) -> Object:
    """A refund on a charge, without its status."""
    return {
        "id": new_id("re"), "object": "refund", "created": now, "amount": amount_cents,
        "currency": charge["currency"], "charge": charge["id"], "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"), "metadata": params.get("metadata", {}),
    }


def dispute(charge: Object, now: int) -> Object:
    """A dispute over the whole of a charge."""
    return {
        "id": new_id("du"), "object": "dispute", "created": now, "amount": charge["amount"], "livemode": False,
        "currency": charge["currency"], "charge": charge["id"], "payment_intent": charge["payment_intent"],
        "reason": "fraudulent", "status": "needs_response", "metadata": {},
    }


def event(kind: str, about: Object, now: int) -> Object:
    """An event with the object as it is at that moment."""
    return {
        "id": new_id("evt"), "object": "event", "type": kind, "created": now, "livemode": False,
        "api_version": None, "data": {"object": about}, "request": {"id": None, "idempotency_key": None},
    }
