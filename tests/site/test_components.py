"""The theme's components: each says what it takes, and each example comes out clean in every language."""

import gzip
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
import rcssmin
from catalogue.pages.templates import environment
from catalogue.pages.words import load_words
from jinja2 import Environment, FileSystemLoader

from .building import THEME
from .examples import EXAMPLES, GIVEN, ON_PAGES_ONLY, a_card, a_departure, a_form, a_refused_form

TEMPLATES = THEME / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STYLES = sorted((THEME / "static" / "css").rglob("*.css"))
OWN_STYLES = sorted((THEME / "static" / "css" / "pages").iterdir())
"""Each of one kind of page, beside that of all: a file, or a folder of them."""
SCRIPT = (THEME / "static" / "js" / "booking.js").read_text()
BESIDE = ("booking_down", "offer_facts")
"""Components on the page of the form with marks for the script."""
LANGUAGES = ("fr", "en")
OPTIONS = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
NARROW = "\u202f"


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Environment]:
    loader, cache = FileSystemLoader(TEMPLATES), tmp_path_factory.mktemp("templates")
    return {lang: environment(loader, load_words(THEME / "locale", lang), OPTIONS, cache) for lang in LANGUAGES}


def render(env: Environment, lang: str, component: str, call: str, **more: object) -> str:
    macro = call.partition("(")[0]
    body = f"{{% call {call} %}}<p>…</p>{{% endcall %}}" if component == "notice" else f"{{{{ {call} }}}}"
    source = f'{{% from "components/{component}.html" import {macro} %}}{body}'
    return env.from_string(source).render({**GIVEN, "lang": lang, **more})


def parse(html: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    root: Element = parser.parseFragment(html)
    return root


EVERY_EXAMPLE = [(component, call) for component, calls in EXAMPLES.items() for call in calls]


def test_every_component_has_an_example() -> None:
    assert {one.stem for one in COMPONENTS} == {*EXAMPLES, *ON_PAGES_ONLY}


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.stem)
def test_a_component_says_first_what_it_takes(component: Path) -> None:
    text = component.read_text()
    comment = re.match(r"{#- (.+?) ?-?#}", text, re.S)
    assert comment
    for macro in re.findall(r"{% from \"components/\w+\.html\" import", comment[1]):
        pytest.fail(f"the comment swallows code: {macro}")
    assert f"{component.stem}(" in comment[1] or component.stem in {"dates", "steps"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("component", "call"), EVERY_EXAMPLE)
