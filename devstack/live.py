"""Live reload: every page of the site shown here is told when it is no longer as it was served.

Nothing is written into the site: the front adds one script to a page as it serves it. The script listens on
`/_dev/changes` and is told states, not events: what the page and its style sheet are now, and the faults that keep the
site from being built. So nothing is missed by a page that was loading, hidden or cut off; and no listener ever holds
up a build, for each has a thread of its own that looks when it can.
"""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from devstack.functions import Answer

CHANGES = "/_dev/changes"
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "Connection": "close"}
HEARTBEAT_S = 5
"""A listener that has gone is noticed at the second heartbeat that nobody takes."""
RETRY_MS = 500
ASSETS = {f"/_dev/{name}": Path(__file__).with_name(name) for name in ("live.js", "live.css")}
STYLE = re.compile(r'href="(/theme/main\.[0-9a-f]{8,}\.css)"')
HEAD_END = re.compile(r"</head>|\Z")


class Live:
    """What listeners are told. `page` gives what is served at a path, without the script."""

    def __init__(self, page: Callable[[str], Answer]) -> None:
        self._page = page
        self._news = threading.Condition()
        self._number = 0
        self._faults: Mapping[str, str] | None = None
        self._closed = False

    def tell(self, faults: Mapping[str, str] | None) -> None:
        """Say that the site was built, or which faults kept it as it was, by language. Waits for no listener."""
        with self._news:
            self._faults, self._number = faults, self._number + 1
            self._news.notify_all()

    def close(self) -> None:
        """Let all listeners go."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def listen(self, target: str) -> Iterator[bytes]:
        """Server-sent events (HTML Living Standard, 9.2) for the page in the query's `path`, until `close`."""
        path = unquote(parse_qs(urlsplit(target).query).get("path", ["/"])[0])
        yield f"retry: {RETRY_MS}\n\n".encode()
        seen, told = -1, ""
        while not self._closed:
            seen, state = self._number, self._state(path)
            yield f"data: {state}\n\n".encode() if state != told else b":\n\n"
            told = state
            self._wait(seen)

    def _wait(self, seen: int) -> None:
        with self._news:
            self._news.wait_for(lambda: self._closed or self._number != seen, HEARTBEAT_S)

    def _state(self, path: str) -> str:
        shown, style = marks(self._page(path).body.decode(errors="replace"))
        return json.dumps({"page": shown, "style": style, "faults": self._faults})


def with_script(page: Answer) -> Answer:
    """The answer, with the script if it is a page."""
    if not page.headers.get("Content-Type", "").startswith("text/html"):
        return page
    text = page.body.decode(errors="replace")
    shown, style = marks(text)
    script = f'<script src="/_dev/live.js" data-page="{shown}" data-style="{escape(style)}" defer></script>\n'
    return replace(page, body=HEAD_END.sub(lambda end: script + end[0], text, count=1).encode())


def marks(text: str) -> tuple[str, str]:
    """What tells a page from another, its style sheet aside, and the style sheet's address; none is empty."""
    style = STYLE.search(text)
    return hashlib.sha256(STYLE.sub("", text).encode()).hexdigest()[:16], style[1] if style else ""
