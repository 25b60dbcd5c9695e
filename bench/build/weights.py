"""How heavy the pages of each kind are: tools that are compared must write the same."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from catalogue import urls

LANG = "fr"
APART = 0.1
"""Shares by which two tools' pages of a kind may differ; feeds and data may differ more."""
DATA = ("calendar", "feed", "search data")

Weights = Mapping[str, Sequence[int]]


def of(output: Path, alone: Sequence[str] = ()) -> dict[str, tuple[int, int]]:
    """By kind of page: how many there are, and their bytes on average. In French, but for what has no language.

    `alone`: beginnings of the paths that no other tool writes; they do not count.
    """
    offers, themes, territories, partners = (
        urls.section(name, LANG).strip("/") for name in ("offers", "themes", "territories", "partners")
    )
    kinds = {
        "home": f"{LANG}/index.html",
        "offer": f"{offers}/*-0*/index.html",
        "list of all offers, first page": f"{offers}/index.html",
        "list of all offers, other pages": f"{offers}/page/*/index.html",
        "theme, first page": f"{themes}/*/index.html",
        "territory, first page": f"{territories}/*/index.html",
        "partner, first page": f"{partners}/*/index.html",
        "plain page": f"{LANG}/*-{LANG}/index.html",
        "calendar": f"{LANG}/*/*/calendar.ics",
        "feed": f"{LANG}/feed.xml",
        "search data": f"{LANG}/search.json",
    }
    weights = {kind: _weight(output.glob(pattern)) for kind, pattern in kinds.items()}
    shared = (path for path in output.glob("**/*.html") if not _begins(path.relative_to(output), alone))
    return weights | {"all HTML that every tool writes": _weight(shared)}


def _begins(path: Path, beginnings: Sequence[str]) -> bool:
    return path.as_posix().startswith(tuple(beginnings))


def _weight(paths: Iterable[Path]) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in paths]
    return len(sizes), round(sum(sizes) / max(1, len(sizes)))


def unlike(own: Weights, other: Weights) -> list[str]:
    """The kinds of pages that one tool writes much heavier or lighter than the other."""
    ratios = {kind: other[kind][1] / max(1, weight) for kind, (_, weight) in own.items() if kind not in DATA}
    return [f"{kind}: {ratio:.2f}" for kind, ratio in ratios.items() if abs(ratio - 1) > APART]
