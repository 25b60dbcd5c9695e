"""Two Stripes for one contract: the fake in memory, and the real adapter against the stand-in over HTTP."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Protocol

import stripe
from chalicelib.adapters.stripe_gateway import StripeGateway, StripeRefunds
from chalicelib.ports import (
    Checkout,
    CheckoutLine,
    CheckoutRequest,
    PaymentEvent,
    PaymentGateway,
    RefundGateway,
    RefundRequest,
)

from devstack.stripe_standin import Options, Standin
from tests.fakes.payments import SIGNATURE, FakePayments, Fault, NotOpen

SECRET = "whsec_contract"
WAIT = (1.0, 2.0)

CARRIED_OUT = (Fault.LOST_ANSWER, Fault.ERROR_AFTER)
REPLAYED = (Fault.ERROR_BEFORE, Fault.ERROR_AFTER)
UNKNOWN = (Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ERROR_BEFORE, Fault.ERROR_AFTER)


class World(Protocol):
    """A Stripe whose visitors, banks, clock and faults a test commands."""

    @property
    def payments(self) -> PaymentGateway:
        """The port that visitors' requests use."""

    @property
    def refunds(self) -> RefundGateway:
        """The port that the worker uses."""

    def now(self) -> datetime:
        """The movable clock."""

    def advance(self, minutes: int) -> None:
        """Move the clock."""

    def act(self, name: str, id: str) -> None:
        """What a visitor, a bank or the office does. Raises `NotOpen` where Stripe's page would refuse."""

    def refund_at_stripe(self, payment_intent: str, amount_cents: int) -> None:
        """The office gives money back on Stripe's own pages."""

    def fail_next(self, call: str, fault: Fault) -> None:
        """Make the next call of that method of the port go wrong."""

    def told(self, kind: str) -> tuple[bytes, str]:
        """The last webhook of that kind: body and signature."""

    def signed(self, body: bytes) -> str:
        """A valid signature of any body."""


class FakeWorld:
    """The fake, by its own methods."""

    def __init__(self) -> None:
        self._now = datetime(2027, 5, 1, 10, tzinfo=UTC)
        self.payments = self.refunds = FakePayments(self)

    def now(self) -> datetime:
        return self._now

    def advance(self, minutes: int) -> None:
        self._now += timedelta(minutes=minutes)

    def act(self, name: str, id: str) -> None:
        acts: dict[str, Any] = {
            "refund_succeed": lambda id: self.payments.settle_refund(id, "succeeded"),
            "refund_fail": lambda id: self.payments.settle_refund(id, "failed", "expired_or_canceled_card"),
            "dispute_win": lambda id: self.payments.close_dispute(id, won=True),
            "dispute_lose": lambda id: self.payments.close_dispute(id, won=False),
        }
        (acts.get(name) or getattr(self.payments, name))(id)

    def refund_at_stripe(self, payment_intent: str, amount_cents: int) -> None:
        self.payments.refund_at_stripe(payment_intent, amount_cents)

    def fail_next(self, call: str, fault: Fault) -> None:
        self.payments.fail_next(call, fault)

    def told(self, kind: str) -> tuple[bytes, str]:
        self.payments.lapse()
        return self.payments.signed([event for event in self.payments.events if event.kind == kind][-1])

    def signed(self, body: bytes) -> str:
        return SIGNATURE


CALLS = {
    "open_checkout": "checkout.sessions.create", "checkout": "checkout.sessions.retrieve",
    "expire_checkout": "checkout.sessions.expire", "checkouts_since": "checkout.sessions.list",
    "refund": "refunds.create", "refunds_of": "refunds.list",
}

FAULTS = {
    Fault.NOT_REACHED: ("429", 2), Fault.LOST_REQUEST: ("close_before", 2), Fault.LOST_ANSWER: ("close_after", 2),
    Fault.ERROR_BEFORE: ("500_before", 1), Fault.ERROR_AFTER: ("500_after", 1),
}
"""The adapter tries twice where nothing was answered for good, so both tries must fail."""


