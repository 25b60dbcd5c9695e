"""How much comes back, and under which key Stripe is asked for it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chalicelib.core.offer import Tier
from chalicelib.core.refund import KEY_MEMORY, given_back, refund_due, refund_percent
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST, NOW, STARTS_AT, a_refund

SECOND = timedelta(seconds=1)
TIERS = (Tier(48, 100), Tier(24, 50))
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("before_start", "percent"),
    [
        (timedelta(hours=48, seconds=1), 100),
        (timedelta(hours=48), 100),
        (timedelta(hours=48) - SECOND, 50),
        (timedelta(hours=24), 50),
        (timedelta(hours=24) - SECOND, 0),
        (SECOND, 0),
        (timedelta(0), 0),
        (-SECOND, 0),
    ],
)
def test_notice_counts_to_the_second_and_on_the_limit_for_the_visitor(before_start: timedelta, percent: int) -> None:
    assert refund_percent(TIERS, STARTS_AT, STARTS_AT - before_start) == percent


def test_the_best_tier_kept_wins_whatever_the_tiers_are_sorted_by() -> None:
    assert refund_percent((Tier(24, 50), Tier(48, 100), Tier(0, 10)), STARTS_AT, STARTS_AT - timedelta(hours=50)) == 100
    assert refund_percent((Tier(48, 20), Tier(24, 80)), STARTS_AT, STARTS_AT - timedelta(hours=50)) == 80


def test_an_offer_without_tiers_gives_nothing_back() -> None:
    assert refund_percent((), STARTS_AT, NOW) == 0


def test_a_tier_of_no_notice_ends_at_the_start() -> None:
    assert refund_percent((Tier(0, 100),), STARTS_AT, STARTS_AT - SECOND) == 100
    assert refund_percent((Tier(0, 100),), STARTS_AT, STARTS_AT) == 0


@pytest.mark.parametrize(
    ("starts_local", "last_moment_local"),
    [
        # The night of 27 March 2027 has 23 hours, that of 30 October 25: a notice of 24 hours is 24 hours all the same.
        (datetime(2027, 3, 28, 14, 30, tzinfo=PARIS), datetime(2027, 3, 27, 13, 30, tzinfo=PARIS)),
        (datetime(2027, 10, 31, 14, 30, tzinfo=PARIS), datetime(2027, 10, 30, 15, 30, tzinfo=PARIS)),
        (datetime(2027, 6, 6, 14, 30, tzinfo=PARIS), datetime(2027, 6, 5, 14, 30, tzinfo=PARIS)),
    ],
)
def test_notice_is_counted_in_hours_that_pass_when_the_clocks_change(
    starts_local: datetime, last_moment_local: datetime
) -> None:
    starts_at, last_moment = starts_local.astimezone(UTC), last_moment_local.astimezone(UTC)
    assert refund_percent(TIERS, starts_at, last_moment) == 50
    assert refund_percent(TIERS, starts_at, last_moment + SECOND) == 0


@pytest.mark.parametrize(
    ("paid", "percent", "given_before", "due"),
    [
        (3800, 100, 0, 3800),
        (3800, 50, 0, 1900),
        (3801, 50, 0, 1901),
        (1, 50, 0, 1),
        (1001, 33, 0, 331),
        (3800, 0, 0, 0),
        (0, 100, 0, 0),
        (3800, 100, 1000, 2800),
        (3800, 50, 1000, 1900),
        (3800, 50, 2800, 1000),
        (3800, 100, 3800, 0),
        (3800, 100, 4000, 0),
    ],
)
def test_what_comes_back_is_rounded_for_the_visitor_and_never_over_what_is_there(
    paid: int, percent: int, given_before: int, due: int
) -> None:
    assert refund_due(paid, percent, given_before) == due


@MODEST
@given(st.integers(0, 10**7), st.integers(0, 100), st.integers(0, 10**7))
def test_never_more_comes_back_than_was_paid(paid: int, percent: int, given_before: int) -> None:
    due = refund_due(paid, percent, given_before)
    assert 0 <= due <= max(0, paid - given_before)
    assert due == max(0, paid - given_before) or 0 <= 100 * due - paid * percent < 100


def test_what_was_given_back_counts_all_refunds_of_a_payment_but_those_that_failed() -> None:
    refunds = [
        a_refund(amount_cents=1), a_refund(amount_cents=20, state="sent"), a_refund(amount_cents=300, state="done"),
        a_refund(amount_cents=4000, state="failed"), a_refund(amount_cents=50000, payment_intent="pi_2"),
    ]
    assert given_back(refunds, "pi_1") == 321


def test_a_new_refund_is_due_and_was_never_called() -> None:
    refund = a_refund()
    assert (refund.state, refund.attempt, refund.answered) == ("due", 0, False)
    assert (refund.called_at, refund.stripe_id, refund.failure) == (None, None, None)


def test_a_first_call_goes_under_the_first_key() -> None:
    called = a_refund().called(NOW)
    assert (called.attempt, called.called_at, called.answered) == (1, NOW, False)


@pytest.mark.parametrize(
    ("later", "answered", "attempt"),
    [
        (timedelta(0), False, 1),
        (KEY_MEMORY - SECOND, False, 1),
        (KEY_MEMORY, False, 2),
        (timedelta(hours=25), False, 2),
        (SECOND, True, 2),
    ],
)
def test_a_key_is_used_again_only_while_stripe_knows_it_and_keeps_no_failure_for_it(
    later: timedelta, answered: bool, attempt: int
) -> None:
    first = a_refund(attempt=1, called_at=NOW, answered=answered)
    called = first.called(NOW + later)
    assert called.attempt == attempt
    assert called.called_at == (NOW if attempt == 1 else NOW + later)
    assert not called.answered


def test_keys_are_given_up_before_stripe_forgets_them_after_a_day() -> None:
    assert timedelta(hours=20) < KEY_MEMORY < timedelta(hours=24)
