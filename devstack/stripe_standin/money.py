"""The part of Stripe that holds state: Checkout Sessions, payments, refunds, disputes, and the events they cause."""

from collections.abc import Mapping
from typing import Any

from devstack.stripe_standin import made, rules
from devstack.stripe_standin.clock import MovedClock
from devstack.stripe_standin.errors import ApiError, missing
from devstack.stripe_standin.events import Events
from devstack.stripe_standin.ledger import Ledger, Object

LATE_MINUTES = 40
"""A payment that a visitor begins and leaves is finished so long after, when the shop's hold of 35 has lapsed."""

DISPUTED = ("needs_response", "lost")


class Money:
    """All that the API, the payment page and the dashboard do; every method is one transaction."""

    def __init__(self, ledger: Ledger, events: Events, clock: MovedClock) -> None:
        self.ledger = ledger
        self.page_origin = ""
        self.next_refund_status = "succeeded"
        self._tell = events.tell
        self._clock = clock

    def now(self) -> int:
        """Seconds since 1970 by the shop's movable clock."""
        return int(self._clock.now().timestamp())

    def find(self, kind: str, id: str) -> Object:
        """An object as it is now. Raises `ApiError` (404)."""
        self.lapse()
        found = self.ledger.get(kind, id)
        if found is None:
            raise missing(kind, id)
        return found

    # Checkout Sessions

    def create_session(self, params: Mapping[str, Any]) -> Object:
        """A new open session."""
        rules.session(params, self.now())
        return self.ledger.put(made.session(params, self.now(), self.page_origin))

    def expire_session(self, id: str) -> Object:
        """End an open session; a payment that was begun is broken off."""
        with self.ledger:
            found = self.find("checkout.session", id)
            if found["status"] != "open":
                raise ApiError(f"Only an open Checkout Session can be expired; this one is {found['status']}.")
            return self._expired(found)

    def lapse(self) -> None:
        """Do what the clock asks for: expire sessions, finish payments that were begun."""
        now = self.now()
        with self.ledger:
            for found in self.ledger.all("checkout.session", "open"):
                if found["_finish_at"] is not None:
                    if found["_finish_at"] <= now:
                        self._complete(found, paid=True)
                elif found["expires_at"] <= now:
                    self._expired(found)

    def pay(self, id: str) -> Object:
        """The visitor pays at once."""
        with self.ledger:
            return self._complete(self._open(id), paid=True)

    def begin(self, id: str) -> Object:
        """The visitor is at the bank's page: the session no longer expires by the clock, and is paid late."""
        with self.ledger:
            return self.ledger.put(self._open(id) | {"_finish_at": self.now() + LATE_MINUTES * 60})

    def finish(self, id: str) -> Object:
        """A payment that was begun is done now."""
        with self.ledger:
            found = self._open(id)
            if found["_finish_at"] is None:
                raise ApiError("No payment was begun.")
            return self._complete(found, paid=True)

    def pay_later(self, id: str) -> Object:
        """The visitor chooses a delayed method: complete, not paid."""
        with self.ledger:
            return self._complete(self._open(id), paid=False)

    def settle_payment(self, id: str, *, succeeds: bool) -> Object:
        """The money of a delayed method arrives, or will not."""
        with self.ledger:
            found = self.find("checkout.session", id)
            intent = self.ledger.get("payment_intent", found["payment_intent"] or "")
            if intent is None or intent["status"] != "processing":
                raise ApiError("No delayed payment is under way.")
            if succeeds:
                self._charge(found)
                found = self.ledger.put(found | {"payment_status": "paid"})
            else:
                self._intent(found, "requires_payment_method")
            self._tell(f"checkout.session.async_payment_{'succeeded' if succeeds else 'failed'}", found)
            return found

    # Refunds and disputes

    def create_refund(self, params: Mapping[str, Any]) -> Object:
        """A refund on a payment, ours or the office's."""
        with self.ledger:
            charge = self._charge_of(params)
            if charge["disputed"] and self._dispute_of(charge)["status"] in DISPUTED:
                raise ApiError("The payment is disputed.", code="charge_disputed")
            amount = rules.refund(params, charge["amount"] - charge["amount_refunded"])
            self._move(charge, amount)
            given = made.refund(params, charge, amount, self.now()) | {"status": self.next_refund_status}
            self._tell("refund.created", self.ledger.put(given))
            return given

    def settle_refund(self, id: str, *, succeeds: bool) -> Object:
        """The bank answers on a refund; a failed one is back on our account."""
        with self.ledger:
            found = self.find("refund", id)
            if found["status"] == "failed":
                raise ApiError("The refund has failed already.")
            told = {"status": "succeeded"} if succeeds else {
                "status": "failed", "failure_reason": "expired_or_canceled_card"}
            found = self.ledger.put(found | told)
            if not succeeds:
                self._move(self.find("charge", found["charge"]), -found["amount"])
            self._tell("refund.updated", found)
            if not succeeds:
                self._tell("refund.failed", found)
            return found

    def open_dispute(self, payment_intent: str) -> Object:
        """The visitor's bank takes the money back for now."""
        with self.ledger:
            charge = self._charge_of({"payment_intent": payment_intent})
            if charge["disputed"]:
                raise ApiError("The payment is disputed already.")
            self.ledger.put(charge | {"disputed": True})
            opened = self.ledger.put(made.dispute(charge, self.now()))
            self._tell("charge.dispute.created", opened)
            return opened

    def close_dispute(self, id: str, *, won: bool) -> Object:
        """The bank decides."""
        with self.ledger:
            found = self.find("dispute", id)
            if found["status"] != "needs_response":
                raise ApiError("The dispute is closed.")
            found = self.ledger.put(found | {"status": "won" if won else "lost"})
            self._tell("charge.dispute.updated", found)
            self._tell("charge.dispute.closed", found)
            return found

    # Inside

    def _open(self, id: str) -> Object:
        found = self.find("checkout.session", id)
        if found["status"] != "open":
            raise ApiError(f"This Checkout Session is {found['status']}.")
        return found

    def _expired(self, found: Object) -> Object:
        found = self.ledger.put(found | {"status": "expired", "url": None, "_finish_at": None})
        self._tell("checkout.session.expired", found)
        return found

    def _complete(self, found: Object, *, paid: bool) -> Object:
        found = found | {
            "status": "complete", "url": None, "payment_intent": made.new_id("pi"), "_finish_at": None,
            "payment_status": "paid" if paid else "unpaid",
        }
        if paid:
            self._charge(found)
        else:
            self._intent(found, "processing")
        self.ledger.put(found)
        self._tell("checkout.session.completed", found)
        return found

    def _intent(self, session: Object, status: str, charge: str | None = None) -> Object:
        return self.ledger.put(made.payment_intent(session, self.now()) | {"status": status, "latest_charge": charge})

    def _charge(self, session: Object) -> None:
        charge = self.ledger.put(made.charge(session, self.now()))
        intent = self._intent(session, "succeeded", charge["id"])
        self._tell("charge.succeeded", charge)
        self._tell("payment_intent.succeeded", intent)

    def _charge_of(self, params: Mapping[str, Any]) -> Object:
        """The charge a refund is about, by itself or by its payment."""
        if "charge" in params:
            return self.find("charge", params["charge"])
        if "payment_intent" not in params:
            raise ApiError("One of charge or payment_intent is wanted.", code="parameter_missing")
        intent = self.find("payment_intent", params["payment_intent"])
        if intent["latest_charge"] is None:
            raise ApiError("This payment has no successful charge.", code="payment_intent_unexpected_state")
        return self.find("charge", intent["latest_charge"])

    def _dispute_of(self, charge: Object) -> Object:
        return next(found for found in self.ledger.all("dispute") if found["charge"] == charge["id"])

    def _move(self, charge: Object, given_back: int) -> None:
        total = charge["amount_refunded"] + given_back
        charge = self.ledger.put(charge | {"amount_refunded": total, "refunded": total == charge["amount"]})
        self._tell("charge.refunded" if given_back > 0 else "charge.updated", charge)
