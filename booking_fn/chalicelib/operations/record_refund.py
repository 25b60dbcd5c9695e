"""What Stripe tells of refunds, ours and those begun at Stripe, is booked here."""

from chalicelib.core import money_back
from chalicelib.core.changes import Put
from chalicelib.operations.attempts import is_seen, retrying
from chalicelib.operations.reading import find_booking
from chalicelib.ports import Dispute, Shop, StripeRefund


def record_refund(shop: Shop, booking_id: str, told: StripeRefund, *, seen: Put | None = None) -> None:
    """Book a refund as Stripe tells it; one begun at Stripe, and one that failed, go to the office's list as well.

    Told twice, late or out of order it ends the same. Raises `TryAgain`.
    """
    retrying(shop, lambda: _record(shop, booking_id, told, seen))


def record_dispute(shop: Shop, booking_id: str, told: Dispute, *, seen: Put | None = None) -> None:
    """Book a dispute as Stripe tells it, and tell the office. Raises `TryAgain`."""
    retrying(shop, lambda: _record(shop, booking_id, told, seen))


def _record(shop: Shop, booking_id: str, told: StripeRefund | Dispute, seen: Put | None) -> None:
    if is_seen(shop, seen):
        return
    booking = find_booking(shop, booking_id)
    if booking is None:
        raise LookupError(f"no booking {booking_id}")
    decide = money_back.on_refund if isinstance(told, StripeRefund) else money_back.on_dispute
    changes = decide(booking, told, shop.clock.now())  # type: ignore[arg-type]
    if seen:
        changes.append(seen)
    if changes:
        shop.store.commit(changes)
