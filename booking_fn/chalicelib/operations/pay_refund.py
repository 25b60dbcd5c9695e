"""The worker gives money back through Stripe, once, whatever happens between two calls."""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.core.booking import Booking
from chalicelib.core.effects import Effect
from chalicelib.core.refund import Refund
from chalicelib.operations.attempts import retrying
from chalicelib.operations.reading import find_booking
from chalicelib.operations.record_refund import record_refund
from chalicelib.ports import AnswerUnknown, PaymentRefused, RefundGateway, RefundRequest, Shop, StripeRefund


def pay_refund(shop: Shop, effect: Effect) -> None:
    """Ask Stripe for a refund that is due.

    The attempt is stored before the call. Before any further call Stripe is asked first whether it has the refund:
    it forgets idempotency keys after a day, and repeats a stored failure under the same key.

    Raises `Unavailable`, `PaymentRefused`, `TryAgain`.
    """
    booking_id = effect.key.partition.removeprefix("booking#")
    refund_id = str(effect.facts["refund_id"])
    booking, refund = _refund(shop, booking_id, refund_id)
    if refund.state != "due" or refund.stripe_id:
        return
    found = _ask_first(_worker(shop), refund) if refund.attempt else None
    record_refund(shop, booking.id, found or _call(shop, booking, refund))


def _ask_first(refunds: RefundGateway, refund: Refund) -> StripeRefund | None:
    known = refunds.refunds_of(refund.payment_intent)
    return next((each for each in known if each.refund_id == refund.id), None)


def _call(shop: Shop, booking: Booking, refund: Refund) -> StripeRefund:
    called = _store(shop, booking.id, refund.id, lambda due: due.called(shop.clock.now()))
    request = RefundRequest(
        refund_id=called.id, booking_id=booking.id, payment_intent=called.payment_intent,
        amount_cents=called.amount_cents, attempt=called.attempt,
    )
    try:
        return _worker(shop).refund(request)
    except AnswerUnknown as unknown:
        if unknown.replayed:
            _store(shop, booking.id, refund.id, lambda due: replace(due, answered=True))
        raise
    except PaymentRefused as refusal:
        code = refusal.code
        _store(shop, booking.id, refund.id, lambda due: replace(due.moved("failed"), failure=code))
        raise


def _store(shop: Shop, booking_id: str, refund_id: str, change: Callable[[Refund], Refund]) -> Refund:
    """The refund changed and stored; as it is, when a webhook was quicker and it is no longer due."""
    return retrying(shop, lambda: _store_once(shop, booking_id, refund_id, change))


def _store_once(shop: Shop, booking_id: str, refund_id: str, change: Callable[[Refund], Refund]) -> Refund:
    booking, refund = _refund(shop, booking_id, refund_id)
    changed = change(refund) if refund.state == "due" else refund
    if changed != refund:
        shop.store.commit([booking.with_refund(changed).put()])
    return changed


def _refund(shop: Shop, booking_id: str, refund_id: str) -> tuple[Booking, Refund]:
    booking = find_booking(shop, booking_id)
    refund = booking.refund(refund_id) if booking else None
    if booking is None or refund is None:
        raise LookupError(f"no refund {refund_id}")
    return booking, refund


def _worker(shop: Shop) -> RefundGateway:
    if shop.refunds is None:
        raise LookupError("only the worker may refund")
    return shop.refunds
