"""The links of a text: where they lead, those that lead nowhere, and those that are a secret."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..model import MOST_CHARACTERS
from .frontmatter import Document
from .markdown import CODE, MOST_BRACKETS, to_html
from .markdown_writer import ENGINE, without_nul

PLAIN_LINK = re.compile(r"\]\(([A-Za-z0-9:/._~?%+,;@-]+)\)")
"""A link whose address stands there as it counts."""

EMPTY_OR_FRAGMENT = re.compile(r"\]\([ \n]{0,9}(?:<>)?[ \n]{0,9}[)#]|\]:[ \n]{0,9}(?:<>|#)")
BY_NAME = re.compile(r"(?<!\\)\[([^\[\]\n]+)\]\[([^\[\]\n]+)\]")
CODE_PARTS = re.compile(CODE, re.MULTILINE)

MEETINGS = (
    "zoom.us/", "teams.microsoft.com/", "teams.live.com/", "meet.google.com/", "whereby.com/", "jit.si/", "jitsi",
    "bigbluebutton", "bbb", "webex.com/",
)  # fmt: skip
"""What the address of a video meeting has in it, one or the other."""

MEETING = re.compile(
    r"(?:zoom\.us|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|whereby\.com|jit\.si|webex\.com)/\w"
    r"|\b(?:jitsi|bbb|bigbluebutton)[\w-]{0,60}\.[\w.-]{2,90}/\w|bigbluebutton/\w|/bbb/\w",
    re.IGNORECASE,
)
"""Such an address, and the beginning of what is behind it; bounded, for it is sought in any text."""

LONGEST_HOST = 160
"""Characters that MEETING looks at before a slash, and some more."""


class Link(NamedTuple):
    """A link or a picture of a Markdown text."""

    line: int
    """Lines before it."""
    address: str


def links(text: str) -> Iterator[Link]:
    """The links and pictures of a Markdown text, in its order; of a text too long to be a body none."""
    if len(text) > MOST_CHARACTERS or text.count("[") > MOST_BRACKETS or ("](" not in text and "]:" not in text):
        return
    source = text.encode()
    for event, place in ENGINE.events_with_range(without_nul(text)):
        begun: Any = None if isinstance(event, str) else event.get("Start")
        if isinstance(begun, dict) and (found := begun.get("Link") or begun.get("Image")):
            yield Link(source.count(b"\n", 0, place["start"]), found["dest_url"])


def internal_links(text: str) -> list[Link]:
    """Those that lead to a path of this site."""
    return [link for link in links(text) if link.address.startswith("/")] if "](/" in text or "]: /" in text else []


def dead_ends(text: str) -> Iterator[tuple[int, str]]:
    """The links that lead nowhere: without an address, to a heading or by a name that the text does not have."""
    if EMPTY_OR_FRAGMENT.search(text):
        html = ""
        for line, address in links(text):
            html = html or to_html(text)
            if not address or (address.startswith("#") and f'id="{address[1:]}"' not in html):
                yield line, address or "[]()"
    if "][" in text and len(text) <= MOST_CHARACTERS:
        yield from _unnamed(CODE_PARTS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text))


def _unnamed(text: str) -> Iterator[tuple[int, str]]:
    names = {" ".join(name.casefold().split()) for name in ENGINE.reference_definitions(without_nul(text))}
    for found in BY_NAME.finditer(text):
        if " ".join(found[2].casefold().split()) not in names:
            yield text.count("\n", 0, found.start()), found[0]


def check_secrets(document: Document) -> None:
    """Note every address of a video meeting: who knows it can come in, and git forgets nothing."""
    # Whatever is such an address has a slash behind it, and most of a text stands before none.
    near = "/".join(part[-LONGEST_HOST:] for part in document.text.split("/")).lower()
    if not any(sign in near for sign in MEETINGS):
        return
    for found in MEETING.finditer(document.text):
        document.add_at(document.text.count("\n", 0, found.start()) + 1, "", "secret_link", value=found[0][:-1])
