"""Links that were tampered with, are somebody else's or lead nowhere show nothing, in the page's language."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.running import RunningShop
from tests.journeys.visitor import NAME, a_wish, book, confirmed

pytestmark = pytest.mark.browser

NOTHING = {"fr": "Ce lien n’ouvre rien", "en": "This link opens nothing"}
ONE = {"everyone": 1}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_tampered_or_foreign_link_opens_nothing(page: Page, shop: RunningShop, email: str, language: str) -> None:
    book(page, shop, mine := a_wish(shop, "nanterre-ponds", email, ONE, language))
    here, token = page.url.rsplit("/", 1) if confirmed(page, mine) else ("", "")
    book(page, shop, other := a_wish(shop, "nanterre-ponds", f"other.{email}", ONE, language))
    foreign = confirmed(page, other)
    there, _ = here.rsplit("/", 1)
    changed = token[:-1] + ("a" if token[-1] != "a" else "b")
    wrong = [f"{here}/{changed}", f"{there}/{foreign}/{token}", f"{here}/x", f"{there}/ZZZZZZZZZZ/{token}"]
    for url in [*wrong, f"{here}/{changed}/calendar.ics"]:
        answer = page.goto(url)
        assert answer
        assert answer.status == 404, url
        expect(page.locator("h1")).to_have_text(NOTHING[language])
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert NAME not in page.content()
        assert email not in page.content()
    for act in ("cancel", "release", "pay"):
        assert page.request.post(f"{here}/{changed}/{act}", form={"refund_cents": "0"}).status == 404
    page.goto(f"{here}/{token}")
    confirmed(page, mine)


@pytest.mark.parametrize("path", ["/fr/rien-ici/", "/en/nothing/", "/fr/booking/no-such-offer", "/en/booking/none"])
def test_an_unknown_address_answers_404_with_a_way_on(page: Page, shop: RunningShop, path: str) -> None:
    answer = page.goto(path)
    assert answer
    assert answer.status == 404
    expect(page.locator("main a").first).to_be_visible()


def test_a_personal_page_is_kept_by_nobody_and_asking_for_it_changes_nothing(
    page: Page, shop: RunningShop, email: str
) -> None:
    book(page, shop, mine := a_wish(shop, "nanterre-ponds", email, ONE))
    confirmed(page, mine)
    headers = page.request.get(page.url).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["referrer-policy"] == "no-referrer"
    for act in ("cancel", "pay", "release"):
        assert page.request.get(f"{page.url}/{act}").status in (200, 404)
    page.reload()
    confirmed(page, mine)
