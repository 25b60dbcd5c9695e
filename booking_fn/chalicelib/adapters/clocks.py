"""Clocks: the true one, and one that can be moved for a local shop."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    """The machine's clock, in whole seconds of UTC."""

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC).replace(microsecond=0)

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class MovedClock(SystemClock):
    """The machine's clock plus the whole minutes that the file at `path` holds; no file, no minutes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """The moved instant."""
        return super().now() + timedelta(minutes=self.minutes())

    def minutes(self) -> int:
        """By how much the clock is moved."""
        try:
            return int(self._path.read_text() or 0)
        except FileNotFoundError:
            return 0
