"""Words per language: gettext catalogues, those shared with the site before those of the functions."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path


class French(NullTranslations):
    """What answers last: the message itself, which is French, where nought is singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The French form for `n` things."""
        return msgid1 if n < 2 else msgid2


def translations(locale: str, catalogues: tuple[tuple[Path, str], ...]) -> NullTranslations:
    """The words of a language from (folder, domain) pairs; the first catalogue that knows a sentence gives it.

    Of each, the `.mo` file is read where there is one (as packaged), else the `.po` file, else neither: the source
    language needs no catalogue.
    """
    stems = [folder / locale / "LC_MESSAGES" / domain for folder, domain in catalogues]
    words: NullTranslations = French()
    for compiled in filter(None, map(_compiled, reversed(stems))):
        catalogue = GNUTranslations(BytesIO(compiled))
        catalogue.add_fallback(words)
        words = catalogue
    return words


def _compiled(stem: Path) -> bytes | None:
    compiled, source = stem.with_suffix(".mo"), stem.with_suffix(".po")
    if compiled.is_file():
        return compiled.read_bytes()
    return _compile(source) if source.is_file() else None


def _compile(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
