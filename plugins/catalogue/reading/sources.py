"""The files of one offer or partner, parsed as far as they can be: a fault in one field hides no other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..model import OfferFacts, PartnerFacts, PartnerWords, Words
from .faults import Fault
from .frontmatter import Document, FieldPath
from .sentences import field_path, in_turn, known_fields, note
from .tree import Tree, folder_of

Facts = TypeVar("Facts", bound=BaseModel)
Said = TypeVar("Said", bound=BaseModel)

OFFER_SAMPLE: dict[str, Any] = {
    "type": "virtual",
    "themes": ("sample",),
    "territory": "sample",
    "commune": "Sample",
    "partner": "sample",
    "languages": ("fr",),
    "duration_minutes": 60,
    "capacity": 10,
    "tariffs": ({"id": "sample", "price_cents": 0},),
}
"""Stands in for a field that cannot be read, so that the others can still be checked; it never leaves the check."""

MOST_TOLD = 200
"""Fields of one file whose faults are told at once: a file with more is not an offer."""

PARTNER_SAMPLE: dict[str, Any] = {
    "name": "Sample",
    "kind": "sample",
    "territory": "sample",
    "languages": ("fr",),
    "email": "sample@example.org",
    "language": "fr",
}


@dataclass
class Source(Generic[Facts, Said]):
    """One offer or partner as written: its documents, its facts (with stand-ins for `bad` fields), its words."""

    id: str
    default: str
    documents: dict[str, Document]
    facts: Facts
    bad: set[str]
    kept: dict[str, list[int]]
    words: dict[str, Said] = field(default_factory=dict)
    folder: str = ""
    """The territory's folder that the source file lies in, if it lies in one."""

    @property
    def main(self) -> Document:
        """The document that holds the facts."""
        return self.documents[self.default]

    def has(self, name: str) -> bool:
        """Whether a fact was read as it was written."""
        return name not in self.bad

    def add(self, where: FieldPath, code: str, **params: object) -> None:
        """Note a fault in a fact; an element of a list is named by its place among those that could be read."""
        name, *steps = where
        if steps and name in self.kept:
            steps[0] = self.kept[str(name)][int(steps[0])]
        self.main.add((name, *steps), code, **params)

    @property
    def faults(self) -> list[Fault]:
        """The faults noted on its documents so far."""
        return [one for document in self.documents.values() for one in document.faults]


OfferSource = Source[OfferFacts, Words]
PartnerSource = Source[PartnerFacts, PartnerWords]


@dataclass(frozen=True)
class Kind(Generic[Facts, Said]):
    """What the files of an offer, or of a partner, are made of."""

    facts: type[Facts]
    words: type[Said]
    sample: Mapping[str, Any]

    @cached_property
    def fact_names(self) -> frozenset[str]:
        """The fields that stand in the source file alone."""
        return known_fields(self.facts)

    @cached_property
    def word_names(self) -> frozenset[str]:
        """The fields that stand in every file."""
        return known_fields(self.words)


OFFERS = Kind(OfferFacts, Words, OFFER_SAMPLE)
PARTNERS = Kind(PartnerFacts, PartnerWords, PARTNER_SAMPLE)


def read_source(
    kind: Kind[Facts, Said], own_id: str, paths: Mapping[str, str], default: str, tree: Tree
) -> Source[Facts, Said]:
    """The files of one offer or partner, by language; `default` is the language that holds the facts."""
    documents = {lang: tree.document(path) for lang, path in paths.items()}
    main = documents.get(default)
    facts, bad, kept = kind.facts.model_validate(kind.sample), set(kind.sample), dict[str, list[int]]()
    if main is not None and main.is_read:
        facts, bad, kept = read_tolerantly(kind, main)
    source: Source[Facts, Said] = Source(own_id, default, documents, facts, bad, kept)
    source.folder = folder_of(paths.get(default, ""))
    for lang, document in documents.items():
        said = _read_words(kind, document, main)
        if said is not None:
            source.words[lang] = said
    return source


def _read_words(kind: Kind[Facts, Said], document: Document, main: Document | None) -> Said | None:
    if not document.is_read:
        return None
    try:
        return kind.words.model_validate(_word_values(kind, document, main))
    except ValidationError as refused:
        for error in in_turn(refused.errors(include_url=False))[:MOST_TOLD]:
            note(error, document, kind.word_names)
        return None


def _word_values(kind: Kind[Facts, Said], document: Document, main: Document | None) -> dict[str, Any]:
    """The words of a document; in a translation every fact is a fault."""
    words = {"body": document.body} if document.body else {}
    facts = []
    for name, value in document.values.items():
        if name in kind.word_names or (document is not main and name not in kind.fact_names):
            words[name] = value
        elif document is not main:
            facts.append(name)
    if facts:  # several are those of a source that was copied: one slip
        params = {"source": main.file_name if main else "…", "known": ", ".join(facts)}
        document.add((facts[0],), "fact_in_translation" if len(facts) == 1 else "facts_in_translation", **params)
    return words


def read_tolerantly(kind: Kind[Facts, Said], main: Document) -> tuple[Facts, set[str], dict[str, list[int]]]:
    """Facts with stand-ins for what cannot be read; every refusal is noted on the document.

    Returns the facts, the fields that are stand-ins, and for lists that lost elements the places of those kept.
    """
    values = {name: value for name, value in main.values.items() if name not in kind.word_names}
    bad: set[str] = set()
    kept: dict[str, list[int]] = {}
    for attempt in (1, 2, 3):
        try:
            return kind.facts.model_validate(values), bad, kept
        except ValidationError as refused:
            errors = refused.errors(include_url=False)
        if attempt == 1:
            for error in in_turn(errors)[:MOST_TOLD]:
                note(error, main, kind.fact_names | kind.word_names)
            kept = _kept(values, [field_path(error["loc"]) for error in errors])
            values |= {name: tuple(values[name][n] for n in places) for name, places in kept.items()}
            errors = [error for error in errors if error["loc"][0] not in kept]
        bad |= {str(error["loc"][0]) for error in errors}
        values = {name: value for name, value in values.items() if name not in bad}
        values |= {name: value for name, value in kind.sample.items() if name in bad}
    raise AssertionError("stand-ins are valid")


def _kept(values: Mapping[str, Any], paths: list[FieldPath]) -> dict[str, list[int]]:
    """The places of the elements without a fault, for lists in which some have one."""
    lost: dict[str, set[int]] = {}
    for path in paths:
        if len(path) > 1 and isinstance(path[1], int):
            lost.setdefault(str(path[0]), set()).add(path[1])
    return {name: [n for n in range(len(values[name])) if n not in gone] for name, gone in lost.items()}
