"""The pictures that offers bring: what their files say of themselves, and the versions they are published in."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..digests import of_files
from ..model import Image
from ..reading.pictures import KINDS, pixels
from .briefs import Pictured
from .covered import COVERS
from .offer_views import PhotographView
from .views import LinkView, SourcesView

MEDIA = "media"
"""The folder of the content that they lie in."""

NO_FILE = (-1, 0, 0)
ENDINGS = ("avif", "jpg")
MADE_BY = ("photographs.py", "developing.py")

PUBLIC_DOMAIN = "public-domain"
LICENCES: Mapping[str, LinkView] = {
    "CC0-1.0": LinkView("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": LinkView("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": LinkView("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "etalab-2.0": LinkView("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
}
"""By id, those that have a text; names and texts are the same in all languages."""


class Cut(NamedTuple):
    """How a picture is shown somewhere."""

    name: str
    widths: tuple[int, ...]
    """In pixels, rising; a picture that has fewer is never made larger."""
    ratio: tuple[int, int] | None = None
    """Width to height; None: as it is."""


WHOLE = Cut("whole", (480, 960, 1440))
CARD = Cut("card", (480, 960), (16, 10))
POSTER = Cut("poster", (960, 1440), (30, 11))


@dataclass(frozen=True)
class Media:
    """The pictures of a content folder, and in which state they were seen there."""

    content: Path
    states: Mapping[str, tuple[int, int, int]]
    """By path below the content (`media/walls.jpg`)."""
    speed: int = 8
    """At which AVIF is written: 0 takes longest for the smallest files, 10 is quickest."""

    def pictured(self, images: Sequence[Image]) -> tuple[Pictured, ...]:
        """What is known of an offer's pictures; one that is missing, or no picture, has no name."""
        return tuple(self._pictured(one.file) for one in images)

    def _pictured(self, file: str) -> Pictured:
        state = self.states.get(f"{MEDIA}/{file}", NO_FILE)
        content = self.read(file)
        size = self.size(file) if content else None
        return Pictured(file, state, self.key(content), *size) if size else Pictured(file, state, "", 0, 0)

    def files(self) -> list[str]:
        """All pictures, by their paths below the folder: Markdown may show any of them."""
        below = (path.removeprefix(f"{MEDIA}/") for path in self.states)
        return sorted(file for file in below if file.rpartition(".")[2].lower() in KINDS)

    def read(self, file: str) -> bytes:
        """A file's content; empty where there is none."""
        try:
            return (self.content / MEDIA / file).read_bytes()
        except OSError:
            return b""

    def size(self, file: str) -> tuple[int, int] | None:
        """Width and height of a picture as it is shown; None where it is none."""
        return pixels(f"{self.content}/{MEDIA}/{file}")

    def key(self, content: bytes) -> str:
        """8 hexadecimal digits of all that the versions of a picture are made from."""
        return hashlib.sha256(content + b"%d" % self.speed + recipe()).hexdigest()[:8]


def cover_of(images: Sequence[Pictured]) -> Pictured | None:
    """The picture that stands for an offer on cards, poster and shared links: its first one, if it is there."""
    return images[0] if images and images[0].name else None


def cuts_of(images: Sequence[Pictured]) -> Iterator[tuple[Pictured, tuple[Cut, ...]]]:
    """An offer's pictures, each with how it is shown."""
    cover = cover_of(images)
    yield from ((one, (CARD, POSTER) if one is cover else (WHOLE,)) for one in images if one.name)


def sizes(one: Pictured, how: Cut) -> tuple[tuple[int, int], ...]:
    """Width and height of the versions of a picture, the smallest first."""
    wide, high = how.ratio or (one.width, one.height)
    most = max(1, min(one.width, one.height * wide // high))
    found = [width for width in how.widths if width <= most] or [most]
    return tuple((width, max(1, round(width * high / wide))) for width in found)


def name_of(one: Pictured, how: Cut, width: int, ending: str) -> str:
    """The name of a version: `walls_card480.1a2b3c4d.avif`."""
    return f"{one.file.rpartition('.')[0]}_{how.name}{width}.{one.name}.{ending}"


def version_names(images: Sequence[Pictured]) -> Iterator[str]:
    """The names of all versions of an offer's pictures."""
    for one, cuts in cuts_of(images):
        for how in cuts:
            yield from (name_of(one, how, width, ending) for width, _ in sizes(one, how) for ending in ENDINGS)


def source(one: Pictured, how: Cut) -> str:
    """The address of the version for those who cannot choose."""
    width, _ = sizes(one, how)[:2][-1]
    return f"/{COVERS}/{name_of(one, how, width, 'jpg')}"


def sources(one: Pictured, how: Cut) -> SourcesView:
    """The addresses of all versions, to choose from."""
    avif, jpeg = (
        ", ".join(f"/{COVERS}/{name_of(one, how, width, ending)} {width}w" for width, _ in sizes(one, how))
        for ending in ENDINGS
    )
    return SourcesView(avif, jpeg)


def photograph_views(
    known: Sequence[Pictured], images: Sequence[Image], alt: Mapping[str, str]
) -> tuple[PhotographView, ...]:
    """An offer's pictures as its page shows them, in the succession of its file; those without a name are left out.

    The first one is the poster's.
    """
    cover = cover_of(known)
    published = {one.file: one for one in known if one.name}
    return tuple(
        _view(one, POSTER if one is cover else WHOLE, own, alt.get(own.file, ""))
        for own in images
        if (one := published.get(own.file))
    )


def _view(one: Pictured, how: Cut, own: Image, alt: str) -> PhotographView:
    width, height = sizes(one, how)[-1]
    return PhotographView(
        url=source(one, how),
        sources=sources(one, how),
        width=width,
        height=height,
        alt=alt,
        credit=own.credit,
        licence=LICENCES.get(own.licence),
        free=own.licence == PUBLIC_DOMAIN,
    )


@cache
def recipe() -> bytes:
    """The digest of how versions are made."""
    here = Path(__file__).parent
    return of_files((here / name for name in MADE_BY), here)
