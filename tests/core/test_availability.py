"""What the public is told of seats."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from chalicelib.core.availability import projection, seen
from chalicelib.core.records import to_iso
from chalicelib.core.seats import Departure, Hold

from tests.core.builders import NOW, STARTS_AT, a_departure

SECOND = timedelta(seconds=1)
LATER = NOW + timedelta(minutes=35)
CLOSES_AT = STARTS_AT - timedelta(hours=1)
HOLDS = {"a": Hold(2, LATER), "b": Hold(3, LATER + SECOND)}
RETURNS = "2027-04-01T10:35:00Z"


@pytest.mark.parametrize(
    ("departure", "at", "left", "status", "returns_at"),
    [
        (a_departure(), NOW, 20, "open", None),
        (a_departure(sold=19), NOW, 1, "open", None),
        (a_departure(sold=20), NOW, 0, "full", None),
        (a_departure(sold=10, holds=HOLDS), NOW, 5, "open", None),
        (a_departure(sold=15, holds=HOLDS), NOW, 0, "held", RETURNS),
        (a_departure(sold=15, holds=HOLDS), LATER - SECOND, 0, "held", RETURNS),
        (a_departure(sold=15, holds=HOLDS), LATER, 2, "open", None),
        (a_departure(sold=15, holds=HOLDS), LATER + SECOND, 5, "open", None),
        (a_departure(status="closed"), NOW, 0, "closed", None),
        (a_departure(status="full"), NOW, 0, "full", None),
        (a_departure(status="full", sold=15, holds=HOLDS), NOW, 0, "full", None),
        (a_departure(status="full"), CLOSES_AT, 0, "closed", None),
        (a_departure(status="closed", sold=20), NOW, 0, "closed", None),
        (a_departure(status="cancelled"), NOW, 0, "cancelled", None),
        (a_departure(status="cancelled"), STARTS_AT, 0, "cancelled", None),
        (a_departure(), CLOSES_AT - SECOND, 20, "open", None),
        (a_departure(), CLOSES_AT, 0, "closed", None),
        (a_departure(closes_at=STARTS_AT + SECOND), STARTS_AT, 0, "closed", None),
        (a_departure(sold=15, holds=HOLDS, status="closed"), NOW, 0, "closed", None),
        (a_departure(capacity=2, sold=3), NOW, 0, "full", None),
    ],
)
def test_a_departure_is_shown_as_it_can_be_booked(
    departure: Departure, at: datetime, left: int, status: str, returns_at: str | None
) -> None:
    closes_at = to_iso(departure.closes_at)
    assert seen(departure, at) == {"left": left, "status": status, "returns_at": returns_at, "closes_at": closes_at}


def test_a_file_tells_of_the_departures_that_have_not_begun() -> None:
    first, second = a_departure(), replace(a_departure(starts_at=STARTS_AT + SECOND), id="murals-20270411T1201")
    shown = projection([first, second], STARTS_AT, 7)["departures"]
    assert isinstance(shown, dict)
    assert list(shown) == [second.id]
    before = projection([first], STARTS_AT - SECOND, 7)
    assert before == {
        "version": 7, "generated_at": "2027-04-11T09:59:59Z",
        "departures": {
            first.id: {"left": 0, "status": "closed", "returns_at": None, "closes_at": "2027-04-11T09:00:00Z"},
        },
    }
