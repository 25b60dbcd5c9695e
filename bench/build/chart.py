"""A bar chart as SVG, by hand: readable on light and on dark, by eye and by ear."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

TITLE = "CPU seconds of a full build, by tool: shorter is better"
WIDTH, LEFT, RIGHT, LINE, GAP = 760, 190, 90, 26, 34

STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1c1b2e}.size{font-weight:600}rect{fill:#8c8aa8}.own{fill:#c8321f}"
    "@media (prefers-color-scheme:dark){text{fill:#f2eee3}rect{fill:#8f8cb3}.own{fill:#ff8a76}}"
)

Group = tuple[str, Sequence[tuple[str, float]]]


def svg(groups: Sequence[Group]) -> str:
    """The chart: groups of bars, the first bar of each being our own; each group has its own scale."""
    parts, top = [], 28
    for label, bars in groups:
        parts.append(f'<text class="size" x="0" y="{top - 8}">{escape(label)}</text>')
        parts += _bars(bars, top)
        top += len(bars) * LINE + GAP
    height = max(top - GAP, 1)
    said = "; ".join(f"{label}: " + ", ".join(f"{name} {cost:.1f}" for name, cost in bars) for label, bars in groups)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title desc"><title id="title">{escape(TITLE)}</title>'
        f'<desc id="desc">{escape(said)}</desc><style>{STYLE}</style>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _bars(bars: Sequence[tuple[str, float]], top: int) -> list[str]:
    most = max((cost for _, cost in bars), default=0) or 1
    lines = []
    for rank, (name, cost) in enumerate(bars):
        y, width = top + rank * LINE, max(1, round((WIDTH - LEFT - RIGHT) * cost / most))
        own = "" if rank else ' class="own"'
        lines.append(
            f'<text x="{LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect{own} x="{LEFT}" y="{y}" width="{width}" height="20" rx="3"/>'
            f'<text x="{LEFT + width + 8}" y="{y + 15}">{cost:.1f} s</text>'
        )
    return lines
