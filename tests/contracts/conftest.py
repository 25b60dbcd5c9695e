"""The stores under contract."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from chalicelib.adapters.dynamodb_store import DynamoDBStore
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.ports import Store


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
