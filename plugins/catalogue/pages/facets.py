"""What a language's `facets.json` says: every offer's facets in columns, and the form that asks for them.

A column is a string with a sign for each offer, the soonest departure first. A sign's code less `FIRST` is the place in
the column's list of names, so that two thousand offers weigh a few kilobytes. Themes and days of an offer end in `END`;
of languages and accessibility, each combination has a sign. Days are counted from the one before, the first of an offer
from the last offer's first, that of the very first from the day of the build. Places, in a file of their own, are plain
numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
    """An offer's values, days as proleptic ordinals: kept from build to build, and the same as long as they are."""
    days = sorted({one.starts_local.toordinal() for one in departures if one.status == "open"})
    cents = min((tariff.price_cents for tariff in offer.tariffs if tariff.price_cents), default=0)
    facets = {
        "type": offer.type, "territory": offer.territory, "commune": offer.commune, "price": cents,
        "children": CHILDREN in choices_of(offer), "theme": offer.themes, "language": offer.languages,
        "access": offer.accessibility, "days": days,
    }  # fmt: skip
    return to_json(list(facets.values()))


def read_rows(rows: Iterable[bytes]) -> Mapping[str, Sequence[Any]]:
    """The columns of some rows, as values."""
    names = (*ONE, "theme", *COMBINED, "days")
    values = list(zip(*map(from_json, rows), strict=True))
    return dict(zip(names, values or [()] * len(names), strict=True))


def columns(values: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The columns as they are written, but for that of days."""
    single = {name: _column([(one,) for one in values[name]], "") for name in ONE}
    combined = {name: _column([(tuple(sorted(some)),) for some in values[name]], "") for name in COMBINED}
    themes = _column([sorted(some) for some in values["theme"]], END)
    return {"size": len(values["type"]), **single, **combined, "theme": themes}


def days(values: Mapping[str, Sequence[Any]], day: date) -> dict[str, str]:
    """The column of days, `day` being that of the build: as heavy as all others, asked for with dates alone."""
    return {"day": day.isoformat(), "days": _days(values["days"], day.toordinal())}


def places(points: Iterable[Point]) -> dict[str, list[int | None]]:
    """Where each offer is, in 1e-4 degrees; a virtual visit is nowhere."""
    lat, lon = list(zip(*(point or (None, None) for point in points), strict=True)) or ((), ())
    return {"lat": list(lat), "lon": list(lon)}


def _column(values: Sequence[Sequence[Any]], end: str) -> list[Any]:
    names = [name for name, _ in Counter(one for some in values for one in some).most_common()]
    signs = {name: chr(FIRST + place) for place, name in enumerate(names)}
    return [names, "".join("".join(signs[one] for one in some) + end for some in values)]


def _days(column: Iterable[Sequence[int]], first: int) -> str:
    signs, start = [], first
    for some in column:
        coming = [one for one in some if one >= first]
        signs += [chr(FIRST + one - before) for before, one in zip([start, *coming], coming, strict=False)]
        signs.append(END)
        start = coming[0] if coming else start
    return "".join(signs)


def form_view(values: Mapping[str, Sequence[Any]], presenter: Presenter) -> FacetsView:
    """What the form offers, in the order of the taxonomy."""
    taxonomy = presenter.catalogue.taxonomy
    themes = {key: theme.label for key, theme in taxonomy.themes.items()}
    territories = {key: territory.label for key, territory in taxonomy.territories.items()}

    def found(labels: Mapping[Any, Mapping[str, str]], used: Iterable[str]) -> tuple[LabelView, ...]:
        return presenter.labels(labels, [key for key in labels if key in set(used)])

    return FacetsView(
        types=found(taxonomy.types, values["type"]),
        themes=found(themes, _flat(values["theme"])),
        territories=found(territories, values["territory"]),
        communes=tuple(sorted(set(values["commune"]))),
        languages=found(taxonomy.guided_languages, _flat(values["language"])),
        accessibility=found(taxonomy.accessibility, _flat(values["access"])),
    )


def _flat(several: Iterable[Iterable[str]]) -> set[str]:
    return {one for some in several for one in some}
