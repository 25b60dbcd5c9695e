"""Tickets: one scannable code a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.core.errors import IllegalMove
from chalicelib.core.pricing import Quote

MOVES: dict[str, set[str]] = {"valid": {"redeemed", "void"}, "redeemed": set(), "void": set()}


@dataclass(frozen=True)
class Ticket:
    """One person's right to come; the code is what is scanned at the door."""

    code: str
    tariff: str
    state: str = "valid"

    def moved(self, state: str) -> "Ticket":
        """The ticket in another state. Raises `IllegalMove`."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"ticket {self.state} -> {state}")
        return replace(self, state=state)


def issue(quote: Quote, codes: Iterable[str]) -> tuple[Ticket, ...]:
    """A ticket for each person of the party, in the party's order; `codes` gives at least as many."""
    tariffs = [line.tariff for line in quote.party for _ in range(line.count)]
    return tuple(Ticket(code, tariff) for code, tariff in zip(codes, tariffs, strict=False))
