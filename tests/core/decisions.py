"""What a decision asks of the store, read back."""

from chalicelib.core import booking as bookings
from chalicelib.core import keys
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change, Item, Put
from chalicelib.core.effects import Effect
from chalicelib.core.records import dump, load
from chalicelib.core.seats import Departure

from tests.core.builders import DEPARTURE, Applied


def item_of(departure: Departure) -> Item:
    """The departure as stored."""
    return Item(DEPARTURE, 1, dump(departure))


def effects_of(changes: list[Change]) -> list[Effect]:
    """The effects that a decision leaves, in their order."""
    return [load(Effect, put.data) for put in changes if isinstance(put, Put) and put.key.sort.startswith(keys.EFFECT)]


def kinds(changes: list[Change]) -> list[str]:
    """Their kinds, mails by their names."""
    return [str(each.facts.get("mail", each.kind)) for each in effects_of(changes)]


def booking_of(changes: list[Change]) -> Booking:
    """The booking that a decision stores, as it is read next."""
    put = next(change for change in changes if change.key == keys.booking("B1"))
    assert isinstance(put, Put)
    return bookings.stored(Item(put.key, (put.expected_version or 0) + 1, put.data))


def after(departure: Departure, changes: list[Change]) -> Departure:
    """The departure once its change, the first one, is made."""
    kept = Applied(departure)
    kept.commit(changes[:1])
    assert kept.item.version == 2
    return kept.departure
