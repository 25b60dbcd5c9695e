"""The time that a build writes into its data."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The moment, or that of SOURCE_DATE_EPOCH (seconds of the epoch), by which builds can be repeated exactly.

    The variable is that of reproducible-builds.org.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
