"""Two states of a small site, the ways between them, and how to see that a site is whole."""

import re
import time
from pathlib import Path

from .world import STILL, Made, World, differences, made

LINK = re.compile(rb'(?:href|src)="(/[^"#?]*)"')
SERVED_BY_FUNCTIONS = re.compile(r"\w\w/booking/|availability/")


def forth(world: World) -> None:
    """An offer comes, another goes, a title changes."""
    world.add_offer(8)
    for lang in ("fr", "en"):
        (world.content / "offers" / f"walk-3.{lang}.md").unlink()
    world.edit("content/offers/walk-1.fr.md", "Balade numéro 1", "Une balade à part")
    time.sleep(STILL)


def back(world: World) -> None:
    """The reverse."""
    world.add_offer(3)
    for lang in ("fr", "en"):
        (world.content / "offers" / f"walk-8.{lang}.md").unlink()
    world.edit("content/offers/walk-1.fr.md", "Une balade à part", "Balade numéro 1")
    time.sleep(STILL)


def is_mended(world: World, site: Made) -> None:
    """The next build gives the site of a full build, and nothing is left about."""
    built = world.build()
    assert built.code == 0, built.said
    assert differences(made(world.output, world.data), site) == []
    hidden = [path for path in (*world.folder.glob(".*"), *world.output.rglob(".*"), *world.data.rglob(".*"))]
    assert hidden == []
    assert [path for path in world.output.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


def is_whole(world: World, old: Made, new: Made) -> None:
    """Every file is the old one or the new one, and no page that stays leads nowhere.

    New pages are linked to each other, and so are those that go; but nothing leads to either of them meanwhile.
    """
    found = made(world.output, world.data)
    waiting = {path for path in found if ".building/" in path}
    for path in found.keys() - waiting:
        assert found[path] in (old.get(path), new.get(path)), path
    for path in old.keys() & new.keys():
        if path.endswith(".html"):
            assert found[path].endswith(b"</html>\n") or found[path].endswith(b"</html>"), path
            assert dead_links(found, path) == []


def dead_links(site: Made, path: str) -> list[str]:
    links = {link.decode().lstrip("/") for link in LINK.findall(site[path])}
    files = {f"{link}index.html" if link.endswith("/") or not link else link for link in links}
    return [f"{path} -> {file}" for file in files if file not in site and not SERVED_BY_FUNCTIONS.match(file)]


def the_ledger(world: World) -> Path:
    return next(world.cache.glob("ledger-*.sqlite"), world.cache / "none")
