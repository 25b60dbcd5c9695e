"""The worker: carries out what commits left to do, in order, again and again until it is done."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from chalicelib.core import effects, keys
from chalicelib.core.changes import MOST_CHANGES, Change, Item, Remove
from chalicelib.core.effects import Effect, OfficeLine
from chalicelib.core.errors import TryAgain
from chalicelib.operations.attempts import survives
from chalicelib.operations.faults import log_fault
from chalicelib.operations.pay_refund import pay_refund
from chalicelib.operations.reading import all_items, due_items
from chalicelib.operations.send_mail import send_mail
from chalicelib.operations.write_availability import write_availability
from chalicelib.ports import ConditionFailed, MailRefused, PaymentRefused, Shop, Unavailable

MOST_AT_ONCE = 200


def run_effects(shop: Shop) -> int:
    """Carry out the effects that are due, of at most 200 found; tells how many were done."""
    partitions = dict.fromkeys(str(item.key.partition) for item in due_items(shop, keys.EFFECTS_DUE, MOST_AT_ONCE))
    done = (survives(f"effects of {each}", partial(run_partition, shop, each)) for each in partitions)
    return sum(count or 0 for count in done)


def run_partition(shop: Shop, partition: str) -> int:
    """Carry out the effects of one booking or file in their order, up to the first that must wait."""
    items = list(all_items(shop, partition, keys.EFFECT))
    if partition.startswith("availability#"):
        return _rewrite_once(shop, items)
    for done, item in enumerate(items):
        if not _carry_out(shop, item):
            _put_off(shop, item, items[done + 1 :])
            return done
    return len(items)


def _carry_out(shop: Shop, item: Item) -> bool:
    """Whether the effect is out of the way: done, or on the office's list."""
    effect = effects.stored(item)
    now = shop.clock.now()
    if effect.due_at > now or not _lease(shop, effect, item.version):
        return False
    leased = item.version + 1
    try:
        DOERS[effect.kind](shop, effect)
    except (Unavailable, TryAgain) as trouble:
        return _postpone(shop, effect, leased, type(trouble).__name__)
    except (MailRefused, PaymentRefused) as refusal:
        return _give_up(shop, effect, leased, str(refusal))
    except Exception as fault:  # noqa: BLE001 - a broken effect goes the same way as one that fails, others go on
        log_fault(f"effect {effect.key.partition} {effect.key.sort}", fault)
        return _postpone(shop, effect, leased, type(fault).__name__)
    return _finish(shop, [Remove(effect.key, leased)])


def _put_off(shop: Shop, head: Item, followers: list[Item]) -> None:
    """Let those behind a failed effect fall due with it, so that they do not crowd out what is due elsewhere."""
    item = shop.store.get(head.key)
    failed = effects.stored(item) if item else None
    if failed is None or not failed.tries or failed.due_at <= shop.clock.now():
        return
    waiting = [(effects.stored(each), each.version) for each in followers[:MOST_CHANGES]]
    puts = [replace(e, due_at=failed.due_at).put(version) for e, version in waiting if e.due_at < failed.due_at]
    if puts:
        _finish(shop, list(puts))


def _lease(shop: Shop, effect: Effect, version: int) -> bool:
    return _finish(shop, [effect.leased(shop.clock.now()).put(version)])


def _postpone(shop: Shop, effect: Effect, version: int, trouble: str) -> bool:
    now = shop.clock.now()
    if effect.given_up(now):
        return _give_up(shop, effect, version, trouble)
    _finish(shop, [effect.failed(trouble, now).put(version)])
    return False


def _give_up(shop: Shop, effect: Effect, version: int, trouble: str) -> bool:
    name = f"{effect.key.partition}#{effect.key.sort}"
    booking_id = effect.key.partition.partition("booking#")[2]
    facts: dict[str, object] = {"effect": effect.kind, "facts": effect.facts, "trouble": trouble}
    line = OfficeLine("not_done", name, booking_id, shop.clock.now(), facts)
    return _finish(shop, [Remove(effect.key, version), line.put()])


def _finish(shop: Shop, changes: list[Change]) -> bool:
    try:
        shop.store.commit(changes)
    except (ConditionFailed, Unavailable):
        return False  # another worker has it, or the next sweep takes it up again
    return True


def _rewrite_once(shop: Shop, items: list[Item]) -> int:
    """One rewriting of the file stands for all the effects that were there before it."""
    due = [item for item in items if effects.stored(item).due_at <= shop.clock.now()]
    if not due or not _carry_out(shop, due[-1]):
        return 0
    return 1 + sum(_finish(shop, [Remove(item.key, item.version)]) for item in due[:-1])


def _write(shop: Shop, effect: Effect) -> None:
    write_availability(shop, str(effect.facts["offer_id"]))


DOERS: dict[str, Callable[[Shop, Effect], None]] = {"mail": send_mail, "refund": pay_refund, "availability": _write}
