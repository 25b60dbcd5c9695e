"""How many seats of departures are taken, read from the store of bookings. Numbers leave it, and nothing else.

The store is named by the same settings as the functions' (docs/operators.md): STORE, with DATA_DIR or with TABLE_NAME
and DYNAMODB_URL. The departures alone are read: they hold counts, no names.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from catalogue.report.phrases import Unavailable
from chalicelib.core import keys, seats
from chalicelib.ports import Store, StoreBusy

SQLITE = "shop.sqlite"


def seats_of(touched: Mapping[str, frozenset[str]], environ: Mapping[str, str]) -> dict[str, int]:
    """Seats sold or held, by departure, of the departures asked for by offer. Raises Unavailable."""
    try:
        store = _store(environ)
        return {
            departure.id: departure.sold + departure.held
            for offer_id, ids in touched.items() for departure in _departures(store, offer_id) if departure.id in ids
        }
    except (StoreBusy, sqlite3.Error, BotoCoreError, ClientError) as error:
        raise Unavailable("store_silent", reason=type(error).__name__) from error


def _store(environ: Mapping[str, str]) -> Store:
    kind = environ.get("STORE")
    if kind == "sqlite":
        from chalicelib.adapters.sqlite_store import SqliteStore

        path = Path(environ.get("DATA_DIR") or "var") / SQLITE
        if not path.is_file():  # the store would make one
            raise Unavailable("store_missing", path=str(path))
        return SqliteStore(path)
    if kind == "dynamodb":
        from chalicelib.adapters.dynamodb_store import connect

        return connect(environ.get("TABLE_NAME") or "faubourg", environ.get("DYNAMODB_URL") or "")
    raise Unavailable("no_store")


def _departures(store: Store, offer_id: str) -> Iterator[seats.Departure]:
    partition, after = keys.offer(offer_id).partition, None
    while True:
        page = store.query(partition, low=keys.DEPARTURE, high=keys.DEPARTURE + keys.END, after=after)
        yield from map(seats.stored, page.items)
        after = page.more
        if after is None:
            return
