"""Prices, terms, words and departures reach booking here, and only here: from the build's catalogue.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

from chalicelib.core import keys, seats
from chalicelib.core.changes import MOST_CHANGES, Change, Count, Data, Item, Key, Put, Remove
from chalicelib.core.errors import CatalogueTooOld
from chalicelib.core.offer import Offer
from chalicelib.core.records import dump, load
from chalicelib.core.seats import NO_QUOTA, Departure, Plan
from chalicelib.operations.attempts import retrying
from chalicelib.operations.reading import all_items
from chalicelib.operations.write_availability import write_availability
from chalicelib.ports import ConditionFailed, Shop

Catalogue = Mapping[str, Any]


@dataclass
class Report:
    """What publishing did: counts of offers, and what a person must see to: departures kept against the catalogue, and
    those with bookings that were cancelled or moved."""

    written: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    kept: list[str] = field(default_factory=list)


def publish_catalogue(shop: Shop, catalogue: Catalogue) -> Report:
    """Write what differs from what is published, offer by offer; run again after a crash it goes on.

    A capacity below what is sold and held, and a vanished departure with bookings, are reported and kept.
    Raises `CatalogueTooOld` when a newer one was published, be it meanwhile.
    """
    report = Report()
    retrying(shop, lambda: _fence(shop, catalogue))
    for entry in catalogue["offers"]:
        _publish_offer(shop, catalogue, entry, report)
    wanted = {entry["id"] for entry in catalogue["offers"]}
    for item in list(all_items(shop, keys.OFFERS, "", index="related")):
        if item.data["id"] not in wanted:
            _withdraw_offer(shop, catalogue, str(item.data["id"]), report)
    return report


def _fence(shop: Shop, catalogue: Catalogue) -> None:
    item = shop.store.get(keys.catalogue())
    published = item.data["sequence"] if item else 0
    if isinstance(published, int) and published > catalogue["sequence"]:
        raise CatalogueTooOld(catalogue["sequence"], published)
    data: Data = {"sequence": catalogue["sequence"], "commit": catalogue["commit"], "built_at": catalogue["built_at"]}
    shop.store.commit([Put(keys.catalogue(), data, item.version if item else None)])


def _commit(shop: Shop, catalogue: Catalogue, changes: list[Change]) -> None:
    """All or none, and only while this is the catalogue published last."""
    fence = Count(keys.catalogue(), equals={"sequence": catalogue["sequence"]})
    try:
        shop.store.commit([fence, *changes])
    except ConditionFailed as failed:
        if failed.position == 0 and failed.found:
            raise CatalogueTooOld(catalogue["sequence"], cast(int, failed.found.data["sequence"])) from failed
        raise


def _publish_offer(shop: Shop, catalogue: Catalogue, entry: Catalogue, report: Report) -> None:
    item = shop.store.get(keys.offer(entry["id"]))
    if item is not None and item.data.get("hash") == entry["hash"] and item.data.get("on_sale") and _up_to_date(item):
        report.unchanged += 1
        return
    planned = {each["id"]: _plan(entry, each) for each in entry["departures"]}
    report.kept += retrying(shop, lambda: _plan_departures(shop, catalogue, entry["id"], planned))
    write_availability(shop, entry["id"])
    # The offer, and its hash with it, is written last: a publish that was cut short starts this offer again.
    retrying(shop, lambda: _write_offer(shop, catalogue, entry))
    report.written += 1


def _up_to_date(item: Item) -> bool:
    """Whether it was written with all that offers are now kept with."""
    return item.data.keys() >= {each.name for each in fields(Offer)}


def _plan(entry: Catalogue, departure: Catalogue) -> Plan:
    """A departure meets where its offer does unless it says otherwise, and has the quotas of its offer's tariffs."""
    quotas = {tariff["id"]: tariff.get("quota", NO_QUOTA) for tariff in entry["tariffs"]}
    return load(Plan, {"meeting_point": entry["meeting_point"], **departure, "quotas": quotas})


def _withdraw_offer(shop: Shop, catalogue: Catalogue, offer_id: str, report: Report) -> None:
    item = shop.store.get(keys.offer(offer_id))
    if item is None or not item.data.get("on_sale"):
        return
    report.kept += retrying(shop, lambda: _plan_departures(shop, catalogue, offer_id, {}))
    write_availability(shop, offer_id)
    retrying(shop, lambda: _end_sale(shop, catalogue, offer_id))
    report.withdrawn += 1


