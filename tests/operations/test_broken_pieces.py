"""One broken piece of a sweep never keeps the others waiting, and a payment without a departure goes back."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from chalicelib.core import keys
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Data, Put
from chalicelib.operations.confirm_payment import confirm_payment
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.operations.reconcile import reconcile
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import Checkout, PaymentRefused

from tests.fakes.payments import FakePayments, Fault
from tests.fakes.shop import (
    NOW,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_shop,
    an_offer,
    until_quiet,
)
from tests.operations.acting import the_bookings

LONG_AGO = NOW - timedelta(days=365)


def two_paid_bookings(the: ShopForTests) -> None:
    for name in ("ana", "bo"):
        hold_seats(the.shop, "murals", a_form(email=f"{name}@example.org"))
        take_event(the.shop, *the.payments.signed(the.payments.pay(the.payments.checkouts_since(LONG_AGO)[0].id)))


def break_first_mail(the: ShopForTests) -> Booking:
    """The first mail of the first booking can no longer be written."""
    first = the_bookings(the)[0]
    item = next(iter(the.shop.store.query(f"booking#{first.id}", low=keys.EFFECT).items))
    facts: Data = {"mail": "confirmation", "locale": "fr", "to": "ana@example.org", "facts": {}}
    the.shop.store.commit([Put(item.key, item.data | {"facts": facts}, item.version, item.indexes)])
    return first


def test_a_mail_that_cannot_be_written_keeps_no_other_booking_waiting(
    the: ShopForTests, caplog: pytest.LogCaptureFixture
) -> None:
    two_paid_bookings(the)
    first = break_first_mail(the)
    with caplog.at_level(logging.CRITICAL):
        until_quiet(lambda: run_effects(the.shop))
    assert all(not mail.message_id.startswith(f"<{first.id}.") for mail in the.mailer.sent)
    assert [mail.to for mail in the.mailer.sent] == ["bo@example.org", "ateliers@example.org"]


def test_a_mail_that_cannot_be_written_reaches_the_office(the: ShopForTests, caplog: pytest.LogCaptureFixture) -> None:
    two_paid_bookings(the)
    first = break_first_mail(the)
    with caplog.at_level(logging.CRITICAL):
        for _ in range(26):
            the.clock.move(hours=1)
            run_effects(the.shop)
    assert [line.data["booking_id"] for line in the.shop.store.query("office").items] == [first.id]
    assert len(the.mailer.sent) == 3


def test_a_stripe_that_is_down_still_lets_the_files_show_lapsed_seats(the: ShopForTests) -> None:
    hold_seats(the.shop, "murals", a_form())
    the.clock.move(minutes=36)
    the.payments.fail_next("checkout", Fault.NOT_REACHED)
    assert expire_holds(the.shop) == 0
    assert b'"left":20' in the.files.files["availability/murals.json"]
    assert expire_holds(the.shop) == 1


def test_a_sweep_ends_early_when_stripe_is_down(the: ShopForTests) -> None:
    for number in range(6):
        hold_seats(the.shop, "murals", a_form(email=f"v{number}@example.org", count_child="0"))
    the.clock.move(minutes=36)
    the.payments.fail_next("checkout", Fault.NOT_REACHED, times=6)
    assert expire_holds(the.shop) == 0
    assert [call for call, _ in the.payments.calls].count("checkout") == 3


def test_a_payment_for_a_departure_that_vanished_goes_back(the: ShopForTests) -> None:
    hold_seats(the.shop, "murals", a_form())
    checkout = the.payments.checkouts_since(LONG_AGO)[0]
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    publish_catalogue(the.shop, a_catalogue(an_offer(departures=[], hash="1" * 32), sequence=2))
    confirm_payment(the.shop, replace(checkout, state="complete", paid=True, payment_intent="pi_late"))
    (booking,) = the_bookings(the)
    assert [(r.amount_cents, r.reason) for r in booking.refunds] == [(3800, "seats_gone")]


def test_a_comparison_with_stripe_goes_on_behind_a_page_that_fails(the: ShopForTests) -> None:
    for name in ("ana", "bo"):
        hold_seats(the.shop, "murals", a_form(email=f"{name}@example.org"))
    for checkout in the.payments.checkouts_since(LONG_AGO):
        the.payments.pay(checkout.id)
    newest = the.payments.checkouts_since(LONG_AGO)[0].booking_id
    item = the.shop.store.get(keys.booking(newest))
    assert item
    unheard: Data = item.data | {"state": "unheard of"}
    the.shop.store.commit([Put(item.key, unheard, item.version, item.indexes)])
    reconcile(the.shop)
    assert sorted(b.state for b in the_bookings(the)) == ["confirmed", "unheard of"]


class Forgetful(FakePayments):
    """A Stripe that no longer knows some pages, or answers on them in a way that nobody foresaw."""

    forgotten: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()

    def checkout(self, checkout_id: str) -> Checkout:
        if checkout_id in self.breaks:
            raise RuntimeError("an answer that nobody foresaw")
        if checkout_id in self.forgotten:
            raise PaymentRefused("resource_missing")
        return super().checkout(checkout_id)


def test_pages_that_stripe_does_not_know_end_their_holds_and_the_office_hears_of_it(the: ShopForTests) -> None:
    stripe = Forgetful(the.clock)
    the.shop = replace(the.shop, payments=stripe, refunds=stripe)
    for number in range(4):
        hold_seats(the.shop, "murals", a_form(email=f"v{number}@example.org", count_child="0"))
    stripe.forgotten = frozenset(page.id for page in stripe.checkouts_since(LONG_AGO)[1:])
    the.clock.move(minutes=36)
    assert expire_holds(the.shop) == 4
    assert [line.data["kind"] for line in the.shop.store.query("office").items] == ["page_unknown"] * 3


def test_a_mail_server_that_is_down_does_not_crowd_out_what_is_due_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    the = a_shop(tmp_path, catalogue=a_catalogue(an_offer(departures=[a_departure(capacity=100)])))
    monkeypatch.setattr("chalicelib.operations.run_effects.MOST_AT_ONCE", 6)
    the.mailer.down = True
    for number in range(8):
        hold_seats(the.shop, "murals", a_form(email=f"v{number}@example.org", count_child="0"))
        take_event(the.shop, *the.payments.signed(the.payments.pay(the.payments.checkouts_since(LONG_AGO)[0].id)))
    for _ in range(20):
        run_effects(the.shop)
    the.clock.move(seconds=5)
    hold_seats(the.shop, "murals", a_form(email="late@example.org", count_child="0"))
    run_effects(the.shop)
    assert b'"left":82' in the.files.files["availability/murals.json"]


def test_bookings_that_break_do_not_pass_for_a_stripe_that_is_down(
    the: ShopForTests, caplog: pytest.LogCaptureFixture
) -> None:
    stripe = Forgetful(the.clock)
    the.shop = replace(the.shop, payments=stripe, refunds=stripe)
    for number in range(4):
        hold_seats(the.shop, "murals", a_form(email=f"v{number}@example.org", count_child="0"))
    stripe.breaks = frozenset(page.id for page in stripe.checkouts_since(LONG_AGO)[1:])
    the.clock.move(minutes=36)
    with caplog.at_level(logging.CRITICAL):
        assert expire_holds(the.shop) == 1


def test_the_log_tells_what_broke_and_where_but_repeats_no_words(
    the: ShopForTests, caplog: pytest.LogCaptureFixture
) -> None:
    stripe = Forgetful(the.clock)
    the.shop = replace(the.shop, payments=stripe, refunds=stripe)
    hold_seats(the.shop, "murals", a_form())
    stripe.breaks = frozenset(page.id for page in stripe.checkouts_since(LONG_AGO))
    the.clock.move(minutes=36)
    expire_holds(the.shop)
    assert "RuntimeError" in caplog.text
    assert "settle_checkout.py" in caplog.text
    assert "nobody foresaw" not in caplog.text
