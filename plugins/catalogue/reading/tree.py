"""Which files a content folder holds. A file that no rule names is a fault: nothing is silently left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .faults import Fault, fault, nearest
from .frontmatter import Document, not_a_file, read_document
from .meant import as_id
from .scan import NO_FILE, Stat

FILE_NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z]{2})\.md")
PLACES = ("articles", "circuits", "map.yaml", "media", "offers", "pages", "partners", "taxonomy.yaml")
LANGUAGE_IN_NAME = re.compile(r"[._ -]([a-z]{2})(?=[._ ~-]|$)", re.IGNORECASE)
ENDING = re.compile(r"(?:\.(?:md|markdown|txt|docx?|odt|rtf|bak))+~?$|~$", re.IGNORECASE)
MOST_ID = 80
Files = dict[str, dict[str, str]]
"""The files of each id, by language, as paths from the content folder."""


@dataclass(frozen=True)
class Lists:
    """What the taxonomy lets offers refer to, read even from a taxonomy that has faults of its own."""

    languages: tuple[str, ...]
    partial: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    conditional: frozenset[str] = frozenset()
    """Tariffs of which the taxonomy says who may have them."""

    @property
    def default(self) -> str:
        """The source language, whose files hold the facts."""
        return self.languages[0]

    @property
    def required(self) -> tuple[str, ...]:
        """The languages in which everything must have its words."""
        return tuple(lang for lang in self.languages if lang not in self.partial)


def lists_of(taxonomy: Document) -> Lists:
    """The lists of a taxonomy as it was read; French and English where it names no language."""
    found = taxonomy.values
    languages = _texts(found.get("languages")) or ("fr", "en")
    ids = dict.fromkeys(("audiences", "difficulties"), frozenset[str]())
    ids |= {name: frozenset(value) for name, value in found.items() if isinstance(value, dict)}
    tariffs = found.get("tariffs")
    known = tariffs.items() if isinstance(tariffs, dict) else ()
    conditional = frozenset(own_id for own_id, labels in known if isinstance(labels, dict) and "who" in labels)
    return Lists(languages, frozenset(_texts(found.get("partial_languages"))) - {languages[0]}, ids, conditional)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


@dataclass
class Tree:
    """The names of a content folder, as `scan` found them, and the faults of these names."""

    root: Path
    label: str
    stats: Mapping[str, Stat]
    """By path from the folder."""
    faults: list[Fault] = field(default_factory=list)

    def name(self, path: str) -> str:
        """What people call a file: its path from the content folder, under that folder's own name."""
        return f"{self.label}/{path}"

    def document(self, path: str) -> Document:
        """The file as read."""
        if self.stats[path] == NO_FILE:
            return not_a_file(self.name(path))
        return read_document(f"{self.root}/{path}", self.name(path))

    def add(self, path: str, code: str, **params: object) -> None:
        """Note a fault of a whole file."""
        self.faults.append(fault(self.name(path), 1, "", code, **params))

    def check_places(self) -> None:
        """Whatever lies at the top of the folder must be a known place."""
        for path in self.stats:
            if "/" not in path and path not in PLACES:
                near = nearest(path, PLACES)
                if near and near not in self.stats:
                    self.add(path, "unknown_place_near", near=near)
                else:
                    self.add(path, "unknown_place", known=", ".join(PLACES))

    def files(self, folder: str, lists: Lists) -> Files:
        """The well-named files of a folder, by id and language, both sorted."""
        found: Files = {}
        hoped: dict[str, str] = {}
        for path in sorted(path for path in self.stats if path.startswith(f"{folder}/")):
            match = FILE_NAME.fullmatch(path, path.rindex("/") + 1)
            if match is None or len(match[1]) > MOST_ID:
                meant = self._meant(path, lists)
                hoped[meant.rpartition("/")[2]] = path
                self.add(path, "wrong_file_name", example=meant.rpartition("/")[2])
            elif match[2] not in lists.languages:
                known = ", ".join(f".{lang}.md" for lang in lists.languages)
                self.add(path, "unknown_file_language", value=match[2], known=known)
            else:
                self._take(found, match, path)
        for own_id, paths in found.items():
            self._check_languages(own_id, paths, lists, hoped)
        return dict(sorted(found.items()))

    def _take(self, found: Files, match: re.Match[str], path: str) -> None:
        paths = found.setdefault(match[1], {})
        first = next(iter(paths.values()), path)
        if match[2] in paths or folder_of(first) != folder_of(path):
            self.add(path, "id_in_two_folders", value=match[1], other=first)
        else:
            paths[match[2]] = path

    def _meant(self, path: str, lists: Lists) -> str:
        """The path that a file of a wrong name should have; another one where that is taken."""
        folder, _, name = path.rpartition("/")
        found = LANGUAGE_IN_NAME.search(name)
        lang = found[1].lower() if found and found[1].lower() in lists.languages else lists.default
        stem = f"{name[: found.start()]} {ENDING.sub('', name[found.end() :])}" if found else ENDING.sub("", name)
        plain = as_id(stem)[: MOST_ID - 2]
        meant = f"{folder}/{plain}.{lang}.md"
        return f"{folder}/{plain}-2.{lang}.md" if meant in self.stats else meant

    def _check_languages(
        self, own_id: str, paths: Mapping[str, str], lists: Lists, hoped: Mapping[str, str]
    ) -> None:
        """`hoped` are the names that badly named files should have: they lack because of that."""
        source, default = paths.get(lists.default), f"{own_id}.{lists.default}.md"
        if source is None:
            for path in paths.values() if default not in hoped else ():
                self.add(path, "no_source", name=default)
            return
        for lang in lists.required:
            if lang not in paths and f"{own_id}.{lang}.md" not in hoped:
                self.add(source, "missing_translation", lang=lang, name=f"{own_id}.{lang}.md")


def folder_of(path: str) -> str:
    """The folder that a file lies in below `offers` or `partners`: a territory's, or none."""
    return path.partition("/")[2].rpartition("/")[0]


def label_of(content: Path) -> str:
    """What people call a content folder: the path from the working directory, where it is below it."""
    here = Path.cwd()
    full = content if content.is_absolute() else here / content
    return (full.relative_to(here) if full.is_relative_to(here) else full).as_posix()
