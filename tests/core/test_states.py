"""The state machines: every move of the tables can be made, every other raises, and the tables are those designed."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from chalicelib.core import booking, payment, refund, ticket
from chalicelib.core.errors import IllegalMove
from chalicelib.core.ticket import Ticket

from tests.core.builders import a_booking, a_checkout, a_payment, a_refund

Moves = Mapping[str, set[str]]
DESIGNED: dict[str, dict[str, set[str]]] = {
    "booking": {
        "held": {"awaiting", "confirmed", "expired", "cancelled"}, "awaiting": {"confirmed", "expired"},
        "expired": {"confirmed"}, "confirmed": {"cancelled"}, "cancelled": set(),
    },
    "ticket": {"valid": {"redeemed", "void"}, "redeemed": set(), "void": set()},
    "payment": {
        "open": {"paid"}, "paid": {"part_refunded", "refunded", "disputed"}, "part_refunded": set(), "refunded": set(),
        "disputed": {"won", "lost"}, "won": set(), "lost": set(),
    },
    "refund": {"due": {"sent"}, "sent": {"done", "failed"}, "done": set(), "failed": {"due"}},
}
ADDED: dict[str, dict[str, set[str]]] = {
    "booking": {},
    "ticket": {},
    # A further refund, one that the bank sends back, and a dispute of what was given back in part or after a first one.
    "payment": {
        "part_refunded": {"paid", "won", "refunded", "disputed"},
        "refunded": {"paid", "won", "part_refunded", "disputed"},
        "won": {"part_refunded", "refunded", "disputed"},
    },
    # Stripe may close a refund within the call, and a bank may send one back days after it was done.
    "refund": {"due": {"done", "failed"}, "done": {"failed"}},
}
MACHINES: dict[str, tuple[Moves, Any]] = {
    "booking": (booking.MOVES, lambda state: a_booking(state=state)),
    "ticket": (ticket.MOVES, lambda state: Ticket("CODE", "adult", state)),
    "payment": (payment.MOVES, lambda state: a_payment(state=state)),
    "refund": (refund.MOVES, lambda state: a_refund(state=state)),
}
EVERY_MOVE = [
    (name, before, after) for name, (moves, _) in MACHINES.items() for before, after in product(moves, moves)
]


@pytest.mark.parametrize("name", MACHINES)
def test_the_table_is_the_designed_one_with_the_additions_that_have_a_reason(name: str) -> None:
    moves, _ = MACHINES[name]
    wanted = {state: after | ADDED[name].get(state, set()) for state, after in DESIGNED[name].items()}
    assert moves == wanted


@pytest.mark.parametrize(("name", "before", "after"), EVERY_MOVE)
def test_a_move_of_the_table_is_made_and_any_other_raises(name: str, before: str, after: str) -> None:
    moves, make = MACHINES[name]
    if after in moves[before]:
        assert make(before).moved(after) == make(after)
    else:
        with pytest.raises(IllegalMove, match=rf"^{name} {before} -> {after}$"):
            make(before).moved(after)


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_but_the_first_can_be_reached_and_no_move_leads_out_of_the_table(name: str) -> None:
    moves, make = MACHINES[name]
    reached = set().union(*moves.values())
    assert reached <= set(moves)
    assert set(moves) - reached <= {next(iter(moves))}
    for state in moves:
        with pytest.raises(IllegalMove):
            make(state).moved("no such state")


def test_a_payment_is_made_once() -> None:
    paid = a_payment().paid(a_checkout(id="cs_9", payment_intent="pi_9", amount_cents=3800))
    assert (paid.state, paid.checkout_id, paid.payment_intent, paid.paid_cents) == ("paid", "cs_9", "pi_9", 3800)
    with pytest.raises(IllegalMove):
        paid.paid(a_checkout())
