"""The schemas and the reference are what the model says, and say what the reader reads."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from catalogue.desk.__main__ import ROOT, made, stale
from catalogue.desk.choices import WORDS, word
from catalogue.desk.fields import LANGUAGES, Field, Shape, fields_of, shape_of
from catalogue.desk.schema import FILES, schema
from catalogue.model import OfferFacts, Words
from catalogue.reading.frontmatter import read_document, read_yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

OFFERS = sorted((ROOT / "content" / "offers").rglob("*.md"))
PARTNERS = sorted((ROOT / "content" / "partners").rglob("*.md"))


def test_the_committed_files_are_as_the_model_says() -> None:
    assert not stale(ROOT), "stale: run PYTHONPATH=plugins .venv/bin/python -m catalogue.desk"


def test_a_file_that_was_edited_by_hand_is_found_stale(tmp_path: Path) -> None:
    for path, text in made():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "docs" / "reference.md").write_text("By hand.", encoding="utf-8")
    assert stale(tmp_path) == ["docs/reference.md"]


@pytest.mark.parametrize("name", FILES)
def test_each_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_schemas_accept_the_offers_and_partners_there_are() -> None:
    faults = [f"{path.name}: {fault}" for path in (*OFFERS, *PARTNERS) for fault in faults_of(path)]
    assert OFFERS
    assert PARTNERS
    assert not faults, "\n".join(faults[:5])


def test_the_schema_of_the_taxonomy_accepts_it() -> None:
    taxonomy = texts(read_yaml(str(ROOT / "content" / "taxonomy.yaml"), "taxonomy.yaml").values)
    assert taxonomy
    assert not list(Draft202012Validator(schema("taxonomy")).iter_errors(taxonomy))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capacity", 0), ("type", "balade"), ("prix", 12), ("themes", []), ("slug", "Été"), ("bring", None),
        ("departures", [{"every": "saturday", "on": "2027-05-01", "at": "14:30"}]), ("departures", [{"at": "14:30"}]),
        ("tariffs", [{"id": "adult", "price_cents": "12,50 €"}]),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(name: str, value: object) -> None:
    offer = example_of(Words) | example_of(OfferFacts) | {"summary": "x" * 80}
    check = Draft202012Validator(schema("offer"))
    assert not list(check.iter_errors(offer))
    assert list(check.iter_errors(offer | {name: value}))


def example_of(part: Any) -> dict[str, Any]:
    """The required fields of a part with their examples, as texts where editors' programs read texts."""
    return texts({field.name: field.example for field in fields_of(part) if field.required})


def texts(values: dict[str, Any]) -> dict[str, Any]:
    """Values with days as texts, as YAML 1.2 reads them, and so editors' programs."""
    return dict(json.loads(json.dumps(values, default=str)))


def faults_of(path: Path) -> Iterator[str]:
    values = texts(read_document(str(path), path.name).values)
    kind = "offer" if path in OFFERS else "partner"
    name = kind if path.name.endswith(".fr.md") else f"{kind}-translation"
    return (f"{fault.json_path} {fault.message}" for fault in Draft202012Validator(schema(name)).iter_errors(values))


def every_shape() -> Iterator[Shape]:
    todo = [shape_of(part) for _, _, parts in FILES.values() for part in parts]
    while todo:
        shape = todo.pop()
        yield shape
        if shape.kind == "group":
            todo += [field.shape for field in shape.fields]
        elif shape.kind == "departure":
            todo += shape.forms
        elif shape.kind in ("list", "by_name"):
            todo.append(shape.inner)


def every_field() -> Iterator[Field]:
    return (field for shape in every_shape() if shape.kind == "group" for field in shape.fields)


def test_every_choice_of_the_model_has_a_word_in_both_languages() -> None:
    choices = {value for shape in every_shape() if shape.kind == "choice" for value in shape.choices}
    assert choices == set(WORDS)
    assert all(word(value, lang) for value in choices for lang in LANGUAGES)


def test_every_field_is_in_the_reference_with_its_label() -> None:
    for lang in LANGUAGES:
        text = dict(made())[f"docs/reference{'' if lang == 'en' else '.fr'}.md"]
        missing = {one.name for one in every_field() if f"`{one.name}`" not in text or one.label(lang) not in text}
        assert missing == {"body"}


def test_the_reference_names_no_kind_of_value_that_it_does_not_explain() -> None:
    from catalogue.desk.fields import Kind
    from catalogue.desk.reference_words import KINDS

    assert set(KINDS) | {"choice"} == set(get_args(Kind))
