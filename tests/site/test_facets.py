"""The files behind the facets: columns that say what each offer has, cards by a few, and their weight."""

import gzip
import json
from collections.abc import Mapping
from datetime import date
from itertools import accumulate, pairwise

from catalogue.pages.facets import END, FIRST, columns, days, places, read_rows

from .building import ROOT, Run
from .reading import Page

TYPES = ("visit", "walk", "cruise", "workshop", "meeting")
COMMUNES = ("Ivry", "Vitry", "Bobigny", "Sceaux", "Nanterre", "Pantin")
FIRST_DAY = date(2027, 1, 4)


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


def test_columns_tell_what_each_offer_has(sample: Run) -> None:
    data: Mapping[str, object] = of(sample, "fr/facets.json")  # type: ignore[assignment]
    assert (data["size"], data["zone"]) == (2, "Europe/Paris")
    assert data["type"] == [["walk", "virtual"], "#$"]
    assert data["access"] == [[["quiet", "wheelchair"], []], "#$"]
    assert data["price"] == [[300, 0], "#$"]
    assert data["children"] == [[True, False], "#$"]


def test_places_are_told_in_the_turn_of_the_columns_and_a_virtual_visit_is_nowhere(sample: Run) -> None:
    assert of(sample, "fr/facets-places.json") == {"lat": [488139, None], "lon": [23914, None]}
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


def test_the_columns_of_two_thousand_offers_stay_light() -> None:
    rows = sorted(map(a_row, range(2_000)), key=lambda row: json.loads(row)[-2:])  # the soonest first
    values = read_rows(rows)
    for found in (columns(values), days(values, FIRST_DAY)):
        assert gzipped(json.dumps(found, ensure_ascii=False).encode()) <= 14_000


def test_card_files_hold_the_list_in_its_order(sample: Run, pages: Mapping[str, Page]) -> None:
    cards = of(sample, "fr/cards-0.json")
    assert isinstance(cards, list)
    assert [('href="/fr/visites/quais/"' in card, 'href="/fr/visites/bobines/"' in card) for card in cards] == [
        (True, False), (False, True),
    ]
    assert gzipped(json.dumps(cards).encode()) <= 14_000


def test_before_it_is_asked_for_a_list_runs_a_few_hundred_bytes_of_script(pages: Mapping[str, Page]) -> None:
    scripts = [one.get("src", "") for one in pages["/fr/visites/"].all("script", type="module")]
    (name,) = scripts
    assert name.startswith("/theme/js/facets.")
    assert gzipped((ROOT / "theme/static/js/facets.js").read_bytes()) <= 700
    assert gzipped((ROOT / "theme/static/js/finder.js").read_bytes()) <= 6_000


def test_the_form_has_what_some_offer_has_and_nothing_else(sample: Run) -> None:
    form = of(sample, "en/facets-form.json")
    assert isinstance(form, str)
    assert 'value="river"' in form
    assert "Wheelchair accessible" in form
    assert 'value="unused"' not in form
    assert 'value="cruise"' not in form
