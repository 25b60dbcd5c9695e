"""Rendering pages: one environment of templates a language."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

from ..digests import digest
from ..given import Given
from .templates import environment
from .views import Context
from .words import Words, load_words

if TYPE_CHECKING:
    from .plan import Frame, Page


class Press:
    """Renders the pages of all languages."""

    def __init__(self, given: Given, words: Mapping[str, Words], own: Environment | None = None) -> None:
        """`own` is Pelican's environment, where settings or plugins may have added filters, tests and names to it."""
        self.words = words
        loader = template_loader(given)
        self._environments = {
            lang: environment(loader, said, given.options, given.cache) for lang, said in words.items()
        }
        if own:
            for one in self._environments.values():
                _lend(own, one)

    def render(self, frame: "Frame", page: "Page") -> bytes:
        """A page as it is written."""
        template = self._environments[page.lang].get_template(page.template)
        return template.render(frame.context(page)).encode()

    def macro(self, lang: str, template: str, name: str) -> Callable[..., str]:
        """A macro of a component, for what pages show too often to go through a template each time."""
        said: Callable[..., str] = getattr(self._environments[lang].get_template(template).module, name)
        return said

    def fragment(self, lang: str, template: str, content: Context) -> str:
        """A piece of a page, for a script to put in its place."""
        return self._environments[lang].get_template(template).render(content)


_kept: dict[bytes, Press] = {}
"""The press of the last build of this process."""


def press_of(given: Given, base: bytes, languages: Sequence[str], own: Environment | None = None) -> Press:
    """The press of a theme whose digest `base` holds. It is kept for the next build, unless something is lent to it."""
    known = digest(base, str(given.theme.resolve()), str(given.cache.resolve()), *languages)
    if own or known not in _kept:
        _kept.clear()
        words = {lang: load_words(given.theme / "locale", lang, given.cache) for lang in languages}
        press = Press(given, words, own)
        if own:
            return press
        _kept[known] = press
    return _kept[known]


def _lend(own: Environment, to: Environment) -> None:
    for name in ("filters", "tests", "globals"):
        theirs, ours = getattr(own, name), getattr(to, name)
        ours.update({key: value for key, value in theirs.items() if key not in ours})


class Announcer(Press):
    """Tells what each page's template gets, and renders nothing."""

    def __init__(self, tell: Callable[[str, Context], None]) -> None:
        self._tell = tell

    def render(self, frame: "Frame", page: "Page") -> bytes:
        """Tell of a page."""
        self._tell(page.path, frame.context(page))
        return b""

    def macro(self, lang: str, template: str, name: str) -> Callable[..., str]:
        """One that says nothing."""
        return lambda *given: ""

    def fragment(self, lang: str, template: str, content: Context) -> str:
        """Nothing: it is no page."""
        return ""


def template_loader(given: Given) -> BaseLoader:
    """Where templates are looked for, as Pelican does: overrides, then the theme; `!theme/…` is the theme's own."""
    theme = given.theme / "templates"
    own = PrefixLoader({"!theme": FileSystemLoader(theme)})
    return ChoiceLoader([FileSystemLoader([*given.overrides, theme]), own])


def template_files(given: Given) -> dict[Path, list[Path]]:
    """Every file that pages are rendered with or lead to, by folder: the theme, then the overrides."""
    folders = (given.theme, *given.overrides)
    return {folder: [file for file in folder.rglob("*") if file.is_file()] for folder in folders}
