"""The pictures that shared links show: a title that fits, set as on the page, whatever its letters."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from catalogue.pages.covers import cover_svg
from catalogue.pages.lettering import Lines, face, fitted, written
from catalogue.pages.pictures import Own, Told, shared, told_of
from catalogue.pages.sharing import ABOVE, SIZES, SharingPictures, from_svg
from catalogue.pages.views import LabelView
from PIL import Image, ImageChops

from .building import Run
from .examples import a_card
from .reading import Page

WIDE = 1072
LONG = "Une très longue visite guidée qui raconte les pêches, les murs et la colle, le dimanche, à Montreuil-sous-Bois"
OWN = Own("1a2b3c4d", ())
TOLD = Told("Vitry, les murs ont la parole", "Balade · Vitry-sur-Seine, Val-de-Marne", "Faubourg", "#0b6b46")


@pytest.fixture(scope="module")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that it is kept in."""
    return tmp_path_factory.mktemp("font")


def set_in(font: Path, text: str) -> Lines:
    return fitted(font, text, WIDE, SIZES)


def test_letters_stand_as_close_as_the_font_wants_them(font: Path) -> None:
    large = face(font, 100)
    for pair in ("AV", "Te", "L’"):
        assert large.length(pair) < sum(map(large.length, pair)) - 3
    assert large.length("nn") == 2 * large.length("n")


@pytest.mark.parametrize("text", ["Été", "Vitry, les murs ont la parole", LONG, "Anticonstitutionnel, " * 5, "x" * 300])
def test_a_title_of_any_length_fits(font: Path, text: str) -> None:
    found = set_in(font, text.strip())
    assert len(found.lines) * found.pitch <= 200
    if " " in text:
        assert all(found.face.length(line) <= WIDE for line in found.lines)


def test_a_short_title_is_large_and_a_long_one_small(font: Path) -> None:
    sizes = [set_in(font, text).face.size for text in ("Été", "Vitry, les murs ont la parole", LONG)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 2 * sizes[-1]


@pytest.mark.parametrize("text", ["Rue Dénoyez, le mur du dimanche", "The day the balloon came back over a town"])
def test_no_line_ends_in_an_article(font: Path, text: str) -> None:
    for line in set_in(font, text).lines[:-1]:
        assert len(line.rpartition(" ")[2]) > 3


def test_letters_that_the_font_lacks_are_written_plain_or_left_out() -> None:
    assert written("Łódź, Škoda, Ōsaka, œuvre") == "ódź, Skoda, Osaka, œuvre".replace("ź", "z")
    assert written("東京") == ""


def test_a_title_that_the_font_cannot_write_leaves_the_picture_without_one(font: Path) -> None:
    cover = from_svg(cover_svg("a", "walk", ["water"], ("#0b6b46", "#ef9bab"), "share"))
    pictures = SharingPictures(cover, font, photograph=False)
    with Image.open(io.BytesIO(pictures.drawn(TOLD._replace(title="東京")))) as image:
        assert image.size == (1200, 630)


def test_the_words_of_each_language_are_drawn_over_the_same_cover(font: Path) -> None:
    cover = from_svg(cover_svg("a", "walk", ["water"], ("#0b6b46", "#ef9bab"), "share"))
    pictures = SharingPictures(cover, font, photograph=False)
    drawn = [pictures.drawn(TOLD._replace(title=title)) for title in ("Les murs", "Walls")]
    french, english = (Image.open(io.BytesIO(one)).convert("L") for one in drawn)
    apart = ImageChops.difference(french, english).point(lambda by: 255 * (by > 60))
    _, top, _, bottom = apart.getbbox() or (0, 0, 0, 0)
    assert 400 < top < bottom < 620


def test_a_restless_photograph_makes_no_heavy_picture(font: Path) -> None:
    restless = Image.merge("RGB", [Image.effect_noise(ABOVE, 40) for _ in range(3)])
    assert len(SharingPictures(restless, font, photograph=True).drawn(TOLD)) <= 100_000


def name_of(own: Own = OWN, ink: str = "#0b6b46", site: str = "Faubourg", **changes: object) -> str:
    return shared(own, ink, {"fr": a_card(**changes)}, {"fr": site})["fr"]


def test_what_a_shared_link_says_changes_the_name_of_its_picture() -> None:
    others = {name_of(Own("5e6f7a8b", ())), name_of(ink="#a81e63"), name_of(site="Banlieue"), name_of(title="Murs")}
    others |= {name_of(commune="Vitry"), name_of(virtual=True), name_of(type=LabelView("walk", "Marche"))}
    others |= {name_of(territory=LabelView("val-de-marne", "94"))}
    assert len(others - {name_of()}) == 8
    assert name_of(from_price_cents=1, starts_local=None, free=True) == name_of()


def test_no_price_and_no_date_is_in_the_picture_as_they_change() -> None:
    said = told_of(a_card(), "Faubourg", "#0b6b46")
    assert said == told_of(a_card(from_price_cents=1, starts_local=None, free=True), "Faubourg", "#0b6b46")
    assert said.kicker == "Balade · Ivry-sur-Seine, Val-de-Marne"
    assert told_of(a_card(virtual=True), "Faubourg", "#0b6b46").kicker == "Balade · Val-de-Marne"


def test_every_offer_of_the_real_content_has_a_light_picture_in_each_language(real: Run) -> None:
    pictures = list((real.output / "theme" / "covers").glob("*-share-*.png"))
    sizes = sorted(path.stat().st_size for path in pictures)
    assert len(sizes) >= 51 * 2
    assert sizes[-1] <= 100_000
    assert sizes[len(sizes) // 2] <= 60_000


def test_home_screens_get_a_square_icon_without_holes(sample: Run, pages: Mapping[str, Page]) -> None:
    (link,) = pages["/fr/"].all("link", rel="apple-touch-icon")
    with Image.open(sample.output / link.get("href", "")[1:]) as image:
        assert image.size == (180, 180)
        assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
