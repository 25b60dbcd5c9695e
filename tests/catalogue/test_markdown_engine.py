"""The dialect that editors are told of, and that no text whatever gives a page more than the dialect."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import html5lib
import pytest
from catalogue.reading.markdown import CODE, find_faults, to_html
from catalogue.reading.markdown_writer import ENGINE, MOST_NESTED, TooDeepError, Writer, plainly_written
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

ROOT = Path(__file__).resolve().parents[2]
ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title", "class", "aria-label"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
"""What an element may say; any other of TAGS says nothing."""
TEXT_TAGS = ("a", "blockquote", "br", "code", "div", "em", "hr", "img", "li", "ol", "p", "pre", "strong", "sup", "ul")
TAGS = (*TEXT_TAGS, "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr")
CLASSES = {"footnote", "footnote-ref", "footnote-backref", "align-left", "align-center", "align-right"}


def read(text: str) -> list[ET.Element]:
    """The elements that a browser makes of a text's HTML."""
    parsed = html5lib.parseFragment(str(to_html(text)), namespaceHTMLElements=False)
    return [element for element in parsed.iter() if element is not parsed]


def leads_to(address: str) -> str:
    """The scheme that a browser finds in an address, which drops what it does not see; // for another site's."""
    seen = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//", seen)
    return found[0].lower().removesuffix(":") if found else ""


def assert_of_the_dialect(text: str) -> None:
    elements = read(text)
    for element in elements:
        assert element.tag in TAGS
        assert set(element.keys()) <= ALLOWED.get(str(element.tag), set())
        assert element.get("class", "footnote") in CLASSES
        assert element.get("start", "0").isdecimal()
        assert leads_to(element.get("href", "")) in ("", "http", "https", "mailto")
        assert leads_to(element.get("src", "")) == ""
    assert_notes_lead_there_and_back(elements)


def assert_notes_lead_there_and_back(elements: list[ET.Element]) -> None:
    ids = [element.get("id", "") for element in elements if element.get("id") is not None]
    assert all(re.fullmatch(r"fn(?:ref\d*)?:\d+", own_id) for own_id in ids)
    assert max(Counter(ids).values(), default=1) == 1
    leads = {
        element.get("href", "")[1:] for element in elements if (element.get("class") or "").startswith("footnote-")
    }
    assert leads <= set(ids)


PIECES = (
    "<script>", "</script>", "<img src=x onerror=y>", "<b", ">", "<!--", "-->", "<?", "<![CDATA[", "]]>", "style=x",
    "[a](", ")", "![", "](", "[", "]", "[a]: ", "[a]", "[^a]", "[^A]", "[^a]: ", "[^b]: ", "[^b]", "'", '"', " title",
    "javascript:", "JAVASCRIPT&colon;", "data:", "vbscript:", "mailto:", "/fr/", "//x.example.org", "<javascript:x>",
    "<http://a>", "<a@b.c>", "&#106;", "&lt;", "&Tab;", "&NewLine;", "\\", "\x00", "\x01", "\x7f", "\u2028", "é", "\r",
    "*", "__", "`", "```\n", "~~~", "# ", "## ", "> ", "- ", "1. ", "7) ", "\n", "\n\n", "    ", "\t", "---\n", "===\n",
    "| a | b |\n", "|:-|-:|\n", "|",
)  # fmt: skip
PLAIN = ("a", " ", "\n", "\n\n", "- ", "1. ", "## ", "*", "**")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80))
@example("[a[^b]][c]\n\n[c]: /x\n[^b]: n")
@example("[^a]: x[^a]\n\n[^A]: y")
@example("- [^a]: x\n\n> [^a]")
@example('| a[^a] |\n|--|\n| ![b](c "d") |\n\n[^a]: > n')
@example("![a ![b](c) *d* `e` <i>](f)")
def test_no_text_gives_a_browser_more_than_the_dialect(text: str) -> None:
    assert_of_the_dialect(text)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80))
def test_faults_of_any_text_stand_on_its_lines_and_can_be_printed(text: str) -> None:
    for line, _, value in find_faults(text):
        assert 0 <= line <= text.count("\n")
        assert value.isprintable()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("a <i>b</i>")
