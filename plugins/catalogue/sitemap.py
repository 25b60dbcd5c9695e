"""The sitemap (sitemaps.org protocol 0.9) and robots.txt. Languages are told in the pages' heads, not here twice."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLS_MAX = 50_000
"""The protocol's limit for one file."""


def sitemaps(site_url: str, paths: Sequence[str]) -> Mapping[str, bytes]:
    """The files by name: `sitemap.xml` with every address, or an index and its parts when there are too many."""
    parts = [paths[start : start + URLS_MAX] for start in range(0, len(paths), URLS_MAX)] or [()]
    if len(parts) == 1:
        return {"sitemap.xml": _document("urlset", "url", [site_url + path for path in parts[0]])}
    names = [f"sitemap-{rank}.xml" for rank in range(1, len(parts) + 1)]
    files = {
        name: _document("urlset", "url", [site_url + path for path in part])
        for name, part in zip(names, parts, strict=True)
    }
    return {"sitemap.xml": _document("sitemapindex", "sitemap", [f"{site_url}/{name}" for name in names]), **files}


def _document(root: str, element: str, addresses: Sequence[str]) -> bytes:
    lines = "".join(f"<{element}><loc>{escape(address)}</loc></{element}>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">\n{lines}</{root}>\n'.encode()


def robots(site_url: str) -> bytes:
    """Everything may be read (RFC 9309); personal pages say `noindex` themselves, which a crawler must see."""
    return f"User-agent: *\nAllow: /\nSitemap: {site_url}/sitemap.xml\n".encode()
