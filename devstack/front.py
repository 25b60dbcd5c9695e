"""One origin for a visitor: the site's files, the availability files, the functions, and `/_dev/`."""

import json
import mimetypes
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from devstack.dev_pages import DevPages
from devstack.environment import ROOT
from devstack.form import Form
from devstack.functions import PATHS, Answer, Functions
from devstack.live import ASSETS, CHANGES, HEADERS, Live, with_script
from devstack.site import Site

UNROUTED = (403, 405)
"""What Chalice's gateway gives for a path or a method that the functions do not have; infra/'s gives the 404 page."""
MOST_BODY = 64 * 1024
MOST_DRAINED = 16 * 1024 * 1024
IDLE_S = 5
EMBEDDED = re.compile("/[a-z]{2}/embed/")
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".ics": "text/calendar", ".atom": "application/atom+xml"}


class Front(ThreadingHTTPServer):
    """The server of the shop's origin."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, site: Site, files: Path, stripe_origin: str, tiles: str = "") -> None:
        """`tiles`: the address of tiles that the map may ask for; none where it is empty."""
        self.site = site
        self.files = files
        self.functions: Functions | None = None
        self.dev: DevPages | None = None
        self.form: Form | None = None
        self.live = Live(self._page)
        self.headers = _security_headers(stripe_origin, tiles)
        self.embed_headers = embed_headers(self.headers)
        super().__init__(("127.0.0.1", port), _Handler)

    def start(self) -> threading.Thread:
        """Serve in a thread of its own."""
        thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        return thread

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong, unless it is only that the client had gone."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            traceback.print_exc()

    def route(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """The answer to a request."""
        path = unquote(urlsplit(target).path)
        if path in ASSETS:
            return _read(ASSETS[path], {"Cache-Control": "no-cache"})
        if path.startswith("/_dev") and self.dev:
            return self.dev.answer(method, target, dict(headers), body)
        if PATHS.fullmatch(path) and self.functions:
            return self._functions(self.functions, method, target, headers, body)
        if method not in ("GET", "HEAD"):
            return Answer(405, {"Allow": "GET, HEAD", "Content-Type": "text/plain"}, b"Read only.")
        if f"{path}/".startswith("/admin/") and self.form and not _astray(path):
            return self._form(self.form, path)
        if path.startswith("/availability/") and not _astray(path):
            return self._file(self.files, path, "max-age=5")
        return self._embedded(path) if EMBEDDED.match(path) else with_script(self._page(path))

    def _functions(
        self, functions: Functions, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        """The functions' answer; where they owe one, the site's page for that, as infra/edge.yaml has it."""
        if self.dev and self.dev.functions_down():
            return self._site_page(503, "booking-down.html")
        try:
            answer = functions.answer(method, target, dict(headers), body)
        except Exception:  # noqa: BLE001 - the gateway's 502
            traceback.print_exc()
            return self._site_page(503, "booking-down.html")
        return with_script(self._missing()) if answer.status in UNROUTED else answer

    def too_large(self, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a body over `MOST_BODY`: the functions' own page where they answer; they only measure it."""
        if PATHS.fullmatch(unquote(urlsplit(target).path)) and self.functions:
            return self.route("POST", target, headers, bytes(MOST_BODY))
        return Answer(413, {"Content-Type": "text/plain"}, b"The body is too large.")

    def _page(self, path: str) -> Answer:
        """What is at a path of the site; the site's own 404 for one that leads nowhere or out of it."""
        if _astray(path):
            return self._missing()
        wanted = path + "index.html" if path.endswith("/") else path
        keep = "public, max-age=31536000, immutable" if HASHED.search(path) else "no-cache"
        if not path.endswith("/") and (self.site.folder / path.lstrip("/")).is_dir():
            return Answer(301, {"Location": f"/{path.strip('/')}/", **self.headers}, b"")
        return self._file(self.site.folder, wanted, keep)

    def _embedded(self, path: str) -> Answer:
        """What a partner's own website shows: without the script that looks for edits, which would find nobody."""
        answer = self._page(path)
        if answer.status != 200:
            return answer
        kind = {name: answer.headers[name] for name in ("Content-Type", "Cache-Control")}
        return Answer(200, {**self.embed_headers, **kind}, answer.body)

    def _form(self, form: Form, path: str) -> Answer:
        if path == "/admin":  # what the form loads is named from the folder on
            return Answer(301, {"Location": "/admin/", **self.headers}, b"")
        name = path.removeprefix("/admin/") or "index.html"
        answer = self._file(form.folder, name, "no-cache")
        return Answer(answer.status, {**answer.headers, **form.headers}, answer.body)

    def _file(self, folder: Path, path: str, keep: str) -> Answer:
        file = (folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return self._missing()
        return _read(file, {**self.headers, "Cache-Control": keep})

    def _missing(self) -> Answer:
        return self._site_page(404, "404.html")

    def _site_page(self, status: int, name: str) -> Answer:
        page = self.site.folder / name
        body = page.read_bytes() if page.is_file() else b"Nothing to show"
        return Answer(status, {**self.headers, "Content-Type": "text/html; charset=utf-8"}, body)


class _Handler(BaseHTTPRequestHandler):
    server: Front
    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    disable_nagle_algorithm = True  # headers and body are two writes: the second would wait for the first's receipt

    def do_GET(self) -> None:
        """Read; or listen, for as long as the page is open."""
        if urlsplit(self.path).path == CHANGES:
            self._stream()
        else:
            self._answer(b"")

    def do_HEAD(self) -> None:
        """Read the headers alone."""
        self._answer(b"")

    def do_POST(self) -> None:
        """Write; a body that is far too large is refused before it is read."""
        length = self.headers.get("Content-Length") or "0"
        if length.isdecimal() and int(length) <= MOST_BODY:
            self._answer(self.rfile.read(int(length)))
            return
        self.close_connection = True
        self._send(self.server.too_large(self.path, self._named()))
        self._drain(int(length) if length.isdecimal() else 0)

    def _answer(self, body: bytes) -> None:
        self._send(self.server.route(self.command, self.path, self._named(), body))

    def _named(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _stream(self) -> None:
        """A listener that takes nothing for `IDLE_S` is let go: its socket's timeout ends this thread."""
        self.close_connection = True
        self.send_response(200)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        for told in self.server.live.listen(self.path):
            self.wfile.write(told)

    def _drain(self, length: int) -> None:
        """A connection closed on bytes that nobody read is reset, and the answer lost before it is seen."""
        left = min(length, MOST_DRAINED)
        while left > 0 and (read := self.rfile.read1(min(left, MOST_BODY))):
            left -= len(read)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def _astray(path: str) -> bool:
    return ".." in path.split("/") or "\0" in path


def _read(file: Path, headers: Mapping[str, str]) -> Answer:
    kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind += "; charset=utf-8" if kind.startswith("text/") else ""
    return Answer(200, {**headers, "Content-Type": kind}, file.read_bytes())


def _security_headers(stripe_origin: str, tiles: str) -> dict[str, str]:
    """Those of production, without the one that would forbid plain http to this machine."""
    headers: dict[str, str] = json.loads((ROOT / "infra" / "security_headers.json").read_text())
    headers.pop("Strict-Transport-Security", None)
    tile_origin = "{0.scheme}://{0.netloc}".format(urlsplit(tiles)) if tiles else ""
    return {
        name: value.replace("${StripePageOrigin}", stripe_origin).replace("${MapTileOrigin}", tile_origin)
        for name, value in headers.items()
    }


def embed_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Those of pages that any other may hold in a frame: a header whose value is null there is not sent."""
    own: dict[str, str | None] = json.loads((ROOT / "infra" / "embed_headers.json").read_text())
    return {name: value for name, value in {**headers, **own}.items() if value is not None}
