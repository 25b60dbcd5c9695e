"""Edits of a small site, each drawn at random and leaving the content without a fault."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from .world import PARTNER_EN, PARTNER_FR, World

Edit = Callable[[World, "Draw"], None]


class Draw:
    """What an edit draws: numbers that never come twice, and one of several."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 -- a test's
        self._count = 100

    def number(self) -> int:
        self._count += 1
        return self._count

    def one(self, several: list[Path]) -> Path:
        return self.random.choice(sorted(several))

    def chance(self) -> bool:
        return self.random.random() < 0.5


def walks(world: World) -> list[Path]:
    """The French files of the generated offers."""
    return list((world.content / "offers").rglob("w*.fr.md"))


def english(path: Path) -> Path:
    return path.with_name(path.name.replace(".fr.", ".en."))


def put(path: Path, pattern: str, new: str) -> None:
    """Replace the first match."""
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, lambda _: new, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def body(world: World, draw: Draw) -> None:
    add(draw.one([*walks(world), *map(english, walks(world))][:1] + walks(world)), f"\nEncore **{draw.number()}**.\n")


def title(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "^title: .*", f"title: Une balade {draw.number()} & plus")


def slug(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "^slug: .*", f"slug: adresse-{draw.number()}")


def slug_with_former(world: World, draw: Draw) -> None:
    path = draw.one(walks(world))
    text = path.read_text()
    former = re.findall(r"^former_slugs: \[(.*)\]", text, re.MULTILINE)
    own = re.findall("^slug: (.*)", text, re.MULTILINE)
    put(path, r"^former_slugs: .*\n", "")
    put(path, "^slug: .*", f"slug: neuve-{draw.number()}\nformer_slugs: [{', '.join(former + own)}]")


def slugs_exchanged(world: World, draw: Draw) -> None:
    one, other = draw.random.sample(sorted(walks(world)), 2)
    first, second = (re.findall("^slug: (.*)", path.read_text(), re.MULTILINE)[0] for path in (one, other))
    put(one, "^slug: .*", f"slug: {second}")
    put(other, "^slug: .*", f"slug: {first}")


def price(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), r"price_cents: \d+", f"price_cents: {0 if draw.chance() else 1000 + draw.number()}")


def date_added(world: World, draw: Draw) -> None:
    number = draw.number()
    when = f'on: 2027-{3 + number % 9:02d}-{2 + number % 27:02d}, at: "{8 + number % 11:02d}:{number % 60:02d}"'
    put(draw.one(walks(world)), "^departures:\n", f"departures:\n  - {{{when}}}\n")


def date_removed(world: World, draw: Draw) -> None:
    path = draw.one(walks(world))
    if path.read_text().count("  - {on:") > 1:
        put(path, r"^  - \{on: .*\n", "")


def date_cancelled(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), r'at: "10:00"\}', 'at: "10:00", status: cancelled}')


def date_moved(world: World, draw: Draw) -> None:
    number = draw.number()
    moved = f'at: "10:00", moved_to: {{on: 2027-11-{1 + number % 28:02d}, at: "{9 + number % 8:02d}:30"}}}}'
    put(draw.one(walks(world)), r'at: "10:00"\}', moved)


def territory(world: World, draw: Draw) -> None:
    path = draw.one(walks(world))
    other = "val-de-marne" if "territory: seine" in path.read_text() else "seine-saint-denis"
    put(path, "^territory: .*", f"territory: {other}")
    if path.parent.name != "offers":
        to_folder(path, f"../{other}")


def to_folder(path: Path, folder: str) -> None:
    """Move an offer's files."""
    place = path.parent / folder
    place.mkdir(exist_ok=True)
    for file in (path, english(path)):
        if file.exists():
            file.rename(place / file.name)


def folder_of_territory(world: World, draw: Draw) -> None:
    """Moved out of the folder of its territory, or into it."""
    path = draw.one(walks(world))
    own = "val-de-marne" if "territory: val" in path.read_text() else "seine-saint-denis"
    to_folder(path, own if path.parent.name == "offers" else "..")


def themes(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "^themes: .*", f"themes: [{draw.random.choice(['river', 'cinema', 'cinema, river'])}]")


def last_of_its_theme(world: World, draw: Draw) -> None:
    reels = world.content / "offers" / "reels.fr.md"
    put(reels, "^themes: .*", "themes: [river]" if "[cinema]" in reels.read_text() else "themes: [cinema]")


def related(world: World, draw: Draw) -> None:
    """Another offer's card at the end of an offer's page, whatever becomes of that offer."""
    one, other = draw.random.sample(sorted(walks(world)), 2)
    put(one, r"^related: .*\n", "")
    put(one, "^departures:", f"related: [{other.name.partition('.')[0]}, quays]\ndepartures:")


