"""A local Stripe: its API, its payment page and its webhooks on a port of their own; no money moves."""

from devstack.stripe_standin.server import Options, Standin

__all__ = ["Options", "Standin"]
