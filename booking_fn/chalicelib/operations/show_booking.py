"""The personal page of a booking: how it stands and what its visitor may do."""

from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Json
from chalicelib.core.decide import percent_now, refund_now
from chalicelib.core.errors import NotYours
from chalicelib.core.mail_facts import booking_facts
from chalicelib.core.records import to_iso
from chalicelib.operations.reading import find_booking
from chalicelib.ports import Shop


def show_booking(shop: Shop, booking_id: str, token: str, language: str) -> dict[str, object]:
    """The facts of the page, for whoever holds the signed link; changes nothing. Raises `NotYours`."""
    booking = opened(shop, booking_id, token)
    facts = booking_facts(booking, language)
    shown = facts["booking"]
    assert isinstance(shown, dict)  # noqa: S101 - booking_facts made it
    shown |= {
        "state": booking.state, "expires_at": to_iso(booking.expires_at), "tickets": facts["tickets"],
        "paid_cents": booking.payment.paid_cents if booking.payment else 0,
        "refunds": [{"amount_cents": r.amount_cents, "state": r.state} for r in booking.refunds],
        "link": shop.links.booking(language, booking.id),
    }
    return facts | {"actions": _actions(shop, booking)}


def opened(shop: Shop, booking_id: str, token: str) -> Booking:
    """The booking that this link opens. Raises `NotYours` for a foreign or tampered one, and for no such booking."""
    if not shop.links.opens(booking_id, token):
        raise NotYours()
    booking = find_booking(shop, booking_id)
    if booking is None:
        raise NotYours()
    return booking


def _actions(shop: Shop, booking: Booking) -> dict[str, Json]:
    now = shop.clock.now()
    payable = booking.state == "held" and booking.payment is not None and now < booking.payment.request.expires_at
    cancel: dict[str, Json] | None = None
    item = shop.store.get(keys.departure(booking.offer.id, booking.departure_id))
    departure = seats.stored(item) if item else None
    if departure and booking.state == "confirmed" and now < departure.starts_at:
        percent = percent_now(booking, departure, now)
        cancel = {"refund_cents": refund_now(booking, departure, now), "percent": percent}
    return {"pay": payable, "release": booking.state == "held", "cancel": cancel}
