"""Any order of holds, payments, webhooks, lapses and cancellations: seats and money always add up."""

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from chalicelib.core import booking as bookings
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.decide import refund_now
from chalicelib.core.errors import BookingError, Refused
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.operations.reconcile import reconcile
from chalicelib.operations.release_hold import release_hold
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import Unavailable
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.fakes.payments import Fault, NotOpen
from tests.fakes.shop import DEPARTURE_ID, ShopForTests, a_catalogue, a_departure, a_form, a_shop, an_offer

CAPACITY = 5
CALLS = ("open_checkout", "checkout", "expire_checkout", "refund", "refunds_of")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
THEN = ["", "pay", "pay", "pay_later", "begin"]
PARTIES = st.tuples(st.integers(0, 2), st.integers(0, 2))
VISITORS = st.sampled_from(["ana", "bo", "cy"])


class AnyOrder(RuleBasedStateMachine):
    """One departure of five seats, three visitors, and everything that can happen to them."""

    @initialize()
    def open_the_shop(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.the: ShopForTests = a_shop(Path(self.folder.name), catalogue=self.catalogue(CAPACITY))
        self.sequence = 1
        self.promised: dict[str, int] = {}
        self.carried_out: list[str] = []
        self.taken: dict[str, int] = {}

    def catalogue(
        self, capacity: int, sequence: int = 1, status: str = "open", quota: int | None = 2
    ) -> dict[str, object]:
        adult, child = cast("list[dict[str, object]]", an_offer()["tariffs"])
        tariffs = [adult, child | ({"quota": quota} if quota else {})]
        offer = an_offer(departures=[a_departure(capacity=capacity, status=status)], tariffs=tariffs)
        return a_catalogue(offer | {"hash": f"{sequence:032d}"}, sequence=sequence)

    @rule(visitor=VISITORS, party=PARTIES, again=st.sampled_from(["", "1"]), then=st.sampled_from(THEN))
    def books(self, visitor: str, party: tuple[int, int], again: str, then: str) -> None:
        adults, children = party
        form = a_form(email=f"{visitor}@example.org", count_adult=str(adults), count_child=str(children), again=again)
        with suppress(Refused, BookingError, NotOpen):
            hold_seats(self.the.shop, "murals", form)
            if then:
                getattr(self.the.payments, then)(self.the.payments.checkouts_since(LONG_AGO)[0].id)

    @precondition(lambda self: self.the.payments.checkouts_since(LONG_AGO))
    @rule(number=st.integers(0, 5), how=st.sampled_from([*THEN[1:], "finish", "async_succeed", "async_fail", "expire"]))
    def does_at_stripe(self, number: int, how: str) -> None:
        checkouts = self.the.payments.checkouts_since(LONG_AGO)
        with suppress(NotOpen, KeyError):
            getattr(self.the.payments, how)(checkouts[number % len(checkouts)].id)

    @precondition(lambda self: self.the.payments.events)
    @rule(numbers=st.lists(st.integers(0, 30), min_size=1, max_size=4))
    def webhooks_arrive(self, numbers: list[int]) -> None:
        events = self.the.payments.events
        for number in numbers:
            with suppress(Unavailable):
                take_event(self.the.shop, *self.the.payments.signed(events[-1 - number % len(events)]))

    @rule(minutes=st.sampled_from([1, 10, 32, 36, 120, 1500]))
    def time_goes_by(self, minutes: int) -> None:
        self.the.clock.move(minutes=minutes)

    @rule()
    def sweep_runs(self) -> None:
        expire_holds(self.the.shop)

    @rule()
    def worker_runs(self) -> None:
        run_effects(self.the.shop)

    @rule(number=st.integers(0, 5))
    def visitor_cancels(self, number: int) -> None:
        booking = self.booking(number)
        if booking:
            with suppress(BookingError):
                cents = refund_now(booking, self.departure(), self.the.clock.now())
                cancel_booking(self.the.shop, booking.id, cents)
                self.promised.setdefault(booking.id, cents)

    @rule(number=st.integers(0, 5))
    def visitor_releases(self, number: int) -> None:
        booking = self.booking(number)
        if booking:
            with suppress(BookingError):
                release_hold(self.the.shop, booking.id)

    @rule(call=st.sampled_from(CALLS), fault=st.sampled_from(list(Fault)))
    def stripe_fails(self, call: str, fault: Fault) -> None:
        self.the.payments.fail_next(call, fault)

    @rule(down=st.booleans())
    def mail_server_turns(self, down: bool) -> None:
        self.the.mailer.down = down

    @rule(
        capacity=st.integers(1, 7), status=st.sampled_from(["open", "open", "open", "closed", "cancelled", "full"]),
        quota=st.sampled_from([None, 1, 2, 4]),
    )
    def publishes(self, capacity: int, status: str, quota: int | None) -> None:
        self.sequence += 1
        publish_catalogue(self.the.shop, self.catalogue(capacity, self.sequence, status, quota))

    @invariant()
    def no_seat_is_sold_twice(self) -> None:
        if hasattr(self, "the"):
            departure = self.departure()
            assert departure.left + departure.sold + departure.held == departure.capacity
            assert departure.left >= 0
            confirmed = sum(b.quote.persons for b in self.bookings() if b.state == "confirmed")
            assert departure.sold == confirmed

    @invariant()
    def no_quota_is_oversold(self) -> None:
        """More than a quota is taken only where it was lowered below what was taken before."""
        if hasattr(self, "the"):
            departure = self.departure()
            for tariff, quota in departure.quotas.items():
                taken = sum(b.quote.counts.get(tariff, 0) for b in self.bookings() if b.state == "confirmed")
                taken += sum(hold.party.get(tariff, 0) for hold in departure.holds.values())
                assert departure.quota_left[tariff] == quota - taken
                assert taken <= max(quota, self.taken.get(tariff, 0))
                self.taken[tariff] = taken

    def teardown(self) -> None:
        if hasattr(self, "the"):
            self.settle()
            self.every_payment_ends_as_seats_or_refund_or_a_line_for_the_office()
            self.every_effect_is_carried_out()
            self.folder.cleanup()

    def settle(self) -> None:
        """All is well again, and enough time passes for every retry."""
        self.the.mailer.down = False
        self.the.payments.clear_faults()
        for _ in range(12):
            for event in list(self.the.payments.events):
                with suppress(Unavailable):
                    take_event(self.the.shop, *self.the.payments.signed(event))
            self.the.clock.move(hours=16)
            expire_holds(self.the.shop)
            reconcile(self.the.shop)
            while run_effects(self.the.shop):
                pass

    def every_payment_ends_as_seats_or_refund_or_a_line_for_the_office(self) -> None:
        lines = {str(item.data["booking_id"]) for item in self.the.shop.store.query("office").items}
        known = {b.id: b for b in self.bookings()}
        for checkout in self.the.payments.checkouts_since(LONG_AGO):
            booking = known.get(checkout.booking_id)
            if checkout.paid and booking and booking.id not in lines:
                assert booking.payment
                refunded = sum(r.amount_cents for r in booking.refunds if r.state == "done")
                seated = booking.state == "confirmed" and booking.payment.payment_intent == checkout.payment_intent
                owed = self.promised.get(booking.id, checkout.amount_cents)
                assert refunded == (0 if seated else owed), booking

    def every_effect_is_carried_out(self) -> None:
        left = self.the.shop.store.query(keys.EFFECTS_DUE, index="work").items
        assert not left, [item.data for item in left]
        given_up = [str(item.data["id"]) for item in self.the.shop.store.query("office", low="not_done").items]
        mailed = {(mail.to, mail.message_id) for mail in self.the.mailer.sent}
        assert len(mailed) <= len(self.the.mailer.sent)
        confirmed = [b for b in self.bookings() if b.confirmed_at]
        for booking in confirmed:
            first = f"<{booking.id}."
            told = any(mail.message_id.startswith(first) for mail in self.the.mailer.sent)
            assert told or any(booking.id in line for line in given_up)

    def booking(self, number: int) -> Booking | None:
        found = self.bookings()
        return found[number % len(found)] if found else None

    def bookings(self) -> list[Booking]:
        page = self.the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related")
        return [bookings.stored(item) for item in page.items]

    def departure(self) -> seats.Departure:
        item = self.the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
        assert item
        return seats.stored(item)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
