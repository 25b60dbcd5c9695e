"""Making batches: in this process, or in as many as there are processors when there are many batches."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ..language import locale_language
from .batches import Batch
from .staging import Made, Stage

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = 400
"""From so many batches on it pays to begin other processes."""
SHARE = 50
"""Batches that a process makes before it tells of them."""
FEW = 4
"""In place of both where each batch takes as long as twenty pages."""

Missing = list[tuple[str, str]]
"""Language and message of words that have no translation."""
Report = tuple[int, list[Made], Missing, BaseException | None]
"""Batches made, what came of them, the words missing so far, and what went wrong."""


LOST = {
    "fr": "Un des processus de la construction a été arrêté, peut-être faute de mémoire -> relancer la construction",
    "en": "A process of the build was ended, for want of memory perhaps -> build once more",
}


class HelperLost(Exception):
    """A process that made batches is gone; the message says what to do."""


@dataclass(frozen=True)
class Work:
    """Batches to make, where to keep what comes of them, and how to tell of it."""

    batches: Sequence[Batch]
    stage: Stage
    begin: Callable[[], None]
    """What a new process does first."""
    missing: Callable[[], Missing]
    tell: Callable[[int], None]
    """Told how many batches have been made."""
    dear: bool = False
    """Each batch takes long."""


def make(work: Work, processes: int | None = None) -> tuple[list[Made], Missing]:
    """Make all batches. Raises what the making of any of them raises."""
    count = processes or os.cpu_count() or 1
    apart = [batch for batch in work.batches if not batch.joined]
    if count == 1 or len(apart) < (FEW if work.dear else MANY):
        return [made for batch in work.batches for made in _make(work.stage, batch)], work.missing()
    joined = [made for batch in work.batches if batch.joined for made in _make(work.stage, batch)]
    made, missing = _in_processes(work, apart, count)
    return joined + made, missing


def _make(stage: Stage, batch: Batch) -> Iterator[Made]:
    return (stage.put(path, batch.key, content) for path, content in batch.make())


def _in_processes(work: Work, batches: Sequence[Batch], count: int) -> tuple[list[Made], Missing]:
    # Imported here: most builds make a few batches.
    from multiprocessing import get_context

    gc.freeze()  # what is there stays shared between the processes
    context = get_context("fork")
    ours: list[Connection] = []
    processes = []
    for rank in range(count):
        here, there = context.Pipe(duplex=False)
        ours.append(here)
        share = batches[rank::count]
        processes.append(context.Process(target=_work, args=(work, share, there, tuple(ours)), daemon=True))
        processes[-1].start()
        there.close()
    try:
        return _gather(work, ours)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _gather(work: Work, ours: Sequence["Connection"]) -> tuple[list[Made], Missing]:
    from multiprocessing.connection import wait

    ways: list[Any] = list(ours)

    made: list[Made] = []
    missing: Missing = []
    done = 0
    while ways:
        for way in cast(list[Any], wait(ways)):
            try:
                report: Report | None = way.recv()
            except EOFError:
                raise HelperLost(LOST[locale_language(os.environ)]) from None
            if report is None:
                ways.remove(way)
                continue
            count, more, lacking, wrong = report
            if wrong is not None:
                raise wrong
            done += count
            made += more
            missing += lacking
            work.tell(done)
    return made, missing


def _work(work: Work, batches: Sequence[Batch], way: "Connection", theirs: Sequence["Connection"]) -> None:
    """What another process does. Telling fails once the first process is gone, which ends this one too."""
    for one in theirs:
        one.close()
    try:
        work.begin()
        size = FEW if work.dear else SHARE
        for start in range(0, len(batches), size):
            share = batches[start : start + size]
            made = [one for batch in share for one in _make(work.stage, batch)]
            way.send((len(share), made, work.missing(), None))
        way.send(None)
    except BrokenPipeError:
        return
    except BaseException as wrong:  # noqa: BLE001 -- it is raised again where the build is
        way.send((0, [], [], _sendable(wrong)))


def _sendable(wrong: BaseException) -> Any:
    """The error, or its words where it cannot be sent."""
    import pickle

    try:
        pickle.loads(pickle.dumps(wrong))  # noqa: S301 -- our own
    except Exception:  # noqa: BLE001 -- whatever keeps it from being sent
        return RuntimeError(f"{type(wrong).__name__}: {wrong}")
    return wrong
