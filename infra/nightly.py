"""`python3 infra/nightly.py "30 0 * * *"`: whether this run of the schedule is the one of 02:30 in Paris.

A schedule is in UTC and knows no summer: two are set, an hour apart, and one of them is right on any day. Prints
`go=true` or `go=false`, as a step of a workflow says it. What is not on a schedule always goes.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")
WANTED = time(2, 30)
SCHEDULES = ("30 0 * * *", "30 1 * * *")
"""Those of .github/workflows/publish.yml, the earlier first."""


def is_due(schedule: str, today: date) -> bool:
    """Whether `schedule` is the first of its UTC day at which it is 02:30 in Paris or later.

    So there is one a day, on the nights too on which 02:30 comes twice or never. Raises ValueError for a schedule
    that is not one of SCHEDULES.
    """
    if schedule not in SCHEDULES:
        raise ValueError(f"{schedule!r} is none of {', '.join(SCHEDULES)}")
    late = (each for each, local in _local(today) if local.time() >= WANTED)
    return next(late, SCHEDULES[-1]) == schedule


def _local(today: date) -> Iterator[tuple[str, datetime]]:
    for schedule in SCHEDULES:
        minute, hour = (int(part) for part in schedule.split()[:2])
        yield schedule, datetime(today.year, today.month, today.day, hour, minute, tzinfo=UTC).astimezone(ZONE)


def main(arguments: list[str], now: datetime) -> int:
    """Print the answer. `now` is aware; a run may start late, by hours, but belongs to the schedule's own day."""
    schedule = arguments[0] if arguments else ""
    if not schedule:
        print("go=true")
        return 0
    minute, hour = (int(part) for part in schedule.split()[:2])
    planned = now.astimezone(UTC) - timedelta(hours=hour, minutes=minute)
    print(f"go={str(is_due(schedule, planned.date())).lower()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(UTC)))
