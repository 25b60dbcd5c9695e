"""The theme's words: gettext catalogues, compiled from their `.po` files once and kept.

The source language of the words is French: its messages are their own translation, unless its `.po` says otherwise.
"""

import hashlib
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import write_atomically

if TYPE_CHECKING:
    pass

SOURCE_LANGUAGE = "fr"
DOMAIN = "theme"


class Untranslated(NullTranslations):
    """What answers when a catalogue has no translation: the French message, and `missing` remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[str] = set()

    def gettext(self, message: str) -> str:
        """`message` itself."""
        self.missing.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The French form for `n` things: nought is singular."""
        self.missing.add(msgid1)
        return msgid1 if n < 2 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        """`message` itself."""
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """The French form for `n` things."""
        return self.ngettext(msgid1, msgid2, n)


class Words:
    """The words of one language, asked for as gettext's own functions are."""

    def __init__(self, lang: str, compiled: bytes = b"") -> None:
        """`compiled` is a catalogue in gettext's binary form; empty when the language has none."""
        said = GNUTranslations(BytesIO(compiled)) if compiled else NullTranslations()
        self.lang = lang
        self.digest = hashlib.sha256(compiled).hexdigest()
        """Of all its words."""
        self.gettext, self.ngettext = said.gettext, said.ngettext
        self.pgettext, self.npgettext = said.pgettext, said.npgettext
        self._untranslated = Untranslated()
        said.add_fallback(self._untranslated)

    @property
    def missing(self) -> tuple[str, ...]:
        """Messages that were asked for and have no translation, sorted; none in the source language."""
        return () if self.lang == SOURCE_LANGUAGE else tuple(sorted(self._untranslated.missing))

    def known(self, function: str, *values: object) -> str | None:
        """What one of gettext's functions says; None without a translation, and that is not remembered as missing."""
        remembered, self._untranslated.missing = self._untranslated.missing, set()
        text: str = getattr(self, function)(*values)
        known = None if self.missing else text
        self._untranslated.missing = remembered
        return known


def load_words(locale_folder: Path, lang: str, cache: Path | None = None) -> Words:
    """The words of `lang` from its `LC_MESSAGES/theme.po`; the messages themselves when there is no such file.

    The compiled form is kept in `cache`, if there is one: reading it takes a tenth of the time.
    """
    source = locale_folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not source.exists():
        return Words(lang)
    written = source.read_bytes()
    if cache is None:
        return Words(lang, _compiled(written, lang))
    kept = cache / f"words-{lang}-{hashlib.sha256(written).hexdigest()[:16]}.mo"
    if not kept.exists():
        write_atomically(kept, _compiled(written, lang))
    return Words(lang, kept.read_bytes())


def _compiled(written: bytes, lang: str) -> bytes:
    # Half of a second's tenth to import, and needed where the words have changed alone.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(written), locale=lang, domain=DOMAIN))
    return compiled.getvalue()


REGIONS = {"en": "GB"}
"""Where a language is written as the site writes it, if not where most who read it live."""


@lru_cache
def language_and_region(lang: str) -> str:
    """A language as Open Graph names it: `fr_FR`."""
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(lang, lang)).rpartition("_")[2]
    return f"{lang}_{REGIONS.get(lang, likely.upper())}"


@lru_cache
def language_name(lang: str) -> str:
    """Name of a language in itself: `Français`."""
    from babel import Locale

    name = Locale.parse(lang).get_language_name(lang) or lang
    return name[:1].upper() + name[1:]
