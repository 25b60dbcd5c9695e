"""Races over HTTP: the last seats, the same form, the same webhook, the same cancellation, all at once."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from chalicelib.core.changes import Change, Count
from chalicelib.operations.reading import find_booking
from chalicelib.operations.run_effects import run_effects
from chalicelib.ports import Store

from devstack.stripe_standin.money import Money
from tests.fakes.shop import a_free_offer, an_offer, until_quiet

from .gateway import FORM
from .racing import DEPARTURE, Running, Told, form, running

pytestmark = pytest.mark.alone

BUYERS, SEATS = 64, 20
MOST_SECONDS = 10

Open = Callable[..., AbstractContextManager[Running]]


@pytest.fixture(params=["sqlite", pytest.param("dynamodb", marks=pytest.mark.dynamodb)])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens a shop on one of the stores."""
    settings: dict[str, str] = {"STORE": request.param}
    if request.param == "dynamodb":
        settings |= {"DYNAMODB_URL": request.getfixturevalue("dynamodb_url")}
        settings |= {"TABLE_NAME": request.getfixturevalue("dynamodb_table")}
    return lambda **how: running(tmp_path, settings, **how)


class Together:
    """A store on which nobody writes before all buyers have decided; without its limits it shows what they are for."""

    def __init__(self, store: Store, *, limited: bool = True) -> None:
        self._store = store
        self._limited = limited
        self._decided = Barrier(BUYERS)
        self._begun = False
        self.get, self.query = store.get, store.query

    def commit(self, changes: Sequence[Change]) -> None:
        """See `Store.commit`."""
        if any(isinstance(change, Count) for change in changes) and not self._begun:
            self._decided.wait(MOST_SECONDS)
            self._begun = True
        self._store.commit(changes if self._limited else [_unlimited(change) for change in changes])


def _unlimited(change: Change) -> Change:
    return replace(change, at_least={}) if isinstance(change, Count) else change


def all_are_answered(told: Sequence[Told], won: int) -> None:
    """So many go on; everybody else is told, in time, that the seats are gone."""
    assert sorted({each.status for each in told}) == [303, 409]
    assert sum(each.status == 303 for each in told) == won
    assert max(each.seconds for each in told) < MOST_SECONDS
    assert all("booking-departure-fault" in each.page for each in told if each.status == 409)


def test_64_buyers_for_20_seats_hold_exactly_20(opened: Open) -> None:
    with opened() as shop:
        told = shop.buy(BUYERS)
        all_are_answered(told, SEATS)
        assert len({each.location for each in told if each.status == 303}) == SEATS
        seats = shop.departure
        assert (seats.sold, seats.held, seats.left, len(seats.holds)) == (0, SEATS, 0, SEATS)
        assert sorted(seats.holds) == sorted(shop.bookings())
        assert len(shop.at_stripe("checkout.session")) == SEATS


def test_20_buyers_of_a_quota_of_3_hold_exactly_3(opened: Open) -> None:
    tariffs = [{"id": "adult", "price_cents": 1500, "label": {"fr": "Adulte", "en": "Adult"}, "quota": 3}]
    with opened(offer=an_offer(departures=[DEPARTURE], tariffs=tariffs)) as shop:
        told = shop.buy(20)
        assert sorted(each.status for each in told) == [303] * 3 + [409] * 17
        assert all("booking-count_adult-fault" in each.page for each in told if each.status == 409)
        assert (shop.departure.held, shop.departure.left, shop.departure.quota_left) == (3, SEATS - 3, {"adult": 0})


def test_64_buyers_for_20_free_seats_get_exactly_20(opened: Open) -> None:
    with opened(offer=a_free_offer(departures=[DEPARTURE])) as shop:
        told = shop.buy(BUYERS)
        all_are_answered(told, SEATS)
        assert (shop.departure.sold, shop.departure.left, shop.departure.holds) == (SEATS, 0, {})
        assert len(shop.bookings()) == SEATS


