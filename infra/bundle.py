"""Makes the zip that Lambda unpacks: small, already compiled, and the same bytes for the same sources."""

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WHEN = (1980, 1, 1, 0, 0, 0)
"""The one time of every entry: the earliest that a zip can say."""
UNUSED = ("bin", "share", "**/__pycache__", "icalendar/tests", "dateutil/zoneinfo/*.tar.gz", "babel/messages")


@dataclass(frozen=True)
class Size:
    """Bytes of a bundle, zipped and unpacked. Lambda takes at most 50 MB and 250 MB."""

    zipped: int
    unpacked: int


def prune(vendor: Path, languages: Iterable[str]) -> None:
    """Leave out what no function uses: tests, programs, and Babel's data of other languages than the site's."""
    for pattern in UNUSED:
        for path in list(vendor.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    kept = {"root", *languages}
    for data in (vendor / "babel" / "locale-data").glob("*.dat"):
        if data.stem not in kept:
            data.unlink()


def compile_all(python: Path, folder: Path) -> None:
    """Write the bytecode beside every module, for Lambda's file system is read-only.

    Marked as never to be checked against the source, since the times of a zip's entries say nothing.
    """
    subprocess.run(
        [python, "-m", "compileall", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash",
         "-s", folder, "-p", "/var/task", folder],
        check=True,
    )


def pack(folder: Path, target: Path) -> Size:
    """Zip the folder: entries in the order of their names, all of one time, without owners."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    temporary = target.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, path.read_bytes())
    os.replace(temporary, target)
    return Size(target.stat().st_size, sum(path.stat().st_size for path in files))
