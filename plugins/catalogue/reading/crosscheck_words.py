"""Words side by side with facts and with each other, and what the Markdown texts hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..model import Tier
from .faults import listed
from .frontmatter import Document
from .links import PLAIN_LINK, check_secrets, dead_ends
from .markdown import MOST_BRACKETS, find_faults
from .markdown_writer import safe_address
from .sources import OfferSource

OPTIONAL_WORDS = ("bring", "included", "the_extra")
SIGNS = ("<", "=", "![", "]:", "\0")
FIRST_RANK = re.compile(r"#(?!#)(?<!##)")
def check_texts(documents: Mapping[str, Document]) -> None:
    """Note what no text may hold, and no Markdown of a body, each on its line."""
    for document in documents.values():
        check_secrets(document)
        for line, value in dead_ends(document.body):
            document.add_at(document.body_line + line, "", "link_nowhere", value=value)
        if is_plainly_right(document.body):
            continue
        for line, code, value in find_faults(document.body):
            document.add_at(document.body_line + line, "", code, value=value)


def is_plainly_right(text: str) -> bool:
    """Whether it can be seen without reading Markdown that `find_faults` would find nothing.

    That is where there is no sign of HTML, of a picture, of a definition or of a heading of the first rank, and where
    every link's address stands there as it counts. Most texts are so.
    """
    if any(sign in text for sign in SIGNS) or FIRST_RANK.search(text) or text.count("[") > MOST_BRACKETS:
        return False
    links = PLAIN_LINK.findall(text)
    return len(links) == text.count("](") and all(map(safe_address, links))


def check_words(offer: OfferSource) -> None:
    """Note what the words of an offer lack beside its facts and its source, and what they say of nothing."""
    facts = offer.facts
    facets = facts.accessibility if _is_whole(offer, "accessibility") else None
    files = tuple(image.file for image in facts.images) if _is_whole(offer, "images") else None
    for document in offer.documents.values():
        if not document.is_read:
            continue
        _check_keys(document, "access", "access_without_facet", facets)
        _check_keys(document, "alt", "alt_without_image", files)
        for file in files or ():
            if file not in _group(document, "alt"):
                document.add(("alt",), "missing_alt", value=file)
        for word, point in (("meet", "meeting_point"), ("end", "end_point")):
            if word in document.values and offer.has(point) and getattr(facts, point) is None:
                document.add((word,), "word_without_point", name=point)
        if document is not offer.main:
            _check_translated(offer.main, document)
    _check_twice(offer)


def _is_whole(offer: OfferSource, name: str) -> bool:
    """Whether a list was read to its last element."""
    return offer.has(name) and name not in offer.kept


def _group(document: Document, name: str) -> Mapping[str, Any]:
    found = document.values.get(name)
    return found if isinstance(found, dict) else {}


def _check_keys(document: Document, name: str, code: str, known: Sequence[str] | None) -> None:
    for key in _group(document, name) if known is not None else ():
        if key not in (known or ()):
            document.add((name, key), code, value=key, known=listed(known or ()) or "–")


def _check_translated(main: Document, document: Document) -> None:
    """An optional word that the source has must be in every translation."""
    lacking = [name for name in OPTIONAL_WORDS if name in main.values and name not in document.values]
    for name in lacking:
        document.add((name,), "missing_word", source=main.file_name, name=name)
    for key in _group(main, "access"):
        if key not in _group(document, "access"):
            document.add(("access",), "missing_word", source=main.file_name, name=f"access: {key}")


def _check_twice(offer: OfferSource) -> None:
    for name, values in (("images", [one.file for one in offer.facts.images]), ("related", offer.facts.related)):
        for n, value in enumerate(values) if offer.has(name) else ():
            if value in values[:n]:
                offer.add((name, n, "file") if name == "images" else (name, n), "twice", value=value)
    for n, value in enumerate(offer.facts.related):
        if value == offer.id and offer.has("related"):
            offer.add(("related", n), "related_itself")


def check_tiers(document: Document, tiers: Sequence[Tier]) -> None:
    """Two tiers of one notice, or a shorter notice that gives back more, cannot be meant."""
    seen: dict[int, int] = {}
    for tier in sorted(tiers, key=lambda tier: -tier.until_hours):
        if tier.until_hours in seen:
            document.add(("cancellation",), "twice", value=f"until_hours: {tier.until_hours}")
        elif seen and tier.refund_percent > min(seen.values()):
            params = {"late": tier.refund_percent, "early": min(seen.values())}
            document.add(("cancellation",), "tiers_disagree", **params)
        seen[tier.until_hours] = tier.refund_percent
