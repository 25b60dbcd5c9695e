"""What the operations ask of the outside: one Protocol a neighbour, kept by every adapter of it.

`tests/contracts` holds the adapters, real and fake, to the promises written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from chalicelib.core.changes import Change, Item, Key
from chalicelib.core.payment import Checkout as Checkout
from chalicelib.core.payment import CheckoutLine as CheckoutLine
from chalicelib.core.payment import CheckoutRequest as CheckoutRequest
from chalicelib.core.payment import Dispute as Dispute
from chalicelib.core.payment import RefundRequest as RefundRequest
from chalicelib.core.payment import StripeRefund as StripeRefund


class Unavailable(Exception):
    """A neighbour did not answer, or asked to be left alone: nothing is known, try again later."""


class StoreBusy(Unavailable):
    """The store stayed throttled, in conflict or silent for 5 s: try again.

    Nothing is known to be written; where every answer was lost, it may have been.
    """


class ConditionFailed(Exception):
    """A guard of a commit did not hold: nothing was written.

    `position` is that of the first such change in the commit, `found` the item as it stands, if any.
    """

    def __init__(self, position: int, found: Item | None) -> None:
        super().__init__(f"change {position}: the item is not as decided from")
        self.position = position
        self.found = found


class TooLarge(ValueError):
    """Over 25 changes in a commit, or an item over 300 KB: refused before anything is written."""


@dataclass(frozen=True)
class Page:
    """Some items in the order of their sort key; `more` is where the next page starts, or `None` at the end."""

    items: tuple[Item, ...]
    more: str | None = None


class Store(Protocol):
    """Items under (partition, sort) keys with a version. Data hold str, int, bool, None, lists and maps; no float."""

    def get(self, key: Key) -> Item | None:
        """The item as last committed (a strong read), or `None`."""

    def query(  # noqa: PLR0913 - a range, an index and a page, each by name
        self, partition: str, *, low: str = "", high: str = "\U0010ffff", index: str | None = None,
        limit: int = 100, after: str | None = None,
    ) -> Page:
        """At most `limit` items whose sort key lies in `low`..`high`, both included, sorted by code point.

        Without `index` a strong read of a partition. With an index name the partition and sort keys are those
        that the items gave for that index, and the answer may lag: it finds keys, no decision rests on it.
        `after` is a former page's `more`.
        """

    def commit(self, changes: Sequence[Change]) -> None:
        """Apply all changes or none; each key at most once.

        Throttling and conflicts of transactions are tried again with full jitter within 5 s, and a commit whose
        answer was lost is asked again with the same token, so that it is never applied twice.

        Raises `ConditionFailed`, `StoreBusy`, `TooLarge`.
        """


class FileChanged(Exception):
    """The file to replace is no longer the one that was read."""


@dataclass(frozen=True)
class File:
    """A stored file's bytes and the `etag` that names this very content."""

    body: bytes
    etag: str


class Files(Protocol):
    """Public files beside the site, such as `availability/murals.json`."""

    def read(self, path: str) -> File | None:
        """The file as it stands, or `None`."""

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        """Write the file if it still has the etag `replaces` (`None`: if there is none). Raises `FileChanged`."""


@dataclass(frozen=True)
class Attachment:
    """A part of a mail; with `content_id` it is shown inside the HTML as `cid:<content_id>`."""

    filename: str
    content_type: str
    body: bytes
    content_id: str | None = None


@dataclass(frozen=True)
class Mail:
    """A mail ready to be handed over. `message_id` is stable over retries: `<…@host>` with the brackets."""

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = ()


class MailRefused(Exception):
    """The mail server will never take this mail: trying again is of no use."""


class Mailer(Protocol):
    """Hands mails over to a mail server."""

    def send(self, mail: Mail) -> None:
        """Hand over; returning means the server took it. Raises `Unavailable` or `MailRefused`."""


class AlreadyPaid(Exception):
    """The Checkout Session is complete: it can no longer be expired."""


class PaymentRefused(Exception):
    """Stripe will never accept this request as it is (`code` is Stripe's word for it)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AnswerUnknown(Unavailable):
    """Stripe answered 5xx or not at all: the call may have been carried out. `replayed`: Stripe keeps that answer."""

    def __init__(self, reason: str, *, replayed: bool) -> None:
        super().__init__(reason)
        self.replayed = replayed


class ForgedEvent(Exception):
    """A webhook without a valid signature of the last 300 s, or whose body is no event."""


@dataclass(frozen=True)
class PaymentEvent:
    """A verified webhook: `kind` is Stripe's type; one of the three objects is there, or none if we do not use it."""

    id: str
    kind: str
    checkout: Checkout | None = None
    refund: StripeRefund | None = None
    dispute: Dispute | None = None