def _plan_departures(shop: Shop, catalogue: Catalogue, offer_id: str, planned: Mapping[str, Plan]) -> list[str]:
    """Write the departures that differ, and tell those that are kept as they are."""
    stored = {item.key: item for item in all_items(shop, keys.offer(offer_id).partition, keys.DEPARTURE)}
    wanted = {keys.departure(offer_id, each): (each, plan) for each, plan in planned.items()}
    changes: list[Change] = []
    kept: list[str] = []
    for key in sorted(stored.keys() | wanted.keys()):
        departure_id, plan = wanted.get(key, ("", None))
        item = stored.get(key)
        if item is None and plan is not None:
            new = seats.new_departure(offer_id, departure_id, plan)
            changes.append(Put(key, dump(new), None))
        elif item is not None:
            changes += _replanned(shop, item, plan, kept)
    for start in range(0, len(changes), MOST_CHANGES - 1):
        _commit(shop, catalogue, changes[start : start + MOST_CHANGES - 1])
    return kept


def _replanned(shop: Shop, item: Item, plan: Plan | None, kept: list[str]) -> list[Change]:
    departure = seats.stored(item)
    if plan is None:
        return _vanished(shop, item, departure, kept)
    changed = seats.effective(replace(departure, planned=plan))
    _tell_change(departure, changed, kept)
    by_plan = departure.decided is None or departure.decided.capacity is None
    if by_plan and changed.capacity != plan.capacity:
        kept.append(f"{departure.id}: capacity {plan.capacity} is below what is taken, {changed.capacity} stays")
    for tariff, taken in seats.overdrawn(changed).items():
        kept.append(f"{departure.id}: quota {changed.quotas[tariff]} of {tariff} is below what is taken, {taken}")
    return [] if dump(changed) == item.data else [Put(item.key, dump(changed), item.version, item.indexes)]


def _tell_change(departure: Departure, changed: Departure, kept: list[str]) -> None:
    """What people booked on this departure must be told by a person."""
    if not departure.sold:
        return
    if changed.status == "cancelled" != departure.status:
        kept.append(f"{departure.id}: cancelled, but {departure.sold} are booked: they may cancel for all their money")
    if changed.starts_at != departure.starts_at:
        kept.append(f"{departure.id}: moved, but {departure.sold} are booked: they may cancel for all their money")
    if changed.planned.meets_elsewhere(departure.planned):
        kept.append(f"{departure.id}: meets elsewhere, but {departure.sold} are booked: they may cancel for all their "
                    "money")
    if changed.planned.language != departure.planned.language:
        kept.append(f"{departure.id}: another language, but {departure.sold} are booked: they may cancel for all their "
                    "money")


def _vanished(shop: Shop, item: Item, departure: Departure, kept: list[str]) -> list[Change]:
    if departure.starts_at <= shop.clock.now():
        return []
    if departure.sold or departure.holds:
        kept.append(f"{departure.id}: no longer in the catalogue, but booked")
        return []
    return [Remove(item.key, item.version)]


def _write_offer(shop: Shop, catalogue: Catalogue, entry: Catalogue) -> None:
    common = {name: catalogue[name] for name in ("currency", "timezone", "commit", "sequence")}
    facts = {name: value for name, value in entry.items() if name != "departures"}
    item = shop.store.get(keys.offer(entry["id"]))
    _put_offer(shop, catalogue, item, dump(load(Offer, {**facts, **common})))


def _end_sale(shop: Shop, catalogue: Catalogue, offer_id: str) -> None:
    item = shop.store.get(keys.offer(offer_id))
    if item is not None:
        _put_offer(shop, catalogue, item, item.data | {"on_sale": False})


def _put_offer(shop: Shop, catalogue: Catalogue, item: Item | None, data: Data) -> None:
    offer_id = str(data["id"])
    listed = {"related": Key(keys.OFFERS, offer_id)}
    _commit(shop, catalogue, [Put(keys.offer(offer_id), data, item.version if item else None, listed)])
