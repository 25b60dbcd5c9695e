"""Parameters of `components/booking_form.html`: the same names on the site and on the pages of the functions."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class TierView(NamedTuple):
    """A cancellation at least `until_hours` before the start gives back `refund_percent`."""

    until_hours: int
    refund_percent: int


class FormDepartureView(NamedTuple):
    """A departure to choose."""

    id: str
    starts_local: datetime
    language: str
    status: str
    """`open`, `full`, `held` (only holds fill it), `closed` or `cancelled`."""
    left: int | None
    """Seats left; None when not known (always so in a file of the site)."""
    checked: bool
    place: str
    """Where this departure meets, if not where the offer does; else empty."""


@dataclass(frozen=True, slots=True)
class FormTariffView:
    """A number of persons to give. No tuple as the others are, for those have a method named `count`."""

    id: str
    label: str
    note: str
    price_cents: int
    count: str
    """As typed."""


class FormContactView(NamedTuple):
    """Who books, as typed."""

    name: str
    email: str
    phone: str
    language: str


class FormLanguageView(NamedTuple):
    """A language for the mails."""

    code: str
    name: str


class FormErrorView(NamedTuple):
    """A fault to mend, for the summary and beside the field."""

    field: str
    target: str
    """Id of the element to go to."""
    message: str


class FormView(NamedTuple):
    """Parameters of `components/booking_form.html`. The functions give the same names, made from the store."""

    action: str
    """`/fr/booking/<offer_id>`."""
    lang: str
    offer_id: str
    terms: str
    """Short hash of the offer's tariffs, limits and cancellation terms."""
    conditions_version: str
    terms_url: str
    privacy_url: str
    free: bool
    currency: str
    availability_url: str
    """`/availability/<offer_id>.json`."""
    departures: tuple[FormDepartureView, ...]
    tariffs: tuple[FormTariffView, ...]
    contact: FormContactView
    languages: tuple[FormLanguageView, ...]
    accepted: bool
    party_max: int
    party_min: int
    cancellation: tuple[TierView, ...]
    errors: tuple[FormErrorView, ...]
    again: str | None
    """Set when the visitor is asked again (new terms, or a second booking): what to post with the form."""
    total_cents: int | None
    """The quote, when one was made."""
