"""Circuits, read and checked: references, words for every stop, every stop on its route."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..model import CircuitFacts, CircuitWords
from .crosscheck import Referrer
from .crosscheck_limits import inside
from .crosscheck_words import check_texts
from .faults import Fault, listed
from .folder import Folder
from .sources import Kind, Source, read_source

FARTHEST_M = 150
"""A stop may be so far off the route: across a square, at the end of a yard."""

EARTH_M = 6_371_000
Point = tuple[float, float]
CircuitSource = Source[CircuitFacts, CircuitWords]
CIRCUITS = Kind(
    CircuitFacts,
    CircuitWords,
    {
        "themes": ("sample",),
        "territory": "sample",
        "commune": "Sample",
        "duration_minutes": 60,
        "distance_m": 1000,
        "route": ((48.8, 2.3), (48.8, 2.3)),
        "stops": ({"id": "sample", "lat": 48.8, "lon": 2.3},),
    },
)


def check_circuits(folder: Folder) -> Iterator[Fault]:
    """Every fault of the circuits of a content folder."""
    tree, default = folder.tree, folder.lists.default
    before = len(tree.faults)
    files = tree.files("circuits", folder.lists)
    yield from tree.faults[before:]
    owners: dict[tuple[str, str], str] = {}
    for own_id, paths in files.items():
        circuit = read_source(CIRCUITS, own_id, paths, default, tree)
        check_texts(circuit.documents)
        _check_slugs(circuit, owners)
        if default in circuit.documents:
            _check_facts(circuit, folder)
            _check_words(circuit)
        yield from circuit.faults


def _check_slugs(circuit: CircuitSource, owners: dict[tuple[str, str], str]) -> None:
    for lang, document in circuit.documents.items():
        slug = document.values.get("slug")
        if not isinstance(slug, str):
            continue
        other = owners.setdefault((lang, slug), document.file_name)
        if other != document.file_name:
            document.add(("slug",), "slug_twice", value=slug, other=other)


def _check_facts(circuit: CircuitSource, folder: Folder) -> None:
    facts = circuit.facts
    refer = Referrer(circuit, folder)
    refer.each("themes", facts.themes, "themes")
    refer.one("territory", facts.territory, "territories")
    if facts.partner and facts.partner not in folder.partners:
        refer.note(("partner",), facts.partner, folder.partners, "partners/")
    _check_route(circuit)
    _check_stops(circuit)


def _check_route(circuit: CircuitSource) -> None:
    for n, (lat, lon) in enumerate(circuit.facts.route if circuit.has("route") else ()):
        if not inside(lat, lon):
            circuit.add(("route", n), "swapped" if inside(lon, lat) else "outside", lat=lat, lon=lon)
            return  # what is wrong with one is wrong with all


def _check_stops(circuit: CircuitSource) -> None:
    seen: set[str] = set()
    for n, stop in enumerate(circuit.facts.stops if circuit.has("stops") else ()):
        if stop.id in seen:
            circuit.add(("stops", n, "id"), "twice", value=stop.id)
        seen.add(stop.id)
        off = off_route_m((stop.lat, stop.lon), circuit.facts.route) if circuit.has("route") else 0
        if off > FARTHEST_M:
            circuit.add(("stops", n), "stop_off_route", value=round(off))


def _check_words(circuit: CircuitSource) -> None:
    if not circuit.has("stops"):
        return
    ids = [stop.id for stop in circuit.facts.stops]
    for document in circuit.documents.values():
        words = document.values.get("stop_words")
        if not isinstance(words, dict):
            continue
        for own_id in ids:
            if own_id not in words:
                document.add(("stop_words",), "stop_words_missing", value=own_id)
        for own_id in words:
            if own_id not in ids:
                document.add(("stop_words", own_id), "stop_unknown", value=own_id, known=listed(ids))


def off_route_m(point: Point, route: Sequence[Point]) -> float:
    """How far a point is from a route, in metres; right to a metre within some kilometres."""
    here = [_metres(point, one) for one in route]
    return min(_from_segment(one, two) for one, two in pairwise(here))


def _metres(origin: Point, point: Point) -> Point:
    """East and north of `origin`, on a plane that touches the earth there."""
    lat, lon = (math.radians(there - here) for there, here in zip(point, origin, strict=True))
    return EARTH_M * lon * math.cos(math.radians(origin[0])), EARTH_M * lat


def _from_segment(one: Point, two: Point) -> float:
    """How far the origin is from the line between two points."""
    along = (two[0] - one[0], two[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(one[0] * along[0] + one[1] * along[1]) / length))
    return math.hypot(one[0] + share * along[0], one[1] + share * along[1])
