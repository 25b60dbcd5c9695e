"""Reading a built site as a browser would: parsed pages by address."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from .building import ORIGIN

READ_OUT = {"alt", "aria-label", "title", "placeholder"}
UNSEEN = {"script", "style", "template", "noscript"}


@dataclass
class Page:
    """A page of the site."""

    url: str
    """Path from the root."""
    source: str

    @cached_property
    def parser(self) -> Any:
        return html5lib.HTMLParser(namespaceHTMLElements=False)

    @cached_property
    def root(self) -> Element:
        tree: Element = self.parser.parse(self.source)
        return tree

    @property
    def lang(self) -> str:
        return self.root.get("lang", "")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag with these attributes; `class_` and `for_` for the reserved words."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [one for one in self.root.iter(tag) if all(one.get(name) == value for name, value in wanted.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def noindex(self) -> bool:
        return any("noindex" in (one.get("content") or "") for one in self.all("meta", name="robots"))

    @property
    def alternates(self) -> Mapping[str, str]:
        links = [one for one in self.all("link", rel="alternate") if one.get("hreflang")]
        return {one.get("hreflang", ""): one.get("href", "") for one in links}

    @cached_property
    def data(self) -> list[dict[str, Any]]:
        """Its structured data."""
        return [json.loads(one.text or "") for one in self.all("script", type="application/ld+json")]

    def of_type(self, name: str) -> list[dict[str, Any]]:
        return [one for one in self.data if one["@type"] == name]

    def texts(self) -> Iterator[str]:
        """What a visitor sees or hears in the page's language: the running text, then attributes that are read out."""
        yield " ".join(_seen(self.root, self.lang))
        for element in self.root.iter():
            yield from (value for name, value in element.items() if name in READ_OUT)
        yield from (one.get("content", "") for one in self.all("meta", name="description"))

    @property
    def text(self) -> str:
        return plain(" ".join("".join(self.root.itertext()).split()))


def _seen(element: Element, lang: str) -> Iterator[str]:
    is_text = isinstance(element.tag, str) and element.tag not in UNSEEN and element.get("translate") != "no"
    if is_text and element.get("lang", lang) == lang:
        yield element.text or ""
        for child in element:
            yield from _seen(child, lang)
    yield element.tail or ""


def text_of(element: Element) -> str:
    """The text of an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def plain(text: str) -> str:
    """`text` with ordinary spaces."""
    return re.sub(r"\s", " ", text)


def read_site(output: Path) -> dict[str, Page]:
    """All pages by address."""
    found = {}
    for file in sorted(output.rglob("*.html")):
        path = "/" + file.relative_to(output).as_posix().removesuffix("index.html")
        found[path] = Page(path, file.read_text(encoding="utf-8"))
    return found


def local(address: str) -> str:
    """The path of an address of the site, without query and fragment."""
    return address.removeprefix(ORIGIN).partition("#")[0].partition("?")[0]
