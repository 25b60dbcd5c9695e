"""What every store promises (`ports.Store`), on SQLite and on DynamoDB."""

from collections.abc import Callable
from typing import Any

import pytest
from chalicelib.core.changes import Change, Count, Data, Entry, Item, Key, Put, Remove
from chalicelib.ports import ConditionFailed, Store, TooLarge

ALL_KINDS: Data = {
    "text": "Pêches à Montreuil 🍑", "empty": "", "number": 10**37, "negative": -5, "zero": 0, "yes": True, "no": False,
    "nothing": None, "list": [1, "two", [3, [], {"four": None}], {}], "map": {"a": {"b": {"c": [True, 1]}}},
    "empty_map": {}, "empty_list": [], "name": "reserved", "a.b#c:d": "odd name", "size": 1, "quote\"'": "\x00\n\t\\",
}
A = Key("departure#murals", "a")
B = Key("departure#murals", "b")
FRACTION: Any = 14.5
DEEP: Any = {}
for _ in range(31):
    DEEP = {"deeper": DEEP}


def put(key: Key = A, data: Any = None, version: int | None = None, **more: Any) -> Put:
    return Put(key, {"n": 1} if data is None else data, version, **more)


def refusal(store: Store, *changes: Change) -> ConditionFailed:
    with pytest.raises(ConditionFailed) as refused:
        store.commit(changes)
    return refused.value


def stored(store: Store, key: Key = A) -> Item:
    item = store.get(key)
    assert item
    return item


def test_an_item_comes_back_as_it_was_put(store: Store) -> None:
    indexes = {"work": Key("mails", "2027-05-01T12:30:00Z"), "related": Key("offer#murals", "x")}
    store.commit([put(data=ALL_KINDS, indexes=indexes, forget_at="2030-01-01T00:00:00Z")])
    assert stored(store) == Item(A, 1, ALL_KINDS, indexes)
    kinds = {name: type(value) for name, value in stored(store).data.items()}
    assert kinds == {name: type(value) for name, value in ALL_KINDS.items()}


def test_there_is_nothing_where_nothing_was_put(store: Store) -> None:
    assert store.get(A) is None
    assert store.query("departure#murals").items == ()


def test_no_changes_are_no_fault(store: Store) -> None:
    store.commit([])


def test_the_version_starts_at_1_and_rises_with_every_change(store: Store) -> None:
    store.commit([put()])
    store.commit([put(data={"n": 2}, version=1)])
    store.commit([Count(A, add={"n": 5})])
    assert stored(store) == Item(A, 3, {"n": 7}, {})


def test_an_item_is_put_where_there_is_none_once_only(store: Store) -> None:
    store.commit([put()])
    refused = refusal(store, put(data={"n": 2}))
    assert (refused.position, refused.found) == (0, Item(A, 1, {"n": 1}, {}))


def test_a_change_decided_from_a_stale_version_is_refused_with_the_item_found(store: Store) -> None:
    store.commit([put(indexes={"work": Key("q", "1")})])
    store.commit([put(data={"n": 2}, version=1)])
    for stale in (put(data={"n": 3}, version=1), Remove(A, 1)):
        refused = refusal(store, stale)
        assert (refused.position, refused.found) == (0, Item(A, 2, {"n": 2}, {}))


def test_what_is_not_there_is_neither_replaced_nor_removed_nor_counted(store: Store) -> None:
    for change in (put(version=1), Remove(A, 1), Count(A, add={"n": 1}), Count(A)):
        refused = refusal(store, change)
        assert (refused.position, refused.found) == (0, None)
        assert store.get(A) is None


def test_nothing_of_a_refused_commit_is_written_and_the_first_failed_guard_is_named(store: Store) -> None:
    store.commit([put(), put(B)])
    third, fourth = Key("p", "3"), Key("p", "4")
    refused = refusal(store, put(third), put(B, version=7), Count(A, add={"n": 1}), Remove(fourth, 1))
    assert (refused.position, refused.found) == (1, Item(B, 1, {"n": 1}, {}))
    assert (store.get(third), stored(store).version, stored(store, B).version) == (None, 1, 1)


