"""Words side by side: translations, addresses, labels, and what the Markdown texts hold."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..model import Tier
from .faults import listed
from .frontmatter import Document, FieldPath
from .markdown import MOST_BRACKETS, find_faults
from .markdown_writer import safe_address
from .sources import OfferSource
from .tree import Lists

OPTIONAL_WORDS = ("bring", "included", "the_extra")
SIGNS = ("<", "=", "![", "]:", "\0")
FIRST_RANK = re.compile(r"#(?!#)(?<!##)")
PLAIN_LINK = re.compile(r"\]\(([A-Za-z0-9:/._~?%+,;@-]+)\)")
LABELLED = ("types", "audiences", "difficulties", "accessibility", "kinds", "guided_languages")
WORDED = {
    "themes": ("slug", "label", "summary"),
    "territories": ("slug", "label", "summary"),
    "tariffs": ("label", "who", "proof"),
}
"""Groups of the taxonomy whose members are labels by language, or hold such."""



def check_texts(documents: Mapping[str, Document]) -> None:
    """Note what the Markdown of a body may not hold, each on its line."""
    for document in documents.values():
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


def check_missing_words(offer: OfferSource) -> None:
    """An optional word that the source has must be in every translation."""
    for lang, document in offer.documents.items():
        for name in OPTIONAL_WORDS:
            if lang != offer.default and document.is_read and name in offer.main.values and name not in document.values:
                document.add((name,), "missing_word", source=offer.main.file_name, name=name)


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


def check_taxonomy(document: Document, lists: Lists) -> ZoneInfo | None:
    """Labels in every language, addresses that differ, lists without repeats. Returns the zone, if there is one."""
    for where, labels in _labels(document.values):
        for lang in lists.languages:
            if isinstance(labels, dict) and lang not in labels:
                document.add(where, "missing_label", lang=lang)
    for group in ("themes", "territories"):
        _check_group_slugs(document, group, lists.languages)
    for n, lang in enumerate(lists.languages):
        if lang in lists.languages[:n]:
            document.add(("languages", n), "twice", value=lang)
    for lang in sorted(lists.partial - set(lists.languages)):
        document.add(("partial_languages",), "unknown_id", value=lang, group="languages", known=listed(lists.languages))
    return _zone(document)


def _labels(values: Mapping[str, Any]) -> Iterator[tuple[FieldPath, Any]]:
    for group in LABELLED:
        for own_id, labels in _members(values, group):
            yield (group, own_id), labels
    for group, names in WORDED.items():
        for own_id, words in _members(values, group):
            for name in names:
                if isinstance(words, dict) and name in words:
                    yield (group, own_id, name), words[name]


def _members(values: Mapping[str, Any], group: str) -> Iterable[tuple[str, Any]]:
    found = values.get(group)
    return found.items() if isinstance(found, dict) else ()


def _check_group_slugs(document: Document, group: str, languages: Sequence[str]) -> None:
    for lang in languages:
        owners: dict[str, str] = {}
        for own_id, words in _members(document.values, group):
            slugs = words.get("slug") if isinstance(words, dict) else None
            slug = slugs.get(lang) if isinstance(slugs, dict) else None
            if isinstance(slug, str) and slug in owners:
                document.add((group, own_id, "slug", lang), "slug_twice", value=slug, other=owners[slug])
            elif isinstance(slug, str):
                owners[slug] = own_id


def _zone(document: Document) -> ZoneInfo | None:
    name = document.values.get("timezone")
    if not isinstance(name, str):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        document.add(("timezone",), "unknown_zone", value=name)
        return None
