"""DynamoDB Local starts once a run, and only when a test asks for it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from chalicelib.adapters.dynamodb_store import connect_client

from devstack import dynamodb_local


@pytest.fixture(scope="session")
def dynamodb_url() -> Iterator[str]:
    with dynamodb_local.running() as url:
        yield url


@pytest.fixture(scope="session")
def dynamodb_client(dynamodb_url: str) -> Iterator[Any]:
    client = connect_client(dynamodb_url)
    yield client
    client.close()


@pytest.fixture
def dynamodb_table(dynamodb_client: Any) -> Iterator[str]:
    name = f"test-{uuid4().hex}"
    dynamodb_local.create_table(dynamodb_client, name)
    yield name
    dynamodb_client.delete_table(TableName=name)
