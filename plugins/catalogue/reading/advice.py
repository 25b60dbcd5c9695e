"""Warnings: what may stay as it is, but would serve visitors better otherwise."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from ..model import Rule
from .crosscheck_dates import days_of
from .faults import Fault, fault
from .folder import Folder
from .frontmatter import Document, FieldPath
from .sources import OfferSource, PartnerSource

LONGEST_TITLE = 60
LONGEST_SUMMARY = 160
"""What search engines show."""

SENTENCE_ENDS = (".", "!", "?", "…", "»", "”", ")")
FILE_NAME = re.compile(r".*\.(?:jpe?g|png|webp|avif|heic)|(?:img|dsc|image|photo)[ _-]?\d+", re.IGNORECASE)


class Advice:
    """Looks at offers as they are read, and tells what could be better."""

    def __init__(self, folder: Folder, build_day: date) -> None:
        self.folder, self.build_day = folder, build_day
        self._warnings: list[Fault] = []
        self._summaries: list[tuple[str, str, Fault]] = []
        """Language, summary, and the warning that is due if another offer says the same."""

    def take_partner(self, partner: PartnerSource) -> None:
        """Nothing of a partner is warned of."""

    def take_offer(self, offer: OfferSource) -> None:
        """Look at an offer."""
        for lang, document in offer.documents.items():
            for where, code, params in self._of_words(lang, document, offer):
                self._warn(document, where, code, **params)
        if offer.has("departures") and offer.default in offer.documents:
            self._take_past(offer)

    def warnings(self) -> list[Fault]:
        """All that was found, sorted."""
        found, first = [*self._warnings], dict[tuple[str, str], str]()
        for lang, summary, same in sorted(self._summaries, key=lambda one: one[2]):
            other = first.setdefault((lang, summary), same.path)
            if other != same.path:
                found.append(replace(same, params=(("other", other.rpartition("/")[2]),)))
        return sorted(found)

    def share(self) -> Any:
        """What was found, to be handed to another process."""
        return self._warnings, self._summaries

    def join(self, share: Any) -> None:
        """Take over what another process has found."""
        warnings, summaries = share
        self._warnings += warnings
        self._summaries += summaries

    def _warn(self, document: Document, where: FieldPath, code: str, **params: object) -> None:
        self._warnings.append(fault(document.path, _line(document, where), document.name_of(where), code, **params))

    def _of_words(self, lang: str, document: Document, offer: OfferSource) -> Iterator[tuple[FieldPath, str, Any]]:
        values = document.values
        title, summary, alts = (values.get(name) for name in ("title", "summary", "alt"))
        if isinstance(title, str) and len(title) > LONGEST_TITLE:
            yield ("title",), "long_title", {"length": len(title)}
        if isinstance(summary, str):
            source = offer.main.values.get("summary") if offer.default in offer.documents else None
            for code, params in self._of_summary(lang, document, summary, title):
                yield ("summary",), code, params
            if document is not offer.documents.get(offer.default) and summary == source:
                yield ("summary",), "untranslated_summary", {}
        for file, alt in alts.items() if isinstance(alts, dict) else ():
            if isinstance(alt, str) and (alt == file.rpartition(".")[0] or FILE_NAME.fullmatch(alt)):
                yield ("alt", file), "alt_is_file_name", {"value": alt}

    def _of_summary(self, lang: str, document: Document, summary: str, title: Any) -> Iterator[tuple[str, Any]]:
        if len(summary) > LONGEST_SUMMARY:
            yield "long_summary", {"length": len(summary)}
        if not summary.endswith(SENTENCE_ENDS):
            yield "summary_without_stop", {}
        if isinstance(title, str) and summary.rstrip(".") == title.rstrip("."):
            yield "summary_is_title", {}
        same = Fault(document.path, _line(document, ("summary",)), "summary", "summary_of_another")
        self._summaries.append((lang, summary, same))

    def _take_past(self, offer: OfferSource) -> None:
        for index, form in enumerate(offer.facts.departures):
            days = [pair for pair in days_of(form) if not isinstance(form, Rule) or pair[0] == ("until",)]
            if days and max(day for _, day in days) < self.build_day:
                step, day = days[-1]
                where = ("departures", offer.kept.get("departures", range(index + 1))[index], *step)
                self._warn(offer.main, where, "past_date", value=day)


def _line(document: Document, where: FieldPath) -> int:
    """The line of a field. At the left margin it is found without reading the file again: warnings may be many."""
    at = document.text.find(f"\n{where[0]}:") if len(where) == 1 else -1
    return document.text.count("\n", 0, at) + 2 if at >= 0 else document.line_of(where)
