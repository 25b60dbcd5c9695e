"""Every minute: holds that lapsed, payment pages never made, banks that never answered."""

from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.core.errors import TryAgain
from chalicelib.operations.reading import due_items, find_booking
from chalicelib.operations.settle_checkout import settle_checkout
from chalicelib.operations.write_availability import write_availability
from chalicelib.ports import Shop, Unavailable

MOST_AT_ONCE = 200


def expire_holds(shop: Shop) -> int:
    """End the bookings whose time is over, at most 200 a run, and show their seats as free; tells how many ended.

    When Stripe does not answer a booking stays for the next run; its seats are free by the clock all the same.
    """
    lapsed = [bookings.stored(item) for item in due_items(shop, keys.HOLDS_DUE, MOST_AT_ONCE)]
    ended = sum(_end(shop, booking.id) for booking in lapsed)
    for offer_id in sorted({booking.offer.id for booking in lapsed}):
        write_availability(shop, offer_id)
    return ended


def _end(shop: Shop, booking_id: str) -> bool:
    booking = find_booking(shop, booking_id)
    if booking is None or booking.state not in ("held", "awaiting"):
        return False
    try:
        settle_checkout(shop, booking, "expired")
    except (Unavailable, TryAgain):
        return False
    return True
