"""Making the pictures that offers lack: covers, sharing pictures, versions of photographs.

Those that take long to make are kept outside the output too, under the names that tell what they are made from.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import digest
from ..files import write_atomically
from ..model import Offer, Taxonomy
from ..pages.briefs import Brief, Pictured
from ..pages.cover_canvas import Shape
from ..pages.covered import COVERS
from ..pages.developing import cut, developed, encoded, narrowed
from ..pages.photographs import ENDINGS, MEDIA, WHOLE, Cut, Media, cover_of, cuts_of, name_of, recipe, sizes
from ..pages.pictures import DRAWN, Told, cover_names, drawn, names, share_name, share_names, told_of
from .batches import Batch, Files
from .shelf import Shelf

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..pages.sharing import SharingPictures

KEPT = ""
"""The batch of files that no plan names and that stay: assets and pictures, which former pages still ask for."""


@dataclass(frozen=True)
class Picturing:
    """The pictures of one build."""

    cache: Path
    shares: bool
    """Sharing pictures are drawn; else they are named, and left to another build."""
    taxonomy: Taxonomy
    shelf: Shelf
    media_folder: Media
    sites: Mapping[str, str]
    """Name of the site, by language."""

    def wanted(self, own_id: str, brief: Brief) -> tuple[str, ...]:
        """The names of an offer's pictures, drawn and brought."""
        covers = cover_names(own_id, brief)
        return (*covers, *share_names(own_id, brief)) if self.shares else covers

    def lacking(self, there: set[str], briefs: Mapping[str, Brief]) -> tuple[list[str], list[str]]:
        """The names of all pictures of some offers; and the offers that lack one of theirs."""
        wanted = {own_id: self.wanted(own_id, brief) for own_id, brief in briefs.items()}
        every = [name for some in wanted.values() for name in some]
        return every, [own_id for own_id, some in wanted.items() if not there.issuperset(some)]

    def batch(self, offer: Offer, there: set[str]) -> Batch:
        """What makes the pictures that an offer lacks."""
        return Batch(KEPT, b"", lambda: OfferPictures(self, offer, there).made())

    def media(self) -> Batch:
        """All pictures of the media folder under their own names, for Markdown that shows them."""
        states = [(file, self.media_folder.states[f"{MEDIA}/{file}"]) for file in self.media_folder.files()]
        known = digest(recipe(), repr((states, self.media_folder.speed)))
        return Batch("media", known, lambda: self._cleaned(states))

    def _cleaned(self, states: Iterable[tuple[str, tuple[int, int, int]]]) -> Files:
        for file, state in states:
            known = digest(recipe(), repr((file, state, self.media_folder.speed))).hex()
            name = f"{known}.{file.rpartition('.')[2]}"
            picture = Photograph(self.media_folder, file)
            if picture.size:
                yield f"{MEDIA}/{file}", self._kept(name, picture.narrowed)

    def told(self, offer: Offer, lang: str) -> Told:
        """What an offer's sharing picture says in a language."""
        card = self.shelf.records[offer.id].cards[lang]
        return told_of(card, self.sites[lang], self.taxonomy.territories[offer.territory].ink)

    def kept(self, name: str, make: Callable[[], bytes]) -> tuple[str, bytes]:
        """A picture under the name that tells what it is made from, with its path; from the cache where it is there."""
        return f"{COVERS}/{name}", self._kept(name, make)

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        file = self.cache / "pictures" / name
        if not file.exists():
            write_atomically(file, make())
        return file.read_bytes()


@dataclass(frozen=True)
class OfferPictures:
    """The pictures of one offer."""

    common: Picturing
    offer: Offer
    there: set[str]
    """The names of those that are there."""

    def made(self) -> Files:
        """Those that it lacks."""
        brief = self.common.shelf.briefs[self.offer.id]
        if not cover_of(brief.images):
            yield from ((f"{COVERS}/{name}", content) for name, content in self._drawn(brief))
        for one, cuts in cuts_of(brief.images):
            yield from self._versions(one, cuts)
        if self.common.shares:
            yield from self._shares(brief)

    def _drawn(self, brief: Brief) -> Iterator[tuple[str, bytes]]:
        return zip(names(self.offer.id, brief.picture), (self._svg[shape].encode() for shape in DRAWN), strict=True)

    @cached_property
    def _svg(self) -> dict[Shape, str]:
        return dict(drawn(self.offer, self.common.taxonomy))

    def _versions(self, one: Pictured, cuts: Iterable[Cut]) -> Iterator[tuple[str, bytes]]:
        """The versions of a photograph; one that has changed meanwhile is the next build's."""
        photograph = self._photograph(one)
        for how in cuts:
            for size in sizes(one, how):
                for ending in ENDINGS:
                    name = name_of(one, how, size[0], ending)
                    if name not in self.there and photograph.key == one.name:
                        yield self.common.kept(name, partial(photograph.version, size, ending))

    def _photograph(self, one: Pictured) -> "Photograph":
        return Photograph(self.common.media_folder, one.file)

    def _shares(self, brief: Brief) -> Iterator[tuple[str, bytes]]:
        for lang, said in brief.said.items():
            name = share_name(self.offer.id, lang, said.shared)
            cover = cover_of(brief.images)
            if name not in self.there and (not cover or self._photograph(cover).key == cover.name):
                yield self.common.kept(name, partial(self._shared, brief, lang))

    def _shared(self, brief: Brief, lang: str) -> bytes:
        return self._sharing(brief).drawn(self.common.told(self.offer, lang))

    def _sharing(self, brief: Brief) -> "SharingPictures":
        # Imported here: most builds draw none.
        from ..pages.sharing import SharingPictures

        return SharingPictures(self._above, self.common.cache, photograph=bool(cover_of(brief.images)))

    @cached_property
    def _above(self) -> "Image":
        """What stands above the words of a sharing picture."""
        from ..pages.sharing import ABOVE, from_svg

        cover = cover_of(self.common.shelf.briefs[self.offer.id].images)
        return cut(self._photograph(cover).pixels, ABOVE) if cover else from_svg(self._svg["share"])


class Photograph:
    """A picture of the media folder, developed when it is needed."""

    def __init__(self, media: Media, file: str) -> None:
        self._media, self._file = media, file

    @cached_property
    def _content(self) -> bytes:
        return self._media.read(self._file)

    @cached_property
    def key(self) -> str:
        """What its versions are named by."""
        return self._media.key(self._content)

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height; None where it is no picture."""
        return self._media.size(self._file)

    @cached_property
    def pixels(self) -> "Image":
        """All of it. Raises PictureBroken."""
        return developed(self._content, self._file)

    def version(self, size: tuple[int, int], ending: str) -> bytes:
        """A version of it. Raises PictureBroken."""
        return encoded(cut(self.pixels, size), ending, self._media.speed)

    def narrowed(self) -> bytes:
        """All of it, as wide as pages show it at most, in its own kind. Raises PictureBroken."""
        image = narrowed(self.pixels, WHOLE.widths[-1])
        return encoded(image, self._file.rpartition(".")[2], self._media.speed)
