"""The files behind the facets: columns that say what each offer has, cards by a few, and their weight."""

import gzip
import json
import re
from collections.abc import Mapping
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import pytest
from catalogue.building.narrowing import OFFERS_A_FILE
from catalogue.pages.cutting import FIRST as CUT_FIRST
from catalogue.pages.cutting import Cutter
from catalogue.pages.facets import END, FIRST, columns, days, places, read_rows
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import from_json, to_json

from .building import ROOT, Run
from .reading import Page

TYPES = ("visit", "walk", "cruise", "workshop", "meeting")
COMMUNES = ("Ivry", "Vitry", "Bobigny", "Sceaux", "Nanterre", "Pantin")
FIRST_DAY = date(2027, 1, 4)
LETTERS = "abcdé ’-1"
SOON = re.compile(r' (?:loading|decoding|fetchpriority)="\w+"')
"""The first picture of a page is shown at once."""


def a_row(number: int) -> bytes:
    """An offer drawn without a dice, yet of which no facet goes with another."""

    def draw(salt: int, of: int) -> int:
        return (number * 2654435761 + salt * 40503 * (number + 7)) % 4294967291 // 97 % of

    price, themes = draw(1, 60) * 50, sorted({f"theme-{draw(salt, 15)}" for salt in range(2, 4)})
    coming = sorted({FIRST_DAY.toordinal() + draw(salt, 180) for salt in range(4, 10)})
    values = [
        TYPES[draw(10, 5)], f"territory-{draw(11, 12)}", COMMUNES[draw(12, 6)], price, bool(draw(13, 2)),
        ["fr", "en"][: 1 + draw(14, 2)], ["quiet", "wheelchair", "seating"][: draw(15, 3)], themes,
    ]  # fmt: skip
    return dated(values, coming)


def dated(values: list[object], coming: list[int]) -> bytes:
    since = "".join(chr(FIRST + day - before) for before, day in pairwise(coming)) + END
    return json.dumps([*values, coming[0] if coming else None, since]).encode()


