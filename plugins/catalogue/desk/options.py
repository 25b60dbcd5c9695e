"""What the fields of an offer or a partner may name: the lists of the taxonomy, the partners, the offers there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model import Taxonomy, Theme
from ..reading.faults import Faults
from ..reading.folder import Folder, open_folder
from ..reading.tree import Files
from ..reading.typography import french
from .choices import word
from .fields import Field

Options = Mapping[str, str]
"""Names for people, by the value that is written."""


@dataclass(frozen=True)
class Lists:
    """All that can be chosen, in one language."""

    lang: str
    taxonomy: Taxonomy
    partners: Options
    offers: Options

    def of(self, field: Field, path: tuple[str, ...] = ()) -> Options:
        """What a field may name; `path`: the fields around it. Empty: whatever its kind allows."""
        shape = field.shape.inner if field.shape.kind == "list" else field.shape
        if shape.kind == "choice":
            return {value: word(value, self.lang) for value in shape.choices}
        return self._named(field.name, path[-1] if path else "")

    def _named(self, name: str, around: str) -> Options:
        own = self.taxonomy
        match around, name:
            case "tariffs", "id":
                return {own_id: self._word(one.label) for own_id, one in own.tariffs.items()}
            case "", "partner":
                return self.partners
            case "", "related":
                return self.offers
            case "", "language":
                return self._labels("guided_languages", own.languages)
            case _, "language" | "languages":
                return self._labels("guided_languages")
            case "", "themes" | "territory":
                terms: Mapping[str, Theme] = own.themes if name == "themes" else own.territories
                return {own_id: self._word(one.label) for own_id, one in terms.items()}
            case "", "audience" | "accessibility" | "kind":
                return self._labels({"audience": "audiences", "kind": "kinds"}.get(name, name))
        return {}

    def _labels(self, group: str, only: tuple[str, ...] = ()) -> Options:
        labels: Mapping[str, Mapping[str, str]] = getattr(self.taxonomy, group)
        return {own_id: self._word(labels[own_id]) for own_id in only or labels if own_id in labels}

    def _word(self, labels: Mapping[str, str]) -> str:
        said = labels.get(self.lang) or next(iter(labels.values()))
        return french(said) if self.lang == "fr" else said


def lists(content: Path, lang: str) -> Lists:
    """The lists of a content folder. Raises Faults where its taxonomy has one."""
    folder = open_folder(content)
    if folder.taxonomy is None:
        raise Faults(folder.faults)
    partners = _names(folder, folder.partners, "name", lang)
    return Lists(lang, folder.taxonomy, partners, _names(folder, folder.offers, "title", lang))


def _names(folder: Folder, files: Files, name: str, lang: str) -> dict[str, str]:
    """Of partners or offers by id, sorted by name; the id itself where a file cannot be read."""
    found = {}
    for own_id, paths in files.items():
        # A partner's name is a fact, which stands in the first language's file alone.
        languages = (lang, folder.lists.default) if name == "title" else (folder.lists.default,)
        path = next((paths[one] for one in languages if one in paths), next(iter(paths.values())))
        found[own_id] = str(folder.tree.document(path).values.get(name, own_id))
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))
