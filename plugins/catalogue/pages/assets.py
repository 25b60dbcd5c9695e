"""The theme's files under hashed names: style sheets, scripts, pictures, the font, the covers.

A name changes when the content does, so that a file may be cached for ever; earlier ones are left where they are,
for the pages that still ask for them.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import rcssmin

from ..files import write_atomically
from ..model import Taxonomy
from . import font
from .cover_canvas import NIGHT
from .views import AssetsView

FOLDER = "theme"
STYLE_SHEET = "main.css"
OWN_SCRIPTS = ("booking", "booking_down", "embed", "hand_on", "facets", "finder", "map", "atlas", "language", "seek")
SCRIPTS = {f"{name}_js": f"js/{name}.js" for name in OWN_SCRIPTS}
SHEETS = {
    f"{name}_css": f"pages/{name}.css"
    for name in ("agenda", "also", "booking", "embed", "finder", "home", "map", "offer")
}
"""Style sheets of one kind of page each, linked by its template beside that of all pages."""
ALONE = {"embed": (STYLE_SHEET, "tokens.css", "reset.css", "leaf.css", "hidden.css")}
"""Those that stand alone, and what each takes of the sheet of all pages, besides the inks."""
VENDOR = "vendor"
"""The folder of what others have written: their style sheets are published each by itself, as weak as `@layer base`."""
LEAFLET = {f"leaflet_{kind}": f"{VENDOR}/leaflet/leaflet.{kind}" for kind in ("css", "js")}
ICON, TOUCH = "icon.svg", "touch.png"
TOUCH_SIZE = 180
"""Pixels of the icon that a telephone puts on its home screen, which cannot be SVG."""
NEEDED = {"css": STYLE_SHEET, **SHEETS, **LEAFLET, **SCRIPTS, "font": font.NAME, "icon": ICON, "touch_icon": TOUCH}
"""Fields of `AssetsView`, and the names that they have before hashing."""
SOURCES = (".css", ".md")
"""Endings of files that are not published as they are."""
URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)""")


class AssetMissing(Exception):
    """The theme names a file that it does not have; the message says where and which."""


class Assets:
    """Everything to write under `/theme/`, by hashed path, and the addresses by plain name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.urls: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> str:
        """Keep a file under its hashed name; gives its address: `js/booking.js` -> `/theme/js/booking.1a2b3c4d.js`."""
        stem, dot, ending = name.rpartition(".")
        path = f"{FOLDER}/{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{ending}"
        self.files[path] = content
        self.urls[name] = f"/{path}"
        return self.urls[name]

    def url(self, name: str, wanted_by: str = "the templates") -> str:
        """The address of a file. Raises `AssetMissing`."""
        if name not in self.urls:
            raise AssetMissing(f"theme/static/{name} is missing, and {wanted_by} needs it: add it, or drop the mention")
        return self.urls[name]

    def view(self) -> AssetsView:
        """The addresses that every page needs. Raises `AssetMissing`."""
        return AssetsView(**{field: self.url(name) for field, name in NEEDED.items()})

    def write(self, output: Path) -> None:
        """Write the files below `output`, those that are not there yet."""
        for path, content in self.files.items():
            target = output / path
            if not target.exists() or target.read_bytes() != content:
                write_atomically(target, content)


def theme_assets(theme: Path, taxonomy: Taxonomy, cache: Path) -> Assets:
    """The files of the theme's `static/` folder, the font and the style sheets. Raises `AssetMissing`."""
    static = theme / "static"
    assets = Assets()
    assets.add(font.NAME, font.headline_font(cache))
    for file in sorted(path for path in static.rglob("*") if path.is_file() and path.suffix not in SOURCES):
        if file.parent.parent != static / "js":
            assets.add(file.relative_to(static).as_posix(), file.read_bytes())
    for folder in sorted(path for path in (static / "js").iterdir() if path.is_dir()):
        parts = (file.read_bytes() for file in sorted(folder.glob("*.js")))
        assets.add(f"js/{folder.name}.js", b"\n".join(parts))
    if (static / ICON).is_file():
        assets.add(TOUCH, touch_icon((static / ICON).read_text(encoding="utf-8")))
    assets.add(STYLE_SHEET, style_sheet(static, taxonomy, assets).encode())
    for path in sorted((static / "css" / "pages").iterdir()):
        found = sorted(path.glob("*.css")) if path.is_dir() else [path]
        shared = [static / "css" / name for name in ALONE.get(path.stem, ())]
        sheets = _sheets(static, [*shared, *found], assets)
        assets.add(f"pages/{path.stem}.css", minified(_inked(sheets, taxonomy) if shared else sheets).encode())
    for file in sorted((static / VENDOR).rglob("*.css")):
        name, text = file.relative_to(static).as_posix(), file.read_text(encoding="utf-8")
        own = _with_hashed_urls(name, text, assets, f"{file.parent.relative_to(static).as_posix()}/")
        assets.add(name, minified([f"@layer base{{{own}}}"]).encode())
    return assets


def touch_icon(svg: str) -> bytes:
    """The icon as a square PNG: the telephone rounds its corners."""
    from resvg_py import svg_to_bytes  # here, because most builds take the theme's files as they are

    return svg_to_bytes(
        svg_string=svg, width=TOUCH_SIZE, height=TOUCH_SIZE, background=NIGHT, skip_system_fonts=True
    )


def style_sheet(static: Path, taxonomy: Taxonomy, assets: Assets) -> str:
    """The style sheets of all pages as one, without comments and needless space, `url()` leading to the hashed files.

    `main.css` comes first, because its `@layer` declaration gives the order of all layers; then the territories' inks
    and the rest by path. Raises `AssetMissing`.
    """
    found = sorted((static / "css").glob("*.css"), key=lambda path: (path.name != STYLE_SHEET, path.as_posix()))
    return minified(_inked(_sheets(static, found, assets), taxonomy))


def minified(sheets: Sequence[str]) -> str:
    """Style sheets as one, without comments and needless space."""
    return str(rcssmin.cssmin("\n".join(sheets)))


def _inked(sheets: Sequence[str], taxonomy: Taxonomy) -> list[str]:
    """With the inks after the first, which gives the order of the layers."""
    return [*sheets[:1], inks(taxonomy), *sheets[1:]]


def _sheets(static: Path, found: Sequence[Path], assets: Assets) -> list[str]:
    named = {path.relative_to(static).as_posix(): path.read_text(encoding="utf-8") for path in found}
    return [_with_hashed_urls(name, text, assets) for name, text in named.items()]


def _with_hashed_urls(sheet: str, text: str, assets: Assets, folder: str = "") -> str:
    return URL.sub(lambda match: f'url("{assets.url(folder + match[1], sheet)}")', text)


def inks(taxonomy: Taxonomy) -> str:
    """The custom properties of each territory, for paper and for dark."""
    territories = taxonomy.territories.items()
    paper = "".join(_rule(key, {"ink": one.ink, "second-ink": one.second_ink}) for key, one in territories)
    dark = "".join(_rule(key, {"ink": one.ink_dark}) for key, one in territories)
    return f"@layer tokens{{{paper}@media (prefers-color-scheme:dark){{{dark}}}}}"


def _rule(territory: str, properties: Mapping[str, str]) -> str:
    body = ";".join(f"--{name}:{value}" for name, value in properties.items())
    return f'[data-territory="{territory}"]{{{body}}}'
