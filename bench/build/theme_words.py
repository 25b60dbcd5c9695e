"""The theme's words by language, from its own `theme.po`."""

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

THEME = Path(__file__).parents[2] / "theme"
WORDS = "LC_MESSAGES/theme.po"
SOURCE = "fr"


@cache
def theme_words(lang: str) -> dict[str, Any]:
    """Each French message, with its words in a language; where these depend on a number, by plural category."""
    with (THEME / "locale" / (lang if lang != SOURCE else "en") / WORDS).open("rb") as file:
        messages = [one for one in read_po(file) if one.id]
    return dict(_said(one.id, one.id if lang == SOURCE else one.string) for one in messages)


def copy_theme(target: Path) -> None:
    """The theme, to be built from."""
    shutil.copytree(THEME, target)


def _said(message: Any, own: Any) -> tuple[str, Any]:
    if isinstance(message, str):
        return message, own
    return message[0], {"one": own[0], "other": own[1]}
