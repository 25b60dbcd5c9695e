"""`catalogue.json`: valid by its schema, the same for the same content, hashes that change when they should."""

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from catalogue.model import Tariff, TariffLabels
from catalogue.model.terms import canonical, sha256_hex
from catalogue.reading.compile import entry, header, joined, tariff_note
from catalogue.reading.load import load
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.catalogue.sample import BUILD_DAY, edit, load_sample

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas/catalogue.schema.json").read_text(encoding="utf-8"))
BUILT_AT = datetime(2027, 1, 4, 1, 30, tzinfo=UTC)


def compiled(content: Path, build_day: date = BUILD_DAY) -> dict[str, Any]:
    catalogue = load(content, build_day)
    head = header(catalogue.taxonomy, sequence=7, commit="a" * 40, built_at=BUILT_AT)
    return dict(json.loads(joined(head, [entry(catalogue, offer) for offer in catalogue.offers])))


def offer_in(catalogue: dict[str, Any], own_id: str = "kayak") -> dict[str, Any]:
    return next(offer for offer in catalogue["offers"] if offer["id"] == own_id)


def test_the_sample_is_valid_by_the_schema(content: Path) -> None:
    Draft202012Validator(SCHEMA).validate(compiled(content))


def test_the_real_content_is_valid_by_the_schema() -> None:
    Draft202012Validator(SCHEMA).validate(compiled(ROOT / "content", date(2026, 11, 22)))


def test_the_whole_entry_of_an_offer_is_as_written(content: Path) -> None:
    catalogue = compiled(content)
    kayak = offer_in(catalogue)
    assert {name: catalogue[name] for name in ("schema", "sequence", "commit", "built_at", "timezone")} == {
        "schema": 1,
        "sequence": 7,
        "commit": "a" * 40,
        "built_at": "2027-01-04T01:30:00Z",
        "timezone": "Europe/Paris",
    }
    assert kayak["words"]["en"]["url"] == "/en/visits/marne-by-kayak/"
    assert kayak["words"]["fr"]["url"] == "/fr/visites/marne-en-kayak/"
    assert kayak["tariffs"][1] == {
        "id": "child",
        "price_cents": 1250,
        "label": {"fr": "Enfant", "en": "Child"},
        "note": {"fr": "8 à 12\u202fans", "en": "aged 8 to 12"},
    }
    assert kayak["cancellation"] == [{"until_hours": 48, "refund_percent": 100}]
    assert kayak["partner"]["email"] == "rameurs@example.org"
    assert (kayak["meeting_point"]["lat_e6"], kayak["meeting_point"]["lon_e6"]) == (48_820_600, 2_473_600)
    assert offer_in(catalogue, "studios")["meeting_point"] is None
    assert offer_in(catalogue, "studios")["cancellation"] == []
    single = next(one for one in kayak["departures"] if one["id"] == "kayak-20270501T1430")
    assert single == {
        "id": "kayak-20270501T1430",
        "starts_at": "2027-05-01T12:30:00Z",
        "ends_at": "2027-05-01T14:30:00Z",
        "closes_at": "2027-05-01T11:30:00Z",
        "starts_local": "2027-05-01T14:30:00+02:00",
        "capacity": 12,
        "status": "open",
        "language": "fr",
    }


def test_only_languages_with_words_appear(content: Path) -> None:
    edit(content, "taxonomy.yaml", "languages: [fr, en]\n", "languages: [fr, en]\npartial_languages: [en]\n")
    (content / "offers/kayak.en.md").unlink()
    kayak = offer_in(compiled(content))
    assert set(kayak["words"]) == {"fr"}
    assert {lang for tariff in kayak["tariffs"] for lang in (*tariff["label"], *tariff.get("note", {}))} == {"fr"}


def test_no_float_reaches_the_store(content: Path) -> None:
    def floats(value: Any) -> list[float]:
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return [one for child in children for one in floats(child)] + ([value] if isinstance(value, float) else [])

    assert floats(compiled(content)) == []


def test_the_same_content_gives_the_same_bytes(content: Path) -> None:
    assert canonical(compiled(content)) == canonical(compiled(content))


