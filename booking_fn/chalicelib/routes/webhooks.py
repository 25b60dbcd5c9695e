"""Stripe's webhooks."""

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.operations.take_event import take_event
from chalicelib.routes.answers import answering_machine, told


@answering_machine
def stripe(request: Request) -> Response:
    """A signed event: the raw body and the header, before anything else."""
    take_event(wiring.shop(), request.raw_body, (request.headers or {}).get("stripe-signature", ""))
    return told({"received": True})
