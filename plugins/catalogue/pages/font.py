"""The headline font: Bricolage Grotesque (SIL OFL 1.1) at one weight, cut down to the letters of western Europe."""

import hashlib
import io
from pathlib import Path

from ..files import write_atomically

NAME = "bricolage.woff2"
PACKAGE = "fontpkg-bricolage-grotesque"
SOURCE = "files/BricolageGrotesque[opsz,wdth,wght].ttf"
AXES = {"wght": 800, "opsz": 40, "wdth": 100}
"""One weight and width; the optical size of headlines between 32 and 48 pixels."""
CHARACTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "–—‘’“”…€\u202fœŒŸ"
FEATURES = ("kern", "mark", "mkmk", "locl", "ccmp", "liga", "calt")


def headline_font(cache: Path) -> bytes:
    """The font as WOFF2. Made once for a version of the package and a recipe, then read from `cache`."""
    from importlib.metadata import version

    recipe = repr((version(PACKAGE), version("fonttools"), SOURCE, sorted(AXES.items()), CHARACTERS, FEATURES))
    kept = cache / f"bricolage-{hashlib.sha256(recipe.encode()).hexdigest()[:16]}.woff2"
    if not kept.exists():
        write_atomically(kept, _make())
    return kept.read_bytes()


def _make() -> bytes:
    # fontTools takes a third of a second to import: only when there is a font to make.
    from importlib.resources import files

    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    source = files("fontpkg_bricolage_grotesque") / SOURCE
    font = instantiateVariableFont(TTFont(io.BytesIO(source.read_bytes()), recalcTimestamp=False), AXES)
    subsetter = Subsetter(Options(layout_features=list(FEATURES), hinting=False))
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
