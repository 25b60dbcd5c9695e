"""Publishing writes differences, goes on after any crash, never goes back, and leaves what was bought as it is."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import booking as bookings
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.core.changes import MOST_CHANGES, Put
from chalicelib.core.errors import CatalogueTooOld, QuotaReached, Refused, TermsChanged, UnknownOffer
from chalicelib.core.offer import MeetingPoint
from chalicelib.core.records import dump
from chalicelib.core.seats import Ruling
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.publish_catalogue import Report, publish_catalogue
from chalicelib.operations.reading import offer_on_sale
from chalicelib.operations.release_hold import release_hold
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event

from tests.fakes.shop import (
    DEPARTURE_ID,
    NOW,
    ShopForTests,
    a_catalogue,
    a_departure,
    a_form,
    a_shop,
    an_offer,
    with_quotas,
)

OfferFacts = dict[str, object]
NEXT_WEEK = a_departure(NOW + timedelta(days=17))
SUMMER = [a_departure(NOW + timedelta(days=10 + n)) for n in range(60)]


class Crash(BaseException):
    """The process is gone: nothing catches it on the way."""


class Watched:
    """A store or a folder of files whose writes are shown to a watcher before and after they are made."""

    def __init__(self, neighbour: Any, watch: Callable[[bool], None]) -> None:
        self._neighbour, self._watch = neighbour, watch

    def __getattr__(self, name: str) -> Any:
        itself = getattr(self._neighbour, name)
        return self._around(itself) if name in ("commit", "write") else itself

    def _around(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **given: Any) -> None:
            self._watch(False)
            write(*args, **given)
            self._watch(True)

        return watched


def hashed(offer: OfferFacts, sign: str = "1") -> OfferFacts:
    return offer | {"hash": sign * 32}


def publish(the: ShopForTests, *offers: OfferFacts, sequence: int = 2) -> Report:
    return publish_catalogue(the.shop, a_catalogue(*offers, sequence=sequence))


def watched(the: ShopForTests, watch: Callable[[bool], None]) -> None:
    the.shop = replace(the.shop, store=Watched(the.shop.store, watch), files=Watched(the.shop.files, watch))


def writes(the: ShopForTests, work: Callable[[], object]) -> int:
    """How many commits and files `work` takes."""
    count, whole = 0, the.shop

    def watch(done: bool) -> None:
        nonlocal count
        count += done

    watched(the, watch)
    work()
    the.shop = whole
    return count


def the_booking(the: ShopForTests) -> Booking:
    return bookings.stored(the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related").items[0])


def the_departure(the: ShopForTests, departure_id: object = DEPARTURE_ID) -> seats.Departure | None:
    item = the.shop.store.get(keys.departure("murals", str(departure_id)))
    return seats.stored(item) if item else None


def known_departure(the: ShopForTests) -> seats.Departure:
    found = the_departure(the)
    assert found
    return found


def pay(the: ShopForTests) -> None:
    payment = the_booking(the).payment
    assert payment
    assert payment.checkout_id
    take_event(the.shop, *the.payments.signed(the.payments.pay(payment.checkout_id)))


def shown(the: ShopForTests) -> dict[str, Any]:
    found = json.loads(the.files.files["availability/murals.json"])["departures"]
    assert isinstance(found, dict)
    return found


def everything(the: ShopForTests) -> dict[str, Any]:
    """All that publishing writes, but for how often it was written."""
    listed = [item.data["id"] for item in the.shop.store.query(keys.OFFERS, index="related").items]
    partitions = ["catalogue", *(keys.offer(str(each)).partition for each in listed)]
    items = [item for partition in partitions for item in the.shop.store.query(partition).items]
    files = {path: json.loads(body)["departures"] for path, body in the.files.files.items()}
    return {f"{item.key.partition} {item.key.sort}": item.data | {"sequence": 0} for item in items} | files


def test_the_same_catalogue_again_writes_nothing_but_its_fence(the: ShopForTests) -> None:
    offers = [an_offer(), hashed(an_offer(id="quays"), "2")]
    publish(the, *offers)
    before = everything(the)
    assert writes(the, lambda: publish(the, *offers)) == 1
    assert everything(the) == before


def test_only_the_offer_that_differs_is_written(the: ShopForTests) -> None:
    quays = hashed(an_offer(id="quays"), "2")
    publish(the, an_offer(), quays)
    changed = hashed(an_offer(party_max=4))
    reports: list[Report] = []
    count = writes(the, lambda: reports.append(publish(the, changed, quays)))
    assert count == 3, "the fence, the offer, its availability: its departures are as they were"
    assert reports == [Report(written=1, unchanged=1)]
    assert offer_on_sale(the.shop, "murals").party_max == 4


def test_quotas_raised_lowered_and_dropped_count_what_is_booked_and_tell_when_more_is_taken(the: ShopForTests) -> None:
    sell(the)
    lowered = publish(the, hashed(with_quotas(adult=1), "1"))
    assert lowered.kept == [f"{DEPARTURE_ID}: quota 1 of adult is below what is taken, 2"]
    assert known_departure(the).quota_left["adult"] == -1
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(email="bo@example.org", count_adult="1"))
    assert refused.value.errors == (QuotaReached("adult", 0),)
    assert publish(the, hashed(with_quotas(adult=5), "2")).kept == []
    assert known_departure(the).quota_left["adult"] == 3
    publish(the, hashed(an_offer(), "3"))
    cancel_booking(the.shop, the_booking(the).id, 3800)
    publish(the, hashed(with_quotas(adult=4), "4"))
    assert known_departure(the).quota_left["adult"] == 4


POINT: Any = an_offer()["meeting_point"]


@pytest.mark.parametrize(("departure", "said"), [
    ({"meeting_point": POINT | {"address": "Rue du Port"}}, "meets elsewhere"),
    ({"meeting_point": POINT | {"lat_e6": 48810000}}, "meets elsewhere"),
    ({"meeting_point": POINT | {"name": "La gare"}}, None),
    ({"language": "en"}, "another language"), ({"capacity": 21}, None), ({"status": "full"}, None),
])
def test_another_place_or_language_of_a_booked_departure_is_told_and_lets_cancel_for_all_the_money(
    the: ShopForTests, departure: dict[str, object], said: str | None
) -> None:
    sell(the)
    the.clock.move(days=9, hours=20)
    report = publish(the, hashed(an_offer(departures=[a_departure() | departure])))
    line = f"{DEPARTURE_ID}: {said}, but 3 are booked: they may cancel for all their money"
    assert report.kept == ([line] if said else [])
    cancel_booking(the.shop, the_booking(the).id, 3800 if said else 0)


def test_an_offer_that_meets_elsewhere_moves_its_departures_but_those_with_a_place_of_their_own(
    the: ShopForTests
) -> None:
    elsewhere = POINT | {"address": "Rue du Port"}
    publish(the, hashed(an_offer(departures=[a_departure(), NEXT_WEEK | {"meeting_point": POINT}])))
    sell(the)
    report = publish(the, hashed(an_offer(
        meeting_point=elsewhere, departures=[a_departure(), NEXT_WEEK | {"meeting_point": POINT}]), "2"))
    assert [line.partition(":")[0] for line in report.kept] == [DEPARTURE_ID]
    places = [known_departure(the).planned.meeting_point, the_departure(the, NEXT_WEEK["id"])]
    assert isinstance(places[0], MeetingPoint)
    assert places[0].address == "Rue du Port"
    assert isinstance(places[1], seats.Departure)
    assert places[1].planned.meeting_point == MeetingPoint(**POINT)


def test_an_offer_written_before_it_had_all_its_facts_is_written_again(the: ShopForTests) -> None:
    item = the.shop.store.get(keys.offer("murals"))
    assert item
    older = {name: value for name, value in item.data.items() if name != "party_min"}
    the.shop.store.commit([Put(item.key, older, item.version, item.indexes)])
    assert publish(the, an_offer()).written == 1
    assert publish(the, an_offer()).unchanged == 1


def test_many_departures_go_in_commits_of_the_most_that_a_store_takes(the: ShopForTests) -> None:
    commits = -(-len(SUMMER[1:]) // (MOST_CHANGES - 1))
    count = writes(the, lambda: publish(the, hashed(an_offer(departures=SUMMER))))
    assert count == 1 + commits + 1 + 1
    assert len(shown(the)) == 60


def test_one_departure_that_differs_is_one_change(the: ShopForTests) -> None:
    publish(the, hashed(an_offer(departures=SUMMER)))
    moved = [SUMMER[0] | {"capacity": 12}, *SUMMER[1:]]
    untouched = the.shop.store.get(keys.departure("murals", str(SUMMER[1]["id"])))
    assert writes(the, lambda: publish(the, hashed(an_offer(departures=moved), "2"))) == 4
    assert the.shop.store.get(keys.departure("murals", str(SUMMER[1]["id"]))) == untouched
    assert known_departure(the).capacity == 12


BEFORE = [an_offer(departures=[*SUMMER[:3]]), hashed(an_offer(id="quays"), "2")]
AFTER = [
    hashed(an_offer(departures=[SUMMER[0] | {"capacity": 2}, *SUMMER[2:40]], party_max=3)),
    hashed(an_offer(id="locks"), "4"),
]
NEWEST = [
    hashed(an_offer(departures=[SUMMER[0] | {"capacity": 5}, *SUMMER[3:39:3]]), "5"),
    hashed(an_offer(id="quays"), "6"), hashed(an_offer(id="locks"), "7"),
]
TOO_SMALL = f"{DEPARTURE_ID}: capacity 2 is below what is taken, 20 stays"


def booked_shop(folder: Path) -> ShopForTests:
    """Three seats sold on the first departure, which the next catalogue makes too small."""
    the = a_shop(folder, catalogue=a_catalogue(*BEFORE))
    sell(the)
    return the


def sell(the: ShopForTests, **fields: str) -> None:
    hold_seats(the.shop, "murals", a_form(**fields))
    pay(the)
    while run_effects(the.shop):
        pass


def at_write(the: ShopForTests, at: int, what: Callable[[], object]) -> None:
    """Do `what` at the `at`th point before or after a write of the shop's."""
    count = 0

    def watch(done: bool) -> None:
        nonlocal count
        count += 1
        if count == at:
            what()

    watched(the, watch)


