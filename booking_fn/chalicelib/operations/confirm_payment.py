"""What Stripe tells of a payment page becomes seats, or money on its way back."""

from chalicelib.core import decide, keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change, Item, Put
from chalicelib.core.effects import OfficeLine
from chalicelib.operations.attempts import is_seen, note, retrying
from chalicelib.operations.end_hold import end_hold
from chalicelib.operations.reading import departure_with_seats, find_booking
from chalicelib.ports import Checkout, Shop


def confirm_payment(shop: Shop, checkout: Checkout, *, seen: Put | None = None, refused: bool = False) -> None:
    """Take in a Checkout Session as Stripe tells it: confirm, wait for the bank, free the seats, or give back.

    `refused`: the bank refused an asynchronous payment. `seen` remembers the webhook in the same commit. Told twice,
    or late, it ends the same. Raises `TryAgain`.
    """
    retrying(shop, lambda: _take_in(shop, checkout, seen, refused))


def _take_in(shop: Shop, checkout: Checkout, seen: Put | None, refused: bool) -> None:
    if is_seen(shop, seen):
        return
    booking = find_booking(shop, checkout.booking_id)
    if booking is None or _amount_differs(booking, checkout):
        _ask_office(shop, checkout, "unknown_payment" if booking is None else "amount_differs")
        end_hold(shop, checkout.booking_id, "expired")
        return
    changes = _changes(shop, booking, _departure(shop, booking, checkout), checkout, refused)
    if seen:
        changes.append(seen)
    if changes:
        shop.store.commit(changes)


def _departure(shop: Shop, booking: Booking, checkout: Checkout) -> Item | None:
    item = shop.store.get(keys.departure(booking.offer.id, booking.departure_id))
    if item is None or not checkout.paid or booking.id in seats.stored(item).holds:
        return item
    return departure_with_seats(shop, item.key, booking.quote.counts)


def _changes(shop: Shop, booking: Booking, item: Item | None, checkout: Checkout, refused: bool) -> list[Change]:
    now = shop.clock.now()
    if refused and not checkout.paid:
        return decide.on_bank_refusal(booking, seats.stored(item) if item else None, now)
    codes = [shop.codes.ticket_code() for _ in range(booking.quote.persons)]
    return decide.on_checkout(booking, item, checkout, codes, now)


def _amount_differs(booking: Booking, checkout: Checkout) -> bool:
    return checkout.paid and checkout.amount_cents != booking.quote.total_cents


def _ask_office(shop: Shop, checkout: Checkout, kind: str) -> None:
    if checkout.paid:
        facts: dict[str, object] = {"checkout": checkout.id, "amount_cents": checkout.amount_cents}
        note(shop, OfficeLine(kind, checkout.id, checkout.booking_id, shop.clock.now(), facts))
