"""What part of an edition edited offers can have changed."""

from array import array
from typing import Any

import pytest
from catalogue.building.batches import Part
from catalogue.building.days import NUMBERS
from catalogue.building.effects import part_of
from catalogue.digests import SIZE
from catalogue.pages.briefs import Brief, Said

WORDS = Said("/fr/visites/walk/", ("walk",), b"undated card, and dated", b"found", "1a2b3c4d.png", 5)
SAID = {"fr": WORDS, "en": WORDS}
REST = ("guild", b"all", b"dated", b"", b"told", b"opened" * 6, "picture", (), (), SAID)
LANGS, POINTED = ("fr", "en"), ("facets", "finder", "map")
BRIEF = Brief(100, 100, "paris", "Paris 12e", (488_300, 23_900), ("river", "night"), ("free",), b"facets", *REST)
PLACES = {("offers", ""), ("territory", "paris"), ("partner", "guild")}
LISTS = PLACES | {("commune", "paris-12e"), ("theme", "river"), ("theme", "night"), ("choice", "free")}


def said(**changes: Any) -> Brief:
    return BRIEF._replace(said={"fr": WORDS._replace(**changes), "en": WORDS})


def test_an_edited_text_shows_on_the_offers_own_pages_alone() -> None:
    part = part_of({"walk": (BRIEF, BRIEF._replace(digest=b"other"))}, ())
    assert (set(part.offers), part.lists, part.others) == ({"walk"}, {}, set())


@pytest.mark.parametrize(
    ("now", "others"),
    [
        (BRIEF._replace(told=b"other"), {"catalogue.json"}),
        (BRIEF._replace(opened=b"opened" * 4 + b"other " * 2), {"open-data/departures.csv"}),
        (said(found=b"other"), {"fr:search"}),
        (said(url="/fr/visites/other/"), {"sitemap"}),
        (BRIEF._replace(facets=b"other"), {"fr:facets", "en:facets", "fr:finder", "en:finder"}),
        (BRIEF._replace(point=(488_300, 23_901)), {f"{one}:{kind}" for one in LANGS for kind in POINTED}),
        (said(card=b"other"), {"fr:feed", "fr:finder"}),
        (said(updated=6), {"fr:feed", "sitemap"}),
    ],
)
def test_a_joined_file_is_looked_at_where_what_it_says_of_an_offer_has_changed(now: Brief, others: set[str]) -> None:
    assert part_of({"walk": (BRIEF, now)}, ()).others == others


def test_an_offer_that_moves_in_its_lists_reaches_from_its_old_place_to_its_new_one() -> None:
    part = part_of({"walk": (BRIEF, BRIEF._replace(starts=300)), "tour": (BRIEF, BRIEF._replace(starts=50))}, ())
    assert part.lists == dict.fromkeys(LISTS, ((50, "tour"), (300, "walk")))
    assert part.others == {"fr:facets", "en:facets", "fr:finder", "en:finder"}


def test_where_people_meet_moves_the_commune_on_all_pages_of_its_list() -> None:
    part = part_of({"walk": (BRIEF, BRIEF._replace(point=(488_300, 23_901)))}, ())
    assert part.lists == {("commune", "paris-12e"): None}


@pytest.mark.parametrize(
    "edit",
    [
        (None, BRIEF),
        (BRIEF, None),
        (BRIEF, BRIEF._replace(said={"fr": WORDS})),
        (BRIEF._replace(commune="Pantin"), BRIEF),
    ],
)
def test_an_offer_that_comes_or_goes_changes_its_lists_to_their_ends(edit: tuple[Brief | None, Brief | None]) -> None:
    part = part_of({"walk": edit, "tour": (BRIEF, BRIEF._replace(starts=50))}, ())
    assert part.lists.keys() - {("commune", "pantin")} == LISTS
    assert set(part.lists.values()) == {None}
    assert part.others is None


def test_pages_that_are_not_looked_at_are_not_taken_for_gone() -> None:
    part = part_of({"walk": (BRIEF, BRIEF._replace(starts=300))}, {"lost"})
    assert part.others is None
    assert part.holds("fr:partner:lost:2")
    assert not part.holds("fr:offers::2")
    assert not part.holds("fr:theme:sea:1")


def test_what_somebody_altered_is_looked_at_too() -> None:
    part = Part({}, {}, set()).altered(["offer:walk", "fr:theme:river:2", "fr:search"])
    assert set(part.offers) == {"walk"}
    assert part.lists == {("theme", "river"): None}
    assert part.wants("fr:search")
    assert not part.wants("en:search")


def test_another_title_shows_on_the_days_that_an_offer_has_and_had() -> None:
    now = said(card=b"other".ljust(SIZE) + b"dated")._replace(days=days(8, 9))
    found = part_of({"walk": (BRIEF._replace(days=days(5, 8)), now)}, ()).lists
    assert {own_id for kind, own_id in found if kind == "day"} == {"5", "8", "9"}


def test_of_new_dates_alone_the_agenda_knows_itself() -> None:
    now = said(card=WORDS.card[:SIZE] + b"later")._replace(days=days(8, 9), dated=b"other")
    found = part_of({"walk": (BRIEF._replace(days=days(5, 8)), now)}, ()).lists
    assert found
    assert not [own_id for kind, own_id in found if kind == "day"]


@pytest.mark.parametrize("edit", [(None, BRIEF), (BRIEF, None)])
def test_an_offer_that_comes_or_goes_shows_on_all_its_days(edit: tuple[Brief | None, Brief | None]) -> None:
    before, now = (brief and brief._replace(days=days(5, 8)) for brief in edit)
    assert {("day", "5"), ("day", "8")} < part_of({"walk": (before, now)}, ()).lists.keys()


def days(*some: int) -> bytes:
    return array(NUMBERS, some).tobytes()