def crash() -> None:
    raise Crash


def test_a_publish_that_crashes_at_any_write_is_completed_by_the_next(tmp_path: Path) -> None:
    whole = booked_shop(tmp_path / "whole")
    points = 2 * writes(whole, lambda: publish(whole, *AFTER))
    assert points >= 16
    for at in range(1, points + 1):
        the = booked_shop(tmp_path / str(at))
        sound = the.shop
        at_write(the, at, crash)
        with pytest.raises(Crash):
            publish(the, *AFTER)
        the.shop = sound
        half_way = offer_on_sale(sound, "murals").party_max
        again = publish(the, *AFTER)
        assert everything(the) == everything(whole), at
        assert again.kept == [TOO_SMALL] or half_way == 3, "told again until the offer is written"
        assert publish(the, *AFTER).written == 0


def test_a_newer_catalogue_published_in_the_middle_of_an_older_one_stays(tmp_path: Path) -> None:
    whole = booked_shop(tmp_path / "whole")
    points = 2 * writes(whole, lambda: publish(whole, *AFTER))
    publish(whole, *NEWEST, sequence=3)
    for at in range(1, points + 1):
        the = booked_shop(tmp_path / str(at))
        sound = replace(the, shop=the.shop)
        at_write(the, at, lambda sound=sound: publish(sound, *NEWEST, sequence=3))  # type: ignore[misc]
        with suppress(CatalogueTooOld):
            publish(the, *AFTER)
        assert everything(sound) == everything(whole), at


