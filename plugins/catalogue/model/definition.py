"""What an offer, a partner and the taxonomy hold: the one definition that check, load and compile share.

Facts (prices, dates, places) stand once, in the file of the default language; words stand once a language.
A class is one or the other, so that a fact in a translation can be told from a word.
"""

import os
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, Tag

from .. import urls

# Looking for plugins of pydantic takes a fifth of its import, and none may have a say in what is right.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

MOST_CHARACTERS = 20_000
"""Of a Markdown text."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2}$"
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LINE_PATTERN = r"^[^\r\n\u2028\u2029]*$"
EMAIL_PATTERN = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
PHONE_PATTERN = r"^\+?[0-9][0-9 .()-]{5,24}$"
COLOUR_PATTERN = r"^#[0-9a-fA-F]{6}$"

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
Clock = Annotated[str, Field(pattern=CLOCK_PATTERN)]
Title = Annotated[str, Field(pattern=LINE_PATTERN, min_length=1, max_length=120)]
Line = Annotated[str, Field(pattern=LINE_PATTERN, min_length=1, max_length=600)]
Body = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
Email = Annotated[str, Field(pattern=EMAIL_PATTERN, max_length=254)]
Phone = Annotated[str, Field(pattern=PHONE_PATTERN)]
Colour = Annotated[str, Field(pattern=COLOUR_PATTERN)]
Labels = dict[Language, Title]
Slugs = dict[Language, Id]
Capacity = Annotated[int, Field(ge=1, le=10_000)]
Day = Annotated[date, Field(ge=date(2000, 1, 1))]
Age = Annotated[int, Field(ge=0, le=120)]

OfferType = Literal["visit", "walk", "cruise", "workshop", "meeting", "virtual"]
Status = Literal["open", "closed", "cancelled"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Part(BaseModel):
    """A piece of content: never changed once read, and no field that it does not name."""

    # Built when first read: most parts never are on their own, only inside others.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True, defer_build=True)


class Tier(Part):
    """One tier of the cancellation terms: until so many hours before the start, so much comes back."""

    until_hours: int = Field(ge=0, le=8_760, description="Hours before the start")
    refund_percent: int = Field(ge=0, le=100, description="Share of the price that goes back")


class Tariff(Part):
    """A price category of an offer; its label comes from the taxonomy."""

    id: Id = Field(description="A tariff of the taxonomy")
    price_cents: int = Field(ge=0, le=1_000_000, description="In cents: 15 € is 1500")
    from_age: Age | None = Field(default=None, description="First age that may have it, in whole years")
    to_age: Age | None = Field(default=None, description="Last age that may have it, included")


class MeetingPoint(Part):
    """Where the party meets; degrees are WGS 84."""

    name: Title = Field(description="What people look for: a station, a door, a statue")
    address: Title = Field(description="Street, postcode, town")
    lat: float = Field(ge=-90, le=90, description="Latitude, such as 48.7997")
    lon: float = Field(ge=-180, le=180, description="Longitude, such as 2.4042")


class NewStart(Part):
    """The day and hour to which a departure was moved; its id stays."""

    on: Day = Field(description="New day")
    at: Clock = Field(description="New hour, in quotes")


class SingleDate(Part):
    """One departure, on one day."""

    on: Day = Field(description="The day first given; it makes the departure's id")
    at: Clock = Field(description="The local hour first given, in quotes")
    capacity: Capacity | None = Field(default=None, description="Seats that day, where they differ from the offer's")
    language: Language | None = Field(default=None, description="The guide's language that day")
    status: Status = Field(default="open", description="closed: no more bookings; cancelled: it will not take place")
    moved_to: NewStart | None = Field(default=None, description="The new start, when the departure was moved")


class WeeklyRule(Part):
    """A departure each week on one weekday, at one local hour."""

    every: Weekday = Field(description="The day of the week")
    at: Clock = Field(description="The local hour, in quotes")
    from_: Day | None = Field(default=None, alias="from", description="First day that counts; absent: the build's day")
    until: Day | None = Field(default=None, description="Last day that counts; absent: a rolling 180 days")
    except_: tuple[Day, ...] = Field(default=(), alias="except", max_length=200, description="Days without departure")
    capacity: Capacity | None = Field(default=None, description="Seats, where they differ from the offer's")
    language: Language | None = Field(default=None, description="The guide's language")


def _form(value: Any) -> str:
    weekly = "every" in value if isinstance(value, Mapping) else isinstance(value, WeeklyRule)
    return "weekly" if weekly else "single"


DepartureForm = Annotated[
    Annotated[SingleDate, Tag("single")] | Annotated[WeeklyRule, Tag("weekly")], Discriminator(_form)
]


class Words(Part):
    """What an offer says in one language."""

    title: Title = Field(description="What the offer is called")
    slug: Id = Field(description="Its word in the page's address")
    summary: str = Field(pattern=LINE_PATTERN, min_length=60, max_length=200, description="One or two sentences")
    come: Line = Field(description="How to come; for a virtual visit how to connect")
    bring: Line | None = Field(default=None, description="What to bring")
    included: Line | None = Field(default=None, description="What the price includes")
    the_extra: Line | None = Field(default=None, description="What is found nowhere else")
    former_slugs: tuple[Id, ...] = Field(default=(), max_length=50, description="Older slugs, which redirect")
    updated_at: AwareDatetime | None = Field(default=None, description="When these words last changed")
    body: Body = Field(description="The Markdown text, headings from ##")


class OfferFacts(Part):
    """What is true of an offer whatever the language."""

    type: OfferType = Field(description="What kind of offer it is")
    themes: tuple[Id, ...] = Field(min_length=1, max_length=6, description="Themes of the taxonomy")
    territory: Id = Field(description="A territory of the taxonomy")
    commune: Title = Field(description="The town")
    partner: Id = Field(description="Who runs it: the name of a file of partners/")
    languages: tuple[Language, ...] = Field(min_length=1, max_length=12, description="Guided in, the usual one first")
    duration_minutes: int = Field(ge=1, le=14_400, description="How long it lasts")
    distance_m: int | None = Field(default=None, ge=0, le=100_000, description="How far one walks, in metres")
    accessibility: tuple[Id, ...] = Field(default=(), max_length=12, description="Facets of the taxonomy")
    meeting_point: MeetingPoint | None = Field(default=None, description="Where to meet; absent for a virtual visit")
    capacity: Capacity = Field(description="Seats of a departure")
    party_max: int = Field(default=8, ge=1, le=50, description="Persons in one booking")
    cut_off_minutes: int = Field(default=60, ge=0, le=43_200, description="Booking closes so long before the start")
    tariffs: tuple[Tariff, ...] = Field(min_length=1, max_length=12, description="The prices")
    cancellation: tuple[Tier, ...] | None = Field(
        default=None, max_length=6, description="Tiers; absent: the taxonomy's; empty: no refund"
    )
    departures: tuple[DepartureForm, ...] = Field(default=(), max_length=400, description="Dates and weekly rules")


class Offer(OfferFacts):
    """An offer as the build uses it: facts, words by language, and the hash of its terms of sale."""

    id: Id
    cancellation: tuple[Tier, ...]
    """The offer's own tiers or the taxonomy's, the longest notice first."""
    words: dict[Language, Words]
    terms: str

    def url(self, lang: str) -> str:
        """The address of its page in a language that it has words in."""
        return urls.offer(lang, self.words[lang].slug)


class PartnerWords(Part):
    """What a partner's page says in one language."""

    summary: Line = Field(description="One sentence")
    body: Body = Field(description="The Markdown text")


