"""A hostile offer is refused, or does no harm, in bounded time."""

import json
from pathlib import Path
from typing import Any

import pytest
from catalogue.model import CircuitFacts, CircuitWords, OfferFacts, Words
from catalogue.reading.compile import entry
from catalogue.reading.examining import examine
from catalogue.reading.folder import open_folder
from catalogue.reading.load import load, read
from catalogue.reading.markdown import to_html

from tests.catalogue.sample import BUILD_DAY, FILES, edit, faults_of, told

SCRIPT = "<script>alert(1)</script>"


def codes(content: Path) -> set[str]:
    return {one.code for one in faults_of(content)}


@pytest.mark.parametrize("name", ["title", "summary", "come", "bring", "included", "the_extra", "meet"])
def test_a_script_in_a_text_field_stays_a_text(content: Path, name: str) -> None:
    path = content / "offers/kayak.en.md"
    lines = [line for line in path.read_text().split("\n") if not line.startswith(f"{name}:")]
    said = f"{SCRIPT} {'and so on and on, ' * 3}until it is long enough."
    path.write_text("\n".join([lines[0], f'{name}: "{said}"', *lines[1:]]), encoding="utf-8")
    if name in ("included", "the_extra"):
        edit(content, "offers/kayak.fr.md", "bring:", f"{name}: Tout.\nbring:")
    catalogue = load(content, BUILD_DAY)
    [kayak] = [offer for offer in catalogue.offers if offer.id == "kayak"]
    assert getattr(kayak.words["en"], name) == said
    json.loads(entry(catalogue, kayak))


@pytest.mark.parametrize("name", ["slug", "type", "territory", "partner", "themes", "languages", "commune"])
def test_a_script_in_a_fact_is_refused_or_stays_a_text(content: Path, name: str) -> None:
    text = FILES["offers/kayak.fr.md"]
    old = next(line for line in text.split("\n") if line.startswith(f"{name}:"))
    value = f'["{SCRIPT}"]' if "[" in old else SCRIPT
    edit(content, "offers/kayak.fr.md", f"\n{old}\n", f"\n{name}: {value}\n")
    assert bool(codes(content)) == (name != "commune")


def test_a_script_in_the_body_is_refused_and_would_be_shown_as_typed(content: Path) -> None:
    edit(content, "offers/kayak.en.md", "We start", f"{SCRIPT}\n\n[x](javascript:alert(1)) We start")
    assert codes(content) == {"raw_html", "bad_link"}
    html = to_html(f"{SCRIPT} [x](javascript:alert(1)) <img src=x onerror=alert(1)>")
    assert "<script" not in html
    assert "javascript" not in html.partition("<a")[2].partition(">")[0]
    assert "<img" not in html


@pytest.mark.timeout(5)
def test_a_title_of_a_megabyte_is_refused(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "title: La Marne en kayak", "title: " + "x" * 1_000_000)
    found = faults_of(content)
    assert [one.code for one in found] == ["file_too_big"]
    assert all(len(one.text("fr")) < 1000 for one in found)


@pytest.mark.timeout(10)
def test_a_hundred_thousand_dates_are_refused(content: Path) -> None:
    dates = "\n".join(f'  - {{on: 2027-05-{n % 28 + 1:02}, at: "{n % 24:02}:{n % 60:02}"}}' for n in range(100_000))
    edit(content, "offers/kayak.fr.md", "departures:", f"departures:\n{dates}")
    assert codes(content) == {"file_too_big"}


@pytest.mark.timeout(20)
def test_rules_that_unroll_to_a_hundred_thousand_departures_are_refused(content: Path) -> None:
    rules = "\n".join(f'  - {{every: day, at: "{n // 60:02}:{n % 60:02}"}}' for n in range(399))
    edit(content, "offers/studios.fr.md", '  - {every: monday, at: "19:00"}', rules)
    assert codes(content) == {"too_many_departures"}


