"""Where the content stands in git."""

import subprocess
from pathlib import Path


def commit_of(folder: Path) -> str:
    """The git commit that `folder` stands at, 40 hexadecimal digits; empty when there is none."""
    command = ["git", "-C", str(folder), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except FileNotFoundError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""
