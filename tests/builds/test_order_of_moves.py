"""The parts of a build by themselves: the turn in which files move, the ledger, lists and calendars."""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from catalogue.building import inspecting
from catalogue.building.changes import look
from catalogue.building.ledger import Ledger, News, Output
from catalogue.building.places import DATA, Places
from catalogue.building.staging import Stage, waiting_room
from catalogue.given import given_by_file
from catalogue.pages import calendars
from catalogue.pages.briefs import NO_DATE, Brief, Dated, Record
from catalogue.pages.listings import AROUND, CARDS_A_PAGE, Listing
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from .world import World


def test_new_files_come_before_changed_ones_and_old_ones_go_last(world: World) -> None:
    world.add_offer(8)
    for lang in ("fr", "en"):
        (world.content / "offers" / f"walk-3.{lang}.md").unlink()
    noted = world.fault("count").noted
    moved = [one.partition(" ")[::2] for one in noted["moved"] if str(world.output) in one or str(world.data) in one]
    kinds = [kind for kind, path in moved]
    assert kinds == sorted(kinds)  # new before over
    assert any(path.endswith("walk-8/index.html") for kind, path in moved if kind == "new")
    assert any(path.endswith("fr/index.html") for kind, path in moved if kind == "over")
    gone = [one.partition(" ")[::2] for one in noted["removed"] if one.endswith("3/index.html")]
    assert len(gone) == 2
    assert {int(before) for before, _ in gone} == {len(noted["moved"])}


def test_a_style_sheet_comes_before_the_pages_that_ask_for_it(world: World) -> None:
    with (world.theme / "static" / "css" / "base.css").open("a") as file:
        file.write("\n@layer base { body { color: red; } }\n")
    moved = [one.partition(" ")[2] for one in world.fault("count").noted["moved"]]
    sheet = next(place for place, path in enumerate(moved) if re.search(r"main\.\w+\.css$", path))
    assert sheet < min(place for place, path in enumerate(moved) if path.endswith(".html"))


def staged(tmp_path: Path, former: dict[str, Output], path: str, content: bytes) -> str:
    """Where a file waits that was put on a stage; empty: nowhere, since it is as it was."""
    places = Places(tmp_path / "site", tmp_path / "data")
    places.site.mkdir(exist_ok=True)
    with waiting_room(places):
        made = Stage(places, former.get).put(path, "batch", content)
        assert not made.waits_at or Path(made.waits_at).read_bytes() == content
    assert not made.waits_at or not Path(made.waits_at).exists()
    return made.waits_at


@pytest.mark.parametrize("path", ["fr/index.html", f"{DATA}site.json"])
def test_a_file_that_comes_out_as_it_was_is_not_written(tmp_path: Path, path: str) -> None:
    known = {path: Output(path, "batch", 3, 4, 5)}
    there = Path(Places(tmp_path / "site", tmp_path / "data").target(path))
    there.parent.mkdir(parents=True)
    there.write_bytes(b"old")
    assert staged(tmp_path, known, path, b"old") == ""
    assert staged(tmp_path, known, path, b"new") != ""


def test_a_file_that_no_ledger_knows_is_written_only_where_it_differs(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "robots.txt").write_bytes(b"old")
    assert staged(tmp_path, {}, "robots.txt", b"old") == ""
    assert staged(tmp_path, {}, "robots.txt", b"new") != ""


def test_a_ledger_that_is_opened_again_holds_what_was_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    output = Output("fr/index.html", "fr:home", 3, 4, 5)
    ledger.write(News(facts={"day": "2027-03-01"}, batches={"fr:home": b"known"}, outputs=[output]))
    ledger.close()
    again = Ledger(tmp_path / "ledger.sqlite")
    assert (again.fact("day"), again.batches()) == ("2027-03-01", {"fr:home": b"known"})
    assert again.outputs() == {output.path: output[1:]}
    again.write(News(gone_batches=["fr:home"], gone_outputs=["fr/index.html"]))
    assert (again.batches(), again.outputs()) == ({}, {})
    again.close()


