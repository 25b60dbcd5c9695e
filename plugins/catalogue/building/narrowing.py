"""What the script that narrows down the list of offers asks for: the facets of all, then cards and words by groups.

Files of one build alone go together, while a browser may keep some of an earlier one. So each says a version, and
`finder.json`, which is asked for anew each time, says which versions there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from ..digests import digest
from ..pages import facets
from ..pages.briefs import Brief
from ..pages.cutting import Cutter
from ..pages.folding import index
from ..pages.listings import Listings
from ..pages.remembering import of_the_last
from .batches import Batch, Files, Part
from .parts import Parts

if TYPE_CHECKING:
    from .edition import Edition

OFFERS_A_FILE = 240
"""Offers that suit a wish are scattered, and a browser asks for few files at once: so many cards weigh 8 KB."""
cutters = cache(lambda lang: Cutter())


class Narrowing:
    """The batches of files for the script."""

    def __init__(self, edition: "Edition", listings: Listings) -> None:
        self.parts, self.languages, self.listings = edition.parts, edition.languages, listings
        self.briefs, self.known = edition.briefs, edition.known
        self._narrowed = of_the_last(self._narrowed_down)

    def batches(self, part: Part) -> Iterator[Batch]:
        """Those that may have changed."""
        for lang in self.languages:
            offers = self.listings.members(lang, "offers", "")
            if part.wants(f"{lang}:facets"):
                make = partial(facets_files, self.parts, lang, self._narrowed(offers))
                yield Batch(f"{lang}:facets", digest(self.known, self._narrowed(offers).digest), make)
            if _wants_groups(part, lang):
                yield from self._groups(lang, offers)

    def _narrowed_down(self, offers: Sequence[str]) -> "Narrowed":
        day, zone = self.parts.given.build_day, self.parts.catalogue.taxonomy.timezone
        return Narrowed([self.briefs[own_id] for own_id in offers], day, zone)

    def _groups(self, lang: str, offers: Sequence[str]) -> Iterator[Batch]:
        versions = []
        for first in range(0, len(offers), OFFERS_A_FILE):
            group = offers[first : first + OFFERS_A_FILE]
            cards = b"".join([self.briefs[own_id].said[lang].card for own_id in group])
            versions.append(version(self.parts.sites[lang].assets.finder_js, cards))
            name = f"{first // OFFERS_A_FILE}.json"
            make = partial(group_files, self.parts, lang, group, (name, versions[-1]))
            yield Batch(f"{lang}:cards:{name}", digest(self.known, cards), make)
        told = to_json({"v": self._narrowed(offers).version, "groups": versions})
        yield Batch(f"{lang}:finder", digest(told), lambda: [(f"{lang}/finder.json", told)])


def _wants_groups(part: Part, lang: str) -> bool:
    """Whether a group of offers can have changed, or its files are not as they were left."""
    own = f"{lang}:cards:", f"{lang}:finder"
    return part.others is None or any(key.startswith(own) for key in part.others)


def version(*parts: bytes | str) -> str:
    """Enough to tell two builds of one file apart."""
    return digest(*parts).hex()[:8]


def group_files(parts: Parts, lang: str, offers: Iterable[str], told: tuple[str, str]) -> Files:
    """The cards of a group of offers, and where words stand in their titles and summaries; `told`: name, version."""
    name, own = told
    cards = [parts.presenters[lang].cards[one] for one in offers]
    shown = [parts.press.fragment(lang, "one_card.html", {"offer": card, "lang": lang}) for card in cards]
    frames, signs = cutters(lang).cut(shown)
    yield f"{lang}/cards-{name}", to_json({"v": own, "frames": frames, "signs": signs})
    yield f"{lang}/words-{name}", to_json({"v": own, **index(f"{card.title} {card.summary}" for card in cards)})


@dataclass(frozen=True)
class Narrowed:
    """What the script learns of some offers. Languages that have the same ones share it."""

    briefs: Sequence[Brief]
    """The soonest first."""
    day: date
    zone: str

    @cached_property
    def digest(self) -> bytes:
        """Of all that `data` and `columns` are made from."""
        points = repr([brief.point for brief in self.briefs])
        return digest(self.day.isoformat(), self.zone, points, b"\n".join(brief.facets for brief in self.briefs))

    @cached_property
    def version(self) -> str:
        """Of the files of columns."""
        return version(self.digest)

    @cached_property
    def _values(self) -> Mapping[str, Sequence[Any]]:
        return facets.read_rows(brief.facets for brief in self.briefs)

    @cached_property
    def columns(self) -> Mapping[str, Any]:
        """Those of `facets.json`."""
        return facets.columns(self._values)

    @cached_property
    def data(self) -> Mapping[str, bytes]:
        """By the names of files without their endings."""
        told = {
            "facets": {"zone": self.zone, "each": OFFERS_A_FILE, **self.columns},
            "facets-days": facets.days(self._values, self.day),
            "facets-places": facets.places(brief.point for brief in self.briefs),
        }
        return {name: to_json({"v": self.version, **some}) for name, some in told.items()}


def facets_files(parts: Parts, lang: str, found: Narrowed) -> Files:
    """The facets of a language's offers, and the form that asks for them."""
    yield from ((f"{lang}/{name}.json", content) for name, content in found.data.items())
    view = facets.form_view(found.columns, parts.presenters[lang])
    form = parts.press.fragment(lang, "facets.html", {"site": parts.sites[lang], "lang": lang, "facets": view})
    yield f"{lang}/facets-form.json", to_json(form)
