"""Letters for pictures: the headline font as Pillow draws it, and a title broken into lines that fit."""

import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..files import write_atomically
from .font import CHARACTERS, headline_font

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

TIGHT = -0.028
"""What the style sheet takes away between the letters of a headline, in ems."""
HEADLINE = 40
"""From so many pixels on letters stand that close."""
LEAST_KERNING = 10
"""In thousandths of an em: what is less is not seen."""
SHORT = re.compile(r"[^\W\d_]{1,3}")
RECIPE = 2
"""Rises when the files are made in another way."""


class Face:
    """The headline font at a size in pixels, set as tightly as on the pages, each pair of letters at its own distance.

    Pillow alone keeps to no pairs where a system library is missing.
    """

    def __init__(self, files: "Letters", size: int) -> None:
        from PIL import ImageFont

        self.size = size
        self._font = ImageFont.truetype(files.font, size, layout_engine=ImageFont.Layout.BASIC)
        self._kerning = files.kerning
        self._tight = size * (TIGHT if size >= HEADLINE else 0)
        self._wide: dict[str, float] = {}

    def length(self, text: str) -> float:
        """How wide a text is."""
        return sum(step for _, step in self._steps(text))

    def draw(self, sheet: "ImageDraw", at: tuple[float, float], text: str, ink: str) -> None:
        """Write a line; `at` is where it begins, and the line that letters stand on."""
        x, y = at
        for letter, step in self._steps(text):
            sheet.text((x, y), letter, font=self._font, fill=ink, anchor="ls")
            x += step

    def _steps(self, text: str) -> Iterator[tuple[str, float]]:
        """Each letter, and how far it is to the next."""
        for n, letter in enumerate(text):
            after = text[n + 1 : n + 2]
            if letter not in self._wide:
                self._wide[letter] = self._font.getlength(letter) + self._tight
            yield letter, self._wide[letter] + self._kerning.get(letter + after, 0) * self.size / 1000


class Lines(NamedTuple):
    """A text as it is set."""

    face: Face
    lines: tuple[str, ...]
    pitch: int
    """From one line to the next, in pixels."""


class Letters(NamedTuple):
    """The headline font as Pillow reads it."""

    font: Path
    kerning: Mapping[str, int]
    """By pairs of letters, by how much they stand closer or wider, in thousandths of an em."""


@cache
def letters_of(folder: Path) -> Letters:
    """The headline font as a TrueType file, and its pairs. Made once, from the font of the pages."""
    web = headline_font(folder)
    name = f"letters-{hashlib.sha256(web).hexdigest()[:16]}-{RECIPE}"
    font, pairs = folder / f"{name}.ttf", folder / f"{name}.json"
    if not (font.exists() and pairs.exists()):
        made, kerning = _letters(web)
        write_atomically(font, made)
        write_atomically(pairs, json.dumps(kerning).encode())
    return Letters(font, json.loads(pairs.read_bytes()))


@cache
def face(folder: Path, size: int) -> Face:
    """The font at a size; `folder` is where it is kept."""
    return Face(letters_of(folder), size)


def written(text: str) -> str:
    """A text with the letters that the font has; those that it lacks without their accents, or not at all."""
    return "".join(one if one in CHARACTERS else _plain(one) for one in text)


def _plain(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", letter) if one in CHARACTERS)


def fitted(folder: Path, text: str, width: int, choices: tuple[tuple[int, int], ...]) -> Lines:
    """A text in the first of the `choices` (size in pixels, most lines) in which it fits; cut off in the last one.

    No line is much shorter than the others, and none ends in an article or the like.
    """
    words = _words(text)
    for size, most in choices:
        font = face(folder, size)
        wide, space = [font.length(word) for word in words], font.length(" ")
        if len(_broken(wide, width, space)) <= most and max(wide) <= width:
            break
    said = [" ".join(words[start:end]) for start, end in _balanced(wide, width, space)]
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


def _letters(web: bytes) -> tuple[bytes, dict[str, int]]:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(web), recalcTimestamp=False)
    letters = {name: chr(code) for code, name in font.getBestCmap().items()}
    pairs = ((first, second, by) for (first, second), by in _kerning(font) if {first, second} <= letters.keys())
    kerning = {letters[first] + letters[second]: by for first, second, by in pairs}
    font.flavor = None
    made = io.BytesIO()
    font.save(made)
    return made.getvalue(), kerning


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
