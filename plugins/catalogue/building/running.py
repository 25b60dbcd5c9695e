"""Beginning a build and telling of its end: the same from the command line and within Pelican."""

import contextlib
import gc
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..given import Given, SettingRefused
from ..language import locale_language
from .changes import Changes, ledger_path, look
from .disk import FULL, no_room
from .ledger import Ledger, one_at_a_time
from .summary import Summary, Watch

if TYPE_CHECKING:
    from .builder import Builder

WAITING = {
    "fr": "Une autre construction du même site est en cours\u202f: celle-ci attend son tour.",
    "en": "Another build of the same site is under way: this one waits for it.",
}


def language() -> str:
    """`fr` or `en`, by the locale."""
    return locale_language(os.environ)


@contextlib.contextmanager
def only_build(given: Given) -> Iterator[Ledger]:
    """The ledger of an output folder, for one build at a time. Raises SettingRefused or NoRoom: it cannot be kept."""
    path = ledger_path(given)
    with contextlib.ExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(one_at_a_time(path.with_suffix(".lock"), _wait))
            ledger = stack.enter_context(contextlib.closing(Ledger(path)))
        except (OSError, sqlite3.DatabaseError) as error:
            if isinstance(error, OSError) and error.errno in FULL:
                raise no_room(error, path) from error
            reason = f"CATALOGUE_CACHE ({given.cache}): {error} -> name a folder that can be written to"
            raise SettingRefused(reason) from error
        yield ledger


def _wait() -> None:
    print(WAITING[language()], file=sys.stderr)  # noqa: T201 -- somebody waits and wants to know why


@contextlib.contextmanager
def begun(given: Given) -> Iterator["Builder"]:
    """A build that has looked at what has changed."""
    from .builder import Builder  # a build in which nothing has changed does without

    watch = Watch(language())
    gc.disable()  # a build makes much that lives to its end: looking through it for garbage takes a third more
    with only_build(given) as ledger:
        with watch.phase("look"):
            changes = look_anyhow(given, ledger)
        yield Builder(given, ledger, changes, watch)


def look_anyhow(given: Given, ledger: Ledger, meanwhile: Callable[[], object] = bool) -> Changes:
    """What has changed, as `look` says it; a ledger that is damaged is begun anew."""
    try:
        return look(given, ledger, meanwhile)
    except sqlite3.DatabaseError:
        ledger.forget()
        return look(given, ledger)


def said(summary: Summary, *, machine: bool) -> None:
    """Tell what a build did: a line for people, or one of JSON."""
    print(summary.json() if machine else summary.text(language()))  # noqa: T201 -- the answer of a command
