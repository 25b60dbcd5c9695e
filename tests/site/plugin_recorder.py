"""A plugin as others write them: hears every signal of Pelican and writes down what it was told, as it was told."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican.plugins import signals

heard: list[dict[str, Any]] = []
shared: dict[str, Any] = {}
"""Pelican's own context, the one of all generators."""


def register() -> None:
    for name, signal in vars(signals).items():
        if isinstance(signal, signals.Signal) and name != "finalized":
            signal.connect(listener(name), weak=False)
    signals.all_generators_finalized.connect(remember, weak=False)
    signals.content_written.connect(look, weak=False)
    signals.finalized.connect(write_down, weak=False)


def listener(name: str) -> Callable[..., None]:
    def hear(sender: Any, **told: Any) -> None:
        who = sender if isinstance(sender, str) else type(sender).__name__
        heard.append({"signal": name, "sender": who, "told": sorted(told)})

    return hear


def remember(generators: list[Any]) -> None:
    shared.update(generators[0].context)


def look(path: str, context: dict[str, Any]) -> None:
    """What the file is at this moment, and what became of Pelican's own words in its context."""
    heard[-1] |= {
        "digest": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        "keys": sorted(context),
        "other": sorted(key for key in shared if context.get(key) is not shared[key]),
        "lang": context.get("lang"),
        "output_file": context.get("output_file"),
    }


def write_down(pelican: Any) -> None:
    last = {"signal": "finalized", "sender": type(pelican).__name__, "told": []}
    Path(os.environ["HEARD"]).write_text(json.dumps([*heard, last]), encoding="utf-8")
