"""The pictures that offers bring: what their files say of themselves, and the names they are published under."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import Image
from ..reading.pictures import pixels
from .briefs import Pictured
from .covered import COVERS
from .offer_views import PhotographView
from .views import LinkView

MEDIA = "media"
"""The folder of the content that they lie in."""

NO_FILE = (-1, 0, 0)


PUBLIC_DOMAIN = "public-domain"
LICENCES: Mapping[str, LinkView] = {
    "CC0-1.0": LinkView("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": LinkView("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": LinkView("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "etalab-2.0": LinkView("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
}
"""By id, those that have a text; names and texts are the same in all languages."""


@dataclass(frozen=True)
class Media:
    """The pictures of a content folder, and in which state they were seen there."""

    content: Path
    states: Mapping[str, tuple[int, int, int]]
    """By path below the content (`media/walls.jpg`)."""

    def pictured(self, images: Sequence[Image]) -> tuple[Pictured, ...]:
        """What is known of an offer's pictures; one that is missing, or no picture, has no name."""
        return tuple(self._pictured(one.file) for one in images)

    def _pictured(self, file: str) -> Pictured:
        state = self.states.get(f"{MEDIA}/{file}", NO_FILE)
        content = self._read(file)
        size = pixels(f"{self.content}/{MEDIA}/{file}") if content else None
        return Pictured(file, state, hashed(file, content), *size) if size else Pictured(file, state, "", 0, 0)

    def _read(self, file: str) -> bytes:
        try:
            return (self.content / MEDIA / file).read_bytes()
        except OSError:
            return b""

    def published(self, images: Sequence[Pictured]) -> Iterator[tuple[str, bytes]]:
        """The pictures with their paths below the output; one that has changed meanwhile is the next build's."""
        for one in images:
            content = self._read(one.file)
            if one.name and one.name == hashed(one.file, content):
                yield f"{COVERS}/{one.name}", content


def hashed(file: str, content: bytes) -> str:
    """The name that a picture is published under: `walls.jpg` -> `walls.1a2b3c4d.jpg`."""
    stem, _, ending = file.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"


def photograph_views(
    known: Sequence[Pictured], images: Sequence[Image], alt: Mapping[str, str]
) -> tuple[PhotographView, ...]:
    """An offer's pictures as its page shows them, in the succession of its file; those without a name are left out."""
    published = {one.file: one for one in known if one.name}
    return tuple(
        PhotographView(
            url=f"/{COVERS}/{one.name}",
            width=one.width,
            height=one.height,
            alt=alt.get(own.file, ""),
            credit=own.credit,
            licence=LICENCES.get(own.licence),
            free=own.licence == PUBLIC_DOMAIN,
        )
        for own in images
        if (one := published.get(own.file))
    )
