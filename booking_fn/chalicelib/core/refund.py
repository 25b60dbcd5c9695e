"""Money back to a visitor: how much the terms give, and the life of one refund."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core.errors import IllegalMove
from chalicelib.core.offer import Tier

MOVES = {"due": {"sent", "done", "failed"}, "sent": {"done", "failed"}, "done": {"failed"}, "failed": {"due"}}
"""`done -> failed`: a bank may send a refund back days after Stripe called it succeeded."""

KEY_MEMORY = timedelta(hours=23)
"""How long an idempotency key is relied on; Stripe forgets keys after 24 h."""


@dataclass(frozen=True)
class Refund:
    """One refund of a booking's payment.

    `reason`: `cancelled`, `seats_gone`, `paid_twice`, or `stripe` for one begun at Stripe. `attempt` names the
    idempotency key of the last call, begun at `called_at`; `answered` tells that Stripe keeps an answer of 5xx for it.
    """

    id: str
    amount_cents: int
    reason: str
    made_at: datetime
    payment_intent: str
    state: str = "due"
    attempt: int = 0
    called_at: datetime | None = None
    answered: bool = False
    stripe_id: str | None = None
    failure: str | None = None

    def moved(self, state: str) -> "Refund":
        """The refund in another state. Raises `IllegalMove`."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"refund {self.state} -> {state}")
        return replace(self, state=state)

    def called(self, now: datetime) -> "Refund":
        """The refund as it is about to be asked of Stripe: under the same key while Stripe remembers that key
        and keeps no failure for it, else under the next."""
        same_key = self.called_at is not None and not self.answered and now - self.called_at < KEY_MEMORY
        if same_key:
            return self
        return replace(self, attempt=self.attempt + 1, called_at=now, answered=False)


def refund_percent(cancellation: Sequence[Tier], starts_at: datetime, now: datetime) -> int:
    """Percent of the price given back if the visitor cancels at `now`.

    The best tier whose notice is kept; notice is counted in UTC, and on the limit counts for the visitor.
    0 when no tier applies, and from the start on.
    """
    if now >= starts_at:
        return 0
    kept = [tier.refund_percent for tier in cancellation if starts_at - now >= timedelta(hours=tier.until_hours)]
    return max(kept, default=0)


def refund_due(paid_cents: int, percent: int, refunded_cents: int) -> int:
    """Cents to give back: part of a cent is a whole one for the visitor, and no more than what is still there."""
    wanted = -(-paid_cents * percent // 100)
    return max(0, min(wanted, paid_cents - refunded_cents))


def given_back(refunds: Sequence[Refund], payment_intent: str | None) -> int:
    """Cents of all refunds of that payment that did not fail."""
    return sum(r.amount_cents for r in refunds if r.state != "failed" and r.payment_intent == payment_intent)
