"""Markdown comes out safe whatever it says, and what it would lose is told beforehand."""

import re
from html.parser import HTMLParser

import pytest
from catalogue.reading.markdown import find_faults, to_html
from catalogue.reading.markdown_writer import safe_address
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

ALLOWED_ATTRIBUTES = {"href", "title", "class", "src", "alt", "id", "start", "aria-label"}
ALLOWED_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
}
ALLOWED_TAGS |= {"pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}


class Inspector(HTMLParser):
    """Notes every tag, attribute and address that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.others: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


def assert_safe(text: str) -> None:
    seen = Inspector(text)
    assert seen.tags <= ALLOWED_TAGS
    assert seen.attributes <= ALLOWED_ATTRIBUTES
    assert not seen.others
    for address in seen.addresses:
        scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*)\s*:", address)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto"), address
        assert not re.sub(r"[\x00-\x20\\]", "", address).startswith("//"), address


def test_tables_footnotes_and_links_come_out() -> None:
    text = to_html("## A\n\n[b](/fr/)[^1] <https://example.org/>\n\n| c | d |\n|:--|--:|\n| e | f |\n\n[^1]: Note.")
    assert isinstance(text, Markup)
    for piece in ("<h2>A</h2>", '<a href="/fr/">b</a>', "<table>", 'class="align-right"', 'id="fn:1"', "example.org"):
        assert piece in text
    assert "style=" not in text
    assert_safe(text)


def test_a_footnote_speaks_the_page_s_language() -> None:
    assert "Revenir à l’appel de la note 1" in to_html("a[^1]\n\n[^1]: b", "fr")
    assert "Back to where note 1 is called" in to_html("a[^1]\n\n[^1]: b", "en")


def test_one_text_leaves_nothing_for_the_next() -> None:
    to_html("a[^1] [b]\n\n[^1]: note\n[b]: /fr/\n")
    assert to_html("a[^1] [b]") == "<p>a[^1] [b]</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b> <!-- c --> <?php ?> <!DOCTYPE x>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](javascript\\:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](javascript&#x3a;alert(1))",
        "[a](&#x01;javascript:alert(1))",
        "[a](data:text/html,<script>)",
        "[a](vbscript:x)",
        "[a](//elsewhere.example.org/)",
        "[a](/\\elsewhere.example.org/)",
        "[a][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        '[a](x "onmouseover=alert(1)")',
        "[a](x '\" onmouseover=alert(1) \"')",
        "![`<script>`](https://elsewhere.example.org/x.png)",
        '[a](x"onclick="y)',
        "![a](javascript:alert(1))",
        "![a](https://elsewhere.example.org/x.png)",
        '![a"onerror="x](b.png)',
        "a[^<script>]\n\n[^<script>]: b",
        "a[^x\" onclick=y]\n\n[^x\" onclick=y]: b",
        "| <script> |\n|---|\n| <b onclick=x> |",
        "`<script>` and\n\n    <script>\n",
        "\x02wzxhzdk:0\x03 klzzwxh:0000",
        "&lt;script&gt; &#60;script&#62;",
    ],
)  # fmt: skip
def test_a_hostile_text_is_harmless(text: str) -> None:
    out = to_html(text)
    assert "<script" not in out.lower()
    assert_safe(out)


PIECES = (
    "<script> </script> <img|src=x|onerror=y> [a]( ) javascript: data: ![ ]( [a]:| \\ \" ' ` \n \n\n |||| >| -| |---| "
    "[^1] [^1]:| &#106; &colon; &lt; <http://a> <a@b.c> <!-- --> <? <![CDATA[ * __ #| x |onclick=y \t : // |"
)
HOSTILE = st.lists(st.sampled_from([piece.replace("|", " ") for piece in PIECES.split(" ")]), max_size=25).map("".join)


@settings(deadline=None)
@given(HOSTILE | st.text(max_size=80))
@example("[a](\\javascript:x)")
def test_no_text_gives_a_script_a_handler_or_an_unsafe_address(text: str) -> None:
    assert_safe(to_html(text))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    ["> ", "- ", "[", "![", "*", "_", "`a``b", "[a](", "<a", "| ", "&", "[^1]", "\\", "](", "1. ", "*_[`<", "[a\n\n"],
)
def test_a_text_of_one_repeated_sign_ends_in_time_and_is_safe(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert_safe(to_html(text))
    list(find_faults(text))


def test_a_sign_escaped_in_an_address_keeps_the_link() -> None:
    assert to_html("[a](/fr/mur\\_peint/)") == '<p><a href="/fr/mur_peint/">a</a></p>'


def test_a_text_nested_too_deep_comes_out_as_typed_and_leaves_nothing_for_the_next() -> None:
    deep = "1. " * 6_000
    assert to_html(deep).startswith("<p>1. 1. 1.")
    assert to_html("a [b]") == "<p>a [b]</p>"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("/fr/visites/", True),
        ("../a", True),
        ("#fn:1", True),
        ("a/b:c", True),
        ("tel:+33199001234", False),
        ("javascript:x", False),
        ("//example.org", False),
        ("\\\\example.org", False),
        ("java script:x", False),
    ],
)
def test_an_address_is_safe_by_its_scheme(address: str, safe: bool) -> None:
    assert safe_address(address) is safe


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\nb <b>c</b>", [(2, "raw_html"), (2, "raw_html")]),
        ("<!-- a -->", [(0, "raw_html")]),
        ("1 < 2 et 3 > 2, <https://example.org> <a@example.org>", []),
        ("`<b>` ``<i>``\n\n```\n<u>\n```\n\n    <s>\n", []),
        ("[a](ftp://x)", [(0, "bad_link")]),
        ("[![a](b.png)](javascript:x)", [(0, "bad_link")]),
        ("![a](https://x/y.png)", [(0, "away_image")]),
        ("![a](y.png) [b](z) [c](<d e>)", [(0, "bad_link")]),
        ("## a\n\n### b", []),
        ("a\n# b", [(1, "top_heading")]),
        ("a\n===", [(0, "top_heading")]),
    ],
)
def test_what_a_text_would_lose_is_found_on_its_line(text: str, found: list[tuple[int, str]]) -> None:
    assert [(line, code) for line, code, _ in find_faults(text)] == found
