"""Pelican's own pages (terms, privacy, ...) as documents of the site, linked across languages by their `Key`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from .views import DocumentView

TERMS, PRIVACY = "terms", "privacy"
NEEDED = (TERMS, PRIVACY)
"""Keys of the pages that the booking form leads to."""

DESCRIPTION_MAX = 160
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


class DocumentsFault(Exception):
    """Pages that are missing or cannot be read; one reason a line."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of Pelican's own pages in one language."""

    key: str
    """The same in every language."""
    lang: str
    url: str
    description: str
    view: DocumentView


def documents(pages: Iterable[Any], folder: Path, languages: Sequence[str]) -> tuple[Document, ...]:
    """The documents, in the order of Pelican's `pages`, from them and their translations.

    Raises DocumentsFault when Pelican left out a file of `folder`, which it only logs, or when a language lacks one
    that the booking form needs.
    """
    found = [one for page in pages for one in (page, *page.translations)]
    reasons = [*_left_out(found, folder), *_without_key(found, folder)]
    if not reasons:
        reasons = _missing(found, folder, languages)
    if reasons:
        raise DocumentsFault("\n".join(reasons))
    return tuple(_document(page) for page in found)


def _left_out(pages: Sequence[Any], folder: Path) -> list[str]:
    read = {Path(page.source_path).resolve() for page in pages}
    return [
        f"{folder.name}/{file.name}:1: Pelican could not read this page -> write Title, Slug, Lang and Key, then a text"
        for file in sorted(folder.glob("*.md"))
        if file.resolve() not in read
    ]


def _without_key(pages: Sequence[Any], folder: Path) -> list[str]:
    return [
        f"{folder.name}/{Path(page.source_path).name}:1 Key: it is missing -> write the same Key in every language"
        for page in pages
        if not hasattr(page, "key")
    ]


def _missing(pages: Sequence[Any], folder: Path, languages: Sequence[str]) -> list[str]:
    there = {(page.key, page.lang) for page in pages}
    return [
        f"{folder.name}: the page with `Key: {key}` and `Lang: {lang}` is missing -> write it, the form leads to it"
        for key in NEEDED
        for lang in languages
        if (key, lang) not in there
    ]


def _document(page: Any) -> Document:
    body = Markup(page.content)  # noqa: S704 -- Pelican's Markdown of the project's own pages
    return Document(page.key, page.lang, f"/{page.url}", _description(body), DocumentView(page.title, body))


def _description(body: Markup) -> str:
    found = PARAGRAPH.search(body)
    text = Markup(found[1] if found else body).striptags()  # noqa: S704 -- only to strip it
    if len(text) <= DESCRIPTION_MAX:
        return text
    return text[:DESCRIPTION_MAX].rsplit(" ", 1)[0] + "…"
