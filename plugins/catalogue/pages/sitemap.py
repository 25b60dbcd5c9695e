"""The sitemap (sitemaps.org protocol 0.9) and robots.txt. Languages are told in the pages' heads, not here twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from html import escape

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLS_MAX = 50_000
"""The protocol's limit for one file."""


Address = tuple[str, int]
"""A path from the root, and when its words last changed in seconds of the epoch; 0: not said."""


def lines(site_url: str, addresses: Iterable[Address]) -> bytes:
    """Addresses as a sitemap lists them, one a line.

    Only a change that somebody dated is told: engines stop believing a `lastmod` that follows every build.
    """
    return "".join(_line("url", site_url + path, updated) for path, updated in addresses).encode()


def sitemaps(site_url: str, addresses: bytes) -> Mapping[str, bytes]:
    """The files by name: `sitemap.xml` with all of `addresses`, or an index and its parts when there are too many.

    `addresses` are what `lines` gives.
    """
    every = addresses.splitlines(keepends=True)
    parts = [every[start : start + URLS_MAX] for start in range(0, len(every), URLS_MAX)] or [[]]
    if len(parts) == 1:
        return {"sitemap.xml": _document("urlset", parts[0])}
    files = {f"sitemap-{rank}.xml": _document("urlset", part) for rank, part in enumerate(parts, 1)}
    index = [_line("sitemap", f"{site_url}/{name}").encode() for name in files]
    return {"sitemap.xml": _document("sitemapindex", index), **files}


def _line(element: str, address: str, updated: int = 0) -> str:
    dated = f"<lastmod>{_moment(updated)}</lastmod>" if updated else ""
    return f"<{element}><loc>{escape(address, quote=False)}</loc>{dated}</{element}>\n"


@lru_cache(4_096)
def _moment(seconds: int) -> str:
    """`2027-05-01T12:30:00Z`."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _document(root: str, listed: Sequence[bytes]) -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">\n'.encode()
    return b"".join([head, *listed, f"</{root}>\n".encode()])


def robots(site_url: str) -> bytes:
    """Everything may be read (RFC 9309); personal pages say `noindex` themselves, which a crawler must see."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}/sitemap.xml\n".encode()
