"""The communes in which offers meet: where each lies, how it is shown on the map and above its own list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from .. import urls
from .briefs import Brief, Lazily
from .ground import spot
from .ground_views import GroundView
from .listings import Listings
from .views import LabelView, SiteView, TermView

KIND = "commune"
"""Of listing."""
FINE = 10_000
"""Parts of a degree in which briefs tell places."""
BIGGEST, SMALLEST, OF_ONE = 54.0, 7.0, 15.0
"""Radius of a circle on the map, in units of the drawing: at most, at least, of one offer where none has too many."""


class CommuneView(NamedTuple):
    """A commune, on the map and above its list."""

    id: str
    """The slug of its name."""
    label: str
    url: str
    territory: LabelView
    territory_url: str
    offers: int
    """How many meet there, in the page's language."""
    spot: tuple[int, int] | None
    """Where its circle lies, in units of the drawing; None where that does not show it."""
    radius: int


class Commune(NamedTuple):
    """What is known of a commune from the offers that meet there, whatever their order."""

    name: str
    territory: str
    lat: float
    lon: float


def commune_of(members: Iterable[Brief], ground: GroundView | None) -> Commune:
    """The commune of some offers. Where the ground does not say where it lies, it lies in the middle of them."""
    briefs = list(members)
    points = [brief.point for brief in briefs if brief.point]
    name, territory = min((brief.commune, brief.territory) for brief in briefs)
    lat, lon = (sum(degrees) / len(points) / FINE for degrees in zip(*points, strict=True))
    if ground:
        lat, lon = ground.communes.get(urls.slug_of(name), (lat, lon))
    return Commune(name, territory, lat, lon)


def communes(listings: Listings, briefs: Mapping[str, Brief], ground: GroundView | None) -> Mapping[str, Commune]:
    """All communes by the slugs of their names, each looked at when it is asked for."""

    def found(slug: str) -> Commune:
        return commune_of((briefs[own_id] for own_id in listings.everywhere(KIND, slug)), ground)

    return Lazily(found)


def commune_view(commune: Commune, slug: str, site: SiteView, territory: TermView) -> CommuneView:
    """A commune as a page shows it, without its circle's size."""
    return CommuneView(
        id=slug,
        label=commune.name,
        url=urls.commune(site.lang, slug),
        territory=LabelView(territory.id, territory.label),
        territory_url=territory.url,
        spot=spot(site.ground, (commune.lat, commune.lon)),
        offers=0,
        radius=0,
    )


def by_territory(
    views: Iterable[CommuneView], sizes: Mapping[str, int], territories: Mapping[str, TermView]
) -> Iterator[tuple[TermView, Sequence[CommuneView]]]:
    """The territories that have communes with offers, and those in the turn of `views`, with their circles."""
    most = max(sizes.values(), default=1)
    found: dict[str, list[CommuneView]] = defaultdict(list)
    for view in views:
        if size := sizes[view.id]:
            found[view.territory.id].append(view._replace(offers=size, radius=radius(size, most)))
    return ((term, found[key]) for key, term in territories.items() if key in found)


def radius(size: int, most: int) -> int:
    """Of the circle of so many offers: its area goes with their number, as long as it can be seen."""
    of_one = min(OF_ONE, BIGGEST / sqrt(most))
    return round(max(SMALLEST, of_one * sqrt(size)))
