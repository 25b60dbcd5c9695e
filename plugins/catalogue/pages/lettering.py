"""Letters for pictures: the headline font as Pillow draws it, and a title broken into lines that fit."""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..files import write_atomically
from .font import CHARACTERS, headline_font

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

TIGHT = -0.028
"""What the style sheet takes away between the letters of a headline, in ems."""
LEAST_KERNING = 10
"""In thousandths of an em: what is less is not seen, and the old table has no room for it."""
SHORT = re.compile(r"[^\W\d_]{1,3}")
RECIPE = 1
"""Rises when the font is made in another way."""


class Lines(NamedTuple):
    """A text as it is set."""

    font: "FreeTypeFont"
    lines: tuple[str, ...]
    pitch: int
    """From one line to the next, in pixels."""


def letters_file(cache: Path) -> Path:
    """The headline font as a TrueType file, tightly spaced, its kerning in the table that Pillow reads by itself.

    Made once, from the font of the pages.
    """
    web = headline_font(cache)
    kept = cache / f"letters-{hashlib.sha256(web).hexdigest()[:16]}-{RECIPE}.ttf"
    if not kept.exists():
        write_atomically(kept, _letters(web))
    return kept


@lru_cache(maxsize=32)
def letters(file: Path, size: int) -> "FreeTypeFont":
    """The font at a size in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def written(text: str) -> str:
    """A text with the letters that the font has; those that it lacks without their accents, or not at all."""
    return "".join(one if one in CHARACTERS else _plain(one) for one in text)


def _plain(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if one in CHARACTERS)


def fitted(file: Path, text: str, width: int, choices: tuple[tuple[int, int], ...]) -> Lines:
    """A text in the first of the `choices` (size in pixels, most lines) in which it fits; cut off in the last one.

    No line is much shorter than the others, and none ends in an article or the like.
    """
    words = _words(text)
    for size, most in choices:
        font = letters(file, size)
        wide = [font.getlength(word) for word in words]
        lines = _broken(wide, width, font.getlength(" "))
        if len(lines) <= most and max(wide) <= width:
            break
    lines = _balanced(wide, width, font.getlength(" "))
    said = [" ".join(words[start:end]) for start, end in lines]
    if len(said) > most:
        said = [*said[: most - 1], f"{said[most - 1]}…"]
    return Lines(font, tuple(said), round(size * 1.02))


def _words(text: str) -> list[str]:
    """Words, short ones kept with the one that follows."""
    words: list[str] = []
    for word in text.split(" "):
        if words and SHORT.fullmatch(words[-1].rpartition(" ")[2]):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _balanced(wide: list[float], width: float, space: float) -> list[tuple[int, int]]:
    """As few lines as the width allows, in the narrowest width that allows no more."""
    lines = _broken(wide, width, space)
    for narrower in range(round(width), round(max(width / 2, *wide)), -40):
        closer = _broken(wide, narrower, space)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _broken(wide: list[float], width: float, space: float) -> list[tuple[int, int]]:
    """Lines filled one after the other, each as its first word and the one after its last."""
    lines, start, full = [], 0, wide[0]
    for n, more in enumerate(wide[1:], 1):
        full += space + more
        if full > width:
            lines.append((start, n))
            start, full = n, more
    return [*lines, (start, len(wide))]


def _letters(web: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(web), recalcTimestamp=False)
    kerning = dict(_kerning(font))
    tighter = round(TIGHT * font["head"].unitsPerEm)
    font["hmtx"].metrics = {name: (max(0, wide + tighter), left) for name, (wide, left) in font["hmtx"].metrics.items()}
    font["kern"] = _old_table(kerning)
    font.flavor = None
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _old_table(kerning: dict[tuple[str, str], int]) -> Any:
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

    table, pairs = newTable("kern"), KernTable_format_0()
    pairs.coverage, pairs.kernTable = 1, kerning
    table.version, table.kernTables = 0, [pairs]
    return table


def _kerning(font: Any) -> Iterator[tuple[tuple[str, str], int]]:
    """The pairs of glyphs that stand closer or wider; where two parts of the font speak of one, the first counts."""
    table = font["GPOS"].table
    features = [one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag == "kern"]
    wanted = sorted({n for feature in features for n in feature.LookupListIndex})
    parts = [part for n in wanted for part in table.LookupList.Lookup[n].SubTable]
    found: dict[tuple[str, str], int] = {}
    for part in parts:
        for pair, value in (_single if part.Format == 1 else _classes)(part, font.getGlyphOrder()):
            found.setdefault(pair, getattr(value, "XAdvance", 0))
    return ((pair, by) for pair, by in found.items() if abs(by) >= LEAST_KERNING)


def _single(part: Any, glyphs: list[str]) -> Iterator[tuple[tuple[str, str], Any]]:
    for first, pairs in zip(part.Coverage.glyphs, part.PairSet, strict=True):
        yield from (((first, one.SecondGlyph), one.Value1) for one in pairs.PairValueRecord)


def _classes(part: Any, glyphs: list[str]) -> Iterator[tuple[tuple[str, str], Any]]:
    for first in part.Coverage.glyphs:
        row = part.Class1Record[part.ClassDef1.classDefs.get(first, 0)].Class2Record
        yield from (((first, second), row[part.ClassDef2.classDefs.get(second, 0)].Value1) for second in glyphs)
