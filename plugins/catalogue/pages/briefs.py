"""What is known of an offer and a partner without opening their files: the little that other pages need of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from ..model import Partner
from .views import CardView, LabelView, SourcesView

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
    """Digests of its card: first of all but its start, SIZE bytes, then of all."""
    found: bytes
    """Digest of what `search.json` says of it."""
    shared: str
    """What the name of its sharing picture ends in."""
    updated: int
    """When its words last changed, in seconds of the epoch; 0: not said."""


class Pictured(NamedTuple):
    """What is known of a picture that an offer brings."""

    file: str
    state: tuple[int, int, int]
    """Of its file, when it was read: another state tells to read it again."""
    name: str
    """What tells its versions from those of another; empty where there is no such picture."""
    width: int
    height: int


class Brief(NamedTuple):
    """What plans need of an offer, kept short: there may be ten thousand."""

    starts: int
    """Its next open departure, in seconds of the epoch, or NO_DATE."""
    first: int
    """Its next departure, open or not, or NO_DATE."""
    territory: str
    commune: str
    """Where people meet; empty for a virtual visit."""
    point: tuple[int, int] | None
    """Latitude and longitude of that, in 1e-4 degrees; None for a virtual visit."""
    themes: tuple[str, ...]
    choices: tuple[str, ...]
    """Of `choices.py`."""
    facets: bytes
    """What it gives to `facets.json`: a row of `facets.py`."""
    partner: str
    digest: bytes
    """Of all that its own pages show: facts, words, departures, partner."""
    dated: bytes
    """Of its departures, their languages, and where they start."""
    days: bytes
    """Those of its departures, as `building/days.py` packs them."""
    told: bytes
    """Of what `catalogue.json` says of it: a text that changed there is not told."""
    opened: bytes
    """Of what each file of open data says of it, one digest after the other."""
    picture: str
    """What the names of its pictures end in."""
    related: tuple[str, ...]
    """The offers whose cards its page shows: some may be gone, or lack a language."""
    images: tuple[Pictured, ...]
    said: Mapping[str, Said]

    def plain(self) -> tuple[Any, ...]:
        """As values that marshal knows."""
        words = {lang: tuple(said) for lang, said in self.said.items()}
        return (*self[:-2], tuple(map(tuple, self.images)), words)


# There are ten thousand, each with its languages: a tuple becomes one with names by the quickest way.
_brief: Callable[[Iterable[Any]], Brief] = partial(tuple.__new__, Brief)
_said: Callable[[Iterable[Any]], Said] = partial(tuple.__new__, Said)


def brief_of(plain: tuple[Any, ...]) -> Brief:
    """The brief that `plain` was made from."""
    *facts, images, words = plain
    pictured = tuple(map(Pictured._make, images)) if images else ()
    return _brief((*facts, pictured, dict(zip(words, map(_said, words.values()), strict=True))))


def related_cards(briefs: Mapping[str, Brief], own_id: str) -> Iterator[bytes]:
    """The digests of the cards at the end of an offer's pages; empty where there is none."""
    brief = briefs[own_id]
    for other in brief.related:
        said = briefs[other].said if other in briefs else {}
        yield from (said[lang].card if lang in said else b"" for lang in brief.said)


class Dated(NamedTuple):
    """A departure in a calendar; seconds of the epoch."""

    id: str
    starts: int
    ends: int
    status: str
    place: str
    """Where it starts, in a line, if not where the offer does; else empty."""


@dataclass(frozen=True, slots=True)
class Record:
    """What other pages than its own show of an offer."""

    cards: Mapping[str, CardView]
    place: str
    """Where it starts, in a line; empty for a virtual visit."""
    author: str
    """The partner's name."""
    departures: tuple[Dated, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        # As plain tuples: to pickle each named one by its class takes twice as long.
        cards = [(lang, plain_card(card, card.starts_local)) for lang, card in self.cards.items()]
        return _record_of, (cards, self.place, self.author, list(map(tuple, self.departures)))


def _record_of(
    cards: list[tuple[str, tuple[Any, ...]]], place: str, author: str, departures: list[tuple[Any, ...]]
) -> Record:
    shown = {lang: _card_of(plain) for lang, plain in cards}
    return Record(shown, place, author, tuple(map(Dated._make, departures)))


def plain_card(card: CardView, starts: object) -> tuple[Any, ...]:
    """The values of a card, in tuples without names, `starts` in the place of its start."""
    own_id, url, title, summary, kind, commune, territory, virtual, cover, chosen, _, *facts, spoken, audience = card
    labels = tuple(kind), commune, tuple(territory)
    pictures = cover, chosen and tuple(chosen)
    lists = tuple(map(tuple, spoken)), tuple(map(tuple, audience))
    return own_id, url, title, summary, *labels, virtual, *pictures, starts, *facts, *lists


def _card_of(plain: tuple[Any, ...]) -> CardView:
    own_id, url, title, summary, kind, commune, territory, virtual, cover, sources, *others, spoken, audience = plain
    labels = LabelView(*kind), commune, LabelView(*territory)
    pictures = cover, sources and SourcesView(*sources)
    lists = (tuple(map(LabelView._make, one)) for one in (spoken, audience))
    return CardView._make((own_id, url, title, summary, *labels, virtual, *pictures, *others, *lists))


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


class Known(Protocol):
    """All offers and partners of the catalogue, in short; opened further one by one."""

    briefs: dict[str, Brief]
    partner_briefs: dict[str, PartnerBrief]
    records: dict[str, Record]
    partners: dict[str, Partner]
