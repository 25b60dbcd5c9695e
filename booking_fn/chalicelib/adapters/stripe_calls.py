"""Calls of Stripe's API by its package, and what each way to fail says about whether they were carried out."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import requests
import stripe
import urllib3

from chalicelib.ports import AnswerUnknown, ForgedEvent, PaymentRefused, Unavailable

Answer = TypeVar("Answer")

TRIES = 2
PAUSE_S = 0.3

Found = Mapping[str, Any]


class StripeCalls:
    """A client of one key. Every method raises `PaymentRefused`, `AnswerUnknown` or `Unavailable`."""

    def __init__(self, key: str, api_url: str, wait: tuple[float, float]) -> None:
        addresses = {"base_addresses": {"api": api_url}} if api_url else {}
        # The package's own retries hide what an earlier try met, and so whether it may have been carried out.
        self._client = stripe.StripeClient(
            key, http_client=stripe.RequestsClient(timeout=wait), max_network_retries=0, **cast(Any, addresses),
        )
        self._patience = wait[1]
        self._sessions = self._client.v1.checkout.sessions
        self._refunds = self._client.v1.refunds

    def create_session(self, params: Found, key: str) -> Found:
        """A new Checkout Session under an idempotency key."""
        create = self._sessions.create
        return attempt(lambda: create(cast(Any, params), {"idempotency_key": key}).to_dict(), self._patience)

    def session(self, id: str) -> Found:
        """A Checkout Session."""
        return attempt(lambda: self._sessions.retrieve(id).to_dict())

    def expire_session(self, id: str) -> Found:
        """A Checkout Session, ended; refused unless it is open."""
        return attempt(lambda: self._sessions.expire(id).to_dict())

    def sessions(self, params: Found) -> Sequence[Found]:
        """Checkout Sessions, newest first, of all pages."""
        return attempt(lambda: _all(self._sessions.list(cast(Any, params)).auto_paging_iter()))

    def create_refund(self, params: Found, key: str) -> Found:
        """A new refund under an idempotency key."""
        create = self._refunds.create
        return attempt(lambda: create(cast(Any, params), {"idempotency_key": key}).to_dict(), self._patience)

    def refunds(self, params: Found) -> Sequence[Found]:
        """Refunds of all pages."""
        return attempt(lambda: _all(self._refunds.list(cast(Any, params)).auto_paging_iter()))


def _all(found: Iterable[stripe.StripeObject]) -> Sequence[Found]:
    return [one.to_dict() for one in found]


def attempt(call: Callable[[], Answer], patience: float = 0) -> Answer:
    """Call at most twice. A call that may have been carried out stays unknown, whatever the second try met.

    `patience`: seconds to wait in all while Stripe is at the very same call for another request of ours.
    """
    unknown: AnswerUnknown | None = None
    until = time.monotonic() + patience
    for left in reversed(range(TRIES)):
        try:
            return _when_free(call, until)
        except stripe.StripeError as error:
            met = told_by(error)
        if isinstance(met, AnswerUnknown):
            unknown = met
        # A 500 is kept under its key: asking again gives it again.
        if isinstance(met, PaymentRefused) or (unknown and unknown.replayed) or not left:
            break
        _pause()
    raise met if isinstance(met, PaymentRefused) else unknown or met


def _when_free(call: Callable[[], Answer], until: float) -> Answer:
    """Call; of two requests at once, as a double click makes, the second one waits for the answer of the first."""
    while True:
        try:
            return call()
        except stripe.StripeError as error:
            if error.http_status != 409 or time.monotonic() >= until:
                raise
        _pause()


def _pause() -> None:
    time.sleep(PAUSE_S * (1 + random.random()))  # noqa: S311  # spreads the tries, guards nothing


def told_by(error: stripe.StripeError) -> PaymentRefused | Unavailable:
    """What an error of the package says: refused for good, not done, or perhaps done."""
    status = error.http_status
    if isinstance(error, stripe.APIConnectionError):
        return _not_heard(error)
    if status in (401, 403):
        # A key that was replaced, or may not do this: ours to mend, and no reason to give a refund up.
        return Unavailable(f"Stripe refuses our key ({status})")
    if isinstance(error, stripe.RateLimitError):
        return Unavailable("Stripe asks to slow down (429)")
    if status == 409:
        # The same key is being carried out right now.
        return AnswerUnknown("Stripe is still at this very call (409)", replayed=False)
    if status is None or status >= 500 or status < 400:
        return AnswerUnknown(f"Stripe answered {status}", replayed=status is not None and status >= 500)
    return PaymentRefused(error.code or _kind(error))


def _kind(error: stripe.StripeError) -> str:
    return getattr(error.error, "type", None) or "invalid_request_error"


def _not_heard(error: stripe.APIConnectionError) -> Unavailable:
    """Nothing was sent if no connection came about; else Stripe may have carried it out."""
    cause = error.__cause__
    inner = cause.args[0] if isinstance(cause, requests.RequestException) and cause.args else None
    if isinstance(getattr(inner, "reason", None), urllib3.exceptions.ConnectTimeoutError):
        return Unavailable("Stripe cannot be reached")
    return AnswerUnknown(f"Stripe did not answer ({type(cause).__name__})", replayed=False)


def verify(raw_body: bytes, signature: str, secrets: Sequence[str]) -> None:
    """Raise `ForgedEvent` unless one of the secrets signed this body in the last 300 s, by the system's clock."""
    for secret in secrets:
        try:
            stripe.WebhookSignature.verify_header(raw_body, signature, secret, stripe.Webhook.DEFAULT_TOLERANCE)
            return
        except (stripe.SignatureVerificationError, UnicodeError, TypeError):
            continue  # a signature that is not ASCII cannot even be compared
    raise ForgedEvent("no valid signature of the last 300 s")
