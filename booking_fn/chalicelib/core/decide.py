"""The decisions of the booking story: from what was read, at `now`, to the changes to commit, all or none.

The change of seats comes first in every list, so that a refused commit tells whether seats were the reason.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.core import effects, keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change, Item, Put
from chalicelib.core.errors import NotCancellable, RefundChanged
from chalicelib.core.mail_facts import partner_mail, visitor_mail
from chalicelib.core.payment import BANK_WAIT, Checkout
from chalicelib.core.refund import Refund, given_back, refund_due, refund_percent
from chalicelib.core.seats import Departure
from chalicelib.core.ticket import issue

Changes = list[Change]


def hold(booking: Booking, departure: Departure, replay: Put, now: datetime) -> Changes:
    """Keep the seats of a booking to be paid."""
    return [
        seats.hold(departure, booking.id, booking.quote.counts, now, booking.expires_at),
        booking.put(), replay, _rewrite(booking, now),
    ]


def book_free(booking: Booking, departure: Departure, replay: Put, codes: Sequence[str], now: datetime) -> Changes:
    """Confirm at once a booking that costs nothing."""
    confirmed, mails = _confirmed(booking, codes, now)
    seat = seats.sell(departure, booking.quote.counts, now)
    return [seat, confirmed.put(), replay, *mails, _rewrite(confirmed, now)]


def confirm(
    booking: Booking, departure: Departure | None, checkout: Checkout, codes: Sequence[str], now: datetime
) -> Changes:
    """Sell the seats of a paid booking: those held, or others if the hold was swept; else give the money back.

    A departure that is no longer in the catalogue (`None`) has no seats.
    """
    assert booking.payment is not None  # noqa: S101 - the caller asked for it
    paid = replace(booking, payment=booking.payment.paid(checkout))
    if departure is None or booking.state == "cancelled" or not _has_seats(booking, departure, now):
        return _give_all_back(paid, departure, now)
    confirmed, mails = _confirmed(paid, codes, now)
    seat = (
        seats.sell_held(departure, booking.id, booking.quote.persons) if booking.id in departure.holds
        else seats.sell(departure, booking.quote.counts, now, until="starts_at")
    )
    return [seat, confirmed.put(), *_pointer(checkout, booking), *mails, _rewrite(confirmed, now)]


def await_bank(booking: Booking, departure: Item, now: datetime) -> Changes:
    """Keep the seats while a bank makes up its mind about an asynchronous payment."""
    expires_at = min(now + BANK_WAIT, booking.plan.starts_at)
    awaiting = replace(booking.moved("awaiting"), expires_at=expires_at)
    return [seats.prolong(departure, booking.id, expires_at), awaiting.put(), _rewrite(awaiting, now)]


def end_hold(booking: Booking, departure: Departure | None, state: str, now: datetime) -> Changes:
    """Give the seats of a booking back that was not paid: `expired`, or `cancelled` when the visitor releases them."""
    ended = booking.moved(state)
    mails: tuple[Put, ...] = ()
    if booking.state == "awaiting":
        ended, mails = ended.with_effects(now, [visitor_mail(ended, "payment_failed")])
    return [*_freed(booking, departure), ended.put(), *mails, _rewrite(ended, now)]


def cancel(booking: Booking, departure: Departure, shown_cents: int, now: datetime) -> Changes:
    """Cancel a confirmed booking for its visitor, with the refund that its terms give at `now`.

    Raises `NotCancellable`, and `RefundChanged` when the page showed another amount (`shown_cents`).
    """
    if booking.state != "confirmed" or now >= departure.starts_at:
        raise NotCancellable()
    due_cents = refund_now(booking, departure, now)
    if due_cents != shown_cents:
        raise RefundChanged(due_cents)
    cancelled = replace(
        booking.moved("cancelled"), cancelled_at=now,
        tickets=tuple(t.moved("void") if t.state == "valid" else t for t in booking.tickets),
    )
    wanted = [
        visitor_mail(cancelled, "cancellation", refund={"amount_cents": due_cents}),
        partner_mail(cancelled, "partner_cancellation"),
    ]
    if due_cents:
        cancelled, refund = _owe(cancelled, due_cents, "cancelled", now)
        wanted.insert(0, refund)
    cancelled, puts = cancelled.with_effects(now, wanted)
    seat = seats.give_back(departure, booking.quote.counts)
    return [seat, cancelled.put(), *puts, _rewrite(cancelled, now)]


def paid_twice(booking: Booking, checkout: Checkout, now: datetime) -> Changes:
    """Give back a second payment of the same booking; nothing to do if that is under way already."""
    assert checkout.payment_intent is not None  # noqa: S101 - a paid checkout has one
    if any(refund.payment_intent == checkout.payment_intent for refund in booking.refunds):
        return []
    refund = Refund(_refund_id(booking), checkout.amount_cents, "paid_twice", now, checkout.payment_intent)
    owing, puts = booking.with_refund(refund).with_effects(now, [("refund", {"refund_id": refund.id})])
    line = effects.OfficeLine("paid_twice", checkout.id, booking.id, now, {"amount_cents": checkout.amount_cents})
    return [owing.put(), *_pointer(checkout, booking), *puts, line.put()]


def percent_now(booking: Booking, departure: Departure, now: datetime) -> int:
    """Percent of the price that cancelling gives back at `now`: by the terms as bought, or all of it when the departure
    was called off, or has another time, place or guide's language than the one bought."""
    if departure.status == "cancelled" or departure.planned.differs_for_those_booked(booking.plan):
        return 100
    return refund_percent(booking.offer.cancellation, booking.plan.starts_at, now)


