"""The functions behind what Chalice has of API Gateway, and what tests read from their answers."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib

from devstack.functions import Functions

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back; its headers by their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def html(self) -> Element:
        """The page, which must be sound HTML."""
        assert self.headers["content-type"] == "text/html; charset=utf-8"
        root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(self.body.decode())
        return root

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def words(self) -> str:
        """The text that the page shows, its blanks folded."""
        return " ".join("".join(self.html.itertext()).split())

    def by_id(self, id: str) -> Element:
        (found,) = (one for one in self.html.iter() if one.get("id") == id)
        return found

    def form(self, action: str) -> Element:
        (found,) = (one for one in self.html.iter("form") if one.get("action") == action)
        return found


@dataclass(frozen=True)
class Gateway:
    """Asks the functions of this process."""

    functions: Functions

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """`content_type="…"` is the header `content-type`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        told = self.functions.answer(method, path, named, body)
        return Answer(told.status, {name.lower(): value for name, value in told.headers.items()}, told.body)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode(), content_type=FORM)


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def everything_stored(folder: Path) -> list[Any]:
    """Every item of the SQLite store, with its version."""
    connection = sqlite3.connect(folder / "shop.sqlite")
    try:
        return connection.execute("SELECT * FROM items ORDER BY partition, sort").fetchall()
    finally:
        connection.close()
