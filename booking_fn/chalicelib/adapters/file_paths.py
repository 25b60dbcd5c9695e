"""The names that a public file may have, whichever adapter keeps it."""

import re

PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def checked(path: str) -> str:
    """The path itself, such as `availability/murals.json`.

    Raises `ValueError` for one that could lead out of the folder or hide a file: absolute, with `..`, a part that is
    empty or begins with a dot, or other signs than letters, digits, `.`, `_` and `-`.
    """
    if not PATH.fullmatch(path):
        raise ValueError(f"not the path of a public file: {path!r}")
    return path
