"""Events and their delivery to the shop: signed, tried again, in no promised order."""

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import stripe

from devstack.stripe_standin import made
from devstack.stripe_standin.clock import MovedClock
from devstack.stripe_standin.ledger import Ledger, Object, public

MOST_TRIES = 20
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 30.0
ANSWER_WITHIN_S = 20
BEAT_S = 0.25


# The shop is on this machine: no proxy of the environment stands between.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Events:
    """What is told to the shop. `held` keeps all back, `copies` sends each so many times, `backwards` newest first."""

    def __init__(self, ledger: Ledger, clock: MovedClock, url: str, secret: str) -> None:
        self.held = False
        self.copies = 1
        self.backwards = False
        self.news = threading.Event()
        self._ledger = ledger
        self._clock = clock
        self._url = url
        self._secret = secret

    def tell(self, kind: str, about: Object) -> None:
        """Keep an event about an object, to be delivered."""
        told = self._ledger.put(made.event(kind, public(about), int(self._clock.now().timestamp())))
        for _ in range(self.copies):
            self.send(told["id"])

    def send(self, event_id: str) -> None:
        """Deliver an event, once more if it was delivered before."""
        if self._url:
            self._ledger.put({
                "id": made.new_id("dl"), "object": "delivery", "status": "due", "event": event_id, "tries": 0, "at": 0,
            })
        self.news.set()

    def deliver_due(self) -> None:
        """Send what is due, once; what fails is due again later."""
        if self.held:
            return
        due = [found for found in self._ledger.all("delivery", "due") if found["at"] <= time.time()]
        for delivery in due if self.backwards else reversed(due):
            self._deliver(delivery)
        self.backwards = self.backwards and not due

    def _deliver(self, delivery: Object) -> None:
        told = self._ledger.get("event", delivery["event"])
        if told is None:
            return
        if self._accepted(json.dumps(told)):
            self._ledger.put(delivery | {"status": "done"})
            return
        tries = delivery["tries"] + 1
        pause = min(FIRST_PAUSE_S * 2 ** delivery["tries"], LONGEST_PAUSE_S)
        status = "due" if tries < MOST_TRIES else "given up"
        self._ledger.put(delivery | {"status": status, "tries": tries, "at": time.time() + pause})

    def _accepted(self, body: str) -> bool:
        # Signed by the system's clock, as Stripe's own never moves with the shop's.
        signature = stripe.WebhookSignature.generate_signature_header(body, self._secret)
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature}
        asked = urllib.request.Request(self._url, body.encode(), headers, method="POST")  # noqa: S310  # our own shop
        try:
            with _direct.open(asked, timeout=ANSWER_WITHIN_S) as answer:
                return bool(200 <= answer.status < 300)
        except urllib.error.HTTPError as refused:
            refused.close()
            return False
        except (OSError, http.client.HTTPException):
            return False


class Heart:
    """A thread that does what the clock asks for and delivers the events, until it is stopped."""

    def __init__(self, beat: Callable[[], None], news: threading.Event) -> None:
        self._beat = beat
        self._news = news
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="stripe-standin", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """End after the beat under way."""
        self._stopped = True
        self._news.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            self._news.wait(BEAT_S)
            self._news.clear()
            if not self._stopped:
                self._beat()
