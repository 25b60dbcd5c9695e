"""Every night: Stripe's own record against ours, for all that a crash or a lost webhook left open."""

from datetime import timedelta
from functools import partial

from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.core.booking import Booking
from chalicelib.operations.attempts import survives
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.reading import due_items, find_booking
from chalicelib.operations.record_refund import record_refund
from chalicelib.ports import AlreadyPaid, Checkout, Shop

WINDOW = timedelta(hours=48)
MOST_REFUNDS = 200


def reconcile(shop: Shop) -> None:
    """Take in every payment page of the last 48 hours and every refund that Stripe has not closed.

    A page that was paid becomes seats or a refund; one that is open for a booking that is over is closed. One that
    fails does not stop the others, and is there again the next time. Raises `Unavailable` when Stripe tells nothing.
    """
    for checkout in shop.payments.checkouts_since(shop.clock.now() - WINDOW):
        survives(f"payment page of {checkout.booking_id}", partial(_compare, shop, checkout))
    for item in due_items(shop, keys.REFUNDS_DUE, MOST_REFUNDS):
        booking = bookings.stored(item)
        survives(f"refunds of {booking.id}", partial(_follow_refunds, shop, booking))


def _compare(shop: Shop, checkout: Checkout) -> None:
    if checkout.paid:
        confirm_payment(shop, checkout)
        return
    booking = find_booking(shop, checkout.booking_id)
    if checkout.state == "open" and (booking is None or booking.state != "held"):
        _close(shop, checkout)


def _close(shop: Shop, checkout: Checkout) -> None:
    try:
        shop.payments.expire_checkout(checkout.id)
    except AlreadyPaid:
        confirm_payment(shop, shop.payments.checkout(checkout.id))


def _follow_refunds(shop: Shop, booking: Booking) -> None:
    if shop.refunds is None:
        raise LookupError("only the worker follows refunds")
    for refund in (each for each in booking.refunds if each.state == "sent"):
        for told in shop.refunds.refunds_of(refund.payment_intent):
            record_refund(shop, booking.id, told)
