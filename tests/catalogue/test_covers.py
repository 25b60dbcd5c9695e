"""The generated covers: light, plain SVG, all different, the same every time."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest
from catalogue.pages.cover_canvas import NIGHT, PAPER, SHEETS, Dice, Inks, Shape
from catalogue.pages.cover_suns import SUNS
from catalogue.pages.covers import GRAMMARS, cover_svg

INKS = ("#0b6b46", "#ef9bab")
SHAPES: tuple[Shape, ...] = ("card", "poster", "share")
EVERY = [*product(GRAMMARS, SUNS, SHAPES)]


def a_cover(offer_id: str = "murals", type: str = "walk", theme: str = "street-art", shape: Shape = "card") -> str:
    return cover_svg(offer_id, type, [theme], INKS, shape)


@pytest.mark.parametrize(("type", "theme", "shape"), EVERY)
def test_a_cover_is_light_and_plain(type: str, theme: str, shape: Shape) -> None:
    for offer_id in ("murals", "petite-ceinture", "z"):
        svg = a_cover(offer_id, type, theme, shape)
        assert len(svg.encode()) <= 4096
        assert not re.search(r"<script|<style|style=|class=|\bon\w+=|href=\"(?!#)|<text|<image|NaN|inf", svg)
        width, height = SHEETS[shape].width, SHEETS[shape].height
        assert ElementTree.fromstring(svg).attrib == {  # noqa: S314 -- our own text
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
        }


@pytest.mark.parametrize(("type", "theme", "shape"), EVERY)
def test_a_cover_is_printed_with_its_two_inks(type: str, theme: str, shape: Shape) -> None:
    colours = set(re.findall(r'(?:fill|stroke)="(#\w+)"', a_cover(type=type, theme=theme, shape=shape)))
    assert colours <= {*INKS, Inks.of(INKS).both, PAPER, NIGHT}
    assert {*INKS, PAPER} <= colours


def test_the_same_offer_has_the_same_cover_every_time() -> None:
    assert a_cover() == a_cover()
    assert Dice("murals").between(0, 1000) == 916


def test_no_two_offers_share_a_cover() -> None:
    covers = [a_cover(f"offer-{n}", type, theme) for n, type, theme in product(range(40), GRAMMARS, SUNS)]
    assert len(set(covers)) == len(covers)


def test_no_two_offers_of_one_kind_and_place_look_the_same() -> None:
    """By what is drawn, without where it stands."""
    for type in GRAMMARS:
        looks = {re.sub(r"[\d.]+", "", a_cover(f"offer-{n}", type)) for n in range(60)}
        assert len(looks) >= 12, type


def test_every_shape_is_composed_for_itself() -> None:
    drawings = {shape: re.sub(r"<svg[^>]*>", "", a_cover(shape=shape)) for shape in SHAPES}
    assert len(set(drawings.values())) == len(SHAPES)


def test_an_offer_with_no_theme_or_an_unknown_one_has_a_plain_sun() -> None:
    for themes in ([], ["opera"]):
        assert cover_svg("murals", "walk", themes, INKS, "card").startswith("<svg")


def test_one_ink_over_the_other_is_their_product() -> None:
    assert Inks.of(("#ff8000", "#808080")).both == "#804000"


def test_the_dice_fall_within_their_bounds_and_reach_them() -> None:
    dice = Dice("x")
    throws = [dice.between(3, 6) for _ in range(400)]
    assert set(throws) == {3, 4, 5, 6}
    assert {dice.one_of("abc") for _ in range(100)} == set("abc")