def test_a_commit_mixes_all_kinds_of_change(store: Store) -> None:
    store.commit([put(), put(B)])
    store.commit([Count(A, add={"n": 1}), Remove(B, 1), put(Key("other", "x"))])
    assert stored(store).data == {"n": 2}
    assert store.get(B) is None
    assert stored(store, Key("other", "x")).version == 1


def test_a_removed_item_may_be_put_again(store: Store) -> None:
    store.commit([put()])
    store.commit([Remove(A, 1)])
    store.commit([put(data={"n": 9})])
    assert stored(store) == Item(A, 1, {"n": 9}, {})


DEPARTURE: Data = {
    "left": 3, "sold": 0, "status": "open", "free": False, "note": None, "closes_at": "2027-05-01T12:30:00Z",
    "holds": {"b1": {"seats": 1}}, "empty": {}, "quota_left": {"social": 2, "odd.name #1": 1, "free": True},
}
HOLD = Entry("holds", "b2", {"seats": 2, "until": "2027-05-01T10:00:00Z"})


@pytest.mark.parametrize(("count", "after"), [
    (Count(A, add={"left": -3, "sold": 3}, at_least={"left": 3}), {"left": 0, "sold": 3}),
    (Count(A, add={"left": -4}), {"left": -1}),
    (Count(A, add={"left": -2, ("quota_left", "social"): -2}, at_least={"left": 2, ("quota_left", "social"): 2}),
     {"left": 1, "quota_left": {"social": 0, "odd.name #1": 1, "free": True}}),
    (Count(A, add={("quota_left", "social"): -3, ("quota_left", "odd.name #1"): 4}),
     {"quota_left": {"social": -1, "odd.name #1": 5, "free": True}}),
    (Count(A, at_least={("quota_left", "social"): 2}, add_entry=HOLD),
     {"holds": {"b1": {"seats": 1}, "b2": HOLD.value}}),
    (Count(A, add={("quota_left", "social"): 1}, add_entry=Entry("quota_left", "new", 7)),
     {"quota_left": {"social": 3, "odd.name #1": 1, "free": True, "new": 7}}),
    (Count(A, at_least={"left": 1, "sold": 0}), {}),
    (Count(A, equals={"status": "open", "left": 3, "free": False, "note": None}), {}),
    (Count(A, later_than={"closes_at": "2027-05-01T12:29:59Z"}), {}),
    (Count(A, add_entry=HOLD), {"holds": {"b1": {"seats": 1}, "b2": HOLD.value}}),
    (Count(A, add_entry=HOLD, most_entries=2), {"holds": {"b1": {"seats": 1}, "b2": HOLD.value}}),
    (Count(A, add_entry=Entry("empty", "odd.name #1", [])), {"empty": {"odd.name #1": []}}),
    (Count(A, remove_entry=Entry("holds", "b1")), {"holds": {}}),
    (Count(A, add_entry=HOLD, remove_entry=Entry("holds", "b1")), {"holds": {"b2": HOLD.value}}),
    (Count(A, add={"sold": 1}, remove_entry=Entry("holds", "b1"), add_entry=Entry("empty", "x")),
     {"sold": 1, "holds": {}, "empty": {"x": None}}),
])
def test_a_count_is_made_while_its_limits_hold(store: Store, count: Count, after: Data) -> None:
    indexes = {"related": Key("offer#murals", "1")}
    store.commit([put(data=DEPARTURE, indexes=indexes)])
    store.commit([count])
    assert stored(store) == Item(A, 2, DEPARTURE | after, indexes)


