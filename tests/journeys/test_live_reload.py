"""Pages left open in a browser while somebody edits: they show what was saved, and lose nothing that was entered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from devstack.environment import Local
from devstack.front import Front
from devstack.site import Site
from tests.journeys.browsing import Tabs, violations
from tests.journeys.running import RunningShop, eventually

pytestmark = pytest.mark.browser

BUILD_MS = 30_000
NEW_WORDS = "Une phrase toute neuve, écrite pendant que la page était ouverte."
MURALS, WALLS = "/fr/visites/vitry-murs/", "/fr/visites/murs-a-peches/"

PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Quais</title><link rel="icon" href="data:,">'
    '<link rel="stylesheet" href="/theme/main.{css}.css"></head><body><main><h1>{words}</h1><form>'
    '<label>Nom <input name="name" value="Ada"></label><label>Oui <input type="checkbox" name="yes"></label>'
    '<label>Jour <select name="day"><option>mardi</option><option>jeudi</option></select></label>'
    "</form></main></body></html>"
)
PAPER, INK = "0123abcd", "4567ef89"
COLOURS = {PAPER: "rgb(251, 246, 236)", INK: "rgb(27, 26, 46)"}


# The whole shop, its content edited


def edit(file: Path, pattern: str, words: str) -> None:
    changed, times = re.subn(pattern, words, file.read_text(), count=1, flags=re.MULTILINE)
    assert times == 1
    file.write_text(changed)


@pytest.fixture
def content(shop: RunningShop) -> Iterator[Path]:
    """The shop’s offers, put back afterwards. Asked for before the tabs: a tab closed while it reloads may hang."""
    offers = shop.content / "offers"
    before = {file: file.read_text() for file in offers.rglob("*.md")}
    yield offers
    edited = {file: text for file, text in before.items() if file.read_text() != text}
    built = shop.printed().count("built again")
    for file, text in edited.items():
        file.write_text(text)
    if edited:
        eventually(lambda: shop.printed().count("built again") > built, "the site as it was", BUILD_MS / 1000)


def loads(page: Page) -> list[str]:
    """Each address that the page asks to be shown from now on."""
    come: list[str] = []
    page.on("request", lambda asked: come.append(asked.url) if asked.is_navigation_request() else None)
    return come


def test_an_open_page_shows_what_was_saved_and_an_unrelated_one_stays(content: Path, tabs: Tabs) -> None:
    murals, walls = tabs.open(), tabs.open()
    murals.goto(MURALS)
    walls.goto(WALLS)
    murals_loads, walls_loads = loads(murals), loads(walls)
    for number, (name, page) in enumerate({"murals": murals, "peach-walls": walls}.items(), 1):
        [file] = content.rglob(f"{name}.fr.md")
        file.write_text(f"{file.read_text()}\n{NEW_WORDS}\n")
        expect(page.locator("main")).to_contain_text(NEW_WORDS, timeout=BUILD_MS)
        assert len(murals_loads) == 1, murals_loads
        assert len(walls_loads) == number - 1, walls_loads


def test_faults_are_shown_in_the_open_page_and_gone_when_they_are_mended(content: Path, page: Page) -> None:
    page.goto(MURALS)
    come, file = loads(page), content / "val-de-marne/murals.fr.md"
    sound = file.read_text()
    edit(file, "^capacity: .*$", "capacity: <b>plenty</b>")
    banner = page.locator("aside .told")
    expect(banner).to_contain_text("Le site reste comme il était", timeout=BUILD_MS)
    expect(banner).to_contain_text(re.compile(r"murals\.fr\.md:\d+ capacity: .*<b>plenty</b>.* -> "))
    expect(page.locator("h1")).to_be_visible()
    file.write_text(sound)
    expect(banner).to_have_count(0, timeout=BUILD_MS)
    assert come == []


def test_what_was_entered_in_a_booking_form_is_kept_and_the_page_asks(content: Path, page: Page) -> None:
    page.goto(MURALS)
    name = page.get_by_label("Nom", exact=True)
    name.fill("Ada Lovelace")
    file = content / "val-de-marne/murals.fr.md"
    file.write_text(f"{file.read_text()}\n{NEW_WORDS}\n")
    reload = page.get_by_role("button", name="recharger")
    expect(reload).to_be_visible(timeout=BUILD_MS)
    expect(name).to_have_value("Ada Lovelace")
    expect(page.locator("main")).not_to_contain_text(NEW_WORDS)
    reload.click()
    expect(page.locator("main")).to_contain_text(NEW_WORDS)


# A site of one page, written by hand


@dataclass
class Small:
    """A site shown as `make serve` shows it; `open` opens its page."""

    front: Front
    tabs: Tabs

    def write(self, words: str, css: str = PAPER, lang: str = "fr") -> None:
        folder = self.front.site.folder
        (folder / "theme").mkdir(parents=True, exist_ok=True)
        (folder / "theme" / f"main.{css}.css").write_text(f"main{{background:{COLOURS[css]};min-height:300vh}}")
        (folder / "index.new").write_text(PAGE.format(lang=lang, css=css, words=words))
        (folder / "index.new").replace(folder / "index.html")  # whole at any time, as a build puts it there
        (folder / "404.html").write_text(PAGE.format(lang=lang, css=css, words="Nulle part"))

    def save(self, words: str, css: str = PAPER, lang: str = "fr") -> None:
        self.write(words, css, lang)
        self.front.live.tell(None)

    def open(self) -> tuple[Page, list[str]]:
        page = self.tabs.open()
        with page.expect_request("**/_dev/changes**"):
            page.goto("/")
        return page, loads(page)


@pytest.fixture
def small(tmp_path: Path, browser: Browser) -> Iterator[Small]:
    site = Site(Local(0, tmp_path / "content", tmp_path))
    with Front(0, site, tmp_path / "files", "http://127.0.0.1:9") as front:
        front.start()
        made = Small(front, Tabs(browser, f"http://127.0.0.1:{front.server_port}", "http://127.0.0.1:9"))
        made.write("Avant")
        try:
            yield made
            made.tabs.close()
        finally:
            front.live.close()
            front.shutdown()


def scrolled(page: Page) -> float:
    return float(page.evaluate("scrollY"))


def test_a_page_that_changed_is_loaded_once_where_it_was_scrolled_to(small: Small) -> None:
    page, come = small.open()
    page.evaluate("scrollTo(0, 500)")
    small.save("Après")
    expect(page.locator("h1")).to_have_text("Après")
    page.wait_for_function("scrollY === 500")
    small.save("Après")
    small.save("Encore")
    expect(page.locator("h1")).to_have_text("Encore")
    assert len(come) == 2


def test_another_style_sheet_is_put_in_place_without_loading_the_page(small: Small) -> None:
    page, come = small.open()
    page.get_by_label("Nom").fill("Grace")
    small.save("Avant", INK)
    expect(page.locator("main")).to_have_css("background-color", COLOURS[INK])
    small.save("Avant", PAPER)
    expect(page.locator("main")).to_have_css("background-color", COLOURS[PAPER])
    expect(page.locator('link[rel="stylesheet"]')).to_have_count(1)
    expect(page.get_by_label("Nom")).to_have_value("Grace")
    assert come == []


@pytest.mark.parametrize(("lang", "changed", "reload"), [
    ("fr", "Page modifiée\u202f: recharger", "recharger"), ("en", "Page changed: reload", "reload"),
    ("de", "Page changed: reload", "reload"),
])
def test_the_banner_speaks_the_language_of_the_page(small: Small, lang: str, changed: str, reload: str) -> None:
    small.write("Avant", lang=lang)
    page, come = small.open()
    page.get_by_label("Jour").select_option("jeudi")
    small.save("Après", lang=lang)
    banner = page.get_by_role("status")
    expect(banner).to_have_text(changed)
    assert page.locator("aside").get_attribute("lang") == ("fr" if lang == "fr" else "en")
    assert violations(page) == []
    banner.get_by_role("button", name=reload).click()
    expect(page.locator("h1")).to_have_text("Après")
    assert len(come) == 1


def test_what_was_entered_and_taken_back_does_not_keep_the_page(small: Small) -> None:
    page, _ = small.open()
    for words in ("Grace", "Ada"):
        page.get_by_label("Nom").fill(words)
    page.get_by_label("Oui").check()
    page.get_by_label("Oui").uncheck()
    small.save("Après")
    expect(page.locator("h1")).to_have_text("Après")


def test_a_fault_is_shown_as_text_in_the_page_s_language(small: Small) -> None:
    page, come = small.open()
    small.front.live.tell({"fr": "quais.fr.md:3: <img src=x> & </pre>\nune autre", "en": "in English"})
    banner = page.get_by_role("status")
    expect(banner.locator("pre")).to_have_text("quais.fr.md:3: <img src=x> & </pre>\nune autre")
    expect(banner).not_to_contain_text("in English")
    assert page.locator("img").count() == 0
    small.front.live.tell(None)
    expect(banner).to_have_count(0)
    assert come == []


def test_a_page_finds_the_shop_again_after_a_restart_and_sees_what_it_missed(small: Small) -> None:
    page, _ = small.open()
    former = small.front
    former.live.close()
    former.shutdown()
    former.server_close()
    small.write("Après")
    with Front(former.server_port, former.site, former.files, "http://127.0.0.1:9") as front:
        front.start()
        expect(page.locator("h1")).to_have_text("Après")
        small.tabs.complaints()  # the connections refused meanwhile
        front.live.close()
        front.shutdown()


def test_a_page_that_was_left_and_came_back_to_listens_again(small: Small) -> None:
    page, _ = small.open()
    page.goto("/nowhere/")
    small.save("Après")
    with page.expect_request("**/_dev/changes**"):
        page.go_back()
    expect(page.locator("h1")).to_have_text("Après")
    small.save("Encore")
    expect(page.locator("h1")).to_have_text("Encore")


HIDE = """away => {
    Object.defineProperty(document, "hidden", { get: () => away, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_hidden_page_lets_its_connection_go_and_sees_what_it_missed_when_it_is_shown(small: Small) -> None:
    hidden, come = small.open()
    shown, _ = small.open()
    hidden.evaluate(HIDE, True)
    small.save("Après")
    expect(shown.locator("h1")).to_have_text("Après")
    expect(hidden.locator("h1")).to_have_text("Avant")
    assert come == []
    hidden.evaluate(HIDE, False)
    expect(hidden.locator("h1")).to_have_text("Après")
    assert len(come) == 1
