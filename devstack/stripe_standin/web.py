"""Answers over HTTP and their headers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from devstack.stripe_standin.ledger import Object


@dataclass(frozen=True)
class Response:
    """An answer as it is sent."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def html(text: str, *, status: int = 200, leads_to: Sequence[str] = ()) -> Response:
    """A page under a strict policy; its forms may lead to this origin and to `leads_to`."""
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + " ".join(["form-action 'self'", *leads_to])
    )
    return Response(status, text.encode(), headers={"Content-Security-Policy": policy})


def see_other(address: str) -> Response:
    """A posted form leads on to another page (RFC 9110, section 15.4.4)."""
    return Response(303, headers={"Location": address})


def as_json(status: int, body: Object, headers: Mapping[str, str] | None = None) -> Response:
    """An answer of the API."""
    return Response(status, json.dumps(body).encode(), "application/json", headers or {})
