"""Running the real build, as a command, on a content folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "site" / "sample"
THEME = ROOT / "theme"
ORIGIN = "https://visits.example.org"
DAY = "2027-03-01"


@dataclass(frozen=True)
class Run:
    """What a build answered and left behind."""

    code: int
    said: str
    output: Path
    data: Path


def run_build(
    folder: Path,
    content: Path = SAMPLE,
    theme: Path = THEME,
    settings: str = "pelicanconf.py",
    extra: tuple[str, ...] = (),
    **env: str,
) -> Run:
    """Build `content` into `folder`/output and `folder`/data; `extra` are settings, `env` inputs of the environment."""
    output, data = folder / "output", folder / "data"
    inputs = {
        "CONTENT": str(content),
        "OUTPUT": str(output),
        "DATA_OUTPUT": str(data),
        "SITE_URL": ORIGIN,
        "BUILD_DAY": DAY,
        "CATALOGUE_SEQUENCE": "7",
        "LC_ALL": "C.UTF-8",
    }
    more = ("--extra-settings", *extra) if extra else ()
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", settings, "-t", str(theme), *more],
        cwd=ROOT,
        env=os.environ | inputs | env,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr, output, data)


def built(run: Run) -> Run:
    """The run, which must have succeeded."""
    assert run.code == 0, run.said
    return run
