"""The invented offers of the bench: the same for every tool, right by this project's own check."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from catalogue.model.departures import unroll
from catalogue.reading.load import Catalogue, load

from bench.build import for_faubourg, for_hugo
from bench.build.content import BUILD_DAY, offers, partners, unrolled
from bench.build.edits import SCENARIOS, Site
from bench.build.theme_words import theme_words
from bench.build.vocabulary import LANGUAGES

OFFERS, SEED = 24, 7
MESSAGE = re.compile(r'(?:\bT|lang\.Translate) "([^"]+)"')


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    for_faubourg.write_content(folder, SEED, OFFERS)
    return folder


@pytest.fixture(scope="module")
def catalogue(content: Path) -> Catalogue:
    return load(content, BUILD_DAY)


def test_a_seed_gives_the_same_offers_again_and_another_gives_others() -> None:
    assert list(offers(SEED, OFFERS)) == list(offers(SEED, OFFERS))
    assert list(offers(SEED, OFFERS)) != list(offers(SEED + 1, OFFERS))


def test_the_check_finds_nothing_to_mend(catalogue: Catalogue) -> None:
    assert len(catalogue.offers) == OFFERS
    assert catalogue.languages == LANGUAGES


def test_every_offer_has_its_words_in_all_languages(catalogue: Catalogue) -> None:
    assert {frozenset(offer.words) for offer in catalogue.offers} == {frozenset(LANGUAGES)}


def test_departures_handed_to_other_tools_are_those_of_this_project(catalogue: Catalogue) -> None:
    own = {offer.id: unroll(offer, BUILD_DAY, ZoneInfo("Europe/Paris")) for offer in catalogue.offers}
    for offer in offers(SEED, OFFERS):
        handed = [(one["id"], one["starts_local"], one["capacity"], one["language"]) for one in unrolled(offer)]
        assert handed == [(one.id, one.starts_local, one.capacity, one.language) for one in own[offer["id"]]]


def test_there_are_weekly_rules_and_single_dates(catalogue: Catalogue) -> None:
    lengths = {len(departures) for departures in catalogue.departures.values()}
    assert 26 in lengths
    assert min(lengths) >= 3
    assert lengths - {26} <= set(range(3, 10))


def test_every_partner_has_an_offer() -> None:
    assert {offer["partner"] for offer in offers(SEED, OFFERS)} == {one["id"] for one in partners(SEED, OFFERS)}


def test_hugo_has_a_page_for_every_offer_and_language(tmp_path: Path, catalogue: Catalogue) -> None:
    for_hugo.write(tmp_path, SEED, OFFERS)
    sources = {path.name for path in (tmp_path / "content" / "offers").glob("[!_]*.md")}
    assert sources == {f"{offer.id}.{lang}.md" for offer in catalogue.offers for lang in LANGUAGES}
    assert all(
        f'url: "{offer.url("fr")}"'
        in (tmp_path / "content" / "offers" / f"{offer.id}.fr.md").read_text(encoding="utf-8")
        for offer in catalogue.offers
    )


def test_hugo_says_what_the_theme_says() -> None:
    layouts = [path.read_text(encoding="utf-8") for path in (for_hugo.THEME / "layouts").rglob("*.*")]
    said = {message for text in layouts for message in MESSAGE.findall(text)}
    assert len(said) > 50
    assert said <= set(theme_words("fr"))


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_edited_offer_still_has_no_fault(name: str, tmp_path: Path) -> None:
    for_faubourg.write_content(tmp_path / "content", SEED, OFFERS)
    before = load(tmp_path / "content", BUILD_DAY)
    SCENARIOS[name](Site(tmp_path / "content", tmp_path / "output"), 1)
    after = load(tmp_path / "content", BUILD_DAY)
    assert [old.id for old, new in zip(before.offers, after.offers, strict=True) if old != new] != []


def test_forgetting_keeps_pictures_and_what_is_dear_to_make(tmp_path: Path) -> None:
    kept = ("output/theme/covers/a.svg", "site/cache/templates/t.cache", "site/cache/bricolage.woff2")
    gone = ("output/fr/index.html", "output/robots.txt", "output/theme/main.css", "site/cache/ledger-1.sqlite")
    for name in (*kept, *gone, "output-data/catalogue.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for_faubourg.forget(tmp_path / "site", tmp_path / "output")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == set(kept)