BOMBS = {
    "anchors": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "merges": "a: &a {b: c}\nd:\n  <<: *a\n",
    "tags": "title: !!python/object/apply:os.system [ls]\n",
    "brackets": "themes: " + "[" * 60_000 + "\n",
    "digits": "capacity: " + "9" * 200_000 + "\n",
    "keys": "".join(f"k{n}: {n}\n" for n in range(20_000)),
    "stars": "title: '" + "*a" * 100_000 + "'\n",
    "dots": "title: zoom.us/" + "a." * 100_000 + "\n",
    "blanks": "---\n](" + " " * 200_000 + "\n",
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.timeout(10)
def test_a_yaml_bomb_is_refused(content: Path, name: str) -> None:
    (content / "offers/kayak.fr.md").write_text(f"---\n{BOMBS[name]}---\nx", encoding="utf-8")
    found = examine(content, BUILD_DAY).faults
    assert found
    assert sum(len(one.text("fr")) for one in found) < 200_000


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "..", ".", "%2e%2e", "a b", "/fr", "con\\x00", "A"])
def test_a_path_trick_in_a_slug_is_refused(content: Path, slug: str) -> None:
    edit(content, "offers/kayak.en.md", "slug: marne-by-kayak", f'slug: "{slug}"')
    assert codes(content) & {"not_id", "invisible", "yaml_syntax"}


@pytest.mark.parametrize("file", ["../taxonomy.yaml", "/etc/passwd", "a/b.jpg", "a.svg", "..jpg", "a.jpg/..", "C:a"])
def test_a_path_trick_in_a_picture_is_refused(content: Path, file: str) -> None:
    image = f'images: [{{file: "{file}", credit: Ada Lemoine, licence: CC-BY-4.0}}]'
    edit(content, "offers/kayak.fr.md", "capacity: 12", f"{image}\ncapacity: 12")
    assert codes(content) & {"not_picture_name", "not_picture_name_near"}


def test_a_picture_that_is_a_link_to_another_file_is_not_opened(content: Path) -> None:
    (content / "media").mkdir()
    (content / "media/boat.jpg").symlink_to("/dev/zero")
    image = "images: [{file: boat.jpg, credit: Ada Lemoine, licence: CC-BY-4.0}]\nalt: {boat.jpg: Un kayak.}"
    edit(content, "offers/kayak.fr.md", "capacity: 12", f"{image}\ncapacity: 12")
    edit(content, "offers/kayak.en.md", "bring: A", "alt: {boat.jpg: A kayak.}\nbring: A")
    assert codes(content) == {"picture_missing"}


@pytest.mark.parametrize(
    "link",
    [
        "https://us02web.zoom.us/j/812?pwd=s3cret", "teams.microsoft.com/l/meetup-join/19", "HTTPS://MEET.GOOGLE.COM/abc",
        "https://whereby.com/s3cret", "https://meet.jit.si/s3cret", "https://jitsi.example.org/s3cret",
        "https://bbb.example.org/b/s3cret", "https://bigbluebutton.example.org/b/s3cret", "https://x.webex.com/meet/s3",
        "https://visio.example.org/bigbluebutton/s3cret",
    ],
)  # fmt: skip
def test_the_link_of_a_meeting_is_refused_wherever_it_stands_and_not_repeated(content: Path, link: str) -> None:
    edit(content, "offers/studios.fr.md", "Le lien arrive avec la confirmation.", f'"Le lien : {link}"')
    assert codes(content) == {"secret_link"}
    assert "s3cret" not in "".join(told(content))


def test_the_names_of_such_programs_alone_are_no_secret(content: Path) -> None:
    edit(content, "offers/studios.fr.md", "Le lien arrive", "Avec Zoom, BigBlueButton ou Jitsi. Le lien arrive")
    assert told(content) == []


def test_a_selection_does_not_look_at_what_lies_between_files(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "party_max: 6", "party_max: 6\nrelated: [nowhere]")
    assert read(open_folder(content), BUILD_DAY)
    assert codes(content) == {"unknown_id"}


def test_every_field_of_an_offer_is_bounded() -> None:
    def unbounded(node: Any, where: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        lacking = {"string": ("maxLength", "pattern", "format", "enum", "const"), "array": ("maxItems",)}
        needed = lacking.get(str(node.get("type")))
        own = [where] if needed and not any(name in node for name in needed) else []
        return own + [one for name, child in node.items() for one in unbounded(child, f"{where}.{name}")]

    for part in (OfferFacts, Words, CircuitFacts, CircuitWords):
        assert unbounded(part.model_json_schema(), part.__name__) == []
