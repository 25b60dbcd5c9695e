"""Any offer that the model can hold is written, read and checked again without a change."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import pytest
from catalogue.model import EVERYONE, NTH, WEEKDAYS, Image, OfferFacts, Rule, Words
from catalogue.model.recurrence import rule_days
from catalogue.reading.folder import open_folder
from catalogue.reading.frontmatter import read_document
from catalogue.reading.sources import OFFERS, read_source
from catalogue.reading.writing import files_of, front_matter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalogue.sample import BUILD_DAY, faults_of
from tests.catalogue.test_faults_across import picture

SIGNS = "abcéœß ÀZ0189-:;,.'’\"«»!?#&*|>@%`{}[]()€\u202f…漢"
LETTERS = st.sampled_from("abcdefgéÀœß")


def lines(least: int, most: int) -> st.SearchStrategy[str]:
    """Texts of one line, with signs that YAML gives a meaning."""
    inside = st.text(SIGNS, min_size=max(least - 2, 0), max_size=most - 2)
    return st.builds(lambda a, text, z: f"{a}{text}{z}", LETTERS, inside, LETTERS)


ids = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True).filter(lambda one: one not in ("no", "on"))
clocks = st.builds("{:02}:{:02}".format, st.integers(4, 23), st.integers(0, 59))
days = st.dates(BUILD_DAY + timedelta(days=1), BUILD_DAY + timedelta(days=300))
points = st.fixed_dictionaries(
    {
        "name": lines(1, 40),
        "address": lines(1, 60),
        "lat": st.integers(481_000_000, 493_000_000).map(lambda n: n / 10_000_000),
        "lon": st.integers(14_000_000, 36_000_000).map(lambda n: n / 10_000_000),
    }
)


def some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


DIFFERENT = {
    "capacity": st.integers(1, 10_000),
    "language": st.sampled_from(["fr", "en"]),
    "place": points,
    "status": st.sampled_from(["closed", "cancelled", "full"]),
}


@st.composite
def departures(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """Forms that never meet: each has a minute of its own."""
    found: list[dict[str, Any]] = []
    for n in range(draw(st.integers(0, 4))):
        at = f"{10 + n:02}:{draw(st.integers(0, 59)):02}"
        found.append(draw(single_dates(at)) if draw(st.booleans()) else draw(rules(at)))
    return tuple(found)


def single_dates(at: str) -> st.SearchStrategy[dict[str, Any]]:
    return some({"on": days, "at": st.just(at)}, DIFFERENT)


@st.composite
def rules(draw: st.DrawFn, at: str) -> dict[str, Any]:
    first = draw(days)
    rule: dict[str, Any] = {"every": draw(st.sampled_from([*WEEKDAYS, "day"])), "at": at}
    if rule["every"] != "day" and draw(st.booleans()):
        rule["nth"] = tuple(draw(st.lists(st.sampled_from(NTH), min_size=1, max_size=4, unique=True)))
    elif draw(st.booleans()):
        rule |= {"interval": draw(st.integers(2, 10)), "from": first}
    if draw(st.booleans()):
        rule |= {"from": first, "until": first + timedelta(days=draw(st.integers(120, 400)))}
    rule |= draw(some({}, {name: DIFFERENT[name] for name in ("capacity", "language", "place")}))
    return rule | draw(exceptions_and_changes(rule))


@st.composite
def exceptions_and_changes(draw: st.DrawFn, rule: dict[str, Any]) -> dict[str, Any]:
    """Some days of the rule left out, some different, some moved to a minute that no other departure has."""
    reached = list(islice(rule_days(Rule.model_validate(rule), BUILD_DAY, BUILD_DAY + timedelta(days=200)), 8))
    kinds = draw(st.lists(st.sampled_from(["", "", "except", "change", "move"]), min_size=8, max_size=8))
    changes = []
    for day, kind in zip(reached, kinds, strict=False):
        if kind in ("change", "move"):
            different = draw(some({}, DIFFERENT).filter(bool))
            to = {"on": day + timedelta(days=draw(st.integers(-3, 9))), "at": f"2{rule['at'][1]}:{day.day + 10:02}"}
            changes.append({"on": day} | different | ({"moved_to": to} if kind == "move" else {}))
    excepted = tuple(day for day, kind in zip(reached, kinds, strict=False) if kind == "except")
    found = {"except": excepted[: len(reached) - 1], "changes": tuple(changes)}
    return {name: value for name, value in found.items() if value}


images = st.fixed_dictionaries(
    {
        "file": st.sampled_from(["a.jpg", "quai-2.png", "b-c.webp"]),
        "credit": lines(1, 60),
        "licence": st.sampled_from(get_args(Image.model_fields["licence"].annotation)),
    }
)


@st.composite
def tariffs(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """One for all, and some for ages that do not overlap; some with a quota."""
    bounds = sorted(draw(st.sets(st.integers(0, 60), min_size=4, max_size=4)))
    found: list[dict[str, Any]] = [{"id": "adult"}]
    for own_id, first, last in zip(("child", "youth"), bounds[::2], bounds[1::2], strict=True):
        if draw(st.booleans()):
            found.append({"id": own_id, "from_age": first, "to_age": last})
    for tariff in found:
        tariff["price_cents"] = draw(st.just(0) | st.integers(50, 1_000_000))
        tariff |= draw(some({}, {"quota": st.integers(1, 50)}))
    return tuple(found)


FACTS = some(
    {
        "type": st.just("walk"),
        "themes": st.lists(st.sampled_from(["river", "street-art"]), min_size=1, max_size=2, unique=True).map(tuple),
        "territory": st.just("val-de-marne"),
        "commune": lines(1, 60),
        "partner": st.just("rameurs"),
        "languages": st.permutations(["fr", "en"]).map(tuple),
        "duration_minutes": st.integers(1, 14_400),
        "meeting_point": points,
        "capacity": st.integers(50, 10_000),
        "tariffs": tariffs(),
    },
    {
        "audience": st.sampled_from([(EVERYONE,), ("schools",), ("schools", EVERYONE)]),
        "distance_m": st.integers(0, 100_000),
        "difficulty": st.sampled_from(["easy", "moderate", "demanding"]),
        "accessibility": st.sampled_from([(), ("seating",), ("seating", "wheelchair")]),
        "end_point": points,
        "party_min": st.integers(1, 8),
        "party_max": st.integers(8, 50),
        "cut_off_minutes": st.integers(0, 60),
        "minimum": some({"persons": st.integers(2, 50), "decide_hours": st.integers(1, 720)}, {}),
        "cancellation": st.sampled_from([(), ({"until_hours": 24, "refund_percent": 50},)]),
        "departures": departures(),
        "images": st.lists(images, max_size=3, unique_by=lambda image: image["file"]).map(tuple),
        "related": st.sampled_from([(), ("kayak",), ("studios", "kayak")]),
        "from_age": st.integers(0, 20),
        "to_age": st.integers(20, 120),
    },
)
WORDS = some(
    {
        "title": lines(1, 120),
        "slug": ids,
        "summary": lines(60, 200),
        "come": lines(1, 600),
        "body": lines(1, 300).map(lambda text: f"{text.replace('[', '')}\n\n## Après\n\n- un *point*\n\n---\n\nfin"),
    },
    {"updated_at": st.integers(0, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))},
)
OPTIONAL = st.fixed_dictionaries(
    {}, optional={name: lines(1, 120) for name in ("meet", "end", "bring", "included", "the_extra")}
)


def said_of(offer: OfferFacts, data: st.DataObject) -> dict[str, Any]:
    """Words for every picture and for some facets of an offer."""
    said = {
        "alt": {image.file: data.draw(lines(12, 60)) for image in offer.images},
        "access": {facet: data.draw(lines(1, 60)) for facet in offer.accessibility if data.draw(st.booleans())},
    }
    return {name: value for name, value in said.items() if value}


@pytest.fixture(scope="module")
def pictures() -> dict[str, bytes]:
    """Pictures of every kind, large enough."""
    kinds = {"a.jpg": "JPEG", "quai-2.png": "PNG", "b-c.webp": "WEBP"}
    return {name: picture(kind=kind) for name, kind in kinds.items()}


@pytest.fixture
def illustrated(content: Path, pictures: dict[str, bytes]) -> Path:
    """The sample with pictures."""
    (content / "media").mkdir()
    for name, file in pictures.items():
        (content / "media" / name).write_bytes(file)
    return content


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(facts=FACTS, french=WORDS, english=WORDS, more=OPTIONAL, data=st.data())
def test_any_offer_survives_writing_reading_and_checking(
    illustrated: Path, facts: dict[str, Any], french: dict[str, Any], english: dict[str, Any], more: dict[str, Any],
    data: st.DataObject,
) -> None:
    content = illustrated
    offer = OfferFacts.model_validate(facts)
    more = {name: text for name, text in more.items() if name != "end" or offer.end_point}
    more = more | said_of(offer, data)
    words = {"fr": Words.model_validate(french | more), "en": Words.model_validate(english | more)}
    for lang, text in files_of(offer, words, "fr").items():
        (content / f"offers/any.{lang}.md").write_text(text, encoding="utf-8")
    folder = open_folder(content)
    source = read_source(OFFERS, "any", folder.offers["any"], "fr", folder.tree)
    assert source.faults == []
    assert source.facts == offer
    assert source.words == words
    assert faults_of(content, BUILD_DAY) == []


@pytest.mark.parametrize(
    "text",
    ["no", "Off", "14:30", "2027-05-01", "12", "Un : deux", "a #b", " a ", 'quo"te', "back\\slash", "x:", "- a", "~"],
)
def test_a_text_that_yaml_would_take_for_something_else_is_written_in_quotes(content: Path, text: str) -> None:
    path = content / "one.md"
    path.write_text(front_matter({"title": text, "more": {"a": [text]}}, "x"), encoding="utf-8")
    document = read_document(str(path), "one.md")
    assert (document.values, document.faults) == ({"title": text, "more": {"a": (text,)}}, [])


def test_a_file_is_written_as_an_editor_would(content: Path) -> None:
    values = {
        "title": "Une balade",
        "languages": ["fr", "en"],
        "capacity": 12,
        "departures": [{"on": date(2027, 5, 1), "at": "14:30"}],
        "minimum": {"persons": 6, "decide_hours": 48},
        "partner": None,
    }
    assert front_matter(values, "Texte.") == (
        "---\ntitle: Une balade\nlanguages: [fr, en]\ncapacity: 12\ndepartures:\n"
        '  - {on: 2027-05-01, at: "14:30"}\nminimum: {persons: 6, decide_hours: 48}\n---\nTexte.\n'
    )
