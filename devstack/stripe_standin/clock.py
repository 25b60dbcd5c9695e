"""The shop's movable clock: the system's time plus the minutes that a file holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class MovedClock:
    """`now()` moved by the minutes in `path`; without a path, or while the file is not there, the true time."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def now(self) -> datetime:
        """The moved instant, in UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=self._minutes())

    def _minutes(self) -> int:
        try:
            return int(self._path.read_text()) if self._path else 0
        except (FileNotFoundError, ValueError):
            return 0
