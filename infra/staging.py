"""Lays out what the deployed package holds: the functions, and copies of what they share with the site."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

MANIFEST = "shared_manifest.json"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", "site.json", "shared")


class CannotStage(Exception):
    """A file is missing or has a fault; the message says what to do."""


@dataclass(frozen=True)
class Sources:
    """Where the parts come from: the repository, and the `site.json` that the build wrote."""

    root: Path
    site_file: Path


def stage(sources: Sources, target: Path) -> None:
    """Lay the Chalice project out in the empty folder `target`, with what it shares, and a manifest of that."""
    if not sources.site_file.is_file():
        missing = f"There is no {sources.site_file}"
        raise CannotStage(f"{missing}: run `make build` first, or say where it is with SITE_FILE=.")
    functions = sources.root / "booking_fn"
    (target / ".chalice").mkdir(parents=True)
    for path in [functions / "app.py", *functions.glob(".chalice/*.json")]:
        shutil.copyfile(path, target / path.relative_to(functions))
    shutil.copytree(functions / "chalicelib", target / "chalicelib", ignore=LEFT_BEHIND)
    compile_words(target / "chalicelib" / "locale")
    _share(sources, target / "chalicelib")


def _share(sources: Sources, lib: Path) -> None:
    theme = sources.root / "theme"
    shutil.copytree(theme / "templates" / "components", lib / "templates" / "shared")
    shutil.copytree(theme / "locale", lib / "locale" / "shared", ignore=LEFT_BEHIND)
    compile_words(lib / "locale" / "shared")
    shutil.copyfile(sources.site_file, lib / "site.json")
    shutil.copyfile(sources.root / "infra" / "security_headers.json", lib / "security_headers.json")
    manifest = json.dumps(hashes(lib), indent=1, sort_keys=True)
    (lib / MANIFEST).write_text(manifest + "\n", encoding="utf-8")


def hashes(lib: Path) -> dict[str, str]:
    """SHA-256 of every shared file of a `chalicelib`, by its path in it."""
    names = ("site.json", "security_headers.json", "templates/shared", "locale/shared")
    files = (file for name in names for file in _files(lib / name))
    return {file.relative_to(lib).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _files(path: Path) -> Iterable[Path]:
    return [path] if path.is_file() else (file for file in path.rglob("*") if file.is_file())


def compile_words(folder: Path) -> None:
    """Replace every catalogue `.po` by its `.mo`. Raises `CannotStage` for one with a fault."""
    for source in sorted(folder.rglob("*.po")):
        try:
            with source.open("rb") as lines:
                catalogue = read_po(lines, abort_invalid=True)
        except (PoFileError, ValueError) as fault:
            name = f"{source.name} of {source.parent.parent.name}"
            raise CannotStage(f"{name}: {fault}: mend it and try again.") from fault
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)
        source.unlink()
