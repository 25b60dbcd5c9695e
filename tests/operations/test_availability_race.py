"""Two writers of the availability file, interleaved in every order: in the end it shows the newest seats."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import keys
from chalicelib.core.changes import Count
from chalicelib.operations.write_availability import write_availability
from chalicelib.ports import File, Files, Page, Shop

from tests.fakes.shop import DEPARTURE_ID, ShopForTests, a_shop

PATH = "availability/murals.json"
DEPARTURE = keys.departure("murals", DEPARTURE_ID)
READS_AND_WRITE = 3
"""Steps of a writer that is alone: it reads the file, reads the departures, writes the file."""
TO_THE_END = 20
WAIT_SECONDS = 10


def scripts() -> Iterator[str]:
    """Every order of the steps of an earlier writer `a` and of `b`, which changes seats first, and who ends first."""
    length = READS_AND_WRITE + 1 + READS_AND_WRITE
    for places in combinations(range(length), READS_AND_WRITE):
        begun = "".join("a" if place in places else "b" for place in range(length))
        for order in ("ab", "ba"):
            yield begun + order[0] * TO_THE_END + order[1] * TO_THE_END


class Turns:
    """Lets two threads take their steps one at a time, in the order of a script; who has ended is passed over."""

    def __init__(self, script: str) -> None:
        self._script = list(script)
        self._ended: set[str] = set()
        self._news = threading.Condition()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step of this thread, at its turn."""
        with self._news:
            assert self._news.wait_for(lambda: self._next() == name, WAIT_SECONDS), "never its turn"
            try:
                yield
            finally:
                self._script.pop(0)
                self._news.notify_all()

    def end(self, name: str) -> None:
        """This thread takes no more steps."""
        with self._news:
            self._ended.add(name)
            self._news.notify_all()

    def _next(self) -> str:
        while self._script[0] in self._ended:
            self._script.pop(0)
        return self._script[0]


class InTurn:
    """The store and the files of one writer, each of whose calls waits for its turn."""

    def __init__(self, shop: Shop, name: str, turns: Turns) -> None:
        self._shop, self._name, self._turns = shop, name, turns
        self.get, self.commit = shop.store.get, shop.store.commit

    def query(self, partition: str, **range: Any) -> Page:
        with self._turns.step(self._name):
            return self._shop.store.query(partition, **range)

    def read(self, path: str) -> File | None:
        with self._turns.step(self._name):
            return self._shop.files.read(path)

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        with self._turns.step(self._name):
            self._shop.files.write(path, body, replaces=replaces, content_type=content_type)


class Careless:
    """Files whose writer does not look at what it replaces."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.read = files.read

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        found = self._files.read(path)
        self._files.write(path, body, replaces=found.etag if found else None, content_type=content_type)


def write_in_turn(shop: Shop, name: str, turns: Turns, seats: int = 0) -> None:
    """Change the seats by so many, if any, then write the file."""
    try:
        if seats:
            with turns.step(name):
                shop.store.commit([Count(DEPARTURE, add={"left": seats, "sold": -seats})])
        mine = InTurn(shop, name, turns)
        write_availability(replace(shop, store=mine, files=mine), "murals")
    finally:
        turns.end(name)


def shows_the_newest(shop: Shop, script: str, seats: int) -> bool:
    """Whether the file tells the truth after both writers have run by the script."""
    turns = Turns(script)
    other = threading.Thread(target=write_in_turn, args=(shop, "a", turns))
    other.start()
    write_in_turn(shop, "b", turns, seats)
    other.join(WAIT_SECONDS)
    departure, file = shop.store.get(DEPARTURE), shop.files.read(PATH)
    assert departure
    assert file
    return bool(json.loads(file.body)["departures"][DEPARTURE_ID]["left"] == departure.data["left"])


def stale(shop: Shop) -> list[str]:
    """The scripts after which the file shows seats of the past."""
    changes = (-1 if number % 2 else 1 for number, _ in enumerate(scripts(), start=1))
    return [script for script, seats in zip(scripts(), changes, strict=True)
            if not shows_the_newest(shop, script, seats)]


@pytest.fixture
def the(tmp_path: Path) -> ShopForTests:
    return a_shop(tmp_path)


def test_two_writers_in_any_order_end_with_the_newest_seats(the: ShopForTests) -> None:
    assert len(list(scripts())) == 70
    assert stale(the.shop) == []


def test_without_the_condition_an_old_view_covers_a_newer_one(the: ShopForTests) -> None:
    shown = stale(replace(the.shop, files=Careless(the.files)))
    assert any(script.startswith("aabbbba") for script in shown)
    assert len(shown) < 70
