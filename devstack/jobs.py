"""The schedules of the cloud, as threads: the worker, the sweep of each minute, the comparison with Stripe."""

import threading
import time
import traceback
from collections.abc import Callable

WORKER_SECONDS = 0.25
SWEEP_SECONDS = 5
RECONCILE_SECONDS = 3600


class Jobs:
    """Everything that runs by itself, until `stop`."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Begin."""
        from chalicelib import wiring
        from chalicelib.operations.run_effects import run_effects
        from chalicelib.routes import jobs

        self._every(WORKER_SECONDS, lambda: run_effects(wiring.shop()))
        self._every(SWEEP_SECONDS, self.sweep)
        self._every(RECONCILE_SECONDS, jobs.nightly)

    def sweep(self) -> None:
        """What the cloud does each minute, now."""
        from chalicelib.routes import jobs

        with self._one_at_a_time:
            jobs.sweep()

    def stop(self) -> None:
        """End, after what is under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def _every(self, seconds: float, work: Callable[[], object]) -> None:
        thread = threading.Thread(target=self._loop, args=(seconds, work), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _loop(self, seconds: float, work: Callable[[], object]) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                work()
            except Exception:  # noqa: BLE001 - a job that failed is tried again, as a schedule would
                traceback.print_exc()
            self._stop.wait(max(0.05, seconds - (time.monotonic() - began)))
