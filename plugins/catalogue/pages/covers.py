"""The generated covers of offers: one grammar a type of offer, a sun for its theme, two inks for its territory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .cover_canvas import (
    NIGHT,
    PAPER,
    SHEETS,
    Dice,
    Inks,
    Shape,
    Sheet,
    arch,
    block,
    disc,
    line,
    number,
    numbers,
    path,
    swing,
)
from .cover_suns import Sun, sun_of


@dataclass(frozen=True, slots=True)
class Scene:
    """What a grammar draws with."""

    sheet: Sheet
    inks: Inks
    dice: Dice
    themes: Sequence[str]
    """The first one makes the sun."""

    def sun(self, x: float, y: float, r: float, ink: str, cut: str = PAPER) -> str:
        """The theme's sun."""
        return sun_of(self.themes[0] if self.themes else "", Sun(x, y, r, ink, cut))


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


def overprint(under: str, over: str, inks: Inks) -> str:
    """Two paths printed one over the other: the second ink, the first one on it, and both where they meet."""
    clip = f'<clipPath id="o"><path d="{under}"/></clipPath>'
    return path(under, inks.second) + path(over, inks.first) + clip + path(over, inks.both, ' clip-path="url(#o)"')


def ground(sheet: Sheet) -> str:
    """What everything stands on."""
    return path(block(0, sheet.base, sheet.width, sheet.height - sheet.base), NIGHT)


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


def cruise(scene: Scene) -> str:
    """Waves, a barge, and the sun half under."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    level, r = sheet.base * 0.56, sheet.base * 0.33
    x = sheet.focus + dice.between(-30, 30)
    length = dice.between(74, 96) * sheet.unit
    wave = f"M{number(-2 * length)} 0q{numbers(length / 4, -length / 5, length / 2, 0)}"
    wave += f"t{numbers(length / 2, 0)}" * (round(sheet.width / length * 2) + 6)
    rows, y, n = "", level, 0
    while y < sheet.height + 30:
        width = (9 + 3.2 * n) * sheet.unit
        rows += f'<use href="#w" x="{dice.between(0, length)}" y="{number(y)}" stroke-width="{number(width)}"/>'
        y, n = y + width * 1.75, n + 1
    shapes = f'<defs><path id="w" d="{wave}"/><g id="s">{rows}</g><clipPath id="o"><path d="{disc(x, level, r)}"/>'
    shapes += "</clipPath></defs>"
    waves = f'<g fill="none"><use href="#s" stroke="{inks.first}"/>'
    over = f'<use href="#s" stroke="{inks.both}" clip-path="url(#o)"/></g>'
    barge = _barge(sheet.width * dice.between(10, 20) / 100, level, sheet.unit * 1.1)
    return shapes + scene.sun(x, level, r, inks.second) + barge + waves + over


def _barge(x: float, y: float, unit: float) -> str:
    deck = y - 26 * unit
    hull = f"M{numbers(x, deck)}h{number(190 * unit)}l{numbers(-16 * unit, 30 * unit, -154 * unit, 0)}z"
    cabin = block(x + 18 * unit, deck - 30 * unit, 58 * unit, 30 * unit)
    mast = f"M{numbers(x + 104 * unit, deck)}v{number(-58 * unit)}l{numbers(44 * unit, 58 * unit)}z"
    panes = "".join(f"M{numbers(x + (26 + 17 * n) * unit, y - 42 * unit)}h{number(9 * unit)}" for n in range(3))
    return path(hull + cabin + mast, NIGHT) + line(panes, PAPER, 10 * unit)


def visit(scene: Scene) -> str:
    """An arcade printed twice, climbing to a great door with the sun in it."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    unit, middle = sheet.unit, sheet.focus + dice.between(-70, 30)
    wide, shift = dice.between(164, 188) * unit, dice.between(16, 26) * unit
    under, over = _arcade(scene, middle, wide / 2 + 12 * unit, shift)
    high = sheet.base * 0.92
    door = arch(middle - wide / 2, sheet.base, wide, high)
    inside = arch(middle - wide / 2 + 15 * unit, sheet.base, wide - 30 * unit, high - 15 * unit)
    sun = scene.sun(middle, sheet.base - high + wide / 2, wide / 2 - 32 * unit, inks.first, inks.second)
    return overprint(under, over, inks) + path(door, inks.first) + path(inside, inks.second) + sun + ground(sheet)