@pytest.mark.parametrize(("sequence", "refused"), [(4, True), (5, False), (6, False)])
def test_an_older_catalogue_is_refused_and_writes_nothing(the: ShopForTests, sequence: int, refused: bool) -> None:
    publish(the, hashed(an_offer()), sequence=5)
    before = everything(the)
    if refused:
        with pytest.raises(CatalogueTooOld) as error:
            publish(the, hashed(an_offer(party_max=2), "2"), sequence=sequence)
        assert (error.value.sequence, error.value.published) == (sequence, 5)
        assert everything(the) == before
    else:
        publish(the, hashed(an_offer(party_max=2), "2"), sequence=sequence)
        assert offer_on_sale(the.shop, "murals").party_max == 2


@pytest.mark.parametrize(
    ("capacity", "after", "left", "kept"),
    [
        (30, 30, 27, False), (20, 20, 17, False), (10, 10, 7, False), (3, 3, 0, False), (2, 20, 17, True),
    ],
)
def test_a_capacity_follows_the_catalogue_but_never_below_what_is_sold(
    the: ShopForTests, capacity: int, after: int, left: int, kept: bool
) -> None:
    sell(the)
    report = publish(the, hashed(an_offer(departures=[a_departure(capacity=capacity)])))
    found = known_departure(the)
    assert (found.capacity, found.left, found.sold) == (after, left, 3)
    assert report.kept == ([TOO_SMALL] if kept else [])
    assert shown(the)[DEPARTURE_ID]["left"] == left


