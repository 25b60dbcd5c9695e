"""Writing files so that no reader ever meets half of one."""

import os
from pathlib import Path


def write_atomically(target: Path, content: bytes) -> None:
    """Write `content` beside `target` and put it in its place, making folders as needed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(target)
