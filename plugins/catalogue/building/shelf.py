"""All offers and partners, without opening their files: from this build where they were read, from the ledger where
they were not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nsmallest

from ..model import Partner
from ..pages.briefs import Brief, Lazily, PartnerBrief, Record, brief_of
from ..pages.photographs import MEDIA, NO_FILE
from .days import Days
from .joined import Pieces
from .ledger import Ledger, News


class Shelf:
    """All offers and partners of the catalogue, in short; opened further one by one."""

    def __init__(self, ledger: Ledger, news: News, trusted: bool) -> None:
        """`trusted`: what the ledger holds may be used."""
        self._ledger = ledger
        self.news = news
        self.briefs: dict[str, Brief] = {}
        self.partner_briefs: dict[str, PartnerBrief] = {}
        if trusted:
            self.briefs = {own_id: brief_of(plain) for own_id, plain in ledger.briefs()}
            self.partner_briefs = {own_id: PartnerBrief(*plain) for own_id, plain in ledger.partners()}
        self.days = Days(ledger, trusted)
        self.records: dict[str, Record] = Lazily(ledger.record)
        self.partners: dict[str, Partner] = Lazily(ledger.partner)

    def pieces(self, file: str, lang: str = "") -> Pieces:
        """What offers, those of a language or all, give to a joined file."""
        wanted = sorted(own_id for own_id, brief in self.briefs.items() if not lang or lang in brief.said)

        def former() -> list[str]:
            said = ((own_id, plain[-1]) for own_id, plain in self._ledger.briefs())
            return [own_id for own_id, words in said if not lang or lang in words]

        return Pieces(wanted, self.news.pieces[file], former)

    def drop(self, offers: Iterable[str], partners: Iterable[str]) -> None:
        """Forget what is no longer in the content."""
        for own_id in offers:
            brief = self.briefs.pop(own_id, None)
            if brief:
                self.days.leave(own_id, brief.days)
        for own_id in partners:
            self.partner_briefs.pop(own_id, None)

    def of_partners(self, partners: Iterable[str]) -> set[str]:
        """The offers of some partners."""
        wanted = set(partners)
        return {own_id for own_id, brief in self.briefs.items() if brief.partner in wanted} if wanted else set()

    def newest(self, lang: str, most: int, otherwise: int) -> list[tuple[int, str]]:
        """The offers of a language whose words changed last, and when; `otherwise` where that is not said."""
        said = ((own_id, brief.said[lang]) for own_id, brief in self.briefs.items() if lang in brief.said)
        dated = ((-(words.updated or otherwise), own_id) for own_id, words in said)
        return [(-updated, own_id) for updated, own_id in nsmallest(most, dated)]

    def of_pictures(self, states: Mapping[str, tuple[int, int, int]]) -> set[str]:
        """The offers that bring a picture which is no longer as it was read; `states` by path below the content."""
        return {
            own_id
            for own_id, brief in self.briefs.items()
            if any(states.get(f"{MEDIA}/{one.file}", NO_FILE) != one.state for one in brief.images)
        }

    def of_related(self, offers: Iterable[str]) -> set[str]:
        """The offers whose pages show a card of some offers."""
        shown = set(offers)
        return {own_id for own_id, brief in self.briefs.items() if not shown.isdisjoint(brief.related)}

    def owner_of(self, without: Iterable[str]) -> Callable[[str, str], str | None]:
        """Tells, of a language and a slug, present or former, the offer that has it; `without` some offers."""
        left_out = set(without)
        # What one of them had was nobody else's, and most keep what they had.
        had = {pair for own_id in left_out & self.briefs.keys() for pair, _ in _owned(own_id, self.briefs[own_id])}
        owners: dict[tuple[str, str], str] = {}

        def owner(lang: str, slug: str) -> str | None:
            if (lang, slug) in had:
                return None
            if not owners:
                kept = ((own_id, brief) for own_id, brief in self.briefs.items() if own_id not in left_out)
                owners.update(pair for own_id, brief in kept for pair in _owned(own_id, brief))
            return owners.get((lang, slug))

        return owner


def _owned(own_id: str, brief: Brief) -> Iterator[tuple[tuple[str, str], str]]:
    for lang, said in brief.said.items():
        for slug in said.slugs:
            yield (lang, slug), own_id
