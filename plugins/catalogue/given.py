"""What a build is given: folders and settings, from Pelican's settings or straight from their file."""

import os
import re
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .digests import digest

OURS = "catalogue"
"""The name of this plugin in PLUGINS."""
OTHERS = (
    "ARTICLE_PATHS",
    "DIRECT_TEMPLATES",
    "TEMPLATE_PAGES",
    "JINJA_FILTERS",
    "JINJA_GLOBALS",
    "JINJA_TESTS",
    "DELETE_OUTPUT_DIRECTORY",
    "OUTPUT_SOURCES",
)
"""Settings that, where they say anything, give Pelican's own parts a say in what is written."""
DAILY = ("BUILD_DAY", "CATALOGUE_SEQUENCE")
"""Settings that change from build to build: what they change is told from the content."""
TILES = re.compile(r"(?:https://|http://127\.0\.0\.1:\d+/)\S+")


class SettingRefused(Exception):
    """A setting that cannot be; the message says which, and what to write."""


@dataclass(frozen=True)
class Given:
    """The settings that the catalogue uses, of one build."""

    content: Path
    output: Path
    data: Path
    """Where `site.json` and `catalogue.json` go; never inside the output."""
    cache: Path
    theme: Path
    overrides: tuple[Path, ...]
    """Folders whose templates come before the theme's (Pelican's THEME_TEMPLATES_OVERRIDES)."""
    pages: str
    """The folder of Pelican's own pages, below the content."""
    site_url: str
    build_day: date
    sequence: int | None
    """Given for the whole of `catalogue.json`; None: the seconds of the epoch."""
    options: Mapping[str, Any]
    """Of the template environment."""
    alone: bool
    """No other plugin, and none of Pelican's own parts but its pages, has a say in what is written."""
    sharing_pictures: bool = True
    """They are drawn; else only named, and left to another build."""
    avif_speed: int = 8
    """From 0, for the smallest files, to 10, for the quickest build."""
    tiles: tuple[str, str, int] | None = None
    """The address, the attribution and the closest zoom of a server of tiles; None: no tiles under the map."""
    settings: str = ""
    """The digest of the settings as their file gives them; empty where they came another way."""


def given(settings: Mapping[str, Any], base: Path = Path()) -> Given:
    """From settings; `base` is where their relative PATH, OUTPUT_PATH and THEME begin. Raises SettingRefused."""
    output, data = base / settings["OUTPUT_PATH"], Path(settings["DATA_OUTPUT"])
    if data.resolve().is_relative_to(output.resolve()):
        reason = f"DATA_OUTPUT ({data}) is inside the site and would be published -> name another folder"
        raise SettingRefused(reason)
    sequence = settings["CATALOGUE_SEQUENCE"]
    return Given(
        content=base / settings["PATH"],
        output=output,
        data=data,
        cache=Path(settings["CATALOGUE_CACHE"]),
        theme=base / settings["THEME"],
        overrides=tuple(Path(folder) for folder in settings.get("THEME_TEMPLATES_OVERRIDES", ())),
        pages=settings["PAGE_PATHS"][0],
        site_url=settings["SITE_URL"].rstrip("/"),
        build_day=_build_day(settings),
        sequence=int(sequence) if sequence else None,
        options=settings["JINJA_ENVIRONMENT"],
        alone=settings["PLUGINS"] == [OURS] and not any(settings.get(name) for name in OTHERS),
        sharing_pictures=bool(settings.get("SHARING_PICTURES", True)),
        avif_speed=int(settings.get("AVIF_SPEED", 8)),
        tiles=_tiles(settings.get("MAP_TILES", {})),
        settings=settings.get("CATALOGUE_SETTINGS", ""),
    )


def given_by_file(path: Path) -> Given:
    """From a settings file, without Pelican: as `pelican -s` would read it. Raises SettingRefused and SystemExit."""
    values = {name: value for name, value in runpy.run_path(str(path)).items() if name.isupper()}
    text = repr(sorted((name, repr(value)) for name, value in values.items() if name not in DAILY))
    known = digest(text, str(path.resolve()), os.getcwd()).hex()
    return given(values | {"CATALOGUE_SETTINGS": known}, path.resolve().parent)


def _tiles(told: Mapping[str, str]) -> tuple[str, str, int] | None:
    url = told.get("url", "")
    if not url:
        return None
    if not TILES.fullmatch(url) or not all(part in url for part in ("{z}", "{x}", "{y}")):
        reason = f"MAP_TILES_URL ({url}) is no address of tiles -> https://tiles.example.org/{{z}}/{{x}}/{{y}}.png"
        raise SettingRefused(reason)
    if not told.get("attribution") or not told.get("max_zoom", "").isdecimal():
        reason = "MAP_TILES_URL needs MAP_TILES_ATTRIBUTION, whose map it is, and MAP_TILES_MAX_ZOOM, a number"
        raise SettingRefused(f"{reason} -> write both")
    return url, told["attribution"], int(told["max_zoom"])


def _build_day(settings: Mapping[str, Any]) -> date:
    chosen = settings["BUILD_DAY"]
    return date.fromisoformat(chosen) if chosen else datetime.now(ZoneInfo(settings["TIMEZONE"])).date()
