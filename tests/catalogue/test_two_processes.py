"""What two processes find of a content folder is what one finds."""

import os
from pathlib import Path

import pytest
from catalogue.reading.examining import Look, examine
from catalogue.reading.folder import open_folder
from catalogue.reading.load import Selection

from tests.catalogue.sample import BUILD_DAY, FILES, edit


@pytest.fixture
def several(content: Path) -> Path:
    """Seven offers, some with faults and warnings, alone and between them."""
    for n in range(5):
        for lang in ("fr", "en"):
            text = FILES[f"offers/studios.{lang}.md"].replace("slug: studios", f"slug: s{n}")
            (content / f"offers/s{n}.{lang}.md").write_text(text, encoding="utf-8")
    return content


SPOILT = {
    "nothing": (),
    "a slug twice, half by half": (("offers/studios.en.md", "slug: studios", "slug: s0"),),
    "a link to an offer of the other half": (("offers/s0.en.md", "We enter", "[We](/en/visits/studios/) enter"),),
    "a broken link": (("offers/studios.en.md", "We enter", "[We](/en/visits/studio/) enter"),),
    "faults in both": (
        ("offers/kayak.fr.md", "capacity: 12", "capacity: 0"), ("offers/studios.fr.md", "capacity: 100", "capacity: 0"),
    ),
    "a fault of the taxonomy": (("taxonomy.yaml", '"#0b6b46"', "vert"),),
    "an unknown offer": (("offers/studios.fr.md", "capacity: 100", "related: [s9]\ncapacity: 100"),),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_two_processes_find_what_one_finds(several: Path, name: str) -> None:
    for edited in SPOILT[name]:
        edit(several, *edited)
    one, two = (examine(several, BUILD_DAY, processes=n) for n in (1, 2))
    assert (two.faults, two.warnings) == (one.faults, one.warnings)
    assert two.faults or name in ("nothing", "a link to an offer of the other half")
    assert two.warnings, "five offers have one summary"
    if not one.faults:
        assert two.counts == one.counts


def test_progress_comes_to_its_end(several: Path) -> None:
    told: list[tuple[int, int]] = []
    examine(several, BUILD_DAY, lambda done, of: told.append((done, of)), processes=2)
    assert [done == of for done, of in told] == [False] * (len(told) - 1) + [True]


def test_where_the_other_process_is_lost_everything_is_read_here(
    several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()
    take = Look.take

    def dies(look: Look, only: Selection, tell: object) -> None:
        if os.getpid() != here:
            os._exit(7)
        take(look, only, tell)  # type: ignore[arg-type]

    edit(several, "offers/studios.fr.md", "capacity: 100", "capacity: 0")
    monkeypatch.setattr(Look, "take", dies)
    assert examine(several, BUILD_DAY, processes=2).faults == examine(several, BUILD_DAY, processes=1).faults
    assert open_folder(several).faults == []
