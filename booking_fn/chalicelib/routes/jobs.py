"""What runs by the clock, and on what a commit left to do."""

from collections.abc import Mapping
from typing import Any

from chalicelib import wiring
from chalicelib.core import keys
from chalicelib.operations.expire_holds import expire_holds
from chalicelib.operations.reading import all_items
from chalicelib.operations.reconcile import reconcile
from chalicelib.operations.run_effects import run_effects, run_partition
from chalicelib.operations.write_availability import write_availability


def sweep() -> dict[str, int]:
    """Every minute: holds that lapsed, and effects that the stream did not carry."""
    shop = wiring.shop()
    return {"ended": expire_holds(shop), "done": run_effects(shop)}


def worker(event: Mapping[str, Any]) -> dict[str, int]:
    """Records of DynamoDB's stream: the partitions in which effects were just stored."""
    shop = wiring.shop()
    partitions = {record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]}
    return {"done": sum(run_partition(shop, partition) for partition in sorted(partitions))}


def nightly() -> dict[str, int]:
    """Every night: Stripe's record against ours, and all availability files anew."""
    shop = wiring.shop()
    reconcile(shop)
    offers = [str(item.data["id"]) for item in all_items(shop, keys.OFFERS, "", index="related")]
    for offer_id in offers:
        write_availability(shop, offer_id)
    return {"offers": len(offers)}
