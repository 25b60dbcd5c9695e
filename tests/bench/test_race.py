"""What measures and compares: time of all processes, an end to every run, the same files of every tool."""

import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path

import pytest

from bench.build import chart, report
from bench.build.measured import Run, RunFailed, measure
from bench.build.race import Racer, same_files, same_weight

SPIN = "import time\nwhile time.process_time() < 0.3: pass"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPIN!r}], check=True)"


def test_the_time_of_a_child_counts() -> None:
    run = measure([sys.executable, "-c", CHILD], {}, limit_s=60)
    assert run.cpu_s >= 0.3
    assert run.largest_mib > 0


def test_python_keeps_its_compiled_modules_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    asked = "import sys; sys.exit(sys.dont_write_bytecode)"
    measure([sys.executable, "-c", asked], {}, limit_s=60)


def test_a_run_that_does_not_end_is_ended_with_its_children() -> None:
    endless = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {endless!r}])"
    with pytest.raises(RunFailed, match=r"-9 after \d+ s\n\d+\n") as ended:
        measure([sys.executable, "-c", parent], {}, limit_s=3)
    child = int(str(ended.value).splitlines()[-1])
    assert _ends(child), "its child goes on"


def _ends(pid: int) -> bool:
    """Whether a process is gone, or dead and not yet waited for by whom it was left to, within five seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_run_that_fails_tells_its_last_words() -> None:
    with pytest.raises(RunFailed, match="no such offer"):
        measure([sys.executable, "-c", "import sys; sys.exit('no such offer')"], {}, limit_s=60)


def _wrote(racer: Racer, *names: str) -> Racer:
    for name in names:
        (racer.output / name).parent.mkdir(parents=True, exist_ok=True)
        (racer.output / name).touch()
    return racer


def test_the_same_files_are_asked_of_every_tool(tmp_path: Path) -> None:
    ours = _wrote(Racer("faubourg", tmp_path / "faubourg", 1), "fr/index.html", "theme/covers/a.svg")
    hugo = _wrote(Racer("hugo", tmp_path / "hugo", 1), "fr/index.html", "fr/sitemap.xml")
    same_files([ours, hugo])
    _wrote(hugo, "fr/feed.xml")
    with pytest.raises(SystemExit, match=r"(?s)differ in 1 files.*hugo: fr/feed\.xml"):
        same_files([ours, hugo])


def test_data_beside_the_site_counts_as_the_sites(tmp_path: Path) -> None:
    ours = _wrote(Racer("faubourg", tmp_path / "faubourg", 1), "fr/index.html", "../faubourg-output-data/site.json")
    hugo = _wrote(Racer("hugo", tmp_path / "hugo", 1), "fr/index.html", "site.json")
    same_files([ours, hugo])


def test_pages_of_much_less_weight_are_no_match() -> None:
    own = {"offer": (10, 30_000), "feed": (1, 9_000)}
    same_weight({"faubourg": own, "hugo": {"offer": (10, 32_000), "feed": (1, 20_000)}})
    with pytest.raises(SystemExit, match=r"hugo's pages .* offer: 0\.50"):
        same_weight({"faubourg": own, "hugo": {"offer": (10, 15_000), "feed": (1, 9_000)}})


def test_what_one_tool_alone_writes_is_counted_and_not_weighed(tmp_path: Path) -> None:
    ours = _wrote(Racer("faubourg", tmp_path / "faubourg", 1), "fr/index.html", "fr/carte/index.html", "theme/a.css")
    (ours.output / "fr/carte/index.html").write_text("heavy")
    assert ours.counted() == (2, 1)
    assert ours.weights()["all HTML that every tool writes"] == (1, 0)


def _known() -> dict[str, dict[str, object]]:
    fast, slow = asdict(Run(1.0, 0.5, 1.2, 80, 120)), asdict(Run(5.0, 1.0, 4.0, 700, 700))
    runs = {"faubourg": {"full": [fast, fast], "body": [fast]}, "hugo": {"full": [slow, slow]}}
    weights = {"faubourg": {"offer": (10, 1_000)}, "hugo": {"offer": (10, 1_100)}}
    race = {"faubourg": {"on": "2027-01-04", "commit": "abc", "rounds": 2}}
    files = {"faubourg": (8_000, 3_000)}
    return {"2000": {"runs": runs, "weights": weights, "files": files, "race": race, "pictures": {"faubourg": 0.75}}}


def test_the_document_tells_medians_ratios_and_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    report.write(_known())
    said = report.DOCUMENT.read_text(encoding="utf-8")
    assert "| 2,000 × 4 | **Faubourg** | 2 | 1.5 | 1.5–1.5 | 1.0 | 0.25 | 1.2 | 80 | 120 |" in said
    assert "0.75 ms of CPU" in said
    assert "1,100 (1.10)" in said
    assert "| 2,000 × 4 | Faubourg | 8,000 | 3,000 |" in said
    assert str(tmp_path) not in said


def test_the_chart_is_well_formed_and_says_in_words_what_it_draws() -> None:
    root = ET.fromstring(chart.svg([("2,000 offers", [("Faubourg", 1.5), ("A & B", 6.0)])]))  # noqa: S314 -- our own
    name = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{name}desc") == "2,000 offers: Faubourg 1.5, A & B 6.0"
    widths = [int(bar.get("width", "0")) for bar in root.iter(f"{name}rect")]
    assert widths[0] * 4 == pytest.approx(widths[1], abs=4)