def test_a_capacity_below_what_is_only_held_is_kept_too(the: ShopForTests) -> None:
    hold_seats(the.shop, "murals", a_form())
    assert publish(the, hashed(an_offer(departures=[a_departure(capacity=2)]))).kept == [TOO_SMALL]


def test_a_capacity_that_was_kept_is_applied_by_the_next_publish_once_it_can_be(the: ShopForTests) -> None:
    hold_seats(the.shop, "murals", a_form())
    small = an_offer(departures=[a_departure(capacity=2)])
    publish(the, hashed(small))
    assert publish(the, hashed(small, "2"), sequence=3).kept == [TOO_SMALL], "told as long as it is so"
    release_hold(the.shop, the_booking(the).id)
    assert publish(the, hashed(small, "3"), sequence=4).kept == []
    assert known_departure(the).capacity == 2


@pytest.mark.parametrize(
    ("decided", "capacity", "kept"),
    [({"capacity": 6}, 6, []), ({"status": "closed"}, 20, [TOO_SMALL]), ({"capacity": 1}, 20, [])],
)
def test_what_the_office_decided_outlasts_the_catalogue(
    the: ShopForTests, decided: dict[str, Any], capacity: int, kept: list[str]
) -> None:
    sell(the)
    item = the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
    assert item
    ruling = Ruling("office", NOW, "a strike", **decided)
    ruled = replace(seats.stored(item), decided=ruling)
    the.shop.store.commit([Put(item.key, dump(ruled), item.version, item.indexes)])
    report = publish(the, hashed(an_offer(departures=[a_departure(capacity=2)])))
    found = known_departure(the)
    assert (found.capacity, found.status, found.decided) == (capacity, decided.get("status", "open"), ruling)
    assert (found.planned.capacity, report.kept) == (2, kept)


def test_a_departure_that_vanished_is_removed_if_nobody_booked_it(the: ShopForTests) -> None:
    report = publish(the, hashed(an_offer(departures=[NEXT_WEEK])))
    assert the_departure(the) is None
    assert list(shown(the)) == [NEXT_WEEK["id"]]
    assert report.kept == []


@pytest.mark.parametrize("paid", [True, False])
def test_a_departure_that_vanished_is_kept_and_told_if_somebody_booked_it(the: ShopForTests, paid: bool) -> None:
    hold_seats(the.shop, "murals", a_form())
    if paid:
        pay(the)
    before = known_departure(the)
    report = publish(the, hashed(an_offer(departures=[NEXT_WEEK])))
    assert report.kept == [f"{DEPARTURE_ID}: no longer in the catalogue, but booked"]
    assert known_departure(the) == before
    assert list(shown(the)) == [DEPARTURE_ID, NEXT_WEEK["id"]]


def test_a_departure_that_has_begun_leaves_the_catalogue_without_a_word(the: ShopForTests) -> None:
    sell(the)
    the.clock.move(days=10)
    assert publish(the, hashed(an_offer(departures=[NEXT_WEEK]))).kept == []
    assert known_departure(the).sold == 3
    assert list(shown(the)) == [NEXT_WEEK["id"]]


