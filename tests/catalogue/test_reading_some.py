"""Reading a few offers and trusting the rest finds what reading everything finds."""

from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from catalogue.reading.faults import Faults
from catalogue.reading.folder import open_folder
from catalogue.reading.load import Catalogue, Selection, load, read
from catalogue.reading.scan import scan

from tests.catalogue.sample import BUILD_DAY, edit, faults_of


def remembered(catalogue: Catalogue, changed: Collection[str]) -> Callable[[str, str], str | None]:
    """The addresses that a build without a fault knew, but for those of the changed offers."""
    owners = {
        (lang, slug): offer.id
        for offer in catalogue.offers
        if offer.id not in changed
        for lang, words in offer.words.items()
        for slug in (words.slug, *words.former_slugs)
    }
    return lambda lang, slug: owners.get((lang, slug))


def some_of(content: Path, before: Catalogue, *changed: str, partners: Collection[str] = ()) -> Catalogue:
    return read(open_folder(content), BUILD_DAY, Selection(changed, partners, remembered(before, changed)))


def test_a_selection_gives_what_reading_everything_gives_of_it(content: Path) -> None:
    before = load(content, BUILD_DAY)
    edit(content, "offers/kayak.fr.md", "capacity: 12", "capacity: 14")
    everything = load(content, BUILD_DAY)
    some = some_of(content, before, "kayak")
    assert some.offers == tuple(offer for offer in everything.offers if offer.id == "kayak")
    assert some.departures == {"kayak": everything.departures["kayak"]}
    assert some.taxonomy == everything.taxonomy
    assert some.partners == {}
    assert some_of(content, before, partners=["rameurs"]).partners == everything.partners


def test_files_that_are_not_selected_are_not_opened(content: Path) -> None:
    before = load(content, BUILD_DAY)
    (content / "offers/studios.fr.md").write_bytes(b"\xff")
    (content / "partners/rameurs.fr.md").write_bytes(b"\xff")
    assert [offer.id for offer in some_of(content, before, "kayak").offers] == ["kayak"]


SPOILT = {
    "a present slug that a later offer has": ("kayak.en.md", "slug: marne-by-kayak", "slug: studios"),
    "a present slug that an earlier offer has": ("studios.en.md", "slug: studios", "slug: marne-by-kayak"),
    "a former slug that is another's present one": (
        "kayak.en.md", "slug: marne-by-kayak", "slug: marne-by-kayak\nformer_slugs: [studios]",
    ),
    "a slug that was another's": ("kayak.fr.md", "slug: marne-en-kayak", "slug: plateaux"),
    "a former slug that was another's too": (
        "kayak.fr.md", "slug: marne-en-kayak", "slug: marne-en-kayak\nformer_slugs: [plateaux]",
    ),
    "an unknown partner": ("kayak.fr.md", "partner: rameurs", "partner: rameur"),
    "a fault of its own": ("kayak.fr.md", "capacity: 12", "capacity: 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_fault_is_told_the_same_whether_the_other_side_was_read_or_remembered(content: Path, name: str) -> None:
    edit(content, "offers/studios.fr.md", "slug: studios", "slug: studios\nformer_slugs: [plateaux]")
    before = load(content, BUILD_DAY)
    file, old, new = SPOILT[name]
    edit(content, f"offers/{file}", old, new)
    with pytest.raises(Faults) as refused:
        some_of(content, before, file.partition(".")[0])
    assert list(refused.value.found) == faults_of(content) != []


def test_a_slug_given_from_one_changed_offer_to_another_is_no_fault(content: Path) -> None:
    before = load(content, BUILD_DAY)
    edit(content, "offers/kayak.en.md", "slug: marne-by-kayak", "slug: studios")
    edit(content, "offers/studios.en.md", "slug: studios", "slug: studios-online")
    assert len(some_of(content, before, "kayak", "studios").offers) == 2


def test_faults_of_names_and_of_the_taxonomy_are_told_whatever_is_selected(content: Path) -> None:
    before = load(content, BUILD_DAY)
    (content / "offers/notes.txt").write_text("x")
    edit(content, "taxonomy.yaml", '"#0b6b46"', "vert")
    with pytest.raises(Faults) as refused:
        some_of(content, before)
    assert [one.code for one in refused.value.found] == ["wrong_file_name", "not_colour"]


def test_a_folder_is_opened_from_names_that_were_scanned_before(content: Path) -> None:
    stats = scan(str(content))
    (content / "offers/notes.txt").write_text("x")
    assert read(open_folder(content, stats), BUILD_DAY) == read(open_folder(content, dict(stats)), BUILD_DAY)
    assert [one.code for one in open_folder(content).faults] == ["wrong_file_name"]
