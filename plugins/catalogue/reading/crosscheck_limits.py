"""The limits of an offer side by side: prices and ages, parties and seats, what a virtual visit has and has not."""

from collections.abc import Sequence
from itertools import pairwise

from ..model import MeetingPoint, Tariff
from .frontmatter import FieldPath
from .sources import OfferSource
from .tree import Lists

REGION_LAT = (48.1, 49.3)
REGION_LON = (1.4, 3.6)
"""Île-de-France, in degrees, rounded outwards."""

LEAST_CHARGE_CENTS = 50
"""Stripe's least charge in euros; less cannot be paid online."""

YOUNGEST, OLDEST = 0, 120
Aged = tuple[int, int, int]
"""First age, last age, place in the list."""


def check_limits(offer: OfferSource, lists: Lists) -> None:
    """Note every fault of an offer's prices, ages and numbers of persons."""
    if offer.has("tariffs"):
        _check_tariffs(offer)
        _check_ages(offer, lists)
    _check_party(offer)
    _check_minimum(offer)


def check_points(offer: OfferSource) -> None:
    """Note every fault of where an offer takes place, be it at the other end of a line."""
    facts = offer.facts
    if offer.has("type"):
        _check_virtual(offer)
    for name, point in (("meeting_point", facts.meeting_point), ("end_point", facts.end_point)):
        if offer.has(name):
            check_point(offer, (name,), point)
    if not offer.has("departures"):
        return
    for index, form in enumerate(facts.departures):
        check_point(offer, ("departures", index, "place"), form.place)
        for n, change in enumerate(getattr(form, "changes", ())):
            check_point(offer, ("departures", index, "changes", n, "place"), change.place)


def check_point(offer: OfferSource, where: FieldPath, point: MeetingPoint | None) -> None:
    """Note degrees that are outside the region, or would be inside if they were not swapped."""
    if point is None or inside(point.lat, point.lon):
        return
    code = "swapped" if inside(point.lon, point.lat) else "outside"
    offer.add((*where, "lat"), code, lat=point.lat, lon=point.lon)


def inside(lat: float, lon: float) -> bool:
    """Whether a point is in the region."""
    return REGION_LAT[0] <= lat <= REGION_LAT[1] and REGION_LON[0] <= lon <= REGION_LON[1]


def _check_virtual(offer: OfferSource) -> None:
    facts, virtual = offer.facts, offer.facts.type == "virtual"
    if offer.has("meeting_point") and virtual == (facts.meeting_point is not None):
        offer.main.add(("meeting_point",), "point_of_virtual" if virtual else "point_missing")
    if virtual and facts.end_point is not None:
        offer.main.add(("end_point",), "point_of_virtual")
    if offer.has("virtual") and virtual == (facts.virtual is None):
        offer.main.add(("virtual",), "virtual_missing" if virtual else "virtual_out_of_place")


def _check_tariffs(offer: OfferSource) -> None:
    seen: set[str] = set()
    for index, tariff in enumerate(offer.facts.tariffs):
        where = ("tariffs", index)
        if tariff.id in seen:
            offer.add((*where, "id"), "twice", value=tariff.id)
        seen.add(tariff.id)
        if 0 < tariff.price_cents < LEAST_CHARGE_CENTS:
            offer.add((*where, "price_cents"), "price_too_low", value=tariff.price_cents)
        if _reversed(tariff.from_age, tariff.to_age):
            offer.add((*where, "from_age"), "ages_reversed", first=tariff.from_age, last=tariff.to_age)
        if tariff.quota is not None and offer.has("capacity") and tariff.quota > offer.facts.capacity:
            params = {"value": tariff.quota, "capacity": offer.facts.capacity}
            offer.add((*where, "quota"), "quota_over_capacity", **params)


def _reversed(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first > last


def _check_ages(offer: OfferSource, lists: Lists) -> None:
    """Of tariffs that ages alone decide on, those of one age must be one; where each has ages, none may lack.

    Whom the taxonomy names decides on the others.
    """
    facts = offer.facts
    if _reversed(facts.from_age, facts.to_age):
        offer.main.add(("from_age",), "ages_reversed", first=facts.from_age, last=facts.to_age)
        return
    by_age = [(n, one) for n, one in enumerate(facts.tariffs) if one.id not in lists.conditional]
    aged = sorted(_aged(n, one) for n, one in by_age if _has_ages(one) and not _reversed(one.from_age, one.to_age))
    for before, after in pairwise(aged):
        if after[0] <= before[1]:
            ids = {"first": facts.tariffs[before[2]].id, "age": after[0]}
            offer.add(("tariffs", after[2]), "ages_overlap", **ids, second=facts.tariffs[after[2]].id)
    if aged and all(_has_ages(one) for _, one in by_age):
        _check_holes(offer, aged)


def _has_ages(tariff: Tariff) -> bool:
    return tariff.from_age is not None or tariff.to_age is not None


def _aged(index: int, tariff: Tariff) -> Aged:
    first = YOUNGEST if tariff.from_age is None else tariff.from_age
    last = OLDEST if tariff.to_age is None else tariff.to_age
    return first, last, index


def _check_holes(offer: OfferSource, aged: Sequence[Aged]) -> None:
    """Between two, and towards the youngest and the oldest admitted, where the offer says who they are."""
    least, most = offer.facts.from_age, offer.facts.to_age
    reached = aged[0][0] if least is None else least
    end = max(last for _, last, _ in aged) if most is None else most
    for first, last, _ in [*aged, (end + 1, end + 1, 0)]:
        if first > reached:
            offer.main.add(("tariffs",), "ages_hole", first=reached, last=min(first, end + 1) - 1)
        reached = max(reached, last + 1)


def _check_party(offer: OfferSource) -> None:
    facts = offer.facts
    if offer.has("party_min") and offer.has("party_max") and facts.party_min > facts.party_max:
        offer.main.add(("party_min",), "party_reversed", least=facts.party_min, most=facts.party_max)
    if not offer.has("capacity"):
        return
    for name, value in (("party_min", facts.party_min), ("party_max", facts.party_max)):
        # What nobody wrote is no fault: 8 persons at most of 6 seats is 6.
        if name in offer.main.values and offer.has(name) and value > facts.capacity:
            offer.main.add((name,), "party_over_capacity", value=value, capacity=facts.capacity)


def _check_minimum(offer: OfferSource) -> None:
    minimum, facts = offer.facts.minimum, offer.facts
    if minimum is None or not offer.has("minimum"):
        return
    if offer.has("capacity") and minimum.persons > facts.capacity:
        params = {"value": minimum.persons, "capacity": facts.capacity}
        offer.main.add(("minimum", "persons"), "minimum_over_capacity", **params)
    hours = -(-facts.cut_off_minutes // 60)
    if offer.has("cut_off_minutes") and minimum.decide_hours < hours:
        params = {"value": minimum.decide_hours, "cut_off": facts.cut_off_minutes, "least": hours}
        offer.main.add(("minimum", "decide_hours"), "decided_late", **params)
