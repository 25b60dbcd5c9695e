"""A visitor books: seats are held and Stripe's page is opened, or a free booking is confirmed at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.core import decide, keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Item
from chalicelib.core.errors import BookingError, Refused, TermsChanged
from chalicelib.core.mail_facts import tariff_label
from chalicelib.core.offer import Offer
from chalicelib.core.payment import CHECKOUT, HOLD, CheckoutLine, CheckoutRequest, Payment
from chalicelib.core.pricing import Quote, quote
from chalicelib.core.seats import Departure
from chalicelib.core.wish import Wish, read_wish
from chalicelib.operations.attempts import retrying
from chalicelib.operations.open_checkout import open_checkout
from chalicelib.operations.reading import departure_with_seats, offer_on_sale
from chalicelib.operations.replay import Replay, find_replay
from chalicelib.ports import Shop


@dataclass(frozen=True)
class Asked:
    """A form that was found good: the offer, what is wished of it and what that costs."""

    offer: Offer
    wish: Wish
    quote: Quote


def hold_seats(shop: Shop, offer_id: str, form: Mapping[str, str]) -> str:
    """The address where the visitor goes on: Stripe's page, or the personal page of a free booking.

    The same form posted again leads to the same Stripe page while the seats are held.

    Raises `Refused` with all reasons at once, `UnknownOffer`, `AlreadyBooked`, `PaymentUnavailable`, `TryAgain`.
    """
    offer = offer_on_sale(shop, offer_id)
    asked = _read(shop, offer, form)
    booking = retrying(shop, lambda: _book(shop, asked))
    if booking.state == "confirmed":
        return shop.links.booking(booking.contact.language, booking.id)
    return open_checkout(shop, booking)


def _read(shop: Shop, offer: Offer, form: Mapping[str, str]) -> Asked:
    wish, errors = read_wish(form, shop.languages, shop.conditions_version)
    try:
        priced = quote(offer, wish.counts)
    except BookingError as error:
        raise Refused((*errors, error)) from error
    if wish.terms != offer.terms:
        errors = (*errors, TermsChanged(priced.total_cents))
    if errors:
        raise Refused(errors, priced.total_cents)
    return Asked(offer, wish, priced)


def _book(shop: Shop, asked: Asked) -> Booking:
    replay = find_replay(shop, asked.wish)
    if replay.booking is not None:
        return replay.booking
    item = _departure(shop, asked)
    booking = _new_booking(shop, asked, seats.stored(item))
    _commit(shop, booking, seats.stored(item), replay)
    return replace(booking, version=1, state="held" if booking.payment else "confirmed")


def _departure(shop: Shop, asked: Asked) -> Item:
    key = keys.departure(asked.offer.id, asked.wish.departure_id)
    try:
        item = departure_with_seats(shop, key, asked.quote.counts)
    except BookingError as error:
        raise Refused((error,), asked.quote.total_cents) from error
    departure, now = seats.stored(item), shop.clock.now()
    refusal = seats.refusal(departure, asked.quote.persons, now)
    refusals = (refusal,) if refusal else seats.quota_refusals(departure, asked.quote.counts, now)
    if refusals:
        raise Refused(refusals, asked.quote.total_cents)
    return item


def _commit(shop: Shop, booking: Booking, departure: Departure, replay: Replay) -> None:
    now = shop.clock.now()
    if booking.payment:
        changes = decide.hold(booking, departure, replay.put(booking, now), now)
    else:
        codes = [shop.codes.ticket_code() for _ in range(booking.quote.persons)]
        changes = decide.book_free(booking, departure, replay.put(booking, now), codes, now)
    shop.store.commit(changes)


def _new_booking(shop: Shop, asked: Asked, departure: Departure) -> Booking:
    now = shop.clock.now()
    booking = Booking(
        id=shop.codes.booking_id(), offer=asked.offer, departure_id=departure.id, plan=departure.planned,
        contact=asked.wish.contact, party=asked.quote.party, conditions_version=asked.wish.conditions_version,
        created_at=now, expires_at=now + HOLD, again=asked.wish.again,
    )
    return replace(booking, payment=_payment(shop, booking, now)) if asked.quote.total_cents else booking


def _payment(shop: Shop, booking: Booking, now: datetime) -> Payment:
    language = booking.contact.language
    page = shop.links.booking(language, booking.id)
    title = booking.offer.words_in(language).title
    lines = tuple(
        CheckoutLine(f"{title} – {tariff_label(booking, line.tariff, language)}", line.count, line.unit_cents)
        for line in booking.party
    )
    when = shop.renderer.words("when", language, {"starts_local": booking.plan.starts_local})
    return Payment(CheckoutRequest(
        booking_id=booking.id, attempt=1, currency=booking.offer.currency, lines=lines,
        description=f"{title}, {when}", email=booking.contact.email,
        locale=language, expires_at=now + CHECKOUT, success_url=f"{page}?paid=1", cancel_url=page,
    ))
