"""`python3 infra/setup_venv.py .venv serve`: the virtual environment, from pinned and hashed requirements.

Runs before anything is installed, so it uses the standard library alone. Done once: a stamp tells which requirements
are in; later calls cost one reading of two files.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
SETS = ("serve", "dynamodb", "test", "bench")
"""Each holds the one before it."""


def main() -> int:
    """Install the set asked for, unless it or a larger one is in already."""
    folder, wanted = Path(sys.argv[1]), sys.argv[2]
    if sys.version_info < (3, 11):
        print("Python 3.11 or newer is needed: make serve PYTHON=python3.12", file=sys.stderr)
        return 1
    stamp = folder / "requirements.stamp"
    if stamp.exists() and stamp.read_text() in {_stamp(each) for each in SETS[SETS.index(wanted):]}:
        return 0
    print(f"Setting up {folder} ({wanted}): a minute, once.", flush=True)
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
    failed = _install(folder, wanted)
    if failed:
        return failed
    stamp.write_text(_stamp(wanted))
    return 0


def _stamp(name: str) -> str:
    content = (REQUIREMENTS / f"{name}.txt").read_bytes()
    return f"{name} {hashlib.sha256(content).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}"


def _install(folder: Path, name: str) -> int:
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
           "--require-hashes", "--requirement", str(REQUIREMENTS / f"{name}.txt")]
    done = subprocess.run(pip, check=False)
    if done.returncode:
        print("The requirements could not be installed: is the package index reachable?", file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
