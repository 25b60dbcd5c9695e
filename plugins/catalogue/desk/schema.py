"""JSON Schemas of the files that editors write, for editors' programs that read such: hints and warnings as one types.

A schema is of the fields above the text of a Markdown file, or of the whole taxonomy.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from .. import model
from ..reading.typography import french
from .fields import resolved

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, tuple[str, str, tuple[type[BaseModel], ...]]] = {
    "offer": (
        "Une offre : le fichier français, mots et faits",
        "An offer: the French file, words and facts",
        (model.Words, model.OfferFacts),
    ),
    "offer-translation": (
        "Une offre dans une autre langue : des mots seulement", "An offer in another language: words alone",
        (model.Words,),
    ),
    "partner": (
        "Un partenaire : le fichier français", "A partner: the French file", (model.PartnerFacts, model.PartnerWords),
    ),
    "partner-translation": (
        "Un partenaire dans une autre langue", "A partner in another language", (model.PartnerWords,),
    ),
    "circuit": (
        "Un circuit : le fichier français", "A circuit: the French file", (model.CircuitWords, model.CircuitFacts),
    ),
    "circuit-translation": ("Un circuit dans une autre langue", "A circuit in another language", (model.CircuitWords,)),
    "taxonomy": ("La taxonomie", "The taxonomy", (model.Taxonomy,)),
}  # fmt: skip
"""By name: what it is in French and in English, and the classes whose fields stand in it."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one of FILES."""
    french_title, title, models = FILES[name]
    whole: dict[str, Any] = {
        "$schema": DIALECT, "title": f"{french(french_title)} / {title}", "type": "object",
        "additionalProperties": False, "required": [], "properties": {}, "$defs": {},
    }  # fmt: skip
    for one in models:
        own = one.model_json_schema(by_alias=True)
        whole["properties"] |= own["properties"]
        whole["required"] += own.get("required", [])
        whole["$defs"] |= own.get("$defs", {})
    if name != "taxonomy":
        del whole["properties"]["body"]
        whole["required"].remove("body")
    whole["required"] = sorted(set(whole["required"]), key=whole["required"].index)
    return dict(_for_editors(whole, whole["$defs"]))


def _for_editors(node: Any, parts: Mapping[str, Any]) -> Any:
    """A schema as an editor's program is to read it: both languages in its words, and no null, which nobody writes."""
    if isinstance(node, list):
        return [_for_editors(one, parts) for one in node]
    if not isinstance(node, Mapping):
        return node
    words = _words(node, parts)
    node = {key: value for key, value in node.items() if key not in ("fr", "discriminator")}
    if node.get("default", 0) is None:
        del node["default"]
    options = node.pop("anyOf", ())
    node |= next((one for one in options if one != {"type": "null"}), {})
    if "oneOf" in node:
        single, rule = node.pop("oneOf")
        node |= {"if": {"required": ["every"]}, "then": rule, "else": single}
    return {key: _for_editors(value, parts) for key, value in node.items()} | words


def _words(node: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, str]:
    if not isinstance(node.get("fr"), Mapping):
        return {}
    english, said = {**resolved(node, parts), **node}, node["fr"]
    joints = (("title", " / "), ("description", "\n"))
    return {what: f"{french(said[what])}{joint}{english[what]}" for what, joint in joints}
