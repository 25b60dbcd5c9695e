"""The seats left of an offer, as a public file beside the site."""

import json

from chalicelib.core.availability import projection
from chalicelib.core.changes import Data
from chalicelib.operations.reading import departures_of
from chalicelib.ports import File, FileChanged, Shop, Unavailable

MOST_TRIES = 20


def write_availability(shop: Shop, offer_id: str) -> None:
    """Rewrite `availability/<offer>.json` from the departures as they stand.

    The file is replaced only if it is still the one that was there before the departures were read, so that an older
    view never covers a newer one. Raises `Unavailable` when others keep rewriting it.
    """
    path = f"availability/{offer_id}.json"
    for _ in range(MOST_TRIES):
        former = shop.files.read(path)
        shown = projection(list(departures_of(shop, offer_id)), shop.clock.now(), _version(former) + 1)
        try:
            shop.files.write(path, _body(shown), replaces=former.etag if former else None)
            return
        except FileChanged:
            continue
    raise Unavailable(f"availability of {offer_id} is being rewritten by others")


def _version(former: File | None) -> int:
    if former is None:
        return 0
    try:
        return int(json.loads(former.body)["version"])
    except (ValueError, KeyError, TypeError):
        return 0  # a damaged file is replaced


def _body(shown: Data) -> bytes:
    return json.dumps(shown, separators=(",", ":")).encode()
