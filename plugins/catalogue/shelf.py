"""What is known of every offer and partner without opening its files: from this build where they were read, from the
ledger where they were not.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from .ledger import Ledger, News
from .model import Partner
from .views import CardView

Key = TypeVar("Key")
Value = TypeVar("Value")

NO_DATE = 1 << 40
"""The start of an offer without a departure, in seconds of the epoch: later than any."""


class Said(NamedTuple):
    """What lists need of an offer in one language."""

    url: str
    slugs: tuple[str, ...]
    """The present one first."""
    card: bytes
    """Digest of its card."""
    found: bytes
    """Digest of what `search.json` says of it."""
    updated: int
    """When its words last changed, in seconds of the epoch; 0: not said."""


class Brief(NamedTuple):
    """What plans need of an offer, kept short: there may be ten thousand."""

    starts: int
    """Its next open departure, in seconds of the epoch, or NO_DATE."""
    territory: str
    themes: tuple[str, ...]
    partner: str
    digest: bytes
    """Of all that its own pages show: facts, words, departures, partner."""
    dated: bytes
    """Of its departures and where they start."""
    told: bytes
    """Of what `catalogue.json` says of it: a text that changed there is not told."""
    picture: str
    """What the names of its pictures end in."""
    said: Mapping[str, Said]

    def plain(self) -> tuple[Any, ...]:
        """As values that marshal knows."""
        return (*self[:-1], {lang: tuple(said) for lang, said in self.said.items()})


def brief_of(plain: tuple[Any, ...]) -> Brief:
    """The brief that `plain` was made from."""
    *facts, words = plain
    return Brief._make((*facts, {lang: Said(*said) for lang, said in words.items()}))


class Dated(NamedTuple):
    """A departure in a calendar; seconds of the epoch."""

    id: str
    starts: int
    ends: int
    status: str


@dataclass(frozen=True, slots=True)
class Record:
    """What other pages than its own show of an offer."""

    cards: Mapping[str, CardView]
    place: str
    """Where it starts, in a line; empty for a virtual visit."""
    author: str
    """The partner's name."""
    departures: tuple[Dated, ...]


class PartnerBrief(NamedTuple):
    """What plans need of a partner."""

    digest: bytes
    langs: tuple[str, ...]


class Lazily(dict[Key, Value], Generic[Key, Value]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Key) -> Value:
        made = self[key] = self._make(key)
        return made


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
        self.records: dict[str, Record] = Lazily(lambda own_id: pickle.loads(ledger.record(own_id)))  # noqa: S301
        self.partners: dict[str, Partner] = Lazily(lambda own_id: pickle.loads(ledger.partner(own_id)))  # noqa: S301

    def pieces(self, file: str, lang: str = "") -> Iterator[bytes]:
        """What offers, those of a language or all, give to a joined file: of this build, else of the ledger; by id."""
        wanted = {own_id for own_id, brief in self.briefs.items() if not lang or lang in brief.said}
        fresh = {own_id: text for (name, own_id), text in self.news.pieces.items() if name == file}
        kept = dict(self._ledger.pieces(file)) if len(fresh) < len(wanted) else {}
        return (fresh.get(own_id) or kept[own_id] for own_id in sorted(wanted))

    def drop(self, offers: Iterable[str], partners: Iterable[str]) -> None:
        """Forget what is no longer in the content."""
        for own_id in offers:
            self.briefs.pop(own_id, None)
        for own_id in partners:
            self.partner_briefs.pop(own_id, None)

    def of_partners(self, partners: Iterable[str]) -> set[str]:
        """The offers of some partners."""
        wanted = set(partners)
        return {own_id for own_id, brief in self.briefs.items() if brief.partner in wanted} if wanted else set()

    def owner_of(self, without: Iterable[str]) -> Callable[[str, str], str | None]:
        """Tells, of a language and a slug, present or former, the offer that has it; `without` some offers."""
        left_out = set(without)
        owners: dict[tuple[str, str], str] = {}

        def owner(lang: str, slug: str) -> str | None:
            if not owners:
                kept = ((own_id, brief) for own_id, brief in self.briefs.items() if own_id not in left_out)
                owners.update(pair for own_id, brief in kept for pair in _owned(own_id, brief))
            return owners.get((lang, slug))

        return owner


def _owned(own_id: str, brief: Brief) -> Iterator[tuple[tuple[str, str], str]]:
    for lang, said in brief.said.items():
        for slug in said.slugs:
            yield (lang, slug), own_id
