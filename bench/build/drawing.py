"""What the pictures of an offer cost, apart from everything else: no other tool draws any."""

import tempfile
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from catalogue.pages.covers import cover_svg
from catalogue.pages.pictures import DRAWN, Told
from catalogue.pages.sharing import SharingPictures, from_svg

from .content import Data, offers
from .taxonomy import taxonomy
from .vocabulary import LANGUAGES

OFFERS = 200
SHARED = 25


class Cover(NamedTuple):
    """What an offer's covers are drawn from."""

    offer: Data
    inks: tuple[str, str]

    def drawn(self, shape: str) -> str:
        return cover_svg(self.offer["id"], self.offer["type"], self.offer["themes"], self.inks, shape)  # type: ignore[arg-type]


def milliseconds_each(seed: int) -> float:
    """CPU milliseconds of drawing one cover, on average over both shapes of some offers."""
    some = list(islice(_covers(seed), OFFERS))
    began = time.process_time()
    for cover, shape in product(some, DRAWN):
        cover.drawn(shape).encode()
    return (time.process_time() - began) * 1_000 / (OFFERS * len(DRAWN))


def milliseconds_shared(seed: int) -> float:
    """CPU milliseconds of drawing one sharing picture, on average over all languages of some offers."""
    some = list(islice(_covers(seed), SHARED))
    with tempfile.TemporaryDirectory() as fonts:
        _share(some[0], Path(fonts))
        began = time.process_time()
        for cover in some:
            _share(cover, Path(fonts))
        return (time.process_time() - began) * 1_000 / (SHARED * len(LANGUAGES))


def _share(cover: Cover, fonts: Path) -> None:
    pictures = SharingPictures(from_svg(cover.drawn("share")), fonts, photograph=False)
    for lang in LANGUAGES:
        title = cover.offer["words"][lang]["title"]
        pictures.drawn(Told(title, cover.offer["commune"], "Faubourg", cover.inks[0]))


def _covers(seed: int) -> Iterator[Cover]:
    territories = taxonomy(seed)["territories"]
    for offer in offers(seed, OFFERS):
        place = territories[offer["territory"]]
        yield Cover(offer, (place["ink"], place["second_ink"]))
