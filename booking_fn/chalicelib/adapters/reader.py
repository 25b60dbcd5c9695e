"""One language of the site: its words, its templates, and what every template receives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.adapters import qr_code
from chalicelib.adapters.jinja_environment import environment
from chalicelib.adapters.phrases import Phrases, groups, moment
from chalicelib.adapters.translations import translations
from chalicelib.adapters.words import sentence

if TYPE_CHECKING:
    from jinja2 import Environment

TIMES = re.compile(r".+_at|starts_local|ends_local")
"""Names of facts that are times."""


@dataclass(frozen=True)
class Sources:
    """Where templates and words are: the functions' own, and those shared with the theme."""

    templates: Path
    components: Path
    locale: Path
    shared_locale: Path


class Reader:
    """Renders templates in one language; words and templates are read on first use."""

    def __init__(self, site: Mapping[str, Any], code: str, sources: Sources) -> None:
        self._code = code
        self._sources = sources
        self._zone = site["timezone"]
        self._site = _site_in(site, code)

    @cached_property
    def say(self) -> Phrases:
        """Dates, money and counts in this language."""
        catalogues = ((self._sources.shared_locale, "theme"), (self._sources.locale, "booking"))
        return Phrases(self._code, translations(self._code, catalogues), self._zone)

    def render(self, template: str, facts: Mapping[str, Any]) -> str:
        """A template with the facts prepared, and what every template gets: `lang`, `site`, `head`, `say`, `qr`."""
        prepared = self.prepared(facts)
        return self._environment.get_template(template).render({**prepared, "head": self._head(prepared)})

    def prepared(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts with their times as aware datetimes, as the site's own views have them."""
        return dict(_timed(facts))

    @cached_property
    def _environment(self) -> "Environment":
        from markupsafe import Markup

        env = environment(self._sources.templates, self._sources.components, self.say.catalogue)
        env.filters["groups"] = groups
        env.globals |= {
            "lang": self._code, "site": self._site, "say": self.say,
            "qr": lambda code: Markup(qr_code.svg(code)),  # noqa: S704 -- segno's own drawing
            "sentence": lambda code: sentence(code, {}, self.say),
        }
        return env

    def _head(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What the site's header needs to know of a page: its path, and where it is in each language.

        A page that answers a form has no other language of its own: there the way leads to the homes.
        """
        path = facts.get("action_url", "")
        return {"path": path, "alternates": [_alternate(path, each) for each in self._site["languages"]]}


def _site_in(site: Mapping[str, Any], code: str) -> dict[str, Any]:
    """`site.json` in one language, with the names that the site's own templates use."""
    (language,) = (each for each in site["languages"] if each["code"] == code)
    names = [{"id": each["code"], "label": each["name"], "home": each["home"]} for each in site["languages"]]
    return {**site, **language, "name": site["name"], "lang": code, "languages": names}


def _alternate(path: str, language: Mapping[str, str]) -> dict[str, str]:
    """The same personal page in a language, by the first part of its path; without a path the home."""
    url = "/".join(["", language["id"], *path.split("/")[2:]]) if path else language["home"]
    return {"lang": language["id"], "name": language["label"], "url": url}


def _timed(value: Any, name: str = "") -> Any:
    """Facts with their times as aware datetimes."""
    if isinstance(value, Mapping):
        return {key: _timed(inner, key) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_timed(inner) for inner in value]
    return moment(value) if isinstance(value, str) and TIMES.fullmatch(name) else value
