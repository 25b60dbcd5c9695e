"""The bench's data as a site of stock Pelican: offers are articles, themes tags, territories categories, partners
authors; i18n_subsites makes the languages.

As for Hugo, what each page would have to work out (departures one by one, the hash of the terms) stands ready.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from catalogue import urls

from .content import Data, documents, offers, partners
from .for_eleventy import SITE_URL, with_addresses
from .for_hugo import offer_front
from .taxonomy import taxonomy
from .theme_words import THEME, WORDS
from .vocabulary import LANGUAGES

SITE = Path(__file__).parent / "pelican"
PLAIN = (
    "commune",
    "duration_minutes",
    "distance_m",
    "party_max",
    "cut_off_minutes",
    "terms",
    "come",
    "capacity",
    "in_sight",
    "calendar",
    "mail",
)
OPTIONAL = ("bring", "included", "the_extra", "commune_url", "platform")
POINT = ("name", "street", "code", "town", "lat", "lon")
DEPARTURE = ("id", "starts", "ends", "closes", "capacity", "language")


def write(folder: Path, seed: int, count: int) -> None:
    """A site of stock Pelican with `count` offers, the theme and the plugin in it."""
    # The theme's own components; those that need other data here stand in SITE and come over them.
    shutil.copytree(THEME / "templates" / "components", folder / "theme" / "templates" / "components")
    shutil.copytree(SITE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    lists = _lists(with_addresses(taxonomy(seed)), list(partners(seed, count)))
    (folder / "lists.json").write_text(json.dumps(lists, ensure_ascii=False, indent=1), encoding="utf-8")
    for lang in LANGUAGES[1:]:
        _words(lang, folder / "theme" / "translations" / lang / "LC_MESSAGES" / "messages.mo")
    for offer in offers(seed, count):
        for lang in LANGUAGES:
            _page(folder / "content" / "offers" / f"{offer['id']}.{lang}.md", *_article(offer, lists, lang))
    for rank, page in enumerate(documents(seed)):
        head = {name: page[name] for name in ("title", "slug", "lang", "key", "summary")}
        target = folder / "content" / "pages" / f"{page['key']}.{page['lang']}.md"
        _page(target, head | {"weight": f"{rank:03d}"}, page["body"])


def command(folder: Path, output: Path) -> tuple[list[str], dict[str, str]]:
    """What builds the site of `folder` into `output`, and the environment that it needs beside the usual one."""
    settings = str((folder / "pelicanconf.py").resolve())
    return [sys.executable, "-m", "pelican", "-q", "-s", settings], {
        "OUTPUT": str(output.resolve()),
        "SITE_URL": SITE_URL,
    }


def extras() -> frozenset[str]:
    """Files that it writes and no other tool does, and that no setting stops."""
    return frozenset()


def _article(offer: Data, lists: Data, lang: str) -> tuple[Data, str]:
    words, front = offer["words"][lang], offer_front(offer, lang)
    slug = {
        group: {key: term["slug"][lang] for key, term in lists[group].items()} for group in ("themes", "territories")
    }
    head = {
        "title": words["title"],
        "slug": words["slug"],
        "lang": lang,
        "date": words["updated_at"],
        "key": offer["id"],
        "summary": words["summary"],
        "type": offer["type"],
        "category": slug["territories"][offer["territory"]],
        "tags": ", ".join(slug["themes"][one] for one in offer["themes"]),
        "authors": offer["partner"],
        "territory": offer["territory"],
        **{name: ", ".join(offer[name]) for name in ("themes", "accessibility") if offer[name]},
        "guided": ", ".join(offer["languages"]),
        **{name: front[name] for name in (*PLAIN, *OPTIONAL) if front.get(name) is not None},
        **(
            {"needs": ", ".join(f"{one['id']}: {' '.join(one['facets'])}" for one in front["needs"])}
            if front["needs"]
            else {}
        ),
        **({"smaller": [_sizes(one) for one in front["smaller"]]} if front["smaller"] else {}),
        "tariffs": [_bars(one, ("id", "price_cents", "note")) for one in front["tariffs"]],
        **({"place": _bars(front["meeting_point"], POINT)} if "meeting_point" in front else {}),
        "departures": [_bars(one, DEPARTURE) for one in front["departures"]],
    }
    return head, words["body"]


def _sizes(one: Mapping[str, Any]) -> str:
    return " | ".join(map(str, (one["capacity"], one["more"], *one["starts"])))


def _bars(one: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return " | ".join(str(one[name]) for name in names if name in one)


def _page(path: Path, head: Mapping[str, Any], body: str) -> None:
    """A file as Pelican's users write it; the lines of a list begin with four spaces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {name: "\n    ".join(value) if isinstance(value, list) else value for name, value in head.items()}
    lines = "".join(f"{name.title()}: {value}\n" for name, value in said.items())
    path.write_text(f"{lines}\n{body}\n", encoding="utf-8")


def _lists(lists: Data, own: list[Data]) -> Data:
    for one in own:
        one["url"] = {lang: urls.partner(lang, one["id"]) for lang in LANGUAGES}
    sections = {name: {lang: urls.section(name, lang) for lang in LANGUAGES} for name in urls.SECTIONS}
    return lists | {"partners": {one["id"]: one for one in own}, "sections": sections}


def _words(lang: str, target: Path) -> None:
    """The theme's words in a language."""
    with (THEME / "locale" / lang / WORDS).open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled.getvalue())
