"""A ledger in which a part has become noise: whatever part it is, no wrong file comes of it."""

from random import Random

import pytest

from .states import back, forth, is_mended, the_ledger
from .world import Made, World


@pytest.mark.parametrize("seed", range(3, 6))
def test_a_ledger_with_noise_in_it_never_gives_a_wrong_file(world: World, wanted: tuple[Made, Made], seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- a test's
    for turn in range(4):
        (forth, back)[turn % 2](world)
        ledger = the_ledger(world)
        content = bytearray(ledger.read_bytes())
        at = random.randrange(100, len(content) - 400)
        content[at : at + 400] = random.randbytes(400)
        ledger.write_bytes(content)
        is_mended(world, wanted[1 - turn % 2])
