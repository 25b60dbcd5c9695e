"""What Stripe tells of refunds and disputes, in any order: the booking ends the same, the office hears once."""

from datetime import datetime, timedelta
from itertools import permutations
from random import Random

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core.booking import Booking
from chalicelib.core.changes import Change, Item, Put
from chalicelib.core.money_back import on_dispute, on_refund
from chalicelib.core.payment import Dispute, StripeRefund
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST, NOW, a_booking, a_confirmed_booking, a_paid_payment, a_refund

HOUR = timedelta(hours=1)
News = StripeRefund | Dispute
OURS = [StripeRefund("re_1", "pi_1", 3800, state, "B1-R1") for state in ("pending", "succeeded")]
SENT_BACK = StripeRefund("re_1", "pi_1", 3800, "failed", "B1-R1", "lost_or_stolen_card")
THEIRS = [StripeRefund("re_9", "pi_1", 1000, state, None) for state in ("pending", "succeeded", "failed")]
FIRST = [Dispute("du_1", "pi_1", 3800, state, "fraudulent") for state in ("open", "won")]
SECOND = [Dispute("du_2", "pi_1", 3800, state, "duplicate") for state in ("open", "lost")]


def owing() -> Booking:
    """Cancelled, with the whole price to give back."""
    return a_confirmed_booking(state="cancelled", cancelled_at=NOW, refunds=(a_refund(attempt=1, called_at=NOW),))


class Told:
    """A booking and the office's list, after each piece of news."""

    def __init__(self, booking: Booking) -> None:
        self.booking = booking
        self.lines: list[str] = []

    def hear(self, *news: News) -> "Told":
        for told in news:
            decide = on_refund if isinstance(told, StripeRefund) else on_dispute
            self._take(decide(self.booking, told, NOW))  # type: ignore[arg-type]
        return self

    def _take(self, changes: list[Change]) -> None:
        for change in changes:
            assert isinstance(change, Put)
            if change.key.partition == "office":
                assert change.key.sort not in self.lines, "the store would refuse a line that is there"
                self.lines.append(change.key.sort)
            else:
                assert change.expected_version == self.booking.version
                self.booking = bookings.stored(Item(change.key, self.booking.version + 1, change.data))

    @property
    def state(self) -> str:
        assert self.booking.payment
        return self.booking.payment.state

    @property
    def end(self) -> tuple[str, set[tuple[str, str, str | None]]]:
        return self.state, {(r.id, r.state, r.stripe_id) for r in self.booking.refunds}


@MODEST
@given(st.lists(st.sampled_from([*OURS, SENT_BACK, *THEIRS, *FIRST, *SECOND]), unique_by=repr), st.randoms())
def test_news_of_refunds_and_disputes_ends_the_same_in_any_order(news: list[News], chance: Random) -> None:
    once = Told(owing()).hear(*news)
    shuffled = [*news, *news]
    chance.shuffle(shuffled)
    assert Told(owing()).hear(*shuffled).end == once.end


@pytest.mark.parametrize("news", list(permutations([*OURS, SENT_BACK])))
def test_a_refund_that_the_bank_sends_back_ends_failed_and_the_office_hears_once(news: tuple[News, ...]) -> None:
    heard = Told(owing()).hear(*news, *news)
    assert heard.end == ("paid", {("B1-R1", "failed", "re_1")})
    assert heard.booking.refunds[0].failure == "lost_or_stolen_card"
    assert heard.lines == ["refund_failed#re_1"]


@pytest.mark.parametrize(("state", "refund"), [("pending", "sent"), ("succeeded", "done")])
def test_a_refund_of_ours_that_stripe_takes_on_is_no_matter_for_the_office(state: str, refund: str) -> None:
    heard = Told(owing()).hear(StripeRefund("re_1", "pi_1", 3800, state, "B1-R1"))
    assert heard.end == ("refunded", {("B1-R1", refund, "re_1")})
    assert heard.booking.refunds[0].called_at == NOW
    assert heard.lines == []


@pytest.mark.parametrize(("called_at", "kept"), [(NOW, NOW), (None, NOW + HOUR)])
def test_a_refund_keeps_the_time_it_was_called_at_or_takes_that_of_its_news(
    called_at: datetime | None, kept: datetime
) -> None:
    booking = a_confirmed_booking(refunds=(a_refund(called_at=called_at),))
    put = on_refund(booking, OURS[0], NOW + HOUR)[0]
    assert isinstance(put, Put)
    assert bookings.stored(Item(put.key, 2, put.data)).refunds[0].called_at == kept