def test_20_seats_are_held_when_all_64_buyers_saw_them_free(opened: Open) -> None:
    with opened(wrapped=Together) as shop:
        all_are_answered(shop.buy(BUYERS), SEATS)
        assert (shop.departure.held, shop.departure.left) == (SEATS, 0)


def test_without_the_limit_the_same_race_oversells(opened: Open) -> None:
    with opened(wrapped=lambda store: Together(store, limited=False)) as shop:
        told = shop.buy(BUYERS)
        assert [each.status for each in told] == [303] * BUYERS
        assert (shop.departure.held, shop.departure.left) == (BUYERS, SEATS - BUYERS)


def test_30_posts_of_the_same_form_make_one_booking_and_one_payment_page(opened: Open) -> None:
    with opened() as shop:
        told = shop.race([form()] * 30)
        assert {each.status for each in told} == {303}
        (page,) = {each.location for each in told}
        (session,) = shop.at_stripe("checkout.session")
        assert page == session["url"]
        assert shop.bookings() == list(shop.departure.holds) == [session["client_reference_id"]]
        assert (shop.departure.held, shop.departure.left) == (1, SEATS - 1)


def slowly(make: Callable[[Money, Any], Any], seconds: float) -> Callable[[Money, Any], Any]:
    def made(money: Money, params: Any) -> Any:
        time.sleep(seconds)
        return make(money, params)

    return made


def test_a_double_click_waits_for_a_slow_stripe_and_leads_to_the_same_page(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as shop:
        monkeypatch.setattr(Money, "create_session", slowly(Money.create_session, 2))
        told = shop.race([form()] * 3)
        (session,) = shop.at_stripe("checkout.session")
        assert {(each.status, each.location) for each in told} == {(303, session["url"])}
        assert shop.departure.held == 1


def a_paid_booking(shop: Running) -> tuple[str, Any]:
    """The id of a booking whose payment is not told yet, and the event that tells it."""
    shop.race([form()])
    (session,) = shop.at_stripe("checkout.session")
    shop.standin.control.act("pay", session["id"])
    (event,) = payments_told(shop)
    return session["client_reference_id"], event


def payments_told(shop: Running) -> list[Any]:
    return [each for each in shop.at_stripe("event") if each["type"] == "checkout.session.completed"]


def test_20_payments_told_at_once_turn_every_hold_into_a_sold_seat(opened: Open) -> None:
    with opened() as shop:
        shop.buy(SEATS + 4)
        for session in shop.at_stripe("checkout.session"):
            shop.standin.control.act("pay", session["id"])
        told = shop.deliver(*payments_told(shop))
        assert [each.status for each in told] == [200] * SEATS
        assert (shop.departure.sold, shop.departure.left, shop.departure.holds) == (SEATS, 0, {})


def test_20_deliveries_of_a_payment_sell_its_seat_once(opened: Open) -> None:
    with opened() as shop:
        booking_id, event = a_paid_booking(shop)
        told = shop.deliver(*[event] * 20)
        assert {each.status for each in told} == {200}
        run_effects(shop.shop)
        booking = find_booking(shop.shop, booking_id)
        assert booking
        assert (booking.state, len(booking.tickets), booking.refunds) == ("confirmed", 1, ())
        assert (shop.departure.sold, shop.departure.left, shop.departure.holds) == (1, SEATS - 1, {})
        assert len(shop.mails()) == 2


def test_10_cancellations_at_once_refund_once(opened: Open) -> None:
    with opened() as shop:
        booking_id, event = a_paid_booking(shop)
        shop.deliver(event)
        page = shop.shop.links.booking("en", booking_id).removeprefix(shop.url)
        cancel = f"{page}/cancel", b"refund_cents=1500", {"Content-Type": FORM}
        told = shop.race([cancel] * 10)
        assert {(each.status, each.location) for each in told} == {(303, shop.url + page)}
        until_quiet(lambda: run_effects(shop.shop))
        assert [refund["amount"] for refund in shop.at_stripe("refund")] == [1500]
        assert (shop.departure.sold, shop.departure.left) == (0, SEATS)
        assert len(shop.mails()) == 4
