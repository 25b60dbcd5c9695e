"""What one file alone cannot show: references, translations, and departures side by side."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from ..model import Rule
from .crosscheck_dates import check_departures
from .crosscheck_limits import check_limits, check_points
from .crosscheck_words import check_texts, check_tiers, check_words
from .faults import Fault, fault
from .folder import Folder
from .frontmatter import FieldPath
from .meant import as_id
from .sentences import choice
from .sources import OfferSource, PartnerSource, Source


def check_partner(partner: PartnerSource, folder: Folder) -> None:
    """Note what is wrong with a partner beside the taxonomy."""
    check_texts(partner.documents)
    if partner.default not in partner.documents:
        return
    facts, lists = partner.facts, folder.lists
    refer = Referrer(partner, folder)
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
    refer = Referrer(offer, folder)
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


GROUPS = {
    "themes": "themes", "territory": "territories", "partner": "partners/", "audience": "audiences",
    "accessibility": "accessibility", "tariffs": "tariffs", "kind": "kinds",
}  # fmt: skip
"""The lists that fields choose from."""


class Referrer:
    """Checks that what a file names is in a list of the taxonomy."""

    def __init__(self, source: Source[Any, Any], folder: Folder) -> None:
        self.source, self.folder, self.lists = source, folder, folder.lists
        if any(one.code == "not_id" for one in source.main.faults):
            source.main.faults[:] = [self._named(one) for one in source.main.faults]

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
        code, params = self._choice(value, known, group.partition(" ")[0])
        self.source.add(where, code, **params, group=group)

    def _choice(self, value: str, known: Collection[str], group: str) -> tuple[str, dict[str, object]]:
        """The id that a label of the taxonomy stands for, else the nearest one."""
        labels = {as_id(label): own_id for own_id, label in _labels(self.folder.document.values.get(group))}
        meant = labels.get(as_id(value))
        if meant is not None:
            return "unknown_id_near", {"value": value, "near": meant}
        code, params = choice(value, set(known))
        return code.replace("unknown_choice", "unknown_id"), params

    def _named(self, one: Fault) -> Fault:
        """A fault of an id that cannot be one, with the id of the list that was meant, if it is of a list."""
        group = GROUPS.get(one.field.partition(".")[0])
        known = self.folder.partners if group == "partners/" else self.lists.ids.get(group or "")
        if one.code != "not_id" or not group or known is None:
            return one
        value = dict(one.params)["value"]
        code, params = self._choice(value, known.keys() if isinstance(known, dict) else known, group)
        if code == "unknown_id":
            code, params = self._choice(as_id(value), known, group)
        shown = group if group == "partners/" else f"{group} (taxonomy.yaml)"
        return fault(one.path, one.line, one.field, code, **(params | {"value": value, "group": shown}))


def _labels(members: Any) -> Iterator[tuple[str, str]]:
    for own_id, labels in members.items() if isinstance(members, dict) else ():
        own = labels.get("label", labels) if isinstance(labels, dict) else None
        yield from ((own_id, one) for one in own.values() if isinstance(one, str)) if isinstance(own, dict) else ()
