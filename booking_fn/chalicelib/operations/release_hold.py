"""A visitor who left Stripe's page gives the seats back, or goes on to pay."""

from chalicelib.core.booking import Booking
from chalicelib.core.errors import AlreadyPaidFor, HoldExpired, NotYours, PaymentUnavailable
from chalicelib.operations.open_checkout import open_checkout
from chalicelib.operations.reading import find_booking
from chalicelib.operations.settle_checkout import settle_checkout
from chalicelib.ports import Shop, Unavailable


def release_hold(shop: Shop, booking_id: str) -> None:
    """Free the seats of a held booking at its visitor's wish: Stripe's page is closed first.

    Raises `AlreadyPaidFor` when the payment was quicker, `HoldExpired`, `PaymentUnavailable`, `TryAgain`.
    """
    booking = _held(shop, booking_id)
    try:
        settle_checkout(shop, booking, "cancelled")
    except Unavailable as trouble:
        raise PaymentUnavailable() from trouble
    after = find_booking(shop, booking_id)
    if after and after.state in ("confirmed", "awaiting"):
        raise AlreadyPaidFor()


def pay_hold(shop: Shop, booking_id: str) -> str:
    """The address of Stripe's page of a held booking. Raises `HoldExpired`, `PaymentUnavailable`, `TryAgain`."""
    booking = _held(shop, booking_id)
    if booking.payment and shop.clock.now() >= booking.payment.request.expires_at:
        raise HoldExpired()
    return open_checkout(shop, booking)


def _held(shop: Shop, booking_id: str) -> Booking:
    booking = find_booking(shop, booking_id)
    if booking is None:
        raise NotYours()
    if booking.state in ("confirmed", "awaiting"):
        raise AlreadyPaidFor()
    if booking.state != "held":
        raise HoldExpired()
    return booking
