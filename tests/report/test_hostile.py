"""A hostile proposal cannot call people, forge the report, or break its tables."""

import re
from collections.abc import Iterator

import html5lib
import pyromark
import pytest
from catalogue.report.escaping import code, fenced, plain
from hypothesis import given
from hypothesis import strategies as st

from tests.report.world import World

HOSTILE = [
    "@everyone look", "a | b | c", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "[ok](https://example.org)", "![x](https://example.org/x.png)", "`code", "**bold", "</details>", "<!-- hidden",
    "#12 and GH-12", "https://example.org", "www.example.org", ":rocket:", "$\\sqrt{x}$", "- item", "1. one",
    "# heading", "> quote", "---", "===", "a@example.org", "\\", "&lt;b&gt;", "~~gone~~", "| --- |", "***",
    "_x_", "[^1]", "+ plus", "12) twelve", "&#64;everyone", "owner/name#3",
]  # fmt: skip
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_FOOTNOTES
HTML = "{http://www.w3.org/1999/xhtml}"
HARMLESS = {"table", "thead", "tbody", "tr", "th", "td", "p", "h3", "h4", "ul", "li", "strong", "em", "code", "pre",
            "details", "summary", "hr", "span", "a", "html", "head", "body", "br"}  # fmt: skip


def rendered(markdown: str) -> "html5lib.treebuilders.etree.Element":
    return html5lib.parse(pyromark.html(markdown, options=OPTIONS))


def names(markdown: str) -> set[str]:
    return {element.tag.removeprefix(HTML) for element in rendered(markdown).iter() if isinstance(element.tag, str)}


def shown(markdown: str) -> str:
    return "".join(rendered(markdown).itertext())


def texts_outside_code(markdown: str) -> Iterator[str]:
    """What GitHub's filters look through: texts that are in no code and no link."""

    def walk(element: "html5lib.treebuilders.etree.Element") -> Iterator[str]:
        if element.tag not in {HTML + "code", HTML + "pre", HTML + "a"}:
            yield element.text or ""
            for child in element:
                yield from walk(child)
                yield child.tail or ""

    yield from walk(rendered(markdown))


def calls(markdown: str) -> list[str]:
    """What would call somebody, or become a reference, an address or a picture."""
    pattern = re.compile(r"@\w|#\d|\bGH-\d|https?://|\bwww\.|:[\w+-]+:", re.IGNORECASE)
    return [found for text in texts_outside_code(markdown) for found in pattern.findall(text)]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "- {}", "#### {}", "| a | b |\n| --- | --- |\n| {} | x |"])
def test_a_text_is_shown_as_it_is_and_does_nothing(text: str, form: str) -> None:
    markdown = form.format(plain(text))
    plainly = form.format("x")
    assert names(markdown) - {"span"} == names(plainly)
    assert not calls(markdown)
    assert text in shown(markdown).replace("\u2060", "")


@given(st.text(max_size=40))
def test_any_text_stays_within_its_cell(text: str) -> None:
    markdown = f"| a | b |\n| --- | --- |\n| {plain(text)} | x |\n"
    cells = [element for element in rendered(markdown).iter() if element.tag == HTML + "td"]
    assert [cell.text for cell in cells][-1] == "x"
    assert len(cells) == 2
    assert names(markdown) <= {"html", "head", "body", "table", "thead", "tbody", "tr", "th", "td", "span"}
    assert not calls(markdown)


@given(st.text(alphabet=st.sampled_from("`~\n ab<|@"), max_size=60))
def test_any_text_stays_within_its_fence(text: str) -> None:
    markdown = f"<details>\n\n{fenced(text, 'diff')}\n\n</details>\n\nafter"
    assert shown(markdown).endswith("after\n")
    assert not names(markdown) - {"html", "head", "body", "details", "pre", "code", "p"}


def test_what_cannot_be_seen_is_named() -> None:
    assert plain("a\u202eb\u200bc") == "aU+202EbU+200Bc"
    assert fenced("a\u2066b", "diff") == "```diff\naU+2066b\n```"
    assert code("a`b|c") == "`a'b¦c`"


def test_a_long_text_is_cut_before_it_is_escaped() -> None:
    assert plain("|" * 1_000, 10) == "\\|" * 9 + "…"


@pytest.mark.parametrize("text", ["@octo/desk | <b>x</b> `y` **z** #1", "</summary></details> <!-- x", "``` ~~~ $x$"])
def test_a_report_of_a_hostile_offer_holds_no_more_than_its_own_signs(world: World, text: str) -> None:
    world.walls("title: Les murs de Vitry", f"title: '{text}'")
    world.walls("commune: Vitry-sur-Seine", f"commune: '{text}'")
    world.walls("On part de la gare.", f"{text}\n\n{text} On part")
    world.walls("- {id: adult,", f"- {{id: '{text}',")
    world.edit("partners/val-de-marne/peintres.fr.md", "name: Les Peintres du quai", f"name: '{text}'")
    report = world.report("fr")
    assert names(report) <= HARMLESS
    assert not calls(report)
    rows = [element for element in rendered(report).iter() if element.tag == HTML + "tr"]
    assert {len(list(row)) for row in rows} <= {3, 4}


def test_a_slug_that_leads_out_of_the_site_is_no_link(world: World) -> None:
    world.walls("slug: murs-de-vitry", "slug: ../../../etc/passwd")
    assert "passwd)" not in world.report()


def test_a_text_of_a_megabyte_takes_no_more_than_a_line(world: World) -> None:
    world.walls("title: Les murs de Vitry", f"title: {'x' * 1_000_000}")
    assert len(world.report()) < 4_000


def test_a_body_of_the_same_words_over_and_over_is_compared_in_bounded_steps(world: World) -> None:
    world.walls("On part de la gare.", "mot " * 4_900)
    world.git("commit", "--quiet", "--all", "--message=Words")
    world.walls("Les murs changent", "mot " * 40 + "murs changent")
    assert "@@ body @@" in world.report()
