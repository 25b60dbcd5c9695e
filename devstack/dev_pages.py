"""`/_dev/`: the inbox, the clock, the office's list and a way to the stand-in for Stripe. Local only."""

import json
from collections.abc import Callable
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from devstack.functions import Answer

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'"
STYLE = (
    "body{font:1rem/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;background:#fbf6ec;color:#1b1a2e}"
    "article{border:2px solid;border-radius:12px;padding:1rem;margin:1rem 0;background:#fffdf8}"
    "pre{white-space:pre-wrap}button,input{font:inherit;padding:.3rem .7rem}iframe{width:100%;height:40rem;border:0}"
)
MOST_MINUTES = 60 * 24 * 400


class DevPages:
    """The pages of the person who tries the shop."""

    def __init__(self, state: Path, stripe_url: str, sweep: Callable[[], None]) -> None:
        self._inbox = state / "inbox"
        self._clock_file = state / "clock"
        self._no_functions = state / "functions-down"
        self._stripe_url = stripe_url
        self._sweep = sweep

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer to a request under `/_dev`."""
        path = urlsplit(target).path.rstrip("/")
        if method == "POST":
            return self._write(path, headers, body)
        if path.startswith("/_dev/inbox/"):
            return self._mail(path.removeprefix("/_dev/inbox/"))
        shown = {
            "/_dev": self._index, "/_dev/inbox": self._inbox_page, "/_dev/inbox.json": self._inbox_json,
            "/_dev/clock": self._clock, "/_dev/office.json": self._office,
        }.get(path)
        if shown:
            return shown()
        if path.startswith("/_dev/stripe"):
            return Answer(303, {"Location": self._stripe_url + target}, b"")
        return _text(404, "There is nothing here.")

    def _write(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        given = _fields(headers, body)
        if path == "/_dev/clock":
            return self._move(str(given.get("advance_minutes", "")))
        if path in ("/_dev/mail-server", "/_dev/functions"):
            down = self._inbox / "down" if path == "/_dev/mail-server" else self._no_functions
            down.parent.mkdir(parents=True, exist_ok=True)
            down.touch() if given.get("is") == "down" else down.unlink(missing_ok=True)
            return Answer(303, {"Location": "/_dev/"}, b"")
        return _text(404, "There is nothing here.")

    def functions_down(self) -> bool:
        """The person who tries the shop has stopped them."""
        return self._no_functions.exists()

    def _move(self, minutes: str) -> Answer:
        from chalicelib.adapters.clocks import MovedClock

        if not (minutes.isascii() and minutes.isdigit() and int(minutes) <= MOST_MINUTES):
            return _text(422, f"advance_minutes: a whole number from 0 to {MOST_MINUTES}")
        moved = MovedClock(self._clock_file).minutes() + int(minutes)
        self._clock_file.parent.mkdir(parents=True, exist_ok=True)
        self._clock_file.write_text(str(moved))
        self._sweep()
        return self._clock()

    def _clock(self) -> Answer:
        from chalicelib.adapters.clocks import MovedClock

        clock = MovedClock(self._clock_file)
        told = {"now": clock.now().isoformat(), "moved": str(timedelta(minutes=clock.minutes()))}
        return _json(told | {"moved_minutes": clock.minutes()})

    def _office(self) -> Answer:
        from chalicelib import wiring
        from chalicelib.operations.reading import all_items

        return _json([item.data for item in all_items(wiring.shop(), "office", "")])

    def mails(self) -> list[dict[str, Any]]:
        """The mails of the inbox, oldest first."""
        from chalicelib.adapters.mime import parse

        files = sorted(self._inbox.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        return [dict(parse(file.read_bytes())) for file in files]

    def _inbox_json(self) -> Answer:
        return _json(self.mails())

    def _inbox_page(self) -> Answer:
        shown = [_mail_article(number, mail) for number, mail in enumerate(self.mails())]
        return _html("Inbox", "".join(reversed(shown)) or "<p>No mail yet.</p>")

    def _mail(self, number: str) -> Answer:
        from chalicelib.adapters.mime import attachments

        files = sorted(self._inbox.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        if not number.isdigit() or int(number) >= len(files):
            return _text(404, "There is no such mail.")
        html = str(self.mails()[int(number)]["html"])
        for part in attachments(files[int(number)].read_bytes()):
            if part.content_id:
                html = html.replace(f"cid:{part.content_id}", _data_address(part.content_type, part.body))
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        return Answer(200, headers, html.encode())

    def _index(self) -> Answer:
        switches = _switch("mail-server", "the mail server", (self._inbox / "down").exists())
        switches += _switch("functions", "the functions", self.functions_down())
        return _html("Behind the counter", (
            '<ul><li><a href="/">The shop</a></li><li><a href="/_dev/inbox">The inbox</a></li>'
            f'<li><a href="{escape(self._stripe_url)}/_dev/stripe/">The stand-in for Stripe</a></li>'
            '<li><a href="/_dev/office.json">The office’s list</a></li>'
            '<li><a href="/_dev/clock">The clock</a></li></ul>'
            '<form method="post" action="/_dev/clock"><label>Move the clock by <input name="advance_minutes" value="36"'
            ' inputmode="numeric"> minutes</label> <button>Move</button></form>'
            + switches
        ))


def _switch(path: str, name: str, down: bool) -> str:
    state, verb = ("up", "Start") if down else ("down", "Stop")
    button = f'<button name="is" value="{state}">{verb} {name}</button>'
    return f'<form method="post" action="/_dev/{path}"><p>{button}</p></form>'


def _mail_article(number: int, mail: dict[str, Any]) -> str:
    parts = ", ".join(escape(str(part["filename"])) for part in mail["attachments"])
    return (
        f"<article><h2>{escape(mail['subject'])}</h2><p>{escape(mail['to'])} · {parts} · "
        f'<a href="/_dev/inbox/{number}">HTML</a></p><pre>{escape(mail["text"])}</pre></article>'
    )


def _data_address(content_type: str, body: bytes) -> str:
    import base64

    return f"data:{content_type};base64,{base64.b64encode(body).decode()}"


def _fields(headers: dict[str, str], body: bytes) -> dict[str, object]:
    if headers.get("content-type", "").startswith("application/json"):
        try:
            given = json.loads(body)
        except ValueError:
            given = None
        return given if isinstance(given, dict) else {}
    return dict(parse_qsl(body.decode(errors="replace")))


def _html(title: str, body: str) -> Answer:
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1>{body}</html>"
    )
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
    return Answer(200, headers, page.encode())


def _json(value: object) -> Answer:
    return Answer(200, {"Content-Type": "application/json"}, json.dumps(value, ensure_ascii=False).encode())


def _text(status: int, words: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, words.encode())
