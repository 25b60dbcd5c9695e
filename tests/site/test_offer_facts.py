"""What the page of an offer says of it: every fact that applies, in its language, and none that does not."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from catalogue.model import Image as OfferImage
from catalogue.pages.photographs import Media, photograph_views
from catalogue.pages.present_offer import NEED_OF
from catalogue.reading.pictures import ORIENTATION, pixels
from PIL import Image

from .building import SAMPLE, built, run_build
from .reading import Page, plain, read_site

Pages = Mapping[str, Page]


def main_of(page: Page) -> str:
    """The text of a page between its header and its footer, with plain spaces."""
    (main,) = page.root.iter("main")
    return plain(re.sub(r"\s+", " ", " ".join(main.itertext())))


FACTS = {
    "/fr/visites/quais/": (
        "Tout public · Scolaires · dès 6 ans", "groupe de 20 personnes au plus", "2 au moins par réservation",
        "difficulté : facile", "arrivée : Le bac du port", "La visite a lieu à partir de 4 personnes",
        "4 places par départ", "bénéficiaires des minima sociaux",
        "À l’entrée : une attestation de moins de trois mois.", "Des trottoirs abaissés, une pente de 4 %.",
        "dim. 28 mars à 14 h 30", "Le moulin", "groupe de 12 personnes au plus", "rives.example.org", "Ada Lemoine",
        "À voir aussi", "Bobines à la maison",
    ),
    "/en/visits/quays/": (
        "Everyone · Schools · from 6 years old", "group of up to 20 people", "at least 2 per booking",
        "difficulty: easy", "ends at The ferry of the port", "It goes ahead from 4 people", "4 places per departure",
        "people on income support", "At the door: a certificate less than three months old.",
        "Dropped kerbs, a slope of 4 %.", "Ivry-sur-Seine station", "Le moulin", "See also", "Reels at home",
    ),
    "/fr/visites/bobines/": (
        "Pour qui Scolaires", "En ligne, sur BigBlueButton", "le lien arrive par mail une heure avant",
    ),
    "/en/visits/reels/": ("For whom Schools", "Online, on BigBlueButton", "the link comes by email an hour before"),
}  # fmt: skip


@pytest.mark.parametrize("url", FACTS)
def test_every_fact_that_applies_is_on_the_page_in_its_language(pages: Pages, url: str) -> None:
    text = main_of(pages[url])
    assert [fact for fact in FACTS[url] if fact not in text] == []


def test_a_fact_that_does_not_apply_is_not_shown(pages: Pages) -> None:
    text = main_of(pages["/fr/visites/bobines/"])
    absent = ("dès 6", "au moins", "difficulté", "arrivée", "La visite a lieu", "par départ", "À l’entrée", "à pied")
    assert [fact for fact in absent if fact in text] == []


def test_access_is_grouped_by_need_in_one_succession(pages: Pages) -> None:
    needs = [one.text for one in pages["/fr/visites/quais/"].all("span", class_="c-needs__name")]
    assert needs == ["Se déplacer", "Se poser"]


def test_every_facet_of_the_content_answers_a_need() -> None:
    taxonomy = (SAMPLE.parents[2] / "content" / "taxonomy.yaml").read_text("utf-8")
    (facets,) = re.findall(r"^accessibility:\n((?:  .*\n)+)", taxonomy, re.MULTILINE)
    assert set(re.findall(r"^  ([a-z-]+):", facets, re.MULTILINE)) <= set(NEED_OF)


def test_the_first_picture_is_the_poster_with_its_size_its_words_and_its_licence(pages: Pages) -> None:
    page = pages["/en/visits/quays/"]
    (picture,) = (one for one in page.all("img") if "cranes" in one.get("src", ""))
    assert re.fullmatch(r"/theme/covers/cranes_poster24\.[0-9a-f]{8}\.jpg", picture.get("src", ""))
    assert (picture.get("width"), picture.get("height"), picture.get("loading")) == ("1200", "440", None)
    assert picture.get("alt") == "Two yellow cranes above the water."
    (link,) = page.all("a", rel="license")
    assert (link.text, link.get("href")) == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert "Illustration" not in main_of(page)
    assert "c-photos" not in page.source


def test_an_offer_without_a_picture_has_an_illustration_and_says_so(pages: Pages) -> None:
    assert "Illustration" in main_of(pages["/en/visits/reels/"])


def test_the_card_of_an_offer_that_is_not_for_everyone_says_for_whom(pages: Pages) -> None:
    types = {one.text for one in pages["/fr/visites/"].all("p", class_="c-tag c-card__type")}
    assert types == {"Balade", "Visite virtuelle · Scolaires"}


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The sample with a third language, which one offer alone has words in."""
    folder = tmp_path_factory.mktemp("sparse")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    taxonomy = content / "taxonomy.yaml"
    languages = "languages: [fr, en, es]\npartial_languages: [es]"
    text = taxonomy.read_text("utf-8").replace("languages: [fr, en]", languages)
    text = re.sub(r"\ben: ([^,{}]+)(?=[,}])", r"en: \1, es: \1", text)
    taxonomy.write_text(text, "utf-8")
    english = (content / "offers" / "quays.en.md").read_text("utf-8")
    (content / "offers" / "quays.es.md").write_text(english.replace("slug: quays", "slug: muelles"), "utf-8")
    for page in (content / "pages").glob("*.en.md"):
        page.with_name(page.name.replace(".en.", ".es.")).write_text(page.read_text().replace("Lang: en", "Lang: es"))
    return read_site(built(run_build(folder, content)).output)


def test_a_partner_without_words_in_a_language_is_shown_in_another(sparse: Pages) -> None:
    page = sparse["/es/visitas/muelles/"]
    links = page.all("a", href="/en/partners/rives/")
    assert {link.get("hreflang") for link in links} == {"en"}
    assert len(page.all("p", lang="en")) == 1


def test_related_offers_are_shown_in_the_languages_that_they_have(sparse: Pages) -> None:
    assert "Vea también" not in main_of(sparse["/es/visitas/muelles/"])
    assert "See also" in main_of(sparse["/en/visits/quays/"])


@pytest.mark.parametrize(("turned", "size"), [(1, (30, 20)), (6, (20, 30))])
def test_a_picture_is_as_wide_as_it_is_shown(tmp_path: Path, turned: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    Image.new("L", (30, 20)).save(tmp_path / "turned.jpg", exif=exif)
    assert pixels(str(tmp_path / "turned.jpg")) == size


def test_what_is_no_picture_is_left_out_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "walls.png").write_bytes(b"no picture")
    images = [OfferImage(file=f"{name}.png", credit="Ada", licence="CC0-1.0") for name in ("walls", "missing")]
    known = Media(tmp_path, {}).pictured(images)
    assert [one.name for one in known] == ["", ""]
    assert photograph_views(known, images, {}) == ()
