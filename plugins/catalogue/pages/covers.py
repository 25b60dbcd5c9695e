"""The generated covers of offers: one grammar a type of offer, a sun for its theme, two inks for its territory."""

from collections.abc import Callable, Sequence

from .cover_canvas import (
    NIGHT,
    PAPER,
    SHEETS,
    Dice,
    Inks,
    Shape,
    block,
    disc,
    ground,
    line,
    number,
    numbers,
    overprint,
    path,
    swing,
)
from .cover_rows import meeting, visit
from .cover_suns import Scene
from .cover_water import cruise


def cover_svg(offer_id: str, type: str, themes: Sequence[str], inks: tuple[str, str], shape: Shape) -> str:
    """A picture of at most 4 KB in SVG, the same for the same arguments, and another for another offer.

    `shape` is `card` (640 x 400), `poster` (1200 x 440) or `share` (1200 x 630), each composed for itself. It has no
    script, no style and no text: decoration, to be shown with an empty text alternative.
    """
    sheet = SHEETS[shape]
    scene = Scene(sheet, Inks.of(inks), Dice(f"{offer_id} {type}"), themes)
    size = f'viewBox="0 0 {sheet.width} {sheet.height}" width="{sheet.width}" height="{sheet.height}"'
    paper = f'<path fill="{PAPER}" d="M0 0h{sheet.width}v{sheet.height}H0z"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{paper}{GRAMMARS[type](scene)}</svg>\n'


def walk(scene: Scene) -> str:
    """A skyline, with trees where there is nature, and one smooth stroke that strolls over it."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    sun_x = sheet.focus + dice.between(-60, 70) * sheet.unit
    sun = scene.sun(sun_x, 92 * sheet.unit, 64 * sheet.unit, inks.second)
    blocks = {inks.first: "", inks.second: ""}
    windows = ""
    x = float(dice.between(-40, -10))
    while x < sheet.width:
        width, height = dice.between(58, 104) * sheet.unit, dice.between(sheet.low, sheet.high) * sheet.base / 100
        ink = inks.first if abs(x + width / 2 - sun_x) < width else dice.one_of(list(blocks))
        if "nature" in scene.themes and dice.between(0, 2):
            blocks[ink] += tree(x, sheet.base, width, height)
        else:
            blocks[ink] += house(x, sheet.base, width, height, dice.between(0, 3))
            windows += _windows(x, sheet.base, width, height - width / 2) if dice.between(0, 2) else ""
        x += width + dice.between(-6, 16) * sheet.unit
    lit = line(windows, PAPER, 9 * sheet.unit, f' stroke-dasharray="{numbers(13 * sheet.unit, 12 * sheet.unit)}"')
    return sun + overprint(blocks[inks.second], blocks[inks.first], inks) + lit + ground(sheet) + _stroll(scene)


def house(x: float, base: float, width: float, height: float, roof: int) -> str:
    """A house with a flat, gabled, sawtooth or round roof, as a part of a path."""
    half, top = width / 2, height - width / 2
    roofs = (
        f"v{number(-height)}h{number(width)}",
        f"v{number(-top)}l{numbers(half, -half)} {numbers(half, half)}",
        f"v{number(-height)}l{numbers(half, half * 0.7)}v{number(-half * 0.7)}l{numbers(half, half * 0.7)}",
        f"v{number(-top)}a{numbers(half, half)} 0 0 1 {number(width)} 0",
    )
    return f"M{numbers(x, base)}{roofs[roof]}V{number(base)}z"


def tree(x: float, base: float, width: float, height: float) -> str:
    """A poplar on its trunk, as a part of a path."""
    half, crown = width / 2, height * 0.86
    trunk = block(x + half - 4, base - height * 0.3, 8, height * 0.3)
    top = f"M{numbers(x + half, base - height - half * 0.3)}"
    right, left = numbers(width * 0.7, crown * 0.62, 0, crown), numbers(-width * 0.7, -crown * 0.38, 0, -crown)
    return f"{trunk}{top}q{right}q{left}z"


def _windows(x: float, base: float, width: float, height: float) -> str:
    columns = (0.28, 0.5, 0.72) if width > 80 else (0.34, 0.66)
    return "".join(f"M{numbers(x + width * at, base - height * 0.9)}V{number(base - 14)}" for at in columns)


def _stroll(scene: Scene) -> str:
    sheet, dice = scene.sheet, scene.dice
    stride = dice.between(96, 150) * sheet.unit
    steps, high = round(sheet.width / stride), dice.between(0, 1)
    points = [(-30.0, sheet.base * 0.5)]
    for n in range(1, steps):
        share = dice.between(16, 44) if n % 2 == high else dice.between(62, 90)
        points.append((sheet.width * n / steps + dice.between(-14, 14), sheet.base * share / 100))
    points.append((sheet.width + 30.0, sheet.base * 0.55))
    return line(swing(points), NIGHT, 15 * sheet.unit)


def workshop(scene: Scene) -> str:
    """Paper cut-outs laid edge to edge, the sun among them."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    rows = 4
    size = sheet.height / rows
    columns = int(sheet.width / size) + 1
    left = (sheet.width - columns * size) / 2
    at = round((sheet.focus - left) / size) - 1, dice.between(0, rows - 2)
    cut = {inks.first: "", inks.second: "", NIGHT: ""}
    for row in range(rows):
        for column in range(columns):
            if column - at[0] in (0, 1) and row - at[1] in (0, 1):
                continue
            ink = dice.one_of((inks.first, inks.first, inks.first, inks.second, inks.second, NIGHT, ""))
            if ink:
                cut[ink] += cut_out(left + column * size, row * size, size, dice)
    sun = scene.sun(left + (at[0] + 1) * size, (at[1] + 1) * size, size * 0.9, inks.first, inks.second)
    square = path(block(left + at[0] * size, at[1] * size, 2 * size, 2 * size), inks.second)
    return "".join(path(d, ink) for ink, d in cut.items()) + square + sun


