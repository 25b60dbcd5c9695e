"""The running shop as CloudFront shows it: files with the headers of production, compressed, without live reload."""

import gzip
import json
import threading
import urllib.error
import urllib.request
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from devstack.functions import PATHS
from infra.deploy import ASSETS, FOR_EVER, SHORT, TYPES
from tests.journeys.running import ROOT, RunningShop

LEAST_COMPRESSED = 1000
"""Bytes: CloudFront leaves smaller answers as they are."""
COMPRESSED = ("text/", "application/json", "application/xml", "image/svg", "application/ld")
ASKED = ("Content-Type", "Accept", "Cookie")
ANSWERED = ("Content-Type", "Location", "Cache-Control", "Content-Security-Policy", "Referrer-Policy", "X-Robots-Tag")

Answered = tuple[int, dict[str, str], bytes]


class Edge(ThreadingHTTPServer):
    """Serves a shop on a port of its own, from when it is entered until it is left."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, shop: RunningShop) -> None:
        self.shop = shop
        self.site = shop.state / "site"
        headers: dict[str, str] = json.loads((ROOT / "infra" / "security_headers.json").read_text())
        origins = {"${StripePageOrigin}": shop.stripe_url, " ${MapTileOrigin}": ""}
        for name, origin in origins.items():
            headers = {header: value.replace(name, origin) for header, value in headers.items()}
        self.security = headers
        super().__init__(("127.0.0.1", 0), _Handler)
        self.plain = f"http://127.0.0.1:{self.server_port}"
        self.url = self.plain
        """The origin that a browser asks."""

    def __enter__(self) -> "Edge":
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()

    def answer(self, method: str, target: str, headers: Message, body: bytes) -> Answered:
        """What the shop answers, with this origin instead of its own."""
        path = unquote(urlsplit(target).path)
        dynamic = method == "POST" or PATHS.fullmatch(path) or path.startswith(("/availability/", "/_dev/"))
        status, said, found = self._forwarded(method, target, headers, body) if dynamic else self._file(path)
        own, ours = self.shop.url, self.url
        said = {name: value.replace(own, ours) for name, value in said.items()}
        return status, self.security | said, found.replace(own.encode(), ours.encode())

    def _file(self, path: str) -> Answered:
        file = self.site / (path + "index.html" if path.endswith("/") else path).lstrip("/")
        if ".." in path or not file.is_file():
            return 404, {"Content-Type": TYPES[".html"]}, (self.site / "404.html").read_bytes()
        keep = FOR_EVER if path.lstrip("/").startswith(ASSETS) else SHORT
        kind = TYPES.get(file.suffix, "application/octet-stream")
        return 200, {"Content-Type": kind, "Cache-Control": keep}, file.read_bytes()

    def _forwarded(self, method: str, target: str, headers: Message, body: bytes) -> Answered:
        asked = {name: headers[name] for name in ASKED if headers[name]}
        request = urllib.request.Request(self.shop.url + target, body or None, asked, method=method)  # noqa: S310
        try:
            with _straight.open(request, timeout=30) as told:
                return _taken(told)
        except urllib.error.HTTPError as told:
            with told:
                return _taken(told)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Redirects are the browser's to follow."""


_straight = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


def _taken(told: Any) -> Answered:
    return told.status, {name: told.headers[name] for name in ANSWERED if told.headers[name]}, told.read()


class _Handler(BaseHTTPRequestHandler):
    server: Edge
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 5

    def do_GET(self) -> None:
        """Read."""
        self._answer(b"")

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Write."""
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _answer(self, body: bytes) -> None:
        status, headers, found = self.server.answer(self.command, self.path, self.headers, body)
        if len(found) >= LEAST_COMPRESSED and headers.get("Content-Type", "").startswith(COMPRESSED):
            found = gzip.compress(found, 6, mtime=0)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(found))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