def test_an_example_is_clean_html_that_a_strict_policy_allows(
    environments: dict[str, Environment], component: str, call: str, lang: str
) -> None:
    root = parse(render(environments[lang], lang, component, call))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert element.tag not in {"script", "style"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        for reference in (element.get("aria-describedby") or "").split():
            assert reference in ids or component == "field"
        if element.tag == "label" and element.get("for"):
            assert element.get("for") in ids


def test_a_refused_form_ties_each_fault_to_its_field_and_sums_them_up(environments: dict[str, Environment]) -> None:
    form = a_refused_form()
    root = parse(render(environments["fr"], "fr", "booking_form", "booking_form(form)", form=form))
    by_id = {one.get("id"): one for one in root.iter() if one.get("id")}
    for error in form.errors:
        if error.target:
            assert f"{error.target}-fault" in (by_id[error.target].get("aria-describedby") or "").split()
            assert "".join(by_id[f"{error.target}-fault"].itertext()) == error.message
    summary = by_id["errors"]
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    assert [one.get("href") for one in summary.iter("a")] == [f"#{one.target}" for one in form.errors if one.target]
    assert "9 points à revoir" in "".join(summary.itertext())


def test_a_refused_form_keeps_what_was_typed(environments: dict[str, Environment]) -> None:
    departures = (a_departure(0), a_departure(1, checked=True))
    form = a_refused_form(departures=departures)
    root = parse(render(environments["fr"], "fr", "booking_form", "booking_form(form)", form=form))
    values = {one.get("name"): one.get("value") for one in root.iter("input") if one.get("type") != "radio"}
    assert values["name"] == 'Zoé "Zo" <Martin>'
    assert (values["email"], values["phone"], values["count_child"], values["again"]) == ("zoe@", "+33 1", "2", "1")
    assert [one.get("value") for one in root.iter("option") if one.get("selected") is not None] == ["en"]
    radios = [one for one in root.iter("input") if one.get("type") == "radio"]
    assert [one.get("value") for one in radios if "checked" in one.attrib] == [departures[1].id]


def test_a_departure_that_cannot_be_had_cannot_be_chosen(environments: dict[str, Environment]) -> None:
    root = parse(render(environments["fr"], "fr", "booking_form", "booking_form(form)"))
    radios = [one for one in root.iter("input") if one.get("type") == "radio"]
    shut = ["disabled" in one.attrib for one in radios]
    assert shut == [one.status in {"full", "closed", "cancelled"} for one in a_form().departures]


def test_a_free_form_speaks_of_no_payment(environments: dict[str, Environment]) -> None:
    html = render(environments["fr"], "fr", "booking_form", "booking_form(free)")
    (submit,) = (one for one in parse(html).iter("button") if one.get("type") == "submit")
    assert "".join(submit.itertext()) == "Réserver"
    assert "paiement" not in html
    assert "data-total" not in html


def test_the_form_has_every_word_that_the_script_asks_for(environments: dict[str, Environment]) -> None:
    root = parse(render(environments["fr"], "fr", "booking_form", "booking_form(form)"))
    (form,) = root.iter("form")
    beside = set(re.findall(r"data-[\w-]+", " ".join(one.read_text() for one in COMPONENTS if one.stem in BESIDE)))
    asked = set(re.findall(r"(?:words|form\.dataset)\.(\w+)", SCRIPT)) | {"full", "closed", "cancelled"}
    asked |= {f"{name}{plural}" for name in ("left", "few") for plural in ("One", "Other")}
    names = [one.removeprefix("data-") for one in form.attrib if one.startswith("data-")]
    offered = {re.sub(r"-(\w)", lambda letter: letter[1].upper(), name) for name in names}
    assert asked <= offered
    marks = set(re.findall(r"\[(data-[\w-]+)[=\]]", SCRIPT)) - {"data-errors"}
    assert marks <= {name for one in root.iter() for name in one.attrib} | beside


def test_the_script_says_no_word_of_its_own() -> None:
    for literal in re.findall(r'"([^"\n]*)"', re.sub(r"//.*", "", SCRIPT)):
        assert not re.search(r"[À-ÿ’]", literal)
        assert " " not in literal or literal.startswith("[data-")


@pytest.mark.parametrize(
    ("call", "french", "english"),
    [
        ("money(1500, lang)", "15~€", "€15"),
        ("money(1250, lang)", "12,50~€", "€12.50"),
        ("money(123456700, lang)", "1~234~567~€", "€1,234,567"),
        ("day(start, lang)", "sam. 1er mai", "Sat 1 May"),
        ("long_day(start, lang)", "samedi 1er mai 2027", "Saturday 1 May 2027"),
        ("hour(start, lang)", "14~h~30", "2:30~PM"),
        ("hour(start.replace(minute=0), lang)", "14~h", "2~PM"),
        ("duration(45, lang)", "45~min", "45 min"),
        ("duration(60, lang)", "1~h", "1 h"),
        ("duration(65, lang)", "1~h~05", "1 h 05 min"),
        ("guided('en')", "en anglais", "in English"),
    ],
)
def test_amounts_and_moments_are_written_as_each_language_does(
    environments: dict[str, Environment], call: str, french: str, english: str
) -> None:
    macro = call.partition("(")[0]
    component = macro if macro in EXAMPLES else "dates"
    for lang, expected in (("fr", french), ("en", english)):
        assert render(environments[lang], lang, component, call) == expected.replace("~", NARROW)


def test_a_ticket_stub_shows_what_it_is_called_with_beside_its_facts(environments: dict[str, Environment]) -> None:
    source = (
        '{% from "components/ticket_stub.html" import ticket_stub %}'
        '{% call ticket_stub("Les quais", start, 90, "fr", code="AB12") %}<b id="qr">QR</b>{% endcall %}'
    )
    root = parse(environments["fr"].from_string(source).render(GIVEN))
    (side,) = (one for one in root.iter("div") if "c-perforation" in (one.get("class") or ""))
    assert [one.get("id") for one in side.iter("b")] == ["qr"]
    assert "AB12" in "".join(side.itertext())


def test_a_card_says_from_only_when_prices_differ(environments: dict[str, Environment]) -> None:
    env = environments["fr"]
    texts = {
        name: "".join(parse(render(env, "fr", "card", "card(one, lang)", one=one)).itertext())
        for name, one in {
            "several": a_card(), "single": a_card(one_price=True), "free": a_card(free=True, from_price_cents=0),
        }.items()
    }
    assert f"dès 8{NARROW}€" in texts["several"]
    assert "dès" not in texts["single"]
    assert "gratuit" in texts["free"]


def test_the_style_sheet_keeps_to_its_layers() -> None:
    for sheet in STYLES:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
        assert "!important" not in text, sheet.name
        assert text.lstrip().startswith("@layer"), sheet.name
        # rcssmin drops that space, and the selector then means something else
        assert not re.search(r"[\w)\]*] :(is|where|not|has)\b", text), f"{sheet.name}: a pseudo-class after a space"
        assert not re.search(r"(^|[\s,}])#[a-z][\w-]*\s*[{,.:\[]", text, re.I), f"{sheet.name} selects by id"
        own = re.findall(r"#[0-9a-f]{6}\b", text)
        assert sheet.name == "tokens.css" or not own, f"{sheet.name} has colours of its own: {own}"


def test_every_class_of_the_templates_has_a_rule() -> None:
    rules = set(re.findall(r"\.((?:c|l|u)-[\w-]+)", "".join(sheet.read_text() for sheet in STYLES)))
    used: set[str] = set()
    for template in TEMPLATES.rglob("*.html"):
        used |= set(re.findall(r"(?<![\w-])(?:c|l|u)-[a-z]+(?:__[a-z]+)?(?:--[a-z]+)?(?![\w-])", template.read_text()))
    unstyled = {"l-offer", "c-footer__list", "c-tag", "c-notice--plain"}
    assert used - rules <= unstyled


def test_style_and_script_stay_within_their_budget() -> None:
    shared = weight(THEME / "static" / "css")
    own = {path.stem: weight(path) for path in OWN_STYLES}
    assert [name for name, size in own.items() if shared + size > 8 * 1024] == []
    assert len(gzip.compress(SCRIPT.encode(), 9)) <= 3 * 1024


def weight(path: Path) -> int:
    """Bytes of a style sheet, or of those in a folder as one, as they are sent."""
    sheets = sorted(path.glob("*.css")) if path.is_dir() else [path]
    style = rcssmin.cssmin("\n".join(sheet.read_text() for sheet in sheets))
    return len(gzip.compress(style.encode(), 9))


def test_a_pager_marks_its_page_leads_on_and_back_and_shows_where_numbers_are_left_out(
    environments: dict[str, Environment],
) -> None:
    root = parse(render(environments["fr"], "fr", "pager", "pager(middle, '/fr/visites/page/2/')"))
    links = list(root.iter("a"))
    assert [one.get("href") for one in links if one.get("aria-current")] == ["/fr/visites/page/2/"]
    ways = {one.get("rel"): one.get("href") for one in links if one.get("rel")}
    assert ways == {"prev": "/fr/visites/", "next": "/fr/visites/page/3/"}
    shown = ["".join(one.itertext()).removeprefix("Page ") for one in root.iter("li")]
    assert shown == ["1", "2", "3", "…", "9"]


def test_a_list_of_one_page_has_no_pager(environments: dict[str, Environment]) -> None:
    assert render(environments["fr"], "fr", "pager", "pager(only, '/fr/visites/')") == ""