class PaymentGateway(Protocol):
    """Stripe, as visitors' requests use it; its key may open, read and expire Checkout Sessions, no more."""

    def open_checkout(self, request: CheckoutRequest) -> Checkout:
        """Open a Checkout Session under the idempotency key `checkout:<booking_id>:<attempt>`.

        Raises `PaymentRefused`, `AnswerUnknown`, `Unavailable` (Stripe says it did nothing: 429, connection refused).
        """

    def checkout(self, checkout_id: str) -> Checkout:
        """The session as it is now. Raises `PaymentRefused` (unknown), `Unavailable`."""

    def expire_checkout(self, checkout_id: str) -> Checkout:
        """End an open session, so that nobody can pay it; an expired one is given back as it is.

        Raises `AlreadyPaid`.
        """

    def checkouts_since(self, since: datetime) -> Sequence[Checkout]:
        """All of our sessions created since then, newest first (our `booking_id` is their client reference)."""

    def event(self, raw_body: bytes, signature: str) -> PaymentEvent:
        """Verify a webhook by the raw body and the `Stripe-Signature` header. Raises `ForgedEvent`."""


class RefundGateway(Protocol):
    """Stripe, as the worker alone uses it; its key may read and make refunds."""

    def refund(self, request: RefundRequest) -> StripeRefund:
        """Give money back under the key `refund:<refund_id>:<attempt>`. Raises as `open_checkout` does."""

    def refunds_of(self, payment_intent: str) -> Sequence[StripeRefund]:
        """All refunds of a payment, ours and those begun at Stripe."""


class Clock(Protocol):
    """The one source of `now`."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC, whole seconds."""

    def pause(self, seconds: float) -> None:
        """Wait; a frozen clock does not."""


class Codes(Protocol):
    """The one source of chance, so that tests can foresee it."""

    def booking_id(self) -> str:
        """A new booking's id: 10 characters of an alphabet that is read aloud without confusion; it opens nothing."""

    def ticket_code(self) -> str:
        """A new ticket's code: 16 such characters (80 bits), printed in groups of four."""

    def unique(self) -> str:
        """A new id for anything else: 26 such characters."""


class Renderer(Protocol):
    """Words and pages: personal pages and mails, in the reader's language."""

    def page(self, name: str, locale: str, facts: Mapping[str, Any]) -> str:
        """The HTML of `templates/pages/<name>.html`."""

    def mail(self, name: str, locale: str, facts: Mapping[str, Any], *, to: str, message_id: str) -> Mail:
        """The mail of `templates/mails/<name>` with its text, HTML and attachments."""

    def words(self, code: str, locale: str, data: Mapping[str, object]) -> str:
        """The sentence for a `BookingError`'s code."""

    def calendar(self, locale: str, facts: Mapping[str, Any]) -> bytes:
        """The booking as an iCalendar file."""


@dataclass(frozen=True)
class Shop:
    """Every neighbour an operation may need, wired once; `site` is `site.json`; the worker alone holds `refunds`."""

    store: Store
    files: Files
    payments: PaymentGateway
    mailer: Mailer
    renderer: Renderer
    clock: Clock
    codes: Codes
    links: "Links"
    site: Mapping[str, Any]
    refunds: RefundGateway | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the default one first."""
        return tuple(each["code"] for each in self.site["languages"])

    @property
    def conditions_version(self) -> str:
        """Version of the general terms in force."""
        return str(self.site["conditions_version"])


class Links(Protocol):
    """Absolute public addresses, and the signature that personal ones carry."""

    def site(self, path: str) -> str:
        """The absolute address of a path of the site."""

    def booking(self, locale: str, booking_id: str) -> str:
        """The personal page of a booking, signed: whoever has it may see and cancel the booking."""

    def message_id(self, name: str) -> str:
        """A Message-ID of this shop for `name`: the same name, the same id."""

    def opens(self, booking_id: str, token: str) -> bool:
        """Whether `token` is the signature of that booking, compared in constant time."""
