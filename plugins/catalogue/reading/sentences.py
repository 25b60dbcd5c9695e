"""Every refusal of pydantic as a fault in plain words: no library's jargon reaches an editor."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from .. import model
from . import meant
from .faults import listed, nearest
from .frontmatter import Document, FieldPath

PARTS: dict[str, type[BaseModel]] = {
    "tariffs": model.Tariff,
    "cancellation": model.Tier,
    "meeting_point": model.MeetingPoint,
    "moved_to": model.NewStart,
    "departures": model.SingleDate,
    "single": model.SingleDate,
    "rule": model.Rule,
    "changes": model.Change,
    "place": model.MeetingPoint,
    "end_point": model.MeetingPoint,
    "virtual": model.Virtual,
    "minimum": model.Minimum,
    "images": model.Image,
    "stops": model.Stop,
    "themes": model.Theme,
    "territories": model.Territory,
    "site": model.Site,
    "frame": model.Frame,
    "rivers": model.River,
}
PARTS_BY_NAME: dict[str, type[BaseModel]] = {"tariffs": model.TariffLabels, "stop_words": model.StopWords}
"""The same where the step after it is a name: in the taxonomy, in a translation."""
"""The part whose fields stand below a step of an error's path."""

TOP: tuple[type[BaseModel], ...] = (
    model.Words, model.OfferFacts, model.PartnerWords, model.PartnerFacts, model.CircuitWords, model.CircuitFacts,
    model.Taxonomy, model.Ground,
)  # fmt: skip
"""The parts whose fields stand at the top of a file."""

GROUPS = {"access": "wheelchair: …", "alt": "photo.jpg: …", "stop_words": "pont: {title: …, text: …}"}
PATTERN_CODES = {
    model.ID_PATTERN: "not_id",
    model.LANGUAGE_PATTERN: "not_language",
    model.CLOCK_PATTERN: "not_clock",
    model.LINE_PATTERN: "not_one_line",
    model.EMAIL_PATTERN: "not_email",
    model.PHONE_PATTERN: "not_phone",
    model.COLOUR_PATTERN: "not_colour",
    model.WEB_PATTERN: "not_web",
    model.PICTURE_PATTERN: "not_picture_name",
}
Told = tuple[str, dict[str, object]]


def note(error: ErrorDetails, document: Document, fields: Collection[str]) -> None:
    """Add the fault that one of pydantic's errors on `document` stands for; `fields` may stand at its top."""
    where = field_path(error["loc"])
    if error["type"] == "missing" and where == ("body",):
        document.add(where, "missing_body")
    elif not _follows(error, where, document):
        code, params = _TOLD.get(error["type"], _not_valid)(error, where, fields)
        document.add(where, code, **params)


