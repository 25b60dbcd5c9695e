"""A webhook of Stripe's: verified, taken in once, whatever the order they come in."""

from datetime import timedelta

from chalicelib.core import keys
from chalicelib.core.changes import Put
from chalicelib.core.effects import OfficeLine
from chalicelib.core.records import from_iso, to_iso
from chalicelib.operations.attempts import note
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.reading import booking_of_payment
from chalicelib.operations.record_refund import record_dispute, record_refund
from chalicelib.ports import ConditionFailed, PaymentEvent, Shop, Unavailable

MEMORY = timedelta(days=30)
PATIENCE = timedelta(hours=1)
"""News of a payment that is not known yet may be ahead of the payment itself; after so long the office is asked."""


def take_event(shop: Shop, raw_body: bytes, signature: str) -> None:
    """Verify a webhook and take it in. Twice, late or out of order, it changes no more than once.

    Raises `ForgedEvent`, and `Unavailable` or `TryAgain` when Stripe is to deliver it again.
    """
    event = shop.payments.event(raw_body, signature)
    now = shop.clock.now()
    seen = Put(keys.event(event.id), {"kind": event.kind, "at": to_iso(now)}, None, forget_at=to_iso(now + MEMORY))
    if event.checkout:
        refused = event.kind.endswith("async_payment_failed")
        confirm_payment(shop, event.checkout, seen=seen, refused=refused)
    elif event.refund or event.dispute:
        _take_money_back(shop, event, seen)


def _take_money_back(shop: Shop, event: PaymentEvent, seen: Put) -> None:
    told = event.refund or event.dispute
    assert told is not None  # noqa: S101 - the caller looked
    booking = booking_of_payment(shop, told.payment_intent)
    if booking is None:
        _wait_for_payment(shop, event, told.payment_intent)
    elif event.refund:
        record_refund(shop, booking.id, event.refund, seen=seen)
    elif event.dispute:
        record_dispute(shop, booking.id, event.dispute, seen=seen)


def _wait_for_payment(shop: Shop, event: PaymentEvent, payment_intent: str) -> None:
    now = shop.clock.now()
    key = keys.early_event(event.id)
    early = shop.store.get(key)
    if early is None:
        _remember(shop, Put(key, {"at": to_iso(now)}, None, forget_at=to_iso(now + MEMORY)))
    if early is None or now - from_iso(str(early.data["at"])) < PATIENCE:
        raise Unavailable(f"event {event.id}: its payment is not known yet")
    note(shop, OfficeLine("unknown_payment", event.id, "", now, {"payment": payment_intent, "kind": event.kind}))


def _remember(shop: Shop, early: Put) -> None:
    try:
        shop.store.commit([early])
    except ConditionFailed:
        return  # the same event came twice at once