@example("> # a")
@example("![a][b]\n\n[b]: https://example.org/")
@example("[a](javascript&colon;\x007)")
def test_what_is_lost_or_refused_in_a_page_is_told(text: str) -> None:
    told = {code for _, code, _ in find_faults(text)}
    for event in ENGINE.events(text):
        if isinstance(event, dict) and ("Html" in event or "InlineHtml" in event):
            assert "raw_html" in told
    if any("href" not in element.keys() for element in read(text) if element.tag == "a"):  # noqa: SIM118
        assert "bad_link" in told


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("*un*, **deux**,\n`ceci`.", "<p><em>un</em>, <strong>deux</strong>,\n<code>ceci</code>.</p>"),
        ("# Un\n\n## Deux\n\n### Trois", "<h2>Un</h2>\n<h2>Deux</h2>\n<h3>Trois</h3>"),
        ("[le canal](/fr/visites/ \"À pied\")", '<p><a href="/fr/visites/" title="À pied">le canal</a></p>'),
        ("<https://example.org/?a&b>", '<p><a href="https://example.org/?a&amp;b">https://example.org/?a&amp;b</a></p>'),
        ("<a@example.org>", '<p><a href="mailto:a@example.org">a@example.org</a></p>'),
        ("- un\n- deux\n  - trois", "<ul>\n<li>un</li>\n<li>deux<ul>\n<li>trois</li>\n</ul>\n</li>\n</ul>"),
        ("3. un\n4. deux", '<ol start="3">\n<li>un</li>\n<li>deux</li>\n</ol>'),
        ("1. un\n\n2. deux", "<ol>\n<li><p>un</p>\n</li>\n<li><p>deux</p>\n</li>\n</ol>"),
        ("> dit-on", "<blockquote>\n<p>dit-on</p>\n</blockquote>"),
        ("```sh\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("a  \nb\n\n---", "<p>a<br>\nb</p>\n<hr>"),
        ("![Un *mur*](/media/mur.jpg)", '<p><img src="/media/mur.jpg" alt="Un mur"></p>'),
        ("![Un *mur*](https://example.org/mur.jpg)", "<p><em>Un mur</em></p>"),
        ("Dit <b>fort</b>", "<p>Dit &lt;b&gt;fort&lt;/b&gt;</p>"),
        ("<div>\n\ndit", "<p>&lt;div&gt;\n</p>\n<p>dit</p>"),
        ("~~non~~ \"a\" -- b... http://example.org", "<p>~~non~~ \"a\" -- b... http://example.org</p>"),
        ("a\0b", "<p>a\ufffdb</p>"),
    ],
)  # fmt: skip
def test_the_dialect_comes_out_so(text: str, page: str) -> None:
    assert to_html(text) == page


def test_a_table_keeps_the_side_of_its_columns_without_a_style() -> None:
    cells = [
        element
        for element in read("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |")
        if element.tag in ("th", "td")
    ]
    sides = [None, "align-left", "align-center", "align-right"]
    assert [(cell.tag, cell.get("class")) for cell in cells] == [("th", side) for side in sides] + [
        ("td", side) for side in sides
    ]


def test_notes_are_numbered_as_called_and_lead_back_to_each_call() -> None:
    page = to_html("a[^z] b[^y] c[^Z]\n\n[^y]: deux\n\n[^z]: un\n\n    et plus\n", "en")
    assert re.findall(r'<sup id="(.*?)"><a class="footnote-ref" href="(.*?)">', page) == [
        ("fnref:1", "#fn:1"),
        ("fnref:2", "#fn:2"),
        ("fnref2:1", "#fn:1"),
    ]
    assert re.findall(r'<li id="(.*?)"><p>(\w+)', page) == [("fn:1", "un"), ("fn:2", "deux")]
    assert re.findall(r'href="#fnref(.*?)" aria-label="(.*?)"', page) == [
        (":1", "Back to where note 1 is called"),
        ("2:1", "Back to where note 1 is called (2)"),
        (":2", "Back to where note 2 is called"),
    ]
    assert_notes_lead_there_and_back(read("a[^z] b[^y] c[^Z]\n\n[^y]: deux\n\n[^z]: un"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "Revenir à l’appel de la note 1"),
        ("en", "Back to where note 1 is called"),
        ("es", "Volver a la llamada de la nota 1"),
        ("de", "Zurück zum Verweis auf Fußnote 1"),
        ("it", "Back to where note 1 is called"),
    ],
)
def test_the_way_back_from_a_note_has_a_name_in_the_page_s_language(lang: str, words: str) -> None:
    assert f'aria-label="{words}"' in to_html("a[^1]\n\n[^1]: b", lang)


def test_a_note_that_is_never_called_or_defined_twice_loses_no_words() -> None:
    page = to_html("a[^1]\n\n[^1]: un\n\n[^1]: encore\n\n[^2]: seule")
    assert [word for word in ("un", "encore", "seule") if word in page] == ["un", "encore", "seule"]
    assert page.count("footnote-backref") == 1


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from((*PIECES, *PLAIN)), max_size=20).map("".join))
@example("- ## a\n    *b")
@example("- a\n  - b")
@example("- a\n\n- b")
@example("a  \nb")
@example("# a\n\n***")
@example("[a](https://example.org/ü)")
def test_the_engine_s_own_html_is_shown_only_where_the_writer_s_is_the_same(text: str) -> None:
    plain = plainly_written(text)
    if plain is not None:
        assert plain == Writer(text, "fr").write()


