"""The editors' reference: every field of the model, in French or in English, for people who have never seen YAML."""

from collections.abc import Iterable, Iterator
from typing import Any

from .. import model
from ..reading.writing import front_matter
from .choices import word
from .fields import Field, Shape, fields_of
from .reference_words import INTRODUCTION, KINDS, PARTS, SAID, SECTIONS


def reference(lang: str) -> str:
    """The whole reference as Markdown, in one of `fields.LANGUAGES`. A part that comes twice is told once."""
    pieces = [INTRODUCTION[lang]]
    told: set[str] = set()
    for heading, above, names in SECTIONS[lang]:
        fields = fields_of(*(getattr(model, name) for name in names))
        pieces += [f"## {heading}", above, _table(fields, lang)]
        for part in _parts(fields):
            if part.part not in told:
                told.add(part.part)
                title, about = PARTS[part.part][lang]
                pieces += [f"### {title}", about, _table(part.fields, lang)]
    return "\n\n".join(pieces) + "\n"


def _parts(fields: Iterable[Field]) -> Iterator[Shape]:
    """The groups in the fields, each before those that stand in it."""
    for field in fields:
        for group in _groups(field.shape):
            yield group
            yield from _parts(group.fields)


def _groups(shape: Shape) -> Iterator[Shape]:
    match shape.kind:
        case "group":
            yield shape
        case "departure":
            yield from shape.forms
        case "list" | "by_name":
            yield from _groups(shape.inner)


def _table(fields: Iterable[Field], lang: str) -> str:
    rows = [SAID["columns"][lang], "|---|---|---|---|", *(_row(field, lang) for field in fields)]
    return "\n".join(rows)


def _row(field: Field, lang: str) -> str:
    sample = _sample(field)
    name = f"`{field.name}`" + (SAID["required"][lang] if field.required else "")
    about = f"**{field.label(lang)}.** {field.help(lang)}{_holds(field, lang)}"
    return f"| {name} | {about} | {_what(field.shape, lang)} | {sample and f'`{sample}`'} |".replace("|  |", "| |")


def _holds(field: Field, lang: str) -> str:
    """What holds where nothing is written, if that is something."""
    if field.default in (None, "", [], {}) or "absent" in field.help(lang):
        return ""
    held = ", ".join(field.default) if isinstance(field.default, list) else field.default
    return f" {SAID['default'][lang].format(held)}"


def _sample(field: Field) -> str:
    value = field.example
    if value is None:
        return ""
    _, first, *more, _, _, _ = front_matter({field.name: value}, "").split("\n")
    left, right = "[]" if field.shape.kind == "list" else "{}"
    return f"{first} {left}{', '.join(line.strip(' -') for line in more)}{right}" if more else first


def _what(shape: Shape, lang: str) -> str:
    """What is written there, with its limits."""
    if shape.kind == "choice":
        return _choices(shape, lang)
    said = KINDS[shape.kind][lang]
    if shape.kind == "list" and shape.inner.kind in ("choice", "day"):
        said = f"{said}{SAID['of'][lang]}{_what(shape.inner, lang)}"
    link = _link(shape, lang)
    limits = _limits(shape, lang)
    return f"{said}{link}" + (f", {limits}" if limits else "")


def _choices(shape: Shape, lang: str) -> str:
    called = ((one, word(one, lang)) for one in shape.choices)
    return SAID["one_of"][lang] + ", ".join(f"`{one}`" if one == said else f"`{one}` ({said})" for one, said in called)


def _link(shape: Shape, lang: str) -> str:
    """Where the parts of a group are told."""
    titles = [PARTS[one.part][lang][0] for one in _groups(shape)]
    links = [f"[{title}](#{_anchor(title)})" for title in titles]
    return f"{SAID['see'][lang]}{SAID['or'][lang].join(links)}" if links else ""


def _anchor(title: str) -> str:
    """The anchor that GitHub gives a heading: its letters, digits and hyphens, spaces as hyphens."""
    kept = (char for char in title.lower().replace(" ", "-") if char.isalnum() or char == "-")
    return "".join(kept)


def _limits(shape: Shape, lang: str) -> str:
    found: list[str] = []
    for least, most, unit in LIMITS:
        low, high = shape.limit(least), shape.limit(most)
        if low is None and high is None:
            continue
        found.append(_between(_number(low, lang), _number(high, lang), SAID[unit][lang], lang))
    return ", ".join(found)


LIMITS = (
    ("minimum", "maximum", "nothing"), ("minLength", "maxLength", "characters"), ("minItems", "maxItems", "items"),
)  # fmt: skip


def _between(low: str, high: str, unit: str, lang: str) -> str:
    if not high:
        return SAID["at_least"][lang].format(low, unit.removesuffix("s") if low == "1" else unit)
    if not low or low == high or (unit and low == "1"):
        return SAID["at_most"][lang].format(high, unit)
    return SAID["between"][lang].format(low, high, unit)


def _number(value: Any, lang: str) -> str:
    if value is None:
        return ""
    return f"{value:,}".replace(",", "\u202f" if lang == "fr" else ",").removesuffix(".0")
