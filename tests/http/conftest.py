"""A shop whose pages are the true ones, asked over HTTP as API Gateway asks."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from chalicelib import wiring
from chalicelib.ports import Renderer

from devstack.environment import Local, settings_of
from devstack.functions import Functions
from tests.fakes import facts, shop
from tests.fakes.rendering import jinja_renderer

from .gateway import Gateway

SITE = facts.SITE | {"conditions_version": shop.SITE["conditions_version"]}
STRIPE_PAGES = "https://pay.example.org"
FULL, CLOSED, LATE, CANCELLED, PAST, OTHER = (shop.NOW + timedelta(days=days) for days in (20, 21, 0, 23, -1, 25))
"""When the departures start that cannot be booked, and one more that can."""


@pytest.fixture(scope="session")
def functions() -> Functions:
    return Functions({})


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return jinja_renderer(SITE)


@pytest.fixture
def gateway(functions: Functions) -> Gateway:
    return Gateway(functions)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings as on a person's machine, with a site that is all written down here."""
    site = tmp_path / "site.json"
    site.write_text(json.dumps(SITE))
    local = Local(8000, tmp_path / "content", tmp_path)
    for name, value in (settings_of(local, STRIPE_PAGES) | {"SITE_FILE": str(site)}).items():
        monkeypatch.setenv(name, value)
    wiring.forget()
    yield
    wiring.forget()


@pytest.fixture
def the(
    tmp_path: Path, settings: None, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> shop.ShopForTests:
    """The shop that answers: SQLite, the true pages, Stripe and the mails in memory, a clock that stands."""
    made = shop.a_shop(tmp_path, catalogue=shop.a_catalogue(an_offer(), shop.a_free_offer(id="songs", departures=[])))
    made.shop = replace(made.shop, renderer=renderer, site=SITE)
    monkeypatch.setattr(wiring, "shop", cache(lambda: made.shop))
    return made


def an_offer() -> dict[str, object]:
    """`murals`, with departures of every kind."""
    return shop.an_offer(departures=[
        shop.a_departure(),
        shop.a_departure(FULL, capacity=0),
        shop.a_departure(CLOSED, status="closed"),
        shop.a_departure(LATE + timedelta(minutes=30)),
        shop.a_departure(CANCELLED, status="cancelled"),
        shop.a_departure(PAST),
        shop.a_departure(OTHER, capacity=2),
    ])
