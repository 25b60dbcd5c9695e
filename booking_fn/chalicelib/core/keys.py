"""Where everything is kept: the one place that names partitions, sort keys and queues."""

from datetime import datetime

from chalicelib.core.changes import Key
from chalicelib.core.records import to_iso

EFFECT = "effect#"
DEPARTURE = "departure#"
END = "~"
"""Sorts after every id, so that `low=EFFECT, high=EFFECT + END` reads all effects of a partition."""

OFFERS = "offers"
"""The `related` index of all offers ever published."""
HOLDS_DUE = "holds"
"""Queue of bookings whose hold, or whose wait for a payment page, ends."""
REFUNDS_DUE = "refunds"
"""Queue of bookings with a refund on its way at Stripe."""
EFFECTS_DUE = "effects"
"""Queue of effects to carry out."""


def offer(offer_id: str) -> Key:
    """The offer itself."""
    return Key(f"offer#{offer_id}", "offer")


def departure(offer_id: str, departure_id: str) -> Key:
    """A departure, in its offer's partition."""
    return Key(f"offer#{offer_id}", DEPARTURE + departure_id)


def booking(booking_id: str) -> Key:
    """A booking; its effects share the partition."""
    return Key(f"booking#{booking_id}", "booking")


def replay(fingerprint: str) -> Key:
    """The memory of a form already posted."""
    return Key(f"replay#{fingerprint}", "replay")


def payment(payment_intent: str) -> Key:
    """The pointer from Stripe's payment to our booking."""
    return Key(f"payment#{payment_intent}", "booking")


def event(event_id: str) -> Key:
    """A webhook seen."""
    return Key(f"event#{event_id}", "event")


def early_event(event_id: str) -> Key:
    """A webhook that came before the payment it is about."""
    return Key(f"event#{event_id}", "early")


def catalogue() -> Key:
    """Which catalogue was published last."""
    return Key("catalogue", "published")


def office(kind: str, line_id: str) -> Key:
    """A line on the office's list."""
    return Key("office", f"{kind}#{line_id}")


def due(queue: str, at: datetime, name: str) -> Key:
    """A place in a queue of the `work` index."""
    return Key(queue, f"{to_iso(at)}#{name}")


def of_departure(departure_id: str, booking_id: str) -> Key:
    """A booking's place in the `related` index of its departure."""
    return Key(DEPARTURE + departure_id, booking_id)