def test_a_hash_is_that_of_the_entry_without_it(content: Path) -> None:
    for offer in compiled(content)["offers"]:
        items = [(name, value) for name, value in offer.items() if name != "hash"]
        random.shuffle(items)
        assert offer["hash"] == sha256_hex(dict(items), 32)


EDITS = [
    ("offers/kayak.fr.md", "title: La Marne en kayak", "title: La Marne en canoë", {"hash"}),
    ("offers/kayak.en.md", "A change of clothes", "Dry clothes", {"hash"}),
    ("offers/kayak.fr.md", "capacity: 12", "capacity: 14", {"hash"}),
    ("offers/kayak.fr.md", "duration_minutes: 120", "duration_minutes: 90", {"hash"}),
    ("offers/kayak.fr.md", "price_cents: 2500", "price_cents: 2600", {"hash", "terms"}),
    ("offers/kayak.fr.md", "to_age: 12", "to_age: 13", {"hash", "terms"}),
    ("offers/kayak.fr.md", "party_max: 6", "party_max: 5", {"hash", "terms"}),
    ("offers/kayak.fr.md", "party_max: 6", "party_max: 6\ncut_off_minutes: 30", {"hash", "terms"}),
    (
        "taxonomy.yaml",
        "until_hours: 48, refund_percent: 100}]",
        "until_hours: 72, refund_percent: 100}]",
        {"hash", "terms"},
    ),
    ("taxonomy.yaml", "fr: Adulte", "fr: Plein tarif", {"hash"}),
    ("partners/rameurs.fr.md", "rameurs@example.org", "club@example.org", {"hash"}),
    ("offers/kayak.fr.md", "On embarque", "On monte", set[str]()),
    ("offers/studios.fr.md", "capacity: 100", "capacity: 90", set[str]()),
    ("offers/kayak.fr.md", "accessibility: [seating]\n", "", set[str]()),
    ("offers/kayak.fr.md", "party_max: 6", "party_max: 6\ncut_off_minutes: 60", set[str]()),
]


@pytest.mark.parametrize(("name", "old", "new", "changed"), EDITS)
def test_hashes_change_only_with_what_they_stand_for(
    content: Path, name: str, old: str, new: str, changed: set[str]
) -> None:
    before = offer_in(compiled(content))
    edit(content, name, old, new)
    after = offer_in(compiled(content))
    assert {key for key in ("hash", "terms") if before[key] != after[key]} == changed


def test_the_order_of_tariffs_and_tiers_does_not_change_the_terms(content: Path) -> None:
    short, long = "{until_hours: 24, refund_percent: 50}", "{until_hours: 72, refund_percent: 100}"
    edit(content, "offers/studios.fr.md", "cancellation: []", f"cancellation: [{short}, {long}]")
    before = load_sample(content)
    edit(content, "offers/studios.fr.md", f"{short}, {long}", f"{long}, {short}")
    adult = "  - {id: adult, price_cents: 2500}\n"
    child = "  - {id: child, price_cents: 1250, from_age: 8, to_age: 12}\n"
    edit(content, "offers/kayak.fr.md", adult + child, child + adult)
    after = load_sample(content)
    assert [offer.terms for offer in after.offers] == [offer.terms for offer in before.offers]
    assert [tier.until_hours for tier in before.offers[1].cancellation] == [72, 24]


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (None, None, "", ""),
        (6, 12, "6 à 12\u202fans", "aged 6 to 12"),
        (65, None, "dès 65\u202fans", "aged 65 and over"),
        (None, 5, "jusqu’à 5\u202fans", "aged 5 and under"),
        (7, 7, "7\u202fans", "aged 7"),
    ],
)
def test_the_note_of_a_tariff_says_its_ages(first: int | None, last: int | None, french: str, english: str) -> None:
    tariff = Tariff(id="child", price_cents=0, from_age=first, to_age=last)
    labels = TariffLabels(label={"fr": "Enfant", "en": "Child"})
    assert (tariff_note(tariff, labels, "fr"), tariff_note(tariff, labels, "en")) == (french, english)


