"""A page that shows something of another offer, or a picture, changes with it, and with nothing else."""

from PIL import Image

from .world import World

REELS, QUAYS = "fr/visites/bobines/index.html", "fr/visites/quais/index.html"


def page(world: World, path: str) -> str:
    return (world.output / path).read_text("utf-8")


def built(world: World) -> list[str]:
    answer = world.build()
    assert answer.code == 0, answer.said
    return list(answer.summary["paths"])


def test_the_card_at_the_end_of_a_page_changes_with_the_offer_that_it_shows(world: World) -> None:
    world.edit("content/offers/quays.fr.md", 'title: "Les quais <& leurs échos>"', "title: Les quais d’en face")
    assert REELS in built(world)
    assert "Les quais d’en face" in page(world, REELS)


def test_a_text_that_no_card_shows_leaves_the_pages_that_show_the_card(world: World) -> None:
    world.edit("content/offers/quays.fr.md", "On part de la gare", "On partira de la gare")
    written = built(world)
    assert QUAYS in written
    assert REELS not in written


def test_a_card_goes_with_its_offer(world: World) -> None:
    for lang in ("fr", "en"):
        (world.content / "offers" / f"reels.{lang}.md").unlink()
    assert QUAYS in built(world)
    assert "Bobines" not in page(world, QUAYS)


def test_another_picture_under_the_same_name_is_shown_with_its_own_size(world: World) -> None:
    for width in (21, 22):  # one right after the other: their files may bear the same time
        Image.new("L", (width, 20)).save(world.content / "media" / "cranes.png")
        assert QUAYS in built(world)
        assert f"cranes_card{width}." in page(world, QUAYS)


def test_a_picture_that_is_gone_is_no_longer_shown(world: World) -> None:
    (world.content / "media" / "cranes.png").unlink()
    assert QUAYS in built(world)
    assert "cranes" not in page(world, QUAYS)


def test_a_picture_that_the_site_has_lost_is_put_back(world: World) -> None:
    for name in ("cranes_card*.avif", "reels-card*.svg", "walk-1-share-fr*.png"):
        (picture,) = (world.output / "theme" / "covers").glob(name)
        before = picture.read_bytes()
        picture.unlink()
        built(world)
        assert picture.read_bytes() == before


def days(paths: list[str]) -> set[str]:
    """The pages of the agenda among some files, in French."""
    return {path.split("/")[2] for path in paths if path.startswith("fr/agenda/")}


def test_a_date_that_is_moved_shows_on_its_two_days_their_months_and_the_days_beside_them(world: World) -> None:
    moved = 'at: "10:00", moved_to: {on: 2027-10-20, at: "09:30"}}'
    world.edit("content/offers/walk-2.fr.md", '2027-09-03, at: "10:00"}', f"2027-09-03, {moved}")
    assert days(built(world)) == {"2027-09", "2027-10", "2027-09-02", "2027-09-04", "2027-10-20"} | ALL_MONTHS
    assert not (world.output / "fr" / "agenda" / "2027-09-03").exists()
    assert "9 h 30" in page(world, "fr/agenda/2027-10-20/index.html").replace("\u202f", " ")


ALL_MONTHS = {"index.html", "2027-03", "2027-04", "2027-05", "2027-06"}
"""They tell of one month more."""


def test_a_guide_s_other_language_shows_on_that_day_alone(world: World) -> None:
    world.edit("content/offers/walk-2.fr.md", '2027-09-03, at: "10:00"}', '2027-09-03, at: "10:00", language: en}')
    assert days(built(world)) == {"2027-09-03"}


def test_a_text_that_the_agenda_does_not_tell_leaves_it(world: World) -> None:
    world.edit("content/offers/walk-2.fr.md", "On part de la gare", "On partira de la gare")
    assert days(built(world)) == set()


def test_a_picture_that_was_made_before_is_taken_from_the_cache(world: World) -> None:
    (kept,) = (world.cache / "pictures").glob("walk-1-share-fr*.png")
    kept.write_bytes(b"made before")
    shown = world.output / "theme" / "covers" / kept.name
    shown.unlink()
    built(world)
    assert shown.read_bytes() == b"made before"


def test_pictures_of_shared_links_may_be_left_to_another_build(world: World) -> None:
    (shown,) = (world.output / "theme" / "covers").glob("walk-1-share-fr*.png")
    shown.unlink()
    world.env["SHARING_PICTURES"] = "0"
    built(world)
    assert shown.name in page(world, "fr/visites/balade-1/index.html")
    assert not shown.exists()
    world.env["SHARING_PICTURES"] = "1"
    built(world)
    assert shown.exists()
