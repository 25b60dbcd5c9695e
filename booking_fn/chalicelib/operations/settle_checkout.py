"""Asking Stripe how a payment page stands, and taking that in: for sweeps, and for visitors who leave."""

from chalicelib.core.booking import Booking
from chalicelib.core.effects import OfficeLine
from chalicelib.operations.attempts import note
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.end_hold import end_hold
from chalicelib.ports import AlreadyPaid, Checkout, PaymentRefused, Shop


def settle_checkout(shop: Shop, booking: Booking, state: str) -> None:
    """End an unpaid booking in `state` (`expired`, `cancelled`), unless Stripe says that it was paid meanwhile.

    The page is closed at Stripe before the seats are freed, so that nobody pays for seats that are gone. One that
    Stripe says it does not have ends the hold as well, and the office hears of it.
    Raises `Unavailable`, `TryAgain`.
    """
    checkout = _closed_page(shop, booking)
    if checkout is not None and checkout.state == "complete" and (checkout.paid or booking.state == "held"):
        confirm_payment(shop, checkout)
        return
    end_hold(shop, booking.id, state)


def _closed_page(shop: Shop, booking: Booking) -> Checkout | None:
    if booking.payment is None or booking.payment.checkout_id is None:
        return None
    try:
        return _closed(shop, booking.payment.checkout_id)
    except PaymentRefused as refusal:
        facts: dict[str, object] = {"checkout": booking.payment.checkout_id, "trouble": refusal.code}
        note(shop, OfficeLine("page_unknown", booking.id, booking.id, shop.clock.now(), facts))
        return None


def _closed(shop: Shop, checkout_id: str) -> Checkout:
    checkout = shop.payments.checkout(checkout_id)
    if checkout.state != "open":
        return checkout
    try:
        return shop.payments.expire_checkout(checkout.id)
    except AlreadyPaid:
        return shop.payments.checkout(checkout.id)
