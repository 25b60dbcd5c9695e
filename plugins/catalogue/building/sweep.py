"""Files of builds that no ledger knows of: what an earlier build wrote and this one does not plan."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

LANGUAGE_FOLDER = re.compile(r"[a-z]{2}")
FINDER = ("finder.json", "facets*.json", "cards-*.json", "words-*.json")
OURS = ("index.html", "feed.xml", "search.json", *FINDER, "calendar.ics")
"""Names of the files that the build writes below the folders of languages."""
PARTS = "sitemap-*.xml"


def leftovers(site: Path, planned: Collection[str]) -> Iterator[str]:
    """Paths of files that an earlier build can have written, and that are not `planned`."""
    folders = [child for child in site.iterdir() if LANGUAGE_FOLDER.fullmatch(child.name)] if site.is_dir() else []
    found = [file for folder in folders for name in OURS for file in folder.rglob(name)]
    for file in (*found, *site.glob(PARTS)):
        path = file.relative_to(site).as_posix()
        if path not in planned:
            yield path
