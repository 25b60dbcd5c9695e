"""The covers of cruises: three kinds of waves, three boats, a bridge over some, and the sun half under."""

from collections.abc import Callable

from .cover_canvas import NIGHT, PAPER, Dice, Sheet, block, disc, line, number, numbers, path
from .cover_suns import Scene


def cruise(scene: Scene) -> str:
    """Waves, a boat, and the sun half under, or behind a bridge."""
    sheet, inks, dice = scene.sheet, scene.inks, scene.dice
    level, r = sheet.base * dice.between(54, 62) / 100, sheet.base * dice.between(27, 35) / 100
    x, y = sheet.focus + dice.between(-50, 50) * sheet.unit, level
    boats, bridge = BOATS, ""
    above = sheet.base * dice.between(24, 30) / 100
    match dice.between(0, 3):
        case 0:
            boats, y = LOW, level - above
            bridge = path(_bridge(sheet, level, above, dice), inks.first, ' fill-rule="evenodd"')
        case 1:
            bridge = _footbridge(sheet, level, inks.first)
    sun = scene.sun(x, y, r, inks.second)
    boat = dice.one_of(boats)(sheet.width * dice.between(9, 24) / 100, level, sheet.unit * 1.1)
    rows, wave = _rows(sheet, level, dice)
    shapes = f'<defs>{wave}<g id="s">{rows}</g><clipPath id="o"><path d="{disc(x, level, r)}"/></clipPath></defs>'
    waves = f'<g fill="none"><use href="#s" stroke="{inks.first}"/>'
    over = "" if y < level else f'<use href="#s" stroke="{inks.both}" clip-path="url(#o)"/>'
    return f"{shapes}{sun}{bridge}{boat}{waves}{over}</g>"


def _rows(sheet: Sheet, level: float, dice: Dice) -> tuple[str, str]:
    """The rows of waves, wider the nearer they are; and the one wave that all of them repeat."""
    length = dice.between(76, 104) * sheet.unit
    kind, shifts = dice.one_of(WAVES)
    wave = f"M{number(-2 * length)} 0" + kind(length, round(sheet.width / length) + 4)
    rows, y, n = "", level, 0
    while y < sheet.height + 30:
        width = (9 + 3.2 * n) * sheet.unit
        shift = length * shifts[n % len(shifts)] if shifts else dice.between(0, length)
        rows += f'<use href="#w" x="{number(shift)}" y="{number(y)}" stroke-width="{number(width)}"/>'
        y, n = y + width * 1.75, n + 1
    return rows, f'<path id="w" d="{wave}"/>'


def _swell(length: float, count: int) -> str:
    return f"q{numbers(length / 4, -length / 5, length / 2, 0)}" + f"t{numbers(length / 2, 0)}" * (2 * count)


def _scales(length: float, count: int) -> str:
    return f"q{numbers(length / 4, length / 3.2, length / 2, 0)}" * (2 * count)


def _chop(length: float, count: int) -> str:
    return f"l{numbers(length / 3, length / 6, length / 3, -length / 6)}" * round(1.5 * count)


Wave = Callable[[float, int], str]

WAVES: tuple[tuple[Wave, tuple[float, ...]], ...] = ((_swell, ()), (_scales, (0, 0.25)), (_chop, (0,)))
"""How a wave goes on, and by which shares of its length the rows are shifted in turn; none: by chance."""


def _bridge(sheet: Sheet, level: float, high: float, dice: Dice) -> str:
    """A deck from side to side on arches, drawn as one shape with holes."""
    spans = dice.between(2, 4) + round(sheet.width / 640) - 1
    span, top = sheet.width / (spans - 0.4), level - high
    wide, deck = span * 0.84, 20 * sheet.unit
    rise = min(wide / 2, level - top - deck)
    left = -span * 0.6
    holes = "".join(
        f"M{numbers(left + span * (n + 0.08), level + 20)}V{number(top + deck + rise)}"
        f"a{numbers(wide / 2, rise)} 0 0 1 {numbers(wide, 0)}V{number(level + 20)}z"
        for n in range(spans + 1)
    )
    return block(0, top, sheet.width, level + 20 - top) + holes


def _footbridge(sheet: Sheet, level: float, ink: str) -> str:
    """One high curve with a railing, as over a canal."""
    unit, end = sheet.unit, sheet.focus * 0.86
    way = f"q{numbers(end / 2 + 40, -sheet.base * 0.86, end + 80, 0)}"
    rail, posts, deck = (f"M-80 {number(level + 12 - up * unit)}{way}" for up in (36, 18, 0))
    gaps = f' stroke-dasharray="{numbers(5 * unit, 27 * unit)}"'
    return line(rail, ink, 6 * unit) + line(posts, ink, 34 * unit, gaps) + line(deck, ink, 18 * unit)


def _barge(x: float, y: float, unit: float) -> str:
    deck = y - 26 * unit
    hull = f"M{numbers(x, deck)}h{number(190 * unit)}l{numbers(-16 * unit, 30 * unit, -154 * unit, 0)}z"
    cabin = block(x + 18 * unit, deck - 30 * unit, 58 * unit, 30 * unit)
    mast = f"M{numbers(x + 104 * unit, deck)}v{number(-58 * unit)}l{numbers(44 * unit, 58 * unit)}z"
    panes = "".join(f"M{numbers(x + (26 + 17 * n) * unit, y - 42 * unit)}h{number(9 * unit)}" for n in range(3))
    return path(hull + cabin + mast, NIGHT) + line(panes, PAPER, 10 * unit)


def _sails(x: float, y: float, unit: float) -> str:
    deck = y - 20 * unit
    hull = f"M{numbers(x, deck)}h{number(140 * unit)}q{numbers(-14 * unit, 30 * unit, -44 * unit, 30 * unit)}"
    hull += f"h{number(-56 * unit)}q{numbers(-34 * unit, 0, -40 * unit, -30 * unit)}z"
    main = f"M{numbers(x + 74 * unit, deck - 6 * unit)}v{number(-112 * unit)}l{numbers(58 * unit, 112 * unit)}z"
    jib = f"M{numbers(x + 66 * unit, deck - 6 * unit)}v{number(-92 * unit)}l{numbers(-48 * unit, 92 * unit)}z"
    return path(hull + main + jib, NIGHT)


def _saloon(x: float, y: float, unit: float) -> str:
    """A long boat with windows from end to end."""
    deck = y - 24 * unit
    bow = numbers(-20 * unit, 30 * unit, -50 * unit, 30 * unit)
    hull = f"M{numbers(x - 20 * unit, deck)}h{number(250 * unit)}q{bow}h{number(-180 * unit)}z"
    roof = f"M{numbers(x, deck)}v{number(-18 * unit)}q{numbers(0, -18 * unit, 18 * unit, -18 * unit)}"
    roof += f"h{number(140 * unit)}q{numbers(24 * unit, 0, 34 * unit, 36 * unit)}z"
    panes = f"M{numbers(x + 14 * unit, deck - 14 * unit)}h{number(152 * unit)}"
    lit = f' stroke-dasharray="{numbers(20 * unit, 10 * unit)}"'
    return path(hull + roof, NIGHT) + line(panes, PAPER, 13 * unit, lit)


LOW: tuple[Callable[[float, float, float], str], ...] = (_barge, _saloon)
"""Those that pass below a bridge."""
BOATS = (*LOW, _sails)
