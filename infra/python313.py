"""Finds the Python that AWS will run the functions with."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

VERSION = "3.13"


class NoPython(Exception):
    """There is no such Python here; the message says what to do."""


def find(environ: Mapping[str, str]) -> Path:
    """A Python 3.13 that runs: `PYTHON313`, else one on the path, else pyenv's newest. Raises `NoPython`."""
    given = environ.get("PYTHON313")
    if given:
        if not _runs(given):
            raise NoPython(f"PYTHON313={given} is no Python {VERSION}: give the path of one.")
        return Path(given)
    for candidate in _candidates(environ):
        if _runs(candidate):
            return Path(candidate)
    raise NoPython(
        f"The functions run on Python {VERSION} and there is none here: install it and try again, "
        "or say where it is: make package PYTHON313=/path/to/python3.13."
    )


def _candidates(environ: Mapping[str, str]) -> Iterator[str]:
    on_path = shutil.which(f"python{VERSION}", path=environ.get("PATH", os.defpath))
    if on_path:
        yield on_path
    pyenv = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "")) / ".pyenv") / "versions"
    for version in sorted(pyenv.glob(f"{VERSION}*"), key=_numbers, reverse=True):
        yield str(version / "bin" / "python")


def _numbers(version: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version.name)]


def _runs(python: str) -> bool:
    """Whether it is what it says: pyenv puts a `python3.13` on the path that only complains."""
    ask = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == VERSION