def no_longer_related(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), r"^related: .*\n", "")


def partner(world: World, draw: Draw) -> None:
    path = draw.one(walks(world))
    put(path, "^partner: .*", "partner: canal" if "partner: rives" in path.read_text() else "partner: rives")


def offer_added(world: World, draw: Draw) -> None:
    world.add_offer(draw.number())


def offer_removed(world: World, draw: Draw) -> None:
    if len(walks(world)) > 5:
        path = draw.one(walks(world))
        english(path).unlink(missing_ok=True)
        path.unlink()


def offer_renamed(world: World, draw: Draw) -> None:
    path, new = draw.one(walks(world)), f"wander-{draw.number()}"
    for file in (path, english(path)):
        if file.exists():
            file.rename(file.with_name(file.name.replace(path.name.partition(".")[0], new)))


def address_taken_over(world: World, draw: Draw) -> None:
    gone, heir = draw.random.sample(sorted(walks(world)), 2)
    (left,) = re.findall("^slug: (.*)", gone.read_text(), re.MULTILINE)
    english(gone).unlink(missing_ok=True)
    gone.unlink()
    put(heir, "^slug: .*", f"slug: {left}")
    world.add_offer(draw.number())


def translation(world: World, draw: Draw) -> None:
    """Taken away where there is one, added where there is none."""
    path = english(draw.one(walks(world)))
    if path.exists():
        path.unlink()
    else:
        number = draw.number()
        world.add_offer(number)
        fresh = world.content / "offers" / f"walk-{number}.en.md"
        fresh.rename(path)
        fresh.with_name(f"walk-{number}.fr.md").unlink()
        french = path.with_name(path.name.replace(".en.", ".fr."))
        words_of_picture(path, there="\nimages:" in french.read_text())


def words_of_picture(path: Path, *, there: bool) -> None:
    """What is seen on the picture of the sample: said, or no longer."""
    put(path, r"^alt: .*\n", "")
    if there:
        put(path, "^come:", "alt: {cranes.png: Une grue.}\ncome:")


def partner_words(world: World, draw: Draw) -> None:
    partners = world.content / "partners"
    put(partners / "rives.fr.md", "^summary: .*", f"summary: Des promenades, {draw.number()} par an.")
    add(partners / "canal.en.md", f"\nAnd {draw.number()} more.\n")


def partner_name(world: World, draw: Draw) -> None:
    which = draw.random.choice(["rives", "canal"])
    put(world.content / "partners" / f"{which}.fr.md", "^name: .*", f"name: Les Amis du canal {draw.number()}")


def partner_mail(world: World, draw: Draw) -> None:
    put(world.content / "partners" / "rives.fr.md", "^email: .*", f"email: rives-{draw.number()}@example.org")


def partner_added(world: World, draw: Draw) -> None:
    number = draw.number()
    for lang, text in (("fr", PARTNER_FR), ("en", PARTNER_EN)):
        (world.content / "partners" / f"club-{number}.{lang}.md").write_text(text)


def partner_removed(world: World, draw: Draw) -> None:
    for path in (world.content / "partners").glob("club-*.md"):
        path.unlink()


def taxonomy(world: World) -> Path:
    return world.content / "taxonomy.yaml"


def theme_label(world: World, draw: Draw) -> None:
    put(taxonomy(world), r"label: \{fr: Fleuve[^,]*,", f"label: {{fr: Fleuve {draw.number()},")


def theme_slug(world: World, draw: Draw) -> None:
    put(taxonomy(world), r"slug: \{fr: fleuve[^,]*,", f"slug: {{fr: fleuve-{draw.number()},")


def territory_colour(world: World, draw: Draw) -> None:
    put(taxonomy(world), '^    ink: "#......"', f'    ink: "#{0x0B0000 + draw.number():06x}"')


def theme_added(world: World, draw: Draw) -> None:
    own = f"new-{draw.number()}"
    words = f"slug: {{fr: {own}, en: {own}}}, label: {{fr: Neuf, en: New}}, summary: {{fr: Du neuf., en: New.}}"
    put(taxonomy(world), "^territories:", f"  {own}: {{{words}}}\nterritories:")
    put(draw.one(walks(world)), "^themes: .*", "themes: [river]" if draw.chance() else f"themes: [{own}]")


def conditions_version(world: World, draw: Draw) -> None:
    put(taxonomy(world), 'conditions_version: "[^"]*"', f'conditions_version: "2027-01-{1 + draw.number() % 28:02d}"')
