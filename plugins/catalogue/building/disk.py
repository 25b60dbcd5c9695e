"""What a disk refuses, and what to say of it."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from ..language import locale_language

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

REFUSED = {
    "fr": "{place}\u202f: le disque refuse ({why}) -> faire de la place ou donner les droits, puis reconstruire\u202f; "
    "{left}",
    "en": "{place}: the disk refuses ({why}) -> make room or give rights, then build again; {left}",
}
UNCHANGED = {"fr": "le site est resté tel quel", "en": "the site is as it was"}
IN_PLACE = {"fr": "le site lui-même est en place", "en": "the site itself is in its place"}


class NoRoom(Exception):
    """The disk took no more; the message says what to do."""


def no_room(error: OSError, place: str | Path, left: Mapping[str, str] = UNCHANGED) -> NoRoom:
    """What to say of a disk that refuses, and in which state the site is `left`, in the language of the locale."""
    lang = locale_language(os.environ)
    return NoRoom(REFUSED[lang].format(place=place, why=error.strerror, left=left[lang]))


def write(path: str, content: bytes) -> None:
    """Write a new file, by the fewest calls of the system. Raises OSError, also where the disk took a part alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        taken = os.write(handle, content)
    finally:
        os.close(handle)
    if taken != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