def test_the_note_of_a_tariff_is_in_every_language_of_the_site() -> None:
    labels = TariffLabels(label={"es": "Niños", "de": "Kinder"}, who={"es": "escolares", "de": "Schulkinder"})
    tariff = Tariff(id="child", price_cents=0, from_age=6, to_age=12)
    assert tariff_note(tariff, labels, "es") == "de 6 a 12 años, escolares"
    assert tariff_note(tariff, labels, "de") == "6 bis 12 Jahre, Schulkinder"


MORE = """\
virtual: {platform: BigBlueButton, link_sent: day-before}
party_min: 2
from_age: 6
to_age: 99
minimum: {persons: 4, decide_hours: 24}
"""


def test_what_an_offer_does_not_set_is_not_told(content: Path) -> None:
    for offer in compiled(content)["offers"]:
        assert not {"party_min", "from_age", "to_age", "minimum"} & offer.keys()
        assert not {"quota", "proof"} & {name for tariff in offer["tariffs"] for name in tariff}
        assert not any("meeting_point" in one for one in offer["departures"])


def test_what_an_offer_sets_is_told_and_valid_by_the_schema(content: Path) -> None:
    edit(content, "offers/studios.fr.md", "virtual: {platform: BigBlueButton, link_sent: hour-before}\n", MORE)
    edit(content, "offers/kayak.fr.md", "{id: adult, price_cents: 2500}", "{id: adult, price_cents: 2500, quota: 4}")
    place = '{name: "Le \\"port\\"", address: Nogent, lat: 48.83, lon: 2.48}'
    edit(content, "offers/kayak.fr.md", 'at: "14:30"}', f'at: "14:30", status: full, place: {place}}}')
    edit(content, "offers/kayak.en.md", "bring: A", "meet: The pontoon\nbring: A")
    labels = "{label: {fr: Enfant, en: Child}, who: {fr: écoliers, en: pupils}, proof: {fr: Carte., en: Card.}}"
    edit(content, "taxonomy.yaml", "{label: {fr: Enfant, en: Child}}", labels)
    catalogue = compiled(content)
    Draft202012Validator(SCHEMA).validate(catalogue)
    studios, kayak = offer_in(catalogue, "studios"), offer_in(catalogue)
    assert {name: studios[name] for name in ("party_min", "from_age", "to_age", "minimum", "virtual")} == {
        "party_min": 2, "from_age": 6, "to_age": 99, "minimum": {"persons": 4, "decide_hours": 24},
        "virtual": {"platform": "BigBlueButton", "link_sent": "day-before"},
    }  # fmt: skip
    assert kayak["tariffs"][0]["quota"] == 4
    assert kayak["tariffs"][1]["note"] == {"fr": "8 à 12\u202fans, écoliers", "en": "aged 8 to 12, pupils"}
    assert kayak["tariffs"][1]["proof"] == {"fr": "Carte.", "en": "Card."}
    assert (kayak["words"]["en"]["meet"], "meet" in kayak["words"]["fr"]) == ("The pontoon", False)
    [moved] = [one for one in kayak["departures"] if "meeting_point" in one]
    assert (moved["status"], moved["meeting_point"]["name"]) == ("full", 'Le "port"')
    items = {name: value for name, value in kayak.items() if name != "hash"}
    assert kayak["hash"] == sha256_hex(items, 32)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("price_cents: 2500}", "price_cents: 2500, quota: 4}", True),
        ("party_max: 6", "party_max: 6\nparty_min: 2", True),
        ("party_max: 6", "party_max: 6\nparty_min: 1", False),
        ("party_max: 6", "party_max: 6\nfrom_age: 8", True),
        ("party_max: 6", "party_max: 6\nto_age: 80", True),
        ("party_max: 6", "party_max: 6\ndifficulty: easy\naudience: [schools]", False),
    ],
)
def test_new_limits_change_the_terms_where_they_are_set(content: Path, old: str, new: str, changed: bool) -> None:
    before = offer_in(compiled(content))["terms"]
    edit(content, "offers/kayak.fr.md", old, new)
    assert (offer_in(compiled(content))["terms"] != before) == changed


def test_a_commission_never_leaves_the_build(content: Path) -> None:
    before = compiled(content)
    edit(content, "partners/rameurs.fr.md", "language: fr", "language: fr\ncommission_permille: 137")
    assert load_sample(content).partners["rameurs"].commission_permille == 137
    assert compiled(content) == before
