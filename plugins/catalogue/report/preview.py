"""The pages that a proposal changes, as built: the site is made anew in a folder of the report, by the usual build."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .. import urls
from .changes import Proposal
from .phrases import Unavailable

SITE, PICTURES = "site", "pictures"
"""Folders of the report."""
PLUGINS = Path(__file__).resolve().parents[2]
PLACE = "var/report"
SECONDS = 600
SITE_URL = "http://127.0.0.1:8000"


class Page(NamedTuple):
    """A page of the preview."""

    own_id: str
    lang: str
    url: str

    @property
    def path(self) -> str:
        """Where its file is, from the report's folder."""
        return f"{SITE}{self.url}index.html"

    @property
    def name(self) -> str:
        """Begins the names of its pictures."""
        return f"{self.own_id}.{self.lang}"


@dataclass(frozen=True)
class Preview:
    """What was built and pictured; a reason is a sentence in Markdown, empty where all went well."""

    pages: tuple[Page, ...] = ()
    pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Paths from the report's folder, by name of the page, then `phone` or `desktop`."""
    reasons: tuple[str, ...] = ()

    def of(self, own_id: str) -> list[Page]:
        """The pages of an offer or a partner."""
        return [page for page in self.pages if page.own_id == own_id]


def pages_of(proposal: Proposal) -> list[Page]:
    """The pages of all offers and partners that are new or changed, in every language in which they differ."""
    found = [Page(own_id, *one) for own_id in proposal.added for one in _offer_pages(proposal, own_id)]
    for change in proposal.changed:
        differ = {wording.lang for wording in change.words} | set(change.languages_added)
        pages = _offer_pages(proposal, change.id)
        found += [Page(change.id, *one) for one in pages if one[0] in differ or change.facts or change.dates]
    for partner in proposal.partners:
        words = partner.after.words if partner.after else {}
        langs = [lang for lang in proposal.after.languages if lang in words]
        found += [Page(partner.id, lang, urls.partner(lang, partner.id)) for lang in langs]
    return found


def _offer_pages(proposal: Proposal, own_id: str) -> list[tuple[str, str]]:
    words = proposal.after.offers[own_id].words
    return [(lang, urls.offer(lang, words[lang].slug)) for lang in proposal.after.languages if lang in words]


def build(settings: Path, content: Path, place: Path) -> None:
    """Build the site of a content folder into the report's folder, as little of it as need be. Raises Unavailable.

    Data files, which hold what is private of partners, go elsewhere: the report's folder is given away.
    """
    kept = place.parent / f"{place.name}-kept"
    roots = [str(PLUGINS), *filter(None, [os.environ.get("PYTHONPATH")])]
    environ = os.environ | {
        "PYTHONPATH": os.pathsep.join(roots),
        "CONTENT": str(content.resolve()), "OUTPUT": str((place / SITE).resolve()), "SITE_URL": SITE_URL,
        "DATA_OUTPUT": str((kept / "data").resolve()), "CATALOGUE_CACHE": str((kept / "cache").resolve()),
    }  # fmt: skip
    command = [sys.executable, "-m", "catalogue.build", "-s", str(settings)]
    try:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Unavailable("because_build", reason=f"{SECONDS} s") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise Unavailable("because_build", reason=said[0] if said else str(done.returncode))


def built(pages: Iterable[Page], place: Path) -> tuple[Page, ...]:
    """The pages whose files are there: an address is from the proposal, and leads nowhere else."""
    site = (place / SITE).resolve()
    return tuple(
        page for page in pages
        if (file := (place / page.path).resolve()).is_relative_to(site) and file.is_file()
    )
