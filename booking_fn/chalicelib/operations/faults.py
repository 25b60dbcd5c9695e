"""Faults that nobody foresaw, in the log: their kind and their place, never their words."""

import logging
from traceback import extract_tb

log = logging.getLogger("faubourg")


def log_fault(name: str, fault: Exception) -> None:
    """Log what broke. A library's message may repeat what a visitor typed, so it stays out; `name` is not personal."""
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(extract_tb(fault.__traceback__)))
    log.error("broken: %s: %s at %s", name, type(fault).__name__, places)