def test_a_ledger_that_is_told_to_forget_is_empty(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.write(News(facts={"day": "2027-03-01"}, batches={"fr:home": b"known"}))
    ledger.forget()
    assert (ledger.fact("day"), ledger.batches()) == (None, {})
    ledger.close()


def test_a_process_that_was_forked_reads_the_ledger_over_a_way_of_its_own(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.write(News(facts={"day": "2027-03-01"}))
    pid = os.fork()
    if pid == 0:
        ledger.reopen()
        os._exit(0 if ledger.fact("day") == "2027-03-01" else 1)
    assert os.waitpid(pid, 0)[1] == 0
    ledger.write(News(facts={"day": "2027-03-02"}))
    assert ledger.fact("day") == "2027-03-02"
    ledger.close()


@given(st.integers(0, 900))
def test_the_pages_of_a_list_hold_each_offer_once_and_lead_to_their_neighbours(size: int) -> None:
    offers = [f"offer-{n}" for n in range(size)]
    listing = Listing("theme", "river", "fr", "/fr/themes/fleuve/", offers)
    pages = [listing.page(number) for number in range(1, listing.last + 1)]
    assert [one for page in pages for one in page] == offers
    assert all(len(page) == CARDS_A_PAGE for page in pages[:-1])
    for number in range(1, listing.last + 1):
        pager = listing.pager(number)
        near = {one for one in range(number - AROUND, number + AROUND + 1) if 1 <= one <= listing.last}
        assert [int(link.label) for link in pager.pages] == sorted(near | {1, listing.last})
        assert (pager.previous is None, pager.next is None) == (number == 1, number == listing.last)
        assert all(link.url == listing.address(int(link.label)) for link in pager.pages)


def brief(first: int, starts: int) -> Brief:
    """Of an offer of which only the next departure counts, and the next that is open."""
    values = dict.fromkeys(Brief._fields, b"")
    return Brief(**(values | {"starts": starts, "first": first, "said": {}}))  # type: ignore[arg-type]


def record(offer: int, starts: Sequence[int], statuses: Sequence[str]) -> Record:
    """Of an offer with departures."""
    dated = zip(sorted(starts), statuses, strict=True)
    departures = tuple(Dated(f"o{offer}-{n}", at, at + 3600, status, "") for n, (at, status) in enumerate(dated))
    return Record(cards={}, place="", author="", departures=departures)


STATUSES = st.sampled_from(["open", "open", "closed", "cancelled"])
OFFER = st.lists(st.tuples(st.integers(0, 5000), STATUSES), max_size=120)


class Few(NamedTuple):
    """Some offers, in short."""

    briefs: dict[str, Brief]
    records: dict[str, Record]


@given(st.lists(OFFER, max_size=12))
@example([[(5, "cancelled"), (4000, "open")], *[[(at, "open") for at in range(100, 220)]] * 2])
def test_a_calendar_holds_the_hundred_departures_that_are_the_soonest(offers: list[list[tuple[int, str]]]) -> None:
    records = {}
    for n, departures in enumerate(offers):
        own = sorted(departures)
        records[f"o{n}"] = record(n, [at for at, _ in own], [status for _, status in own])
    briefs = {}
    for key, each in records.items():
        every_start = [one.starts for one in each.departures]
        open_ones = [one.starts for one in each.departures if one.status == "open"]
        briefs[key] = brief(min(every_start, default=NO_DATE), min(open_ones, default=NO_DATE))
    soonest_first = sorted(records, key=lambda key: (briefs[key].starts, key))
    every = [(one, key) for key, each in records.items() for one in each.departures]
    few: Any = Few(briefs, records)
    brute = sorted(every, key=lambda one: (one[0].starts, one[0].id))[: calendars.DEPARTURES_MAX]
    assert calendars.coming(soonest_first, few) == brute


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_folded_line_has_no_more_than_75_octets_and_says_the_same(line: str) -> None:
    plain = re.sub(r"[\r\n]", " ", line)
    pieces = calendars.folded(plain).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == plain
    assert all(piece.startswith(" ") for piece in pieces[1:])


@pytest.fixture
def told(world: World) -> World:
    """A site with an offer whose words are hard for a calendar."""
    hard = "title: Été à l’île ; « où, quand » \\ 🛶🛶🛶 et l’on pagaie encore, longtemps, jusqu’à la nuit"
    world.edit("content/offers/walk-1.fr.md", "title: Balade numéro 1", hard)
    built = world.build()
    assert built.code == 0, built.said
    return world


def test_every_calendar_can_be_read_and_dates_each_departure_once(told: World) -> None:
    calendars_found = list(told.output.rglob("calendar.ics"))
    assert len(calendars_found) > 8
    for file in calendars_found:
        content = file.read_bytes()
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")
        events = Calendar.from_ical(content).walk("VEVENT")
        assert len({str(event["UID"]) for event in events}) == len(events)
        for event in events:
            assert {"DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL"} <= event.keys()
            assert event.start < event.end


def test_a_calendar_says_words_as_they_were_written_and_keeps_what_is_cancelled(told: World) -> None:
    events = Calendar.from_ical((told.output / "fr/themes/fleuve/calendar.ics").read_bytes()).walk("VEVENT")
    titles = {str(event["SUMMARY"]) for event in events}
    narrow = "\u202f"
    hard = f"Été à l’île{narrow}; «{narrow}où, quand{narrow}» \\ 🛶🛶🛶 et l’on pagaie encore, "
    hard += "longtemps, jusqu’à la nuit"
    assert any(re.sub(r"\s", " ", title) == re.sub(r"\s", " ", hard) for title in titles), titles
    assert {"CONFIRMED", "CANCELLED"} == {str(event["STATUS"]) for event in events}


def test_search_data_lists_every_offer_of_its_language_with_its_page(told: World) -> None:
    for lang in ("fr", "en"):
        data = json.loads((told.output / lang / "search.json").read_bytes())
        assert data["lang"] == lang
        assert sorted(one["id"] for one in data["offers"]) == ["quays", "reels", "walk-1", "walk-2", "walk-3"]
        for one in data["offers"]:
            assert (told.output / one["url"].strip("/") / "index.html").is_file()


def test_the_hash_of_an_offer_in_the_catalogue_changes_with_it_alone(told: World) -> None:
    def hashes() -> dict[str, str]:
        data = json.loads((told.data / "catalogue.json").read_bytes())
        return {one["id"]: one["hash"] for one in data["offers"]}

    before = hashes()
    told.edit("content/offers/walk-2.fr.md", "price_cents: 1020", "price_cents: 1900")
    assert told.build().code == 0
    after = hashes()
    assert {own for own in after if after[own] != before[own]} == {"walk-2"}
    assert list(after) == sorted(after)


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_a_look_that_finds_no_content_leaves_nobody_looking(tmp_path: Path) -> None:
    """The files of a big site are looked at by another process, which ends with the look, whatever that meets."""
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.write(News(facts={"files": inspecting.MANY}))
    before = children()
    chosen = replace(given_by_file(Path("pelicanconf.py")), content=tmp_path / "none", output=tmp_path / "site")
    with pytest.raises(FileNotFoundError):
        look(chosen, ledger)
    assert children() == before
