"""The model's fields as editors meet them: what each is called, what it means, what may be written.

Read from the JSON Schema that pydantic makes of the model, so that limits and words are the model's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from .. import model
from ..reading.typography import french

LANGUAGES = ("fr", "en")
"""Of what editors read."""
Kind = Literal[
    "line", "id", "language", "picture", "phone", "colour", "email", "web", "markdown", "whole", "number", "day",
    "moment", "clock", "choice", "list", "pair", "group", "by_name", "departure",
]  # fmt: skip
"""`by_name` is a group whose names the editor chooses; `departure` a group of one of two forms."""
NEARLY_ALWAYS = ("meeting_point", "virtual")
"""Groups that the model lets out because each is for one sort of offer: where they may stand they are asked for."""
BY_PATTERN: dict[str, Kind] = {
    model.CLOCK_PATTERN: "clock", model.EMAIL_PATTERN: "email", model.WEB_PATTERN: "web", model.ID_PATTERN: "id",
    model.LANGUAGE_PATTERN: "language", model.PICTURE_PATTERN: "picture", model.PHONE_PATTERN: "phone",
    model.COLOUR_PATTERN: "colour",
}  # fmt: skip
BY_FORMAT: dict[str, Kind] = {"date": "day", "date-time": "moment"}
BY_TYPE: dict[str, Kind] = {"integer": "whole", "number": "number", "string": "line"}


@dataclass(frozen=True)
class Shape:
    """What a value may be."""

    node: Mapping[str, Any]
    """Its JSON Schema, without a reference and without null."""
    parts: Mapping[str, Any]
    """The schemas that references name."""

    @property
    def kind(self) -> Kind:
        """What a person writes there."""
        node = self.node
        if "oneOf" in node:
            return "departure"
        if "enum" in node or "const" in node:
            return "choice"
        if node["type"] == "array":
            return "pair" if "prefixItems" in node else "list"
        if node["type"] == "object":
            return "group" if "properties" in node else "by_name"
        if node.get("maxLength") == model.MOST_CHARACTERS:
            return "markdown"
        return BY_FORMAT.get(node.get("format", "")) or BY_PATTERN.get(node.get("pattern", "")) or BY_TYPE[node["type"]]

    @property
    def part(self) -> str:
        """The name of the model's class that a group is; empty for any other value."""
        return str(self.node["title"]) if self.kind == "group" else ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that it is one of."""
        return tuple(self.node.get("enum", ())) or (self.node["const"],)

    @property
    def inner(self) -> "Shape":
        """What a list, or a group by name, holds."""
        names = self.node.get("patternProperties", {})
        return self._of(self.node.get("items") or next(iter(names.values()), self.node.get("additionalProperties")))

    @property
    def pair(self) -> tuple["Shape", ...]:
        """What stands at each place of a list of fixed length."""
        return tuple(self._of(one) for one in self.node["prefixItems"])

    @property
    def forms(self) -> tuple["Shape", ...]:
        """The forms of a departure: a single date, a rule."""
        return tuple(self._of(one) for one in self.node["oneOf"])

    @property
    def fields(self) -> tuple["Field", ...]:
        """The fields of a group."""
        required = self.node.get("required", ())
        properties: Mapping[str, Any] = self.node["properties"]
        return tuple(self._field(name, one, name in required) for name, one in properties.items())

    def limit(self, name: str) -> Any:
        """A limit by its name in JSON Schema, or None."""
        return self.node.get(name)

    def _field(self, name: str, node: Mapping[str, Any], required: bool) -> "Field":
        shape = self._of(node)
        # What a field is called is left out by pydantic where its part is called the same.
        return Field(name, shape, {**shape.node, **node}, required)

    def _of(self, node: Any) -> "Shape":
        return Shape(resolved(node, self.parts), self.parts)


@dataclass(frozen=True)
class Field:
    """A field of the model."""

    name: str
    shape: Shape
    told: Mapping[str, Any]
    """Its title, description, example and default, in JSON Schema's terms."""
    required: bool

    def label(self, lang: str) -> str:
        """What it is called."""
        return self._said("title", lang)

    def help(self, lang: str) -> str:
        """What it means, in a sentence."""
        return self._said("description", lang)

    @property
    def default(self) -> Any:
        """What holds where it is not written; None where nothing does."""
        return self.told.get("default")

    @property
    def example(self) -> Any:
        """A value such as people write, put together from its parts' where it has none; None where there is none."""
        given = self.told.get("examples")
        return _typed(given[0], self.shape) if given else _composed(self.shape)

    def _said(self, what: str, lang: str) -> str:
        return french(self.told["fr"][what]) if lang == "fr" else str(self.told[what])


@cache
def shape_of(part: type[BaseModel]) -> Shape:
    """The shape of a class of the model."""
    schema = part.model_json_schema(by_alias=True)
    return Shape(schema, schema.get("$defs", {}))


def fields_of(*parts: type[BaseModel]) -> tuple[Field, ...]:
    """The fields that stand above the text in a file of these, in the order in which they are written."""
    return tuple(field for part in parts for field in shape_of(part).fields if field.name != "body")


def resolved(node: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    """A schema's node without null and with what it refers to in its place."""
    options = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
    if options:
        node = options[0]
    if "$ref" in node:
        return dict(parts[node["$ref"].rpartition("/")[2]])
    return dict(node)


def _typed(value: Any, shape: Shape) -> Any:
    """An example as the reader gives it: days and instants are not texts."""
    if shape.kind == "day":
        return date.fromisoformat(value)
    if shape.kind == "moment":
        return datetime.fromisoformat(value)
    if shape.kind == "list":
        return [_typed(one, shape.inner) for one in value]
    return value


def _composed(shape: Shape) -> Any:
    if shape.kind == "list":
        inner = _composed(shape.inner)
        return None if inner is None else [inner]
    if shape.kind == "departure":
        return _composed(shape.forms[0])
    if shape.kind == "group":
        return dict(_required_examples(shape)) or None
    return None


def _required_examples(shape: Shape) -> Iterator[tuple[str, Any]]:
    for field in shape.fields:
        if field.required and field.example is not None:
            yield field.name, field.example
