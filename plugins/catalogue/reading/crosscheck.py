"""What one file alone cannot show: references, translations, and departures side by side."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from ..model import Rule
from .crosscheck_dates import check_departures
from .crosscheck_limits import check_limits, check_points
from .crosscheck_words import check_texts, check_tiers, check_words
from .folder import Folder
from .frontmatter import FieldPath
from .sentences import choice
from .sources import OfferSource, PartnerSource, Source
from .tree import Lists


def check_partner(partner: PartnerSource, folder: Folder) -> None:
    """Note what is wrong with a partner beside the taxonomy."""
    check_texts(partner.documents)
    if partner.default not in partner.documents:
        return
    facts, lists = partner.facts, folder.lists
    refer = Referrer(partner, lists)
    refer.one("kind", facts.kind, "kinds")
    refer.one("territory", facts.territory, "territories")
    _check_folder(partner)
    refer.each("languages", facts.languages, "guided_languages")
    if partner.has("language") and facts.language not in lists.languages:
        refer.note(("language",), facts.language, lists.languages, "languages (taxonomy.yaml)")


def check_offer(offer: OfferSource, folder: Folder, build_day: date, ahead_days: int) -> None:
    """Note what is wrong with an offer beside the taxonomy and the names of partners, and with its dates.

    Rules without end are tried `ahead_days` from `build_day`.
    """
    check_texts(offer.documents)
    if offer.default not in offer.documents:
        return
    refer = Referrer(offer, folder.lists)
    _check_folder(offer)
    _check_references(offer, refer)
    if offer.has("partner") and offer.facts.partner not in folder.partners:
        refer.note(("partner",), offer.facts.partner, folder.partners, "partners/")
    if offer.has("cancellation"):
        check_tiers(offer.main, offer.facts.cancellation or ())
    check_limits(offer, folder.lists)
    check_points(offer)
    check_words(offer)
    check_departures(offer, build_day, folder.zone, ahead_days)


def _check_references(offer: OfferSource, refer: "Referrer") -> None:
    facts = offer.facts
    refer.one("type", facts.type, "types")
    refer.one("territory", facts.territory, "territories")
    refer.each("themes", facts.themes, "themes")
    refer.each("languages", facts.languages, "guided_languages")
    refer.each("accessibility", facts.accessibility, "accessibility")
    if "audience" in offer.main.values:
        refer.each("audience", facts.audience, "audiences")
    if facts.difficulty:
        refer.one("difficulty", facts.difficulty, "difficulties")
    if offer.has("tariffs"):
        for index, tariff in enumerate(facts.tariffs):
            refer.maybe(("tariffs", index, "id"), tariff.id, "tariffs")
    for index, form in enumerate(facts.departures):
        refer.maybe(("departures", index, "language"), form.language, "guided_languages")
        for n, change in enumerate(form.changes if isinstance(form, Rule) else ()):
            refer.maybe(("departures", index, "changes", n, "language"), change.language, "guided_languages")


def _check_folder(source: OfferSource | PartnerSource) -> None:
    territory = source.facts.territory
    if source.folder and source.has("territory") and territory != source.folder:
        *_, kind, _, name = source.main.path.split("/")
        to = f"{kind}/{territory}/{name}"
        source.add(("territory",), "wrong_folder", folder=source.folder, value=territory, to=to)


class Referrer:
    """Checks that what a file names is in a list of the taxonomy."""

    def __init__(self, source: Source[Any, Any], lists: Lists) -> None:
        self.source, self.lists = source, lists

    def one(self, name: str, value: str, group: str) -> None:
        """Check a field."""
        if self.source.has(name):
            self.maybe((name,), value, group)

    def each(self, name: str, values: Sequence[str], group: str) -> None:
        """Check a list of different ones."""
        if not self.source.has(name):
            return
        for index, value in enumerate(values):
            self.maybe((name, index), value, group)
            if value in values[:index]:
                self.source.add((name, index), "twice", value=value)

    def maybe(self, where: FieldPath, value: str | None, group: str) -> None:
        """Check what may not be there."""
        known = self.lists.ids.get(group)
        if value is not None and known is not None and value not in known:
            self.note(where, value, known, f"{group} (taxonomy.yaml)")

    def note(self, where: FieldPath, value: str, known: Collection[str], group: str) -> None:
        """Note that a value is none of those known, with the nearest."""
        code, params = choice(value, set(known))
        self.source.add(where, code.replace("unknown_choice", "unknown_id"), **params, group=group)
