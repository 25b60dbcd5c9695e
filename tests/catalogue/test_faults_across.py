"""Faults that take more than one edit of one file: pictures, circuits, links between files."""

import io
from pathlib import Path
from zlib import crc32

import pytest
from catalogue.reading.circuits import off_route_m
from catalogue.reading.load import load
from catalogue.reading.pictures import MOST_BYTES
from PIL import Image

from tests.catalogue.sample import BUILD_DAY, edit, faults_of, told

IMAGES = "images: [{file: boat.jpg, credit: Ada Lemoine, licence: CC-BY-4.0}]\n"


def picture(width: int = 1600, height: int = 1000, kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind)
    return file.getvalue()


@pytest.fixture
def illustrated(content: Path) -> Path:
    """The sample with one picture, and no fault."""
    edit(content, "offers/kayak.fr.md", "capacity: 12", f"{IMAGES}alt: {{boat.jpg: Un kayak.}}\ncapacity: 12")
    edit(content, "offers/kayak.en.md", "bring: A", "alt: {boat.jpg: A kayak.}\nbring: A")
    (content / "media").mkdir()
    (content / "media/boat.jpg").write_bytes(picture())
    assert told(content) == []
    return content


def test_a_picture_without_words_in_a_language_is_told_there(illustrated: Path) -> None:
    edit(illustrated, "offers/kayak.en.md", "alt: {boat.jpg: A kayak.}\n", "")
    assert told(illustrated, "en") == [
        "offers/kayak.en.md:2 alt: nobody says what is seen on boat.jpg -> add alt: {boat.jpg: …}"
    ]
    assert told(illustrated, "fr") == [
        "offers/kayak.en.md:2 alt: personne ne dit ce que l'on voit sur boat.jpg -> ajouter alt: {boat.jpg: …}"
    ]


@pytest.mark.parametrize("lacking", ["credit: Ada Lemoine", "licence: CC-BY-4.0"])
def test_a_picture_without_credit_or_licence_is_told(illustrated: Path, lacking: str) -> None:
    edit(illustrated, "offers/kayak.fr.md", f", {lacking}", "")
    assert [one.code for one in faults_of(illustrated)] == ["missing_field"]


SPOILT = {
    "picture_missing": None,
    "picture_unreadable": b"<svg onload=alert(1)>",
    "picture_too_small": picture(1199, 900),
    "picture_too_heavy": b"\0" * (MOST_BYTES + 1),
    "picture_broken": picture()[:-400],
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_picture_that_cannot_be_shown_is_told(illustrated: Path, kind: str) -> None:
    file, content = illustrated / "media/boat.jpg", SPOILT[kind]
    file.unlink() if content is None else file.write_bytes(content)
    (one,) = faults_of(illustrated)
    assert (one.code, one.line, one.field) == (kind, 17, "images.1.file")
    assert "boat.jpg" in one.wrong("en")
    assert "boat.jpg" in one.wrong("fr")


def test_a_picture_of_another_kind_than_its_name_says_is_told(illustrated: Path) -> None:
    (illustrated / "media/boat.jpg").write_bytes(picture(kind="PNG"))
    assert [one.code for one in faults_of(illustrated)] == ["picture_unreadable"]


def test_a_picture_that_would_unpack_to_gigabytes_is_not_opened(illustrated: Path) -> None:
    bomb = bytearray(picture(8, 8, "PNG"))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    bomb[29:33] = crc32(bomb[12:29]).to_bytes(4, "big")
    (illustrated / "media/boat.png").write_bytes(bytes(bomb))
    for lang in ("fr", "en"):
        path = illustrated / f"offers/kayak.{lang}.md"
        path.write_text(path.read_text().replace("boat.jpg", "boat.png"))
    assert [one.code for one in faults_of(illustrated)] == ["picture_too_large"]


def test_a_build_does_not_look_at_links_between_files(illustrated: Path) -> None:
    before = load(illustrated, BUILD_DAY)
    (illustrated / "media/boat.jpg").unlink()
    assert load(illustrated, BUILD_DAY) == before


CIRCUIT_FR = """\
---
title: Au bord de l’eau
slug: au-bord-de-l-eau
summary: Une heure à pied le long de la Marne, d’un pont à l’autre, sans jamais quitter la berge.
stop_words:
  bridge: {title: Le pont, text: On le traverse.}
themes: [river]
territory: val-de-marne
commune: Joinville-le-Pont
partner: rameurs
duration_minutes: 60
distance_m: 3000
route: [[48.8206, 2.4736], [48.8306, 2.4736]]
stops:
  - {id: bridge, lat: 48.8256, lon: 2.4746}
---
On part du pont.
"""
CIRCUIT_EN = """\
---
title: By the water
slug: by-the-water
summary: An hour on foot along the Marne from one bridge to the next, never leaving the bank.
stop_words:
  bridge: {title: The bridge, text: We cross it.}
---
We start at the bridge.
"""


@pytest.fixture
def circuit(content: Path) -> Path:
    """The sample with a circuit, and no fault."""
    (content / "circuits").mkdir()
    (content / "circuits/marne.fr.md").write_text(CIRCUIT_FR, encoding="utf-8")
    (content / "circuits/marne.en.md").write_text(CIRCUIT_EN, encoding="utf-8")
    assert told(content) == []
    return content


EDITS = [
    ("fr", "lat: 48.8256, lon: 2.4746", "lat: 48.8256, lon: 2.4836", "stop_off_route",
     "15 stops.bridge: the stop is 732 m off the route -> mend its degrees or the route: 150 m at most"),
    ("fr", "[48.8206, 2.4736]", "[2.4736, 48.8206]", "swapped",
     "13 route.1: latitude and longitude are swapped -> write lat: 48.8206, lon: 2.4736"),
    ("en", "  bridge: {", "  bridges: {", "stop_unknown", None),
    ("fr", "themes: [river]", "themes: [rivers]", "unknown_id_near",
     "7 themes.1: “rivers” is not in themes (taxonomy.yaml) -> write river"),
    ("fr", "partner: rameurs", "partner: rameur", "unknown_id_near",
     "10 partner: “rameur” is not in partners/ -> write rameurs"),
    ("en", "text: We cross it.", "texts: We cross it.", "unknown_field_near", None),
    ("en", "We start", "<b>We</b> start", "raw_html", None),
    ("en", "slug: by-the-water", "slug: By the water", "not_id", None),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "old", "new", "kind", "line"), EDITS)
