"""What lies in a content folder, by one pass over it: a build in which nothing has changed looks at no more."""

import os
from stat import S_IFREG as FILE

Stat = tuple[int, int, int]
"""Size in bytes, then when the content, and when anything of the file, last changed (nanoseconds of its system)."""

FOLDERS = ("circuits", "media", "offers", "pages", "partners")
BY_TERRITORY = ("offers", "partners")
"""Folders that may hold a folder for each territory."""
TYPE = 0o170000
"""The bits of a mode that tell what it is."""
NO_FILE: Stat = (-1, 0, 0)
"""Stands for what is not a plain file: a folder, a link."""


def scan(content: str) -> dict[str, Stat]:
    """All names at the top of the folder `content` and in its FOLDERS, as paths from there (`offers/kayak.fr.md`).

    Of BY_TERRITORY also what lies one folder deeper (`offers/paris/kayak.fr.md`), instead of that folder. Names that
    begin with a dot are left out: editors and systems leave those. Raises FileNotFoundError or NotADirectoryError
    where there is no such folder.
    """
    found = _names(content, "", deeper=False)
    for folder in FOLDERS:
        try:
            found.update(_names(os.path.join(content, folder), f"{folder}/", deeper=folder in BY_TERRITORY))
        except (FileNotFoundError, NotADirectoryError):
            continue
    return found


def _names(folder: str, prefix: str, *, deeper: bool) -> dict[str, Stat]:
    found: dict[str, Stat] = {}
    # By its handle, the system need not find its way to the folder again for each of the files.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with os.scandir(handle) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                stat = _stat(entry)
                if deeper and stat is NO_FILE and entry.is_dir(follow_symlinks=False):
                    found.update(_names(os.path.join(folder, name), f"{prefix}{name}/", deeper=False))
                else:
                    found[prefix + name] = stat
    finally:
        os.close(handle)
    return found


def _stat(entry: os.DirEntry[str]) -> Stat:
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since the folder was listed
        return NO_FILE
    if found.st_mode & TYPE != FILE:
        return NO_FILE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
