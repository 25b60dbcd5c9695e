"""Faults from outside, in a process that builds: it is killed or stopped, or the disk is full, at the n-th step.

A step is what changes a file system (Python's own audit events tell of each before it is done), and each value that is
written down for the ledger. Only steps of the process that began are counted. What was opened, moved and asked of the
ledger is noted besides.
"""

import contextlib
import errno
import os
import resource
import signal
import sqlite3
import sys
from typing import Any

CHANGES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "marshal.dumps")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}

_state: dict[str, Any] = {"steps": 0}
_noted: dict[str, list[str]] = {"opened": [], "moved": [], "removed": [], "asked": [], "folders": []}
_begun: list[sqlite3.Connection] = []


def begin(kind: str, at: int, within: str) -> None:
    """Count from now on, for paths with `within` in them.

    `kind`: `count`, and nothing more; `kill` and `stop`, before step `at`; `full`: from step `at` on the disk takes no
    new file or folder; `small`: no file may grow beyond `at` bytes; `orphan`: killed by its first child that writes.
    """
    _state.update(kind=kind, at=at, within=within, pid=os.getpid())
    if kind == "small":
        resource.setrlimit(resource.RLIMIT_FSIZE, (at, resource.RLIM_INFINITY))
    sys.addaudithook(_hear)


def end() -> None:
    """Let files grow again."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def noted() -> dict[str, Any]:
    """What there was: the number of `steps`, the files `opened`, `moved` to and `removed`, what was `asked` in SQL.

    `folders` are those made, each with the number of steps before it.
    """
    return {"steps": _state["steps"], **_noted}


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    _listen(event, arguments)
    _note(event, arguments)
    if not _is_step(event, arguments):
        return
    if os.getpid() != _state["pid"]:
        if _state["kind"] == "orphan":
            os.kill(_state["pid"], signal.SIGKILL)
        return
    _state["steps"] += 1
    _strike(event, arguments)


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    """Hear what a connection is asked from the first event after that of its beginning: it is none before."""
    for connection in _begun[:]:
        with contextlib.suppress(sqlite3.ProgrammingError):
            connection.set_trace_callback(_noted["asked"].append)
            _begun.remove(connection)
    if event == "sqlite3.connect/handle" and isinstance(arguments[0], sqlite3.Connection):
        _begun.append(arguments[0])


def _strike(event: str, arguments: tuple[Any, ...]) -> None:
    kind, steps, at = _state["kind"], _state["steps"], _state["at"]
    if kind in SIGNALS and steps == at:
        os.kill(os.getpid(), SIGNALS[kind])
    if kind == "full" and steps >= at and event in ("open", "os.mkdir"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _is_ours(arguments[0]) and not arguments[2] & (WRITES | os.O_DIRECTORY):
        _noted["opened"].append(os.fspath(arguments[0]))
    if event == "os.rename" and _is_ours(arguments[1]):
        _noted["moved"].append(f"{'over' if os.path.lexists(arguments[1]) else 'new'} {os.fspath(arguments[1])}")
    if event == "os.mkdir" and _is_ours(arguments[0]):
        _noted["folders"].append(f"{_state['steps']} {os.fspath(arguments[0])}")
    if event == "os.remove" and _is_ours(arguments[0]):
        _noted["removed"].append(f"{len(_noted['moved'])} {os.fspath(arguments[0])}")


def _is_step(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(arguments[2] & WRITES) and _is_ours(arguments[0])
    return event == "marshal.dumps" or (event in CHANGES and _is_ours(arguments[0]))


def _is_ours(path: object) -> bool:
    return isinstance(path, str | os.PathLike) and _state["within"] in os.fspath(path)
