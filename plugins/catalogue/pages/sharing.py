"""The picture that a shared link shows: a ticket of 1200 x 630 pixels, the cover above, its words below."""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .cover_canvas import NIGHT, SHEETS
from .lettering import face, fitted, written
from .pictures import Told

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 630
ABOVE = (SHEETS["share"].width, SHEETS["share"].height)
"""Width and height of what stands above the words."""
MARGIN = 64
CARD = "#fffdf8"
GROUND = "#fbf6ec"
COLOURS = 64
"""Of a drawn picture: its inks, and what lies between them at edges."""
MOST_BYTES = 100_000
QUALITIES = (82, 70, 55, 40)
"""Of one with a photograph, the first that makes it light enough."""
SIZES = ((116, 1), (88, 2), (76, 2), (64, 3), (52, 3), (42, 4))
"""Of the title: in pixels, and the most lines at that size."""
SMALL = 34
"""Size of the other words."""
TOP, MIDDLE = 384, 510
"""The middles of the kicker and of the title."""


@dataclass(frozen=True)
class SharingPictures:
    """Draws the sharing pictures of one offer, its cover once for all languages."""

    cover: "Image"
    """As wide as the picture and as high as its upper part."""
    fonts: Path
    """The folder that they are kept in."""
    photograph: bool
    """The cover is one: the picture is then a JPEG, else a PNG."""

    def drawn(self, told: Told) -> bytes:
        """The picture with the words of a language."""
        from PIL import Image, ImageDraw

        sheet = Image.new("RGB", (WIDTH, HEIGHT), CARD)
        sheet.paste(self.cover, (0, 0))
        frame = _frame()
        sheet.paste(frame, (0, 0), frame)
        self._write(ImageDraw.Draw(sheet), told)
        if self.photograph:
            return _light(sheet)
        made = io.BytesIO()
        sheet.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG")
        return made.getvalue()

    def _write(self, draw: "ImageDraw", told: Told) -> None:
        small, site = face(self.fonts, SMALL), written(told.site)
        foot, wide = TOP + SMALL * 0.35, small.length(site)
        small.draw(draw, (WIDTH - MARGIN - wide, foot), site, NIGHT)
        room = round(WIDTH - 2.5 * MARGIN - wide)
        kicker = fitted(self.fonts, written(told.kicker), room, ((SMALL, 1), (SMALL - 6, 1)))
        kicker.face.draw(draw, (MARGIN, foot), kicker.lines[0], told.ink)
        title = fitted(self.fonts, written(told.title), WIDTH - 2 * MARGIN, SIZES)
        first = MIDDLE + title.pitch * (0.86 - len(title.lines) / 2)
        left = MARGIN - title.pitch / 24  # large letters have more air beside them
        for n, line in enumerate(title.lines):
            title.face.draw(draw, (left, first + n * title.pitch), line, NIGHT)


def _light(sheet: "Image") -> bytes:
    made = io.BytesIO()
    for quality in QUALITIES:
        made = io.BytesIO()
        sheet.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
        if made.tell() <= MOST_BYTES:
            break
    return made.getvalue()


def from_svg(svg: str) -> "Image":
    """A drawing as pixels, of the size that it says."""
    from PIL import Image
    from resvg_py import svg_to_bytes

    return Image.open(io.BytesIO(svg_to_bytes(svg_string=svg, skip_system_fonts=True)))


@cache
def _frame() -> "Image":
    """The perforation, over cover and words."""
    y = SHEETS["share"].height
    notches = "".join(f'<circle cx="{x}" cy="{y}" r="24"/>' for x in (-2, WIDTH + 2))
    holes = f'<path d="M40 {y}H{WIDTH - 34}" stroke-dasharray="14 10"/>{notches}'
    size = f'viewBox="0 0 {WIDTH} {y + 32}" width="{WIDTH}" height="{y + 32}"'
    printed = f'<g fill="{GROUND}" stroke="{NIGHT}" stroke-width="4">{holes}</g>'
    return from_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{printed}</svg>')
