"""What people, banks and faults do at Stripe: for the buttons of the pages and, as JSON, for tests."""

from collections.abc import Callable, Mapping
from typing import Any

from devstack.stripe_standin.errors import ApiError
from devstack.stripe_standin.events import Events
from devstack.stripe_standin.faults import Faults
from devstack.stripe_standin.ledger import Object, public
from devstack.stripe_standin.money import Money

SHOWN = ("checkout.session", "payment_intent", "charge", "refund", "dispute", "event", "delivery")


class Control:
    """One method an act; `act` finds it by its name. All raise `ApiError` when Stripe would refuse."""

    def __init__(self, money: Money, events: Events, faults: Faults) -> None:
        self._money = money
        self._events = events
        self._faults = faults
        self._acts: Mapping[str, Callable[[str], Object | None]] = {
            "pay": money.pay,
            "pay_twice": self._pay_twice,
            "begin": money.begin,
            "finish": money.finish,
            "pay_later": money.pay_later,
            "async_succeed": lambda id: money.settle_payment(id, succeeds=True),
            "async_fail": lambda id: money.settle_payment(id, succeeds=False),
            "expire": money.expire_session,
            "refund_succeed": lambda id: money.settle_refund(id, succeeds=True),
            "refund_fail": lambda id: money.settle_refund(id, succeeds=False),
            "dispute": money.open_dispute,
            "dispute_win": lambda id: money.close_dispute(id, won=True),
            "dispute_lose": lambda id: money.close_dispute(id, won=False),
            "send": self._send,
        }

    def act(self, name: str, id: str) -> Object | None:
        """Carry an act out on an object: `pay` on a session, `dispute` on a payment, `send` on an event."""
        if name not in self._acts:
            raise ApiError(f"An act is one of {', '.join(self._acts)}.", param="act")
        done = self._acts[name](id)
        return public(done) if done else None

    def refund(self, payment_intent: str, amount_cents: int | None) -> Object:
        """Give money back from Stripe's side; without an amount, all that is left."""
        amount = {} if amount_cents is None else {"amount": amount_cents}
        return public(self._money.create_refund({"payment_intent": payment_intent} | amount))

    def webhooks(self, mode: str) -> None:
        """`hold`, `release`, `release_backwards` (newest first), `once`, `twice` (each event sent two times)."""
        if mode not in ("hold", "release", "release_backwards", "once", "twice"):
            raise ApiError("Unknown mode of webhooks.", param="webhooks")
        if mode in ("once", "twice"):
            self._events.copies = 2 if mode == "twice" else 1
            return
        self._events.backwards = mode == "release_backwards"
        self._events.held = mode == "hold"
        self._events.news.set()

    def refunds(self, status: str) -> None:
        """The status that new refunds get: `succeeded` or `pending`."""
        if status not in ("succeeded", "pending"):
            raise ApiError("A new refund is succeeded or pending.", param="refunds")
        self._money.next_refund_status = status

    def fail(self, call: str, fault: str, times: int = 1) -> None:
        """Put a fault in the way of the next calls of that name."""
        try:
            self._faults.add(call, fault, times)
        except ValueError as error:
            raise ApiError(str(error), param="fault") from None

    def reset(self) -> None:
        """Forget all objects, faults and modes."""
        self._faults.clear()
        self._events.held, self._events.copies, self._events.backwards = False, 1, False
        self._money.next_refund_status = "succeeded"
        self._money.ledger.clear()

    def state(self) -> Object:
        """All objects, newest first, by kind."""
        self._money.lapse()
        return {kind: [public(found) for found in self._money.ledger.all(kind)] for kind in SHOWN}

    def run(self, asked: Mapping[str, Any]) -> Object:
        """A JSON request: `act` and `id`, `refund` (and `amount_cents`), `fail` and `fault` (and `times`), or one of
        `webhooks`, `refunds`, `reset`.
        """
        if "act" in asked:
            return {"done": self.act(str(asked["act"]), str(asked.get("id")))}
        if "refund" in asked:
            return {"done": self.refund(str(asked["refund"]), asked.get("amount_cents"))}
        if "fail" in asked:
            self.fail(str(asked["fail"]), str(asked.get("fault")), int(asked.get("times", 1)))
        elif "webhooks" in asked:
            self.webhooks(str(asked["webhooks"]))
        elif "refunds" in asked:
            self.refunds(str(asked["refunds"]))
        elif asked.get("reset") is True:
            self.reset()
        else:
            raise ApiError("One of act, refund, fail, webhooks, refunds, reset is wanted.")
        return {"done": None}

    def _pay_twice(self, id: str) -> Object:
        copies, self._events.copies = self._events.copies, 2
        try:
            return self._money.pay(id)
        finally:
            self._events.copies = copies

    def _send(self, event_id: str) -> None:
        self._money.find("event", event_id)
        self._events.send(event_id)