@pytest.mark.parametrize(("cents", "state"), [(1, "part_refunded"), (3799, "part_refunded"), (3800, "refunded")])
def test_a_refund_begun_at_stripe_is_booked_and_told_to_the_office(cents: int, state: str) -> None:
    heard = Told(a_confirmed_booking()).hear(StripeRefund("re_9", "pi_1", cents, "succeeded", None))
    assert heard.end == (state, {("re_9", "done", "re_9")})
    assert (heard.booking.refunds[0].reason, heard.booking.refunds[0].amount_cents) == ("stripe", cents)
    assert heard.lines == ["refund_at_stripe#re_9"]


def test_refunds_in_parts_make_a_whole() -> None:
    heard = Told(a_confirmed_booking())
    for number in (1, 2):
        heard.hear(StripeRefund(f"re_{number}", "pi_1", 1900, "succeeded", None))
    assert heard.state == "refunded"
    assert heard.hear(StripeRefund("re_2", "pi_1", 1900, "failed", None)).state == "part_refunded"


def test_a_refund_of_a_second_payment_leaves_the_first_as_it_is() -> None:
    second = a_refund(id="B1-R1", payment_intent="pi_2", reason="paid_twice")
    heard = Told(a_confirmed_booking(refunds=(second,)))
    heard.hear(StripeRefund("re_1", "pi_2", 3800, "succeeded", "B1-R1"))
    assert heard.end == ("paid", {("B1-R1", "done", "re_1")})


def test_news_that_names_an_unknown_refund_of_ours_is_taken_for_one_begun_at_stripe() -> None:
    heard = Told(a_confirmed_booking()).hear(StripeRefund("re_1", "pi_1", 100, "pending", "B1-R7"))
    assert heard.end == ("part_refunded", {("re_1", "sent", "re_1")})


def test_a_refund_is_kept_even_of_a_payment_that_is_not_known_to_be_paid() -> None:
    heard = Told(a_booking()).hear(StripeRefund("re_1", "pi_1", 100, "succeeded", None))
    assert heard.end == ("open", {("re_1", "done", "re_1")})
    assert on_refund(a_booking(payment=None), OURS[1], NOW)


@pytest.mark.parametrize(
    ("told", "state", "lines"),
    [
        (["open"], "disputed", ["dispute_open#du_1"]),
        (["open", "open"], "disputed", ["dispute_open#du_1"]),
        (["open", "won"], "won", ["dispute_open#du_1", "dispute_won#du_1"]),
        (["open", "lost"], "lost", ["dispute_open#du_1", "dispute_lost#du_1"]),
        (["won", "open"], "won", ["dispute_won#du_1"]),
        (["lost", "open"], "lost", ["dispute_lost#du_1"]),
        (["won", "open", "won"], "won", ["dispute_won#du_1"]),
    ],
)
@pytest.mark.parametrize("before", ["paid", "part_refunded", "refunded"])
def test_a_dispute_goes_its_way_from_any_payment_that_was_made(
    told: list[str], state: str, lines: list[str], before: str
) -> None:
    cents = {"paid": 0, "part_refunded": 1, "refunded": 3800}[before]
    refund = a_refund(amount_cents=cents, state="done")
    heard = Told(a_confirmed_booking(payment=a_paid_payment(state=before), refunds=(refund,)))
    heard.hear(*(Dispute("du_1", "pi_1", 3800, each, "fraudulent") for each in told))
    assert heard.state == (before if (state, before) != ("won", "paid") and state == "won" else state)
    assert heard.lines == lines


def test_a_second_dispute_is_heard_while_the_first_is_open_and_after_it_was_won() -> None:
    heard = Told(a_confirmed_booking()).hear(FIRST[0], SECOND[0], FIRST[1])
    assert heard.state == "disputed"
    heard.hear(SECOND[1])
    assert heard.state == "lost"
    assert heard.lines == ["dispute_open#du_1", "dispute_open#du_2", "dispute_won#du_1", "dispute_lost#du_2"]


def test_a_dispute_of_a_booking_without_payment_changes_nothing() -> None:
    assert on_dispute(a_booking(payment=None), FIRST[0], NOW) == []


def test_the_office_is_told_the_amount_and_why() -> None:
    line = on_dispute(a_confirmed_booking(), FIRST[0], NOW)[1]
    assert isinstance(line, Put)
    assert line.data["facts"] == {"dispute": "du_1", "amount_cents": 3800, "reason": "fraudulent"}
    assert (line.data["booking_id"], line.expected_version) == ("B1", None)
