"""The files of open data of the built sample: their shape, what they tell, and what they keep to themselves."""

import csv
import json
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from catalogue.pages import open_data
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from .building import DAY, ORIGIN, Run
from .reading import Page, local

SCHEMA = json.loads(Path("schemas/open-data.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def data_of(sample: Run) -> Any:
    return json.loads((sample.output / open_data.OFFERS).read_bytes())


def rows(sample: Run, file: str) -> list[dict[str, str]]:
    text = (sample.output / file).read_bytes().decode("utf-8")
    assert text.endswith("\r\n")
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_the_file_has_the_shape_of_its_schema(sample: Run) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = data_of(sample)
    assert list(VALIDATOR.iter_errors(data)) == []
    assert (data["generated_on"], data["licence"]["spdx"]) == (DAY, "CC-BY-4.0")
    del data["offers"][0]["words"]["fr"]["url"]
    data["offers"][1]["departures"][0]["starts_at"] = "2027-03-05 10:00"
    assert len(list(VALIDATOR.iter_errors(data))) == 2


def test_it_tells_each_offer_in_all_its_languages_with_addresses_of_pages(
    sample: Run, pages: Mapping[str, Page]
) -> None:
    quays = next(one for one in data_of(sample)["offers"] if one["id"] == "quays")
    assert quays["words"].keys() == {"fr", "en"}
    for lang, words in quays["words"].items():
        page = pages[local(words["url"])]
        assert (page.lang, words["title"] in page.text) == (lang, True)
    assert {local(url) for url in quays["partner"]["urls"].values()} <= pages.keys()
    assert quays["tariffs"][0] == {"id": "adult", "price_cents": 1250, "currency": "EUR"}
    assert quays["meeting_point"]["latitude"] == pytest.approx(48.8, abs=0.1)


def test_every_id_has_its_words(sample: Run) -> None:
    data = data_of(sample)
    words = data["vocabulary"]
    for offer in data["offers"]:
        assert offer["type"] in words["types"]
        assert offer["territory"] in words["territories"]
        assert {one["id"] for one in offer["tariffs"]} <= words["tariffs"].keys()
        for name in ("themes", "accessibility", "audience", "guided_languages"):
            assert set(offer[name]) <= words[name].keys()


def test_cancelled_and_moved_departures_are_told(sample: Run) -> None:
    quays = next(one for one in data_of(sample)["offers"] if one["id"] == "quays")
    told = {one["id"]: one for one in quays["departures"]}
    assert told["quays-20270305T1000"]["status"] == "cancelled"
    assert told["quays-20270313T1000"]["starts_at"] == "2027-03-14T11:00:00+01:00"
    elsewhere = [one["meeting_point"]["name"] for one in told.values() if "meeting_point" in one]
    assert elsewhere == ["Le moulin"]
    assert all(
        datetime.fromisoformat(one["starts_at"]) < datetime.fromisoformat(one["ends_at"]) for one in told.values()
    )


def test_the_rows_say_the_same_as_the_objects(sample: Run) -> None:
    offers = data_of(sample)["offers"]
    told = rows(sample, open_data.ROWS)
    assert tuple(told[0]) == open_data.ROW_COLUMNS
    assert {(row["id"], row["language"], row["url"], row["title"].removeprefix("'")) for row in told} == {
        (one["id"], lang, words["url"], words["title"]) for one in offers for lang, words in one["words"].items()
    }
    for row in told:
        offer = next(one for one in offers if one["id"] == row["id"])
        tariffs = "|".join(f"{one['id']}:{one['price_cents']}" for one in offer["tariffs"])
        assert (row["tariffs_cents"], row["themes"]) == (tariffs, "|".join(offer["themes"]))
        assert row["latitude"] == (str(offer["meeting_point"]["latitude"]) if offer["meeting_point"] else "")


def test_there_is_a_row_for_each_departure(sample: Run) -> None:
    told = rows(sample, open_data.DEPARTURES)
    assert tuple(told[0]) == open_data.DEPARTURE_COLUMNS
    assert [(row["offer"], row["id"], row["starts_at"], row["status"], row["capacity"]) for row in told] == [
        (offer["id"], one["id"], one["starts_at"], one["status"], str(one["capacity"]))
        for offer in data_of(sample)["offers"]
        for one in offer["departures"]
    ]


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("x","y")'])
def test_no_text_is_a_formula_for_a_spreadsheet(text: str) -> None:
    (row,) = csv.reader(StringIO(open_data.cell(text) + "\r\n", newline=""), strict=True)
    assert row == [f"'{text}"]


@pytest.mark.parametrize("text", ["", "plain", "a, b", 'the "quays"', "two\r\nlines", "l’été = chaud"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    (row,) = csv.reader(StringIO(f"x,{open_data.cell(text)}\r\n", newline=""), strict=True)
    assert row == ["x", text]


def test_what_partners_tell_the_office_alone_is_in_no_file(sample: Run) -> None:
    for file in open_data.FILES:
        text = (sample.output / file).read_text(encoding="utf-8").replace("bonjour@example.org", "")
        assert "@" not in text
        assert "+33" not in text
        assert "commission" not in text


@pytest.mark.parametrize("url", ["/fr/donnees-ouvertes/", "/en/open-data/"])
def test_a_page_of_each_language_tells_what_there_is(sample: Run, pages: Mapping[str, Page], url: str) -> None:
    page = pages[url]
    links = {one.get("href") for one in page.all("a")}
    assert {f"/{file}" for file in open_data.FILES} <= links
    (dataset,) = page.of_type("Dataset")
    assert dataset["license"] == open_data.LICENCE["url"]
    assert dataset["url"] == ORIGIN + url
    told = {one["contentUrl"]: one["encodingFormat"] for one in dataset["distribution"]}
    assert told == {
        f"{ORIGIN}/{file}": "application/json" if "json" in file else "text/csv" for file in open_data.FILES
    }
    assert all((sample.output / local(address).lstrip("/")).is_file() for address in told)
    for other in pages.values():
        if other.lang == page.lang:
            assert url in {one.get("href") for one in other.all("a")}, "it is linked from the foot of every page"
