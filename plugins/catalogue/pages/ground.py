"""The drawing of the map: one file with the outlines and the rivers, which every page shows by `<use>`, and where in it
a place lies.

Equirectangular, degrees of longitude shortened by the cosine of the middle latitude: over forty kilometres nobody can
tell it from a better projection. The drawing is `WIDTH` units wide; `y` points down.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians

from ..model import Ground
from ..urls import slug_of
from .ground_views import GroundView

WIDTH = 1_000
NAME = "map.svg"
STEADY = 'vector-effect="non-scaling-stroke"'
"""The style sheet gives strokes in pixels, whatever the size of the drawing."""
Point = tuple[float, float]


def ground_view(ground: Ground, url: str) -> GroundView:
    """Where places lie in the drawing that is published at `url`."""
    frame = ground.frame
    across = WIDTH / (frame.east - frame.west)
    down = across / cos(radians((frame.north + frame.south) / 2))
    height = round((frame.north - frame.south) * down)
    communes = {slug_of(name): spot for name, spot in ground.communes.items()}
    return GroundView(url, WIDTH, height, frame.north, frame.west, down, across, communes)


def spot(ground: GroundView | None, degrees: Point) -> tuple[int, int] | None:
    """The point of the drawing that stands for a place, latitude and longitude; None where it does not show it."""
    if ground is None:
        return None
    x, y = ground.place(*degrees)
    return (round(x), round(y)) if 0 <= x <= ground.width and 0 <= y <= ground.height else None


def drawing(ground: Ground) -> bytes:
    """The file: `#land` is all outlines, `#river` all rivers, `#land-<id>` one outline. Colours come from the page."""
    place = ground_view(ground, "").place
    outlines = [
        f'<path id="land-{own_id}" {STEADY} d="M{_chain(map(_whole, _placed(ring, place)))}z"/>'
        for own_id, ring in ground.territories.items()
    ]
    rivers = [f'<path {STEADY} d="{_stroke(list(_placed(river.points, place)))}"/>' for river in ground.rivers]
    parts = f'<g id="land">{"".join(outlines)}</g><g id="river">{"".join(rivers)}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{parts}</svg>\n'.encode()


def _placed(points: Iterable[Point], place: Callable[[float, float], Point]) -> Iterator[Point]:
    return (place(*point) for point in points)


def _whole(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


def _chain(points: Iterable[str]) -> str:
    return " ".join(points).replace(" -", "-")


def _stroke(points: Sequence[Point]) -> str:
    """A smooth curve through all points: each one's direction is that from the point before it to the one after."""
    known = [points[0], *points, points[-1]]
    pieces = []
    for number, (start, end) in enumerate(pairwise(points)):
        before, after = known[number], known[number + 3]
        first = _towards(start, before, end)
        second = _towards(end, after, start)
        pieces.append(_chain(_from(start, one) for one in (first, second, end)))
    return f"M{_whole(points[0])}" + "".join(f"c{piece}" for piece in pieces)


def _towards(point: Point, one: Point, other: Point) -> Point:
    """The handle of a point, a sixth of the way from the one beyond it to the other."""
    return point[0] + (other[0] - one[0]) / 6, point[1] + (other[1] - one[1]) / 6


def _from(start: Point, point: Point) -> str:
    return f"{round(point[0]) - round(start[0])} {round(point[1]) - round(start[1])}"
