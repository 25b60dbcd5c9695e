"""How heavy the pages of each kind are: tools that are compared must write the same."""

from pathlib import Path

from catalogue import urls

LANG = "fr"


def of(output: Path) -> dict[str, tuple[int, int]]:
    """By kind of page: how many there are, and their bytes on average. In French, but for what has no language."""
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
    return {kind: _weight(output, pattern) for kind, pattern in kinds.items()} | {
        "all HTML": _weight(output, "**/*.html")
    }


def _weight(output: Path, pattern: str) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in output.glob(pattern)]
    return len(sizes), round(sum(sizes) / max(1, len(sizes)))
