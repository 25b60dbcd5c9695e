"""The map: a drawing that is true, circles that are the list, and a list that needs neither drawing nor script."""

import gzip
import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

import pytest
from catalogue.given import SettingRefused, given_by_file
from catalogue.model import Ground
from catalogue.pages.communes import radius
from catalogue.pages.ground import drawing, ground_view, spot
from catalogue.reading.examining import examine
from catalogue.reading.faults import Faults
from catalogue.reading.folder import open_folder
from catalogue.reading.frontmatter import read_yaml
from catalogue.reading.ground import read_ground

from .building import ROOT, SAMPLE, THEME, Run, built, run_build
from .reading import Page, read_site, text_of

KM_A_DEGREE = 111.2
CONTENT = ROOT / "content"
VENDORED = THEME / "static" / "vendor" / "leaflet"
POINT = re.compile(r"meeting_point: .*?lat: ([\d.]+), lon: ([\d.]+)")
Degrees = tuple[float, float]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sample to change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.model_validate(read_yaml(str(CONTENT / "map.yaml"), "map.yaml").values)


def km(one: Degrees, other: Degrees) -> float:
    across = (one[1] - other[1]) * cos(radians(48.85))
    return KM_A_DEGREE * hypot(one[0] - other[0], across)


def inside(place: Degrees, outline: tuple[Degrees, ...]) -> bool:
    odd = False
    for (a, b), (c, d) in pairwise([*outline, outline[0]]):
        if (a > place[0]) != (c > place[0]) and place[1] < (d - b) * (place[0] - a) / (c - a) + b:
            odd = not odd
    return odd


def points() -> Iterator[tuple[str, Degrees]]:
    for file in sorted((CONTENT / "offers").rglob("*.fr.md")):
        for lat, lon in POINT.findall(file.read_text("utf-8")):
            yield file.parent.name, (float(lat), float(lon))


def test_each_river_is_one_stroke_and_the_marne_ends_in_the_seine(ground: Ground) -> None:
    seine, marne = ground.rivers
    for river in (seine, marne):
        assert 30 <= len(river.points) <= 110
        assert max(km(*two) for two in pairwise(river.points)) < 3.5
    assert marne.points[-1] in seine.points
    assert km(marne.points[-1], (48.8155, 2.4106)) < 0.1


@pytest.mark.parametrize("bridge", [
    (48.8364, 2.3755), (48.8578, 2.3415), (48.8556, 2.2877), (48.8230, 2.2390), (48.8687, 2.2300), (48.9425, 2.2515),
    (48.9337, 2.0390),
])  # fmt: skip
def test_the_seine_passes_below_its_bridges(ground: Ground, bridge: Degrees) -> None:
    assert min(km(point, bridge) for point in ground.rivers[0].points) < 0.5


def test_the_communes_and_nearly_all_offers_lie_inside_the_outline_of_a_territory(ground: Ground) -> None:
    for place in ground.communes.values():
        assert sum(inside(place, outline) for outline in ground.territories.values()) == 1, place
    astray = [place for territory, place in points() if not inside(place, ground.territories[territory])]
    assert len(astray) <= 2  # the night market and a cruise begin in Paris


def test_every_offer_is_seen_in_the_drawing(ground: Ground) -> None:
    view = ground_view(ground, "/theme/map.svg")
    assert all(spot(view, place) for _, place in points())
    assert spot(view, (48.0, 2.4)) is None
    assert view.place(view.south, view.east) == pytest.approx((view.width, view.height), abs=1e-6)


def test_the_drawing_weighs_less_than_six_kilobytes(ground: Ground) -> None:
    assert len(gzip.compress(drawing(ground), 9)) < 6_000


def test_the_area_of_a_circle_goes_with_the_number_of_offers() -> None:
    assert radius(4, 9) == 2 * radius(1, 9)
    assert radius(400, 400) == 54
    assert radius(1, 400) == 7


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_circle_is_a_link_of_the_list_and_says_as_much(pages: Mapping[str, Page], lang: str) -> None:
    page = pages["/fr/carte/" if lang == "fr" else "/en/map/"]
    drawn = page.all(f"{SVG}a", class_="c-map__place")
    circles = {one.get("href", ""): text_of(one.findall(f"{SVG}title")[0]) for one in drawn}
    listed = {one.get("href"): text_of(one) for one in page.all("a", class_="c-places__link")}
    assert circles.keys() == listed.keys() == {f"/{lang}/{'communes' if lang == 'fr' else 'towns'}/ivry-sur-seine/"}
    for address in circles:
        words = "Ivry-sur-Seine – 1 visite" if lang == "fr" else "Ivry-sur-Seine – 1 visit"
        assert circles[address] == words
        assert pages[address].one("h1").text == "Ivry-sur-Seine"


