"""One shop and one browser for all journeys; each journey has its own tabs, departures and mail address."""

from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browsing import Tabs
from tests.journeys.running import RunningShop, running_shop

numbers = count(1)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    with running_shop(tmp_path_factory.mktemp("shop")) as running:
        yield running


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
