"""The store of the cloud: one DynamoDB table."""

import random
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from botocore import exceptions

from chalicelib.adapters import dynamodb_requests as requests
from chalicelib.adapters import store_rules as rules
from chalicelib.core.changes import Change, Item, Key
from chalicelib.ports import ConditionFailed, Page, StoreBusy, TooLarge

TRANSIENT = frozenset({
    "InternalServerError", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ServiceUnavailable",
    "ThrottlingException", "TransactionConflictException", "TransactionInProgressException",
})
TRANSIENT_REASONS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})
LOST = (exceptions.ConnectionError, exceptions.HTTPClientError)
LOCAL_REGION = "eu-west-3"


class Client(Protocol):
    """What is used of botocore's DynamoDB client, which must not retry by itself."""

    def get_item(self, **request: Any) -> Mapping[str, Any]:
        """One item."""

    def query(self, **request: Any) -> Mapping[str, Any]:
        """Items of a partition."""

    def transact_write_items(self, **request: Any) -> Mapping[str, Any]:
        """All writes or none, once a token."""


@dataclass(frozen=True)
class Patience:
    """How long to try again: with full jitter, no attempt begun after `seconds`."""

    seconds: float = 5.0
    first_pause: float = 0.025
    longest_pause: float = 0.5
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[float, float], float] = random.uniform

    def pause(self, tries: int, deadline: float) -> bool:
        """Wait before the next attempt, and tell whether there is time for it."""
        pause = self.draw(0, min(self.longest_pause, self.first_pause * 2**tries))
        if self.monotonic() + pause >= deadline:
            return False
        self.sleep(pause)
        return True


class DynamoDBStore:
    """A `Store` in a table with the keys and indexes of `infra/data.yaml`.

    Every commit is a transaction with a token, one change too: a plain write whose answer was lost cannot be
    told from a rival's, a token can.
    """

    def __init__(self, client: Client, table: str, patience: Patience | None = None) -> None:
        self._client = client
        self._table = table
        self._patience = patience or Patience()

    def get(self, key: Key) -> Item | None:
        """See `Store.get`. Raises `StoreBusy`."""
        rules.check_key(key)
        request = {"TableName": self._table, "Key": requests.key_attributes(key), "ConsistentRead": True}
        answer = self._ask(self._client.get_item, request)
        return requests.item_of(answer["Item"]) if "Item" in answer else None

    def query(  # noqa: PLR0913
        self, partition: str, *, low: str = "", high: str = "\U0010ffff", index: str | None = None,
        limit: int = 100, after: str | None = None,
    ) -> Page:
        """See `Store.query`. Raises `StoreBusy`."""
        rules.check_query(partition, index, limit)
        low = low or "\0"  # DynamoDB takes no empty string for a key
        if low > high:
            return Page(())
        request = self._range(index) | requests.between(index, partition, low, high)
        if after:
            request["ExclusiveStartKey"] = requests.start(index, partition, rules.Mark.read(after))
        return rules.page(self._found(request, limit + 1), index, limit)

    def commit(self, changes: Sequence[Change]) -> None:
        """See `Store.commit`."""
        rules.check(changes)
        if not changes:
            return
        writes = [requests.write(self._table, change) for change in changes]
        self._ask(self._client.transact_write_items, {"TransactItems": writes, "ClientRequestToken": str(uuid.uuid4())})

    def _range(self, index: str | None) -> dict[str, Any]:
        return {"TableName": self._table} | ({"IndexName": index} if index else {"ConsistentRead": True})

    def _found(self, request: dict[str, Any], most: int) -> list[Item]:
        items: list[Item] = []
        while True:
            answer = self._ask(self._client.query, request | {"Limit": most - len(items)})
            items += [requests.item_of(attributes) for attributes in answer["Items"]]
            if len(items) >= most or "LastEvaluatedKey" not in answer:
                return items
            request = request | {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _ask(self, operation: Callable[..., Mapping[str, Any]], request: dict[str, Any]) -> Mapping[str, Any]:
        deadline = self._patience.monotonic() + self._patience.seconds
        tries = 0
        while True:
            try:
                return operation(**request)
            except (exceptions.ClientError, *LOST) as error:
                _raise_if_final(error)
                if not self._patience.pause(tries, deadline):
                    raise StoreBusy(f"DynamoDB did not answer in {self._patience.seconds} s: try again") from error
                tries += 1


def _raise_if_final(error: Exception) -> None:
    """Return when asking again may help; a lost answer may, thanks to the token."""
    if not isinstance(error, exceptions.ClientError):
        return
    reasons = error.response.get("CancellationReasons")
    if reasons:
        _raise_first(error, reasons)
        return
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if error.response["Error"]["Code"] not in TRANSIENT and status < 500:
        raise error


def _raise_first(error: exceptions.ClientError, reasons: Sequence[Mapping[str, Any]]) -> None:
    for position, reason in enumerate(reasons):
        code = reason.get("Code", "None")
        # Before a conflict is settled nobody knows which guard is the first that fails.
        if code in TRANSIENT_REASONS:
            return
        if code == "ConditionalCheckFailed":
            found = reason.get("Item")
            raise ConditionFailed(position, requests.item_of(found) if found else None) from error
        if code != "None":
            raise TooLarge(reason.get("Message", code)) if "size" in reason.get("Message", "") else error
    raise error


def connect(table: str, url: str = "") -> DynamoDBStore:
    """A store on AWS, with the credentials and the region of the environment, or on DynamoDB Local at `url`."""
    return DynamoDBStore(connect_client(url), table)


def connect_client(url: str = "") -> Any:
    """botocore's client: no retries of its own, 3 s for an answer.

    botocore is loaded here, and not boto3, to keep a function's cold start short.
    """
    import botocore.config
    import botocore.session

    session = botocore.session.get_session()
    config = botocore.config.Config(
        connect_timeout=1, read_timeout=3, max_pool_connections=64, retries={"total_max_attempts": 1},
    )
    if not url:
        return session.create_client("dynamodb", config=config)
    session.set_credentials("local", "local")
    return session.create_client("dynamodb", region_name=LOCAL_REGION, endpoint_url=url, config=config)
