"""Asks for the fields of a part one after the other, checking each answer with the sentences of `make check`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from .. import model
from ..reading.frontmatter import Document
from ..reading.sentences import choice, field_path, note
from .answers import YES, chosen, value_of
from .fields import NEARLY_ALWAYS, Field, Shape, fields_of
from .options import Lists, Options

Values = dict[str, Any]
SAID = {
    "fr": {
        "another": "Ajouter (encore) : {} ? o/n [n] ", "some": "Le dire ? o/n [n] ", "default": "Entrée : {}",
        "skip": "Entrée : rien", "many": "plusieurs, séparés par des virgules", "form": "1. un seul jour  2. une règle",
        "needed": "une réponse est nécessaire", "number": "«{}» n'est pas dans la liste -> écrire un numéro, de 1 à {}",
    },
    "en": {
        "another": "Add (another): {}? y/n [n] ", "some": "Say so? y/n [n] ", "default": "Enter: {}",
        "skip": "Enter: nothing", "many": "several, separated by commas", "form": "1. a single day  2. a rule",
        "needed": "an answer is needed", "number": "\"{}\" is not in the list -> write a number, from 1 to {}",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Asker:
    """Asks in one language; `ask` shows a line and gives the answer, `say` only shows."""

    lists: Lists
    today: date
    ask: Callable[[str], str]
    say: Callable[[str], None]

    def words(self, name: str) -> str:
        """A phrase of the questions."""
        return SAID[self.lists.lang][name]

    def part(self, part: type[BaseModel], leave_out: Callable[[Field, Values], bool], given: Values) -> Values:
        """The values of a part's fields, in their order; `given` holds those that need not be asked."""
        values: Values = dict(given)
        for field in fields_of(part):
            if field.name not in given and not leave_out(field, values):
                self._take(field, part, values, ())
        return {name: value for name, value in values.items() if value is not None}

    def one(self, field: Field, part: type[BaseModel], proposed: object = None) -> Any:
        """The value of a single field; `proposed` is taken where Enter is pressed."""
        values: Values = {}
        self._take(field, part, values, (), proposed)
        return values.get(field.name)

    def _take(
        self, field: Field, part: type[BaseModel], values: Values, path: tuple[str, ...], proposed: object = None
    ) -> None:
        self._head(field)
        shape = field.shape
        if shape.kind == "list" and shape.inner.kind in ("group", "departure"):
            value: Any = self._several(field, path)
        elif shape.kind == "group":
            wanted = field.required or field.name in NEARLY_ALWAYS or self._yes(self.words("some"))
            value = self._group(shape, (*path, field.name)) if wanted else None
        else:
            value = self._until_right(field, part, path, proposed)
        if value is not None:
            values[field.name] = value

    def _head(self, field: Field) -> None:
        star = " *" if field.required else ""
        self.say(f"\n{field.label(self.lists.lang)}{star}\n  {field.help(self.lists.lang)}")

    def _yes(self, question: str) -> bool:
        return self.ask(question).strip().lower() in YES

    def _several(self, field: Field, path: tuple[str, ...]) -> tuple[Values, ...] | None:
        found: list[Values] = []
        question = self.words("another").format(field.label(self.lists.lang).lower())
        while (field.required and not found) or self._yes(question):
            found.append(self._group(self._form(field.shape.inner), (*path, field.name)))
        return tuple(found) or None

    def _form(self, shape: Shape) -> Shape:
        if shape.kind == "group":
            return shape
        answer = self.ask(f"  {self.words('form')} [1] ").strip()
        return shape.forms[1 if answer == "2" else 0]

    def _group(self, shape: Shape, path: tuple[str, ...]) -> Values:
        values: Values = {}
        part: type[BaseModel] = getattr(model, shape.part)
        for field in shape.fields:
            if field.shape.kind != "group" or field.required or len(path) < 2:
                self._take(field, part, values, path)
        return values

    def _until_right(self, field: Field, part: type[BaseModel], path: tuple[str, ...], proposed: object) -> Any:
        options = self.lists.of(field, path)
        for number, label in enumerate(options.values(), 1):
            self.say(f"  {number}. {label}")
        default = field.default if proposed is None else proposed
        while True:
            answer = self.ask(self._prompt(field, default, many=bool(options))).strip()
            if not answer and (default not in (None, "", [], {}) or not field.required):
                return proposed
            value = self._value(answer, field, options)
            faults = [self.words("needed")] if value in ("", ()) else self._strangers(value, options)
            faults = faults or faults_of(part, field.name, value, self.lists.lang)
            if not faults:
                return value
            for fault in faults:
                self.say(f"  ! {fault}")

    def _prompt(self, field: Field, default: object, *, many: bool) -> str:
        notes = [self.words("many")] if many and field.shape.kind == "list" else []
        if default not in (None, "", [], {}):
            held = ", ".join(default) if isinstance(default, list) else default
            notes.append(self.words("default").format(held))
        elif not field.required:
            notes.append(self.words("skip"))
        return f"  ({' ; '.join(notes)}) > " if notes else "  > "

    def _value(self, answer: str, field: Field, options: Options) -> Any:
        if not options:
            return value_of(answer, field.shape, field.name, self.today)
        if field.shape.kind != "list":
            return chosen(answer, options)
        return tuple(chosen(one.strip(), options) for one in answer.split(",") if one.strip())

    def _strangers(self, value: Any, options: Options) -> list[str]:
        named = value if isinstance(value, tuple) else (value,)
        strangers = [str(one) for one in named if options and one not in options]
        return [sentence for one in strangers for sentence in self._stranger(one, options)]

    def _stranger(self, one: str, options: Options) -> list[str]:
        code, params = choice(one, options)
        if code == "unknown_choice":
            return [self.words("number").format(one, len(options))]
        document = Document("")
        document.add((), code, **params)
        return _sentences(document, self.lists.lang)


def faults_of(part: type[BaseModel], name: str, value: Any, lang: str) -> list[str]:
    """What the model says of one field's value, in the sentences of the check."""
    document = Document("")
    values: Mapping[str, Any] = {name: value}
    try:
        part.model_validate(values)
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            if field_path(error["loc"])[:1] == (name,):
                note(error, document, ())
    return _sentences(document, lang)


def _sentences(document: Document, lang: str) -> list[str]:
    return [f"{one.wrong(lang)} -> {one.cure(lang)}" for one in document.faults]
