"""What the shop refuses, as one tree: each error has a stable `code`, the form `field` it is about, and data.

Words per language live at the edge (`adapters/words.py`), HTTP statuses in `routes/answers.py`.
"""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass
class BookingError(Exception):
    """A request that the shop refuses; nothing was changed."""

    code: ClassVar[str] = "booking_error"
    field: ClassVar[str] = ""

    def data(self) -> dict[str, object]:
        """The attributes, for the words."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def __str__(self) -> str:
        """The code alone: data may be personal, and errors are logged."""
        return self.code


@dataclass
class UnknownOffer(BookingError):
    """No such offer, or it is no longer sold."""

    code: ClassVar[str] = "unknown_offer"


@dataclass
class UnknownDeparture(BookingError):
    """The offer has no such departure, or none was chosen."""

    code: ClassVar[str] = "unknown_departure"
    field: ClassVar[str] = "departure"


@dataclass
class UnknownTariff(BookingError):
    """The party names a tariff that the offer does not have."""

    code: ClassVar[str] = "unknown_tariff"
    field: ClassVar[str] = "party"


@dataclass
class BadCount(BookingError):
    """A count of persons that is not a whole number from 0 to 999 in ASCII digits."""

    tariff: str
    code: ClassVar[str] = "bad_count"
    field: ClassVar[str] = "party"


@dataclass
class EmptyParty(BookingError):
    """A party of nobody."""

    code: ClassVar[str] = "empty_party"
    field: ClassVar[str] = "party"


@dataclass
class PartyTooLarge(BookingError):
    """More persons than one booking of this offer takes."""

    most: int
    code: ClassVar[str] = "party_too_large"
    field: ClassVar[str] = "party"


@dataclass
class PartyTooSmall(BookingError):
    """Fewer persons than a booking of this offer must have."""

    least: int
    code: ClassVar[str] = "party_too_small"
    field: ClassVar[str] = "party"


@dataclass
class SoldOut(BookingError):
    """Fewer seats are left than asked for; `left` may be 0."""

    left: int
    code: ClassVar[str] = "sold_out"
    field: ClassVar[str] = "departure"


@dataclass
class QuotaReached(BookingError):
    """Fewer seats than asked for are left at that tariff on that departure; `left` may be 0."""

    tariff: str
    left: int
    code: ClassVar[str] = "quota_reached"
    field: ClassVar[str] = "party"


@dataclass
class OthersPaying(BookingError):
    """The seats asked for are held by people who are paying; some may come back at `returns_at` (UTC)."""

    left: int
    returns_at: str
    code: ClassVar[str] = "others_paying"
    field: ClassVar[str] = "departure"


@dataclass
class DepartureClosed(BookingError):
    """Booking is closed: the cut-off has passed, or the office closed it."""

    code: ClassVar[str] = "departure_closed"
    field: ClassVar[str] = "departure"


@dataclass
class DepartureCancelled(BookingError):
    """The departure will not take place."""

    code: ClassVar[str] = "departure_cancelled"
    field: ClassVar[str] = "departure"


@dataclass
class DeparturePast(BookingError):
    """The departure has begun."""

    code: ClassVar[str] = "departure_past"
    field: ClassVar[str] = "departure"


@dataclass
class TermsChanged(BookingError):
    """The page showed other prices or terms than those in force: `total_cents` is what the party costs now."""

    total_cents: int
    code: ClassVar[str] = "terms_changed"
    field: ClassVar[str] = "accept"


@dataclass
class BadName(BookingError):
    """No name, one over 80 characters, or one with characters that cannot be shown or mailed."""

    code: ClassVar[str] = "bad_name"
    field: ClassVar[str] = "name"


@dataclass
class BadEmail(BookingError):
    """An address that cannot be mailed."""

    code: ClassVar[str] = "bad_email"
    field: ClassVar[str] = "email"


@dataclass
class BadPhone(BookingError):
    """A telephone number that is not one: 6 to 15 digits, with `+ . - / ( )` and spaces."""

    code: ClassVar[str] = "bad_phone"
    field: ClassVar[str] = "phone"


@dataclass
class BadLanguage(BookingError):
    """A language that the shop does not write in."""

    code: ClassVar[str] = "bad_language"
    field: ClassVar[str] = "language"


@dataclass
class ConditionsNotAccepted(BookingError):
    """The general terms, as they stand, were not accepted."""

    code: ClassVar[str] = "conditions_not_accepted"
    field: ClassVar[str] = "accept"


@dataclass
class AlreadyBooked(BookingError):
    """The very same booking was confirmed a short while ago; `again` is what a further one must carry."""

    again: int
    code: ClassVar[str] = "already_booked"


@dataclass
class NotYours(BookingError):
    """The link does not open this booking."""

    code: ClassVar[str] = "not_yours"


@dataclass
class HoldExpired(BookingError):
    """The seats are no longer kept for this booking."""

    code: ClassVar[str] = "hold_expired"


@dataclass
class AlreadyPaidFor(BookingError):
    """The seats cannot be released: they were paid in the meantime."""

    code: ClassVar[str] = "already_paid"


@dataclass
class NotCancellable(BookingError):
    """The booking is not confirmed, or its departure has begun."""

    code: ClassVar[str] = "not_cancellable"


@dataclass
class RefundChanged(BookingError):
    """The page showed another refund than the terms give now: `refund_cents`."""

    refund_cents: int
    code: ClassVar[str] = "refund_changed"


@dataclass
class PaymentUnavailable(BookingError):
    """The payment service does not answer; the seats were given back."""

    code: ClassVar[str] = "payment_unavailable"


@dataclass
class TryAgain(BookingError):
    """The shop is too busy to answer: nothing is known to be sold out, ask again."""

    code: ClassVar[str] = "try_again"


@dataclass
class BodyTooLarge(BookingError):
    """A request body over 16 KB."""

    code: ClassVar[str] = "body_too_large"


@dataclass
class WrongContentType(BookingError):
    """A body that is neither a form nor, where JSON is taken, JSON."""

    code: ClassVar[str] = "wrong_content_type"


@dataclass
class BadBody(BookingError):
    """A body that cannot be read as what it says it is."""

    code: ClassVar[str] = "bad_body"


class IllegalMove(Exception):
    """A state machine was asked for a move that its table does not have: a fault of ours, never of a visitor."""


@dataclass
class CatalogueTooOld(Exception):
    """A newer catalogue was published already."""

    sequence: int
    published: int


class Refused(Exception):
    """A form that is refused: every reason at once, and what the party costs now, if that can be told."""

    def __init__(self, errors: tuple[BookingError, ...], total_cents: int | None = None) -> None:
        super().__init__(", ".join(error.code for error in errors))
        self.errors = errors
        self.total_cents = total_cents
