"""Records of the core, good as they stand, and a store of a few lines that applies changes or refuses them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change, Count, Data, Item, Key, Put
from chalicelib.core.contact import Contact
from chalicelib.core.offer import MeetingPoint, Offer, Partner, Tariff, Tier, Words
from chalicelib.core.payment import Checkout, CheckoutLine, CheckoutRequest, Payment
from chalicelib.core.pricing import PartyLine, quote
from chalicelib.core.records import dump, load
from chalicelib.core.refund import Refund
from chalicelib.core.seats import Departure, Hold, Plan
from chalicelib.core.ticket import issue
from hypothesis import HealthCheck, settings

MODEST = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
"""So few examples that all of these tests take a few seconds together, on a busy machine too."""
POINT = MeetingPoint("Gare", "Place de la Gare", 48799700, 2404200)
NOW = datetime(2027, 4, 1, 10, 0, tzinfo=UTC)
STARTS_AT = NOW + timedelta(days=10)
DEPARTURE = keys.departure("murals", "murals-20270411T1200")
CODES = [f"CODE{n:012d}" for n in range(50)]


def an_offer(**facts: Any) -> Offer:
    """`murals`: adults at 15 €, children at 8 €, small ones for nothing."""
    offer = Offer(
        id="murals", hash="0" * 32, type="walk", territory="val-de-marne", commune="Vitry-sur-Seine", terms="f" * 16,
        tariffs=(
            Tariff("adult", 1500, {"fr": "Adulte", "en": "Adult"}),
            Tariff("child", 800, {"fr": "Enfant", "en": "Child"}, {"fr": "6 à 12 ans"}),
            Tariff("baby", 0, {"fr": "Bébé"}),
        ),
        party_max=8, cut_off_minutes=60, cancellation=(Tier(48, 100), Tier(24, 50)), duration_minutes=120,
        guided_languages=("fr",),
        words={"fr": Words("Les murs", "Deux heures.", "/fr/murs/"), "en": Words("The walls", "Two hours.", "/en/w/")},
        partner=Partner("ateliers", "Les Ateliers", "ateliers@example.org", "fr"),
        meeting_point=POINT,
    )
    return replace(offer, **facts)


def a_plan(**facts: Any) -> Plan:
    """In ten days for 20 persons, booked until an hour before."""
    plan = Plan(
        STARTS_AT, STARTS_AT + timedelta(hours=2), STARTS_AT - timedelta(hours=1),
        "2027-04-11T12:00:00+02:00", 20, "open", "fr", POINT,
    )
    return replace(plan, **facts)


def a_departure(*, sold: int = 0, holds: dict[str, Hold] | None = None, **plan: Any) -> Departure:
    """The departure of that plan, with that many sold and those holds."""
    fresh = seats.new_departure("murals", DEPARTURE.sort.removeprefix(keys.DEPARTURE), a_plan(**plan))
    held = holds or {}
    return replace(fresh, sold=sold, holds=held, left=fresh.left - sold - sum(h.seats for h in held.values()))


def a_payment(**facts: Any) -> Payment:
    """Two adults and a child, 38 €, to be paid."""
    request = CheckoutRequest(
        "B1", 1, "EUR", (CheckoutLine("Les murs – Adulte", 2, 1500), CheckoutLine("Les murs – Enfant", 1, 800)),
        "Les murs", "ana@example.org", "fr", NOW + timedelta(minutes=31),
        "https://visits.example.org/fr/b?paid=1", "https://visits.example.org/fr/b",
    )
    return replace(Payment(request, checkout_id="cs_1", checkout_url="https://pay.example.org/cs_1"), **facts)


def a_paid_payment(**facts: Any) -> Payment:
    """The same, paid."""
    return replace(a_payment(state="paid", payment_intent="pi_1", paid_cents=3800), **facts)


def a_booking(**facts: Any) -> Booking:
    """Two adults and a child, held, read at version 1."""
    offer = an_offer()
    booking = Booking(
        id="B1", offer=offer, departure_id=DEPARTURE.sort.removeprefix(keys.DEPARTURE), plan=a_plan(),
        contact=Contact("Ana Martín", "ana@example.org", "", "fr"), party=quote(offer, {"adult": 2, "child": 1}).party,
        conditions_version="2026-11-01", created_at=NOW, expires_at=NOW + timedelta(minutes=35), payment=a_payment(),
        version=1,
    )
    return replace(booking, **facts)


def a_confirmed_booking(**facts: Any) -> Booking:
    """The same, paid and confirmed."""
    booking = a_booking(state="confirmed", payment=a_paid_payment(), confirmed_at=NOW)
    return replace(booking, tickets=issue(booking.quote, CODES), **facts)


def a_free_booking(**facts: Any) -> Booking:
    """Three small ones, for nothing, not stored yet."""
    return a_booking(party=(PartyLine("baby", 3, 0),), payment=None, version=0, **facts)


def a_checkout(**facts: Any) -> Checkout:
    """Stripe's page of the booking, paid."""
    return replace(Checkout("cs_1", "B1", "complete", True, 3800, None, "pi_1"), **facts)


