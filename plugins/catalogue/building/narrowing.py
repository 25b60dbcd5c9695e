"""What the script that narrows down the list of offers asks for: the facets of all, and cards by a few."""

from collections.abc import Sequence
from functools import partial

from pydantic_core import to_json

from ..pages import facets
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


def facets_files(parts: Parts, lang: str, rows: Sequence[bytes], points: Sequence[facets.Point]) -> Files:
    """The facets of a language's offers, where each is, and the form that asks for them."""
    values = facets.read_rows(rows)
    content = {"site": parts.sites[lang], "lang": lang, "facets": facets.form_view(values, parts.presenters[lang])}
    form = parts.press.fragment(lang, "facets.html", content)
    zone, found = parts.catalogue.taxonomy.timezone, facets.columns(values)
    yield f"{lang}/facets.json", to_json({"zone": zone, "each": CARDS_A_FILE, **found})
    yield f"{lang}/facets-days.json", to_json(facets.days(values, parts.given.build_day))
    yield f"{lang}/facets-places.json", to_json(facets.places(points))
    yield f"{lang}/facets-form.json", to_json(form)