@pytest.mark.parametrize("count", [
    Count(A, add={"left": -4}, at_least={"left": 4}),
    Count(A, at_least={"left": 1, "sold": 1}),
    Count(A, add={("quota_left", "social"): -3}, at_least={("quota_left", "social"): 3}),
    Count(A, add={"left": -1}, at_least={"left": 1, ("quota_left", "social"): 3}),
    Count(A, add={("quota_left", "missing"): 1}), Count(A, at_least={("quota_left", "missing"): 0}),
    Count(A, add={("quota_left", "free"): 1}), Count(A, at_least={("quota_left", "free"): 0}),
    Count(A, add={("missing", "social"): 1}), Count(A, add={("status", "social"): 1}),
    Count(A, at_least={("left", "social"): 0}),
    Count(A, at_least={"missing": 0}), Count(A, at_least={"status": 0}), Count(A, at_least={"free": 0}),
    Count(A, equals={"status": "closed"}), Count(A, equals={"left": "3"}), Count(A, equals={"sold": False}),
    Count(A, equals={"free": 0}), Count(A, equals={"missing": None}), Count(A, equals={"free": None}),
    Count(A, equals={"status": "open", "left": 2}),
    Count(A, later_than={"closes_at": "2027-05-01T12:30:00Z"}),
    Count(A, later_than={"closes_at": "2027-05-01T12:30:01Z"}),
    Count(A, later_than={"missing": ""}), Count(A, later_than={"left": "2027-05-01T12:30:00Z"}),
    Count(A, add={"missing": 1}), Count(A, add={"status": 1}), Count(A, add={"free": 1}),
    Count(A, add_entry=Entry("holds", "b1")), Count(A, add_entry=Entry("missing", "b1")),
    Count(A, add_entry=Entry("status", "b1")), Count(A, add_entry=HOLD, most_entries=1),
    Count(A, add_entry=HOLD, remove_entry=Entry("holds", "b1"), most_entries=1),
    Count(A, add_entry=HOLD, most_entries=0),
    Count(A, remove_entry=Entry("holds", "b2")), Count(A, remove_entry=Entry("missing", "b1")),
    Count(A, remove_entry=Entry("status", "b1")),
])
def test_a_count_is_refused_when_one_limit_does_not_hold(store: Store, count: Count) -> None:
    store.commit([put(data=DEPARTURE)])
    refused = refusal(store, count)
    assert (refused.position, refused.found) == (0, Item(A, 1, DEPARTURE, {}))
    assert stored(store).version == 1


@pytest.mark.parametrize(("refused", "changes"), [
    (TypeError, [put(data={"price": FRACTION})]), (TypeError, [put(data={"deep": [{"x": FRACTION}]})]),
    (TypeError, [put(data={"pair": (1, 2)})]),
    (TypeError, [put(data={1: "one"})]),
    (TypeError, [Count(A, add={"n": FRACTION})]),
    (TypeError, [Count(A, add={"n": True})]), (TypeError, [Count(A, at_least={"n": False})]),
    (TypeError, [Count(A, add_entry=Entry("holds", "x", {"y": FRACTION}))]),
    (ValueError, [put(data={"": 1})]), (ValueError, [put(data={"n": 10**38})]),
    (ValueError, [Count(A, add_entry=Entry("holds", ""))]), (ValueError, [put(data=DEEP)]),
    (ValueError, [Count(A, most_entries=4)]),
    (ValueError, [Count(A, add={"holds": 1}, add_entry=Entry("holds", "x"))]),
    (ValueError, [Count(A, add_entry=Entry("holds", "x"), remove_entry=Entry("holds", "x"))]),
    (ValueError, [Count(A, add={("holds", "x"): 1}, add_entry=Entry("holds", "x"))]),
    (ValueError, [Count(A, add={("holds", "x"): 1, "holds": 1})]), (ValueError, [Count(A, add={("holds", ""): 1})]),
    (TypeError, [Count(A, add={("holds", "x"): True})]), (ValueError, [Count(A, add={"n": 10**38})]),
    (ValueError, [put(), Remove(A, 1)]), (ValueError, [put(), put()]),
    (ValueError, [put(Key("", "a"))]), (ValueError, [put(Key("a", ""))]), (ValueError, [put(Key("é" * 1025, "a"))]),
    (ValueError, [put(Key("a", "é" * 513))]), (ValueError, [put(indexes={"work": Key("q", "")})]),
    (ValueError, [put(indexes={"elsewhere": Key("q", "1")})]), (ValueError, [put(forget_at="2027-05-01T12:30:00")]),
    (TooLarge, [put(Key("p", str(n))) for n in range(25)]),
    (TooLarge, [put(data={"t": "é" * (150 * 1024)})]),
    (TooLarge, [put(Key("p", str(n)), {"t": "x" * 290_000}) for n in range(14)]),
])
def test_what_no_store_may_keep_is_refused_before_anything_is_written(
    store: Store, refused: type[Exception], changes: list[Change],
) -> None:
    fine = Key("fine", "1")
    with pytest.raises(refused):
        store.commit([put(fine), *changes])
    assert store.get(fine) is None


