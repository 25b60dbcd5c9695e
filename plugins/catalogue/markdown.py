"""Markdown to HTML that is safe whatever the text, and the faults of a text that would lose something on the way."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup, escape

MOST_CHARACTERS = 20_000
MOST_BRACKETS = 200
"""Opening brackets in one paragraph: more are printed as they are."""

CODE = (
    r"(?P<fence>^[ ]{0,3}(?P<rail>`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ ]{0,3}(?P=rail)[`~]*[ ]*$|\Z))"
    r"|(?P<indented>(?:\A|(?<=\n\n))(?:[ ]{4}[^\n]*(?:\n|\Z))+)"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`))"
)
"""The parts of a Markdown text that are shown as they are."""

_CODE = re.compile(CODE, re.MULTILINE)
_TAG = re.compile(r"(?<!\]\()<(?!(?:https?://|mailto:)[^\s<>]*>|[^\s<>@]+@[^\s<>@]+>)[a-zA-Z/!?][^<>\n]*>?")
_TARGET = re.compile(r"(?P<image>!\[[^\[\]\n]*)?\]\(\s*(?P<target><[^>\n]*>|[^)\s]{0,2000})")
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]*\]:[ ]*(?P<target><[^>\n]*>|\S+)", re.MULTILINE)
_TOP_HEADING = re.compile(r"^#(?!#)[^\n]*|^[^\n]+\n=+[ ]*$", re.MULTILINE)
_MARKUP = re.compile(r"<|\]\(|\]:|^#(?!#)|^=", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")

_KEPT = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "ol": {"start"},
}
"""The attributes that an element keeps; any other element keeps none."""
_HEADINGS_AND_TABLES = ("h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr")
_TEXT = ("a", "blockquote", "br", "code", "div", "em", "hr", "img", "li", "ol", "p", "pre", "strong", "sup", "ul")
_TAGS = frozenset((*_HEADINGS_AND_TABLES, *_TEXT))
_BACK = {"fr": "Revenir à l’appel de la note {}", "en": "Back to where note {} is called"}


def to_html(text: str, lang: str = "fr") -> Markup:
    """The HTML of a Markdown text: no raw HTML, links to http, https, mailto or the site itself only.

    Safe for any text. A text nested too deep to be read comes out as one paragraph, as typed. `lang` is that of the
    words that footnotes add.
    """
    renderer = _renderer(lang if lang in _BACK else "en")
    # Looking for a bracket's end costs the rest of its paragraph: thousands in one would take minutes.
    blocks = [
        block.replace("[", "&#91;") if block.count("[") > MOST_BRACKETS else block for block in text.split("\n\n")
    ]
    try:
        # Every tag and attribute was chosen by _Sanitise.
        return Markup(renderer.reset().convert("\n\n".join(blocks)))  # noqa: S704
    except RecursionError:
        _renderer.cache_clear()  # it was left in the middle of its work, and reset() does not mend that
        return Markup("<p>{}</p>").format(escape(text))


def find_faults(text: str) -> Iterator[tuple[int, str, str]]:
    """What a text may not hold: (lines before it, kind of fault, what is written there).

    A text longer than a body may be is not read: its length is its fault, and patterns need time.
    """
    if len(text) > MOST_CHARACTERS:
        return
    line = 0
    for block in text.split("\n\n"):
        if block.count("[") > MOST_BRACKETS:
            yield line, "many_brackets", str(MOST_BRACKETS)
        line += block.count("\n") + 2
    yield from _find_in_markup(text)


def _find_in_markup(text: str) -> Iterator[tuple[int, str, str]]:
    if not _MARKUP.search(text):
        return
    shown = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _TAG.finditer(shown):
        yield _lines_before(found, shown), "raw_html", found[0]
    for found in (*_TARGET.finditer(shown), *_REFERENCE.finditer(shown)):
        target = found["target"].strip("<>")
        if not safe_address(target):
            yield _lines_before(found, shown), "bad_link", target
        elif found.groupdict().get("image") and not on_this_site(target):
            yield _lines_before(found, shown), "away_image", target
    for found in _TOP_HEADING.finditer(shown):
        yield _lines_before(found, shown), "top_heading", found[0]


def safe_address(target: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or a path or fragment of this site."""
    address = html.unescape(target)
    scheme = _SCHEME.match(address)
    if _UNSAFE.search(address) or address.startswith("//"):
        return False
    return scheme is None or scheme[0].lower() in _SAFE_SCHEMES


def on_this_site(target: str) -> bool:
    """Whether an address is a path of this site."""
    return safe_address(target) and not _SCHEME.match(html.unescape(target))


def _lines_before(found: re.Match[str], text: str) -> int:
    return text.count("\n", 0, found.start())


@lru_cache(maxsize=len(_BACK))
def _renderer(lang: str) -> Markdown:
    footnotes = FootnoteExtension(BACKLINK_TITLE=_BACK[lang])
    return Markdown(extensions=[TableExtension(), footnotes, _NoRawHtml()], output_format="html")


class _NoRawHtml(Extension):
    """Takes raw HTML out of the grammar, so that `<` is text, and checks the tree that comes out."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Last of all: until the one before has run, a sign escaped by a backslash is a control character.
        md.treeprocessors.register(_Sanitise(md), "sanitise", -100)


class _Sanitise(Treeprocessor):
    """Keeps known elements, known attributes and safe addresses; a picture from elsewhere becomes its words."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element is not root:
                _clean(element)


def _clean(element: Element) -> None:
    element.tag = "h2" if element.tag == "h1" else element.tag
    if element.tag not in _TAGS:
        element.tag = "div"
    aligned = re.fullmatch(r"text-align: (left|center|right);", element.get("style", ""))
    kept = {name: value for name, value in element.items() if name in _KEPT.get(element.tag, ())}
    if aligned:  # a style attribute would be refused by the site's Content-Security-Policy
        kept["class"] = f"align-{aligned[1]}"
    element.attrib.clear()
    element.attrib.update(kept)
    if element.tag == "a" and not safe_address(_plain(element.get("href", ""))):
        del element.attrib["href"]
    if element.tag == "img" and not on_this_site(_plain(element.get("src", ""))):
        element.tag, element.text = "em", element.get("alt", "")
        element.attrib.clear()


def _plain(address: str) -> str:
    return address.replace(AMP_SUBSTITUTE, "&")
