"""What reading and checking content costs: `PYTHONPATH=plugins .venv/bin/python -m bench.reading [offers ...]`.

Each number of offers, in four languages (`bench.build.content`), is read in a process of its own, without collecting
garbage, as the build does. Processor time is told, in microseconds a file: other work on the machine lengthens it less.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .build.content import BUILD_DAY, SEED
from .build.for_faubourg import write_content

if TYPE_CHECKING:  # what it takes to import them is measured
    from catalogue.reading.folder import Folder
    from catalogue.reading.sources import OfferSource

Made = TypeVar("Made")
COUNTS = (500, 2_000, 10_000)
PHASES = ("scan", "names", "documents", "fields", "check", "offers", "departures", "whole")
ROW = "{:>8}" * 2 + "{:>12}" * len(PHASES) + "{:>10}{:>8}"


def main(*counts: int) -> None:
    """Print a line for each number of offers."""
    print(ROW.format("offers", "files", *PHASES, "whole s", "MB"))
    for count in counts or COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            write_content(Path(folder), SEED, count)
            seconds, whole = _measured(folder, "phases"), _measured(folder, "whole")
        files = int(seconds["files"])
        figures = [f"{1e6 * (seconds | whole)[phase] / files:.1f}" for phase in PHASES]
        print(ROW.format(count, files, *figures, f"{whole['whole']:.2f}", f"{whole['mb']:.0f}"), flush=True)
    print(f"import catalogue.reading.load: {1000 * min(_measured('', 'import')['import'] for _ in range(5)):.0f} ms")


def _measured(folder: str, what: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.reading", "--measure", what, folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(what: str, folder: str) -> dict[str, float]:
    gc.disable()
    if what == "import":
        return {"import": _seconds(_import)[0]}
    return _phases(Path(folder)) if what == "phases" else _whole(Path(folder))


def _import() -> None:
    import catalogue.reading.load  # noqa: F401


def _whole(folder: Path) -> dict[str, float]:
    from catalogue.reading.load import load

    # Kept while memory is asked for: what the catalogue holds is part of the answer.
    seconds, _catalogue = _seconds(lambda: load(folder, BUILD_DAY))
    return {"whole": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _phases(folder: Path) -> dict[str, float]:
    from catalogue.model.departures import unroll
    from catalogue.reading.folder import open_folder
    from catalogue.reading.load import as_offer
    from catalogue.reading.scan import scan
    from catalogue.reading.sources import OFFERS, read_source

    found: dict[str, float] = {}
    found["scan"], stats = _seconds(lambda: scan(str(folder)))
    found["names"], opened = _seconds(lambda: open_folder(folder, stats))
    taxonomy, zone, lang, tree = opened.taxonomy, opened.zone, opened.lists.default, opened.tree
    assert taxonomy is not None and zone is not None  # noqa: PT018 -- the bench's own content has both
    paths = opened.offers.items()
    found["documents"], _ = _seconds(lambda: [tree.document(path) for _, ones in paths for path in ones.values()])
    both, sources = _seconds(lambda: [read_source(OFFERS, one, ones, lang, tree) for one, ones in paths])
    found["fields"] = both - found["documents"]
    found["check"], _ = _seconds(lambda: _check_all(opened, sources))
    found["offers"], offers = _seconds(lambda: [as_offer(one, taxonomy) for one in sources])
    found["departures"], _ = _seconds(lambda: [unroll(one, BUILD_DAY, zone) for one in offers])
    return found | {"files": len(stats)}


def _check_all(folder: "Folder", offers: "Iterable[OfferSource]") -> None:
    from catalogue.reading.crosscheck import check_offer

    for offer in offers:
        check_offer(offer, folder, BUILD_DAY, 0)


def _seconds(work: Callable[[], Made]) -> tuple[float, Made]:
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(_measure(*sys.argv[2:4])))
    else:
        main(*map(int, sys.argv[1:]))
