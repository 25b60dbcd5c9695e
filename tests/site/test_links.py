"""No link of the real site leads nowhere: pages, files, and the places in pages that fragments name."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .building import ORIGIN, Run

LINK = re.compile(rf'\s(?:href|src|poster|data|action|content(?="{ORIGIN}))="([^"]*)"|\ssrcset="([^"]*)"')
ID = re.compile(r'\sid="([^"]+)"')
OF_THE_SHOP = re.compile(r"/[a-z]{2}/booking/|/availability/")
"""What functions answer, and what they write."""


def links(html: str) -> Iterator[str]:
    """The addresses in a page that are of the site itself, as paths with their fragments."""
    for one, several in LINK.findall(html):
        for address in [each.split()[0] for each in several.split(",")] if several else [one]:
            found = unescape(address).removeprefix(ORIGIN)
            if found.startswith(("/", "#")) and not found.startswith("//"):
                yield found


def broken(site: Path) -> list[str]:
    """Each link that leads nowhere, with the page that it stands on."""
    pages = {
        "/" + file.relative_to(site).as_posix().removesuffix("index.html"): file.read_text(encoding="utf-8")
        for file in site.rglob("*.html")
    }
    drawings = {f"/{file.relative_to(site).as_posix()}": file.read_text("utf-8") for file in site.rglob("*.svg")}
    places = {path: set(ID.findall(text)) for path, text in (pages | drawings).items()}
    found = {(path, link) for path, html in pages.items() for link in set(links(html))}
    return [f"{path} -> {link}" for path, link in sorted(found) if not _leads(site, places, path, link)]


def _leads(site: Path, places: dict[str, set[str]], path: str, link: str) -> bool:
    parts = urlsplit(link)
    target = unquote(parts.path) or path
    if OF_THE_SHOP.match(target):
        return True
    if target not in places:
        return not target.endswith("/") and not parts.fragment and (site / target.lstrip("/")).is_file()
    return not parts.fragment or unquote(parts.fragment) in places[target]


def test_no_link_of_the_site_leads_nowhere(real: Run) -> None:
    assert broken(real.output) == []


@pytest.mark.parametrize("address", ["/none/", "/a/#none", "#none", "/none.css", "/a", "https://visits.example.org/no/"])
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, address: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<h1 id="top">A</h1><a href="#top">up</a>')
    sound = '<meta content="#fff"><a href="/a/#top">A</a><img srcset="/a/ 1w, /a/ 2w">'
    (tmp_path / "index.html").write_text(f'{sound}<a href="{address}">B</a>')
    assert broken(tmp_path) == [f"/ -> {address.removeprefix(ORIGIN)}"]
