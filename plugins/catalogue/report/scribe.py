"""What the sections of the report are written with: names, links, tables, diffs of words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..model import Words
from ..model.partners import PartnerWords
from ..reading.faults import Fault
from .changes import OfferChange, PartnerChange, Proposal
from .escaping import code, fenced, plain
from .fitting import Part
from .phrases import Speech
from .preview import Page, Preview
from .values import Row, Teller, label
from .wording import Wording, counted, diff

KINDS = ("phone", "desktop")
"""Of pictures."""


@dataclass(frozen=True)
class Bookings:
    """Seats taken of the departures that a proposal touches, by their ids; or why nobody looked, in Markdown."""

    seats: Mapping[str, int]
    unread: str = ""


@dataclass(frozen=True)
class Findings:
    """All that is told."""

    proposal: Proposal
    faults: Sequence[Fault]
    bookings: Bookings
    preview: Preview
    others: Sequence[str]
    """Paths of other content files that differ."""
    base: str
    commit: str
    day: date


class Scribe:
    """Writes in one language. Without `links` paths are named only: in a comment they would lead nowhere."""

    def __init__(self, findings: Findings, speech: Speech, *, links: bool) -> None:
        self.findings, self.proposal, self.speech, self.links = findings, findings.proposal, speech, links
        self.tellers = Teller(speech, self.proposal.before), Teller(speech, self.proposal.after)

    def name(self, own_id: str) -> str:
        """An offer’s title."""
        side = self.proposal.after if own_id in self.proposal.after.offers else self.proposal.before
        return plain(side.title(own_id, self.speech.lang))

    def pages(self, own_id: str) -> str:
        """Its pages in the preview, with their pictures."""
        return ", ".join(self._page(page) for page in self.findings.preview.of(own_id))

    def _page(self, page: Page) -> str:
        pictures = self.findings.preview.pictures.get(page.name, {})
        shown = [self._link(self.speech.say(kind), pictures[kind]) for kind in KINDS if kind in pictures]
        return self._link(page.lang, page.path) + (f" ({', '.join(shown)})" if shown else "")

    def _link(self, name: str, path: str) -> str:
        return f"[{name}]({path})" if self.links else f"{name} {code(path)}"

    def title(self, key: str, n: int = 0) -> str:
        """A section’s heading, with how many it holds."""
        return f"### {self.speech.say(key)}" + (f" ({n})" if n else "")

    def rows(self, found: Sequence[Row]) -> str:
        """A table of differences; empty where there is none."""
        return self.table([self.speech.say(head) for head in ("what", "before", "after")], found) if found else ""

    def table(self, heads: Sequence[str], told: Iterable[Sequence[str]]) -> str:
        """A table: heads, then lines of as many cells."""
        cells = [heads, ["---"] * len(heads), *told]
        return "\n".join(f"| {' | '.join(line)} |" for line in cells)

    def words(self, change: OfferChange | PartnerChange) -> Iterator[str]:
        """Which fields differ, a line a language."""
        if isinstance(change, OfferChange):
            yield from (self.speech.say("language_added", lang=lang) for lang in change.languages_added)
            yield from (self.speech.say("language_removed", lang=lang) for lang in change.languages_removed)
        model = Words if isinstance(change, OfferChange) else PartnerWords
        for wording in change.words:
            more, less = counted(wording)
            fields = ", ".join(label(model, name, self.speech.lang).lower() for name in wording.names)
            yield self.speech.say("words_of", lang=wording.lang, fields=fields, more=more, less=less)

    def details(self, wording: Wording, name: str) -> Part:
        """The diff of words, folded."""
        title = self.speech.say("words_diff", lang=wording.lang)
        text = f"<details><summary>{title}</summary>\n\n{fenced(diff(wording), 'diff')}\n\n</details>"
        return Part(text, f"{name}, {title}")


def headed(name: str, *more: str) -> str:
    """The heading of an offer or a partner, and what is said of it in a line."""
    return f"#### {name}\n{' · '.join(filter(None, more))}"
