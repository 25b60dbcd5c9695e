"""The shop as its editors and its machine treat it: edited while it runs, ended, started again, on another store."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, eventually, running_shop
from tests.journeys.visitor import a_wish, at_payment, book_to_payment, confirmed, leave

pytestmark = pytest.mark.browser

BUILD_SECONDS = 30
CANAL = "/fr/booking/canal-saint-denis"
NEW_WORDS = "Une phrase toute neuve sur le canal, assez longue pour que personne ne la refuse en la lisant."
SUMMARY = re.compile(r"^summary: .*$", re.MULTILINE)


def offer_file(shop: RunningShop, name: str) -> Path:
    """The file of an offer, in the folder of whatever territory."""
    [file] = (shop.content / "offers").glob(f"*/{name}")
    return file


def edit(shop: RunningShop, name: str, pattern: str, words: str) -> str:
    """Change a line of an offer's file; gives the text as it was."""
    file = offer_file(shop, name)
    former = file.read_text()
    changed, times = re.subn(pattern, words, former, count=1, flags=re.MULTILINE)
    assert times == 1
    file.write_text(changed)
    return former


def test_an_open_page_shows_an_edit_by_itself(page: Page, shop: RunningShop) -> None:
    page.goto(CANAL)
    edit(shop, "canal-saint-denis.fr.md", SUMMARY.pattern, f"summary: {NEW_WORDS}")
    eventually(lambda: NEW_WORDS in page.request.get(CANAL).text(), "the new words", BUILD_SECONDS)
    expect(page.get_by_text(NEW_WORDS).first).to_be_visible()  # the open page reloads by itself


def test_a_price_that_was_edited_is_the_price_that_is_paid(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "canal-saint-denis", email, {"adult": 1})
    edit(shop, "canal-saint-denis.fr.md", r"id: adult, price_cents: \d+", "id: adult, price_cents: 4321")
    eventually(lambda: "43,21" in page.request.get(CANAL).text(), "the new price", BUILD_SECONDS)
    book_to_payment(page, shop, wanted)
    expect(page.locator("tfoot")).to_contain_text("43,21")


def test_a_faulty_edit_keeps_the_site_and_names_file_line_and_cure(page: Page, shop: RunningShop) -> None:
    before = page.request.get("/fr/booking/peach-walls").text()
    former = edit(shop, "peach-walls.fr.md", r"^capacity: \d+$", "capacity: plenty")
    try:
        fault = eventually(lambda: re.search(r"peach-walls\.fr\.md:\d+.*", shop.printed()), "the fault", BUILD_SECONDS)
        assert "capacity" in fault[0]
        assert "->" in fault[0]
        assert "The site stays as it was" in shop.printed()
        assert page.request.get("/fr/booking/peach-walls").text() == before
    finally:
        built = shop.printed().count("built again")
        offer_file(shop, "peach-walls.fr.md").write_text(former)
        eventually(lambda: shop.printed().count("built again") > built, "a sound site again", BUILD_SECONDS)


def test_bookings_mails_and_payments_outlive_a_restart(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "rungis-by-night", email)
    book_to_payment(page, shop, wanted)
    at_payment(page, "pay")
    booking = confirmed(page, wanted)
    shop.mail(email, booking)
    unpaid = a_wish(shop, "rungis-by-night", f"later.{email}")
    held = shop.left(unpaid.departure) - 2
    other = page.context.new_page()
    paying = book_to_payment(other, shop, unpaid)
    other.goto("about:blank")
    shop.restart()
    page.reload()
    assert confirmed(page, wanted) == booking
    assert len(shop.mails(email)) == 1
    assert shop.left(unpaid.departure) == held
    other.goto(paying)
    at_payment(other, "pay")
    confirmed(other, unpaid)


@pytest.mark.dynamodb
def test_the_same_shop_runs_on_dynamodb(dynamodb_shop: RunningShop, tabs: Tabs, email: str) -> None:
    tabs.shop, tabs.stripe = dynamodb_shop.url, dynamodb_shop.stripe_url
    page = tabs.open()
    wanted = a_wish(dynamodb_shop, "murals", email, language="en")
    before = dynamodb_shop.left(wanted.departure)
    book_to_payment(page, dynamodb_shop, wanted)
    leave(page)
    page.locator('form[action$="/pay"] button').click()
    at_payment(page, "pay")
    booking = confirmed(page, wanted)
    dynamodb_shop.mail(email, booking)
    eventually(lambda: dynamodb_shop.left(wanted.departure) == before - 2, "two seats taken")
    dynamodb_shop.restart()
    page.reload()
    assert confirmed(page, wanted) == booking


@pytest.fixture
def dynamodb_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("dynamodb"), "dynamodb") as running:
        yield running
