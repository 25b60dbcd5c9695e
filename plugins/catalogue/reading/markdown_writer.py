"""Writes the HTML of a Markdown text from what the engine reads in it: every tag and attribute is chosen here."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

import pyromark

MOST_NESTED = 50
"""Elements inside one another: more are no structure that anyone can read."""

ENGINE = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES)
"""CommonMark with tables and footnotes: one dialect, for what is shown and for what is checked."""

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")

_STARTS = {
    "Paragraph": "<p>",
    "HtmlBlock": "<p>",
    "Item": "<li>",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "BlockQuote": "<blockquote>\n",
    "CodeBlock": "<pre><code>",
    "Table": "<table>\n",
    "TableHead": "<thead>\n<tr>\n",
    "TableRow": "<tr>\n",
}
"""What is written where an element begins, if it depends on nothing else; and where it ends."""
_ENDS = {
    "Paragraph": "</p>\n",
    "HtmlBlock": "</p>\n",
    "Item": "</li>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "BlockQuote": "</blockquote>\n",
    "CodeBlock": "</code></pre>\n",
    "Table": "</tbody>\n</table>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
    "Link": "</a>",
}
_BREAKS = {"SoftBreak": "\n", "HardBreak": "<br>\n", "Rule": "<hr>\n"}
_BACK = {
    "fr": "Revenir à l’appel de la note {}",
    "en": "Back to where note {} is called",
    "es": "Volver a la llamada de la nota {}",
    "de": "Zurück zum Verweis auf Fußnote {}",
}
_ARROW = "↩\ufe0e"  # the selector keeps phones from showing a coloured picture


def without_nul(text: str) -> str:
    """A text as the engine is to read it: NUL is never shown (CommonMark 0.31, 2.3), and the engine leaves it."""
    return text.replace("\0", "\ufffd")


def safe_address(target: str) -> bool:
    """Whether a link may lead there, its entities read: http, https, mailto, or a path or fragment of this site."""
    scheme = _SCHEME.match(target)
    if _UNSAFE.search(target) or target.startswith("//"):
        return False
    return scheme is None or scheme[0].lower() in _SAFE_SCHEMES


def on_this_site(target: str) -> bool:
    """Whether an address is a path of this site."""
    return safe_address(target) and not _SCHEME.match(target)


_MORE = ("<", "|", "[^", "\0")
"""What HTML, which the engine lets through, tables, notes and NUL are never without."""

_FLAT_POINT = r"li>[^<]*(?:</?(?:em|strong|a)\b[^<]*)*</li>"
_OTHER = re.compile(
    rf'<(?!/?(?:p|h[2-6]|em|strong|ul|ol)>|{_FLAT_POINT}|/li>|a href="https?://[a-zA-Z0-9./-]+">|/a>)', re.ASCII
)
"""A tag that the engine writes otherwise than the writer, or before which it begins another line."""


def plainly_written(text: str) -> str | None:
    """The engine's own HTML of a text, where the writer's would be the same: nearly every text is as plain as that.

    None where there may be more in it than paragraphs, headings, flat lists, stress and links to other sites.
    """
    if any(sign in text for sign in _MORE) or text.count("*") + text.count("_") > MOST_NESTED:
        return None  # stress may be nested too deep
    html = ENGINE.html(text)
    return None if _OTHER.search(html) else html.rstrip("\n")


class TooDeepError(Exception):
    """More than MOST_NESTED elements inside one another."""


class Writer:
    """Writes the HTML of one text, from what the engine reads in it."""

    def __init__(self, text: str, lang: str) -> None:
        self.events: Iterator[Any] = iter(ENGINE.events(without_nul(text)))
        self.pieces: list[str] = []
        self.outside: list[list[str]] = []
        self.depth = 0
        self.alignments: tuple[str, ...] = ()
        self.columns: Iterator[str] = iter(())
        self.cell = "td"
        self.notes = _Notes(_BACK.get(lang, _BACK["en"]))

    def write(self) -> str:
        """The whole HTML, the notes at its end. Raises TooDeepError."""
        hands = {
            "Text": self._words,
            "InlineHtml": self._words,
            "Html": self._words,
            "Code": self._code,
            "Start": self._start,
            "End": self._end,
            "FootnoteReference": self._call,
        }
        for event in self.events:
            if isinstance(event, str):
                self.pieces.append(_BREAKS[event])
            else:
                kind, value = event.popitem()
                hands[kind](value)
        return ("".join(self.pieces) + self.notes.write()).rstrip("\n")

    def _words(self, words: str) -> None:
        # Most words have none of these signs: asking costs a third of escaping.
        unsafe = "&" in words or "<" in words or ">" in words
        self.pieces.append(escape(words, quote=False) if unsafe else words)

    def _code(self, code: str) -> None:
        self.pieces.append(f"<code>{escape(code, quote=False)}</code>")

    def _call(self, label: str) -> None:
        self.pieces.append(self.notes.call(label))

    def _start(self, tag: Any) -> None:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise TooDeepError
        if not isinstance(tag, str):
            (name,) = tag
            self._start_with(name, tag[name])
        elif tag == "TableCell":
            self.pieces.append(self._cell())
        else:
            self.pieces.append(_STARTS[tag])
            if tag in ("TableHead", "TableRow"):
                self.cell = "th" if tag == "TableHead" else "td"
                self.columns = iter(self.alignments)

    def _cell(self) -> str:
        side = next(self.columns, "None").lower()
        # A style attribute would be refused by the site's Content-Security-Policy.
        return f"<{self.cell}>" if side == "none" else f'<{self.cell} class="align-{side}">'

    def _start_with(self, name: str, value: Any) -> None:
        match name:
            case "Link":
                self.pieces.append(_link(value))
            case "Heading":
                self.pieces.append(f"<{_heading(value['level'])}>")
            case "List":
                self.pieces.append(_list(value))
            case "Image":
                self.pieces.append(_image(value, self._words_of_image()))
            case "FootnoteDefinition":
                self.outside.append(self.pieces)
                self.pieces = self.notes.open(value)
            case _:
                self.alignments = value if name == "Table" else ()
                self.pieces.append(_STARTS[name])

    def _end(self, tag: Any) -> None:
        self.depth -= 1
        if isinstance(tag, str) and tag in _ENDS:
            self.pieces.append(_ENDS[tag])
            return
        match tag:
            case {"Heading": level}:
                self.pieces.append(f"</{_heading(level)}>\n")
            case {"List": numbered}:
                self.pieces.append("</ol>\n" if numbered else "</ul>\n")
            case {"BlockQuote": _}:
                self.pieces.append(_ENDS["BlockQuote"])
            case "TableCell":
                self.pieces.append(f"</{self.cell}>\n")
            case _:  # a footnote's
                self.pieces = self.outside.pop()

    def _words_of_image(self) -> str:
        """Reads on to the end of the image just begun: its words, without their marks."""
        words: list[str] = []
        images = 1
        for event in self.events:
            match event:
                case {"Text": said} | {"Code": said} | {"InlineHtml": said}:
                    words.append(said)
                case str():
                    words.append(" ")
                case {"Start": {"Image": _}}:
                    images += 1
                case {"End": "Image"}:
                    images -= 1
            if not images:
                break
        self.depth -= 1
        return "".join(words)


class _Notes:
    """The footnotes of one text, numbered as they are first called."""

    def __init__(self, back: str) -> None:
        self.back = back
        self.numbers: dict[str, int] = {}
        self.calls: Counter[int] = Counter()
        self.bodies: dict[str, list[str]] = {}

    def call(self, label: str) -> str:
        """The HTML of a call."""
        number = self.numbers.setdefault(label.casefold(), len(self.numbers) + 1)
        self.calls[number] += 1
        place = _place(number, self.calls[number])
        return f'<sup id="{place}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'

    def open(self, label: str) -> list[str]:
        """Where to write the body of a note; two of one label are one note."""
        return self.bodies.setdefault(label.casefold(), [])

    def write(self) -> str:
        """The list of notes; one that is never called comes last, so that no words are lost."""
        if not self.bodies:
            return ""
        for label in self.bodies:
            self.numbers.setdefault(label, len(self.numbers) + 1)
        written = [self._write_note(number, self.bodies.get(label, [])) for label, number in self.numbers.items()]
        return f'<div class="footnote">\n<hr>\n<ol>\n{"".join(written)}</ol>\n</div>\n'

    def _write_note(self, number: int, pieces: list[str]) -> str:
        body = "".join(pieces)
        back = "".join(f"\u00a0{self._back(number, nth)}" for nth in range(1, self.calls[number] + 1))
        words = body.removesuffix("</p>\n")
        end = "" if words == body else "</p>\n"
        return f'<li id="fn:{number}">{words}{back}{end}</li>\n'

    def _back(self, number: int, nth: int) -> str:
        label = self.back.format(number) + (f" ({nth})" if nth > 1 else "")
        return f'<a class="footnote-backref" href="#{_place(number, nth)}" aria-label="{label}">{_ARROW}</a>'


def _place(number: int, nth: int) -> str:
    return f"fnref:{number}" if nth == 1 else f"fnref{nth}:{number}"


def _heading(level: str) -> str:
    """The page's own heading is its only h1."""
    return "h2" if level == "H1" else level.lower()


def _link(link: dict[str, str]) -> str:
    address = f"mailto:{link['dest_url']}" if link["link_type"] == "Email" else link["dest_url"]
    href = f' href="{escape(address)}"' if safe_address(address) else ""
    return f"<a{href}{_title(link)}>"


def _image(image: dict[str, str], words: str) -> str:
    if not on_this_site(image["dest_url"]):
        return f"<em>{escape(words, quote=False)}</em>"
    return f'<img src="{escape(image["dest_url"])}" alt="{escape(words)}"{_title(image)}>'


def _title(link: dict[str, str]) -> str:
    return f' title="{escape(link["title"])}"' if link["title"] else ""


def _list(start: int | None) -> str:
    if start is None:
        return "<ul>\n"
    return "<ol>\n" if start == 1 else f'<ol start="{start}">\n'
