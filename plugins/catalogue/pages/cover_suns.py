"""The sun of a cover says its theme: a rose window, a gear, a slice of lemon."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from .cover_canvas import PAPER, Dice, Inks, Sheet, disc, line, number, numbers, path


@dataclass(frozen=True, slots=True)
class Sun:
    """A disc of radius `r` around (`x`, `y`), in one ink, cut with `cut` (paper, or what lies behind)."""

    x: float
    y: float
    r: float
    ink: str
    cut: str = PAPER

    def around(self, count: int, reach: float, turn: float = 0.0) -> list[tuple[float, float]]:
        """`count` points on a circle of `reach` radii, the first one on top."""
        angles = (2 * pi * (n + turn) / count - pi / 2 for n in range(count))
        return [(self.x + self.r * reach * cos(a), self.y + self.r * reach * sin(a)) for a in angles]

    def whole(self) -> str:
        """The plain disc."""
        return path(disc(self.x, self.y, self.r), self.ink)


def sun_of(theme: str, sun: Sun) -> str:
    """The sun of a theme; a plain disc for one that has no drawing."""
    return SUNS.get(theme, Sun.whole)(sun)


def _spray(sun: Sun) -> str:
    """Street art: a can's cloud of dots."""
    step = sun.r / 3.2
    near = [(i, j) for i in range(-3, 4) for j in range(-3, 4) if i * i + j * j <= 10]
    rings = ((0, 1, 2.1), (2, 4, 1.6), (5, 10, 1.0))
    parts = []
    for low, high, width in rings:
        dots = "".join(
            f"M{numbers(sun.x + step * (i + j % 2 / 2), sun.y + step * j)}h0"
            for i, j in near if low <= i * i + j * j <= high
        )
        parts.append(line(dots, sun.ink, step * width * 0.55, ' stroke-linecap="round"'))
    return "".join(parts)


def _rose(sun: Sun) -> str:
    """Heritage: a rose window."""
    petals = "".join(disc(x, y, sun.r * 0.2) for x, y in sun.around(8, 0.66))
    return sun.whole() + path(petals + disc(sun.x, sun.y, sun.r * 0.26), sun.cut)


def _ripples(sun: Sun) -> str:
    """Water: a sun cut by its own reflection."""
    r = sun.r
    bands = "".join(
        f"M{numbers(sun.x - r, sun.y + r * at)}q{numbers(r / 4, -r * 0.16, r / 2, 0)}"
        + f"t{numbers(r / 2, 0)}" * 3
        for at in (0.05, 0.38, 0.7)
    )
    return sun.whole() + line(bands, sun.cut, r * 0.11)


def _stitches(sun: Sun) -> str:
    """Know-how: a stitched button."""
    holes = "".join(disc(x, y, sun.r * 0.13) for x, y in sun.around(4, 0.3, 0.5))
    seam = f' stroke-dasharray="{numbers(sun.r * 0.2, sun.r * 0.14)}"'
    return sun.whole() + line(disc(sun.x, sun.y, sun.r * 0.74), sun.cut, sun.r * 0.07, seam) + path(holes, sun.cut)


def _leaves(sun: Sun) -> str:
    """Nature: a wheel of leaves."""
    parts = []
    for x, y in sun.around(9, 1.0):
        across, down = (y - sun.y) * 0.36, (sun.x - x) * 0.36
        middle = ((sun.x + x) / 2, (sun.y + y) / 2)
        parts.append(
            f"M{numbers(sun.x, sun.y)}Q{numbers(middle[0] + across, middle[1] + down, x, y)}"
            f"Q{numbers(middle[0] - across, middle[1] - down, sun.x, sun.y)}"
        )
    return path("".join(parts), sun.ink) + path(disc(sun.x, sun.y, sun.r * 0.13), sun.cut)


def _lemon(sun: Sun) -> str:
    """Food: a slice of lemon."""
    spokes = "".join(f"M{numbers(sun.x, sun.y)}L{numbers(x, y)}" for x, y in sun.around(8, 0.8, 0.25))
    rind = line(disc(sun.x, sun.y, sun.r * 0.8), sun.cut, sun.r * 0.09)
    return sun.whole() + rind + line(spokes, sun.cut, sun.r * 0.07)


def _gear(sun: Sun) -> str:
    """Industry: a gear of twelve teeth."""
    r = sun.r * 0.86
    tooth = 2 * pi * r / 24
    teeth = line(disc(sun.x, sun.y, r), sun.ink, sun.r * 0.28, f' stroke-dasharray="{tooth:.2f}"')
    body = path(disc(sun.x, sun.y, sun.r * 0.8), sun.ink)
    return teeth + body + path(disc(sun.x, sun.y, sun.r * 0.34), sun.cut)


def _window(sun: Sun) -> str:
    """Inhabitants: a lit window, and somebody in it."""
    r = sun.r
    head, shoulders = disc(sun.x, sun.y - r * 0.22, r * 0.3), (
        f"M{numbers(sun.x - r * 0.58, sun.y + r * 0.8)}a{numbers(r * 0.58, r * 0.62)} 0 0 1 {number(r * 1.16)} 0z"
    )
    return sun.whole() + path(head + shoulders, sun.cut)


def _reel(sun: Sun) -> str:
    """Cinema: a reel."""
    holes = "".join(disc(x, y, sun.r * 0.24) for x, y in sun.around(5, 0.58))
    return sun.whole() + path(holes + disc(sun.x, sun.y, sun.r * 0.1), sun.cut)


SUNS: dict[str, Callable[[Sun], str]] = {
    "street-art": _spray,
    "heritage": _rose,
    "water": _ripples,
    "know-how": _stitches,
    "nature": _leaves,
    "food": _lemon,
    "industry": _gear,
    "inhabitants": _window,
    "cinema": _reel,
}


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
