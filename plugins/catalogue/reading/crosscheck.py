"""What one file alone cannot show: references, translations, and departures side by side."""

from collections.abc import Collection, Sequence
from datetime import date

from ..model import MeetingPoint
from .crosscheck_dates import check_departures
from .crosscheck_words import check_missing_words, check_texts, check_tiers
from .folder import Folder
from .frontmatter import Document, FieldPath
from .sentences import choice
from .sources import OfferSource, PartnerSource
from .tree import Lists

REGION_LAT = (48.1, 49.3)
REGION_LON = (1.4, 3.6)
"""Île-de-France, in degrees, rounded outwards."""

LEAST_CHARGE_CENTS = 50
"""Stripe's least charge in euros; less cannot be paid online."""


def check_partner(partner: PartnerSource, folder: Folder) -> None:
    """Note what is wrong with a partner beside the taxonomy."""
    check_texts(partner.documents)
    if partner.default not in partner.documents:
        return
    facts, lists = partner.facts, folder.lists
    refer = _Referrer(partner, lists)
    refer.one("kind", facts.kind, "kinds")
    refer.one("territory", facts.territory, "territories")
    _check_folder(partner)
    refer.each("languages", facts.languages, "guided_languages")
    if partner.has("language") and facts.language not in lists.languages:
        refer.note(("language",), facts.language, lists.languages, "languages (taxonomy.yaml)")


def check_offer(offer: OfferSource, folder: Folder, build_day: date) -> None:
    """Note what is wrong with an offer beside the taxonomy and the names of partners, and with its dates."""
    check_texts(offer.documents)
    if offer.default not in offer.documents:
        return
    refer = _Referrer(offer, folder.lists)
    _check_folder(offer)
    _check_references(offer, refer)
    if offer.has("partner") and offer.facts.partner not in folder.partners:
        refer.note(("partner",), offer.facts.partner, folder.partners, "partners/")
    _check_tariffs(offer, refer)
    if offer.has("cancellation"):
        check_tiers(offer.main, offer.facts.cancellation or ())
    _check_meeting_point(offer)
    check_missing_words(offer)
    check_departures(offer, build_day, folder.zone)


def _check_references(offer: OfferSource, refer: "_Referrer") -> None:
    facts = offer.facts
    refer.one("type", facts.type, "types")
    refer.one("territory", facts.territory, "territories")
    refer.each("themes", facts.themes, "themes")
    refer.each("languages", facts.languages, "guided_languages")
    refer.each("accessibility", facts.accessibility, "accessibility")
    for index, form in enumerate(facts.departures):
        refer.maybe(("departures", index, "language"), form.language, "guided_languages")


def _check_folder(source: OfferSource | PartnerSource) -> None:
    territory = source.facts.territory
    if source.folder and source.has("territory") and territory != source.folder:
        *_, kind, _, name = source.main.path.split("/")
        to = f"{kind}/{territory}/{name}"
        source.add(("territory",), "wrong_folder", folder=source.folder, value=territory, to=to)


class _Referrer:
    """Checks that what a file names is in a list of the taxonomy."""

    def __init__(self, source: OfferSource | PartnerSource, lists: Lists) -> None:
        self.source, self.lists = source, lists

    def one(self, name: str, value: str, group: str) -> None:
        if self.source.has(name):
            self.maybe((name,), value, group)

    def each(self, name: str, values: Sequence[str], group: str) -> None:
        if not self.source.has(name):
            return
        for index, value in enumerate(values):
            self.maybe((name, index), value, group)
            if value in values[:index]:
                self.source.add((name, index), "twice", value=value)

    def maybe(self, where: FieldPath, value: str | None, group: str) -> None:
        known = self.lists.ids.get(group)
        if value is not None and known is not None and value not in known:
            self.note(where, value, known, f"{group} (taxonomy.yaml)")

    def note(self, where: FieldPath, value: str, known: Collection[str], group: str) -> None:
        code, params = choice(value, set(known))
        self.source.add(where, code.replace("unknown_choice", "unknown_id"), **params, group=group)


def _check_tariffs(offer: OfferSource, refer: _Referrer) -> None:
    if not offer.has("tariffs"):
        return
    seen: set[str] = set()
    for index, tariff in enumerate(offer.facts.tariffs):
        where = ("tariffs", index)
        refer.maybe((*where, "id"), tariff.id, "tariffs")
        if tariff.id in seen:
            offer.add((*where, "id"), "twice", value=tariff.id)
        seen.add(tariff.id)
        if 0 < tariff.price_cents < LEAST_CHARGE_CENTS:
            offer.add((*where, "price_cents"), "price_too_low", value=tariff.price_cents)
        first, last = tariff.from_age, tariff.to_age
        if first is not None and last is not None and first > last:
            offer.add((*where, "from_age"), "ages_reversed", first=first, last=last)


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
