"""The whole shop as a process of its own, and what surrounds a visitor: inbox, clock, seats, Stripe's side."""

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[2]
START_SECONDS, STOP_SECONDS, WAIT_SECONDS = 60, 20, 40
PORTS = range(20000, 30000, 2)
"""Below those that Linux gives to outgoing connections, so that a restarted shop finds its own free again."""

Seen = TypeVar("Seen")

direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ShopTrouble(Exception):
    """The shop did not start or did not do what was waited for; the message holds what it printed."""


def eventually(look: Callable[[], Seen | None], what: str, seconds: float = WAIT_SECONDS) -> Seen:
    """The first true thing that `look` gives; asked over and over, for `seconds` at most."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise ShopTrouble(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return seen


@dataclass
class RunningShop:
    """A shop that serves on `url`, kept in `state`; `used` are the departures that journeys have taken."""

    state: Path
    content: Path
    store: str = "sqlite"
    port: int = 0
    used: set[str] = field(default_factory=set)
    process: subprocess.Popen[bytes] | None = None
    start_seconds: float = START_SECONDS

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def stripe_url(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def log(self) -> Path:
        return self.state / "printed.txt"

    def printed(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    # The process

    def start(self) -> None:
        """Start on the port it had; the first time on a free one."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.port = self.port or _free_pair()
        environment = os.environ | {
            "PORT": str(self.port), "CONTENT": str(self.content), "STATE": str(self.state), "STORE": self.store,
        }
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "devstack"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        eventually(self._ready, "the shop's ready line", self.start_seconds)

    def _ready(self) -> bool:
        assert self.process
        if self.process.poll() is not None:
            raise ShopTrouble(f"the shop ended at its start:\n{self.printed()}")
        return f"ready {self.url}/\n" in self.printed()

    def stop(self) -> None:
        """End it by its process id, as Ctrl-C would."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise ShopTrouble(f"the shop did not end by itself:\n{self.printed()}") from None
        finally:
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    # Around the visitor

    def get(self, path: str) -> Any:
        """The JSON at a path of the shop."""
        return read_json(self.url + path)

    def post(self, path: str, fields: Mapping[str, object]) -> int:
        """Post JSON to a path of the shop; tells the status."""
        return post_json(self.url + path, fields)

    def move_clock(self, minutes: int) -> None:
        assert self.post("/_dev/clock", {"advance_minutes": minutes}) == 200

    def mails(self, to: str) -> list[dict[str, Any]]:
        """The mails to an address, oldest first."""
        return [mail for mail in self.get("/_dev/inbox.json") if mail["to"] == to]

    def mail(self, to: str, words: str) -> dict[str, Any]:
        """The mail to an address with these words in its subject or text, once it is there."""
        def found() -> dict[str, Any] | None:
            mails = self.mails(to)
            return next((mail for mail in mails if words in mail["subject"] + mail["text"]), None)

        return eventually(found, f"a mail to {to} with “{words}”")

    def seats(self, departure: str) -> dict[str, Any]:
        """What the public file says of a departure."""
        shown: dict[str, Any] = self.get(f"/availability/{offer_of(departure)}.json")["departures"][departure]
        return shown

    def left(self, departure: str) -> int:
        return int(self.seats(departure)["left"])

    def a_departure(self, offer: str) -> str:
        """A departure that no other journey uses, still open by the shop's clock, far ahead for a whole refund."""
        now = datetime.fromisoformat(self.get("/_dev/clock")["now"])
        shown: dict[str, Any] = self.get(f"/availability/{offer}.json")["departures"]
        ahead = [name for name, seen in shown.items() if datetime.fromisoformat(seen["closes_at"]) > now][3:]
        taken = next(departure for departure in ahead if departure not in self.used)
        self.used.add(taken)
        return taken

    # Stripe's side

    def stripe(self, kind: str, booking: str) -> list[dict[str, Any]]:
        """Stripe's objects of a kind that belong to a booking, newest first."""
        found = read_json(self.stripe_url + "/_dev/stripe/control")[kind]
        return [one for one in found if booking in (one.get("client_reference_id"), *one["metadata"].values())]

    def at_stripe(self, **asked: object) -> None:
        """What a bank or a fault does: `act` and `id`, or `fail` and `fault`, or `webhooks`."""
        assert post_json(self.stripe_url + "/_dev/stripe/control", asked) == 200


def offer_of(departure: str) -> str:
    return departure.rsplit("-", 1)[0]


def read_json(url: str) -> Any:
    with direct.open(url, timeout=10) as answer:
        return json.loads(answer.read())


def post_json(url: str, fields: Mapping[str, object]) -> int:
    request = urllib.request.Request(url, json.dumps(fields).encode(), {"Content-Type": "application/json"})
    try:
        with direct.open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


@contextmanager
def running_shop(folder: Path, store: str = "sqlite") -> Iterator[RunningShop]:
    """A new shop with a copy of the real content, ended on leaving."""
    shutil.copytree(ROOT / "content", folder / "content")
    shop = RunningShop(folder / "state", folder / "content", store)
    for _ in range(5):
        try:
            shop.start()
            break
        except ShopTrouble as trouble:
            if "cannot start on port" not in str(trouble):  # else somebody else was quicker: take other ports
                raise
            shop.port = 0
    try:
        yield shop
    finally:
        shop.stop()


def _free_pair() -> int:
    for port in random.sample(PORTS, 50):
        try:
            with socket.create_server(("127.0.0.1", port)), socket.create_server(("127.0.0.1", port + 1)):
                return port
        except OSError:
            continue
    raise ShopTrouble("no two free ports side by side")