def in_turn(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Errors in the order in which they are to be noted: misspelt fields before those that lack because of it."""
    return sorted(errors, key=lambda error: error["type"] != "extra_forbidden")


def _follows(error: ErrorDetails, where: FieldPath, document: Document) -> bool:
    """Whether a fault follows from another that is told: a list whose members are, a field that is misspelt."""
    if error["type"] == "too_short":
        return bool(len(error["input"]) >= error["ctx"]["min_length"])
    if error["type"] != "missing":
        return False
    beside = document.name_of(where).rpartition(".")[0]
    misspelt = (one for one in document.faults if one.code == "unknown_field_near")
    return any((one.field.rpartition(".")[0], dict(one.params)["near"]) == (beside, where[-1]) for one in misspelt)


def field_path(loc: tuple[int | str, ...]) -> FieldPath:
    """An error's path without the steps that only pydantic has: union tags and `[key]`."""
    return tuple(step for before, step in zip((None, *loc), loc, strict=False) if not _only_pydantics(before, step))


def _only_pydantics(before: int | str | None, step: int | str) -> bool:
    return step == "[key]" or (step in ("single", "rule") and isinstance(before, int))


@cache
def known_fields(part: type[BaseModel]) -> frozenset[str]:
    """The fields that an editor may write in a part."""
    return frozenset(field.alias or name for name, field in part.model_fields.items()) - {"body"}


def choice(value: str, known: Collection[str]) -> Told:
    """The fault of a value that is none of `known`, with the nearest if one resembles it."""
    said = meant.as_choice(value)
    near = said if said in known else nearest(value, known)
    if near:
        return "unknown_choice_near", {"value": value, "near": near}
    return "unknown_choice", {"value": value, "known": listed(known)}


def _missing(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    return "missing_field", {"name": where[-1]}


def _unknown(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    part = _part(error["loc"][:-1])
    known = known_fields(part) if part else frozenset(fields)
    if part is model.SingleDate:
        known |= known_fields(model.Rule)
    name = str(where[-1])
    said = _names(part).get(meant.as_id(name))
    near = said if said in known else nearest(name, known)
    return ("unknown_field_near", {"near": near}) if near else ("unknown_field", {"known": listed(known)})


def _names(part: type[BaseModel] | None) -> Mapping[str, str]:
    """The fields by what people call them."""
    parts = (model.SingleDate, model.Rule) if part is model.SingleDate else (part,) if part else TOP
    labels = [
        (label, field.alias or name)
        for one in parts
        for name, field in one.model_fields.items()
        for label in (str(field.title), _french_label(field))
    ]
    return meant.field_names(tuple(labels))


def _french_label(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    french = extra.get("fr") if isinstance(extra, dict) else None
    return str(french["title"]) if isinstance(french, dict) else ""


def _part(loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The part that an error's path leads to."""
    for step, after in zip(reversed(loc), (0, *reversed(loc)), strict=False):
        if step in PARTS_BY_NAME and isinstance(after, str):
            return PARTS_BY_NAME[str(step)]
        if step in PARTS:
            return PARTS[str(step)]
    return None


def _text(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    if where[-1] == "every" and isinstance(value, tuple):
        return "one_day_a_rule", {}
    if isinstance(value, (dict, tuple)):
        return "not_text", {}
    if where[-1] == "at":
        return _clock(value)
    return "unquoted_text", {"value": str(value).lower() if isinstance(value, bool) else value}


def _whole(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value, name = error["input"], str(where[-1])
    number = None if isinstance(value, float) and name.endswith("_cents") else meant.as_whole(value, name)
    cents = meant.as_cents(value) if number is None and name.endswith("_cents") else None
    if cents is not None:
        return "not_cents", {"value": value, "cents": cents}
    shown = str(value).lower() if isinstance(value, bool) else value
    return ("not_whole", {"value": shown}) if number is None else ("not_whole_near", {"value": shown, "number": number})


def _number(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    near = meant.as_degrees(value)
    return ("not_number", {"value": value}) if near is None else ("not_number_near", {"value": value, "number": near})


def _list(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value, part = error["input"], _part(error["loc"])
    if part and part not in (model.Theme, model.Territory) and part is not _part(error["loc"][:-1]):
        return "not_list", {"value": f"{{{_required(part)}}}"}
    if isinstance(value, dict):
        return "not_list", {"value": "…"}
    if meant.is_nothing(value):
        return "not_list_none", {"value": str(value).lower()}
    choices = where[-1] == "nth"
    return "not_list", {"value": (meant.as_choice(value) if choices else None) or meant.as_list(value)}


def _group(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    part, value, day = _part(error["loc"]), error["input"], None
    if part is model.SingleDate and len(where) > 1:
        day = meant.as_day(value)
    known = f"on: {day}, at: …" if day else _required(part) if part else GROUPS.get(str(where[0]), "fr: …")
    return "not_group", {"known": known}


def _required(part: type[BaseModel]) -> str:
    """The fields of a part that must be written."""
    return ", ".join(f"{field.alias or name}: …" for name, field in part.model_fields.items() if field.is_required())


def _day(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    day = meant.as_day(value)
    return ("not_day", {"value": value, "day": day}) if day else ("not_day_at_all", {"value": value})


def _moment(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    return "not_moment", {"value": value, "moment": f"{meant.as_day(value) or '2027-05-01'}T12:30:00Z"}


def _clock(value: object) -> Told:
    clock = meant.as_clock(value)
    return ("not_clock", {"value": value, "clock": clock}) if clock else ("not_clock_at_all", {"value": value})


def _pattern(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = str(error["input"])
    code = PATTERN_CODES[error["ctx"]["pattern"]]
    if code == "not_id":
        return code, {"value": value, "id": meant.as_id(value)}
    if code == "not_clock":
        return _clock(value)
    near = NEAR[code](value) if code in NEAR else None
    return (f"{code}_near", {"value": value, "near": near}) if near else (code, {"value": value})


def _literal(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value, known = error["input"], re.findall(r"'([^']*)'", error["ctx"]["expected"])
    said = None if isinstance(value, (str, bool)) else meant.as_choice(value)
    if isinstance(value, str) or said in known:
        return choice(str(value), known)
    return _text(error, where, fields)


def _least(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    if where == ("cut_off_minutes",):
        return "cut_off_after_start", {"value": error["input"]}
    return "too_small", {"value": error["input"], "least": error["ctx"]["ge"]}


def _short(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value, least = error["input"].strip(), error["ctx"]["min_length"]
    return ("too_short", {"length": len(value), "least": least}) if value else ("empty", {})


def _bound(code: str, name: str, limit: str) -> Callable[[ErrorDetails, FieldPath, Collection[str]], Told]:
    def told(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
        value = error["input"]
        length = len(value) if isinstance(value, (str, tuple)) else 0
        return code, {"value": value, "length": length, name: error["ctx"][limit]}

    return told


def _not_valid(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    return "not_valid", {"value": value.isoformat() if isinstance(value, datetime) else value}


NEAR: Mapping[str, Callable[[object], str | None]] = {
    "not_language": meant.as_language,
    "not_picture_name": meant.as_picture_name,
    "not_web": meant.as_web,
    "not_email": meant.as_email,
}
"""Patterns of which it can often be told what was meant."""

_TOLD: dict[str, Callable[[ErrorDetails, FieldPath, Collection[str]], Told]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _text,
    "int_type": _whole,
    "float_type": _number,
    "tuple_type": _list,
    "dict_type": _group,
    "model_type": _group,
    "model_attributes_type": _group,
    "union_tag_not_found": _group,
    "date_type": _day,
    "date_from_datetime_inexact": _day,
    "datetime_type": _moment,
    "timezone_aware": _moment,
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "greater_than_equal": _least,
    "less_than_equal": _bound("too_large", "most", "le"),
    "string_too_short": _short,
    "string_too_long": _bound("too_long", "most", "max_length"),
    "too_short": _bound("too_few", "least", "min_length"),
    "too_long": _bound("too_many", "most", "max_length"),
}
