"""The payment of a booking, and what Stripe tells of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from chalicelib.core.errors import IllegalMove

MOVES = {
    "open": {"paid"},
    "paid": {"part_refunded", "refunded", "disputed"},
    "part_refunded": {"refunded", "paid", "won", "disputed"},
    "refunded": {"part_refunded", "paid", "won", "disputed"},
    "disputed": {"won", "lost"},
    "won": {"part_refunded", "refunded", "disputed"},
    "lost": set(),
}
"""Back to `paid`, or `won` after a dispute: a bank sent the refunds back. A payment may be disputed more than once."""

HOLD = timedelta(minutes=35)
"""How long seats are kept for a visitor who pays."""
CHECKOUT = timedelta(minutes=31)
"""How long Stripe's page takes payments: Stripe's least is 30 minutes after the call, and the call may take a while."""
CHECKOUT_WAIT = timedelta(seconds=45)
"""A page not made in that time gives the seats back; later than 60 s Stripe would refuse its `expires_at`."""
BANK_WAIT = timedelta(days=7)
"""How long seats are kept for an asynchronous method, never past the start."""


@dataclass(frozen=True)
class CheckoutLine:
    """One line of Stripe's page: `amount_cents` each."""

    name: str
    count: int
    amount_cents: int


@dataclass(frozen=True)
class CheckoutRequest:
    """All that opening a Checkout Session takes; stored before the call, so that a retry asks for the very same.

    `expires_at` is between 30 minutes and 24 hours after the call; `locale` one of Stripe's (`fr`, `en`, ...).
    """

    booking_id: str
    attempt: int
    currency: str
    lines: tuple[CheckoutLine, ...]
    description: str
    email: str
    locale: str
    expires_at: datetime
    success_url: str
    cancel_url: str


@dataclass(frozen=True)
class Checkout:
    """A Checkout Session as Stripe tells it.

    `state`: `open`, `complete` or `expired`. `paid`: the money is there; a complete one not paid waits for an
    asynchronous method. `url` is `None` once it is not open.
    """

    id: str
    booking_id: str
    state: str
    paid: bool
    amount_cents: int
    url: str | None
    payment_intent: str | None


@dataclass(frozen=True)
class RefundRequest:
    """Money back on a payment; `refund_id` is ours and goes to Stripe as metadata, to find the refund again."""

    refund_id: str
    booking_id: str
    payment_intent: str
    amount_cents: int
    attempt: int


@dataclass(frozen=True)
class StripeRefund:
    """A refund as Stripe tells it. `state`: `pending`, `succeeded`, `failed`. `refund_id` is ours, if it is of ours."""

    id: str
    payment_intent: str
    amount_cents: int
    state: str
    refund_id: str | None
    failure: str | None = None


@dataclass(frozen=True)
class Dispute:
    """A dispute as Stripe tells it. `state`: `open`, `won`, `lost`."""

    id: str
    payment_intent: str
    amount_cents: int
    state: str
    reason: str


@dataclass(frozen=True)
class Payment:
    """The money side of a booking. `request` is what Stripe was or will be asked, word for word.

    `disputes` are those of Stripe by id, each with what was last told of it: `open`, `won` or `lost`.
    """

    request: CheckoutRequest
    state: str = "open"
    checkout_id: str | None = None
    checkout_url: str | None = None
    payment_intent: str | None = None
    paid_cents: int = 0
    disputes: dict[str, str] = field(default_factory=dict)

    def moved(self, state: str) -> "Payment":
        """The payment in another state. Raises `IllegalMove`."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"payment {self.state} -> {state}")
        return replace(self, state=state)

    def paid(self, checkout: Checkout) -> "Payment":
        """The payment once the money is there."""
        return replace(
            self.moved("paid"), checkout_id=checkout.id, payment_intent=checkout.payment_intent,
            paid_cents=checkout.amount_cents,
        )
