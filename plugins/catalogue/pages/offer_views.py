"""What the page of an offer receives: `OfferView` and its parts. The rest of the templates' data is in `views.py`."""

from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from .form_views import FormView, TierView
from .partner_views import PartnerView
from .views import CardView, LabelView, LinkView, SourcesView, TermView


class MeetingPointView(NamedTuple):
    """Where a departure starts."""

    name: str
    address: str
    latitude: str
    """Decimal degrees, five decimals: `48.79970`."""
    longitude: str
    geo: str
    """`geo:48.79970,2.40420`, for the map of one's own device."""


class TariffView(NamedTuple):
    """A price category of an offer."""

    id: str
    label: str
    note: str
    """Such as the ages; may be empty."""
    price_cents: int
    proof: str
    """What is asked for at the door; may be empty."""
    quota: int | None
    """At most so many persons of a departure at this price."""


class FacetView(NamedTuple):
    """What makes an offer accessible: as the taxonomy says, and in the partner's words, which may be empty."""

    id: str
    label: str
    words: str


class NeedView(NamedTuple):
    """Facets of accessibility that answer one need."""

    id: str
    """`moving`, `hearing`, `seeing`, `following`, `resting`, or `other`."""
    facets: tuple[FacetView, ...]


class LimitsView(NamedTuple):
    """Who may come, and how many."""

    from_age: int | None
    to_age: int | None
    capacity: int
    party_min: int
    minimum: int
    """So many persons, or it does not take place; 0: none."""
    decide_hours: int
    """How long before the start that is decided."""


class VirtualView(NamedTuple):
    """How a virtual visit is joined."""

    platform: str
    link_sent: str
    """`with-booking`, `day-before` or `hour-before`."""


class PhotographView(NamedTuple):
    """A picture that an offer brings."""

    url: str
    """In JPEG, for those who cannot choose."""
    sources: SourcesView
    width: int
    height: int
    alt: str
    credit: str
    licence: LinkView | None
    """Its name and its text, where it has one."""
    free: bool
    """In the public domain: one that is not, and has no licence, is shown with its author's leave."""


class DepartureView(NamedTuple):
    """One dated start, as planned when the site was built: no count of seats."""

    id: str
    starts_local: datetime
    ends_local: datetime
    language: str
    """Code of the guide's, on that day."""
    status: str
    """`open`, `closed`, `cancelled` or `full`."""
    capacity: int
    place: MeetingPointView | None
    """Where it meets, if not where the others do."""


class DaysView(NamedTuple):
    """Departures that have one thing in common."""

    starts: tuple[datetime, ...]
    """The next ones."""
    more: int
    """How many come after these."""
    place: MeetingPointView | None
    """Where they meet, if not where the offer does."""
    capacity: int
    """Of their seats."""


class OfferView(NamedTuple):
    """All that the page of an offer shows."""

    card: CardView
    """Also the facts in short: type, commune, territory, next departure, price, guided languages."""
    body: Markup
    poster: str
    """Address of the wide picture: an illustration in SVG, decorative, or the photograph that follows."""
    photograph: PhotographView | None
    """The poster's; None where it is an illustration."""
    themes: tuple[TermView, ...]
    territory: TermView
    partner: PartnerView
    distance_m: int | None
    difficulty: LabelView | None
    audience: tuple[LabelView, ...]
    """Whom it is for; empty where that is simply everyone."""
    limits: LimitsView
    accessibility: tuple[NeedView, ...]
    meeting_point: MeetingPointView | None
    """None for a virtual visit."""
    spot: tuple[int, int] | None
    """Where that lies in the drawing of the destination; None where it does not show it."""
    commune_url: str
    """The list of those that meet in the same commune; empty for a virtual visit."""
    end_point: MeetingPointView | None
    """Where it ends, if elsewhere."""
    places: tuple[DaysView, ...]
    """Departures that meet elsewhere, by place."""
    capacities: tuple[DaysView, ...]
    """Departures that have more or fewer seats, by their number."""
    virtual: VirtualView | None
    come: str
    """How to come; for a virtual visit how to connect."""
    bring: str
    """May be empty, as `included` and `the_extra` may."""
    included: str
    the_extra: str
    tariffs: tuple[TariffView, ...]
    departures: tuple[DepartureView, ...]
    """The next ones in order of time, as many as search engines are told; may be empty: then no form is shown."""
    next_id: str
    """Of the next departure that is open; may be empty."""
    calendar: Markup
    """That departure as a link to a calendar file; may be empty."""
    mail: Markup
    """A link for a mail that tells somebody of the offer."""
    other_dates: int
    """Departures that are open, after the next one."""
    full: bool
    """No departure is open, and some are full."""
    party_max: int
    cut_off_minutes: int
    cancellation: tuple[TierView, ...]
    form: FormView
    photographs: tuple[PhotographView, ...]
    """The others that it brings."""
    related: tuple[CardView, ...]
    """Other offers to see, those that the page's language has."""