def test_an_offer_that_is_withdrawn_is_no_longer_sold_and_comes_back_as_it_was(the: ShopForTests) -> None:
    other = hashed(an_offer(id="quays"), "2")
    report = publish(the, other)
    assert (report.withdrawn, report.written) == (1, 1)
    assert shown(the) == {}
    with pytest.raises(UnknownOffer):
        hold_seats(the.shop, "murals", a_form())
    assert writes(the, lambda: publish(the, other)) == 1, "withdrawn once"
    report = publish(the, an_offer(), other, sequence=3)
    assert (report.written, report.unchanged) == (1, 1)
    hold_seats(the.shop, "murals", a_form())


def test_an_offer_that_is_withdrawn_keeps_its_bookings(the: ShopForTests) -> None:
    sell(the)
    before = the_booking(the)
    report = publish(the, hashed(an_offer(id="quays"), "2"))
    assert report.kept == [f"{DEPARTURE_ID}: no longer in the catalogue, but booked"]
    assert the_booking(the) == before
    publish(the, an_offer(), sequence=3)
    assert (known_departure(the).sold, known_departure(the).left) == (3, 17)


def dearer(**facts: object) -> OfferFacts:
    """Adults at 20 €, and no refund."""
    tariffs = [{"id": "adult", "price_cents": 2000, "label": {"fr": "Adulte"}}]
    return hashed(an_offer(tariffs=tariffs, cancellation=[], terms="a" * 16, **facts))


@pytest.mark.parametrize("paid", [True, False])
def test_a_new_price_leaves_what_is_held_and_booked_as_it_was_bought(the: ShopForTests, paid: bool) -> None:
    hold_seats(the.shop, "murals", a_form())
    if paid:
        pay(the)
    before = the_booking(the)
    publish(the, dearer())
    assert the_booking(the) == before
    if not paid:
        pay(the)
    payment = the_booking(the).payment
    assert payment
    assert (the_booking(the).state, payment.paid_cents) == ("confirmed", 3800)
    cancel_booking(the.shop, before.id, shown_cents=3800)


def test_a_form_of_the_former_terms_is_refused_with_the_new_total(the: ShopForTests) -> None:
    publish(the, dearer())
    with pytest.raises(Refused) as refused:
        hold_seats(the.shop, "murals", a_form(count_child="0"))
    assert refused.value.errors == (TermsChanged(4000),)
    assert refused.value.total_cents == 4000
    assert known_departure(the).left == 20
    hold_seats(the.shop, "murals", a_form(count_child="0", terms="a" * 16))
    assert the_booking(the).quote.total_cents == 4000


def test_a_typo_mended_elsewhere_leaves_an_open_form_good(the: ShopForTests) -> None:
    publish(the, hashed(an_offer(commune="Ivry-sur-Seine")))
    hold_seats(the.shop, "murals", a_form())
    assert the_booking(the).offer.commune == "Ivry-sur-Seine"


@pytest.mark.parametrize("status", ["cancelled", "closed"])
def test_a_departure_that_the_catalogue_ends_takes_no_more_bookings(the: ShopForTests, status: str) -> None:
    sell(the)
    publish(the, hashed(an_offer(departures=[a_departure(status=status)])))
    closes_at = a_departure()["closes_at"]
    assert shown(the)[DEPARTURE_ID] == {"left": 0, "status": status, "returns_at": None, "closes_at": closes_at}
    assert known_departure(the).sold == 3
    with pytest.raises(Refused):
        hold_seats(the.shop, "murals", a_form(email="bo@example.org"))


def test_a_departure_at_another_time_takes_the_new_cut_off_and_start(the: ShopForTests) -> None:
    sell(the)
    later = a_departure(NOW + timedelta(days=11)) | {"id": DEPARTURE_ID}
    publish(the, hashed(an_offer(departures=[later])))
    found = known_departure(the)
    assert (found.starts_at, found.closes_at) == (NOW + timedelta(days=11), NOW + timedelta(days=10, hours=23))
    assert the_booking(the).plan.starts_at == NOW + timedelta(days=10), "as bought"
