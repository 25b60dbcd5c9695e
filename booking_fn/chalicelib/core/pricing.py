"""What a party costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.core.errors import EmptyParty, PartyTooLarge, PartyTooSmall, UnknownTariff
from chalicelib.core.offer import Offer


@dataclass(frozen=True)
class PartyLine:
    """`count` persons at one tariff, `unit_cents` each."""

    tariff: str
    count: int
    unit_cents: int


@dataclass(frozen=True)
class Quote:
    """A priced party, not yet held: only tariffs that somebody takes, in the offer's order."""

    party: tuple[PartyLine, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Persons by tariff."""
        return {line.tariff: line.count for line in self.party}

    @property
    def persons(self) -> int:
        """How many come."""
        return sum(line.count for line in self.party)

    @property
    def total_cents(self) -> int:
        """What they pay together."""
        return sum(line.count * line.unit_cents for line in self.party)


def quote(offer: Offer, counts: Mapping[str, int]) -> Quote:
    """The price of a party by tariff id, from the published offer alone.

    Raises `UnknownTariff`, `EmptyParty`, `PartyTooSmall`, `PartyTooLarge`; counts are whole and not negative.
    """
    if any(offer.tariff(tariff_id) is None for tariff_id in counts):
        raise UnknownTariff()
    lines = tuple(PartyLine(t.id, counts[t.id], t.price_cents) for t in offer.tariffs if counts.get(t.id, 0))
    priced = Quote(lines)
    if priced.persons == 0:
        raise EmptyParty()
    if priced.persons < offer.party_min:
        raise PartyTooSmall(offer.party_min)
    if priced.persons > offer.party_max:
        raise PartyTooLarge(offer.party_max)
    return priced
