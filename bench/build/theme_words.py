"""The theme's words by language, from its own `theme.po`; Spanish and German borrow the English ones.

A bench needs as many pages in four languages, not their translations: no tool is faster or slower for it.
"""

import shutil
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from .vocabulary import LANGUAGES

THEME = Path(__file__).parents[2] / "theme"
WORDS = "LC_MESSAGES/theme.po"
TRANSLATED = ("fr", "en")


def theme_words(lang: str) -> dict[str, Any]:
    """Each French message, with its words in a language; where these depend on a number, by plural category."""
    with (THEME / "locale" / "en" / WORDS).open("rb") as file:
        messages = [one for one in read_po(file) if one.id]
    return dict(_said(one.id, one.string, lang) for one in messages)


def copy_theme(target: Path) -> None:
    """The theme with words for all the languages of the bench."""
    shutil.copytree(THEME, target)
    english = (target / "locale" / "en" / WORDS).read_text(encoding="utf-8")
    for lang in LANGUAGES:
        place = target / "locale" / lang / WORDS
        if lang not in TRANSLATED and not place.exists():
            place.parent.mkdir(parents=True)
            place.write_text(english.replace("Language: en", f"Language: {lang}"), encoding="utf-8")


def _said(message: Any, translation: Any, lang: str) -> tuple[str, Any]:
    own = message if lang == "fr" else translation
    if isinstance(message, str):
        return message, own
    return message[0], {"one": own[0], "other": own[1]}
