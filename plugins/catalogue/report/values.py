"""The value of a field in words, and which fields differ: one row of a table each."""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, radians
from typing import Any, NamedTuple

from babel.numbers import format_currency, format_decimal
from pydantic import BaseModel

from ..model import Image, MeetingPoint, Minimum, Tariff, Tier, Virtual
from ..reading.typography import french
from .escaping import plain
from .phrases import Speech
from .snapshot import Snapshot

METRES_OF_A_DEGREE = 111_195
"""On a sphere of the Earth's mean radius, 6,371 km."""
SECTIONS: Mapping[str, str] = {
    "type": "types", "themes": "themes", "territory": "territories", "audience": "audiences",
    "languages": "guided_languages", "language": "guided_languages", "difficulty": "difficulties",
    "accessibility": "accessibility", "kind": "kinds",
}  # fmt: skip
"""The section of the taxonomy that a field's ids are from."""


class Row(NamedTuple):
    """One difference, in Markdown."""

    what: str
    before: str
    after: str


class Teller:
    """Tells values in one language, with the labels of one taxonomy."""

    def __init__(self, speech: Speech, snapshot: Snapshot) -> None:
        self.speech, self.snapshot = speech, snapshot
        self.none = "—"

    def tell(self, name: str, value: Any) -> str:
        """The value of the field `name`."""
        if value is None or value == ():
            return self._empty(name, value)
        if isinstance(value, BaseModel):
            return self._part(value)
        if name in SECTIONS:
            ids = value if isinstance(value, tuple) else (value,)
            return ", ".join(plain(self.snapshot.label(SECTIONS[name], one, self.speech.lang)) for one in ids)
        if isinstance(value, tuple):
            return "; ".join(self.tell("", one) for one in value)
        if isinstance(value, Mapping):
            if value.keys() >= {"until_hours", "refund_percent"}:  # of the taxonomy, which is told as written
                return self.tier(value["refund_percent"], value["until_hours"])
            return "; ".join(f"{plain(key)}: {plain(one)}" for key, one in value.items())
        return self._plain(name, value)

    def _plain(self, name: str, value: Any) -> str:
        if name == "partner":
            partner = self.snapshot.partners.get(value)
            return plain(partner.facts.name if partner and partner.has("name") else value)
        if name.endswith("_minutes"):
            return self.minutes(value)
        if name.endswith("_m"):
            return self.metres(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return format_decimal(value, locale=self.speech.locale)
        return plain(value)

    def _empty(self, name: str, value: Any) -> str:
        if name == "cancellation":
            return self.speech.say("tiers_common" if value is None else "no_refund")
        return self.none

    def _part(self, value: BaseModel) -> str:
        say = self.speech.say
        if isinstance(value, Tier):
            return self.tier(value.refund_percent, value.until_hours)
        if isinstance(value, Minimum):
            return say("minimum", persons=self.speech.count(value.persons, "persons"), hours=value.decide_hours)
        if isinstance(value, MeetingPoint):
            return f"{plain(value.name)}, {plain(value.address)} ({value.lat:.5f}, {value.lon:.5f})"
        if isinstance(value, Image):
            return f"{plain(value.file)} ({plain(value.credit)}, {plain(value.licence)})"
        if isinstance(value, Virtual):
            return f"{plain(value.platform)}, {plain(value.link_sent)}"
        return plain(value)

    def tier(self, percent: object, hours: object) -> str:
        """A tier of the cancellation terms."""
        return self.speech.say("tier", percent=plain(percent), hours=plain(hours))

    def money(self, cents: int) -> str:
        """A price."""
        said = format_currency(cents / 100, "EUR", locale=self.speech.locale)
        return said if cents else self.speech.say("free")

    def minutes(self, value: int) -> str:
        """A duration."""
        hours, minutes = divmod(value, 60)
        told = [f"{hours}\u202fh"] if hours else []
        return " ".join([*told, f"{minutes}\u202fmin"] if minutes or not hours else told)

    def metres(self, value: int) -> str:
        """A distance."""
        if value < 1000:
            return f"{value}\u202fm"
        return f"{format_decimal(value / 1000, locale=self.speech.locale)}\u202fkm"

    def tariff(self, tariff: Tariff | None) -> str:
        """Price, ages and quota of a tariff."""
        if tariff is None:
            return self.none
        quota = self.speech.say("quota", n=tariff.quota) if tariff.quota else ""
        return ", ".join(filter(None, (self.money(tariff.price_cents), self._ages(tariff), quota)))

    def _ages(self, tariff: Tariff) -> str:
        first, last = tariff.from_age, tariff.to_age
        if first is None:
            return "" if last is None else self.speech.say("ages_to", last=last)
        return self.speech.say("ages_from" if last is None else "ages", first=first, last=last)


def label(model: type[BaseModel], name: str, lang: str) -> str:
    """What the model calls a field."""
    field = model.model_fields[name]
    more = field.json_schema_extra
    if lang == "fr" and isinstance(more, Mapping) and isinstance(words := more.get("fr"), Mapping):
        return french(str(words["title"]))
    return field.title or name


def rows(pair: tuple[BaseModel, BaseModel], tellers: tuple[Teller, Teller], leave: Iterable[str]) -> list[Row]:
    """The fields of two models of one class that differ, but for those to leave out."""
    before, after = pair
    model, lang, left = type(after), tellers[0].speech.lang, set(leave)
    found = []
    for name in model.model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name not in left and was != now:
            ends = _ends(name, (was, now), tellers)
            found.append(Row(label(model, name, lang), *ends))
    return found


def _ends(name: str, values: tuple[Any, Any], tellers: tuple[Teller, Teller]) -> tuple[str, str]:
    before, after = (teller.tell(name, value) for teller, value in zip(tellers, values, strict=True))
    metres = _metres(*values)
    if metres:
        after += f" ({tellers[1].speech.say('moved_by', metres=tellers[1].metres(metres))})"
    return before, after


def _metres(was: Any, now: Any) -> int:
    """How far a point has moved, on the flat: within a region that is right to the metre."""
    if not (isinstance(was, MeetingPoint) and isinstance(now, MeetingPoint)):
        return 0
    east = (now.lon - was.lon) * cos(radians(was.lat))
    return round(hypot(now.lat - was.lat, east) * METRES_OF_A_DEGREE)


def tariff_rows(
    before: Sequence[Tariff], after: Sequence[Tariff], tellers: tuple[Teller, Teller]
) -> list[Row]:
    """A row for every tariff that differs, was added or removed, in the order of the file."""
    was, now = ({one.id: one for one in tariffs} for tariffs in (before, after))
    found = []
    for own_id in [*now, *(own_id for own_id in was if own_id not in now)]:
        if was.get(own_id) != now.get(own_id):
            speech, lists = tellers[1].speech, tellers[1 if own_id in now else 0].snapshot
            name = plain(lists.label("tariffs", own_id, speech.lang))
            found.append(Row(name, tellers[0].tariff(was.get(own_id)), tellers[1].tariff(now.get(own_id))))
    return found
