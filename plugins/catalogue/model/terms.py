"""The terms of sale of an offer, as a short hash that its page carries and the booking form sends back."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from .offers import OfferFacts, Tariff, Tier

CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> bytes:
    """`value` as JSON that is the same for the same data: keys sorted, no spaces, UTF-8, finite numbers."""
    return CANONICAL.encode(value).encode()


def sha256_hex(value: Any, digits: int) -> str:
    """The first `digits` hexadecimal digits of the SHA-256 (FIPS 180-4) of canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()[:digits]


def longest_notice_first(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """The tiers in the order that booking reads them."""
    return tuple(sorted(tiers, key=lambda tier: -tier.until_hours))


def terms_of(facts: OfferFacts, cancellation: Sequence[Tier]) -> str:
    """16 hexadecimal digits that change with tariffs, party, ages, cut-off and cancellation, and with nothing else.

    A limit that an offer does not set is left out: a new kind of limit does not change the terms of the others.
    """
    tariffs = sorted(facts.tariffs, key=lambda tariff: tariff.id)
    return sha256_hex(
        {
            "tariffs": [_told(tariff) for tariff in tariffs],
            "party_max": facts.party_max,
            "cut_off_minutes": facts.cut_off_minutes,
            "cancellation": [dict(tier) for tier in longest_notice_first(cancellation)],
        }
        | limits(facts),
        16,
    )


def _told(tariff: Tariff) -> dict[str, Any]:
    return {name: value for name, value in tariff if value is not None}


def limits(facts: OfferFacts) -> dict[str, int]:
    """The limits of a party that an offer may set: its fewest persons, the ages admitted."""
    ages = {"from_age": facts.from_age, "to_age": facts.to_age}
    fewest = facts.party_min if facts.party_min > 1 else None
    return {name: value for name, value in (ages | {"party_min": fewest}).items() if value is not None}
