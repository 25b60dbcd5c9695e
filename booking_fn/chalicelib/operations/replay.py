"""The same form posted twice: a double click, the back button, or a visitor who wants more seats."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core import keys
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Put
from chalicelib.core.errors import AlreadyBooked, PaymentUnavailable
from chalicelib.core.mail_facts import visitor_mail
from chalicelib.core.records import to_iso
from chalicelib.core.wish import Wish
from chalicelib.operations.reading import find_booking
from chalicelib.operations.settle_checkout import settle_checkout
from chalicelib.ports import ConditionFailed, Shop, Unavailable

MEMORY = timedelta(hours=1)
"""For so long after its confirmation the same form is taken for a repetition."""
LINK_AGAIN = timedelta(minutes=10)
"""The link is mailed again at most this often, so that nobody's inbox can be flooded with it."""


@dataclass(frozen=True)
class Replay:
    """What is known of a form: the held booking it already led to, if any, and where its memory is kept."""

    fingerprint: str
    version: int | None
    booking: Booking | None = None

    def put(self, booking: Booking, now: datetime) -> Put:
        """The change that remembers the form, in the booking's commit: of two posts at once one has to look again."""
        forget_at = to_iso(now + timedelta(days=2))
        return Put(keys.replay(self.fingerprint), {"booking_id": booking.id}, self.version, forget_at=forget_at)


def find_replay(shop: Shop, wish: Wish) -> Replay:
    """What is known of this form. Raises `AlreadyBooked` if it led to a booking a short while ago.

    Then the link goes once more to the address given; the answer itself opens nothing, whoever typed the form.
    """
    item = shop.store.get(keys.replay(wish.fingerprint))
    if item is None:
        return Replay(wish.fingerprint, None)
    booking = _as_it_stands(shop, str(item.data["booking_id"]))
    now = shop.clock.now()
    if booking and _is_had(booking, now):
        _send_link_again(shop, booking, now)
        raise AlreadyBooked(again=wish.again + 1)
    return Replay(wish.fingerprint, item.version, booking if booking and _is_payable(booking, now) else None)


def _as_it_stands(shop: Shop, booking_id: str) -> Booking | None:
    """The booking; of one whose page has ended Stripe is asked first whether it was paid, so that nobody pays twice."""
    booking = find_booking(shop, booking_id)
    if booking is None or booking.state != "held" or _is_payable(booking, shop.clock.now()):
        return booking
    try:
        settle_checkout(shop, booking, "expired")
    except Unavailable as trouble:
        raise PaymentUnavailable() from trouble
    return find_booking(shop, booking_id)


def _is_had(booking: Booking, now: datetime) -> bool:
    """Whether the seats are the visitor's already: confirmed a short while ago, or waiting for a bank."""
    fresh = booking.confirmed_at is not None and now - booking.confirmed_at < MEMORY
    return booking.state == "awaiting" or (booking.state == "confirmed" and fresh)


def _is_payable(booking: Booking, now: datetime) -> bool:
    return booking.state == "held" and booking.payment is not None and now < booking.payment.request.expires_at


def _send_link_again(shop: Shop, booking: Booking, now: datetime) -> None:
    if booking.link_sent_at and now - booking.link_sent_at < LINK_AGAIN:
        return
    try:
        shop.store.commit(_link_again(booking, now))
    except ConditionFailed:
        return  # somebody else just did, or the booking moved on: the visitor has a mail either way


def _link_again(booking: Booking, now: datetime) -> list[Put]:
    sent, puts = replace(booking, link_sent_at=now).with_effects(now, [visitor_mail(booking, "link_again")])
    return [sent.put(), *puts]
