"""Writes the product feed of Google's Things to do: `python -m catalogue.things_to_do [-s pelicanconf.py]`.

It is made of the open data of the site that was built, into `things-to-do/` below DATA_OUTPUT, never into the site:
`products-0.json` and so on, which an operator uploads together. Each is a whole ProductFeed of at most 50 MB
(schemas/things-to-do.schema.json); all bear one nonce, a number made of what they hold, so that an unchanged site gives
the same feed. Offers that have nothing to book are not in it; Google deletes what an upload lacks.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from .files import write_atomically
from .given import SettingRefused, given_by_file
from .pages import open_data

FOLDER = "things-to-do"
SHARD_MAX = 49_000_000
"""Bytes of a shard: Google takes 50 MB; the metadata need some."""
SECONDS_OF_AN_HOUR = 3_600
NANOS_OF_A_CENT = 10_000_000
Facts = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the feed. Returns the exit status: 1 where no site was built."""
    parser = argparse.ArgumentParser(prog="catalogue.things_to_do", description="Write the feed of Things to do.")
    parser.add_argument("-s", "--settings", type=Path, default=Path("pelicanconf.py"), help="Pelican's settings file")
    try:
        given = given_by_file(parser.parse_args(arguments).settings)
        data = json.loads((given.output / open_data.OFFERS).read_bytes())
    except (SettingRefused, OSError) as reason:
        sys.stderr.write(f"{reason} -> build the site first\n")
        return 1
    shards = feed(data)
    write(given.data / FOLDER, shards)
    count = sum(bool(_options(offer, data["vocabulary"])) for offer in data["offers"])
    sys.stdout.write(f"{count} products, {len(shards)} files: {given.data / FOLDER}\n")
    return 0


def feed(data: Mapping[str, Any], most: int = SHARD_MAX) -> list[bytes]:
    """The shards of the feed of what `offers.json` says; `most` bytes of entries in each."""
    entries = [json.dumps(one, ensure_ascii=False).encode() for one in _entries(data)]
    nonce = int.from_bytes(sha256(b"\n".join(entries)).digest()[:7], "big")  # JavaScript knows no more than 53 bits
    shards = list(_shared_out(entries, most))
    return [_shard(rank, len(shards), nonce >> 3, shard) for rank, shard in enumerate(shards)]


def write(folder: Path, shards: Sequence[bytes]) -> None:
    """Write the shards, and take away those of an earlier feed."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"products-{rank}.json" for rank in range(len(shards))]
    for name, shard in zip(names, shards, strict=True):
        write_atomically(folder / name, shard)
    for old in set(folder.glob("products-*.json")) - {folder / name for name in names}:
        old.unlink()


def _shared_out(entries: Sequence[bytes], most: int) -> Iterator[list[bytes]]:
    shard: list[bytes] = []
    size = 0
    for entry in entries:
        if shard and size + len(entry) > most:
            yield shard
            shard, size = [], 0
        shard.append(entry)
        size += len(entry) + 2
    yield shard


def _shard(rank: int, count: int, nonce: int, entries: Sequence[bytes]) -> bytes:
    metadata = {
        "shard_id": rank,
        "total_shards_count": count,
        "nonce": nonce,
        "processing_instruction": "PROCESS_AS_SNAPSHOT",
    }
    return b'{"feed_metadata":' + json.dumps(metadata).encode() + b',"products":[\n' + b",\n".join(entries) + b"\n]}\n"


def _entries(data: Mapping[str, Any]) -> Iterator[Facts]:
    for offer in data["offers"]:
        options = _options(offer, data["vocabulary"])
        if options:
            yield {
                "id": offer["id"],
                "title": _texts({lang: words["title"] for lang, words in offer["words"].items()}),
                "description": _texts({lang: words["summary"] for lang, words in offer["words"].items()}),
                "options": options,
                "inventory_types": ["INVENTORY_TYPE_OPERATOR_DIRECT"],
                "confirmation_type": "CONFIRMATION_TYPE_INSTANT",
                "fulfillment_type": {"mobile": True, "print_at_home": True, "pickup": False},
            }


def _options(offer: Mapping[str, Any], vocabulary: Mapping[str, Any]) -> list[Facts]:
    """One for each language that some open departure is guided in."""
    guided = {one["language"] for one in offer["departures"] if one["status"] == "open"}
    return [_option(offer, vocabulary, tongue) for tongue in offer["guided_languages"] if tongue in guided]


def _option(offer: Mapping[str, Any], vocabulary: Mapping[str, Any], tongue: str) -> Facts:
    kind, called = vocabulary["types"][offer["type"]], vocabulary["guided_languages"].get(tongue, {})
    words = offer["words"]
    return {
        "id": f"{offer['id']}-{tongue}",
        "title": _texts({lang: f"{_said(kind, lang)} ({_said(called, lang) or tongue})" for lang in words}),
        "landing_page": {
            "url": next(iter(words.values()))["url"],
            "localized_urls": [{"language_code": lang, "url": one["url"]} for lang, one in words.items()],
        },
        "price_options": [_price(one, vocabulary["tariffs"], next(iter(words))) for one in offer["tariffs"]],
        "cancellation_policy": {
            "refund_conditions": [
                {
                    "min_duration_before_start_time_sec": one["until_hours"] * SECONDS_OF_AN_HOUR,
                    "refund_percent": one["refund_percent"],
                }
                for one in offer["cancellation"]
            ]
        },
        "duration_sec": offer["duration_minutes"] * 60,
        "languages": [{"language_code": tongue}],
        **_meeting_point(offer["meeting_point"]),
    }


def _price(tariff: Mapping[str, Any], labels: Mapping[str, Any], lang: str) -> Facts:
    units, cents = divmod(tariff["price_cents"], 100)
    price = {"currency_code": tariff["currency"], "units": units, "nanos": cents * NANOS_OF_A_CENT}
    return {"id": tariff["id"], "title": _said(labels[tariff["id"]], lang), "price": price}


def _meeting_point(point: Mapping[str, Any] | None) -> Facts:
    if point is None:
        return {}
    where = {"latitude": point["latitude"], "longitude": point["longitude"]}
    info = {"name": point["name"], "unstructured_address": point["address"], "coordinates": where}
    return {"meeting_point": {"location": {"place_info": info}}}


def _said(labels: Mapping[str, str], lang: str) -> str:
    return labels.get(lang) or next(iter(labels.values()), "")


def _texts(by_language: Mapping[str, str]) -> Facts:
    return {"localized_texts": [{"language_code": lang, "text": text} for lang, text in by_language.items()]}


if __name__ == "__main__":
    sys.exit(main())
