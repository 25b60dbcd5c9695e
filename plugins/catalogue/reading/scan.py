"""What lies in a content folder, by one pass over it: a build in which nothing has changed looks at no more."""

import os

Stat = tuple[int, int, int]
"""Size in bytes, then when the content, and when anything of the file, last changed (nanoseconds of its system)."""

FOLDERS = ("circuits", "media", "offers", "pages", "partners")
BY_TERRITORY = ("offers", "partners")
"""Folders that may hold a folder for each territory."""
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
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if deeper and entry.is_dir(follow_symlinks=False):
                found.update(_names(entry.path, f"{prefix}{entry.name}/", deeper=False))
            else:
                found[prefix + entry.name] = _stat(entry)
    return found


def _stat(entry: os.DirEntry[str]) -> Stat:
    if not entry.is_file(follow_symlinks=False):
        return NO_FILE
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since the folder was listed
        return NO_FILE
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns
