"""What the script that narrows down the list of offers asks for: the facets of all, and cards by a few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from pydantic_core import to_json

from ..digests import digest
from ..pages import facets
from ..pages.briefs import Brief
from ..pages.listings import CARDS_A_PAGE, Listing
from .batches import Files
from .parts import Parts

CARDS_A_FILE = 12
"""Offers that suit a wish are scattered: a bigger file would bring more that are not shown. A part of a page."""


def card_files(parts: Parts, listing: Listing, number: int) -> Files:
    """The cards of a page of the list of all offers, as arrays of HTML."""
    cards, offers = parts.presenters[listing.lang].cards, listing.page(number)
    show = partial(parts.press.fragment, listing.lang, "one_card.html")
    before = (number - 1) * CARDS_A_PAGE
    for first in range(0, len(offers), CARDS_A_FILE):
        shown = [show({"offer": cards[one], "lang": listing.lang}) for one in offers[first : first + CARDS_A_FILE]]
        yield f"{listing.lang}/cards-{(before + first) // CARDS_A_FILE}.json", to_json(shown)


@dataclass(frozen=True)
class Narrowed:
    """What the script learns of some offers. Languages that have the same ones share it."""

    briefs: Sequence[Brief]
    """The soonest first."""
    day: date
    zone: str

    @cached_property
    def digest(self) -> bytes:
        """Of all that `data` and `columns` are made from."""
        points = repr([brief.point for brief in self.briefs])
        return digest(self.day.isoformat(), self.zone, points, b"\n".join(brief.facets for brief in self.briefs))

    @cached_property
    def _values(self) -> Mapping[str, Sequence[Any]]:
        return facets.read_rows(brief.facets for brief in self.briefs)

    @cached_property
    def columns(self) -> Mapping[str, Any]:
        """Those of `facets.json`."""
        return facets.columns(self._values)

    @cached_property
    def data(self) -> Mapping[str, bytes]:
        """By the names of files without their endings."""
        return {
            "facets": to_json({"zone": self.zone, "each": CARDS_A_FILE, **self.columns}),
            "facets-days": to_json(facets.days(self._values, self.day)),
            "facets-places": to_json(facets.places(brief.point for brief in self.briefs)),
        }


def facets_files(parts: Parts, lang: str, found: Narrowed) -> Files:
    """The facets of a language's offers, and the form that asks for them."""
    yield from ((f"{lang}/{name}.json", content) for name, content in found.data.items())
    view = facets.form_view(found.columns, parts.presenters[lang])
    form = parts.press.fragment(lang, "facets.html", {"site": parts.sites[lang], "lang": lang, "facets": view})
    yield f"{lang}/facets-form.json", to_json(form)
