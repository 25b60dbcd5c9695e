"""DynamoDB Local and Chromium start once a run, and only when a test asks for them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from chalicelib.adapters.dynamodb_store import connect_client
from playwright.sync_api import Browser, sync_playwright

from devstack import dynamodb_local

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
MISSING = "This needs Chromium: install it (Debian: apt-get install chromium), or run make test FAST=1."

LONGEST_FIRST = ("journeys", "builds", "site")
"""Folders whose files take longest: begun last, one of them would keep the other processor waiting at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; the order is else as it was drawn."""
    turns = {name: turn for turn, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: turns.get(item.path.parent.name, len(turns)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all that is tested in a browser: Playwright runs once in a thread."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=Path(chromium), args=FLAGS)
        yield started
        started.close()


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
