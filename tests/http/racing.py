"""The shop on a port of this machine with the true adapters and Stripe's stand-in, and buyers who all come at once."""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

import stripe
from chalicelib import wiring
from chalicelib.core import keys, seats
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.ports import Shop, Store

from devstack.environment import WEBHOOK_SECRET, Local, settings_of
from devstack.front import Front
from devstack.functions import Functions
from devstack.site import Site
from devstack.stripe_standin import Options, Standin
from tests.fakes.facts import SITE
from tests.fakes.shop import SITE as SHOP_SITE
from tests.fakes.shop import a_catalogue, a_departure, a_form, an_offer

from .gateway import FORM

STARTS_AT = (datetime.now(UTC) + timedelta(days=10)).replace(hour=10, minute=0, second=0, microsecond=0)
DEPARTURE = a_departure(STARTS_AT)
DEPARTURE_ID = str(DEPARTURE["id"])
PATIENCE_SECONDS = 30

Wrapped = Callable[[Store], Store]


@dataclass(frozen=True)
class Told:
    """What a buyer was told, and how many seconds it took from the start of the race."""

    status: int
    location: str
    page: str
    seconds: float


@dataclass(frozen=True)
class Running:
    """A shop that serves, and its neighbours."""

    url: str
    shop: Shop
    standin: Standin
    folder: Path

    @property
    def departure(self) -> seats.Departure:
        item = self.shop.store.get(keys.departure("murals", DEPARTURE_ID))
        assert item
        return seats.stored(item)

    def bookings(self) -> list[str]:
        """Ids of all bookings of the departure."""
        page = self.shop.store.query(f"departure#{DEPARTURE_ID}", index="related", limit=1000)
        return [item.key.partition.removeprefix("booking#") for item in page.items]

    def at_stripe(self, kind: str) -> list[Any]:
        found: list[Any] = self.standin.control.state()[kind]
        return found

    def mails(self) -> list[Path]:
        """The mails that were sent."""
        return list((self.folder / "inbox").glob("*.eml"))

    def post(self, path: str, body: bytes, headers: Mapping[str, str], since: float) -> Told:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE_SECONDS)
        try:
            connection.request("POST", path, body, dict(headers))
            answer = connection.getresponse()
            page = answer.read().decode()
            return Told(answer.status, answer.headers.get("Location", ""), page, time.monotonic() - since)
        finally:
            connection.close()

    def race(self, posts: Sequence[tuple[str, bytes, Mapping[str, str]]]) -> list[Told]:
        """What everybody is told when all post at the same instant."""
        start = Barrier(len(posts))

        def run(post: tuple[str, bytes, Mapping[str, str]]) -> Told:
            start.wait(PATIENCE_SECONDS)
            return self.post(*post, since=time.monotonic())

        with ThreadPoolExecutor(len(posts)) as threads:
            return list(threads.map(run, posts))

    def deliver(self, *events: Mapping[str, Any]) -> list[Told]:
        """Bring events of Stripe's, all at once."""
        return self.race([_signed(json.dumps(event)) for event in events])

    def buy(self, buyers: int) -> list[Told]:
        """So many buyers at once, each for one seat."""
        return self.race([form(email=f"buyer{number}@example.org") for number in range(buyers)])


def _signed(body: str) -> tuple[str, bytes, Mapping[str, str]]:
    signature = stripe.WebhookSignature.generate_signature_header(body, WEBHOOK_SECRET)
    return "/webhooks/stripe", body.encode(), {"Stripe-Signature": signature}


def form(path: str = "/en/booking/murals", **fields: str) -> tuple[str, bytes, Mapping[str, str]]:
    """One adult's booking, ready to post."""
    wanted = a_form(departure=DEPARTURE_ID, count_adult="1", count_child="0", language="en") | fields
    return path, urlencode(wanted).encode(), {"Content-Type": FORM}


@contextmanager
def running(
    folder: Path, settings: dict[str, str], *, offer: dict[str, object] | None = None, wrapped: Wrapped | None = None
) -> Iterator[Running]:
    """The shop with these settings of its store; `wrapped` changes what the store does."""
    with ExitStack() as stack:
        standin = stack.enter_context(Standin(Options(webhook_secret=WEBHOOK_SECRET)))
        front = stack.enter_context(Front(0, Site(Local(0, folder, folder)), folder / "files", standin.url))
        port = front.server_address[1]
        site = folder / "site.json"
        site.write_text(json.dumps(SITE | {"conditions_version": SHOP_SITE["conditions_version"]}))
        chosen = settings_of(Local(port, folder, folder), standin.url) | {"SITE_FILE": str(site)} | settings
        catalogue = a_catalogue(offer or an_offer(departures=[DEPARTURE]))
        shop = stack.enter_context(_wired(chosen, catalogue, wrapped))
        front.functions = Functions({})
        stack.callback(front.shutdown)
        front.start()
        yield Running(f"http://127.0.0.1:{port}", shop, standin, folder)


@contextmanager
def _wired(settings: Mapping[str, str], catalogue: dict[str, object], wrapped: Wrapped | None) -> Iterator[Shop]:
    before, wire = {name: os.environ.get(name) for name in settings}, wiring.shop
    os.environ.update(settings)
    wiring.forget()
    try:
        made = wiring.shop()
        publish_catalogue(made, catalogue)
        if wrapped:
            made = replace(made, store=wrapped(made.store))
            wiring.shop = cache(lambda: made)
        yield made
    finally:
        wiring.shop = wire
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
        wiring.forget()