class StandinWorld:
    """The adapter and the package against the stand-in; all acts by its control address."""

    def __init__(self, standin: Standin, inbox: "Inbox", clock_file: Path) -> None:
        self.url = standin.url
        self.inbox = inbox
        self.payments = StripeGateway("rk_checkout_1", ["whsec_next", SECRET], standin.url, WAIT)
        self.refunds = StripeRefunds("rk_refunds_1", standin.url, WAIT)
        self._moved_minutes = 0
        self._clock_file = clock_file

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=self._moved_minutes)

    def advance(self, minutes: int) -> None:
        self._moved_minutes += minutes
        self._clock_file.write_text(str(self._moved_minutes))

    def act(self, name: str, id: str) -> None:
        if self.control({"act": name, "id": id})[0] == 400:
            raise NotOpen(id)

    def refund_at_stripe(self, payment_intent: str, amount_cents: int) -> None:
        assert self.control({"refund": payment_intent, "amount_cents": amount_cents})[0] == 200

    def fail_next(self, call: str, fault: Fault) -> None:
        name, times = FAULTS[fault]
        assert self.control({"fail": CALLS[call], "fault": name, "times": times})[0] == 200

    def told(self, kind: str) -> tuple[bytes, str]:
        return self.inbox.last(kind)

    def signed(self, body: bytes) -> str:
        return str(stripe.WebhookSignature.generate_signature_header(body.decode(errors="replace"), SECRET))

    def control(self, asked: dict[str, Any]) -> tuple[int, Any]:
        return post_json(f"{self.url}/_dev/stripe/control", asked)


def post_json(url: str, body: dict[str, Any]) -> tuple[int, Any]:
    """Status and JSON of an answer, whatever its status."""
    asked = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


class Inbox:
    """A shop that keeps the webhooks it gets; it refuses the next `refuse` of them."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, str]] = []
        self.refuse = 0
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/webhooks/stripe"

    def last(self, kind: str) -> tuple[bytes, str]:
        """The last of that kind; waits up to 5 s for one."""
        return self.wait(kind, 1)[-1]

    def wait(self, kind: str, count: int) -> list[tuple[bytes, str]]:
        """At least so many of that kind. Raises `AssertionError` after 5 s."""
        until = time.monotonic() + 5
        while time.monotonic() < until:
            found = [(body, signed) for body, signed in self.got if json.loads(body)["type"] == kind]
            if len(found) >= count:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{count} of {kind} wanted, got {[json.loads(b)['type'] for b, _ in self.got]}")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                refused, inbox.refuse = inbox.refuse > 0, max(0, inbox.refuse - 1)
                if not refused:
                    inbox.got.append((body, self.headers["Stripe-Signature"]))
                self.send_response(503 if refused else 200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@contextmanager
def inbox() -> Iterator[Inbox]:
    """A running `Inbox`."""
    made = Inbox()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        thread.join()
        made.server.server_close()


@contextmanager
def standin_world(folder: Path, **options: Any) -> Iterator[StandinWorld]:
    """A stand-in of its own, with its state in `folder`, that tells an inbox."""
    clock_file = folder / "clock"
    with inbox() as shop:
        given = Options(
            webhook_url=shop.url, webhook_secret=SECRET, state_path=folder / "stripe.sqlite", clock_file=clock_file,
            **options,
        )
        with Standin(given) as standin:
            yield StandinWorld(standin, shop, clock_file)


def event_of(world: World, kind: str) -> PaymentEvent:
    """The last webhook of that kind, verified by the port."""
    return world.payments.event(*world.told(kind))


WORLDS = ["fake", "stripe package and stand-in"]


@contextmanager
def a_world(name: str, folder: Path) -> Iterator[World]:
    """One of `WORLDS`, new."""
    if name == "fake":
        yield FakeWorld()
    else:
        with standin_world(folder) as real:
            yield real


def a_request(world: World, booking_id: str = "B7Q2M4K9XT", **changes: object) -> CheckoutRequest:
    made = CheckoutRequest(
        booking_id=booking_id, attempt=1, currency="EUR",
        lines=(CheckoutLine("Les fresques de Vitry : adulte", 2, 1500), CheckoutLine("Enfant", 1, 700)),
        description="Les fresques de Vitry, samedi 1 mai 2027, 14 h 30", email="camille@example.org", locale="fr",
        expires_at=world.now() + timedelta(minutes=31),
        success_url="http://127.0.0.1:8000/fr/reservation/x?ok", cancel_url="http://127.0.0.1:8000/fr/reservation/x",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def opened(world: World, booking_id: str = "B7Q2M4K9XT", **changes: object) -> Checkout:
    return world.payments.open_checkout(a_request(world, booking_id, **changes))


def paid(world: World, booking_id: str = "B7Q2M4K9XT") -> str:
    """A payment of 37.00: its intent."""
    made = opened(world, booking_id)
    world.act("pay", made.id)
    intent = world.payments.checkout(made.id).payment_intent
    assert intent
    return intent


def a_refund(intent: str, amount_cents: int = 1500, refund_id: str = "r1", attempt: int = 1) -> RefundRequest:
    return RefundRequest(refund_id, "B7Q2M4K9XT", intent, amount_cents, attempt)