def of(sample: Run, path: str) -> object:
    return json.loads((sample.output / path).read_bytes())


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def told_of(data: Mapping[str, Any]) -> dict[str, list[object]]:
    """The columns, read as the script does."""
    found = {}
    for some, signs in data["columns"]:
        codes = [ord(sign) - FIRST for sign in signs]
        for name, names in some:
            found[name] = [names[code % len(names)] for code in codes]
            codes = [code // len(names) for code in codes]
    return found


def test_columns_tell_what_each_offer_has(sample: Run) -> None:
    data: Mapping[str, Any] = of(sample, "fr/facets.json")  # type: ignore[assignment]
    assert (data["size"], data["zone"]) == (2, "Europe/Paris")
    told = told_of(data)
    assert told["type"] == ["walk", "virtual"]
    assert told["access"] == [["quiet", "wheelchair"], []]
    assert told["price"] == [300, 0]
    assert told["children"] == [True, False]


def test_columns_that_share_a_string_are_told_apart() -> None:
    rows = [a_row(number) for number in range(500)]
    told, values = told_of(columns(read_rows(rows))), read_rows(rows)
    told = from_json(to_json(told))
    assert told == {name: list(values[name]) for name in told}
    assert len(columns(values)["columns"]) < len(told)


def test_places_are_told_in_the_turn_of_the_columns_and_a_virtual_visit_is_nowhere(sample: Run) -> None:
    found = of(sample, "fr/facets-places.json")
    assert isinstance(found, dict)
    assert (found["lat"], found["lon"]) == ([488139, None], [23914, None])
    assert places([]) == {"lat": [], "lon": []}


def test_days_are_counted_from_the_one_before_and_the_first_from_the_build() -> None:
    first, values = FIRST_DAY.toordinal(), ["walk", "paris", "Paris", 0, False, [], [], []]
    rows = [dated(values, coming) for coming in ([first + 3, first + 10], [], [first + 5])]
    signs = days(read_rows(rows), FIRST_DAY)["days"]
    assert [[ord(sign) - FIRST for sign in some] for some in signs.split(END)] == [[3, 7], [], [2], []]


def test_each_offer_has_the_days_of_its_open_departures(sample: Run) -> None:
    written, told = of(sample, "fr/facets-days.json"), []
    assert isinstance(written, dict)
    before = date.fromisoformat(written["day"]).toordinal()
    for signs in written["days"].removesuffix(END).split(END):
        coming = list(accumulate((ord(sign) - FIRST for sign in signs), initial=before))[1:]
        before = coming[0]
        told.append([date.fromordinal(day).isoformat() for day in coming])
    found = of(sample, "fr/search.json")
    assert isinstance(found, dict)
    offers = sorted(found["offers"], key=lambda one: one["starts"][0])
    assert told == [sorted({start[:10] for start in one["starts"]}) for one in offers]


def test_a_language_without_offers_has_empty_columns() -> None:
    assert columns(read_rows([]))["size"] == 0
    assert days(read_rows([]), FIRST_DAY) == {"day": FIRST_DAY.isoformat(), "days": ""}


@pytest.mark.parametrize(("offers", "most"), [(2_000, 20_000), (10_000, 90_000)])
def test_the_columns_of_thousands_of_offers_stay_light(offers: int, most: int) -> None:
    rows = sorted(map(a_row, range(offers)), key=lambda row: json.loads(row)[-2:])  # the soonest first
    values = read_rows(rows)
    weights = [gzipped(to_json(found)) for found in (columns(values), days(values, FIRST_DAY))]
    assert sum(weights) <= most


def joined(cards: Mapping[str, Any]) -> list[str]:
    """The cards of a file, joined as the script does."""
    counts, found = [0] * len(cards["frames"]), []
    for frame in (ord(sign) - CUT_FIRST for sign in cards["signs"]):
        at, counts[frame] = counts[frame], counts[frame] + 1
        parts = (one if isinstance(one, str) else value_of(one, at) for one in cards["frames"][frame])
        found.append("".join(parts))
    return found


def value_of(column: list[Any], at: int) -> str:
    start, end, values, *signs = column
    return str(start + values[ord(signs[0][at]) - CUT_FIRST if signs else at] + end)


def test_card_files_hold_the_cards_of_the_list_letter_by_letter(sample: Run) -> None:
    for lang, path in (("fr", "fr/visites"), ("en", "en/visits")):
        cards = of(sample, f"{lang}/cards-0.json")
        page = (sample.output / path / "index.html").read_text("utf-8")
        assert isinstance(cards, dict)
        shown = [one.partition("</li>")[0] for one in page.split("<li><article")[1:]]
        told = [SOON.sub("", card.removeprefix("<article")) for card in joined(cards)]
        assert told == [SOON.sub("", one) for one in shown]


PIECES = st.lists(st.tuples(st.booleans(), st.text(LETTERS, min_size=1), st.text(LETTERS, min_size=1)), max_size=40)


@given(PIECES)
def test_pieces_are_the_same_once_joined_again(some: list[tuple[bool, str, str]]) -> None:
    pieces = [f'<p class="{name}">{"<b>one</b>" if bold else ""} {words}</p>' for bold, name, words in some]
    frames, signs = Cutter().cut(pieces)
    assert joined({"frames": frames, "signs": signs}) == pieces


def test_a_file_of_cards_stays_light() -> None:
    card = '<article data-territory="{}"><img src="/covers/{}.svg"><a href="/fr/visites/{}/">{}</a><b>{}</b></article>'
    words = [f"{number * 2654435761 % 4294967291:x}" for number in range(OFFERS_A_FILE)]
    cards = [
        card.format(f"t{at % 12}", f"{one}-offer", one * 2, f"{one} {one[::-1]} {at}", at % 30)
        for at, one in enumerate(words)
    ]
    assert gzipped(to_json(Cutter().cut(cards))) <= 14_000


def test_files_say_the_versions_that_the_finder_tells_of(sample: Run) -> None:
    told = of(sample, "fr/finder.json")
    assert isinstance(told, dict)
    names = ("facets", "facets-days", "facets-places")
    found = [of(sample, f"fr/{name}.json")["v"] for name in (*names, "cards-0", "words-0")]  # type: ignore[index]
    assert found == [told["v"]] * 3 + [*told["groups"] * 2]


def test_before_it_is_asked_for_a_list_runs_a_few_hundred_bytes_of_script(pages: Mapping[str, Page]) -> None:
    scripts = [one.get("src", "") for one in pages["/fr/visites/"].all("script", type="module")]
    assert [name.split("/")[-1].split(".")[0] for name in scripts] == ["language", "facets"]
    static = ROOT / "theme/static/js"
    assert sum(gzipped((static / name).read_bytes()) for name in ("facets.js", "language.js", "seek.js")) <= 2_000
    assert gzipped(b"".join(file.read_bytes() for file in (static / "finder").iterdir())) <= 8_500


def test_the_form_has_what_some_offer_has_and_nothing_else(sample: Run) -> None:
    form = of(sample, "en/facets-form.json")
    assert isinstance(form, str)
    assert 'value="river"' in form
    assert "Wheelchair accessible" in form
    assert 'value="unused"' not in form
    assert 'value="cruise"' not in form
