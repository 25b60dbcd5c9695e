"""The stand-in's own HTTP server, started in a process of its own or inside a test."""

import json
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from devstack.stripe_standin.api import Api, Asked
from devstack.stripe_standin.clock import MovedClock
from devstack.stripe_standin.control import Control
from devstack.stripe_standin.errors import ApiError, Dropped
from devstack.stripe_standin.events import Events, Heart
from devstack.stripe_standin.faults import Faults
from devstack.stripe_standin.keys import Keys
from devstack.stripe_standin.ledger import Ledger
from devstack.stripe_standin.made import new_id
from devstack.stripe_standin.money import Money
from devstack.stripe_standin.pages import DASHBOARD, Pages
from devstack.stripe_standin.web import Response, as_json, see_other

MOST_BODY = 64 * 1024
IDLE_S = 5
"""A connection that asks nothing for so long is closed: browsers open some in advance."""


@dataclass(frozen=True)
class Options:
    """Where the stand-in listens, whom it tells, what it keeps.

    `port` 0 takes a free one. Without `webhook_url` nothing is told, without `state_path` nothing outlives it.
    `clock_file` holds the minutes by which the shop's clock is moved. `hang_s`: how long a hanging call hangs.
    """

    host: str = "127.0.0.1"
    port: int = 0
    webhook_url: str = ""
    webhook_secret: str = "whsec_standin"  # noqa: S105  # guards nothing but this machine's own shop
    state_path: Path | None = None
    clock_file: Path | None = None
    hang_s: float = 60


class Standin:
    """A running stand-in: `with Standin(options) as standin:` serves on `standin.url` until the end of the block."""

    def __init__(self, options: Options) -> None:
        clock = MovedClock(options.clock_file)
        self._ledger = Ledger(options.state_path)
        self._closing = threading.Event()
        self.events = Events(self._ledger, clock, options.webhook_url, options.webhook_secret)
        self.money = Money(self._ledger, self.events, clock)
        faults = Faults()
        self.control = Control(self.money, self.events, faults)
        self.api = Api(self.money, Keys(self._ledger), faults, lambda: self._closing.wait(options.hang_s))
        self.pages = Pages(self.money, self.control)
        self._server = _Server((options.host, options.port), self)
        self._serving = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._heart = Heart(self._beat, self.events.news)
        self.url = self.money.page_origin = f"http://{options.host}:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._serving.start()
        self._heart.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        self._server.shutdown()
        self._heart.stop()
        self._server.server_close()
        self._ledger.close()

    def _beat(self) -> None:
        self.money.lapse()
        self.events.deliver_due()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], standin: Standin) -> None:
        self.standin = standin
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless it is only that the client had gone."""
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = IDLE_S

    def do_GET(self) -> None:
        """Read."""
        self._answer(lambda path, query: self._read(path, query))

    def do_POST(self) -> None:
        """Write."""
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= MOST_BODY:
            self._send(as_json(413, ApiError("The body is too large.").body()))
            return
        body = self.rfile.read(length).decode(errors="replace")
        self._answer(lambda path, _query: self._write(path, body))

    def _answer(self, route: Callable[[str, str], Response]) -> None:
        parts = urlsplit(self.path)
        try:
            self._send(route(unquote(parts.path), parts.query))
        except Dropped:
            self.close_connection = True
        except ApiError as error:
            self._send(as_json(error.status, error.body()))

    def _read(self, path: str, query: str) -> Response:
        standin, given = self.server.standin, dict(parse_qsl(query))
        if path.startswith("/v1/"):
            return self._api(path, query)
        if path.startswith(DASHBOARD + "pay/"):
            return standin.pages.payment(path.removeprefix(DASHBOARD + "pay/"), declined="declined" in given)
        if path == DASHBOARD:
            return standin.pages.dashboard(given.get("lang", "fr"), refused="refused" in given)
        if path == DASHBOARD + "style.css":
            return standin.pages.style()
        if path == DASHBOARD + "control":
            return as_json(200, standin.control.state())
        return see_other(DASHBOARD) if path == "/" else as_json(404, ApiError("There is nothing here.").body())

    def _write(self, path: str, body: str) -> Response:
        standin = self.server.standin
        if path.startswith("/v1/"):
            return self._api(path, body)
        if path.startswith(DASHBOARD + "pay/"):
            return standin.pages.do(path.removeprefix(DASHBOARD + "pay/"), dict(parse_qsl(body)).get("do", ""))
        if path == DASHBOARD + "act":
            return standin.pages.act(dict(parse_qsl(body)))
        if path == DASHBOARD + "control":
            return as_json(200, standin.control.run(_object(body)))
        return as_json(404, ApiError("There is nothing here.").body())

    def _api(self, path: str, form: str) -> Response:
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        asked = Asked(
            self.command, path.removeprefix("/v1/"), key, form, self.headers.get("Idempotency-Key", ""),
        )
        status, body, replayed = self.server.standin.api.answer(asked)
        headers = {"Request-Id": new_id("req")} | ({"Idempotent-Replayed": "true"} if replayed else {})
        return as_json(status, body, headers)

    def _send(self, answer: Response) -> None:
        always = {
            "Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
        }
        self.send_response(answer.status)
        for name, value in (always | dict(answer.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the dashboard shows what happened."""


def _object(body: str) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ApiError("A JSON object is wanted.")
    return found