class PartnerFacts(Part):
    """What is true of a partner whatever the language."""

    name: Title = Field(description="The partner's name")
    kind: Id = Field(description="A kind of the taxonomy")
    territory: Id = Field(description="A territory of the taxonomy")
    languages: tuple[Language, ...] = Field(min_length=1, max_length=12, description="Languages they guide in")
    email: Email = Field(description="Where bookings are sent; never published")
    phone: Phone | None = Field(default=None, description="For visitors who have booked")
    language: Language = Field(description="The language of the mails to them")


class Partner(PartnerFacts):
    """A partner as the build uses it."""

    id: Id
    words: dict[Language, PartnerWords]


class Theme(Part):
    """A theme: its page's address, label and sentence, by language."""

    slug: Slugs
    label: Labels
    summary: dict[Language, Line]


class Territory(Theme):
    """A territory: a theme's words, and its three inks."""

    ink: Colour
    ink_dark: Colour
    second_ink: Colour


class Site(Part):
    """What the shop calls itself."""

    name: Title
    conditions_version: Title = Field(description="Version of the terms of sale, in quotes")
    contact: Email


class Taxonomy(Part):
    """The lists that offers and partners choose from, with their words."""

    languages: tuple[Language, ...] = Field(min_length=1, description="Of the site; the first is the source")
    partial_languages: tuple[Language, ...] = Field(
        default=(), description="Those of them in which an offer may have no file yet"
    )
    timezone: str = Field(description="IANA zone of every local hour")
    currency: Literal["EUR"]
    site: Site
    cancellation: tuple[Tier, ...] = Field(max_length=6)
    types: dict[OfferType, Labels]
    themes: dict[Id, Theme]
    territories: dict[Id, Territory]
    tariffs: dict[Id, Labels]
    accessibility: dict[Id, Labels]
    kinds: dict[Id, Labels]
    guided_languages: dict[Language, Labels]
