"""Files joined from a piece of every offer: whether joined or patched, the same bytes, and never all of them read."""

import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from catalogue.building.joined import BETWEEN, Index, Joined, Pieces
from catalogue.building.ledger import Damaged

from .states import is_mended
from .world import STILL, Made, World

IDS = [f"walk-{n:02d}" for n in range(40)]
OLD = {own_id: f'{{"id":"{own_id}"}}'.encode() for own_id in IDS}


def joined(fresh: dict[str, bytes], kept: Iterable[tuple[str, bytes]] = (), start: bytes = b"[\n") -> Joined:
    return Joined(start, Pieces(IDS, fresh, lambda: kept), b"", b"\n]\n")


def write(path: Path, content: Joined) -> Index:
    with path.open("wb") as file:
        return content.write(file)


def patch(path: Path, former: Path, content: Joined, index: Index) -> Index:
    with path.open("wb") as file, former.open("rb") as before:
        return content.patch(file, before, index)


def test_a_patched_file_is_what_joining_all_pieces_gives(tmp_path: Path) -> None:
    random, now = Random(4), dict(OLD)  # noqa: S311 -- a test's
    former, patched, whole = tmp_path / "former", tmp_path / "patched", tmp_path / "whole"
    index = write(former, joined(OLD))
    for turn, count in enumerate([1, 2, 40, 0, 1, 7]):
        fresh = {own_id: random.randbytes(random.randrange(200)) for own_id in random.sample(IDS, count)}
        if turn == 1:
            fresh |= {IDS[0]: b"first", IDS[-1]: b"last"}
        now |= fresh
        start = b"[" * (turn + 1)
        index = patch(patched, former, joined(fresh, start=start), index)
        assert write(whole, joined(now, start=start)) == index
        assert patched.read_bytes() == whole.read_bytes() == start + BETWEEN.join(now.values()) + b"\n]\n"
        patched.replace(former)


def test_a_former_file_that_is_too_short_is_no_base(tmp_path: Path) -> None:
    former = tmp_path / "former"
    index = write(former, joined(OLD))
    former.write_bytes(former.read_bytes()[:200])
    with pytest.raises(Damaged):
        patch(tmp_path / "patched", former, joined({IDS[30]: b"new"}), index)


def test_a_piece_that_the_ledger_has_lost_is_damage() -> None:
    fresh = {IDS[3]: b"new"}
    file = BytesIO()
    joined(fresh, sorted(OLD.items())).write(file)
    assert file.getvalue() == b"[\n" + BETWEEN.join((OLD | fresh).values()) + b"\n]\n"
    with pytest.raises(Damaged):
        joined(fresh, sorted(OLD.items())[:-1]).write(BytesIO())


def test_an_edited_title_asks_the_ledger_for_no_other_offers_pieces(world: World) -> None:
    world.edit("content/offers/walk-2.fr.md", "title: Balade numéro 2", "title: Une balade")
    time.sleep(STILL)
    built = world.fault("count")
    assert any(path.endswith(" " + str(world.data / "catalogue.json")) for path in built.noted["moved"])
    assert not [query for query in built.noted["asked"] if "FROM piece" in query]


def test_a_joined_file_that_somebody_altered_is_joined_anew(world: World, wanted: tuple[Made, Made]) -> None:
    for file in (world.output / "fr" / "search.json", world.data / "catalogue.json"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    is_mended(world, wanted[0])
