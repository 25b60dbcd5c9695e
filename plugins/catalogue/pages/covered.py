"""Which pictures of offers are there, by one look at their folder."""

import os
from pathlib import Path

COVERS = "theme/covers"
"""Where they lie, below the output."""


def present(output: Path) -> set[str]:
    """The names of all pictures. A name tells what a picture is drawn from: one that is there is believed."""
    try:
        return set(os.listdir(output / COVERS))
    except (FileNotFoundError, NotADirectoryError):
        return set()
