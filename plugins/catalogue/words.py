"""The theme's words: gettext catalogues read from their `.po` files at build time, and the filters of templates.

The source language of the words is French: its messages are their own translation, unless its `.po` says otherwise.
"""

import hashlib
from collections.abc import Callable, Mapping
from gettext import NullTranslations
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined

SOURCE_LANGUAGE = "fr"
DOMAIN = "theme"

FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        dates.format_date,
        dates.format_datetime,
        dates.format_time,
        dates.format_timedelta,
        numbers.format_currency,
        numbers.format_decimal,
        numbers.format_percent,
        lists.format_list,
    )
}
"""Babel's own functions under their own names, and no filter of ours: the functions' templates have the same."""


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


class Words(Translations):
    """The words of one language."""

    def __init__(self, lang: str, compiled: BytesIO | None) -> None:
        """`compiled` is a catalogue in gettext's binary form; None when the language has none."""
        super().__init__(fp=compiled, domain=DOMAIN)
        self.lang = lang
        self._untranslated = Untranslated()
        self.add_fallback(self._untranslated)

    @property
    def missing(self) -> tuple[str, ...]:
        """Messages that were asked for and have no translation, sorted; none in the source language."""
        return () if self.lang == SOURCE_LANGUAGE else tuple(sorted(self._untranslated.missing))


def load_words(locale_folder: Path, lang: str) -> Words:
    """The words of `lang` from its `LC_MESSAGES/theme.po`; the messages themselves when there is no such file."""
    source = locale_folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not source.exists():
        return Words(lang, None)
    with source.open("rb") as file:
        catalogue = read_po(file, locale=lang, domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(lang, compiled)


def language_name(lang: str) -> str:
    """Name of a language in itself: `Français`."""
    name = Locale.parse(lang).get_language_name(lang) or lang
    return name[:1].upper() + name[1:]


def environment(loader: BaseLoader, words: Words, options: Mapping[str, Any], cache: Path) -> Environment:
    """The environment of one language's templates; `options` are Pelican's `JINJA_ENVIRONMENT`.

    Compiled templates are kept in `cache`: compiling takes longer than rendering a hundred pages.
    """
    kept = _compiled(cache, options)
    env = Environment(loader=loader, undefined=StrictUndefined, bytecode_cache=kept, **options)  # noqa: S701
    env.filters.update(FILTERS)
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return env


def _compiled(cache: Path, options: Mapping[str, Any]) -> FileSystemBytecodeCache:
    # Jinja's own key is the template's text: its version and the options change the code too.
    recipe = hashlib.sha256(repr((version("jinja2"), sorted(options.items()))).encode()).hexdigest()[:16]
    folder = cache / f"templates-{recipe}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
