"""`make test`: what the machine lacks is installed or named, then every gate runs, cheapest first."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NEED_MACHINERY = "dynamodb or browser or package"
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core")
MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of its own is made in it
LEAST_FREE = 3 << 30
IMPORT_ROOTS = os.pathsep.join(str(ROOT / each) for each in ("booking_fn", "plugins", ""))


def main() -> int:
    """Run the gates until one fails; its status is ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="without DynamoDB Local, a browser, or packaging")
    fast = parser.parse_args().fast
    if not fast and not _chromium():
        print("make test needs Chromium: install it (Debian: apt-get install chromium), or run make test FAST=1.")
        return 1
    with tempfile.TemporaryDirectory(prefix="faubourg-tests-", dir=_quick_disk()) as folder:
        for command in _gates(fast):
            began = time.monotonic()
            print(f"$ {' '.join(command)}", flush=True)
            status = subprocess.run(_at_home(command), cwd=ROOT, env=_environment(folder), check=False).returncode
            print(f"  {time.monotonic() - began:.0f} s", flush=True)
            if status:
                return status
    return 0


def _quick_disk() -> Path | None:
    """Memory, where there is enough and programs may lie in it: tests write much and wait until it is safe."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > LEAST_FREE else None


def _gates(fast: bool) -> list[list[str]]:
    pytest = ["pytest", "--quiet", "--durations=5"]
    reach = f" and not ({NEED_MACHINERY})" if fast else ""
    return [
        ["ruff", "check", "."],
        ["lint-imports"],
        ["mypy"],
        [*pytest, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-m", f"not alone{reach}"],
        [*pytest, "-m", f"alone{reach}"],
    ]


def _at_home(command: list[str]) -> list[str]:
    return [str(BIN / command[0]), *command[1:]]


def _environment(folder: str) -> dict[str, str]:
    """Compiled modules are kept: the tests start Python some hundred times."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return usual | {"PYTHONPATH": IMPORT_ROOTS, "PYTEST_DEBUG_TEMPROOT": folder}


def _chromium() -> bool:
    """Whether Chromium is there; on Debian as root it is installed if not."""
    if shutil.which("chromium"):
        return True
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    install = ["apt-get", "-o", "DPkg::Lock::Timeout=280", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.run([*install, *DEBIAN_PACKAGES], **quiet)  # type: ignore[call-overload]
    return shutil.which("chromium") is not None


if __name__ == "__main__":
    sys.exit(main())
