"""DynamoDB's bad days: conflicts, throttling and lost answers end in the right outcome, never applied twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)
from chalicelib.adapters.dynamodb_store import DynamoDBStore, Patience
from chalicelib.core.changes import Change, Count, Entry, Item, Key, Put, Remove
from chalicelib.ports import ConditionFailed, StoreBusy, TooLarge

pytestmark = pytest.mark.dynamodb

KEY, OTHER = Key("p", "1"), Key("p", "2")
ADDED = Count(KEY, add={"n": 1}, add_entry=Entry("holds", "b1", 1))


def refused(code: str, status: int = 400, **more: Any) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}
    return ClientError(answer, "TransactWriteItems")


def cancelled(*codes: str) -> ClientError:
    reasons = [{"Code": code, "Message": code} for code in codes]
    return refused("TransactionCanceledException", CancellationReasons=reasons)


URL = "http://127.0.0.1:1"
TRANSIENT = [
    cancelled("TransactionConflict", "None"), cancelled("None", "ThrottlingError"),
    cancelled("ProvisionedThroughputExceeded"), cancelled("TransactionConflict", "ConditionalCheckFailed"),
    refused("TransactionConflictException"), refused("TransactionInProgressException"),
    refused("ProvisionedThroughputExceededException"), refused("ThrottlingException"),
    refused("RequestLimitExceeded"), refused("InternalServerError", 500), refused("Whatever", 503),
    EndpointConnectionError(endpoint_url=URL), ConnectTimeoutError(endpoint_url=URL),
]
LOST = [
    ConnectionClosedError(endpoint_url=URL), ReadTimeoutError(endpoint_url=URL), refused("InternalServerError", 500),
]


@dataclass
class Clock:
    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def patience(self) -> Patience:
        return Patience(monotonic=lambda: self.now, sleep=self.sleep)


@dataclass
class Faulty:
    """A client whose first calls fail: before DynamoDB has carried them out, or after."""

    client: Any
    before: list[Exception] = field(default_factory=list)
    after: list[Exception] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    strong: list[bool] = field(default_factory=list)

    def get_item(self, **request: Any) -> Mapping[str, Any]:
        return self._call(self.client.get_item, request)

    def query(self, **request: Any) -> Mapping[str, Any]:
        return self._call(self.client.query, request)

    def transact_write_items(self, **request: Any) -> Mapping[str, Any]:
        self.tokens.append(request["ClientRequestToken"])
        return self._call(self.client.transact_write_items, request)

    def _call(self, operation: Callable[..., Mapping[str, Any]], request: dict[str, Any]) -> Mapping[str, Any]:
        self.strong.append(request.get("ConsistentRead", False))
        if self.before:
            raise self.before.pop(0)
        answer = operation(**request)
        if self.after:
            raise self.after.pop(0)
        return answer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(dynamodb_client: Any) -> Faulty:
    return Faulty(dynamodb_client)


@pytest.fixture
def store(client: Faulty, dynamodb_table: str, clock: Clock) -> DynamoDBStore:
    return DynamoDBStore(client, dynamodb_table, clock.patience())


@pytest.fixture
def stored(store: DynamoDBStore, client: Faulty) -> Item:
    store.commit([Put(KEY, {"n": 1, "holds": {}}, None)])
    client.tokens.clear()
    item = store.get(KEY)
    assert item
    return item


@pytest.mark.parametrize("fault", TRANSIENT, ids=str)
def test_a_commit_that_was_turned_away_is_tried_again_with_the_same_token(
    store: DynamoDBStore, client: Faulty, clock: Clock, stored: Item, fault: Exception,
) -> None:
    client.before = [fault, fault, fault]
    store.commit([ADDED, Put(OTHER, {}, None)])
    assert store.get(KEY) == Item(KEY, 2, {"n": 2, "holds": {"b1": 1}}, {})
    assert (len(client.tokens), len(set(client.tokens)), len(clock.pauses)) == (4, 1, 3)


CHANGES: list[tuple[Change, Item | None]] = [
    (Count(KEY, add={"n": 1}), Item(KEY, 2, {"n": 2, "holds": {}}, {})),
    (ADDED, Item(KEY, 2, {"n": 2, "holds": {"b1": 1}}, {})),
    (Put(KEY, {"n": 7}, 1), Item(KEY, 2, {"n": 7}, {})),
    (Remove(KEY, 1), None),
]


@pytest.mark.parametrize("fault", LOST, ids=str)
@pytest.mark.parametrize(("change", "after"), CHANGES)
def test_a_commit_whose_answers_were_lost_is_carried_out_once(
    store: DynamoDBStore, client: Faulty, stored: Item, change: Change, after: Item | None, fault: Exception,
) -> None:
    client.after = [fault, fault]
    store.commit([change])
    assert store.get(KEY) == after
    client.after = [fault]
    store.commit([Put(OTHER, {"n": 1}, None)])
    assert store.get(OTHER) == Item(OTHER, 1, {"n": 1}, {})


def test_a_rival_with_the_same_content_is_not_taken_for_a_lost_answer(
    store: DynamoDBStore, client: Faulty, dynamodb_client: Any, dynamodb_table: str,
) -> None:
    rival = DynamoDBStore(dynamodb_client, dynamodb_table)
    rival.commit([Put(KEY, {"n": 1}, None)])
    client.before = [EndpointConnectionError(endpoint_url=URL)]
    with pytest.raises(ConditionFailed) as refusal:
        store.commit([Put(KEY, {"n": 1}, None)])
    assert refusal.value.found == Item(KEY, 1, {"n": 1}, {})


def test_a_lost_answer_is_known_even_when_others_changed_the_item_since(
    store: DynamoDBStore, client: Faulty, stored: Item, dynamodb_client: Any, dynamodb_table: str,
) -> None:
    rival = DynamoDBStore(dynamodb_client, dynamodb_table)

    def overtake(_: float) -> None:
        rival.commit([Count(KEY, add={"n": 10})])

    client.after = [ReadTimeoutError(endpoint_url=URL)]
    DynamoDBStore(client, dynamodb_table, Patience(sleep=overtake)).commit([Put(KEY, {"n": 5}, 1)])
    assert store.get(KEY) == Item(KEY, 3, {"n": 15}, {})


@pytest.mark.parametrize("fault", TRANSIENT, ids=str)
def test_after_5_seconds_of_trying_the_store_is_busy_and_nothing_is_written(
    store: DynamoDBStore, client: Faulty, clock: Clock, stored: Item, fault: Exception,
) -> None:
    client.before = [fault] * 1000
    with pytest.raises(StoreBusy):
        store.commit([ADDED, Put(OTHER, {}, None)])
    client.before.clear()
    assert 4.0 < clock.now < 5.0
    assert (store.get(KEY), store.get(OTHER)) == (stored, None)


def test_pauses_grow_and_are_drawn_from_nothing_to_their_bound(dynamodb_client: Any, dynamodb_table: str) -> None:
    bounds: list[tuple[float, float]] = []

    def draw(low: float, high: float) -> float:
        bounds.append((low, high))
        return high

    client = Faulty(dynamodb_client, before=[refused("ThrottlingException")] * 7)
    patience = Patience(draw=draw, sleep=lambda _: None)
    DynamoDBStore(client, dynamodb_table, patience).get(KEY)
    assert bounds == [(0, 0.025), (0, 0.05), (0, 0.1), (0, 0.2), (0, 0.4), (0, 0.5), (0, 0.5)]


@pytest.mark.parametrize("fault", [refused("ThrottlingException"), LOST[1]], ids=str)
def test_reading_is_tried_again_too(store: DynamoDBStore, client: Faulty, stored: Item, fault: Exception) -> None:
    client.before = [fault]
    assert store.get(KEY) == stored
    client.before = [fault]
    assert store.query("p").items == (stored,)
    client.before = [fault] * 1000
    with pytest.raises(StoreBusy):
        store.get(KEY)


def test_reads_are_strong_but_for_those_of_an_index(store: DynamoDBStore, client: Faulty) -> None:
    store.get(KEY)
    store.query("p")
    store.query("p", index="work")
    assert client.strong == [True, True, False]


@pytest.mark.parametrize("fault", [refused("AccessDeniedException"), refused("ValidationException")], ids=str)
def test_what_will_never_pass_is_not_tried_again(store: DynamoDBStore, client: Faulty, fault: Exception) -> None:
    client.before = [fault]
    with pytest.raises(ClientError):
        store.commit([Put(KEY, {}, None)])
    assert len(client.tokens) == 1


def test_a_failed_guard_before_a_conflict_is_final(store: DynamoDBStore, client: Faulty) -> None:
    client.before = [cancelled("None", "ConditionalCheckFailed", "TransactionConflict")]
    with pytest.raises(ConditionFailed) as refusal:
        store.commit([Put(KEY, {}, None), Put(OTHER, {}, None), Put(Key("p", "3"), {}, None)])
    assert (refusal.value.position, refusal.value.found) == (1, None)


def test_an_item_that_a_count_lets_grow_past_what_dynamodb_keeps_is_too_large(store: DynamoDBStore) -> None:
    store.commit([Put(KEY, {"holds": {}, "t": "x" * 290_000}, None)])
    with pytest.raises(TooLarge):
        store.commit([Count(KEY, add_entry=Entry("holds", "b1", "x" * 200_000))])


def test_dynamodb_is_told_when_to_forget_an_item_until_it_is_put_without(
    store: DynamoDBStore, dynamodb_client: Any, dynamodb_table: str,
) -> None:
    def attributes() -> Any:
        key = {"pk": {"S": KEY.partition}, "sk": {"S": KEY.sort}}
        return dynamodb_client.get_item(TableName=dynamodb_table, Key=key, ConsistentRead=True)["Item"]

    store.commit([Put(KEY, {"n": 1}, None, forget_at="2037-05-01T12:30:00Z")])
    store.commit([Count(KEY, add={"n": 1})])
    assert attributes()["ttl"] == {"N": "2124793800"}
    store.commit([Put(KEY, {}, 2)])
    assert "ttl" not in attributes()
