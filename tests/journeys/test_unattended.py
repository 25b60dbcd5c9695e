"""What the shop sees to while nobody asks: abandoned seats come back, mails wait for their server."""

import time

import pytest
from playwright.sync_api import Page

from tests.journeys.running import RunningShop, eventually
from tests.journeys.visitor import a_wish, at_payment, book_to_payment, booking_id, confirmed

pytestmark = pytest.mark.browser

HOLD_IS_OVER = 36
LAST_SEATS = {"adult": 4}


def test_the_last_seats_abandoned_are_shown_free_within_a_minute_with_no_request_made(
    page: Page, shop: RunningShop, email: str
) -> None:
    wanted = a_wish(shop, "pantin-casting", email, LAST_SEATS)
    before = shop.left(wanted.departure)
    book_to_payment(page, shop, wanted)
    page.goto("about:blank")
    eventually(lambda: shop.left(wanted.departure) == before - 4, "seats held")
    file = shop.state / "files" / "availability" / "pantin-casting.json"
    held = file.read_bytes()
    # The clock's own file is moved: no request reaches the shop, which finds out by itself.
    clock = shop.state / "clock"
    clock.write_text(str(int(clock.read_text() or 0) + HOLD_IS_OVER if clock.exists() else HOLD_IS_OVER))
    began = time.monotonic()
    eventually(lambda: file.read_bytes() != held, "the availability file is written again", 60)
    assert time.monotonic() - began < 60
    assert shop.left(wanted.departure) == before


def test_mails_wait_for_a_mail_server_that_is_down(page: Page, shop: RunningShop, email: str) -> None:
    wanted = a_wish(shop, "rungis-by-night", email)
    assert shop.post("/_dev/mail-server", {"is": "down"}) == 200
    try:
        book_to_payment(page, shop, wanted)
        at_payment(page, "pay")
        confirmed(page, wanted)
        page.wait_for_timeout(1000)
        assert shop.mails(email) == []
    finally:
        assert shop.post("/_dev/mail-server", {"is": "up"}) == 200
    shop.move_clock(60)
    shop.mail(email, "C’est réservé")
    shop.move_clock(60)  # a last refusal just before may have put the partner's mail off by some minutes more
    shop.mail("nuits-de-marche@example.org", booking_id(page))
    assert len(shop.mails(email)) == 1
