"""Runs a command and measures it: CPU of the whole tree of processes, wall time, memory. Linux only."""

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
MOST_SAID = 2_000
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Makes Python compile each module at each start, which nobody who builds a site wants: a tenth of a second."""


class RunFailed(Exception):
    """A command ended with a fault, or did not end in its time; the message has the end of what it said."""


@dataclass(frozen=True)
class Run:
    """What one run cost."""

    user_s: float
    sys_s: float
    wall_s: float
    largest_mib: int
    """Peak memory of the process that took most."""
    tree_mib: int
    """Peak of the sum over all its processes, sampled; shared memory is counted in each."""

    @property
    def cpu_s(self) -> float:
        """User and system time of all its processes."""
        return self.user_s + self.sys_s


def measure(command: Sequence[str], environment: Mapping[str, str], limit_s: float) -> Run:
    """Run a command to its end, in a process group of its own. Raises RunFailed.

    CPU is that of the process and of all descendants that it waited for (getrusage(2)). After `limit_s` seconds the
    group is ended.
    """
    usual = {name: value for name, value in os.environ.items() if name != UNCOMPILED}
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            command, env={**usual, **environment}, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        timer = threading.Timer(limit_s, _end, [process.pid])
        sampler = _Sampler(process.pid)
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        finally:
            wall_s = time.monotonic() - began
            timer.cancel()
            tree_mib = sampler.peak_mib()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            end = said.read().decode(errors="replace")[-MOST_SAID:]
            raise RunFailed(f"{' '.join(command)}: {process.returncode} after {wall_s:.0f} s\n{end}")
    return Run(used.ru_utime, used.ru_stime, wall_s, used.ru_maxrss // 1024, tree_mib)


def _end(pid: int) -> None:
    # Not yet waited for, so the id is still its own.
    os.killpg(pid, signal.SIGKILL)


class _Sampler(threading.Thread):
    """Adds up the memory of a tree of processes, again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._peak, self._done = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._done.wait(SAMPLE_SECONDS):
            self._peak = max(self._peak, sum(map(_resident_kib, _tree(self._pid))))

    def peak_mib(self) -> int:
        self._done.set()
        self.join()
        return self._peak // 1024


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:  # it has ended meanwhile
        return
    for child in children.split():
        yield from _tree(int(child))


def _resident_kib(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_KIB
    except (OSError, IndexError):
        return 0


def median(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    """The middle of what the runs cost."""
    return statistics.median(map(of, runs))
