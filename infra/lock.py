"""`make lock`: every requirements file anew from its `.in`, pinned with hashes, naming no index."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    "requirements/serve", "requirements/dynamodb", "requirements/test", "requirements/bench",
    "booking_fn/requirements", "infra/requirements",
)


def main() -> int:
    """Compile each file; the later ones keep to the versions of the first."""
    for name in FILES:
        command = [
            str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet", "--universal", "--python-version",
            "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "--upgrade",
            f"{name}.in", "--output-file", f"{name}.txt",
        ]
        if name != FILES[0]:
            command += ["--constraint", f"{FILES[0]}.txt"]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
