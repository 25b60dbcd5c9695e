"""The process dies between any two writes or calls of the story: the sweeps leave nothing lost and nothing twice."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.errors import BookingError
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.reconcile import reconcile
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import Unavailable

from tests.fakes.payments import NotOpen
from tests.fakes.shop import (
    DEPARTURE_ID,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_free_offer,
    a_shop,
    an_offer,
)
from tests.operations.acting import the_bookings

WRITES = ("commit", "write", "send", "open_checkout", "expire_checkout", "refund")


class Crash(BaseException):
    """The process is gone: nothing catches it on the way."""


class Fuse:
    """Burns at the `at`th write or call, before it is carried out or just after."""

    def __init__(self, at: int, after: bool) -> None:
        self.calls = 0
        self._at, self._after = at, after

    def around(self, neighbour: Any) -> Any:
        """The neighbour, its writes counted."""
        return Fused(self, neighbour)

    def run(self, work: Callable[..., Any], args: tuple[Any, ...], given: dict[str, Any]) -> Any:
        self.calls += 1
        burns = self.calls == self._at
        if burns and not self._after:
            raise Crash
        answer = work(*args, **given)
        if burns:
            raise Crash
        return answer


class Fused:
    """Hands every call on, through the fuse if it writes."""

    def __init__(self, fuse: Fuse, neighbour: Any) -> None:
        self._fuse, self._neighbour = fuse, neighbour

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._neighbour, name)
        if name not in WRITES:
            return found
        return lambda *args, **given: self._fuse.run(found, args, given)


def fused(the: ShopForTests, fuse: Fuse) -> None:
    parts = {name: fuse.around(getattr(the.shop, name)) for name in ("store", "files", "payments", "mailer", "refunds")}
    the.shop = replace(the.shop, **parts)


def step(work: Callable[[], object]) -> None:
    """One request or run: it may die, or be refused; what follows finds what it left."""
    with suppress(Crash, BookingError, Unavailable, NotOpen):
        work()


def book_pay_and_cancel(the: ShopForTests) -> None:
    step(lambda: hold_seats(the.shop, "murals", a_form()))
    step(lambda: run_effects(the.shop))
    for checkout in the.payments.checkouts_since(the.clock.now().replace(year=2020)):
        step(lambda id=checkout.id: the.payments.pay(id))  # type: ignore[misc]
    for event in list(the.payments.events):
        step(lambda event=event: take_event(the.shop, *the.payments.signed(event)))  # type: ignore[misc]
    step(lambda: run_effects(the.shop))
    for booking in the_bookings(the):
        step(lambda id=booking.id: cancel_booking(the.shop, id, 3800))  # type: ignore[misc]
    step(lambda: run_effects(the.shop))


def book_and_leave(the: ShopForTests) -> None:
    step(lambda: hold_seats(the.shop, "murals", a_form()))
    the.clock.move(minutes=36)
    step(lambda: expire_holds(the.shop))
    step(lambda: run_effects(the.shop))


def pay_too_late(the: ShopForTests) -> None:
    step(lambda: hold_seats(the.shop, "murals", a_form()))
    for checkout in the.payments.checkouts_since(the.clock.now().replace(year=2020)):
        step(lambda id=checkout.id: the.payments.begin(id))  # type: ignore[misc]
    the.clock.move(minutes=36)
    step(lambda: hold_seats(the.shop, "murals", a_form(email="bo@example.org")))
    for begun in list(the.payments.checkouts_since(the.clock.now().replace(year=2020))):
        step(lambda id=begun.id: the.payments.finish(id))  # type: ignore[misc]
    for event in list(the.payments.events):
        step(lambda event=event: take_event(the.shop, *the.payments.signed(event)))  # type: ignore[misc]
    step(lambda: run_effects(the.shop))


def book_for_nothing(the: ShopForTests) -> None:
    step(lambda: hold_seats(the.shop, "murals", a_form(count_child="0")))
    step(lambda: run_effects(the.shop))


FULL_AT_THREE = an_offer(departures=[a_departure(capacity=3)])
STORIES = {
    "book, pay and cancel": (book_pay_and_cancel, an_offer()),
    "book and leave": (book_and_leave, an_offer()),
    "pay too late": (pay_too_late, FULL_AT_THREE),
    "book for nothing": (book_for_nothing, a_free_offer()),
}


def recover(the: ShopForTests) -> None:
    """A day goes by: webhooks are delivered again, every sweep runs, nothing crashes any more."""
    for _ in range(6):
        for event in list(the.payments.events):
            with suppress(Unavailable):
                take_event(the.shop, *the.payments.signed(event))
        the.clock.move(hours=4)
        expire_holds(the.shop)
        reconcile(the.shop)
        while run_effects(the.shop):
            pass


def check(the: ShopForTests, at: str) -> None:
    item = the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
    assert item
    departure = seats.stored(item)
    known = the_bookings(the)
    assert departure.holds == {}, at
    assert departure.left + departure.sold == departure.capacity, at
    assert departure.sold == sum(b.quote.persons for b in known if b.state == "confirmed"), at
    assert not the.shop.store.query(keys.EFFECTS_DUE, index="work").items, at
    for booking in known:
        assert booking.state in ("confirmed", "cancelled", "expired"), at
        check_money(the, booking, at)
        check_mails(the, booking, at)


def check_money(the: ShopForTests, booking: Booking, at: str) -> None:
    if booking.payment is None or booking.payment.payment_intent is None:
        return
    given_back = sum(r.amount_cents for r in the.payments.refunds_of(booking.payment.payment_intent))
    kept_seat = booking.state == "confirmed"
    assert given_back == (0 if kept_seat else booking.payment.paid_cents), at
    assert all(refund.state == "done" for refund in booking.refunds), at


def check_mails(the: ShopForTests, booking: Booking, at: str) -> None:
    """Handed over at least once; a second time only under the same Message-ID."""
    mails = [mail for mail in the.mailer.sent if mail.message_id.startswith(f"<{booking.id}.")]
    subjects = {mail.subject for mail in mails}
    assert len({mail.message_id for mail in mails}) == len(subjects), at
    if booking.confirmed_at:
        assert {"confirmation fr", "partner_booking fr"} <= subjects, at
    if booking.cancelled_at:
        assert {"cancellation fr", "partner_cancellation fr"} <= subjects, at


@pytest.mark.parametrize("name", STORIES)
def test_a_crash_at_any_point_loses_nothing_and_does_nothing_twice(tmp_path: Path, name: str) -> None:
    story, offer = STORIES[name]
    points = 0
    for after in (False, True):
        at = 0
        while True:
            at += 1
            the = a_shop(tmp_path / f"{after}-{at}", catalogue=a_catalogue(offer))
            fuse = Fuse(at, after)
            whole = the.shop
            fused(the, fuse)
            story(the)
            the.shop = whole
            recover(the)
            check(the, f"{name}: crash {'after' if after else 'before'} write {at}")
            if fuse.calls < at:
                break
            points += 1
    assert points >= 8, "the story has writes to crash at"
