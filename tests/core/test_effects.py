"""What is left to do: when it is tried again, when it is given up, and in which order."""

from datetime import timedelta

import pytest
from chalicelib.core import effects, keys
from chalicelib.core.changes import Item
from chalicelib.core.effects import Effect, OfficeLine
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST, NOW

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
WAITS = [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def a_mail(number: int = 1) -> Effect:
    return effects.of_booking("B1", number, "mail", {"mail": "confirmation"}, NOW)


def test_waits_double_from_15_seconds_to_an_hour() -> None:
    effect, waited = a_mail(), []
    for tries in range(1, len(WAITS) + 1):
        now = effect.due_at
        effect = effect.failed(f"trouble {tries}", now)
        waited.append((effect.due_at - now).total_seconds())
        assert (effect.tries, effect.trouble) == (tries, f"trouble {tries}")
    assert waited == WAITS


@pytest.mark.parametrize("tries", [11, 100, 10**6])
def test_a_wait_never_grows_over_an_hour(tries: int) -> None:
    failed = Effect(a_mail().key, "mail", {}, NOW, NOW, tries=tries).failed("Unavailable", NOW)
    assert failed.due_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("age", "tries", "given_up"),
    [
        (DAY - SECOND, 100, False), (DAY, 5, True), (DAY, 4, False), (DAY, 0, False), (10 * DAY, 4, False),
        (10 * DAY, 5, True), (timedelta(0), 5, False),
    ],
)
def test_an_effect_is_given_up_after_a_day_of_its_own_tries(age: timedelta, tries: int, given_up: bool) -> None:
    assert Effect(a_mail().key, "mail", {}, NOW, NOW, tries=tries).given_up(NOW + age) is given_up


def test_a_leased_effect_is_due_again_after_two_minutes() -> None:
    leased = a_mail().leased(NOW + SECOND)
    assert leased.due_at == NOW + SECOND + timedelta(minutes=2)
    assert (leased.made_at, leased.tries) == (NOW, 0)


def test_a_lease_outlasts_the_slowest_call_and_a_first_retry_does_not_wait_for_it() -> None:
    assert effects.FIRST_RETRY < effects.LEASE < effects.LONGEST_RETRY < effects.GIVE_UP


@MODEST
@given(st.lists(st.integers(1, 999_999), min_size=2, max_size=8, unique=True))
def test_effects_of_a_booking_sort_as_their_numbers(numbers: list[int]) -> None:
    sorts = [a_mail(number).key.sort for number in numbers]
    assert [int(sort.removeprefix(keys.EFFECT)) for sort in sorted(sorts)] == sorted(numbers)


@MODEST
@given(st.lists(st.tuples(st.integers(0, 10**8), st.sampled_from("AZ#~09")), min_size=2, max_size=6))
def test_names_in_a_queue_sort_by_the_time_they_are_due(due: list[tuple[int, str]]) -> None:
    made = [(NOW + timedelta(seconds=after), keys.due("effects", NOW + timedelta(seconds=after), name).sort)
            for after, name in due]
    assert [at for at, _ in sorted(made, key=lambda each: each[1])] == sorted(at for at, _ in made)


def test_all_that_is_due_by_now_sorts_before_the_end_of_now() -> None:
    end = keys.due("effects", NOW, keys.END).sort
    assert keys.due("effects", NOW, "booking#zzzz#effect#999999").sort < end
    assert end < keys.due("effects", NOW + SECOND, "").sort


def test_an_effect_is_found_in_the_queue_when_it_is_due_and_comes_back_as_it_was() -> None:
    effect = a_mail(7).failed("Unavailable", NOW)
    put = effect.put(4)
    assert put.indexes == {"work": keys.due(keys.EFFECTS_DUE, NOW + timedelta(seconds=15), "booking#B1#effect#000007")}
    assert (put.key, put.expected_version) == (effect.key, 4)
    assert effects.stored(Item(put.key, 5, put.data)) == effect


def test_effects_of_a_booking_live_beside_it() -> None:
    assert a_mail().key.partition == keys.booking("B1").partition


def test_a_line_for_the_office_is_written_once() -> None:
    put = OfficeLine("paid_twice", "cs_1", "B1", NOW, {"amount_cents": 3800}).put()
    assert (put.key, put.expected_version, put.forget_at) == (keys.office("paid_twice", "cs_1"), None, None)
    assert put.data == {
        "kind": "paid_twice", "id": "cs_1", "booking_id": "B1", "at": "2027-04-01T10:00:00Z",
        "facts": {"amount_cents": 3800},
    }
