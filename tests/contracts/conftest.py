"""The stores under contract. DynamoDB Local starts once a run, and only when a test asks for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from chalicelib.adapters.dynamodb_store import DynamoDBStore, connect_client
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.ports import Store

from devstack import dynamodb_local


@pytest.fixture(scope="session")
def dynamodb_client() -> Iterator[Any]:
    with dynamodb_local.running() as url:
        client = connect_client(url)
        yield client
        client.close()


@pytest.fixture
def dynamodb_table(dynamodb_client: Any) -> Iterator[str]:
    name = f"test-{uuid4().hex}"
    dynamodb_local.create_table(dynamodb_client, name)
    yield name
    dynamodb_client.delete_table(TableName=name)


@pytest.fixture
def dynamodb_store(dynamodb_client: Any, dynamodb_table: str) -> DynamoDBStore:
    return DynamoDBStore(dynamodb_client, dynamodb_table)


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "store.sqlite")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("dynamodb", marks=pytest.mark.dynamodb)])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found
