"""A build that finds no room: it says so, the site stays whole, and the next build mends it."""

import pytest

from .states import forth, is_mended, is_whole
from .world import Made, World, made


@pytest.mark.parametrize(("locale", "word"), [("fr_FR.UTF-8", "disque"), ("en_GB.UTF-8", "disk")])
def test_a_full_disk_is_told_in_words_and_leaves_the_site(
    world: World, wanted: tuple[Made, Made], locale: str, word: str
) -> None:
    forth(world)
    world.env["LC_ALL"] = locale
    for at in (1, 4, 9, 15):
        built = world.fault("full", at)
        assert built.code == 1, built.said
        assert word in built.said
        assert "->" in built.said
        assert "Traceback" not in built.said
        found = made(world.output, world.data)
        assert {path: found[path] for path in found if ".building/" not in path} == wanted[0]
    is_mended(world, wanted[1])


@pytest.mark.parametrize("most", [1_000, 20_000, 40_000])
def test_a_disk_that_takes_half_of_a_file_is_told_in_words(world: World, wanted: tuple[Made, Made], most: int) -> None:
    forth(world)
    built = world.fault("small", most)
    assert built.code == 1, built.said
    assert "->" in built.said
    assert "Traceback" not in built.said
    is_whole(world, *wanted)
    is_mended(world, wanted[1])
