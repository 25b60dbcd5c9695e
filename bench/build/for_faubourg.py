"""The bench's data in this project's own format, and how this project builds it."""

import re
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from catalogue import urls
from catalogue.pages.choices import CHOICES

from .content import BUILD_DAY, Data, documents, offers, partners
from .taxonomy import taxonomy
from .theme_words import copy_theme
from .vocabulary import LANGUAGES

ROOT = Path(__file__).parents[2]
COVERS = Path("theme/covers")

PLAIN = re.compile(r"[^\W\d_](?:[^:#\"\n]|:(?=[^\s]))*[^\s:#\"]|[a-z]")
NOT_TEXT = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
VIRTUAL: Data = {"virtual": {"platform": "BigBlueButton", "link_sent": "hour-before"}}
OFFER_WORDS = ("title", "slug", "summary", "come", "bring", "included", "the_extra", "updated_at")


def write(folder: Path, seed: int, count: int) -> None:
    """What a build of `count` offers needs: the content, and the theme with words in all the languages."""
    write_content(folder / "content", seed, count)
    copy_theme(folder / "theme")


def command(folder: Path, output: Path) -> tuple[list[str], dict[str, str]]:
    """What builds the site of `folder` into `output`, and the environment that it needs beside the usual one."""
    given = {"CONTENT": folder / "content", "THEME": folder / "theme", "CATALOGUE_CACHE": folder / "cache"}
    places = {name: str(path.resolve()) for name, path in (given | {"OUTPUT": output}).items()}
    places["DATA_OUTPUT"] = str(data_folder(output).resolve())
    words = {"BUILD_DAY": BUILD_DAY.isoformat(), "SITE_URL": "https://faubourg.example.org", "PYTHONPATH": "plugins"}
    words["SHARING_PICTURES"] = "0"  # pages name them; drawing.py says what drawing them costs
    arguments = ["-m", "catalogue.build", "-s", "pelicanconf.py"]
    return ["env", "-C", str(ROOT), sys.executable, *arguments], places | words


def data_folder(output: Path) -> Path:
    """Where `catalogue.json` and `site.json` go: this project never puts them into the site."""
    return output.with_name(f"{output.name}-data")


def extras() -> frozenset[str]:
    """What it writes and no other tool does, and that no setting stops: as paths and beginnings of paths."""
    lists = [urls.choice(lang, key) for lang in LANGUAGES for key in CHOICES]
    sections = (urls.agenda, urls.map_page, lambda lang: urls.section("communes", lang))
    words = [url.removeprefix("/") for url in (*lists, *(way(lang) for way in sections for lang in LANGUAGES))]
    names = ("feed.json", "facets", "finder.json", "cards-", "words-", "embed/")
    own = ("booking-down.html", "llms.txt", "embed.js", "open-data/")
    return frozenset([*own, *words, *(f"{lang}/{name}" for lang in LANGUAGES for name in names)])


def forget(folder: Path, output: Path) -> None:
    """Take away all that a build left, but for the pictures, the font and the compiled templates."""
    for place in (data_folder(output), *(path for path in output.glob("*") if path.name != COVERS.parts[0])):
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    for path in (output / COVERS.parts[0]).glob("*"):
        if path.name != COVERS.name:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for ledger in (folder / "cache").glob("ledger*"):
        ledger.unlink()


def write_content(folder: Path, seed: int, count: int) -> None:
    """A content folder: taxonomy, plain pages, partners, `count` offers, each in every language."""
    for name in ("offers", "partners", "pages"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write(folder / "taxonomy.yaml", "\n".join(_block(_taxonomy(seed))) + "\n")
    for page in documents(seed):
        _write(folder / "pages" / f"{page['key']}.{page['lang']}.md", _document(page))
    for partner in partners(seed, count):
        _write_all(folder / "partners", partner, ("summary",))
    for offer in offers(seed, count):
        _write_all(folder / "offers", offer | (VIRTUAL if offer["type"] == "virtual" else {}), OFFER_WORDS)


def _taxonomy(seed: int) -> Data:
    lists = taxonomy(seed)
    return lists | {"tariffs": {own_id: {"label": labels} for own_id, labels in lists["tariffs"].items()}}


def _write_all(folder: Path, one: Data, names: Iterable[str]) -> None:
    facts = {key: value for key, value in one.items() if key not in ("id", "words") and value is not None}
    for lang in LANGUAGES:
        words = one["words"][lang]
        fields = {key: words[key] for key in names} | (facts if lang == LANGUAGES[0] else {})
        lines = [line for key, value in fields.items() for line in _field(key, value)]
        _write(folder / f"{one['id']}.{lang}.md", "\n".join(["---", *lines, "---", words["body"], ""]))


def _document(page: Data) -> str:
    head = [f"{key.title()}: {page[key]}" for key in ("title", "slug", "lang", "key", "summary")]
    return "\n".join([*head, "", page["body"], ""])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _field(key: str, value: Any) -> list[str]:
    """As an editor writes it: one line, but for a list of mappings, which has one each."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [f"{key}:", *(f"  - {_flow(one)}" for one in value)]
    return [f"{key}: {_flow(value)}"]


def _flow(value: Any, *, inside: bool = False) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one, inside=True)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one, inside=True) for one in value) + "]"
    if isinstance(value, (int, float, date)):
        return str(value)
    return _text(value, inside=inside)


def _text(text: str, *, inside: bool) -> str:
    quoted = inside and any(sign in text for sign in ",[]{}")
    if text.endswith("+00:00") or (PLAIN.fullmatch(text) and text not in NOT_TEXT and not quoted):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(value: Mapping[str, Any], indent: str = "") -> list[str]:
    """Nested mappings in YAML's block form; flow form for mappings of plain values."""
    lines = []
    for key, one in value.items():
        if isinstance(one, Mapping) and any(isinstance(inner, Mapping) for inner in one.values()):
            lines += [f"{indent}{key}:", *_block(one, indent + "  ")]
        else:
            lines += [indent + line for line in _field(key, one)]
    return lines
