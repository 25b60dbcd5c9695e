"""Making batches: in this process, or in as many as there are processors when there are many batches."""

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .batches import Batch
from .staging import Made, Stage

MANY = 400
"""From so many batches on it pays to begin another process."""
SHARE = 50
"""Batches handed over at a time."""

Tell = Callable[[int], None]
"""Told how many batches have been made."""


@dataclass(frozen=True)
class Work:
    """Batches to make, where to keep what comes of them, and what a new process does first."""

    batches: Sequence[Batch]
    stage: Stage
    begin: Callable[[], None]


@dataclass(frozen=True)
class Done:
    """What came of some batches."""

    made: list[Made]
    words_missing: list[tuple[str, str]]


def make(work: Work, missing: Callable[[], list[tuple[str, str]]], tell: Tell, processes: int | None = None) -> Done:
    """Make all batches. `missing` tells the messages of the theme that no translation was found for so far."""
    count = processes or os.cpu_count() or 1
    apart = [batch for batch in work.batches if not batch.joined]
    if count > 1 and len(apart) >= MANY:
        done = _in_processes(work, apart, count, missing, tell)
        done.made.extend(_make(work.stage, (batch for batch in work.batches if batch.joined)))
        return done
    return Done(_make(work.stage, work.batches), missing())


def _make(stage: Stage, batches: Iterable[Batch]) -> list[Made]:
    return [stage.put(path, batch.key, content) for batch in batches for path, content in batch.make()]


def _in_processes(
    work: Work, batches: Sequence[Batch], count: int, missing: Callable[[], list[tuple[str, str]]], tell: Tell
) -> Done:
    # Imported here: most builds make a few batches.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    gc.freeze()  # what is there stays shared between the processes
    shares = [range(start, min(start + SHARE, len(batches))) for start in range(0, len(batches), SHARE)]
    done = Done([], [])
    begin = (Work(batches, work.stage, work.begin), missing)
    with ProcessPoolExecutor(count, get_context("fork"), _adopt, begin) as pool:
        for share, (made, lacking) in zip(shares, pool.map(_make_share, shares), strict=True):
            done.made.extend(made)
            done.words_missing.extend(lacking)
            tell(share.stop)
    return done


_adopted: list[tuple[Work, Callable[[], list[tuple[str, str]]]]] = []
"""The work of this process, which it has from the one that it was forked from."""


def _adopt(work: Work, missing: Callable[[], list[tuple[str, str]]]) -> None:
    work.begin()
    _adopted.append((work, missing))


def _make_share(share: range) -> tuple[list[Made], list[tuple[str, str]]]:
    work, missing = _adopted[-1]
    return _make(work.stage, (work.batches[rank] for rank in share)), missing()
