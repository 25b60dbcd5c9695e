"""Files joined from a piece of every offer: whether joined or patched, the same bytes, and never all of them read."""

import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from catalogue.building.joined import BETWEEN, Former, Index, Joined, Pieces
from catalogue.building.ledger import Damaged

from .states import is_mended
from .world import STILL, Made, World

IDS = [f"walk-{n:02d}" for n in range(40)]
OLD = {own_id: f'{{"id":"{own_id}"}}'.encode() for own_id in IDS}


def joined(
    fresh: dict[str, bytes], ids: Sequence[str] = IDS, start: bytes = b"[\n", between: bytes = BETWEEN
) -> Joined:
    return Joined(start, Pieces(ids, fresh, lambda: IDS), b"", b"\n]\n", between)


def write(path: Path, content: Joined, former: Path | None = None, index: Index | None = None) -> Index:
    with path.open("wb") as file:
        if former is None or index is None:
            return content.write(file)
        with former.open("rb") as before:
            return content.write(file, Former(before, index))


@pytest.mark.parametrize("between", [BETWEEN, b""])
def test_a_file_with_new_pieces_is_what_joining_all_pieces_gives(tmp_path: Path, between: bytes) -> None:
    random, now = Random(4), dict(OLD)  # noqa: S311 -- a test's
    former, patched, whole = tmp_path / "former", tmp_path / "patched", tmp_path / "whole"
    index = write(former, joined(OLD, between=between))
    for turn, count in enumerate([1, 2, 40, 0, 1, 7]):
        fresh = {own_id: random.randbytes(random.randrange(200)) for own_id in random.sample(IDS, count)}
        if turn == 1:
            fresh |= {IDS[0]: b"first", IDS[-1]: b"last", IDS[20]: b""}
        now |= fresh
        start = b"[" * (turn + 1)
        index = write(patched, joined(fresh, start=start, between=between), former, index)
        assert write(whole, joined(now, start=start, between=between)) == index
        assert patched.read_bytes() == whole.read_bytes() == start + between.join(now.values()) + b"\n]\n"
        patched.replace(former)


@pytest.mark.parametrize("gone", [set(), {IDS[0]}, {IDS[39]}, {IDS[5], IDS[6], IDS[30]}, set(IDS)])
def test_offers_that_come_and_go_leave_the_pieces_of_the_others(tmp_path: Path, gone: set[str]) -> None:
    former, after = tmp_path / "former", tmp_path / "after"
    index = write(former, joined(OLD))
    fresh = {"a-first": b"1", "walk-20-more": b"2", "zoo": b"3", IDS[10]: b"other"}
    now = {own_id: piece for own_id, piece in {**OLD, **fresh}.items() if own_id not in gone}
    ids = sorted(now)
    write(after, joined({own_id: fresh[own_id] for own_id in fresh if own_id in now}, ids), former, index)
    assert after.read_bytes() == b"[\n" + BETWEEN.join(now[own_id] for own_id in ids) + b"\n]\n"


def test_a_former_file_that_is_too_short_is_no_base(tmp_path: Path) -> None:
    former = tmp_path / "former"
    index = write(former, joined(OLD))
    former.write_bytes(former.read_bytes()[:200])
    with pytest.raises(Damaged):
        write(tmp_path / "patched", joined({IDS[30]: b"new"}), former, index)


def test_a_piece_that_is_lost_is_damage(tmp_path: Path) -> None:
    former = tmp_path / "former"
    index = write(former, joined(OLD))
    with pytest.raises(Damaged):
        joined({IDS[3]: b"new"}).write(BytesIO())
    with pytest.raises(Damaged):
        write(tmp_path / "after", joined({}, [*IDS, "zoo"]), former, index)
    with pytest.raises(Damaged):
        write(tmp_path / "after", joined({}, IDS[1:]), former, index._replace(ids=b"of others"))


def test_an_edited_title_opens_no_other_offer_for_its_piece(world: World) -> None:
    world.edit("content/offers/walk-2.fr.md", "title: Balade numéro 2", "title: Une balade")
    time.sleep(STILL)
    built = world.fault("count")
    assert any(path.endswith(" " + str(world.data / "catalogue.json")) for path in built.noted["moved"])
    sources = [path for path in built.noted["opened"] if path.startswith(str(world.content / "offers"))]
    assert sources
    assert all("walk-2." in path for path in sources)


def test_an_offer_that_goes_opens_no_other(world: World) -> None:
    for lang in ("fr", "en"):
        (world.content / "offers" / f"walk-2.{lang}.md").unlink()
    time.sleep(STILL)
    built = world.fault("count")
    assert any(path.endswith(" " + str(world.data / "catalogue.json")) for path in built.noted["moved"])
    assert not [path for path in built.noted["opened"] if "/walk-" in path]


def test_a_joined_file_that_somebody_altered_is_joined_anew(world: World, wanted: tuple[Made, Made]) -> None:
    for file in (world.output / "fr" / "search.json", world.data / "catalogue.json"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    is_mended(world, wanted[0])
