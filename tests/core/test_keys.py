"""Where things are kept: no two of them in one place, whatever they are called."""

from collections.abc import Callable
from inspect import getmembers, isfunction
from itertools import combinations

import pytest
from chalicelib.core import effects, keys
from chalicelib.core.changes import Key
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST, NOW

IDS = st.text("abz09-#.~", min_size=1, max_size=8) | st.sampled_from(["offer", "booking", "published", "event"])
KINDS: dict[str, Callable[[str], Key]] = {
    "offer": keys.offer,
    "departure": lambda name: keys.departure("murals", name),
    "booking": keys.booking,
    "replay": keys.replay,
    "payment": keys.payment,
    "event": keys.event,
    "early event": keys.early_event,
    "catalogue": lambda name: keys.catalogue(),
    "office": lambda name: keys.office("paid_twice", name),
    "effect of a booking": lambda name: effects.of_booking(name, 1, "mail", {}, NOW).key,
    "rewriting": lambda name: effects.availability(name, "B1.1", NOW).key,
}


@MODEST
@given(IDS, IDS)
def test_no_two_kinds_of_things_share_a_key(one: str, other: str) -> None:
    for first, second in combinations(KINDS.values(), 2):
        assert first(one) != second(other)


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "catalogue"])
@MODEST
@given(ids=st.tuples(IDS, IDS).filter(lambda both: both[0] != both[1]))
def test_two_things_of_a_kind_have_two_keys(kind: str, ids: tuple[str, str]) -> None:
    assert KINDS[kind](ids[0]) != KINDS[kind](ids[1])


def test_every_way_to_name_a_place_is_looked_at_here() -> None:
    in_use = {name for name, made in getmembers(keys, isfunction) if made.__module__ == keys.__name__}
    assert in_use == {
        "offer", "departure", "booking", "replay", "payment", "event", "early_event", "catalogue", "office",
        "due", "of_departure",
    }


def test_an_offer_is_read_together_with_its_departures_but_not_counted_among_them() -> None:
    departure = keys.departure("murals", "murals-20270411T1200")
    assert departure.partition == keys.offer("murals").partition
    assert keys.DEPARTURE <= departure.sort <= keys.DEPARTURE + keys.END
    assert not keys.DEPARTURE <= keys.offer("murals").sort <= keys.DEPARTURE + keys.END


def test_queues_have_names_of_their_own() -> None:
    assert len({keys.HOLDS_DUE, keys.REFUNDS_DUE, keys.EFFECTS_DUE, keys.OFFERS}) == 4
