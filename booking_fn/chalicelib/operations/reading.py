"""Reading offers, departures and bookings: strong reads, as records of the core."""

import re
from collections.abc import Iterator

from chalicelib.core import booking as bookings
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Item, Key
from chalicelib.core.errors import UnknownDeparture, UnknownOffer
from chalicelib.core.offer import Offer
from chalicelib.core.records import load
from chalicelib.core.seats import Departure, Party
from chalicelib.ports import Shop

_ID = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)


def offer_on_sale(shop: Shop, offer_id: str) -> Offer:
    """The offer as published. Raises `UnknownOffer`."""
    item = shop.store.get(keys.offer(offer_id)) if _ID.fullmatch(offer_id) else None
    if item is None:
        raise UnknownOffer()
    offer = load(Offer, item.data)
    if not offer.on_sale:
        raise UnknownOffer()
    return offer


def departure_item(shop: Shop, offer_id: str, departure_id: str) -> Item:
    """The stored departure. Raises `UnknownDeparture`."""
    item = shop.store.get(keys.departure(offer_id, departure_id))
    if item is None:
        raise UnknownDeparture()
    return item


def departure_with_seats(shop: Shop, key: Key, wanted: Party) -> Item:
    """The stored departure, its lapsed holds swept if it looks too full for that party.

    Raises `UnknownDeparture`, and `ConditionFailed` if somebody else was quicker to sweep.
    """
    item = shop.store.get(key)
    if item is None:
        raise UnknownDeparture()
    departure = seats.stored(item)
    crowded = not departure.has_now(wanted) or len(departure.holds) >= seats.MOST_HOLDS
    sweep = seats.sweep(item, shop.clock.now()) if crowded else None
    if sweep is None:
        return item
    shop.store.commit([sweep])
    return departure_with_seats(shop, key, wanted)


def departures_of(shop: Shop, offer_id: str) -> Iterator[Departure]:
    """All departures of an offer, in the order of their ids: strong reads, page by page."""
    for item in all_items(shop, keys.offer(offer_id).partition, keys.DEPARTURE):
        yield seats.stored(item)


def find_booking(shop: Shop, booking_id: str) -> Booking | None:
    """The booking, with the version it was read at."""
    item = shop.store.get(keys.booking(booking_id))
    return bookings.stored(item) if item else None


def booking_of_payment(shop: Shop, payment_intent: str) -> Booking | None:
    """The booking that a payment of Stripe's was for."""
    pointer = shop.store.get(keys.payment(payment_intent))
    return find_booking(shop, str(pointer.data["booking_id"])) if pointer else None


def all_items(shop: Shop, partition: str, prefix: str, *, index: str | None = None) -> Iterator[Item]:
    """Every item of a partition whose sort key starts with `prefix`; through an index it may lag."""
    after: str | None = None
    while True:
        page = shop.store.query(partition, low=prefix, high=prefix + keys.END, index=index, after=after)
        yield from page.items
        after = page.more
        if after is None:
            return


def due_items(shop: Shop, queue: str, most: int) -> tuple[Item, ...]:
    """At most `most` items of a queue that are due; they may be stale, and must be read again before anything rests
    on them."""
    now = keys.due(queue, shop.clock.now(), keys.END)
    return shop.store.query(queue, high=now.sort, index="work", limit=most).items
