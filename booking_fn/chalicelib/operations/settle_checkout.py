"""Asking Stripe how a payment page stands, and taking that in: for sweeps, and for visitors who leave."""

from chalicelib.core.booking import Booking
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.end_hold import end_hold
from chalicelib.ports import AlreadyPaid, Checkout, Shop


def settle_checkout(shop: Shop, booking: Booking, state: str) -> None:
    """End an unpaid booking in `state` (`expired`, `cancelled`), unless Stripe says that it was paid meanwhile.

    The page is closed at Stripe before the seats are freed, so that nobody pays for seats that are gone.
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
    checkout = shop.payments.checkout(booking.payment.checkout_id)
    if checkout.state != "open":
        return checkout
    try:
        return shop.payments.expire_checkout(checkout.id)
    except AlreadyPaid:
        return shop.payments.checkout(checkout.id)
