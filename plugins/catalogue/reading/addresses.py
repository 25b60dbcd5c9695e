"""Who has which address: no two pages of a language at one, and no former address of one at another's."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from .frontmatter import Document, FieldPath

OwnerOf = Callable[[str, str], str | None]
"""`(lang, slug)`: the id of the offer that has this slug in this language, now or formerly."""


class Clash(NamedTuple):
    """A slug that an offer claims in a language, though it is another's."""

    own_id: str
    lang: str
    where: FieldPath
    slug: str
    other: str
    """The name of the other's file."""


class Addresses:
    """The slugs that offers claim, language by language."""

    def __init__(self) -> None:
        self._claims: dict[str, list[tuple[str, Any, Any]]] = {}

    def take(self, own_id: str, documents: Mapping[str, Document]) -> None:
        """Note what an offer's documents claim, read as far as they can be."""
        for lang, document in documents.items():
            claim = own_id, document.values.get("slug"), document.values.get("former_slugs")
            self._claims.setdefault(lang, []).append(claim)

    def join(self, other: "Addresses") -> None:
        """Take over what others claim."""
        for lang, claims in other._claims.items():
            self._claims.setdefault(lang, []).extend(claims)

    def rivals(self, owner_of: OwnerOf) -> set[str]:
        """The offers, of those that `owner_of` knows, that have a slug which is claimed here."""
        claimed = (
            (lang, slug)
            for lang, claims in self._claims.items()
            for claim in claims
            for present in (True, False)
            for _, slug in _slugs(claim, present=present)
        )
        return {owner for lang, slug in claimed if (owner := owner_of(lang, slug)) is not None}

    def clashes(self) -> Iterator[Clash]:
        """Every claim but the first to a slug: present ones come before former ones, then ids count."""
        for lang, claims in self._claims.items():
            owners: dict[str, str] = {}
            claims.sort(key=lambda claim: claim[0])
            for present in (True, False):
                for claim in claims:
                    for where, slug in _slugs(claim, present=present):
                        if slug in owners:
                            yield Clash(claim[0], lang, where, slug, f"{owners[slug]}.{lang}.md")
                        owners.setdefault(slug, claim[0])


def _slugs(claim: tuple[str, Any, Any], *, present: bool) -> list[tuple[FieldPath, str]]:
    _, slug, former = claim
    if present:
        return [(("slug",), slug)] if isinstance(slug, str) else []
    if not isinstance(former, tuple):
        return []
    return [(("former_slugs", n), one) for n, one in enumerate(former) if isinstance(one, str)]