def cut_out(x: float, y: float, size: float, dice: Dice) -> str:
    """One piece in a square: a quarter, a half, a disc, a leaf, a triangle or a diamond, as a part of a path."""
    s, h = number(size), number(size / 2)
    back = number(-size)
    pieces = (
        f"M{numbers(x, y)}h{s}a{s} {s} 0 0 1 {back} {s}z",
        f"M{numbers(x + size, y)}v{s}a{s} {s} 0 0 1 {back} {back}z",
        f"M{numbers(x, y + size)}v{back}a{s} {s} 0 0 1 {s} {s}z",
        f"M{numbers(x, y + size / 2)}a{h} {h} 0 0 1 {s} 0v{h}h{back}z",
        disc(x + size / 2, y + size / 2, size * 0.42),
        f"M{numbers(x, y + size)}A{s} {s} 0 0 1 {numbers(x + size, y)}A{s} {s} 0 0 1 {numbers(x, y + size)}z",
        f"M{numbers(x, y + size)}h{s}v{back}z",
        f"M{numbers(x + size / 2, y)}l{h} {h} -{h} {h} -{h} -{h}z",
    )
    return dice.one_of(pieces)


def virtual(scene: Scene) -> str:
    """Rings, frames or diamonds from one point, seen through a screen."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    x, y = sheet.focus, sheet.base * dice.between(46, 58) / 100
    step = dice.between(34, 46) * sheet.unit
    form, count = dice.one_of(FORMS), int((x + 60) / step)
    w, h = (side * sheet.unit for side in dice.one_of(SCREENS))
    first, tall = w / 2 + step * 0.5, h / w
    inner = [first - step * n for n in range(1, int(first / step))]
    reaches = [*reversed(inner), *(first + step * n for n in range(count))]
    odd, even = ("".join(form(reach, tall) for reach in reaches[k::2]) for k in (0, 1))
    screen = block(x - w / 2, y - h / 2, w, h)
    sun = scene.sun(x, y, min(step * 1.3, 0.4 * min(w, h)), NIGHT, inks.second)
    rings = f'<g id="r"><path id="a" d="{odd}"/><path id="b" d="{even}"/></g>'
    defs = f'<defs><clipPath id="o"><path d="{screen}"/></clipPath>{rings}</defs>'
    width = number(step * dice.between(44, 58) / 100)
    at = f'fill="none" stroke-width="{width}" transform="translate({numbers(x, y)})"'
    out = f'<g {at}><use href="#a" stroke="{inks.first}"/><use href="#b" stroke="{inks.second}"/></g>'
    out += path(screen, inks.second)
    over = f'<g clip-path="url(#o)"><g {at}><use href="#r" stroke="{inks.both}"/></g></g>'
    return defs + out + over + line(screen, NIGHT, 9 * sheet.unit, ' stroke-linejoin="round"') + sun


SCREENS = ((230, 152), (150, 236), (190, 190))
"""Width and height: a computer's, a telephone's, a square one."""


def _ring(reach: float, tall: float) -> str:
    return disc(0, 0, reach)


def _frame(reach: float, tall: float) -> str:
    return block(-reach, -reach * tall, 2 * reach, 2 * reach * tall)


def _diamond(reach: float, tall: float) -> str:
    wide, high = reach * 1.3, reach
    up, down = numbers(wide, high), numbers(-wide, high)
    return f"M0 {number(-high)}l{up} {down} {numbers(-wide, -high)}z"


FORMS: tuple[Callable[[float, float], str], ...] = (_ring, _ring, _frame, _diamond)
"""From half a width, and the height in widths, to a part of a path around 0, 0."""


GRAMMARS: dict[str, Callable[[Scene], str]] = {
    "walk": walk,
    "cruise": cruise,
    "visit": visit,
    "workshop": workshop,
    "virtual": virtual,
    "meeting": meeting,
}
