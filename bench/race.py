"""How a race for the last seats goes: `PYTHONPATH=booking_fn .venv/bin/python -m bench.race [buyers] [seats]`."""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path

from chalicelib.adapters.dynamodb_store import connect_client

from devstack import dynamodb_local
from tests.fakes.shop import an_offer
from tests.http.racing import DEPARTURE, Told, form, running

ROW = "{:<10}{:>8}{:>8}{:>8}{:>10}{:>12}{:>8}{:>8}{:>8}"


def main(buyers: int = 64, seats: int = 20) -> None:
    """Print a line for each store: who won, who was told, after how many milliseconds."""
    print(ROW.format("store", "buyers", "seats", "won", "told full", "otherwise", "p50 ms", "p99 ms", "max ms"))
    for store in ("sqlite", "dynamodb"):
        with settings_of(store) as settings, tempfile.TemporaryDirectory() as folder:
            offer = an_offer(departures=[DEPARTURE | {"capacity": seats}])
            with running(Path(folder), settings, offer=offer) as shop:
                shop.race([form("/en/booking/nothing")])  # the first answer loads the libraries
                told = shop.buy(buyers)
                assert shop.departure.held + shop.departure.left == seats
        print(ROW.format(store, buyers, seats, *outcome(told), *times(told)), flush=True)


@contextmanager
def settings_of(store: str) -> Iterator[dict[str, str]]:
    """The settings of a store that is there until the end of the block."""
    with ExitStack() as stack:
        if store == "sqlite":
            yield {"STORE": store}
            return
        url = stack.enter_context(dynamodb_local.running())
        client = connect_client(url)
        stack.callback(client.close)
        dynamodb_local.create_table(client, "race")
        yield {"STORE": store, "DYNAMODB_URL": url, "TABLE_NAME": "race"}


def outcome(told: Sequence[Told]) -> tuple[int, int, int]:
    """How many won, were told that there is no seat, or had any other answer."""
    won, full = (sum(each.status == status for each in told) for status in (303, 409))
    return won, full, len(told) - won - full


def times(told: Sequence[Told]) -> tuple[int, int, int]:
    """Median, 99th percentile and longest wait, in milliseconds."""
    waits = sorted(each.seconds * 1000 for each in told)
    return round(statistics.median(waits)), round(waits[ceil(0.99 * len(waits)) - 1]), round(waits[-1])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