def _arcade(scene: Scene, middle: float, clear: float, shift: float) -> tuple[str, str]:
    """Both prints of the arches, on the left and on the right of the door, lower and lower."""
    sheet, dice = scene.sheet, scene.dice
    pitch, slope = dice.between(70, 96) * sheet.unit, dice.between(86, 95) / 100
    under = over = ""
    for side in (-1, 1):
        height = sheet.base * dice.between(sheet.high - 2, sheet.high + 12) / 100
        x = middle + side * clear - (pitch if side < 0 else 0)
        while -pitch < x < sheet.width:
            over += arch(x, sheet.base, pitch * 0.84, height)
            under += arch(x + side * shift, sheet.base, pitch * 0.84, height * 0.86)
            x, height = x + side * pitch, max(height * slope, sheet.base * sheet.low / 100)
    return under, over


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
    """Rings from one point, through a screen."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    x, y = sheet.focus, sheet.base * dice.between(46, 58) / 100
    step = dice.between(24, 30) * sheet.unit
    count = int((x + 60) / step)
    odd, even = ("".join(f'<circle r="{number(step * (n + 2.2))}"/>' for n in range(k, count, 2)) for k in (0, 1))
    w, h = dice.between(210, 250) * sheet.unit, dice.between(140, 164) * sheet.unit
    screen = block(x - w / 2, y - h / 2, w, h)
    sun = scene.sun(x, y, step * 1.75, NIGHT, inks.second)
    rings = f'<g id="r"><g id="a">{odd}</g><g id="b">{even}</g></g>'
    defs = f'<defs><clipPath id="o"><path d="{screen}"/></clipPath>{rings}</defs>'
    width = number(step * dice.between(42, 56) / 100)
    at = f'fill="none" stroke-width="{width}" transform="translate({numbers(x, y)})"'
    out = f'<g {at}><use href="#a" stroke="{inks.first}"/><use href="#b" stroke="{inks.second}"/></g>'
    out += path(screen, inks.second)
    over = f'<g clip-path="url(#o)"><g {at}><use href="#r" stroke="{inks.both}"/></g></g>'
    return defs + out + over + line(screen, NIGHT, 9 * sheet.unit, ' stroke-linejoin="round"') + sun


def meeting(scene: Scene) -> str:
    """People side by side: circles that overlap, and the sun over them."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    sun_x = sheet.focus + dice.between(-30, 60) * sheet.unit
    crowd = ["", ""]
    x, n = dice.between(-60, -20) * sheet.unit, dice.between(0, 1)
    while x < sheet.width + 60:
        r = dice.between(54, 88) * sheet.unit
        small = abs(x + r - sun_x) < 120 * sheet.unit
        height = 0.28 * sheet.base if small else dice.between(sheet.low + 4, sheet.high - 10) * sheet.base / 100
        crowd[n % 2] += _person(x + r, sheet.base, r * 0.7 if small else r, height)
        x, n = x + r * 1.3, n + 1
    sun = scene.sun(sun_x, 88 * sheet.unit, 64 * sheet.unit, inks.second)
    return sun + overprint(crowd[0], crowd[1], inks) + ground(sheet)


def _person(x: float, base: float, r: float, height: float) -> str:
    head = r * 0.46
    return arch(x - r, base, 2 * r, height) + disc(x, base - height - head * 1.12, head)


GRAMMARS: dict[str, Callable[[Scene], str]] = {
    "walk": walk,
    "cruise": cruise,
    "visit": visit,
    "workshop": workshop,
    "virtual": virtual,
    "meeting": meeting,
}
