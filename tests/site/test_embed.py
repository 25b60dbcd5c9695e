"""What partners show on their own websites: the page, the script, the words that tell of it, and a browser's view."""

import json
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from devstack.environment import Local
from devstack.front import Front
from devstack.site import Site
from tests.journeys.browsing import NARROW, overflow, violations

from .building import ORIGIN, Run
from .reading import Page, text_of

STRIPE = "http://127.0.0.1:9"
EMBEDDED = {"fr": "/fr/embed/rives/", "en": "/en/embed/rives/"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def shop(sample: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample under the headers of production."""
    folder = tmp_path_factory.mktemp("shop")
    site = Site(Local(0, folder, folder))
    site.folder = sample.output
    with Front(0, site, folder, STRIPE) as serving:
        serving.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


@pytest.fixture(scope="module")
def foreign(shop: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A website of somebody else's, with what the partner's page says to copy."""
    folder = tmp_path_factory.mktemp("foreign")
    head = "<!doctype html><html lang=fr><title>Rives</title><link rel=icon href='data:,'><h1>Rives</h1>"
    (folder / "script.html").write_text(
        f'{head}<script src="{shop}/embed.js" data-partner="rives" data-lang="en" async></script>'
    )
    (folder / "frame.html").write_text(f'{head}<iframe src="{shop}/fr/embed/rives/" title="Rives & Cie"></iframe>')
    (folder / "page.html").write_text(f'{head}<iframe src="{shop}/fr/partenaires/rives/" title="Rives"></iframe>')
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as serving:
        threading.Thread(target=serving.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://localhost:{serving.server_port}"
        serving.shutdown()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_partners_page_for_frames_shows_its_next_offers_as_links_out_of_the_frame(
    pages: Mapping[str, Page], embedded: Mapping[str, Page], lang: str
) -> None:
    page = embedded[EMBEDDED[lang]]
    links = page.all("a")
    assert {link.get("target") for link in links} == {"_top"}
    assert {link.get("href") for link in links} <= pages.keys()
    titles = [text_of(one) for one in page.all("h2")]
    assert titles
    listed = pages["/fr/partenaires/rives/" if lang == "fr" else "/en/partners/rives/"]
    assert titles == [text_of(one) for one in listed.all("h3", class_="c-card__title")][:12]
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert [one.get("rel") for one in page.all("link")] == ["stylesheet", "icon"]


def test_it_is_in_no_sitemap_and_nothing_leads_into_it(sample: Run, pages: Mapping[str, Page]) -> None:
    assert "/embed/" not in (sample.output / "sitemap.xml").read_text()
    for page in pages.values():
        assert not any("/embed/" in (link.get("href") or "") for link in page.all("a")), page.url


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_partners_own_page_has_the_lines_to_copy(pages: Mapping[str, Page], lang: str) -> None:
    page = pages["/fr/partenaires/rives/" if lang == "fr" else "/en/partners/rives/"]
    script, frame = (text_of(one) for one in page.all("code"))
    assert script == f'<script src="{ORIGIN}/embed.js" data-partner="rives" data-lang="{lang}" async></script>'
    assert frame.startswith(f'<iframe src="{ORIGIN}{EMBEDDED[lang]}" title="Rives &amp; Cie" loading="lazy"')


def test_it_is_small(sample: Run, embedded: Mapping[str, Page]) -> None:
    sheet = embedded[EMBEDDED["fr"]].one("link", rel="stylesheet").get("href") or ""
    assert (sample.output / sheet.lstrip("/")).stat().st_size < 8_000
    assert (sample.output / "embed.js").stat().st_size < 2_000


@pytest.mark.browser
def test_another_website_shows_them_and_a_click_leads_to_the_offer(browser: Browser, shop: str, foreign: str) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 700})
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    page = context.new_page()

    page.goto(f"{foreign}/script.html")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "Visits to book on Faubourg")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_have_text("Rives & Cie")
    within = inside.locator("html")
    page.wait_for_function(
        "height => document.querySelector('iframe').style.height === height",
        arg=f"{within.evaluate('one => Math.ceil(one.getBoundingClientRect().height)')}px",
    )
    before = frame.bounding_box()
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_function(
        "height => document.querySelector('iframe').clientHeight > height", arg=before and before["height"]
    )
    assert within.evaluate("one => one.scrollWidth <= one.clientWidth")

    # Nobody else is believed: neither another window of this page, nor a height of another origin.
    page.evaluate("window.postMessage({ faubourg: 7 }, '*')")
    page.wait_for_timeout(100)
    assert frame.evaluate("one => one.clientHeight") > 50

    inside.get_by_role("link", name="The quays").click()
    page.wait_for_url(f"{shop}/en/visits/quays/")
    assert said == []

    page.goto(f"{foreign}/frame.html")
    page.frame_locator("iframe").get_by_role("link", name="Les quais").click()
    page.wait_for_url(f"{shop}/fr/visites/quais/")

    page.goto(f"{foreign}/page.html")
    page.wait_for_function("document.querySelector('iframe')")
    assert page.frames[1].url.startswith("chrome-error:"), "no other page may stand in a frame"
    assert any("frame-ancestors" in line or "X-Frame-Options" in line for line in said)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_frames_is_accessible(browser: Browser, shop: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport=NARROW, color_scheme=scheme)
    page = context.new_page()
    page.goto(shop + EMBEDDED["fr"])
    assert violations(page) == []
    assert overflow(page) == []
    targets = ".e-ticket, .e-foot a"  # the link of a ticket is stretched over it
    assert page.locator(targets).evaluate_all("found => Math.min(...found.map(one => one.offsetHeight))") >= 24
    context.close()


def test_only_these_pages_are_let_into_frames(shop: str, browser: Browser) -> None:
    own = json.loads(Path("infra/embed_headers.json").read_text())
    assert own["Content-Security-Policy"].endswith("frame-ancestors *")
    request = browser.new_context().request
    told = {path: request.get(shop + path).headers for path in (*EMBEDDED.values(), "/fr/", "/embed.js")}
    for path, headers in told.items():
        embedded = path in EMBEDDED.values()
        assert ("x-frame-options" in headers) is not embedded, path
        assert headers["content-security-policy"].endswith("frame-ancestors *") is embedded, path
        assert (headers.get("x-robots-tag") == "noindex") is embedded, path
