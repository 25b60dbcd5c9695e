"""Which pages of a site show all that it has: each kind of element, and the longest words in each.

A page has faults by what stands on it; most stands on hundreds of pages alike. Pages are told apart by the kinds of
their elements (name, classes, names of attributes), read from the files: so a new kind of page is looked at by itself.
"""

import re
from collections.abc import Mapping
from pathlib import Path

ELEMENT = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^>]*)?)>([^<]*)")
CLASSES = re.compile(r'\sclass="([^"]*)"')
VALUE = re.compile(r'="[^"]*"')

Kind = tuple[str, frozenset[str], frozenset[str]]
"""An element's name, its classes, the names of its attributes."""
Lengths = tuple[int, int]
"""Of the longest word in elements of a kind, and of the longest text."""
Pages = Mapping[str, Mapping[Kind, Lengths]]
"""By address, what stands on a page."""


def read_pages(site: Path, lang: str) -> Pages:
    """The pages of a language."""
    files = sorted((site / lang).rglob("index.html"))
    return {f"/{file.parent.relative_to(site).as_posix()}/": kinds(file.read_text(encoding="utf-8")) for file in files}


def kinds(html: str) -> dict[Kind, Lengths]:
    """What stands in the body of a page."""
    found: dict[Kind, Lengths] = {}
    for name, attributes, text in ELEMENT.findall(html[html.find("<body") :]):
        classes = CLASSES.search(attributes)
        kind = (
            name,
            frozenset(classes[1].split() if classes else ()),
            frozenset(VALUE.sub("", attributes).split()),
        )
        word, whole = found.get(kind, (0, 0))
        found[kind] = max(word, *map(len, text.split()), 0), max(whole, len(text.strip()))
    return found


def covering(pages: Pages) -> list[str]:
    """A few pages that have every kind of element among them; the one with most of those that are left comes next."""
    left = {kind for found in pages.values() for kind in found}
    chosen = []
    while left:
        richest = max(pages, key=lambda path: len(left & pages[path].keys()))
        chosen.append(richest)
        left -= pages[richest].keys()
    return chosen


def with_longest_words(pages: Pages) -> list[str]:
    """For each kind of element the pages where it has its longest word and text: if those fit, so do all others."""
    longest: dict[tuple[Kind, int], tuple[int, str]] = {}
    for path, found in pages.items():
        for kind, lengths in found.items():
            for which, length in enumerate(lengths):
                if length > longest.get((kind, which), (-1, ""))[0]:
                    longest[kind, which] = length, path
    return sorted({path for _, path in longest.values()})
