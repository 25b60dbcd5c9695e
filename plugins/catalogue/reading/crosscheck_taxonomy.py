"""The taxonomy side by side with its languages: labels in each, addresses that differ, lists without repeats."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .faults import listed
from .frontmatter import Document, FieldPath
from .tree import Lists

LABELLED = ("types", "audiences", "difficulties", "accessibility", "kinds", "guided_languages")
WORDED = {
    "themes": ("slug", "label", "summary"),
    "territories": ("slug", "label", "summary"),
    "tariffs": ("label", "who", "proof"),
}
"""Groups of the taxonomy whose members are labels by language, or hold such."""



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
