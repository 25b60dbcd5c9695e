"""What every generated cover is drawn with: the sheet of paper, its inks, dice that always fall the same, shapes."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Shape = Literal["card", "poster", "share"]
One = TypeVar("One")

PAPER = "#f5ecdd"
NIGHT = "#1b1a2e"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper. What stands, stands on `base`; `focus` is where the eye should land."""

    width: int
    height: int
    base: int
    focus: int
    unit: float
    """Length of one pixel of the card, for things that grow with the sheet."""
    low: int
    """Height of the lowest and of the highest things, as shares of `base` in percent."""
    high: int


SHEETS: dict[Shape, Sheet] = {
    "card": Sheet(640, 400, 372, 436, 1.0, 26, 60),
    # Wide and low: what stands is high, and the eye is led to the right.
    "poster": Sheet(1200, 440, 410, 930, 1.3, 52, 78),
    # Its words stand below it.
    "share": Sheet(1200, 340, 316, 830, 1.12, 34, 70),
}


class Dice:
    """Whole numbers and choices that follow from a seed alone, in every version of Python."""

    def __init__(self, seed: str) -> None:
        self._bytes = self._stream(seed.encode())

    @staticmethod
    def _stream(seed: bytes) -> Iterator[int]:
        block = seed
        while True:
            block = hashlib.sha256(block).digest()
            yield from block

    def between(self, low: float, high: float) -> int:
        """A whole number from `low` to `high`, both included."""
        throw = next(self._bytes) * 256 + next(self._bytes)
        return round(low + (high - low) * throw / 65535)

    def one_of(self, choices: Sequence[One]) -> One:
        """One of them."""
        return choices[self.between(0, len(choices) * 1000 - 1) // 1000]


@dataclass(frozen=True, slots=True)
class Inks:
    """Two inks, and `both` where one is printed over the other."""

    first: str
    second: str
    both: str

    @classmethod
    def of(cls, inks: tuple[str, str]) -> "Inks":
        """From two colours such as `#0b6b46`; the overprint multiplies them, channel by channel."""
        pairs = zip(_channels(inks[0]), _channels(inks[1]), strict=True)
        return cls(inks[0], inks[1], "#" + "".join(f"{a * b // 255:02x}" for a, b in pairs))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.lstrip("#")))


def number(value: float) -> str:
    """A length, with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def numbers(*values: float) -> str:
    """Lengths side by side."""
    return " ".join(map(number, values))


def disc(x: float, y: float, r: float) -> str:
    """A whole circle, as a part of a path."""
    return f"M{numbers(x - r, y)}a{numbers(r, r)} 0 1 0 {numbers(2 * r, 0)}a{numbers(r, r)} 0 1 0 {numbers(-2 * r, 0)}z"


def arch(x: float, base: float, width: float, height: float) -> str:
    """A door with a round top, standing on `base`, as a part of a path."""
    r = width / 2
    return f"M{numbers(x, base)}v{number(r - height)}a{numbers(r, r)} 0 0 1 {numbers(width, 0)}V{number(base)}z"


def block(x: float, y: float, width: float, height: float) -> str:
    """A rectangle, as a part of a path."""
    return f"M{numbers(x, y)}h{number(width)}v{number(height)}h{number(-width)}z"


def swing(points: Sequence[tuple[float, float]]) -> str:
    """One smooth stroke through the points, level at each: it overhangs a little, as a meander does."""
    (x, y), *others = points
    parts = [f"M{numbers(x, y)}"]
    for place, (to_x, to_y) in enumerate(others):
        reach = 0.68 * (to_x - x)
        start = f"C{numbers(x + reach, y)} " if place == 0 else "S"
        parts.append(f"{start}{numbers(to_x - reach, to_y, to_x, to_y)}")
        x, y = to_x, to_y
    return "".join(parts)


def path(d: str, fill: str, more: str = "") -> str:
    """A filled path."""
    return f'<path d="{d}" fill="{fill}"{more}/>'


def line(d: str, colour: str, width: float, more: str = "") -> str:
    """A drawn path."""
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{more}/>'


def overprint(under: str, over: str, inks: Inks) -> str:
    """Two paths printed one over the other: the second ink, the first one on it, and both where they meet."""
    shapes = f'<path id="u" d="{under}"/><path id="v" d="{over}"/><clipPath id="o"><use href="#u"/></clipPath>'
    prints = f'<use href="#u" fill="{inks.second}"/><use href="#v" fill="{inks.first}"/>'
    return f'<defs>{shapes}</defs>{prints}<use href="#v" fill="{inks.both}" clip-path="url(#o)"/>'


def ground(sheet: Sheet) -> str:
    """What everything stands on."""
    return path(block(0, sheet.base, sheet.width, sheet.height - sheet.base), NIGHT)
