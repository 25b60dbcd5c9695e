"""Lists for what many ask for first, free, by wheelchair, with children, online: plain links, no script."""

from collections.abc import Mapping
from datetime import date

import pytest
from catalogue import urls
from catalogue.model import Offer
from catalogue.pages.choices import CHOICES, choices_of
from catalogue.reading.load import load

from .building import DAY, SAMPLE, Run
from .reading import Page

SHOWN = {
    "/fr/en-fauteuil/": ["/fr/visites/quais/"],
    "/fr/avec-des-enfants/": ["/fr/visites/quais/"],
    "/fr/gratuit/": ["/fr/visites/bobines/"],
    "/fr/en-ligne/": ["/fr/visites/bobines/"],
}


def links(page: Page) -> list[str]:
    return [one.get("href", "") for one in page.all("a")]


def an_offer(own_id: str, **changes: object) -> Offer:
    offers = {offer.id: offer for offer in load(SAMPLE, date.fromisoformat(DAY)).offers}
    return offers[own_id].model_copy(update=changes)


def test_the_list_of_all_offers_leads_to_each_of_them(pages: Mapping[str, Page]) -> None:
    assert set(SHOWN) <= set(links(pages["/fr/visites/"]))


@pytest.mark.parametrize("url", SHOWN)
def test_each_lists_the_offers_of_its_name_and_says_how_many(pages: Mapping[str, Page], url: str) -> None:
    assert [link for link in links(pages[url]) if link in ("/fr/visites/quais/", "/fr/visites/bobines/")] == SHOWN[url]
    assert "1 visite" in pages[url].text


def test_each_is_in_the_sitemap(sample: Run) -> None:
    told = "".join(file.read_text() for file in sample.output.glob("sitemap*.xml"))
    for url in SHOWN:
        assert f"{url}</loc>" in told


def test_each_has_a_word_of_its_own_in_every_language() -> None:
    for lang in ("fr", "en", "es", "de"):
        assert len({urls.choice(lang, key) for key in CHOICES}) == len(CHOICES)
        assert all(lang in urls.CHOICES[key] for key in CHOICES)


@pytest.mark.parametrize("change", [{"from_age": 11}, {"difficulty": "demanding"}, {"audience": ("schools",)}])
def test_children_are_not_sent_where_they_may_not_go(change: Mapping[str, object]) -> None:
    assert "children" in choices_of(an_offer("quays"))
    assert "children" not in choices_of(an_offer("quays", **change))


def test_a_price_for_children_tells_that_they_are_expected_and_a_free_visit_needs_none() -> None:
    quays = an_offer("quays")
    adults = tuple(tariff for tariff in quays.tariffs if tariff.id == "adult")
    assert "children" not in choices_of(an_offer("quays", tariffs=adults))
    free = tuple(tariff.model_copy(update={"price_cents": 0}) for tariff in adults)
    assert "children" in choices_of(an_offer("quays", tariffs=free))
