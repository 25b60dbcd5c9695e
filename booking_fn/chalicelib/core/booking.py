"""A booking: a party on a departure, with its payment, tickets and refunds, as bought."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core import effects, keys
from chalicelib.core.changes import Item, Key, Put
from chalicelib.core.contact import Contact
from chalicelib.core.errors import IllegalMove
from chalicelib.core.offer import Offer
from chalicelib.core.payment import CHECKOUT_WAIT, Payment
from chalicelib.core.pricing import PartyLine, Quote
from chalicelib.core.records import dump, load
from chalicelib.core.refund import Refund
from chalicelib.core.seats import Plan
from chalicelib.core.ticket import Ticket

MOVES: dict[str, set[str]] = {
    "held": {"awaiting", "confirmed", "expired", "cancelled"},
    "awaiting": {"confirmed", "expired"},
    "expired": {"confirmed"},
    "confirmed": {"cancelled"},
    "cancelled": set(),
}

REFUND_CHECK = timedelta(hours=1)
"""A refund that Stripe has not closed is asked after, so long after the call."""


@dataclass(frozen=True)
class Booking:
    """A party on a departure. `offer` and `plan` are kept as they were when it was made: prices, terms, words, time.

    `number` is the count of its effects so far; `again` tells apart bookings of the very same party; `version` is
    the one it was read at, 0 if it is new.
    """

    id: str
    offer: Offer
    departure_id: str
    plan: Plan
    contact: Contact
    party: tuple[PartyLine, ...]
    conditions_version: str
    created_at: datetime
    expires_at: datetime
    again: int = 0
    state: str = "held"
    payment: Payment | None = None
    tickets: tuple[Ticket, ...] = ()
    refunds: tuple[Refund, ...] = ()
    number: int = 0
    confirmed_at: datetime | None = None
    cancelled_at: datetime | None = None
    link_sent_at: datetime | None = None
    version: int = 0

    @property
    def quote(self) -> Quote:
        """The party as priced when it was booked."""
        return Quote(self.party)

    def moved(self, state: str) -> "Booking":
        """The booking in another state. Raises `IllegalMove`."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"booking {self.state} -> {state}")
        return replace(self, state=state)

    def refund(self, refund_id: str) -> Refund | None:
        """Its refund of that id."""
        return next((refund for refund in self.refunds if refund.id == refund_id), None)

    def with_refund(self, refund: Refund) -> "Booking":
        """The booking with that refund added, or in the place of the one of its id."""
        others = tuple(each for each in self.refunds if each.id != refund.id)
        return replace(self, refunds=(*others, refund))

    def with_effects(
        self, now: datetime, wanted: list[tuple[str, dict[str, object]]]
    ) -> tuple["Booking", tuple[Put, ...]]:
        """The booking and the changes that store these effects (kind, facts), in that order."""
        made = tuple(
            effects.of_booking(self.id, self.number + n, kind, facts, now).put()
            for n, (kind, facts) in enumerate(wanted, start=1)
        )
        return replace(self, number=self.number + len(made)), made

    def put(self) -> Put:
        """The change that stores it, if it is still as read; found by its departure and, while something is due,
        in a queue."""
        indexes = {"related": keys.of_departure(self.departure_id, self.id), **self._due()}
        return Put(keys.booking(self.id), dump(replace(self, version=0)), self.version or None, indexes)

    def _due(self) -> Mapping[str, Key]:
        sent = [r.called_at for r in self.refunds if r.state == "sent" and r.called_at]
        if sent:
            return {"work": keys.due(keys.REFUNDS_DUE, min(sent) + REFUND_CHECK, self.id)}
        if self.state not in ("held", "awaiting"):
            return {}
        waits_for_page = self.payment is not None and self.payment.checkout_id is None
        due_at = self.created_at + CHECKOUT_WAIT if waits_for_page else self.expires_at
        return {"work": keys.due(keys.HOLDS_DUE, due_at, self.id)}


def stored(item: Item) -> Booking:
    """The booking of a stored item."""
    return replace(load(Booking, item.data), version=item.version)
