"""Pelican's own pages (terms, privacy, ...) as documents of the site, linked across languages by their `Key`."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..language import locale_language
from ..reading.typography import french
from .views import DocumentView

TERMS, PRIVACY = "terms", "privacy"
OPEN_DATA = "open-data"
"""Key of the page that tells of the files of open data."""
NEEDED = (TERMS, PRIVACY)
"""Keys of the pages that the booking form leads to."""

DESCRIPTION_MAX = 160
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


MESSAGES = {
    "fr": {
        "left_out": ":1: Pelican n'a pas pu lire cette page -> écrire Title, Slug, Lang, Key, puis le texte",
        "no_key": ":1 Key: il manque -> écrire la même Key dans chaque langue",
        "missing": ": la page Key: {key}, Lang: {lang} manque -> l'écrire, le formulaire y mène",
    },
    "en": {
        "left_out": ":1: Pelican could not read this page -> write Title, Slug, Lang, Key, then the text",
        "no_key": ":1 Key: it is missing -> write the same Key in every language",
        "missing": ": the page with Key: {key}, Lang: {lang} is missing -> write it, the form leads to it",
    },
}

Fault = tuple[Path, str, dict[str, str]]
"""A file, the kind of fault, its words."""


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

    A page that names a template of its own is Pelican's to write.

    Raises DocumentsFault when Pelican left out a file of `folder`, which it only logs, or when a language lacks one
    that the booking form needs.
    """
    found = [one for page in pages for one in (page, *page.translations)]
    plain = [one for one in found if one.template == "page"]
    faults = [*_left_out(found, folder), *_without_key(plain)] or _missing(plain, folder, languages)
    if faults:
        said = MESSAGES[locale_language(os.environ)]
        raise DocumentsFault("\n".join(f"{_label(path)}{said[code].format(**words)}" for path, code, words in faults))
    return tuple(_document(page) for page in plain)


def _label(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _left_out(pages: Sequence[Any], folder: Path) -> list[Fault]:
    read = {Path(page.source_path).resolve() for page in pages}
    return [(file, "left_out", {}) for file in sorted(folder.glob("*.md")) if file.resolve() not in read]


def _without_key(pages: Sequence[Any]) -> list[Fault]:
    return [(Path(page.source_path), "no_key", {}) for page in pages if not page.key]


def _missing(pages: Sequence[Any], folder: Path, languages: Sequence[str]) -> list[Fault]:
    there = {(page.key, page.lang) for page in pages}
    wanted = ((key, lang) for key in NEEDED for lang in languages)
    return [
        (folder / f"{key}.{lang}.md", "missing", {"key": key, "lang": lang})
        for key, lang in wanted
        if (key, lang) not in there
    ]


def _document(page: Any) -> Document:
    spaced = french if page.lang == "fr" else str
    body = Markup(spaced(page.content))  # noqa: S704 -- Pelican's Markdown of the project's own pages
    description = _description(spaced(page.metadata.get("summary") or body))
    return Document(page.key, page.lang, f"/{page.url}", description, DocumentView(spaced(page.title), body))


def _description(text: str) -> str:
    found = PARAGRAPH.search(text)
    plain = Markup(found[1] if found else text).striptags()  # noqa: S704 -- only to strip it
    if len(plain) <= DESCRIPTION_MAX:
        return plain
    return plain[:DESCRIPTION_MAX].rsplit(" ", 1)[0] + "…"
