"""Pelican stays Pelican: every signal of a build is sent, in its order, by whom and with what plugins expect."""

import json
import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from .building import SAMPLE, Run, run_build
from .plugin_settings import built, html_files, settings

LIFE = [
    "initialized",
    "get_generators",
    "generator_init",
    "page_generator_init",
    "static_generator_init",
    "page_generator_preread",
    "page_generator_context",
    "content_object_init",
    "page_generator_finalized",
    "static_generator_finalized",
    "all_generators_finalized",
    "get_writer",
    "page_generator_write_page",
    "page_writer_finalized",
    "content_written",
    "finalized",
]
"""In this order, each for the first time."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The sample with a page of Pelican's own to compare with, built with an offer edited since a plain build."""
    folder = tmp_path_factory.mktemp("recorded")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    (content / "media" / "own.jinja").write_text("<!doctype html><title>{{ SITENAME }}</title>", encoding="utf-8")
    own = {"media/own.jinja": "own.html"}
    built(run_build(folder, content, settings=settings(folder, TEMPLATE_PAGES=own)))
    with (content / "offers" / "quays.fr.md").open("a", encoding="utf-8") as offer:
        offer.write("\nUne péniche de plus.\n")
    chosen = settings(folder, "plugin_recorder", TEMPLATE_PAGES=own)
    return built(run_build(folder, content, settings=chosen, HEARD=str(folder / "heard.json")))


@pytest.fixture(scope="module")
def heard(recorded: Run) -> Sequence[Mapping[str, Any]]:
    found: list[dict[str, Any]] = json.loads((recorded.output.parent / "heard.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def written(heard: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """What was told of each written page of the catalogue, by its path."""
    return {one["sender"]: one for one in grouped(heard)["content_written"] if one["output_file"] != "own.html"}


def test_the_signals_of_a_build_come_in_pelican_s_order(heard: Sequence[Mapping[str, Any]]) -> None:
    first = {one["signal"]: place for place, one in reversed(list(enumerate(heard)))}
    assert sorted(LIFE, key=lambda name: first[name]) == LIFE
    assert {"readers_init", "article_generator_finalized", "article_writer_finalized"} <= set(first)


def test_the_signals_of_a_whole_build_come_once(heard: Sequence[Mapping[str, Any]]) -> None:
    names = [one["signal"] for one in heard]
    for name in ("initialized", "get_generators", "all_generators_finalized", "get_writer", "finalized"):
        assert names.count(name) == 1, name
    assert names[-1] == "finalized"


def test_the_signals_come_from_whom_and_with_what_plugins_expect(heard: Sequence[Mapping[str, Any]]) -> None:
    senders = {name: {one["sender"] for one in group} for name, group in grouped(heard).items()}
    assert senders["initialized"] == senders["get_writer"] == senders["finalized"] == {"Pelican"}
    assert senders["all_generators_finalized"] == {"list"}
    assert "CatalogueGenerator" in senders["generator_init"]
    assert "Page" in senders["content_object_init"]
    told = {name: {tuple(one["told"]) for one in group} for name, group in grouped(heard).items()}
    assert told["content_written"] == {("context",)}
    assert told["page_generator_context"] == {("metadata",)}
    assert told["page_generator_write_page"] == {("content",)}


def grouped(heard: Sequence[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    def by(one: Mapping[str, Any]) -> str:
        return str(one["signal"])

    return {name: list(group) for name, group in groupby(sorted(heard, key=by), key=by)}


def test_each_page_is_told_once_when_it_is_in_its_place(recorded: Run, heard: Sequence[Mapping[str, Any]]) -> None:
    told = [one["sender"] for one in grouped(heard)["content_written"]]
    assert sorted(told) == sorted(str(page) for page in html_files(recorded.output))
    for one in grouped(heard)["content_written"]:
        assert one["digest"] == sha256(Path(one["sender"]).read_bytes()).hexdigest(), one["sender"]


def test_a_page_s_context_says_all_that_pelican_s_own_does(
    written: Mapping[str, Mapping[str, Any]], heard: Sequence[Mapping[str, Any]]
) -> None:
    (own,) = [one for one in heard if one.get("output_file") == "own.html"]
    usual = set(own["keys"]) - {"output_file"}
    assert {"SITENAME", "SITEURL", "OUTPUT_PATH", "PLUGINS", "localsiteurl", "pages", "articles"} <= usual
    for path, one in written.items():
        assert usual <= set(one["keys"]), path


def test_a_page_s_context_keeps_pelican_s_words_for_what_pelican_means_by_them(
    written: Mapping[str, Mapping[str, Any]],
) -> None:
    assert {one["lang"] for one in written.values()} == {"fr", "en"}
    for path, one in written.items():
        assert one["other"] == [], path
        assert {"article", "page"}.isdisjoint(one["keys"]), path
