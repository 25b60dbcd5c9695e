"""What the store keeps of a record comes back as it was; what it could not keep is refused."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from chalicelib.core.booking import Booking
from chalicelib.core.effects import Effect, OfficeLine
from chalicelib.core.offer import Offer
from chalicelib.core.records import dump, from_iso, load, to_iso
from chalicelib.core.seats import Departure, Hold, Plan, Ruling
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.builders import MODEST, NOW

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
SCALARS: dict[object, st.SearchStrategy[Any]] = {
    datetime: INSTANTS, str: st.text(max_size=5), int: st.integers(-(10**9), 10**9), bool: st.booleans(),
    type(None): st.none(), object: st.none() | st.booleans() | st.integers() | st.text(max_size=5),
}
STORED = [Booking, Departure, Effect, Hold, Offer, OfficeLine, Plan, Ruling]


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that an annotation of a record allows."""
    if hint in SCALARS:
        return SCALARS[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(st.text(max_size=5), values(parts[1]), max_size=2)
    if parts:
        return st.one_of([values(part) for part in parts])
    return st.builds(hint, **{name: values(part) for name, part in get_type_hints(hint).items()})


@pytest.mark.parametrize("kind", STORED)
@settings(MODEST, max_examples=8)
@given(data=st.data())
def test_every_stored_record_comes_back_as_it_was(kind: type[Any], data: st.DataObject) -> None:
    record = data.draw(values(kind))
    kept = json.loads(json.dumps(dump(record), allow_nan=False))
    assert load(kind, kept) == record


@dataclass(frozen=True)
class Note:
    """A record of every kind of value."""

    at: datetime
    words: dict[str, str]
    numbers: tuple[int, ...] = ()
    until: datetime | None = None
    more: Any = None


def test_a_record_is_kept_as_plain_json() -> None:
    note = Note(NOW, {"fr": "oui"}, (1, 2), None, {"x": [True, None]})
    assert dump(note) == {
        "at": "2027-04-01T10:00:00Z", "words": {"fr": "oui"}, "numbers": [1, 2], "until": None,
        "more": {"x": [True, None]},
    }


@pytest.mark.parametrize("value", [1.0, float("nan"), b"x", {1}, object(), {"deep": [0.5]}, NOW.date(), 1j])
def test_what_the_store_cannot_keep_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        dump(Note(NOW, {}, more=value))


@pytest.mark.parametrize("make", [to_iso, lambda at: dump(Note(at, {})), lambda at: dump(Note(NOW, {}, until=at))])
def test_a_time_without_a_zone_is_refused(make: Any) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        make(datetime(2027, 4, 1, 10, 0))  # noqa: DTZ001


def test_a_time_is_written_in_utc_in_whole_seconds() -> None:
    paris = datetime(2027, 4, 1, 12, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert to_iso(paris) == "2027-04-01T10:00:00Z"
    assert from_iso("2027-04-01T10:00:00Z") == NOW


@pytest.mark.parametrize("text", ["2027-04-01T10:00:00", "2027-04-01T10:00:00+00:00", "2027-04-01", "", "now"])
def test_a_time_in_another_form_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="does not match"):
        from_iso(text)


@MODEST
@given(st.lists(INSTANTS, max_size=6))
def test_times_sort_as_their_texts(instants: list[datetime]) -> None:
    assert sorted(to_iso(at) for at in instants) == [to_iso(at) for at in sorted(instants)]
    assert [from_iso(to_iso(at)) for at in instants] == instants


def test_what_is_missing_takes_its_default_and_what_is_not_known_is_left_out() -> None:
    """A record written by an older or a newer release can be read."""
    assert load(Note, {"at": "2027-04-01T10:00:00Z", "words": {}, "gone": 1}) == Note(NOW, {})
