"""Edits of what stands around the offers: theme, settings, Pelican's pages, the day; and of what was built.

`EDITS` has them all, those of the content too.
"""

import os
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from . import edits, edits_of_facts
from .edits import Draw, Edit, add, english, put, taxonomy, walks, words_of_picture
from .world import SAMPLE, World


def template(world: World, draw: Draw) -> None:
    files = [path for path in (world.theme / "templates").rglob("*.html") if 'class="' in path.read_text()]
    put(draw.one(files), 'class="', f'data-edit="{draw.number()}" class="')


def style_sheet(world: World, draw: Draw) -> None:
    files = (world.theme / "static" / "css").rglob("*.css")
    add(
        draw.one([path for path in files if path.name not in ("index.css", "main.css")]),
        f"\n@layer components {{ .edit-{draw.number()} {{ color: red; }} }}\n",
    )


def script(world: World, draw: Draw) -> None:
    add(world.theme / "static" / "js" / "booking.js", f"\n// {draw.number()}\n")


def word(world: World, draw: Draw) -> None:
    po = world.theme / "locale" / "en" / "LC_MESSAGES" / "theme.po"
    found = draw.random.choice(re.findall(r'^msgstr "[A-Z][a-z ]+"$', po.read_text(), re.MULTILINE))
    put(po, f"^{re.escape(found)}$", f'{found[:-1]} {draw.number()}"')


def site_url(world: World, draw: Draw) -> None:
    world.env["SITE_URL"] = f"https://visits-{draw.number()}.example.org"


def template_option(world: World, draw: Draw) -> None:
    options = f"JINJA_ENVIRONMENT = JINJA_ENVIRONMENT | {{'trim_blocks': {draw.chance()}}}"
    add(world.settings, f"{options}  # {draw.number()}\n")


def sequence(world: World, draw: Draw) -> None:
    world.env["CATALOGUE_SEQUENCE"] = str(draw.number())


def own_page(world: World, draw: Draw) -> None:
    pages = world.content / "pages"
    add(draw.one(list(pages.glob("*.md"))), f"\n\nParagraphe {draw.number()} : « fin ».\n")


def own_page_added(world: World, draw: Draw) -> None:
    key = f"extra-{draw.number()}"
    for lang in ("fr", "en"):
        text = f"Title: {key}\nSlug: {key}\nLang: {lang}\nKey: {key}\n\nTexte.\n"
        (world.content / "pages" / f"{key}.{lang}.md").write_text(text)


def own_page_removed(world: World, draw: Draw) -> None:
    for path in (world.content / "pages").glob("extra-*.md"):
        path.unlink()


def media(world: World, draw: Draw) -> None:
    (world.content / "media" / f"{draw.random.choice('abc')}.txt").write_text(str(draw.number()))


def media_removed(world: World, draw: Draw) -> None:
    for path in list((world.content / "media").glob("*.txt"))[:1]:
        path.unlink()


def ground(world: World, draw: Draw) -> None:
    """Another frame, a commune more; or no map at all, until the next time."""
    file = world.content / "map.yaml"
    if not file.exists():
        shutil.copy(SAMPLE / "map.yaml", file)
    elif draw.chance():
        put(file, "^frame: {north: [0-9.]+", f"frame: {{north: 48.{84 + draw.number() % 10}")
        add(file, f"  Bourg {draw.number()}: [48.8, 2.4]\n")
    else:
        file.unlink()


def picture(world: World, draw: Draw) -> None:
    """Another picture in the place of one that pages show."""
    wide = 10 + draw.number() % 50
    Image.new("L", (wide, 20)).save(world.content / "media" / "cranes.png")


def picture_touched(world: World, draw: Draw) -> None:
    (world.content / "media" / "cranes.png").touch()


def picture_gone_or_back(world: World, draw: Draw) -> None:
    file = world.content / "media" / "cranes.png"
    if file.exists():
        file.unlink()
    else:
        picture(world, draw)


