"""The pictures of offers: named by what they are drawn from, so that one that is there need not be drawn again."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from ..digests import digest, of_files
from ..model import Offer, Taxonomy
from .briefs import Brief, Pictured
from .cover_canvas import Shape
from .covered import COVERS
from .photographs import Cut, cover_of, source, sources, version_names
from .views import CardView, SourcesView

DRAWN: tuple[Shape, ...] = ("card", "poster")
"""The shapes of the covers of an offer without a picture."""
DRAWING = ("covers.py", "cover_canvas.py", "cover_suns.py", "cover_rows.py", "cover_water.py")
LETTERING = ("sharing.py", "lettering.py", "font.py")


class Told(NamedTuple):
    """What a sharing picture says in one language."""

    title: str
    kicker: str
    """Its type, and where it takes place."""
    site: str
    """Name of the site."""
    ink: str
    """Of the territory."""


class Own(NamedTuple):
    """An offer's own pictures, in short; its brief says the same."""

    picture: str
    """The key of those that are drawn."""
    images: tuple[Pictured, ...]


class Cover(NamedTuple):
    """What stands for an offer somewhere."""

    url: str
    """From the root."""
    sources: SourcesView | None
    """Of a photograph, to choose from."""


def cover(own_id: str, own: Own | Brief, how: Cut) -> Cover:
    """An offer's cover: its first picture, or an illustration."""
    photograph = cover_of(own.images)
    if photograph:
        return Cover(source(photograph, how), sources(photograph, how))
    return Cover(f"/{COVERS}/{own_id}-{how.name}.{own.picture}.svg", None)


def names(own_id: str, key: str) -> tuple[str, ...]:
    """The names of the drawn covers' files, in the succession of DRAWN."""
    return tuple(f"{own_id}-{shape}.{key}.svg" for shape in DRAWN)


def share_name(own_id: str, lang: str, shared: str) -> str:
    """The name of a sharing picture's file."""
    return f"{own_id}-share-{lang}.{shared}"


def share_names(own_id: str, brief: Brief) -> tuple[str, ...]:
    """The names of an offer's sharing pictures."""
    return tuple([f"{own_id}-share-{lang}.{said.shared}" for lang, said in brief.said.items()])


def cover_names(own_id: str, brief: Brief) -> tuple[str, ...]:
    """The names of the files of an offer's covers and photographs."""
    drawn = () if cover_of(brief.images) else names(own_id, brief.picture)
    return (*drawn, *version_names(brief.images)) if brief.images else drawn


def picture_key(offer: Offer, taxonomy: Taxonomy) -> str:
    """8 hexadecimal digits of all that an offer's covers are drawn from."""
    return digest(_drawing(), offer.id, offer.type, *offer.themes, *inks_of(offer, taxonomy)).hex()[:8]


def shared(own: Own, ink: str, cards: Mapping[str, CardView], sites: Mapping[str, str]) -> dict[str, str]:
    """What the names of an offer's sharing pictures end in, by language: 8 hexadecimal digits of all that one is drawn
    from, and its kind.

    `sites` are the names of the site, by language.
    """
    photograph = cover_of(own.images)
    ending = "jpg" if photograph else "png"
    common = blake2b(_lettering() + f"{photograph.name if photograph else own.picture} {ink}".encode(), digest_size=4)
    found = {}
    for lang, card in cards.items():
        known = common.copy()
        words = (card.title, card.type.label, card.commune, card.territory.label, str(card.virtual), sites[lang])
        known.update("\n".join(words).encode())
        found[lang] = f"{known.hexdigest()}.{ending}"
    return found


def told_of(card: CardView, site: str, ink: str) -> Told:
    """What the sharing picture of an offer says."""
    where = card.territory.label
    if not card.virtual:
        where = card.commune if card.commune.startswith(where) else f"{card.commune}, {where}"
    return Told(card.title, f"{card.type.label} · {where}", site, ink)


def drawn(offer: Offer, taxonomy: Taxonomy) -> Iterator[tuple[Shape, str]]:
    """The covers of an offer as SVG, each with its shape, that for sharing included."""
    # Drawing is rare, once the pictures are there.
    from .covers import cover_svg

    for shape in (*DRAWN, "share"):
        yield shape, cover_svg(offer.id, offer.type, offer.themes, inks_of(offer, taxonomy), shape)


def inks_of(offer: Offer, taxonomy: Taxonomy) -> tuple[str, str]:
    """The two inks of an offer's territory."""
    territory = taxonomy.territories[offer.territory]
    return territory.ink, territory.second_ink


@cache
def _drawing() -> bytes:
    return _of(DRAWING)


@cache
def _lettering() -> bytes:
    return _of(LETTERING)


def _of(names: Sequence[str]) -> bytes:
    here = Path(__file__).parent
    return of_files((here / name for name in names), here)
