"""Hugo once more, told to collect its garbage a quarter as often: less CPU for more memory.

Hugo does not do so by itself; whoever races it against a build that keeps from collecting owes it this.
"""

from pathlib import Path

from . import for_hugo
from .for_hugo import extras, write

__all__ = ["command", "extras", "write"]


def command(folder: Path, output: Path) -> tuple[list[str], dict[str, str]]:
    """What builds the site of `folder` into `output`, and the environment that it needs beside the usual one."""
    arguments, environment = for_hugo.command(folder, output)
    return arguments, environment | {"GOGC": "400"}