def test_25_changes_and_an_item_of_300_kilobytes_or_of_30_levels_are_taken(store: Store) -> None:
    store.commit([put(Key("many", f"{n:02}")) for n in range(25)])
    assert len(store.query("many").items) == 25
    data: Data = {"t": "x" * (300 * 1024 - len('{"t":""}'))}
    store.commit([put(data=data), put(B, DEEP["deeper"])])
    assert (stored(store).data, stored(store, B).data) == (data, DEEP["deeper"])


SORTS = ["A", "Z", "a", "b", "ba", "e", "z", "É", "é", "Ω", "中", "\uffff", "🍑", "\U0010ffff"]


def seed(store: Store, partition: str = "p", index: str | None = None) -> None:
    for n, sort in enumerate(reversed(SORTS)):
        indexes = {index: Key(f"by#{partition}", sort)} if index else {}
        store.commit([put(Key(partition, f"own{n:02}" if index else sort), {"sort": sort}, indexes=indexes)])


INDEX = pytest.mark.parametrize("index", [None, "work", "related"])


@INDEX
@pytest.mark.parametrize(("bounds", "expected"), [
    ({}, SORTS), ({"low": "b"}, SORTS[3:]), ({"high": "b"}, SORTS[:4]), ({"low": "b", "high": "e"}, SORTS[3:6]),
    ({"low": "aa", "high": "az"}, []), ({"low": "é", "high": "é"}, ["é"]), ({"low": "z", "high": "a"}, []),
    ({"high": ""}, []), ({"low": "\uffff"}, SORTS[11:]),
])
def test_a_query_answers_a_range_in_the_order_of_code_points(
    store: Store, index: str | None, bounds: dict[str, Any], expected: list[str],
) -> None:
    seed(store, index=index)
    seed(store, "other", index=index)
    page = store.query("by#p" if index else "p", index=index, **bounds)
    assert [item.data["sort"] for item in page.items] == expected
    assert page.more is None


@INDEX
@pytest.mark.parametrize("limit", [1, 3, 7, 13, 14, 15])
def test_pages_follow_one_another_to_the_end(store: Store, index: str | None, limit: int) -> None:
    seed(store, index=index)
    found, after = [], None
    while True:
        page = store.query("by#p" if index else "p", low="Z", high="🍑", index=index, limit=limit, after=after)
        assert len(page.items) <= limit
        found += [item.data["sort"] for item in page.items]
        after = page.more
        if not after:
            break
        assert len(page.items) == limit
    assert found == SORTS[1:-1]


def test_items_with_the_same_index_key_are_all_found_over_pages(store: Store) -> None:
    same = Key("mails", "2027-05-01T12:30:00Z")
    store.commit([put(Key(f"p{n}", "x"), {"n": n}, indexes={"work": same}) for n in range(9)])
    found, after = [], None
    while page := store.query("mails", index="work", limit=2, after=after):
        found += [item.data["n"] for item in page.items]
        after = page.more
        if not after:
            break
    assert sorted(found, key=str) == list(range(9))


def test_a_page_of_many_large_items_is_whole(store: Store) -> None:
    for n in range(5):
        store.commit([put(Key("large", str(n)), {"t": "x" * 290_000})])
    page = store.query("large", limit=5)
    assert ([item.key.sort for item in page.items], page.more) == (list("01234"), None)


@pytest.mark.parametrize("asked", [
    lambda store: store.query("p", index="elsewhere"), lambda store: store.query("p", limit=0),
    lambda store: store.query(""), lambda store: store.get(Key("", "x")),
])
def test_a_question_that_has_no_answer_is_refused(store: Store, asked: Callable[[Store], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        asked(store)


def test_an_index_finds_items_as_they_are_and_drops_those_that_left_it(store: Store) -> None:
    queue, offer = Key("mails", "1"), Key("offer#murals", "1")
    store.commit([put(indexes={"work": queue, "related": offer}), put(B, indexes={"work": Key("mails", "2")})])
    store.commit([Count(A, add={"n": 1})])
    assert store.query("mails", index="work").items == (stored(store), stored(store, B))
    store.commit([put(version=2, indexes={"related": offer}), Remove(B, 1)])
    assert store.query("mails", index="work").items == ()
    assert store.query("offer#murals", index="related").items == (stored(store),)
