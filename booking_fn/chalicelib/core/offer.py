"""An offer as published: what booking needs to know of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tariff:
    """A price category; `label`, `note` and `proof` (what is asked for at the door) by language.

    `quota`: at most so many persons of a departure.
    """

    id: str
    price_cents: int
    label: dict[str, str]
    note: dict[str, str] = field(default_factory=dict)
    proof: dict[str, str] = field(default_factory=dict)
    quota: int | None = None

    def label_in(self, language: str) -> str:
        """Its name in that language, or in the first one it has."""
        return self.label.get(language) or next(iter(self.label.values()), self.id)


@dataclass(frozen=True)
class Tier:
    """Cancelled at least `until_hours` before the start, `refund_percent` of the price comes back."""

    until_hours: int
    refund_percent: int


@dataclass(frozen=True)
class MeetingPoint:
    """Where to meet; millionths of a degree, since no float is stored."""

    name: str
    address: str
    lat_e6: int
    lon_e6: int


@dataclass(frozen=True)
class Words:
    """An offer's words in one language; `url` is the page's path, `meet` the meeting point's name if translated."""

    title: str
    summary: str
    url: str
    come: str = ""
    bring: str = ""
    meet: str = ""


@dataclass(frozen=True)
class Minimum:
    """Fewer than so many persons, so many hours before the start, and a departure does not take place."""

    persons: int
    decide_hours: int


@dataclass(frozen=True)
class Virtual:
    """On which platform a virtual visit is joined, and when its partner sends the link.

    `link_sent`: `with-booking`, `day-before` or `hour-before`.
    """

    platform: str
    link_sent: str


@dataclass(frozen=True)
class Partner:
    """Who runs the offer; `email` is private, `phone` is given to those who booked."""

    id: str
    name: str
    email: str
    language: str
    phone: str = ""


@dataclass(frozen=True)
class Offer:
    """What a partner proposes; `terms` names its prices, limits and cancellation terms, `commit` its source."""

    id: str
    hash: str
    type: str
    territory: str
    commune: str
    terms: str
    tariffs: tuple[Tariff, ...]
    party_max: int
    cut_off_minutes: int
    cancellation: tuple[Tier, ...]
    duration_minutes: int
    guided_languages: tuple[str, ...]
    words: dict[str, Words]
    partner: Partner
    meeting_point: MeetingPoint | None
    currency: str = "EUR"
    timezone: str = "Europe/Paris"
    commit: str = ""
    sequence: int = 0
    on_sale: bool = True
    party_min: int = 1
    minimum: Minimum | None = None
    virtual: Virtual | None = None

    def words_in(self, language: str) -> Words:
        """The words in that language, or in the first one the offer has."""
        return self.words.get(language) or next(iter(self.words.values()))

    def tariff(self, tariff_id: str) -> Tariff | None:
        """The tariff of that id, if the offer has it."""
        return next((t for t in self.tariffs if t.id == tariff_id), None)

    @property
    def free(self) -> bool:
        """Whether nobody pays, whatever the tariff."""
        return all(t.price_cents == 0 for t in self.tariffs)
