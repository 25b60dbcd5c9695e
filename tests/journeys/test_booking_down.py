"""While no function answers: the catalogue reads as ever, and the page of an offer says so before and after."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import Tabs, violations
from tests.journeys.running import RunningShop
from tests.journeys.visitor import NAME, a_wish, fill, submit

pytestmark = pytest.mark.browser

NOTICE = "[data-down-here] .c-notice"


@pytest.fixture
def silent(shop: RunningShop) -> Iterator[RunningShop]:
    """The shop with every function stopped; it is for the test to start them again, or not."""
    assert shop.post("/_dev/functions", {"is": "down"}) == 200
    yield shop
    assert shop.post("/_dev/functions", {"is": "up"}) == 200


def test_whoever_begins_to_book_is_told_and_loses_nothing(
    tabs: Tabs, silent: RunningShop, email: str
) -> None:
    page = tabs.open(locale="fr-FR")
    wanted = a_wish(silent, "eclair-studios", email)
    page.goto("/fr/visites/studios-eclair/")
    expect(page.locator(NOTICE)).to_have_count(0)
    page.locator('[name="name"]').focus()
    expect(page.locator(NOTICE)).to_contain_text("La réservation en ligne ne répond pas")
    ways = page.locator(NOTICE).locator("a")
    assert [each.get_attribute("href") for each in ways.all()] == [
        "mailto:bonjour@example.org", "/fr/partenaires/bobines-du-nord/",
    ]
    assert violations(page) == []
    fill(page, wanted)
    submit(page)
    expect(page.locator("[data-submit]")).to_have_text("Continuer vers le paiement")
    expect(page).to_have_url(f"{silent.url}/fr/visites/studios-eclair/")
    expect(page.locator('[name="name"]')).to_have_value(NAME)
    assert all("503" in each for each in tabs.complaints())
    assert silent.post("/_dev/functions", {"is": "up"}) == 200
    submit(page)
    page.wait_for_url(f"{silent.stripe_url}/_dev/stripe/pay/*")


def test_with_no_script_a_page_of_the_site_says_so_and_what_was_typed_is_one_step_back(
    tabs: Tabs, silent: RunningShop, email: str
) -> None:
    page = tabs.open(java_script_enabled=False)
    page.goto("/en/visits/eclair-studios/")
    fill(page, a_wish(silent, "eclair-studios", email, language="en"))
    submit(page)
    expect(page.locator('main section[lang="en"]')).to_contain_text("Nothing was charged")
    assert page.locator("main section").count() == 4
    assert all("503" in each for each in tabs.complaints())
    page.go_back()
    expect(page.locator('[name="name"]')).to_have_value(NAME)


def test_a_personal_page_that_does_not_answer_says_so_in_its_own_language(tabs: Tabs, silent: RunningShop) -> None:
    page = tabs.open()
    answer = page.goto("/de/booking/b-1/secret")
    assert answer
    assert (answer.status, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
    expect(page.locator("h1")).to_have_text("Die Buchung antwortet nicht")
    assert page.locator("main section").count() == 1
    assert violations(page) == []
    assert all("503" in each for each in tabs.complaints())
