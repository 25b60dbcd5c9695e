"""`python -m devstack.builder`: keeps all that a build needs, builds once for each line it reads, answers in JSON.

A process of its own, so that the shop's threads do not slow it and new code is taken by starting it again. An answer
is one line: what the build tells of itself, or `faults` by language. It ends with its input.
"""

import gc
import json
import os
import sys
import tempfile
import traceback
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TextIO

from devstack.environment import ROOT

sys.path.insert(0, str(ROOT / "plugins"))
SETTINGS = Path("pelicanconf.py")
LANGUAGES = ("fr", "en")


def main() -> None:
    """Answer until the input ends."""
    answers = _own_output()
    gc.disable()
    for _ in sys.stdin:
        print(json.dumps(_answer()), file=answers, flush=True)
        gc.collect()  # while nobody waits


def _own_output() -> TextIO:
    """The standard output, for answers alone: what anybody prints goes to the standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _answer() -> dict[str, Any]:
    try:
        return build()
    except Exception as error:  # noqa: BLE001 - a template or a plugin that is being written may do anything
        said = "".join(traceback.format_exception(error, limit=-3))
        return {"faults": dict.fromkeys(LANGUAGES, said)}


def build() -> dict[str, Any]:
    """Build the site of pelicanconf.py, and tell what was done or what keeps it from being built."""
    from catalogue.build import Refused, alone
    from catalogue.given import SettingRefused, given_by_file

    try:
        given = given_by_file(SETTINGS)
        summary = alone(given)
    except (Refused, SettingRefused) as reason:
        return {"faults": {lang: _words(reason, lang) for lang in LANGUAGES}}
    return asdict(summary) if summary else by_pelican(given.settings)


def _words(reason: Exception, lang: str) -> str:
    from catalogue.reading.faults import Faults, report

    return report(reason.__cause__.found, lang) if isinstance(reason.__cause__, Faults) else str(reason)


def by_pelican(settings: str) -> dict[str, Any]:
    """Let Pelican build: in a process forked from this one, which spares it all imports and leaves nothing here."""
    import pelican.__main__  # noqa: F401
    from catalogue.building import builder  # noqa: F401

    with tempfile.TemporaryFile("w+") as out:
        child = get_context("fork").Process(target=_pelican, args=(settings, out.fileno()))
        child.start()
        child.join()
        out.seek(0)
        said = out.read().strip()
    if child.exitcode:
        return {"faults": dict.fromkeys(LANGUAGES, said)}
    return dict(json.loads(next(line for line in reversed(said.splitlines()) if line.startswith("{"))))


def _pelican(settings: str, out: int) -> None:
    from pelican import main as pelican

    for stream in (1, 2):
        os.dup2(out, stream)
    more = [f"CATALOGUE_SETTINGS={json.dumps(settings)}", "CATALOGUE_JSON=true"]
    pelican(["-s", str(SETTINGS), "--fatal", "errors", "-e", *more])


if __name__ == "__main__":
    main()
