"""`python -m infra.deploy output`: brings the bucket of the site to what was built, then lets CloudFront forget.

Settings: FILES_BUCKET, and DISTRIBUTION_ID (an output of infra/edge.yaml). Files that pages need go first, pages after
them, so that no page is without its style; what is no longer built goes last. Kept for ever: `availability/`, which the
functions write, and `theme/`, whose hashed files personal pages and pages in caches still name.
"""

import argparse
import hashlib
import mimetypes
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NEEDED = ("index.html", "404.html", "booking-down.html")
"""Without the last two, CloudFront would answer in its own words."""
ASSETS = "theme/"
KEPT = (ASSETS, "availability/")
"""Begin the names of files that are never deleted."""
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=0, s-maxage=86400, must-revalidate"
"""Browsers ask each time; CloudFront keeps it until it is told to forget."""
TYPES = {
    ".html": "text/html; charset=utf-8", ".xml": "application/xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webp": "image/webp",
    ".avif": "image/avif",
}  # fmt: skip
FEW = 50
"""Where no more files than that are in the bucket, all of them may go."""
MOST_AT_ONCE = 1_000
"""Keys that S3 deletes in one request."""


class Refused(Exception):
    """What keeps the site from being deployed, in words."""


@dataclass(frozen=True)
class Upload:
    """A file to write: its key, type and how long it may be kept."""

    key: str
    content_type: str
    cache_control: str


@dataclass(frozen=True)
class Plan:
    """What is done to the bucket, in this order."""

    uploads: tuple[Upload, ...]
    deletes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.uploads or self.deletes)


def plan(built: Mapping[str, str], there: Mapping[str, str], *, force: bool = False) -> Plan:
    """From the MD5 of each file built and the one of each file in the bucket. Raises Refused.

    Most of the site never vanishes at once: a build that went wrong, or the wrong folder, is refused without `force`.
    """
    if missing := [name for name in NEEDED if name not in built]:
        raise Refused(f"there is no {missing[0]} in the folder: is it a site that was built?")
    deletes = tuple(sorted(key for key in there if key not in built and not key.startswith(KEPT)))
    former = sum(not key.startswith(KEPT) for key in there)
    if not force and former > FEW and 2 * len(deletes) > former:
        raise Refused(f"{len(deletes)} of {former} files would be deleted: look at the build, then use --force")
    changed = (key for key, digest in built.items() if there.get(key) != digest)
    return Plan(tuple(map(_upload, sorted(changed, key=_turn))), deletes)


def _turn(key: str) -> tuple[int, str]:
    """Assets, then pages and data, then the pages that many links lead to: lists name offers that must be there."""
    return (0 if key.startswith(ASSETS) else 2 if key.count("/") < 2 else 1), key


def _upload(key: str) -> Upload:
    suffix = Path(key).suffix
    kind = TYPES.get(suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"
    return Upload(key, kind, FOR_EVER if key.startswith(ASSETS) else SHORT)


def files(folder: Path) -> dict[str, str]:
    """Each file of a folder, by its path there, with its MD5, which S3 gives as the ETag of a file written at once."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        for path in found
    }


def listed(s3: Any, bucket: str) -> dict[str, str]:
    """Each file of the bucket with its ETag."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {one["Key"]: one["ETag"].strip('"') for page in pages for one in page.get("Contents", ())}


def carry_out(todo: Plan, folder: Path, s3: Any, bucket: str) -> None:
    """Do what is planned; a run that was cut short is made good by the next."""
    for upload in todo.uploads:
        s3.put_object(
            Bucket=bucket, Key=upload.key, Body=(folder / upload.key).read_bytes(), ContentType=upload.content_type,
            CacheControl=upload.cache_control,
        )
    for some in _batches(todo.deletes):
        done = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in some], "Quiet": True})
        if done.get("Errors"):
            raise Refused(f"S3 did not delete {done['Errors'][0]['Key']}: {done['Errors'][0]['Code']}")


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), MOST_AT_ONCE):
        yield keys[start : start + MOST_AT_ONCE]


def forget(cloudfront: Any, distribution: str, now: float) -> None:
    """Let CloudFront ask anew for everything: one path, however many files."""
    paths = {"Quantity": 1, "Items": ["/*"]}
    batch = {"Paths": paths, "CallerReference": f"deploy-{now:.0f}"}
    cloudfront.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Deploy, and tell what was done. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="infra.deploy", description="Bring the bucket to what was built.")
    parser.add_argument("folder", type=Path, help="the site, as `make build` wrote it")
    parser.add_argument("--plan", action="store_true", help="tell what would be done, and do nothing")
    parser.add_argument("--force", action="store_true", help="delete, however much it is")
    chosen = parser.parse_args(arguments)
    missing = [name for name in ("FILES_BUCKET", "DISTRIBUTION_ID") if not environ.get(name)]
    if missing:
        sys.stderr.write(f"Not set: {', '.join(missing)}\n")
        return 2
    try:
        return _deploy(chosen, environ["FILES_BUCKET"], environ["DISTRIBUTION_ID"])
    except Refused as reason:
        sys.stderr.write(f"{reason}\n")
        return 1


def _deploy(chosen: argparse.Namespace, bucket: str, distribution: str) -> int:
    import boto3

    s3 = boto3.client("s3")
    built, there = files(chosen.folder), listed(s3, bucket)
    todo = plan(built, there, force=chosen.force)
    if chosen.plan:
        lines = [*(f"+ {one.key} ({one.cache_control})" for one in todo.uploads), *(f"- {key}" for key in todo.deletes)]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    elif todo:
        carry_out(todo, chosen.folder, s3, bucket)
        forget(boto3.client("cloudfront"), distribution, time.time())
    sys.stdout.write(f"{len(todo.uploads)} written, {len(todo.deletes)} deleted, of {len(built)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
