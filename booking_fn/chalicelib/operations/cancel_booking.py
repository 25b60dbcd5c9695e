"""A visitor cancels a confirmed booking, with the refund of its terms."""

from chalicelib.core import decide, seats
from chalicelib.core.errors import NotYours
from chalicelib.operations.attempts import retrying
from chalicelib.operations.reading import departure_item, find_booking
from chalicelib.ports import Shop


def cancel_booking(shop: Shop, booking_id: str, shown_cents: int) -> None:
    """Cancel: seats free, tickets void, refund and mails on their way, in one commit.

    `shown_cents` is the refund that the page promised. A booking that is cancelled already stays as it is.

    Raises `NotYours`, `NotCancellable`, `RefundChanged`, `TryAgain`.
    """
    retrying(shop, lambda: _cancel(shop, booking_id, shown_cents))


def _cancel(shop: Shop, booking_id: str, shown_cents: int) -> None:
    booking = find_booking(shop, booking_id)
    if booking is None:
        raise NotYours()
    if booking.state == "cancelled":
        return
    departure = seats.stored(departure_item(shop, booking.offer.id, booking.departure_id))
    shop.store.commit(decide.cancel(booking, departure, shown_cents, shop.clock.now()))
