"""Edits that no build can accept: each is a fault of the content, of Pelican's pages or of the theme."""

import re

from .edits import Draw, Edit, add, put, taxonomy, walks
from .world import World


def unknown_theme(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "^themes: .*", "themes: [nowhere]")


def no_summary(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), r"^summary: .*\n", "")


def slug_twice(world: World, draw: Draw) -> None:
    one, other = draw.random.sample(sorted(walks(world)), 2)
    (taken,) = re.findall("^slug: (.*)", one.read_text(), re.MULTILINE)
    put(other, "^slug: .*", f"slug: {taken}")


def broken_yaml(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "^themes: .*", "themes: [river")


def raw_markup(world: World, draw: Draw) -> None:
    add(draw.one(walks(world)), "\n<script>alert(1)</script>\n")


def partner_gone(world: World, draw: Draw) -> None:
    (world.content / "partners" / "rives.fr.md").unlink()
    (world.content / "partners" / "rives.en.md").unlink()


def taxonomy_without_theme(world: World, draw: Draw) -> None:
    put(taxonomy(world), "^  river:", "  stream:")


def stray_file(world: World, draw: Draw) -> None:
    (world.content / "offers" / "notes.txt").write_text("later")


def page_without_key(world: World, draw: Draw) -> None:
    put(world.content / "pages" / "terms.fr.md", r"^Key: .*\n", "")


def word_missing(world: World, draw: Draw) -> None:
    put(world.theme / "templates" / "home.html", "</h1>", "{{ _('Une phrase sans traduction') }}</h1>")


def address_twice(world: World, draw: Draw) -> None:
    put(world.content / "pages" / "privacy.fr.md", "^Slug: .*", "Slug: visites")


FAULTS: dict[str, Edit] = {
    fault.__name__: fault
    for fault in (
        unknown_theme, no_summary, slug_twice, broken_yaml, raw_markup, partner_gone, taxonomy_without_theme,
        stray_file, page_without_key, word_missing, address_twice,
    )
}  # fmt: skip
