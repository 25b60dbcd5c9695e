"""Stripe by its official package: the two payment ports, one key each.

The package takes a sixth of a second to import, so it is imported by the first call, not with this module.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chalicelib.adapters import stripe_objects as objects
from chalicelib.ports import (
    AlreadyPaid,
    Checkout,
    CheckoutRequest,
    PaymentEvent,
    PaymentRefused,
    RefundRequest,
    StripeRefund,
)

if TYPE_CHECKING:
    from chalicelib.adapters.stripe_calls import StripeCalls

WAIT = (3.0, 8.0)
"""Seconds to connect and to hear an answer: two tries stay under the 29 s that API Gateway leaves a function."""

MOST_A_PAGE = 100

METHODS = ("card", "bancontact", "ideal")
"""All tell at once whether they paid. A SEPA debit tells after days, when the departure may be over."""


def _calls(key: str, api_url: str, wait: tuple[float, float]) -> "StripeCalls":
    from chalicelib.adapters.stripe_calls import StripeCalls

    return StripeCalls(key, api_url, wait)


class StripeGateway:
    """`PaymentGateway` by a key that is restricted to Checkout Sessions.

    `webhook_secrets`: two while one is being replaced. `api_url`: empty for Stripe's own.
    `shop`: host of the site, to leave alone what other shops of the account do; empty: all of it is ours.
    """

    def __init__(
        self, key: str, webhook_secrets: Sequence[str], api_url: str = "", wait: tuple[float, float] = WAIT,
        shop: str = "",
    ) -> None:
        self._shop = shop
        self._secrets = tuple(webhook_secrets)
        self._connect: Callable[[], StripeCalls] = lambda: _calls(key, api_url, wait)

    @cached_property
    def _stripe(self) -> "StripeCalls":
        return self._connect()

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        """See the port."""
        key = f"checkout:{request.booking_id}:{request.attempt}"
        return objects.checkout(self._stripe.create_session(checkout_params(request), key))

    def checkout(self, checkout_id: str) -> Checkout:
        """See the port."""
        return objects.checkout(self._stripe.session(checkout_id))

    def expire_checkout(self, checkout_id: str) -> Checkout:
        """See the port. Stripe refuses for an expired and for a complete session alike, so it is asked which."""
        try:
            return objects.checkout(self._stripe.expire_session(checkout_id))
        except PaymentRefused:
            found = self.checkout(checkout_id)
            if found.state == "complete":
                raise AlreadyPaid from None
            if found.state == "open":
                raise
            return found

    def checkouts_since(self, since: datetime) -> Sequence[Checkout]:
        """See the port."""
        params = {"created": {"gte": int(since.timestamp())}, "limit": MOST_A_PAGE}
        ours = (found for found in self._stripe.sessions(params) if objects.is_ours(found, self._shop))
        return [objects.checkout(found) for found in ours]

    def event(self, raw_body: bytes, signature: str) -> PaymentEvent:
        """See the port. The signature's age is told by the system's clock, never by one that tests move."""
        from chalicelib.adapters.stripe_calls import verify

        verify(raw_body, signature, self._secrets)
        return objects.event(raw_body, self._shop)


class StripeRefunds:
    """`RefundGateway` by a key that is restricted to refunds; the worker alone holds it."""

    def __init__(self, key: str, api_url: str = "", wait: tuple[float, float] = WAIT) -> None:
        self._connect: Callable[[], StripeCalls] = lambda: _calls(key, api_url, wait)

    @cached_property
    def _stripe(self) -> "StripeCalls":
        return self._connect()

    def refund(self, request: RefundRequest) -> StripeRefund:
        """See the port."""
        key = f"refund:{request.refund_id}:{request.attempt}"
        return objects.refund(self._stripe.create_refund(refund_params(request), key))

    def refunds_of(self, payment_intent: str) -> Sequence[StripeRefund]:
        """See the port."""
        params = {"payment_intent": payment_intent, "limit": MOST_A_PAGE}
        return [objects.refund(found) for found in self._stripe.refunds(params)]


def checkout_params(request: CheckoutRequest) -> Mapping[str, Any]:
    """A Checkout Session's parameters; the booking's id and the shop's host are on the session and on its payment."""
    metadata = {"booking_id": request.booking_id, "shop": urlsplit(request.success_url).netloc}
    currency = request.currency.lower()
    return {
        "mode": "payment",
        "submit_type": "book",
        "allowed_payment_method_types": list(METHODS),
        # What the page of the offer said is what is paid: no conversion to the visitor's currency.
        "adaptive_pricing": {"enabled": False},
        "line_items": [
            {
                "quantity": line.count,
                "price_data": {
                    "currency": currency,
                    "unit_amount": line.amount_cents,
                    "product_data": {"name": line.name},
                },
            }
            for line in request.lines
        ],
        "client_reference_id": request.booking_id,
        "metadata": metadata,
        "payment_intent_data": {"description": request.description, "metadata": metadata},
        "customer_email": request.email,
        "locale": request.locale,
        "expires_at": int(request.expires_at.timestamp()),
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
    }


def refund_params(request: RefundRequest) -> Mapping[str, Any]:
    """A refund's parameters; our id in its metadata finds it again when Stripe's answer was lost."""
    return {
        "payment_intent": request.payment_intent,
        "amount": request.amount_cents,
        "reason": "requested_by_customer",
        "metadata": {"refund_id": request.refund_id, "booking_id": request.booking_id},
    }
