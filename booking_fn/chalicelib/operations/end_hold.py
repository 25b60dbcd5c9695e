"""The end of a hold that was not paid: its seats are free again."""

from chalicelib.core import decide, keys, seats
from chalicelib.operations.attempts import retrying
from chalicelib.operations.reading import find_booking
from chalicelib.ports import Shop


def end_hold(shop: Shop, booking_id: str, state: str) -> None:
    """Give the seats of an unpaid booking back; nothing, if it is no longer held or awaiting.

    `state`: `expired`, or `cancelled` when its visitor releases the seats. Raises `TryAgain`.
    """
    retrying(shop, lambda: _end(shop, booking_id, state))


def _end(shop: Shop, booking_id: str, state: str) -> None:
    booking = find_booking(shop, booking_id)
    if booking is None or booking.state not in ("held", "awaiting"):
        return
    item = shop.store.get(keys.departure(booking.offer.id, booking.departure_id))
    departure = seats.stored(item) if item else None
    shop.store.commit(decide.end_hold(booking, departure, state, shop.clock.now()))
