"""What a language's `facets.json` says: every offer's facets in columns, and the form that asks for them.

A string has a sign for each offer, the soonest departure first. A sign's code less `FIRST` tells the places in the
lists of names of one or more columns, so that two thousand offers weigh a few kilobytes. Of languages and
accessibility, each combination has a name. The themes and the days of an offer end in `END`. Days are counted from the
one before, the first of an offer from the last offer's first, that of the very first from the day of the build. Places,
in a file of their own, are plain numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from math import prod
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from ..model import Offer
from ..model.departures import Departure
from .choices import CHILDREN, choices_of
from .present import Presenter
from .views import LabelView

FIRST = 35
END = "!"
ONE, COMBINED = ("type", "territory", "commune", "price", "children"), ("language", "access")
COLUMNS = (*ONE, *COMBINED, "theme", "first", "since")
"""Of a row; `first` is its first day as a proleptic ordinal, or None, `since` the signs of the others."""
MOST = 90
"""Signs in a row from `FIRST` that weigh one byte."""
Coded = tuple[list[Any], list[int]]
"""A column's names and, for each offer, the place of its own among them."""
Point = tuple[int, int] | None
PRICES = (10, 20, 30, 50)
"""Limits to choose from, in euros."""


class FacetsView(NamedTuple):
    """What the form offers: only what some offer has."""

    types: tuple[LabelView, ...]
    themes: tuple[LabelView, ...]
    territories: tuple[LabelView, ...]
    communes: tuple[str, ...]
    languages: tuple[LabelView, ...]
    accessibility: tuple[LabelView, ...]
    prices: tuple[int, ...] = PRICES


def row(offer: Offer, departures: Iterable[Departure]) -> bytes:
    """An offer's values, in the order of `COLUMNS`: kept from build to build, and the same as long as they are."""
    coming = sorted({one.starts_local.toordinal() for one in departures if one.status == "open"})
    cents = min((tariff.price_cents for tariff in offer.tariffs if tariff.price_cents), default=0)
    one = offer.type, offer.territory, offer.commune, cents, CHILDREN in choices_of(offer)
    several = sorted(offer.languages), sorted(offer.accessibility), sorted(offer.themes)
    return to_json([*one, *several, coming[0] if coming else None, _since(coming)])


def _since(coming: Sequence[int]) -> str:
    """The days after the first, each counted from the one before."""
    return "".join([chr(FIRST + one - before) for before, one in pairwise(coming)]) + END


def read_rows(rows: Iterable[bytes]) -> Mapping[str, Sequence[Any]]:
    """The columns of some rows, as values."""
    # One array of all, since a call for each row would take half as long again.
    values = list(zip(*from_json(b"[" + b",".join(rows) + b"]"), strict=True))
    return dict(zip(COLUMNS, values or [()] * len(COLUMNS), strict=True))


def columns(values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The columns as they are written, but for that of days."""
    coded = {name: _coded(values[name]) for name in ONE}
    coded |= {name: _coded([*map(tuple, values[name])]) for name in COMBINED}
    strings = [
        [[[name, coded[name][0]] for name in some], _signs([coded[name] for name in some])] for some in _packs(coded)
    ]
    return {"size": len(values["type"]), "columns": strings, "theme": _themes([*map(tuple, values["theme"])])}


def _coded(values: Sequence[Any]) -> Coded:
    names = [name for name, _ in Counter(values).most_common()]
    numbers = {name: number for number, name in enumerate(names)}
    return names, [numbers[one] for one in values]


def _packs(coded: Mapping[str, Coded]) -> list[list[str]]:
    """The columns that share a string: as many as a sign of one byte can tell, the longest list of names first."""
    packs: list[list[str]] = []
    for name in sorted(coded, key=lambda one: (-len(coded[one][0]), one)):
        sizes = (prod(len(coded[one][0]) for one in (*pack, name)) for pack in packs)
        fits = next((pack for pack, size in zip(packs, sizes, strict=True) if size <= MOST), None)
        if fits is None:
            packs.append(fits := [])
        fits.append(name)
    return packs


def _signs(columns: Sequence[Coded]) -> str:
    """A sign's code less `FIRST` is the first column's number and, times how many that has, the next one's."""
    told, times = columns[0][1], len(columns[0][0])
    for names, numbers in columns[1:]:
        told = [one + times * number for one, number in zip(told, numbers, strict=True)]
        times *= len(names)
    return "".join([chr(FIRST + one) for one in told])


def _themes(values: Sequence[tuple[str, ...]]) -> list[Any]:
    names, _ = _coded([*chain.from_iterable(values)])
    signs = {name: chr(FIRST + place) for place, name in enumerate(names)}
    written = {some: "".join([signs[one] for one in some]) + END for some in set(values)}
    return [names, "".join(map(written.__getitem__, values))]


def days(values: Mapping[str, Sequence[Any]], day: date) -> dict[str, str]:
    """The column of days, `day` being that of the build: as heavy as all others, asked for with dates alone."""
    signs, before = [], day.toordinal()
    for first, since in zip(values["first"], values["since"], strict=True):
        if first is not None:
            signs.append(chr(FIRST + first - before))
            before = first
        signs.append(since)
    return {"day": day.isoformat(), "days": "".join(signs)}


def places(points: Iterable[Point]) -> dict[str, list[int | None]]:
    """Where each offer is, in 1e-4 degrees; a virtual visit is nowhere."""
    lat, lon = list(zip(*(point or (None, None) for point in points), strict=True)) or ((), ())
    return {"lat": list(lat), "lon": list(lon)}


def form_view(shown: Mapping[str, Any], presenter: Presenter) -> FacetsView:
    """What the form offers, in the order of the taxonomy: what some offer of the `columns` has."""
    taxonomy = presenter.catalogue.taxonomy
    themes = {key: theme.label for key, theme in taxonomy.themes.items()}
    territories = {key: territory.label for key, territory in taxonomy.territories.items()}

    def found(labels: Mapping[Any, Mapping[str, str]], used: Iterable[str]) -> tuple[LabelView, ...]:
        return presenter.labels(labels, [key for key in labels if key in used])

    names = {name: some for pack, _ in shown["columns"] for name, some in pack}
    return FacetsView(
        types=found(taxonomy.types, names["type"]),
        themes=found(themes, shown["theme"][0]),
        territories=found(territories, names["territory"]),
        communes=tuple(sorted(names["commune"])),
        languages=found(taxonomy.guided_languages, set().union(*names["language"])),
        accessibility=found(taxonomy.accessibility, set().union(*names["access"])),
    )
