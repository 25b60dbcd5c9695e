"""What a link shows where it is shared: Open Graph and Twitter's cards, on every kind of page of the sample."""

from collections.abc import Mapping

import pytest
from PIL import Image

from .building import ORIGIN, Run
from .reading import Page

Pages = Mapping[str, Page]
ONE = ("og:title", "og:description", "og:url", "og:site_name", "og:type", "og:locale")
OF_A_PICTURE = ("og:image", "og:image:width", "og:image:height", "og:image:alt")
LOCALES = {"fr": "fr_FR", "en": "en_GB"}


def told(page: Page, name: str) -> list[str]:
    found = [*page.all("meta", property=name), *page.all("meta", name=name)]
    return [one.get("content", "") for one in found]


def test_every_page_tells_each_fact_once_and_in_its_own_language(pages: Pages) -> None:
    for page in pages.values():
        for name in ONE:
            (value,) = told(page, name)
            assert value, (page.url, name)
        assert told(page, "og:url") == [ORIGIN + page.url]
        assert told(page, "og:description") == told(page, "description")
        assert told(page, "og:locale") == [LOCALES[page.lang]]
        assert told(page, "og:title")[0] in (page.one("title").text or "")


def test_the_other_languages_of_a_page_are_those_of_its_translations(pages: Pages) -> None:
    for page in pages.values():
        others = set() if page.noindex else page.alternates.keys() - {page.lang, "x-default"}
        assert set(told(page, "og:locale:alternate")) == {LOCALES[lang] for lang in others}, page.url


def test_a_picture_has_its_size_and_words_and_a_large_card(sample: Run, pages: Pages) -> None:
    with_picture = [page for page in pages.values() if told(page, "og:image")]
    assert {page.url for page in with_picture} >= {"/fr/visites/quais/", "/en/visits/reels/"}
    for page in pages.values():
        counts = {len(told(page, name)) for name in OF_A_PICTURE}
        assert counts == {1 if page in with_picture else 0}, page.url
        card = "summary_large_image" if page in with_picture else "summary"
        assert told(page, "twitter:card") == [card]
    for page in with_picture:
        assert (told(page, "og:image:width"), told(page, "og:image:height")) == (["1200"], ["630"])
        (address,) = told(page, "og:image")
        with Image.open(sample.output / address.removeprefix(f"{ORIGIN}/")) as picture:
            assert picture.size == (1200, 630)


@pytest.mark.parametrize(
    ("lang", "locale"), [("fr", "fr_FR"), ("en", "en_GB"), ("es", "es_ES"), ("de", "de_DE"), ("it", "it_IT")]
)
def test_a_language_is_named_with_its_region(lang: str, locale: str) -> None:
    from catalogue.pages.words import language_and_region

    assert language_and_region(lang) == locale