def test_a_wrong_edit_of_a_circuit_is_told(
    circuit: Path, lang: str, old: str, new: str, kind: str, line: str | None
) -> None:
    edit(circuit, f"circuits/marne.{lang}.md", old, new)
    assert kind in [one.code for one in faults_of(circuit)]
    if line:
        assert f"circuits/marne.{lang}.md:{line}" in told(circuit, "en")


def test_a_stop_without_words_in_a_language_is_told(circuit: Path) -> None:
    edit(circuit, "circuits/marne.en.md", "bridge: {title: The bridge", "gate: {title: The gate")
    assert told(circuit, "en") == [
        "circuits/marne.en.md:5 stop_words: the stop “bridge” has no words here -> add bridge: {title: …, text: …}",
        "circuits/marne.en.md:6 stop_words.gate: no stop is called “gate” -> write one of bridge, or delete it",
    ]


def test_two_circuits_at_one_address_are_told(circuit: Path) -> None:
    for lang, text in (("fr", CIRCUIT_FR), ("en", CIRCUIT_EN)):
        (circuit / f"circuits/other.{lang}.md").write_text(text, encoding="utf-8")
    assert [one.code for one in faults_of(circuit)] == ["slug_twice", "slug_twice"]


def test_a_distance_from_a_route_is_that_of_its_nearest_segment() -> None:
    route = [(48.8, 2.3), (48.8, 2.4)]
    assert off_route_m((48.801, 2.35), route) == pytest.approx(111.2, abs=1)
    assert off_route_m((48.8, 2.41), route) == pytest.approx(732.4, abs=2)
    assert off_route_m((48.8, 2.33), route) == pytest.approx(0, abs=0.01)


@pytest.mark.timeout(20)
def test_a_thousand_broken_links_are_told_in_bounded_time(content: Path) -> None:
    lines = [f"[x](/fr/visites/{n * 7_919_993}/)\n" for n in range(180)]
    for own_id in range(8):
        text = (content / "offers/studios.fr.md").read_text().replace("slug: studios", f"slug: s{own_id}")
        (content / f"offers/s{own_id}.fr.md").write_text(text + "\n\n".join(lines))
        english = (content / "offers/studios.en.md").read_text().replace("slug: studios", f"slug: s{own_id}")
        (content / f"offers/s{own_id}.en.md").write_text(english)
    assert len([one for one in faults_of(content) if one.code == "broken_link"]) == 8 * 180


def test_a_text_may_lead_to_every_page_that_is_not_written_by_hand(content: Path) -> None:
    study = content / "offers/studios.fr.md"
    ways = (
        "/fr/agenda/", "/fr/carte/", "/fr/communes/joinville-le-pont/", "/fr/gratuit/", "/open-data/offers.json",
    )  # fmt: skip
    study.write_text(study.read_text() + "".join(f"\n[là]({way})\n" for way in ways))
    assert not faults_of(content)
    edit(content, "offers/studios.fr.md", "/fr/communes/joinville", "/fr/communes/joinval")
    assert [one.code for one in faults_of(content)] == ["broken_link"]
