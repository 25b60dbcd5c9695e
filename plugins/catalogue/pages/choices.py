"""What many visitors ask for first, each with a list of its own: free, by wheelchair, with children, online."""

from collections.abc import Iterator

from ..model import Offer, Tariff
from ..model.offers import EVERYONE

FREE, WHEELCHAIR, CHILDREN, VIRTUAL = CHOICES = ("free", "wheelchair", "children", "virtual")
CHILD_YEARS = 10
"""A visit for families lets a child of that age in."""
ADULT_YEARS = 18


def choices_of(offer: Offer) -> Iterator[str]:
    """The lists of `CHOICES` that an offer stands in."""
    free = not any(tariff.price_cents for tariff in offer.tariffs)
    if free:
        yield FREE
    if WHEELCHAIR in offer.accessibility:
        yield WHEELCHAIR
    if _welcomes_children(offer) and (free or any(map(_for_children, offer.tariffs))):
        yield CHILDREN
    if offer.type == VIRTUAL:
        yield VIRTUAL


def _welcomes_children(offer: Offer) -> bool:
    """Open to all, not too hard, and a child of `CHILD_YEARS` may come. A price for children tells it is meant."""
    young_enough = offer.from_age is None or offer.from_age <= CHILD_YEARS
    return EVERYONE in offer.audience and offer.difficulty != "demanding" and young_enough


def _for_children(tariff: Tariff) -> bool:
    return tariff.to_age is not None and tariff.to_age < ADULT_YEARS
