"""The product feed of Google's Things to do, from the open data of the built sample: its shape, and what it tells.

Its shape is checked against a schema of our own: Google publishes none, and takes a feed from partners alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from catalogue import things_to_do
from catalogue.pages import open_data
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from .building import DAY, ORIGIN, ROOT, Run
from .reading import Page, local

SCHEMA = json.loads(Path("schemas/things-to-do.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def data(sample: Run) -> Any:
    return json.loads((sample.output / open_data.OFFERS).read_bytes())


def told_in(shards: list[bytes]) -> list[dict[str, Any]]:
    return [one for shard in shards for one in json.loads(shard)["products"]]


def test_each_shard_has_the_shape_of_a_product_feed(data: Any) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for shard in things_to_do.feed(data):
        assert list(VALIDATOR.iter_errors(json.loads(shard))) == []
    broken = json.loads(things_to_do.feed(data)[0])
    del broken["products"][0]["options"][0]["landing_page"]
    broken["feed_metadata"]["total_shards_count"] = 0
    assert len(list(VALIDATOR.iter_errors(broken))) == 2


def test_an_offer_is_told_in_its_languages_with_a_page_price_and_place_each(
    data: Any, pages: Mapping[str, Page]
) -> None:
    quays = next(one for one in told_in(things_to_do.feed(data)) if one["id"] == "quays")
    assert {one["language_code"] for one in quays["title"]["localized_texts"]} == {"fr", "en"}
    assert {one["id"] for one in quays["options"]} <= {"quays-fr", "quays-en"}
    option = quays["options"][0]
    assert {local(one["url"]) for one in option["landing_page"]["localized_urls"]} <= pages.keys()
    assert option["price_options"][0]["price"] == {"currency_code": "EUR", "units": 12, "nanos": 500_000_000}
    assert option["cancellation_policy"]["refund_conditions"][0].keys() == {
        "min_duration_before_start_time_sec", "refund_percent",
    }  # fmt: skip
    assert option["meeting_point"]["location"]["place_info"]["coordinates"]["latitude"] == pytest.approx(48.8, abs=0.1)


def test_an_offer_with_nothing_to_book_is_no_product(data: Any) -> None:
    closed = deepcopy(data)
    for one in closed["offers"][0]["departures"]:
        one["status"] = "cancelled"
    assert closed["offers"][0]["id"] not in {one["id"] for one in told_in(things_to_do.feed(closed))}
    assert len(told_in(things_to_do.feed(data))) == 2


def test_a_feed_too_big_for_one_file_is_several_of_one_upload(data: Any) -> None:
    shards = things_to_do.feed(data, most=1_000)
    metadata = [json.loads(shard)["feed_metadata"] for shard in shards]
    assert [one["shard_id"] for one in metadata] == [0, 1]
    assert {(one["total_shards_count"], one["nonce"]) for one in metadata} == {(2, metadata[0]["nonce"])}
    assert told_in(shards) == told_in(things_to_do.feed(data))


def test_the_same_offers_give_the_same_feed_on_another_day(data: Any) -> None:
    later = {**data, "generated_on": "2027-03-02"}
    assert things_to_do.feed(later) == things_to_do.feed(data)
    other = deepcopy(data)
    other["offers"][0]["words"]["fr"]["title"] = "Autre"
    nonces = {json.loads(things_to_do.feed(one)[0])["feed_metadata"]["nonce"] for one in (data, other)}
    assert len(nonces) == 2


def test_it_is_written_beside_the_data_and_what_it_had_before_is_gone(sample: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / things_to_do.FOLDER
    folder.mkdir(parents=True)
    (folder / "products-7.json").write_text("old")
    inputs = {"OUTPUT": str(sample.output), "DATA_OUTPUT": str(tmp_path / "data"), "SITE_URL": ORIGIN, "BUILD_DAY": DAY}
    done = subprocess.run(
        [sys.executable, "-m", "catalogue.things_to_do"],
        cwd=ROOT, env=os.environ | inputs | {"PYTHONPATH": "plugins"}, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert done.stdout.startswith("2 products, 1 files")
    assert [path.name for path in folder.iterdir()] == ["products-0.json"]


def test_where_no_site_was_built_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "conf.py"
    read = f"from runpy import run_path\nglobals().update(run_path({str(ROOT / 'pelicanconf.py')!r}))\n"
    settings.write_text(read + "OUTPUT_PATH = 'none'\nDATA_OUTPUT = 'data'\n")
    assert things_to_do.main(["-s", str(settings)]) == 1
    assert "build the site first" in capsys.readouterr().err
