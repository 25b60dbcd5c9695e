"""What one file alone cannot show: references, translations, and departures side by side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from .crosscheck_dates import check_departures
from .crosscheck_words import check_missing_words, check_slugs, check_texts, check_tiers
from .faults import Fault
from .folder import Folder
from .frontmatter import Document, FieldPath
from .model import MeetingPoint
from .sentences import choice
from .sources import OfferSource, PartnerSource
from .tree import Lists

REGION_LAT = (48.1, 49.3)
REGION_LON = (1.4, 3.6)
"""Île-de-France, in degrees, rounded outwards."""

LEAST_CHARGE_CENTS = 50
"""Stripe's least charge in euros; less cannot be paid online."""


@dataclass
class Reading:
    """What was read of a content folder, before it is trusted."""

    folder: Folder
    partners: dict[str, PartnerSource]
    offers: dict[str, OfferSource]

    @property
    def faults(self) -> list[Fault]:
        """All faults noted so far."""
        found = self.folder.faults
        found += [one for partner in self.partners.values() for one in partner.faults]
        return found + [one for offer in self.offers.values() for one in offer.faults]


def crosscheck(reading: Reading, build_day: date) -> None:
    """Note every fault that shows only when values are read side by side."""
    lists = reading.folder.lists
    for partner in reading.partners.values():
        check_texts(partner.documents)
        if partner.default in partner.documents:
            _check_partner(partner, lists)
    for offer in reading.offers.values():
        check_texts(offer.documents)
        if offer.default in offer.documents:
            _check_offer(offer, reading.folder)
            check_departures(offer, build_day, reading.folder.zone)
    check_slugs(reading.offers.values(), lists.languages)


def _check_partner(partner: PartnerSource, lists: Lists) -> None:
    facts = partner.facts
    refer = _Referrer(partner, lists)
    refer.one("kind", facts.kind, "kinds")
    refer.one("territory", facts.territory, "territories")
    refer.each("languages", facts.languages, "guided_languages")
    if partner.has("language") and facts.language not in lists.languages:
        refer.note(("language",), facts.language, lists.languages, "languages (taxonomy.yaml)")


def _check_offer(offer: OfferSource, folder: Folder) -> None:
    facts = offer.facts
    refer = _Referrer(offer, folder.lists)
    refer.one("type", facts.type, "types")
    refer.one("territory", facts.territory, "territories")
    for name, values, group in (
        ("themes", facts.themes, "themes"),
        ("languages", facts.languages, "guided_languages"),
        ("accessibility", facts.accessibility, "accessibility"),
    ):
        refer.each(name, values, group)
    if offer.has("partner") and facts.partner not in folder.partners:
        refer.note(("partner",), facts.partner, folder.partners, "partners/")
    _check_tariffs(offer, refer)
    for index, form in enumerate(facts.departures):
        refer.maybe((*offer.at("departures", index), "language"), form.language, "guided_languages")
    if offer.has("cancellation"):
        check_tiers(offer.main, facts.cancellation or ())
    _check_meeting_point(offer)
    check_missing_words(offer)


class _Referrer:
    """Checks that what a file names is in a list of the taxonomy."""

    def __init__(self, source: OfferSource | PartnerSource, lists: Lists) -> None:
        self.source, self.lists = source, lists

    def one(self, name: str, value: str, group: str) -> None:
        if self.source.has(name):
            self.maybe((name,), value, group)

    def each(self, name: str, values: Iterable[str], group: str) -> None:
        if not self.source.has(name):
            return
        seen: set[str] = set()
        for index, value in enumerate(values):
            where = self.source.at(name, index)
            self.maybe(where, value, group)
            if value in seen:
                self.source.main.add(where, "twice", value=value)
            seen.add(value)

    def maybe(self, where: FieldPath, value: str | None, group: str) -> None:
        known = self.lists.ids.get(group)
        if value is not None and known is not None and value not in known:
            self.note(where, value, known, f"{group} (taxonomy.yaml)")

    def note(self, where: FieldPath, value: str, known: Collection[str], group: str) -> None:
        code, params = choice(value, set(known))
        self.source.main.add(where, code.replace("unknown_choice", "unknown_id"), **params, group=group)


def _check_tariffs(offer: OfferSource, refer: _Referrer) -> None:
    if not offer.has("tariffs"):
        return
    seen: set[str] = set()
    for index, tariff in enumerate(offer.facts.tariffs):
        where = offer.at("tariffs", index)
        refer.maybe((*where, "id"), tariff.id, "tariffs")
        if tariff.id in seen:
            offer.main.add((*where, "id"), "twice", value=tariff.id)
        seen.add(tariff.id)
        if 0 < tariff.price_cents < LEAST_CHARGE_CENTS:
            offer.main.add((*where, "price_cents"), "price_too_low", value=tariff.price_cents)
        first, last = tariff.from_age, tariff.to_age
        if first is not None and last is not None and first > last:
            offer.main.add((*where, "from_age"), "ages_reversed", first=first, last=last)


def _check_meeting_point(offer: OfferSource) -> None:
    point = offer.facts.meeting_point
    if not offer.has("type") or not offer.has("meeting_point"):
        return
    virtual = offer.facts.type == "virtual"
    if point is None and not virtual:
        offer.main.add(("meeting_point",), "point_missing")
    if point is not None and virtual:
        offer.main.add(("meeting_point",), "point_of_virtual")
    if point is not None and not _inside(point.lat, point.lon):
        _note_outside(offer.main, point)


def _note_outside(document: Document, point: MeetingPoint) -> None:
    code = "swapped" if _inside(point.lon, point.lat) else "outside"
    document.add(("meeting_point", "lat"), code, lat=point.lat, lon=point.lon)


def _inside(lat: float, lon: float) -> bool:
    return REGION_LAT[0] <= lat <= REGION_LAT[1] and REGION_LON[0] <= lon <= REGION_LON[1]