def a_refund(**facts: Any) -> Refund:
    """The whole price, owed after a cancellation."""
    return replace(Refund("B1-R1", 3800, "cancelled", NOW, "pi_1"), **facts)


class GuardFailed(Exception):
    """The guard of a change did not hold."""


class Applied:
    """Items in memory: `commit` applies all changes or, when a guard fails, none."""

    def __init__(self, departure: Departure, *others: Change) -> None:
        self.items: dict[Key, Item] = {}
        self.commit([Put(DEPARTURE, dump(departure), None), *others])

    def commit(self, changes: Iterable[Change]) -> None:
        """Raises `GuardFailed`."""
        after = dict(self.items)
        for change in changes:
            found = after.pop(change.key, None)
            made = _counted(change, found) if isinstance(change, Count) else _written(change, found)
            if made:
                after[change.key] = made
        self.items = after

    @property
    def item(self) -> Item:
        """The departure as stored."""
        return self.items[DEPARTURE]

    @property
    def departure(self) -> Departure:
        """The departure as read."""
        return load(Departure, self.item.data)


def _written(change: Change, found: Item | None) -> Item | None:
    assert not isinstance(change, Count)
    if (found.version if found else None) != change.expected_version:
        raise GuardFailed(change)
    if isinstance(change, Put):
        return Item(change.key, (change.expected_version or 0) + 1, change.data, change.indexes)
    return None


def _counted(count: Count, found: Item | None) -> Item:
    if found is None or not _limits_hold(count, found.data):
        raise GuardFailed(count)
    data: Any = dict(found.data)
    for path, amount in count.add.items():
        if isinstance(path, str):
            data[path] += amount
        else:
            data[path[0]] = data[path[0]] | {path[1]: data[path[0]][path[1]] + amount}
    if count.remove_entry:
        data[count.remove_entry.field] = dict(data[count.remove_entry.field])
        del data[count.remove_entry.field][count.remove_entry.name]
    if count.add_entry:
        data[count.add_entry.field] = data[count.add_entry.field] | {count.add_entry.name: count.add_entry.value}
    return replace(found, version=found.version + 1, data=cast(Data, data))


def _at(data: Any, path: str | tuple[str, str]) -> Any:
    return data[path] if isinstance(path, str) else data[path[0]][path[1]]


def _limits_hold(count: Count, given: Data) -> bool:
    data: Any = given
    added, removed = count.add_entry, count.remove_entry
    return (
        all(_at(data, path) >= least for path, least in count.at_least.items())
        and all(data[name] == value for name, value in count.equals.items())
        and all(data[name] > instant for name, instant in count.later_than.items())
        and (removed is None or removed.name in data[removed.field])
        and (added is None or added.name not in data[added.field])
        and (added is None or count.most_entries is None or len(data[added.field]) < count.most_entries)
    )