def picture_shown(world: World, draw: Draw) -> None:
    """By an offer more, or no longer."""
    path = draw.one(walks(world))
    shown = "images:\n  - {file: cranes.png, credit: Ada Lemoine, licence: CC0-1.0}\n"
    if shown in path.read_text():
        put(path, re.escape(shown), "")
    else:
        put(path, "^departures:", f"{shown}departures:")
    for file in (path, english(path)):
        if file.exists():
            words_of_picture(file, there=shown in path.read_text())


def next_day(world: World, draw: Draw) -> None:
    _later(world, 1)


def far_day(world: World, draw: Draw) -> None:
    _later(world, 200 if world.env["BUILD_DAY"] < "2027-05" else -200)


def _later(world: World, days: int) -> None:
    world.env["BUILD_DAY"] = (date.fromisoformat(world.env["BUILD_DAY"]) + timedelta(days)).isoformat()


def touched(world: World, draw: Draw) -> None:
    """Files written again as they are."""
    for path in (draw.one(walks(world)), taxonomy(world), world.theme / "templates" / "base.html"):
        if draw.chance():
            path.write_bytes(path.read_bytes())
        else:
            os.utime(path)


def replaced(world: World, draw: Draw) -> None:
    """As an editor program saves: a file beside it, moved over it, of the same size."""
    path = draw.one(walks(world))
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(path.read_text().replace("gare", "Gare" if draw.chance() else "gard"))
    shutil.copystat(path, beside)
    beside.replace(path)


def _outputs(world: World) -> list[Path]:
    every = [*world.output.rglob("*"), *world.data.rglob("*")]
    return [path for path in every if path.is_file() and path.relative_to(world.folder).parts[1] != "theme"]


def output_deleted(world: World, draw: Draw) -> None:
    draw.one(_outputs(world)).unlink()


def output_altered(world: World, draw: Draw) -> None:
    add(draw.one(_outputs(world)), "altered")


def output_altered_same_size(world: World, draw: Draw) -> None:
    path = draw.one(_outputs(world))
    content = path.read_bytes()
    path.write_bytes(content[:-2] + b"??")


def output_folder_removed(world: World, draw: Draw) -> None:
    folder = draw.one([path for path in world.output.rglob("*") if path.is_dir()])
    shutil.rmtree(folder)


def theme_file_of_output_deleted(world: World, draw: Draw) -> None:
    draw.one([path for path in (world.output / "theme").rglob("*") if path.is_file()]).unlink()


def theme_file_of_output_altered(world: World, draw: Draw) -> None:
    files = [path for path in (world.output / "theme").rglob("*") if path.is_file() and "covers" not in path.parts]
    add(draw.one(files), "altered")


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        edits.body, edits.title, edits.slug, edits.slug_with_former, edits.slugs_exchanged, edits.price,
        edits.date_added, edits.date_removed, edits.date_cancelled, edits.date_moved, edits.territory,
        edits_of_facts.rule_added, edits_of_facts.rule_removed, edits_of_facts.rule_changed, edits_of_facts.fact,
        edits_of_facts.quota, edits_of_facts.commune, edits_of_facts.point, edits_of_facts.crowded_day,
        edits.folder_of_territory,
        edits.themes, edits.last_of_its_theme, edits.related, edits.no_longer_related, edits.partner,
        edits.offer_added, edits.offer_removed,
        edits.offer_renamed, edits.address_taken_over, edits.translation, edits.partner_words,
        edits.partner_name, edits.partner_mail, edits.partner_added, edits.partner_removed,
        edits.theme_label, edits.theme_slug, edits.territory_colour, edits.theme_added,
        edits.conditions_version,
        template, style_sheet, script, word, site_url, template_option, sequence, own_page, own_page_added,
        own_page_removed, ground, media, media_removed, picture, picture_touched, picture_gone_or_back, picture_shown,
        next_day, far_day, touched, replaced, output_deleted,
        output_altered, output_altered_same_size, output_folder_removed, theme_file_of_output_deleted,
        theme_file_of_output_altered,
    )
}  # fmt: skip
