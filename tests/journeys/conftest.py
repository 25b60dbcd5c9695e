"""One shop and one browser for all journeys; each journey has its own tabs, departures and mail address."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, running_shop

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
MISSING = "The journeys need Chromium: install it (Debian: apt-get install chromium), or run make test FAST=1."
numbers = count(1)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("shop")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=Path(chromium), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def tabs(browser: Browser, shop: RunningShop) -> Iterator[Tabs]:
    """Opens tabs, each in a context of its own; on leaving none may have complained, called out or kept a cookie."""
    opened = Tabs(browser, shop.url, shop.stripe_url)
    yield opened
    opened.close()


@pytest.fixture
def page(tabs: Tabs) -> Page:
    return tabs.open()


@pytest.fixture
def email() -> str:
    """The address of a visitor of this journey alone."""
    return f"visitor-{next(numbers)}@example.org"
