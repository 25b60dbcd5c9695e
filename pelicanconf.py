"""Pelican's settings. Inputs from the environment: CONTENT, OUTPUT, THEME, SITE_URL, BUILD_DAY and so on."""

import os

SITENAME = "Faubourg"
SITEURL = ""  # links within the site begin with a slash; SITE_URL is for canonical addresses, feeds and the like
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"

PATH = os.environ.get("CONTENT", "content")
OUTPUT_PATH = os.environ.get("OUTPUT", "output")
DATA_OUTPUT = os.environ.get("DATA_OUTPUT", "var/publish")
"""Where `site.json` and `catalogue.json` go: never inside the site."""
CATALOGUE_CACHE = os.environ.get("CATALOGUE_CACHE", "var/cache/site")
"""What can be made again: the ledger of the last build, compiled templates, the font."""
CATALOGUE_SEQUENCE = os.environ.get("CATALOGUE_SEQUENCE", "")
"""Rises with every build; empty: the seconds of the epoch."""
BUILD_DAY = os.environ.get("BUILD_DAY", "")
"""The day, as `2027-05-01`, from which departures are shown; empty: today."""

SHARING_PICTURES = os.environ.get("SHARING_PICTURES", "1") == "1"
"""The pictures that shared links show are drawn; with `0` pages name them, and another build draws them."""
AVIF_SPEED = 8
"""Of encoding photographs, from 0 for the smallest files to 10 for the quickest build."""
MAP_TILES = {
    "url": os.environ.get("MAP_TILES_URL", ""),
    "attribution": os.environ.get("MAP_TILES_ATTRIBUTION", ""),
    "max_zoom": os.environ.get("MAP_TILES_MAX_ZOOM", "18"),
}
"""Pictures of streets under the interactive map; by default none, and the map shows the drawing alone."""

CAMERA_ENDINGS = [
    "[jJ][pP][gG]", "[jJ][pP][eE][gG]", "[pP][nN][gG]", "[wW][eE][bB][pP]", "[aA][vV][iI][fF]", "[hH][eE][iI][cCfF]",
    "[tT][iI][fF]", "[tT][iI][fF][fF]",
]

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["catalogue"]
THEME = os.environ.get("THEME", "theme")
THEME_STATIC_PATHS: list[str] = []  # the plugin writes them, under hashed names
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

# Pelican reads the plain pages; the plugin shows them with the site's templates.
PAGE_PATHS = ["pages"]
PAGE_URL = PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = ""
PAGE_TRANSLATION_ID = "key"
DEFAULT_METADATA = {"key": ""}  # Pelican ends with an error that names no file where a page has none
MARKDOWN = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}
STATIC_PATHS = ["media"]
# Pictures of media are published by the plugin, without what cameras write into them: never as they are.
IGNORE_FILES = ["**/.*", *(f"*.{ending}" for ending in CAMERA_ENDINGS)]

# No articles, and nothing that goes with them.
ARTICLE_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
