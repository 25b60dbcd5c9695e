"""What a browser asks for to show a page for the first time, read from the built files."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

TAG = re.compile(r"<(link|script|img|source|iframe|video|audio|embed|object)\b([^>]*)>")
ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
IMPORT = re.compile(r"""^(?:import|export)\b[^;'"(]*['"]([^'"]+)['"]""", re.MULTILINE)
PICTURE = re.compile(r"<picture\b.*?</picture>", re.DOTALL)
CANDIDATE = re.compile(r"(\S+) (\d+)w")
PHONE_PIXELS = 800
"""A phone's screen is 400 pixels wide, each of two: of several widths the browser takes the next larger."""
SHOWN_AS_THEY_ARE = (".woff2", ".avif", ".jpg", ".png", ".webp")


@dataclass
class FirstView:
    """Addresses by kind, each once: `page`, `style`, `script`, `font`, `picture`, `data`."""

    site: Path
    by_kind: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, address: str) -> None:
        if address not in self.by_kind.setdefault(kind, []):
            self.by_kind[kind].append(address)

    @property
    def addresses(self) -> list[str]:
        return [address for all_of_kind in self.by_kind.values() for address in all_of_kind]

    def weight(self, *only: str) -> int:
        """Bytes as they are sent, of some kinds or all; what only a running shop has weighs nothing here."""
        taken = [address for kind in only or self.by_kind for address in self.by_kind.get(kind, ())]
        return sum(sent(self.site / address.lstrip("/")) for address in taken)

    @property
    def strangers(self) -> list[str]:
        """What would be asked of anybody else."""
        return [address for address in self.addresses if not address.startswith("/") or address.startswith("//")]


def first_view(site: Path, path: str) -> FirstView:
    """The first view of a page: what is lazy is left out, for it comes with the scrolling."""
    seen = FirstView(site)
    file = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
    html = (site / file).read_text(encoding="utf-8")
    seen.add("page", f"/{file}")
    for name, attributes in _tags(PICTURE.sub(_one_picture, html)):
        _ask(seen, name, attributes)
    for address in re.findall(r'data-availability="([^"]+)"', html):
        seen.add("data", address)
    return seen


def _tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, attributes in TAG.findall(html):
        yield name, dict(ATTRIBUTE.findall(attributes))


def _one_picture(found: re.Match[str]) -> str:
    """A `picture` is one request: of its first source, on a lazy image none."""
    source, image = re.search(r"<source\b[^>]*>", found[0]), re.search(r"<img\b[^>]*>", found[0])
    if source is None or image is None or 'loading="lazy"' in image[0]:
        return image[0] if image else ""
    return source[0]


def _ask(seen: FirstView, name: str, attributes: dict[str, str]) -> None:
    if attributes.get("loading") == "lazy" or attributes.get("preload") == "none":
        return
    address = _chosen(attributes)
    if name == "link":
        relation = attributes.get("rel", "")
        kind = {"stylesheet": "style", "icon": "picture", "modulepreload": "script"}.get(relation)
        kind = attributes.get("as") if relation == "preload" else kind
        if kind:
            seen.add(kind, attributes["href"])
    elif name == "script" and address:
        for each in with_imports(seen.site, address):
            seen.add("script", each)
    elif address and name != "script":
        seen.add("picture", address)


def _chosen(attributes: dict[str, str]) -> str:
    candidates = CANDIDATE.findall(attributes.get("srcset", ""))
    widths: list[tuple[int, str]] = sorted((int(width), str(address)) for address, width in candidates)
    wide_enough = [address for width, address in widths if width >= PHONE_PIXELS]
    if wide_enough:
        return wide_enough[0]
    return widths[-1][1] if widths else attributes.get("src") or attributes.get("data") or ""


def with_imports(site: Path, address: str) -> list[str]:
    """A script and all that it imports at once."""
    found, todo = [], [address]
    while todo:
        each = todo.pop()
        if each not in found:
            found.append(each)
            file = site / each.lstrip("/")
            todo += [urljoin(each, one) for one in IMPORT.findall(file.read_text("utf-8"))] if file.is_file() else []
    return found


@cache
def sent(file: Path) -> int:
    """Bytes of a file as CloudFront sends it."""
    if not file.is_file():
        return 0
    body = file.read_bytes()
    return len(body) if file.suffix in SHOWN_AS_THEY_ARE else len(gzip.compress(body, 6, mtime=0))
