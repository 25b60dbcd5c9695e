"""What a picture of an offer costs, apart from everything else: no other tool draws any."""

import time
from itertools import islice, product
from typing import Literal

from catalogue.pages.covers import cover_svg

from .content import offers
from .taxonomy import taxonomy

OFFERS = 200
SHAPES: tuple[Literal["card", "poster", "share"], ...] = ("card", "poster", "share")


def milliseconds_each(seed: int) -> float:
    """CPU milliseconds of drawing one picture, on average over all shapes of some offers."""
    territories = taxonomy(seed)["territories"]
    some = list(islice(offers(seed, OFFERS), OFFERS))
    began = time.process_time()
    for offer, shape in product(some, SHAPES):
        place = territories[offer["territory"]]
        inks = (place["ink"], place["second_ink"])
        cover_svg(offer["id"], offer["type"], offer["themes"], inks, shape).encode()
    return (time.process_time() - began) * 1_000 / (OFFERS * len(SHAPES))
