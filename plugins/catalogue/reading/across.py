"""What only shows with everything read: links between files, pictures, circuits. Builds do not look at these."""

from collections.abc import Iterator, Mapping
from typing import Any

from .. import urls
from .circuits import check_circuits
from .faults import Fault, fault, nearest
from .folder import Folder
from .frontmatter import Document, FieldPath
from .links import internal_links
from .pictures import Pictures
from .sentences import choice
from .sources import OfferSource, PartnerSource

MOST_GUESSES = 10
"""Faults for which the nearest known name is sought: it is compared with every name there is."""

HEADER_LINES = 20
"""Of a plain page, at most."""


class Across:
    """Takes note of offers and partners as they are read, and tells what does not fit together at the end."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.known = set(_lists(folder))
        self._links: list[tuple[str, int, str]] = []
        self._related: list[tuple[str, FieldPath, str]] = []
        self._pictures = Pictures(folder.tree)
        self._guesses = MOST_GUESSES

    def take_offer(self, offer: OfferSource) -> None:
        """Take note of an offer: its addresses, and what it leads to."""
        for lang, document in offer.documents.items():
            self._take_links(document.path, document.body_line, document.body)
            former = document.values.get("former_slugs")
            slugs = [document.values.get("slug"), *(former if isinstance(former, tuple) else ())]
            self.known.update(urls.offer(lang, slug) for slug in slugs if isinstance(slug, str))
            self.known.update(self._communes(offer, lang))
        if offer.has("related") and offer.default in offer.documents:
            unknown = ((n, one) for n, one in enumerate(offer.facts.related) if one not in self.folder.offers)
            self._related += [(offer.id, ("related", n), one) for n, one in unknown]
        if offer.has("images") and offer.default in offer.documents:
            self._pictures.take(offer)

    def _communes(self, offer: OfferSource, lang: str) -> Iterator[str]:
        if offer.has("commune"):
            yield urls.commune(lang, urls.slug_of(offer.facts.commune))

    def take_partner(self, partner: PartnerSource) -> None:
        """Take note of a partner."""
        for lang, document in partner.documents.items():
            self._take_links(document.path, document.body_line, document.body)
            self.known.add(urls.partner(lang, partner.id))

    def share(self) -> Any:
        """What was noted, to be handed to another process."""
        return self.known, self._links, self._related, self._pictures.faults()

    def join(self, share: Any) -> None:
        """Take over what another process has noted."""
        known, links, related, pictures = share
        self.known |= known
        self._links += links
        self._related += related
        self._pictures.faults().extend(pictures)

    def faults(self) -> list[Fault]:
        """What does not fit together."""
        found = [*check_circuits(self.folder), *self._pictures.faults()]
        self._take_pages()
        found += self._broken_links()
        for own_id, where, value in self._related:
            document = self._main(own_id)
            code, params = self._choice(value)
            document.add(where, code, **params, group="offers/")
            found += document.faults
        return found

    def _main(self, own_id: str) -> Document:
        path = self.folder.offers[own_id][self.folder.lists.default]
        return self.folder.tree.document(path)

    def _choice(self, value: str) -> tuple[str, Mapping[str, Any]]:
        self._guesses -= 1
        known = self.folder.offers if self._guesses >= 0 else {"…": ""}
        code, params = choice(value, known.keys())
        return code.replace("unknown_choice", "unknown_id"), params

    def _take_links(self, path: str, line: int, body: str) -> None:
        self._links += [(path, line + link.line, link.address) for link in internal_links(body)]

    def _take_pages(self) -> None:
        tree, lists = self.folder.tree, self.folder.lists
        for paths in self.folder.pages.values():
            for lang, path in paths.items():
                text = (tree.root / path).read_text(encoding="utf-8", errors="replace")
                header, _, body = text.partition("\n\n")
                fields = dict(_header_fields(header))
                self.known.add(urls.page(fields.get("lang", lang), fields.get("slug", "")))
                self._take_links(tree.name(path), header.count("\n") + 3, body)
        self.known.update(f"/media/{path.removeprefix('media/')}" for path in tree.stats if path.startswith("media/"))
        self.known.update(f"/{lang}/booking/{own_id}" for lang in lists.languages for own_id in self.folder.offers)

    def _broken_links(self) -> Iterator[Fault]:
        for path, line, address in self._links:
            page = address.partition("#")[0].partition("?")[0]
            if page in self.known or page.removesuffix("calendar.ics") in self.known:
                continue
            yield fault(path, line, "", "broken_link", value=address, near=self._near(page))

    def _near(self, page: str) -> str:
        self._guesses -= 1
        if f"{page}/" in self.known:
            return f"{page}/"
        alike = (one for one in self.known if one[:4] == page[:4])
        return (nearest(page, alike) if self._guesses >= 0 else None) or "/fr/…"


def _header_fields(header: str) -> Iterator[tuple[str, str]]:
    for line in header.split("\n")[:HEADER_LINES]:
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()


def _lists(folder: Folder) -> Iterator[str]:
    yield from (urls.LANGUAGE_CHOICE, *urls.OPEN_DATA)
    values = folder.document.values
    for lang in folder.lists.languages:
        yield from (urls.home(lang), urls.offers(lang), urls.agenda(lang), urls.map_page(lang))
        yield from (urls.choice(lang, key) for key in urls.CHOICES)
        for group, address in (("themes", urls.theme), ("territories", urls.territory)):
            members = values.get(group)
            for words in members.values() if isinstance(members, dict) else ():
                slugs = words.get("slug") if isinstance(words, dict) else None
                if isinstance(slugs, dict) and isinstance(slugs.get(lang), str):
                    yield address(lang, slugs[lang])
