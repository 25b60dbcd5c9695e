"""Stripe's rules that no type tells: limits, and what must agree with what. All raise `ApiError`."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from devstack.stripe_standin.errors import ApiError

Params = Mapping[str, Any]

SOONEST, LATEST = timedelta(minutes=30), timedelta(hours=24)
LEAST_CENTS, MOST_CENTS = {"eur": 50}, 99_999_999
MOST_LINES, MOST_METADATA, MOST_METADATA_NAME, MOST_METADATA_TEXT = 100, 50, 40, 500

MODELLED = {
    "session": {
        "mode", "submit_type", "allowed_payment_method_types", "excluded_payment_method_types", "adaptive_pricing",
        "line_items", "client_reference_id", "metadata", "payment_intent_data", "customer_email", "locale",
        "expires_at", "success_url", "cancel_url", "ui_mode",
    },
    "line": {"quantity", "price_data"},
    "price": {"currency", "unit_amount", "product_data"},
    "payment": {"description", "metadata"},
    "refund": {"payment_intent", "charge", "amount", "reason", "metadata"},
}
"""What the stand-in acts upon. More is valid at Stripe, and refused here rather than silently left undone."""


def session(params: Params, now: int) -> None:
    """A new Checkout Session at `now` (seconds since 1970)."""
    _modelled(params, "session")
    payment = params.get("payment_intent_data", {})
    _modelled(payment, "payment", "payment_intent_data")
    if params.get("mode") != "payment" or params.get("ui_mode", "hosted_page") != "hosted_page":
        raise ApiError("The stand-in knows mode=payment on a hosted page only.", param="mode")
    _lines(params.get("line_items", []))
    _expiry(params.get("expires_at", now + int(LATEST.total_seconds())), now)
    _address(params, "success_url", required=True)
    _address(params, "cancel_url", required=False)
    _email(params.get("customer_email"))
    metadata(params.get("metadata", {}), "metadata")
    metadata(payment.get("metadata", {}), "payment_intent_data[metadata]")


def refund(params: Params, left_cents: int) -> int:
    """A refund on a payment of which `left_cents` were not given back yet: the cents of this refund."""
    _modelled(params, "refund")
    metadata(params.get("metadata", {}), "metadata")
    amount = params.get("amount", left_cents)
    if left_cents == 0:
        raise ApiError("The payment has already been refunded.", code="charge_already_refunded")
    if amount < 1:
        raise ApiError("A refund is of 1 cent at least.", code="parameter_invalid_integer", param="amount")
    if amount > left_cents:
        raise ApiError(f"A refund of {amount} is more than the {left_cents} left on this payment.", param="amount")
    return int(amount)


def metadata(given: Mapping[str, str], path: str) -> None:
    """At most 50 names of 40 characters, texts of 500."""
    if len(given) > MOST_METADATA:
        raise ApiError(f"At most {MOST_METADATA} names in {path}.", param=path)
    for name, text in given.items():
        if len(name) > MOST_METADATA_NAME or len(text) > MOST_METADATA_TEXT:
            raise ApiError(f"Too long in {path}: {name}", param=f"{path}[{name}]")


def _modelled(params: Params, what: str, path: str = "") -> None:
    for name in params:
        if name not in MODELLED[what]:
            param = f"{path}[{name}]" if path else name
            raise ApiError(f"{param} is valid at Stripe, but this stand-in does not act upon it.", param=param)


def _lines(lines: list[Params]) -> None:
    if not 1 <= len(lines) <= MOST_LINES:
        raise ApiError("1 to 100 line_items are wanted.", code="parameter_missing", param="line_items")
    for position, line in enumerate(lines):
        _line(line, f"line_items[{position}]")
    currencies = {line["price_data"]["currency"] for line in lines}
    if len(currencies) > 1:
        raise ApiError("All prices of a session have one currency.", param="line_items")
    total = sum(line["quantity"] * line["price_data"]["unit_amount"] for line in lines)
    if not LEAST_CENTS.get(currencies.pop(), 50) <= total <= MOST_CENTS:
        code = "amount_too_small" if total < MOST_CENTS else "amount_too_large"
        raise ApiError("The total must be between 0.50 and 999,999.99.", code=code, param="line_items")


def _line(line: Params, path: str) -> None:
    price = line.get("price_data", {})
    _modelled(line, "line", path)
    _modelled(price, "price", f"{path}[price_data]")
    if price.get("currency") not in LEAST_CENTS:
        raise ApiError("The stand-in knows eur only.", param=f"{path}[price_data][currency]")
    if price.get("unit_amount", -1) < 0:
        raise ApiError("A price is a non-negative integer.", param=f"{path}[price_data][unit_amount]")
    if line.get("quantity", 0) < 1:
        raise ApiError("The quantity is 1 at least.", param=f"{path}[quantity]")
    if not price.get("product_data", {}).get("name"):
        raise ApiError("A line needs a name.", param=f"{path}[price_data][product_data][name]")


def _expiry(expires_at: int, now: int) -> None:
    if not now + SOONEST.total_seconds() <= expires_at <= now + LATEST.total_seconds():
        raise ApiError("expires_at must be 30 minutes to 24 hours after creation.", param="expires_at")


def _address(params: Params, name: str, *, required: bool) -> None:
    if name not in params and not required:
        return
    parts = urlsplit(params.get(name, ""))
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ApiError("Not a valid URL", code="url_invalid", param=name)


def _email(address: str | None) -> None:
    if address is not None and ("@" not in address.strip("@") or any(c.isspace() for c in address)):
        raise ApiError(f"Invalid email address: {address}", code="email_invalid", param="customer_email")
