"""Lists of offers, shown on as many pages as they need: all of a language, of a theme, a territory, a commune, a choice
(free, with children, ...), a partner.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .. import urls
from ..model import Taxonomy
from .briefs import Brief, PartnerBrief
from .choices import CHOICES
from .views import LinkView, PagerView

CARDS_A_PAGE = 24
AROUND = 2
"""Page numbers shown on each side of the present one, besides the first and the last."""

CALENDAR = "calendar.ics"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of offers in one language."""

    kind: str
    """`offers`, `theme`, `territory`, `commune`, `choice` or `partner`."""
    own_id: str
    """Of the theme, the territory, the choice or the partner, a commune's slug; empty for `offers`."""
    lang: str
    url: str
    """Of its first page."""
    offers: Sequence[str]
    """Ids, the soonest departure first."""

    @property
    def last(self) -> int:
        """The number of its last page; a list without offers has one page."""
        return max(1, -(-len(self.offers) // CARDS_A_PAGE))

    @property
    def calendar(self) -> str:
        """The address of its calendar; the list of all offers and those of communes have none."""
        return f"{self.url}{CALENDAR}" if self.own_id and self.kind != "commune" else ""

    def page(self, number: int) -> Sequence[str]:
        """The offers of a page, from 1."""
        return self.offers[(number - 1) * CARDS_A_PAGE : number * CARDS_A_PAGE]

    def address(self, number: int) -> str:
        """The address of a page."""
        return self.url if number == 1 else f"{self.url}page/{number}/"

    def pager(self, number: int) -> PagerView:
        """Where a page stands, and the ways on."""
        return pager(number, self.last, len(self.offers), self.address)


def pager(number: int, last: int, total: int, address: Callable[[int], str]) -> PagerView:
    """Where a page of several stands, and the ways on; `address` gives that of a number."""

    def link(other: int) -> LinkView | None:
        return LinkView(str(other), address(other)) if 1 <= other <= last else None

    near = range(max(1, number - AROUND), min(last, number + AROUND) + 1)
    return PagerView(
        number=number,
        last=last,
        total=total,
        previous=link(number - 1),
        next=link(number + 1),
        pages=tuple(LinkView(str(one), address(one)) for one in sorted({1, *near, last})),
    )


class Listings:
    """All lists of the site, and how many offers each has."""

    def __init__(self, briefs: Mapping[str, Brief], partners: Mapping[str, PartnerBrief], taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.by_soonest = [own_id for _, own_id in sorted((brief.starts, own_id) for own_id, brief in briefs.items())]
        self._briefs = briefs
        spoken = {tuple(brief.said) for brief in briefs.values()}
        self._whole = {lang: all(lang in some for some in spoken) for lang in taxonomy.languages}
        self._everywhere = _everywhere(self.by_soonest, briefs)
        self._members: dict[tuple[str, str, str], Sequence[str]] = {}
        self._partners = partners

    @cached_property
    def slugs(self) -> Sequence[str]:
        """Those of the names of all communes in which offers meet; the second district comes before the tenth."""
        found = self._everywhere["commune"]
        return sorted(found, key=lambda key: re.sub(r"\d+", lambda digits: digits[0].zfill(4), key))

    def everywhere(self, kind: str, key: str) -> Sequence[str]:
        """The offers of a list, whatever the language."""
        return self._everywhere[kind].get(key, ())

    def members(self, lang: str, kind: str, key: str) -> Sequence[str]:
        """The offers of a list, the soonest departure first."""
        found = self._members.get((lang, kind, key))
        if found is None:
            found = self.everywhere(kind, key)
            if not self._whole[lang]:
                found = [own_id for own_id in found if lang in self._briefs[own_id].said]
            self._members[lang, kind, key] = found
        return found

    def whole(self, lang: str) -> bool:
        """Whether all offers have words in a language."""
        return self._whole[lang]

    def size(self, lang: str, kind: str, key: str) -> int:
        """How many offers a list has."""
        return len(self.members(lang, kind, key))

    def soonest(self, lang: str, most: int) -> Sequence[str]:
        """The offers of a language that start next, at most so many."""
        return self.members(lang, "offers", "")[:most]

    def all(self) -> Iterable[Listing]:
        """Every list that is shown: one of a theme, a commune and the like without offers in a language is not."""
        for lang in self.taxonomy.languages:
            yield self._listing(lang, "offers", "", urls.offers(lang))
            yield from (self._listing(lang, *named) for named in self._named(lang) if self.size(lang, *named[:2]))
            for key, partner in self._partners.items():
                if lang in partner.langs:
                    yield self._listing(lang, "partner", key, urls.partner(lang, key))

    def _named(self, lang: str) -> Iterator[tuple[str, str, str]]:
        """Kind, id and address of all lists of themes, territories, communes and choices."""
        for key, theme in self.taxonomy.themes.items():
            yield "theme", key, urls.theme(lang, theme.slug[lang])
        for key, territory in self.taxonomy.territories.items():
            yield "territory", key, urls.territory(lang, territory.slug[lang])
        for slug in self.slugs:
            yield "commune", slug, urls.commune(lang, slug)
        for key in CHOICES:
            yield "choice", key, urls.choice(lang, key)

    def _listing(self, lang: str, kind: str, key: str, url: str) -> Listing:
        return Listing(kind, key, lang, url, self.members(lang, kind, key))


def _everywhere(ids: Sequence[str], briefs: Mapping[str, Brief]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The offers of all lists, by kind and id, whatever the language, in the order of `ids`."""
    territories, communes, partners, themes, choices = (defaultdict[str, list[str]](list) for _ in range(5))
    for own_id in ids:
        brief = briefs[own_id]
        territories[brief.territory].append(own_id)
        partners[brief.partner].append(own_id)
        if brief.commune:
            communes[urls.slug_of(brief.commune)].append(own_id)
        for theme in brief.themes:
            themes[theme].append(own_id)
        for choice in brief.choices:
            choices[choice].append(own_id)
    communes.pop("", None)  # a name without a Latin letter
    lists = {"territory": territories, "commune": communes, "partner": partners, "theme": themes, "choice": choices}
    return {"offers": {"": ids}, **lists}
