"""Jinja as the site's generator sets it up, so that the shared components come out the same on both sides."""

from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(templates: Path, components: Path, words: NullTranslations) -> "Environment":
    """The environment of one language: our templates, and the components as `components/<name>.html`.

    Markup escapes what it is given; text (`.txt`) does not. An undefined name raises.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, select_autoescape

    shared = PrefixLoader({"components": FileSystemLoader(components)})
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(templates), shared]),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )
    _add_filters(env)
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return env


def _add_filters(env: "Environment") -> None:
    """Babel's own functions under their own names."""
    from babel import dates, lists, numbers

    for function in (
        dates.format_date, dates.format_datetime, dates.format_time, dates.format_timedelta,
        numbers.format_currency, numbers.format_decimal, numbers.format_percent, lists.format_list,
    ):
        env.filters[function.__name__] = function
