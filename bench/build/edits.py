"""What an editor changes in one offer, and where it must show after the next build."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from catalogue import urls

LANG = "fr"
STEP = 7
"""Offers between two that are edited, so that no round edits the one before's."""

Check = Callable[[], None]


class NotShown(Exception):
    """A build has not shown an edit: what was measured was no build of it."""


@dataclass(frozen=True)
class Site:
    """This project's content and the site that it is built into."""

    content: Path
    output: Path

    def source(self, number: int, having: str = "") -> Path:
        """The French file of an offer that has these words in it; every round has another."""
        files = sorted((self.content / "offers").rglob(f"*.{LANG}.md"))
        turned = files[number * STEP % len(files) :] + files
        return next(path for path in turned if having in path.read_text(encoding="utf-8"))

    def shown(self, source: Path, words: str) -> Check:
        """Checks that the offer's page says the words. Raises NotShown."""
        slug = re.search(r"^slug: (.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)
        assert slug
        page = self.output / urls.offer(LANG, slug[1]).strip("/") / "index.html"

        def check() -> None:
            if words not in page.read_text(encoding="utf-8"):
                raise NotShown(f"{page} does not say “{words}”")

        return check


def _edit_body(site: Site, number: int) -> Check:
    source = site.source(number)
    words = f"Une phrase de plus, la {number + 1}e."
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    return site.shown(source, words)


def _edit_title(site: Site, number: int) -> Check:
    source = site.source(number)
    words = f"Un autre titre {number + 1}"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"^title: .*$", f"title: {words}", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return site.shown(source, words)


def _edit_date(site: Site, number: int) -> Check:
    """Move the hour of one date, in an offer that has dates and no weekly rule."""
    source = site.source(number, having="{on: ")
    text = source.read_text(encoding="utf-8")
    at = f"12:{10 + number:02d}"
    source.write_text(re.sub(r'at: "[0-9:]+"', f'at: "{at}"', text, count=1), encoding="utf-8")
    return site.shown(source, f"T{at.replace(':', '')}")  # the departure's id has it


SCENARIOS: dict[str, Callable[[Site, int], Check]] = {"body": _edit_body, "title": _edit_title, "date": _edit_date}
"""Each edits an offer and gives the check of what the next build must show."""
