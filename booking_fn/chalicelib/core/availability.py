"""What the public is told of seats: figures for people who choose, never the ground of a decision."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.core.changes import Data, Json
from chalicelib.core.records import to_iso
from chalicelib.core.seats import Departure


def projection(departures: Sequence[Departure], now: datetime, version: int) -> Data:
    """The content of an availability file: departures that have not begun, by id.

    `status`: `open`, `full`, `held` (full, but others are still paying: `returns_at` tells when seats may come back),
    `closed` or `cancelled`. `closes_at` (UTC) is when a departure closes though its file is not written again: past it,
    readers take it for `closed`, unless it is `cancelled`.
    """
    shown: dict[str, Json] = {d.id: seen(d, now) for d in departures if d.starts_at > now}
    return {"version": version, "generated_at": to_iso(now), "departures": shown}


def seen(departure: Departure, now: datetime) -> Data:
    """One departure as the public sees it: `left` (never below 0), `status`, `returns_at`, `closes_at`."""
    left = max(0, departure.free(now))
    returns_at = departure.returns_at(now)
    status = _status(departure, left, returns_at, now)
    shown_return = to_iso(returns_at) if status == "held" and returns_at else None
    return {
        "left": left if status == "open" else 0, "status": status, "returns_at": shown_return,
        "closes_at": to_iso(departure.closes_at),
    }


def _status(departure: Departure, left: int, returns_at: datetime | None, now: datetime) -> str:
    if departure.status == "cancelled":
        return "cancelled"
    if departure.status not in ("open", "full") or departure.closes_at <= now or departure.starts_at <= now:
        return "closed"
    if departure.status == "full":
        return "full"
    if left:
        return "open"
    return "held" if returns_at else "full"
