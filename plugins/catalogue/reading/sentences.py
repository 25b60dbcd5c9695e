"""Every refusal of pydantic as a fault in plain words: no library's jargon reaches an editor."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import cache

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from .. import model
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
}
PARTS_BY_NAME: dict[str, type[BaseModel]] = {"tariffs": model.TariffLabels, "stop_words": model.StopWords}
"""The same where the step after it is a name: in the taxonomy, in a translation."""
"""The part whose fields stand below a step of an error's path."""

DAYS_IN_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jour")
EVERY_IN_FRENCH = dict(zip(DAYS_IN_FRENCH, (*model.WEEKDAYS, "day"), strict=True))
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
        code, params = "missing_body", dict[str, object]()
    else:
        code, params = _TOLD.get(error["type"], _not_valid)(error, where, fields)
    document.add(where, code, **params)


def field_path(loc: tuple[int | str, ...]) -> FieldPath:
    """An error's path without the steps that only pydantic has: union tags and `[key]`."""
    return tuple(step for before, step in zip((None, *loc), loc, strict=False) if not _only_pydantics(before, step))


def _only_pydantics(before: int | str | None, step: int | str) -> bool:
    return step == "[key]" or (step in ("single", "rule") and isinstance(before, int))


@cache
def known_fields(part: type[BaseModel]) -> frozenset[str]:
    """The fields that an editor may write in a part."""
    return frozenset(field.alias or name for name, field in part.model_fields.items()) - {"body"}


def as_id(text: str) -> str:
    """`text` as an id: accents dropped, the rest hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "id"


def as_cents(value: object) -> int | None:
    """The cents that a price written for people means: `12,50 €` is 1250."""
    found = re.fullmatch(r"(\d{1,5})(?:[.,](\d{1,2}))?(?:€|eur|euros?)?", re.sub(r"\s", "", str(value)).lower())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def as_day(value: object) -> str | None:
    """The ISO date that a written day means: `01/05/2027`, a quoted date, a date with a time."""
    text = str(value).strip()
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = tuple(reversed(french.groups())) if french else iso.groups() if iso else None
    try:
        return date(*map(int, parts)).isoformat() if parts else None
    except ValueError:
        return None


def as_clock(value: object) -> str | None:
    """The `HH:MM` that a written hour means: `14 h 30`, `9h`."""
    found = re.fullmatch(r"(\d{1,2})[h:.](\d{2})?", re.sub(r"\s", "", str(value)).lower())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def choice(value: str, known: Collection[str]) -> Told:
    """The fault of a value that is none of `known`, with the nearest if one resembles it."""
    day = EVERY_IN_FRENCH.get(value.strip().lower())
    near = day if day in known else nearest(value, known)
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
    near = nearest(str(where[-1]), known)
    return ("unknown_field_near", {"near": near}) if near else ("unknown_field", {"known": listed(known)})


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
    if isinstance(value, (dict, tuple)):
        return "not_text", {}
    return "unquoted_text", {"value": str(value).lower() if isinstance(value, bool) else value}


def _whole(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    cents = as_cents(value) if str(where[-1]).endswith("_cents") else None
    return ("not_whole", {"value": value}) if cents is None else ("not_cents", {"value": value, "cents": cents})


def _number(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    return "not_number", {"value": error["input"]}


def _list(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    return "not_list", {"value": "…" if isinstance(error["input"], dict) else error["input"]}


def _group(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    part = _part(error["loc"])
    return "not_group", {"known": next(iter(part.model_fields)) if part else "fr"}


def _day(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    return "not_day", {"value": error["input"], "day": as_day(error["input"]) or "2027-05-01"}


def _moment(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    return "not_moment", {"value": error["input"]}


def _pattern(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = str(error["input"])
    code = PATTERN_CODES[error["ctx"]["pattern"]]
    return code, {"value": value, "id": as_id(value), "clock": as_clock(value) or "14:30"}


def _literal(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    if not isinstance(error["input"], str):
        return _text(error, where, fields)
    return choice(error["input"], re.findall(r"'([^']*)'", error["ctx"]["expected"]))


def _least(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    if where == ("cut_off_minutes",):
        return "cut_off_after_start", {"value": error["input"]}
    return "too_small", {"value": error["input"], "least": error["ctx"]["ge"]}


def _bound(code: str, name: str, limit: str) -> Callable[[ErrorDetails, FieldPath, Collection[str]], Told]:
    def told(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
        value = error["input"]
        length = len(value) if isinstance(value, (str, tuple)) else 0
        return code, {"value": value, "length": length, name: error["ctx"][limit]}

    return told


def _not_valid(error: ErrorDetails, where: FieldPath, fields: Collection[str]) -> Told:
    value = error["input"]
    return "not_valid", {"value": value.isoformat() if isinstance(value, datetime) else value}


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
    "string_too_short": _bound("too_short", "least", "min_length"),
    "string_too_long": _bound("too_long", "most", "max_length"),
    "too_short": _bound("too_few", "least", "min_length"),
    "too_long": _bound("too_many", "most", "max_length"),
}
