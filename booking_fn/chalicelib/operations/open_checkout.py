"""Opening Stripe's page for a held booking, with what was stored before the call."""

from dataclasses import replace

from chalicelib.core.booking import Booking
from chalicelib.core.errors import HoldExpired, PaymentUnavailable
from chalicelib.operations.attempts import retrying
from chalicelib.operations.end_hold import end_hold
from chalicelib.operations.reading import find_booking
from chalicelib.ports import AlreadyPaid, Checkout, PaymentRefused, Shop, Unavailable


def open_checkout(shop: Shop, booking: Booking) -> str:
    """The address of Stripe's page for this booking, made now or before.

    Asked twice at once, Stripe answers both with the same page: the key and the parameters are those of the booking.

    Raises `PaymentUnavailable` after giving the seats back when no page can be had, `HoldExpired` when it came late.
    """
    payment = booking.payment
    assert payment is not None  # noqa: S101 - only bookings to be paid are held
    if payment.checkout_url:
        return payment.checkout_url
    try:
        checkout = shop.payments.open_checkout(payment.request)
    except (PaymentRefused, Unavailable) as trouble:
        made = find_booking(shop, booking.id)
        if made and made.state == "held" and made.payment and made.payment.checkout_url:
            return made.payment.checkout_url  # the same form, posted twice, had an answer meanwhile
        end_hold(shop, booking.id, "expired")
        raise PaymentUnavailable() from trouble
    if not checkout.url or not retrying(shop, lambda: _record(shop, booking.id, checkout)):
        _withdraw(shop, checkout)
        raise HoldExpired()
    return checkout.url


def _record(shop: Shop, booking_id: str, checkout: Checkout) -> bool:
    booking = find_booking(shop, booking_id)
    if booking is None or booking.payment is None or booking.state != "held":
        return False
    if booking.payment.checkout_id is None:
        payment = replace(booking.payment, checkout_id=checkout.id, checkout_url=checkout.url)
        shop.store.commit([replace(booking, payment=payment).put()])
    return True


def _withdraw(shop: Shop, checkout: Checkout) -> None:
    try:
        shop.payments.expire_checkout(checkout.id)
    except (AlreadyPaid, PaymentRefused, Unavailable):
        return  # reconciliation finds it, and gives seats or the money back
