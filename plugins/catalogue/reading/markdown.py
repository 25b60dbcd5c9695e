"""Markdown to HTML that is safe whatever the text, and the faults of a text that would lose something on the way."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from markupsafe import Markup

from ..model import MOST_CHARACTERS
from .markdown_writer import ENGINE, TooDeepError, Writer, on_this_site, plainly_written, safe_address, without_nul

MOST_BRACKETS = 200
"""Opening brackets in one paragraph: more are no sentence."""

CODE = (
    r"(?P<fence>^[ ]{0,3}(?P<rail>(?P<sign>[`~])(?P=sign){2,})(?:(?<=~)|(?<=`)(?![^\n]*`))[^\n]*(?:\n|\Z)"
    r"[\s\S]*?(?:^[ ]{0,3}(?P=rail)(?P=sign)*[ \t]*$|\Z))"
    r"|(?P<indented>(?:\A|(?<=\n\n))(?:(?:[ ]{4}|[ ]{0,3}\t)[^\n]*(?:\n|\Z))+)"
    r"|(?P<code>(?<!`)(?:(?<!\\)|(?<=\\\\))(?P<ticks>`+)(?!`)(?:[^\n]|\n(?![ \t]*\n))*?(?<!`)(?P=ticks)(?!`))"
)
"""The parts of a Markdown text that are shown as they are, as CommonMark 0.31 says in 4.4, 4.5 and 6.1.

A pattern cannot know what list a line stands in: a point's second paragraph, four spaces in, is taken for code.
"""

_SIGNS = ("<", "[", "=")
_FIRST_RANK = re.compile(r"#(?<!##)(?!#)")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>\n]*>?")
_Found = Sequence[tuple[str, str]]
"""Kinds of fault, and what is written there."""


def to_html(text: str, lang: str = "fr") -> Markup:
    """The HTML of a Markdown text: no raw HTML, links to http, https, mailto or the site itself only.

    Safe for any text: every tag and attribute is written here, by what the engine says it read. HTML in the text comes
    out as typed; so does, as one paragraph, a text nested too deep to be read. `lang` is that of the words that
    footnotes add.
    """
    try:
        written = plainly_written(text) or Writer(text, lang).write()
    except TooDeepError:
        written = f"<p>{escape(text, quote=False)}</p>"
    return Markup(written)  # noqa: S704 -- see above


def find_faults(text: str) -> Iterator[tuple[int, str, str]]:
    """What a text may not hold: (lines before it, kind of fault, what is written there).

    A text longer than a body may be is not read: its length is its fault.
    """
    if len(text) > MOST_CHARACTERS:
        return
    if text.count("[") > MOST_BRACKETS:
        yield from _find_brackets(text)
    # Without any of these there is no HTML, no address and no heading of the first rank.
    if any(sign in text for sign in _SIGNS) or _FIRST_RANK.search(text):
        yield from _find_in_markup(without_nul(text))


def _find_brackets(text: str) -> Iterator[tuple[int, str, str]]:
    line = 0
    for block in text.split("\n\n"):
        if block.count("[") > MOST_BRACKETS:
            yield line, "many_brackets", str(MOST_BRACKETS)
        line += block.count("\n") + 2


def _find_in_markup(text: str) -> Iterator[tuple[int, str, str]]:
    source = text.encode()
    # Nearly all texts have no fault, and asking where everything stands costs as much again.
    if any(_faults_of(event) for event in ENGINE.events(text) if "Text" not in event and "End" not in event):
        for event, place in ENGINE.events_with_range(text):
            for code, value in _faults_of(event):
                yield source.count(b"\n", 0, place["start"]), code, _printable(value)
    for definition in ENGINE.reference_definitions(text).values():
        if not safe_address(definition["dest"]):
            yield source.count(b"\n", 0, definition["span"]["start"]), "bad_link", _printable(definition["dest"])


def _faults_of(event: Any) -> _Found:
    if isinstance(event, str):
        return ()
    (kind,) = event
    value = event[kind]
    if kind == "Start" and isinstance(value, dict):
        (kind,) = value
        value = value[kind]
    check = _CHECKS.get(kind)
    return check(value) if check else ()


def _check_line(line: str) -> _Found:
    return [("raw_html", found[0]) for found in _TAG.finditer(line)]


def _check_tag(tag: str) -> _Found:
    return [("raw_html", tag)]


def _check_link(link: Mapping[str, str]) -> _Found:
    # Any other kind takes its address from a definition, where it is told once.
    is_written_here = link["link_type"] in ("Inline", "Autolink")
    return [("bad_link", link["dest_url"])] if is_written_here and not safe_address(link["dest_url"]) else ()


def _check_image(image: Mapping[str, str]) -> _Found:
    is_away = safe_address(image["dest_url"]) and not on_this_site(image["dest_url"])
    return [("away_image", image["dest_url"])] if is_away else _check_link(image)


def _check_heading(heading: Mapping[str, str]) -> _Found:
    return [("top_heading", "#")] if heading["level"] == "H1" else ()


_CHECKS: Mapping[str, Callable[[Any], _Found]] = {
    "Html": _check_line,
    "InlineHtml": _check_tag,
    "Link": _check_link,
    "Image": _check_image,
    "Heading": _check_heading,
}
"""What is looked at, by the engine's name of it."""


def _printable(value: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in value)
