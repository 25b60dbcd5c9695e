"""Builds the site: `python -m catalogue.build [-s pelicanconf.py] [--json]`.

It goes the shortest way. Where nothing has changed it says so; where offers or partners have, it builds by itself;
where anything else has (theme, settings, taxonomy, Pelican's own pages, this code), or another plugin has a say,
Pelican builds, with this plugin in it. The files are the same whichever way they came.
"""

import argparse
import gc
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import NoReturn, cast

from .building.changes import Changes
from .building.disk import NoRoom
from .building.ledger import Ledger
from .building.places import Places
from .building.running import language, look_anyhow, only_build, said
from .building.staging import clear
from .building.summary import Summary, Watch, nothing
from .given import Given, SettingRefused, given_by_file
from .pages.covered import all_there


class Refused(Exception):
    """What keeps the site from being built, in words, one reason a line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build. Returns the exit status: 1 where something keeps the site from being built."""
    chosen = _parse(arguments)
    gc.disable()  # what a build makes lives to its end: looking through it for garbage takes a third more
    try:
        given = given_by_file(chosen.settings)
        summary = alone(given)
    except (SettingRefused, NoRoom, Refused) as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    if summary is None:
        return by_pelican(given, chosen.settings, machine=chosen.json)
    said(summary, machine=chosen.json)
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="catalogue.build", description="Build the site, as little of it as need be.")
    parser.add_argument("-s", "--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings file")
    parser.add_argument("--json", action="store_true", help="tell what was done in one line of JSON")
    return parser.parse_args(arguments)


def alone(given: Given) -> Summary | None:
    """Build without Pelican, or None where it has to. Raises Refused."""
    watch = Watch(language())
    with only_build(given) as ledger:
        with watch.phase("look"):
            try:
                changes = look_anyhow(given, ledger, _prepare)
            except (FileNotFoundError, NotADirectoryError):
                return None  # Pelican's run tells of it
        if not (given.alone and changes.same_elsewhere):
            return None
        try:
            return _nothing(given, ledger, changes, watch) or _build(given, ledger, changes, watch)
        except sqlite3.DatabaseError:
            ledger.forget()  # it is damaged: Pelican's run makes everything anew
            return None


def _prepare() -> None:
    """Import what a build needs."""
    # Pydantic looks through all installed packages for plugins of its own, and imports much for that. Here is nobody
    # to have any: looking would take a fortieth of a small build.
    sys.modules.setdefault("pydantic.plugin._loader", cast(ModuleType, SimpleNamespace(get_plugins=tuple)))
    from .building import builder, reasons  # noqa: F401


def _nothing(given: Given, ledger: Ledger, changes: Changes, watch: Watch) -> Summary | None:
    """The summary where the site is what the content says, its pictures and the theme's files included."""
    if not changes.nothing:
        return None
    with watch.phase("look"):
        if not all_there(given.output, ledger.fact("covers"), lambda: ledger.fact("pictures")):
            return None
        clear(Places(given.output.resolve(), given.data))  # a build that was killed at its very end left it
    return nothing(ledger.fact("offers"), ledger.fact("pages"), ledger.fact("files"), watch)


def _build(given: Given, ledger: Ledger, changes: Changes, watch: Watch) -> Summary:
    # Imported here: where nothing has changed, or Pelican builds, none of this is needed.
    import pickle

    from .building.builder import Builder
    from .building.reasons import REASONS

    builder = Builder(given, ledger, changes, watch)
    try:
        builder.read()
        builder.plan(pickle.loads(ledger.fact("documents")))  # noqa: S301 -- from our own ledger
        return builder.write()
    except REASONS as reason:
        raise Refused(str(reason)) from reason


def by_pelican(given: Given, settings: Path, *, machine: bool) -> int:
    """Let Pelican build. Returns its exit status."""
    more = [f"CATALOGUE_SETTINGS={json.dumps(given.settings)}", f"CATALOGUE_JSON={json.dumps(machine)}"]
    command = [sys.executable, "-m", "pelican", "-s", str(settings), "--fatal", "errors", "-e", *more]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE if machine else None, text=True)
    if machine and not done.returncode:
        # Pelican says things of its own besides.
        sys.stdout.write("".join(line for line in done.stdout.splitlines(keepends=True) if line.startswith("{")))
    return done.returncode


def leave(status: int) -> NoReturn:
    """End the process at once: giving back its memory piece by piece takes a tenth of the time of a small build."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    leave(main())
