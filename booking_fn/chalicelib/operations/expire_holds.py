"""Every minute: holds that lapsed, payment pages never made, banks that never answered."""

from functools import partial

from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.operations.attempts import survives
from chalicelib.operations.reading import due_items, find_booking
from chalicelib.operations.settle_checkout import settle_checkout
from chalicelib.operations.write_availability import write_availability
from chalicelib.ports import Shop, Unavailable

MOST_AT_ONCE = 200
MOST_UNANSWERED = 3
"""After so many in a row Stripe is taken to be down, and the run ends before its time does."""


def expire_holds(shop: Shop) -> int:
    """Show lapsed seats as free, and end the bookings whose time is over, at most 200 a run; tells how many ended.

    When Stripe does not answer a booking stays for the next run; its seats are free by the clock all the same, and the
    files say so first.
    """
    lapsed = [bookings.stored(item) for item in due_items(shop, keys.HOLDS_DUE, MOST_AT_ONCE)]
    for offer_id in sorted({booking.offer.id for booking in lapsed}):
        survives(f"availability of {offer_id}", partial(write_availability, shop, offer_id))
    ended = unanswered = 0
    for booking in lapsed:
        answered = survives(f"hold of {booking.id}", partial(_end, shop, booking.id))
        ended, unanswered = ended + (answered is True), unanswered + 1 if answered is False else 0
        if unanswered == MOST_UNANSWERED:
            break
    return ended


def _end(shop: Shop, booking_id: str) -> bool:
    """Whether Stripe and the store answered."""
    booking = find_booking(shop, booking_id)
    try:
        if booking is not None and booking.state in ("held", "awaiting"):
            settle_checkout(shop, booking, "expired")
    except Unavailable:
        return False
    return True
