"""A content folder before its offers and partners are read: the names of the files, and the taxonomy."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ..model import Taxonomy
from .crosscheck_taxonomy import check_taxonomy
from .faults import Fault, Faults, fault
from .frontmatter import Document, not_a_file, read_yaml
from .scan import NO_FILE, Stat, scan
from .sentences import in_turn, known_fields, note
from .tree import Files, Lists, Tree, label_of, lists_of

TAXONOMY = "taxonomy.yaml"


@dataclass(frozen=True)
class Folder:
    """The names of a content folder and its taxonomy, with the faults of both."""

    tree: Tree
    document: Document
    """The taxonomy as written."""
    taxonomy: Taxonomy | None
    """As read, without typographic spaces; None where a fault keeps it from being read."""
    lists: Lists
    zone: ZoneInfo | None
    offers: Files
    partners: Files
    pages: Files
    """Pelican's own."""

    @property
    def faults(self) -> list[Fault]:
        """The faults noted so far."""
        return [*self.tree.faults, *self.document.faults]


def open_folder(
    content: Path, stats: Mapping[str, Stat] | None = None, names: tuple[Files, Files] | None = None
) -> Folder:
    """The content folder whose names are `stats`, which are scanned where they are not given.

    `names` are the files of offers and partners, where they are known and without a fault. Raises Faults where there
    is no such folder; whatever else is wrong is noted.
    """
    label = label_of(content)
    try:
        tree = Tree(content, label, scan(str(content)) if stats is None else stats)
    except (FileNotFoundError, NotADirectoryError):
        raise Faults([fault(label, 1, "", "no_content")]) from None
    tree.check_places()
    document = _read_taxonomy(tree)
    lists = lists_of(document)
    offers, partners = names or (tree.files("offers", lists), tree.files("partners", lists))
    pages = tree.files("pages", lists)
    return Folder(tree, document, _taxonomy(document), lists, check_taxonomy(document, lists), offers, partners, pages)


def _read_taxonomy(tree: Tree) -> Document:
    name = tree.name(TAXONOMY)
    if TAXONOMY not in tree.stats:
        tree.add(TAXONOMY, "missing_file")
        return Document(name)
    if tree.stats[TAXONOMY] == NO_FILE:
        return not_a_file(name)
    return read_yaml(f"{tree.root}/{TAXONOMY}", name)


def _taxonomy(document: Document) -> Taxonomy | None:
    try:
        return Taxonomy.model_validate(document.values)
    except ValidationError as refused:
        for error in in_turn(refused.errors(include_url=False)) if document.is_read else ():
            note(error, document, known_fields(Taxonomy))
        return None
