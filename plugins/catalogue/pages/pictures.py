"""The pictures of offers: named by what they are drawn from, so that one that is there need not be drawn again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..digests import digest, of_files
from ..model import Offer, Taxonomy
from .covered import COVERS, present

SHAPES = ("card", "poster", "share")
DRAWING = ("covers.py", "cover_canvas.py", "cover_suns.py")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Addresses of an offer's pictures, as paths from the root."""

    card: str
    poster: str
    share: str


def pictures(offer_id: str, key: str) -> Pictures:
    """The addresses of the pictures with a key."""
    return Pictures(*(f"/{COVERS}/{name}" for name in names(offer_id, key)))


def names(offer_id: str, key: str) -> tuple[str, ...]:
    """The names of the pictures' files, in the succession of SHAPES."""
    return tuple(f"{offer_id}-{shape}.{key}.svg" for shape in SHAPES)


def picture_key(offer: Offer, taxonomy: Taxonomy) -> str:
    """8 hexadecimal digits of all that an offer's pictures are drawn from."""
    return digest(_drawing(), offer.id, offer.type, *offer.themes, *_inks(offer, taxonomy)).hex()[:8]


def drawn(offer: Offer, taxonomy: Taxonomy) -> Iterator[bytes]:
    """The pictures of an offer as SVG, in the succession of SHAPES."""
    # Drawing is rare, once the pictures are there.
    from .covers import cover_svg

    inks = _inks(offer, taxonomy)
    return (cover_svg(offer.id, offer.type, offer.themes, inks, shape).encode() for shape in SHAPES)  # type: ignore[arg-type]


def missing(keys: Iterable[tuple[str, str]], output: Path) -> list[str]:
    """Of offers, each with the key of its pictures: those that lack one below `output`."""
    there = present(output)
    return [own_id for own_id, key in keys if not there.issuperset(names(own_id, key))]


def _inks(offer: Offer, taxonomy: Taxonomy) -> tuple[str, str]:
    territory = taxonomy.territories[offer.territory]
    return territory.ink, territory.second_ink


@cache
def _drawing() -> bytes:
    here = Path(__file__).parent
    return of_files((here / name for name in DRAWING), here)
