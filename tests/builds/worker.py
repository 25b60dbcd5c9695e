"""`python -m tests.builds.worker`: builds once for each line it reads, in a process forked from this one.

Everything is imported once, so that a build costs what it does and not what beginning it costs. A request is a line of
JSON: `settings` (the settings file), `env`, `whole` (by Pelican), `resident` (where Pelican is not needed, in this very
process) and `fault` (see `faults.py`). An answer is a line of JSON: `code`, `said`, `summary`, `noted`.
"""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import pelican
import pelican.__main__
from catalogue import build
from catalogue.building import builder  # noqa: F401 -- imported for those who are forked
from catalogue.building.disk import NoRoom
from catalogue.building.running import said
from catalogue.given import SettingRefused, given_by_file

from tests.builds import faults


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Build as asked."""
    os.environ.update(asked["env"])
    if asked["resident"] and not asked["whole"]:
        found = _resident(Path(asked["settings"]))
        if found is not None:
            return found
    return _forked(asked)


def _resident(settings: Path) -> dict[str, Any] | None:
    try:
        summary = build.alone(given_by_file(settings))
    except (build.Refused, NoRoom) as reason:
        return {"code": 1, "said": f"{reason}\n", "summary": None, "noted": {}}
    return None if summary is None else {"code": 0, "said": "", "summary": json.loads(summary.json()), "noted": {}}


def _forked(asked: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        pid = os.fork()
        if pid == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os._exit(_build(asked))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        out.seek(0)
        errors.seek(0)
        told = [json.loads(one) for one in out.read().splitlines() if one.startswith("{")]
        words = errors.read()
    noted: dict[str, Any] = next((one for one in told if "steps" in one), {})
    summary = next((one for one in told if "offers" in one), None)
    return {"code": code, "said": words, "summary": summary, "noted": noted}


def _build(asked: dict[str, Any]) -> int:
    try:
        if asked["fault"]:
            faults.begin(**asked["fault"])
        code = _by_pelican(asked["settings"], "") if asked["whole"] else _command(asked["settings"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 -- the test is told whatever it is
        traceback.print_exc()
        code = 70
    faults.end()
    sys.stdout.write(json.dumps(faults.noted()) + "\n")
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _command(settings: str) -> int:
    """As `catalogue.build` does, save that Pelican, where it has to build, is there already."""
    try:
        given = given_by_file(Path(settings))
        summary = build.alone(given)
    except (SettingRefused, build.Refused, NoRoom) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    if summary is None:
        return _by_pelican(settings, given.settings)
    said(summary, machine=True)
    return 0


def _by_pelican(settings: str, known: str) -> int:
    more = [f"CATALOGUE_SETTINGS={json.dumps(known)}", "CATALOGUE_JSON=true"]
    pelican.main(["-s", settings, "--fatal", "errors", "-e", *more])
    return 0


if __name__ == "__main__":
    main()