def test_without_script_nothing_offers_the_interactive_map(pages: Mapping[str, Page]) -> None:
    (way,) = (one for one in pages["/fr/carte/"].all("div") if one.get("data-atlas"))
    assert way.get("hidden") is not None
    assert way.get("data-tiles") is None


def test_before_it_is_asked_for_the_map_runs_a_few_hundred_bytes_of_script(pages: Mapping[str, Page]) -> None:
    _, script = pages["/fr/carte/"].all("script", type="module")  # that of all pages comes first
    assert script.get("src", "").startswith("/theme/js/map.")
    for name, most in (("map.js", 600), ("atlas.js", 3_500)):
        assert len(gzip.compress((THEME / "static" / "js" / name).read_bytes(), 9)) <= most


def test_an_offer_shows_where_it_meets_and_leads_to_its_commune(pages: Mapping[str, Page]) -> None:
    page = pages["/fr/visites/quais/"]
    assert page.one(f"{SVG}svg", class_="c-map").get("aria-label") == "Ivry-sur-Seine sur la carte"
    assert any(one.get("href") == "/fr/communes/ivry-sur-seine/" for one in page.all("a"))
    assert not pages["/fr/visites/bobines/"].all(f"{SVG}svg", class_="c-map")


def test_a_destination_without_a_map_has_the_list_alone(content: Path, tmp_path: Path) -> None:
    (content / "map.yaml").unlink()
    pages = read_site(built(run_build(tmp_path, content)).output)
    assert not pages["/fr/carte/"].all(f"{SVG}use")
    assert len(pages["/fr/carte/"].all("a", class_="c-places__link")) == 1


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("south: 48.78", "south: 48.9", "map.yaml:1 frame.north: "),
        ("val-de-marne:", "val-de-larne:", "map.yaml:6 territories.val-de-larne: "),
        ("[48.826, 2.387]", "[48.826, east]", "map.yaml:4 rivers.1.points.4"),
    ],
)
def test_a_fault_of_the_map_is_told_with_its_line(content: Path, before: str, after: str, told: str) -> None:
    file = content / "map.yaml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    folder = open_folder(content)
    with pytest.raises(Faults, match=re.escape(told)):
        read_ground(folder.tree, folder.lists)
    assert f"{content}/map.yaml" in [fault.path for fault in examine(content, date(2027, 3, 1)).faults]


@pytest.mark.parametrize(
    ("url", "attribution", "zoom", "told"),
    [
        ("http://tiles.example.org/{z}/{x}/{y}.png", "Ada", "18", "MAP_TILES_URL"),
        ("https://tiles.example.org/", "Ada", "18", "MAP_TILES_URL"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "", "18", "MAP_TILES_ATTRIBUTION"),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "Ada", "far", "MAP_TILES_MAX_ZOOM"),
    ],
)
def test_tiles_that_cannot_be_are_refused(
    monkeypatch: pytest.MonkeyPatch, url: str, attribution: str, zoom: str, told: str
) -> None:
    for name, value in (("URL", url), ("ATTRIBUTION", attribution), ("MAX_ZOOM", zoom)):
        monkeypatch.setenv(f"MAP_TILES_{name}", value)
    with pytest.raises(SettingRefused, match=told):
        given_by_file(ROOT / "pelicanconf.py")


def test_leaflet_is_as_it_was_published(sample: Run) -> None:
    told = dict(re.findall(r"\| `([\w./-]+)` \| `([0-9a-f]{64})` \|", (VENDORED / "README.md").read_text("utf-8")))
    there = {file.relative_to(VENDORED).as_posix() for file in VENDORED.rglob("*") if file.is_file()}
    assert there == {*told, "README.md", "LICENSE.txt"}
    for name, digest in told.items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == digest
    (sheet,) = (sample.output / "theme" / "vendor" / "leaflet").glob("leaflet.*.css")
    assert sheet.read_text("utf-8").startswith("@layer base{")
    assert "url(\"/theme/vendor/leaflet/images/layers." in sheet.read_text("utf-8").replace("url(/", 'url("/')
