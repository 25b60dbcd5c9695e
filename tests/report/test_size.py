"""GitHub takes 65,536 characters of a comment: what is left out is said."""

from catalogue.report.command import COMMENT
from catalogue.report.fitting import MOST_CHARACTERS, Part, fit
from catalogue.report.phrases import Speech

from tests.report.world import BANKS_EN, BANKS_FR, World

EN = Speech("en")


def test_the_longest_part_gives_way_first_and_is_named() -> None:
    told = fit([Part("head"), Part("a" * 400, "short"), Part("b" * 900, "long")], EN, 700)
    assert told == f"head\n\n{'a' * 400}\n\n*Left out for want of room: long (900 characters).*\n"


def test_parts_without_a_name_give_way_from_the_end() -> None:
    told = fit([Part("head"), *(Part("c" * 300) for _ in range(10))], EN, 1_000)
    assert told.startswith("head\n\nccc")
    assert told.endswith("*Left out for want of room: 8 more parts.*\n")
    assert len(told) <= 1_000


def test_what_fits_is_left_alone() -> None:
    assert fit([Part("a", "x"), Part(""), Part("b")], EN) == "a\n\nb\n"


def test_a_report_of_very_many_changes_stays_within_the_limit(world: World) -> None:
    for n in range(150):
        for lang, text in (("fr", BANKS_FR), ("en", BANKS_EN)):
            renamed = text.replace("slug: b", f"slug: n{n}-b")
            world.write(f"offers/val-de-marne/more-{n}.{lang}.md", renamed)
    world.git("add", ".")
    world.git("commit", "--quiet", "--message=Many")
    for n in range(150):
        for lang in ("fr", "en"):
            name = f"offers/val-de-marne/more-{n}.{lang}.md"
            text = (world.content / name).read_text(encoding="utf-8")
            world.write(name, text.replace("RER C", "RER D") + "mots nouveaux " * 60)
    report = world.report()
    assert len(report) <= MOST_CHARACTERS < 65_536
    assert "Left out for want of room" in report
    assert len((world.place / COMMENT).read_text(encoding="utf-8")) <= MOST_CHARACTERS


def test_a_comment_names_paths_and_has_no_links(world: World) -> None:
    world.walls("capacity: 20", "capacity: 21")
    world.report()
    assert "](" not in (world.place / COMMENT).read_text(encoding="utf-8")
