"""The covers of things in a row: an arcade for visits, people side by side for meetings."""

from collections.abc import Callable

from .cover_canvas import arch, block, disc, ground, number, numbers, overprint, path
from .cover_suns import Scene

Bay = Callable[[float, float, float, float], str]
"""From left, foot, width and height to a part of a path."""


def visit(scene: Scene) -> str:
    """An arcade printed twice, climbing to a great door with the sun in it: round, pointed, or of columns."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    unit, middle = sheet.unit, sheet.focus + dice.between(-70, 30)
    wide, shift = dice.between(164, 188) * unit, dice.between(16, 26) * unit
    bay, portal = dice.one_of(BAYS)
    under, over = _arcade(scene, bay, (middle, wide / 2 + 12 * unit), shift)
    high = sheet.base * 0.92
    door = portal(middle - wide / 2, sheet.base, wide, high)
    inside = portal(middle - wide / 2 + 15 * unit, sheet.base, wide - 30 * unit, high - 15 * unit)
    sun = scene.sun(middle, sheet.base - high * 0.56, wide / 2 - 32 * unit, inks.first, inks.second)
    return overprint(under, over, inks) + path(door, inks.first) + path(inside, inks.second) + sun + ground(sheet)


def _arcade(scene: Scene, bay: Bay, door: tuple[float, float], shift: float) -> tuple[str, str]:
    """Both prints of the bays, on the left and on the right of the door, lower and lower or all alike.

    `door` is its middle and half its width.
    """
    sheet, dice = scene.sheet, scene.dice
    middle, clear = door
    pitch, slope = dice.between(66, 112) * sheet.unit, dice.one_of((0.86, 0.9, 0.94, 1.0))
    under = over = ""
    for side in (-1, 1):
        height = sheet.base * dice.between(sheet.high - 6, sheet.high + 10) / 100
        x = middle + side * clear - (pitch if side < 0 else 0)
        while -pitch < x < sheet.width:
            over += bay(x, sheet.base, pitch * 0.84, height)
            under += bay(x + side * shift, sheet.base, pitch * 0.84, height * 0.86)
            x, height = x + side * pitch, max(height * slope, sheet.base * sheet.low / 100)
    return under, over


def pointed(x: float, base: float, width: float, height: float) -> str:
    """A Gothic window, standing on `base`, as a part of a path."""
    side = f"a{numbers(width, width)} 0 0 1 "
    top = number(width * 0.87 - height)
    left, right = numbers(width / 2, -width * 0.87), numbers(width / 2, width * 0.87)
    return f"M{numbers(x, base)}v{top}{side}{left}{side}{right}V{number(base)}z"


def column(x: float, base: float, width: float, height: float) -> str:
    """A column with its capital, standing on `base`, as a part of a path."""
    out, foot = width * 0.17, width * 0.13
    shaft = number(2 * foot + out - height)
    left = f"M{numbers(x, base)}v{number(-foot)}h{number(out)}v{shaft}l{numbers(-out, -out)}v{number(-foot)}"
    right = f"h{number(width)}v{number(foot)}l{numbers(-out, out)}V{number(base - foot)}h{number(out)}"
    return f"{left}{right}v{number(foot)}z"


BAYS: tuple[tuple[Bay, Bay], ...] = ((arch, arch), (pointed, pointed), (column, arch))
"""What stands in the row, and the door."""


def meeting(scene: Scene) -> str:
    """People side by side, with hats and buns, overlapping; and the sun over them."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    sun_x = sheet.focus + dice.between(-60, 60) * sheet.unit
    crowd, body, close = ["", ""], dice.one_of(BODIES), dice.between(118, 150) / 100
    x, n = dice.between(-60, -20) * sheet.unit, dice.between(0, 1)
    while x < sheet.width + 60:
        r = dice.between(58, 92) * sheet.unit
        small = abs(x + r - sun_x) < 120 * sheet.unit
        height = 0.28 * sheet.base if small else dice.between(sheet.low + 4, sheet.high - 10) * sheet.base / 100
        wide = r * 0.7 if small else r
        crowd[n % 2] += body(x + r - wide, sheet.base, 2 * wide, height)
        crowd[n % 2] += head(x + r, sheet.base - height, wide * 0.46, dice.between(0, 5))
        x, n = x + r * close, n + 1
    sun = scene.sun(sun_x, 88 * sheet.unit, 64 * sheet.unit, inks.second)
    return sun + overprint(crowd[0], crowd[1], inks) + ground(sheet)


def head(x: float, shoulders: float, r: float, hat: int) -> str:
    """A head, with a hat, a bun, or neither, as a part of a path."""
    y = shoulders - r * 1.12
    whole = disc(x, y, r)
    if hat == 0:
        # From below upwards, as the head goes round: what lies on it would be a hole in it otherwise.
        brim = block(x - r * 1.5, y - r * 0.3, r * 3, -r * 0.32)
        return whole + brim + block(x - r * 0.86, y - r * 0.6, r * 1.72, -r * 0.95)
    return whole + disc(x + r * 0.5, y - r * 1.08, r * 0.42) if hat == 1 else whole


def caped(x: float, base: float, width: float, height: float) -> str:
    """Somebody in a wide coat, standing on `base`, as a part of a path."""
    shoulder = width * 0.3
    top = f"q0 {number(-shoulder)} {numbers(shoulder, -shoulder)}h{number(width - 3 * shoulder)}"
    left = f"M{numbers(x, base)}L{numbers(x + shoulder / 2, base - height + shoulder)}"
    return f"{left}{top}q{numbers(shoulder, 0, shoulder, shoulder)}L{numbers(x + width, base)}z"


BODIES: tuple[Bay, ...] = (arch, caped)
