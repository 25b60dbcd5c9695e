"""Faults put in the way of the API's next calls, to see what the shop makes of them."""

import threading
from collections import defaultdict

FAULTS = (
    "500_before", "500_after", "close_before", "close_after", "hang_before", "hang_after", "429", "409",
)
"""`_before` and `_after` carrying the call out. `close` and `hang` give no answer at all; `hang` does so for long."""


class Faults:
    """Queues of faults by the name of a call, such as `refunds.create`."""

    def __init__(self) -> None:
        self._queues: dict[str, list[str]] = defaultdict(list)
        self._lock = threading.Lock()

    def add(self, call: str, fault: str, times: int = 1) -> None:
        """Let the next `times` such calls meet the fault."""
        if fault not in FAULTS:
            raise ValueError(f"a fault is one of {', '.join(FAULTS)}")
        with self._lock:
            self._queues[call] += [fault] * times

    def take(self, call: str) -> str | None:
        """The fault of this call, if there is one."""
        with self._lock:
            return self._queues[call].pop(0) if self._queues[call] else None

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._queues.clear()