def test_a_text_of_paragraphs_headings_points_and_links_is_written_plainly() -> None:
    text = "## A\n\nOne & *two*, **three**:\n\n- a\n- *b* c\n\n[d](https://example.org/fr/1)\nand on"
    assert plainly_written(text) is not None


def test_stress_nested_too_deep_is_not_written_plainly() -> None:
    text = "*a " * (MOST_NESTED + 1) + "b" + "*" * (MOST_NESTED + 1)
    with pytest.raises(TooDeepError):
        Writer(text, "fr").write()
    assert plainly_written(text) is None


@pytest.mark.parametrize(("piece", "elements"), [("> ", 1), ("1. ", 2), ("> - ", 3)])
def test_a_text_is_nested_to_a_limit_and_comes_out_as_typed_beyond_it(piece: str, elements: int) -> None:
    most = (MOST_NESTED - 1) // elements
    assert len(read(piece * most + "a")) >= most * elements
    for times in (MOST_NESTED // elements + 1, 5_000):
        assert to_html(piece * times + "a") == f"<p>{escape(piece * times + 'a')}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "[x]: " + "&" * 9_000 + "\n\n" + "[x]\n" * 2_700,
        "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + "|b\n" * 6_400,
        "[^a]" * 4_900 + "\n\n[^a]: b",
        "*_" * 9_999 + "a",
        "![" * 4_000 + "a" + "](b)" * 2_500,
        "[a](<b" * 3_300,
        "[ (](" * 3_900,
        "!-- <" * 4_000,
        "a***" * 4_900,
        "[^\n" * 6_000 + "<a",
    ],
)
def test_a_text_made_to_be_slow_gives_bounded_work(text: str) -> None:
    assert sum(1 for _ in ENGINE.events(text)) <= 30 * 20_000
    assert len(to_html(text)) <= 150 * 20_000
    list(find_faults(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<div>\n<b>a</b>\n\nb", [(0, "raw_html", "<div>"), (1, "raw_html", "<b>"), (1, "raw_html", "</b>")]),
        ("a <b\nclass=x> c", [(0, "raw_html", "<b\ufffdclass=x>")]),
        ("a < b <3 <é>", []),
        ("\\<b> &lt;b>", []),
        ("> `<b>`\n>\n> - ~~~\n>   <i>\n>   ~~~", []),
        ("- a\n\n      <b>", []),
        ("- a\n\n    <b>", [(2, "raw_html", "<b>")]),
        ("`<b>\n\n<i>`", [(0, "raw_html", "<b>"), (2, "raw_html", "<i>")]),
        ("<ftp://example.org>", [(0, "bad_link", "ftp://example.org")]),
        ("[a](java&#10;script:x)", [(0, "bad_link", "java\ufffdscript:x")]),
        ("a\n\n[b]: tel:1", [(2, "bad_link", "tel:1")]),
        ("![a][b] [a][b]\n\n[b]: https://example.org/", [(0, "away_image", "https://example.org/")]),
        ("![a][b] [a][b]\n\n[b]: ftp://example.org/", [(2, "bad_link", "ftp://example.org/")]),
        ("> # a\n\n- b\n  ===", [(0, "top_heading", "#"), (2, "top_heading", "#")]),
        ("é\n\n    # a\n\n#a\n\n#", [(6, "top_heading", "#")]),
    ],
)
def test_faults_are_what_the_engine_reads(text: str, found: list[tuple[int, str, str]]) -> None:
    assert list(find_faults(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "a `b` c",
        "a ``b ` c`` d `e",
        "a \\`b` c` d",
        "`a\n\nb` c",
        "```\na\n```\nb",
        "~~~ `x`\na\n```\n~~~\nb",
        "``` `x\na\n",
        "````\n```\n````\na",
        "```\n~~~\n```~\na",
        "```",
        "a\n\n    b\n    c\n\nd",
        "\tb\n\nd",
        "a\n    b",
    ],
)
def test_the_pattern_of_code_finds_what_the_engine_finds(text: str) -> None:
    source = text.encode()
    read_as_code = [
        source[place["start"] : place["end"]].decode().strip()
        for event, place in ENGINE.events_with_range(text)
        if isinstance(event, dict) and ("Code" in event or "CodeBlock" in str(event.get("Start")))
    ]
    assert [found[0].strip() for found in re.finditer(CODE, text, re.MULTILINE)] == read_as_code


@pytest.mark.parametrize("name", ["editors.md", "editors.fr.md"])
def test_the_editors_examples_are_of_the_dialect_and_without_fault(name: str) -> None:
    examples = re.findall(
        r"^````markdown\n(.*?)^````$", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.S | re.M
    )
    assert examples
    for shown in examples:
        assert not list(find_faults(shown))
        assert_of_the_dialect(shown)
    seen = {element.tag for shown in examples for element in read(shown)}
    assert {
        "p",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "h2",
        "h3",
        "blockquote",
        "code",
        "pre",
        "hr",
        "img",
        "table",
        "sup",
    } <= seen
