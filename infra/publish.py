"""`python -m infra.publish build/publish/catalogue.json`: hand a built catalogue to booking, by the settings in force.

Written to be run where the settings of the worker are (see docs/operators.md).
"""

import json
import sys
from pathlib import Path

from chalicelib import wiring
from chalicelib.core.errors import CatalogueTooOld
from chalicelib.operations.publish_catalogue import publish_catalogue


def main() -> int:
    """Publish, and tell what was written and what was kept against the catalogue."""
    if len(sys.argv) != 2:
        print("Say which file: python -m infra.publish build/publish/catalogue.json", file=sys.stderr)
        return 2
    catalogue = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        report = publish_catalogue(wiring.shop(), catalogue)
    except CatalogueTooOld as fence:
        print(f"Catalogue {fence.sequence} is older than {fence.published}, which is published: build anew.")
        return 1
    print(f"offers: {report.written} written, {report.unchanged} unchanged, {report.withdrawn} withdrawn")
    for line in report.kept:
        print(f"kept: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