def refund_now(booking: Booking, departure: Departure, now: datetime) -> int:
    """Cents that the visitor gets back by cancelling at `now`; on a disputed payment nothing is given back twice."""
    payment = booking.payment
    if payment is None or payment.state not in ("paid", "part_refunded", "won"):
        return 0
    percent = percent_now(booking, departure, now)
    return refund_due(payment.paid_cents, percent, given_back(booking.refunds, payment.payment_intent))


def _has_seats(booking: Booking, departure: Departure, now: datetime) -> bool:
    """Seats held are the visitor's while the hold lasts; after that, only of a departure that has not begun."""
    if departure.status == "cancelled":
        return False
    held = booking.id in departure.holds and (now < booking.expires_at or now < departure.starts_at)
    return held or seats.can_sell_late(departure, booking.quote.counts, now)


def _confirmed(booking: Booking, codes: Sequence[str], now: datetime) -> tuple[Booking, tuple[Put, ...]]:
    confirmed = replace(
        booking.moved("confirmed"), confirmed_at=now, link_sent_at=now, tickets=issue(booking.quote, codes)
    )
    mails = [visitor_mail(confirmed, "confirmation"), partner_mail(confirmed, "partner_booking")]
    return confirmed.with_effects(now, mails)


def _give_all_back(paid: Booking, departure: Departure | None, now: datetime) -> Changes:
    assert paid.payment is not None  # noqa: S101 - it was just paid
    amount = paid.payment.paid_cents
    ended = paid.moved("expired") if paid.state in ("held", "awaiting") else paid
    ended, refund = _owe(ended, amount, "seats_gone", now)
    ended, puts = ended.with_effects(now, [refund, visitor_mail(ended, "late_refund", refund={"amount_cents": amount})])
    pointer = [] if not paid.payment.payment_intent else [_points(paid.payment.payment_intent, paid)]
    return [*_freed(paid, departure), ended.put(), *pointer, *puts, _rewrite(ended, now)]


def _owe(booking: Booking, amount: int, reason: str, now: datetime) -> tuple[Booking, tuple[str, dict[str, object]]]:
    assert booking.payment is not None  # noqa: S101 - it was paid
    assert booking.payment.payment_intent is not None  # noqa: S101 - it was paid
    refund = Refund(_refund_id(booking), amount, reason, now, booking.payment.payment_intent)
    return booking.with_refund(refund), ("refund", {"refund_id": refund.id})


def _refund_id(booking: Booking) -> str:
    return f"{booking.id}-R{len(booking.refunds) + 1}"


def _freed(booking: Booking, departure: Departure | None) -> Changes:
    if departure is None or booking.id not in departure.holds:
        return []
    return [seats.free_hold(departure, booking.id, departure.holds[booking.id])]


def _pointer(checkout: Checkout, booking: Booking) -> Changes:
    return [_points(checkout.payment_intent, booking)] if checkout.payment_intent else []


def _points(payment_intent: str, booking: Booking) -> Put:
    return Put(keys.payment(payment_intent), {"booking_id": booking.id}, None)


def _rewrite(booking: Booking, now: datetime) -> Put:
    return effects.availability(booking.offer.id, f"{booking.id}.{booking.version}", now).put()


def on_checkout(
    booking: Booking, departure: Item | None, checkout: Checkout, codes: Sequence[str], now: datetime
) -> Changes:
    """What follows from what Stripe tells of a Checkout Session; nothing, if it was taken in already.

    Told twice, late or out of order, it ends the same: each move is one that the booking's state allows.
    """
    seen = seats.stored(departure) if departure else None
    if checkout.paid:
        return _on_paid(booking, seen, checkout, codes, now)
    if booking.state != "held":
        return []
    if checkout.state == "complete" and departure and seen and booking.id in seen.holds:
        return await_bank(booking, departure, now)
    # Complete, but its seats were swept for others: should the bank pay after all, that is a late payment.
    if checkout.state == "complete":
        return end_hold(booking, seen, "expired", now)
    if checkout.state == "expired" and not _another(booking, checkout):
        return end_hold(booking, seen, _why_closed(booking, now), now)
    return []


def _why_closed(booking: Booking, now: datetime) -> str:
    """A page closed before its own time was closed by hand: the visitor's, who gave the seats back."""
    closed_early = booking.payment is not None and now < booking.payment.request.expires_at
    return "cancelled" if closed_early else "expired"


def on_bank_refusal(booking: Booking, departure: Departure | None, now: datetime) -> Changes:
    """What follows when the bank refuses an asynchronous payment: the seats go back, and a mail says so."""
    return end_hold(booking, departure, "expired", now) if booking.state in ("held", "awaiting") else []


def _on_paid(
    booking: Booking, departure: Departure | None, checkout: Checkout, codes: Sequence[str], now: datetime
) -> Changes:
    if booking.payment is not None and booking.payment.state == "open":
        return confirm(booking, departure, checkout, codes, now)
    return paid_twice(booking, checkout, now) if _another(booking, checkout) else []


def _another(booking: Booking, checkout: Checkout) -> bool:
    known = booking.payment.checkout_id if booking.payment else None
    return known is not None and known != checkout.id
