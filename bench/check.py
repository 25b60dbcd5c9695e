"""How long `make check` takes: `PYTHONPATH=plugins:. .venv/bin/python -m bench.check` writes docs/check_speed.md.

Invented offers, each in four languages (bench.build.content), are checked by the editors' own command. Of ROUNDS runs
the median counts; processor time is that of all processes of a run.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.build import for_faubourg
from bench.build.content import BUILD_DAY, SEED

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs/check_speed.md"
COUNTS = (50, 500, 2_000)
ROUNDS = 5
PROMISE = "2,000 offers in four languages in under 3 s"
HEAD = """\
# How long the check takes

Written by `bench/check.py`. Invented offers, each in four languages; the median of {rounds} runs of
`python -m catalogue.check` on {processors} processors. Promised: {promise}.

| offers | files | seconds | processor seconds |
|---:|---:|---:|---:|
"""


class Run(NamedTuple):
    """One run of the check."""

    seconds: float
    processor_seconds: float


def main() -> None:
    """Measure, and write the table."""
    rows = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            for_faubourg.write_content(Path(folder), SEED, count)
            files = sum(1 for _ in Path(folder).rglob("*.md"))
            runs = [check(Path(folder)) for _ in range(ROUNDS + 1)][1:]
        middle = Run(*(statistics.median(column) for column in zip(*runs, strict=True)))
        rows.append(f"| {count:,} | {files:,} | {middle.seconds:.2f} | {middle.processor_seconds:.2f} |\n")
        print(rows[-1], end="")
    head = HEAD.format(rounds=ROUNDS, processors=os.cpu_count(), promise=PROMISE)
    TABLE.write_text(head + "".join(rows), encoding="utf-8")


def check(content: Path) -> Run:
    """Run the check once; the first run of a folder is to be left out, for it finds nothing in memory."""
    command = [sys.executable, "-m", "catalogue.check", str(content), "--build-day", BUILD_DAY.isoformat()]
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "BASE")}
    before, began = _processor_seconds(), time.perf_counter()
    subprocess.run(
        command, env=environ | {"PYTHONPATH": str(ROOT / "plugins")}, stdout=subprocess.DEVNULL, check=True, timeout=600
    )
    return Run(time.perf_counter() - began, _processor_seconds() - before)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
