"""What holds for every page of the built sample."""

import re
from collections import Counter
from collections.abc import Mapping

from .building import ORIGIN, Run
from .reading import Page, local, text_of

Pages = Mapping[str, Page]

LOADING = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href"}
BY_FUNCTIONS = re.compile(r"^/(?:(?:fr|en)/booking/|availability/)")
NOT_SHOWN_TO_ENGINES = re.compile(
    r"/(?:404|booking-down)\.html|/(?:fr/agenda|en/calendar)/(?:2027-03|\d{4}-\d\d-\d\d)/"
)
"""Pages for lost visitors and for silent functions, the agenda's days, its present month where it stands once more."""


def indexed(pages: Pages) -> list[str]:
    return [url for url in pages if not NOT_SHOWN_TO_ENGINES.fullmatch(url)]


def test_the_site_has_each_kind_of_page_in_each_language(pages: Pages) -> None:
    assert {url for url in pages if not NOT_SHOWN_TO_ENGINES.fullmatch(url)} | {"/404.html"} == {
        "/", "/404.html",
        "/fr/", "/fr/visites/", "/fr/visites/quais/", "/fr/visites/bobines/",
        "/fr/themes/fleuve/", "/fr/themes/cinema/",
        "/fr/territoires/val-de-marne/", "/fr/territoires/seine-saint-denis/", "/fr/partenaires/rives/",
        *(f"/fr/agenda/{month}" for month in ("", "2027-04/", "2027-05/", "2027-06/")),
        *(f"/en/calendar/{month}" for month in ("", "2027-04/", "2027-05/", "2027-06/")),
        "/fr/gratuit/", "/fr/en-fauteuil/", "/fr/avec-des-enfants/", "/fr/en-ligne/",
        "/en/free/", "/en/by-wheelchair/", "/en/with-children/", "/en/online/",
        "/fr/carte/", "/en/map/", "/fr/communes/ivry-sur-seine/", "/en/towns/ivry-sur-seine/",
        "/fr/conditions/", "/fr/donnees/", "/fr/donnees-ouvertes/", "/en/open-data/",
        "/en/", "/en/visits/", "/en/visits/quays/", "/en/visits/reels/", "/en/themes/river/", "/en/themes/cinema/",
        "/en/areas/val-de-marne/", "/en/areas/seine-saint-denis/", "/en/partners/rives/", "/en/terms/", "/en/privacy/",
    }  # fmt: skip


def test_every_page_says_its_language(pages: Pages) -> None:
    wrong = {url: page.lang for url, page in pages.items() if page.lang != (url[1:3] if url[3:4] == "/" else "fr")}
    assert not wrong


def test_every_page_has_one_heading_a_title_and_a_description(pages: Pages) -> None:
    for url, page in pages.items():
        assert text_of(page.one("h1")), url
        assert text_of(page.one("title")), url
        assert page.one("meta", name="description").get("content"), url


def test_no_two_pages_of_a_language_have_the_same_title(pages: Pages) -> None:
    titles = Counter((page.lang, text_of(page.one("title"))) for url, page in pages.items() if url != "/")
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_but_the_unindexed_is_its_own_canonical(pages: Pages) -> None:
    assert {url for url, page in pages.items() if page.noindex} == {*filter(NOT_SHOWN_TO_ENGINES.fullmatch, pages)}
    for url in indexed(pages):
        assert pages[url].one("link", rel="canonical").get("href") == ORIGIN + url


def test_every_page_names_its_translations_itself_and_a_fallback(pages: Pages) -> None:
    for url in set(indexed(pages)) - {"/"}:
        alternates = pages[url].alternates
        assert set(alternates) == {"fr", "en", "x-default"}, url
        assert alternates[pages[url].lang] == ORIGIN + url
        for lang in ("fr", "en"):
            other = pages[local(alternates[lang])]
            assert other.lang == lang
            assert other.alternates == alternates, f"{other.url} does not answer {url}"


def test_the_language_choice_is_the_fallback_of_the_home_pages(pages: Pages) -> None:
    expected = {"fr": f"{ORIGIN}/fr/", "en": f"{ORIGIN}/en/", "x-default": f"{ORIGIN}/"}
    assert pages["/"].alternates == pages["/fr/"].alternates == pages["/en/"].alternates == expected
    assert {"/fr/", "/en/"} <= {one.get("href") for one in pages["/"].all("a")}


def test_every_link_and_file_within_the_site_exists(pages: Pages, sample: Run) -> None:
    wanted = {(url, target) for url, page in pages.items() for target in targets(page)}
    assert [(url, target) for url, target in sorted(wanted) if not exists(target, sample)] == []


def targets(page: Page) -> set[str]:
    named = [one.get(name) for one in page.root.iter() for name in ("href", "src") if one.get(name)]
    return {local(one) for one in named if one and re.match(rf"/(?!/)|{ORIGIN}/", one)}


def exists(path: str, sample: Run) -> bool:
    target = sample.output / path.lstrip("/")
    return bool(BY_FUNCTIONS.match(path)) or (target / "index.html" if path.endswith("/") else target).is_file()


def test_every_link_within_a_page_leads_to_an_element(pages: Pages) -> None:
    for url, page in pages.items():
        ids = {one.get("id") for one in page.root.iter()}
        lost = [one.get("href") for one in page.all("a") if (one.get("href") or "").startswith("#")]
        assert [href for href in lost if href and href[1:] not in ids] == [], url


def test_nothing_is_inline_that_a_strict_policy_would_refuse(pages: Pages) -> None:
    for url, page in pages.items():
        assert not page.all("style"), url
        for element in page.root.iter():
            refused = [name for name in element.attrib if name == "style" or name.startswith("on")]
            assert not refused, f"{url}: <{element.tag} {refused}>"
        scripts = [one for one in page.all("script") if not one.get("src")]
        assert {one.get("type") for one in scripts} <= {"application/ld+json"}, url


def test_nothing_is_loaded_from_elsewhere(pages: Pages, sample: Run) -> None:
    for url, page in pages.items():
        for tag, name in LOADING.items():
            for one in page.all(tag):
                address = one.get(name) or "/"
                assert address.startswith(("/", ORIGIN)), f"{url}: {address}"
                assert not address.startswith("//"), f"{url}: {address}"
    (sheet,) = (sample.output / "theme").glob("main.*.css")
    assert not re.search(r"https?:|url\(\s*['\"]?//|@import", sheet.read_text())


def test_html_is_well_formed_and_ids_are_unique(pages: Pages) -> None:
    for url, page in pages.items():
        ids = Counter(one.get("id") for one in page.root.iter() if one.get("id"))
        assert [one for one, count in ids.items() if count > 1] == [], url
        assert page.parser.errors == [], f"{url}: {page.parser.errors}"


def test_words_with_signs_of_html_stay_words(pages: Pages) -> None:
    assert text_of(pages["/fr/visites/quais/"].one("h1")) == "Les quais <& leurs échos>"
    assert "Les quais <& leurs échos>" in pages["/fr/"].text


def test_a_partners_mail_address_is_nowhere_in_the_site(sample: Run) -> None:
    holding = [file for file in sample.output.rglob("*") if file.is_file() and b"rives-private" in file.read_bytes()]
    assert holding == []


def test_the_next_departure_comes_first_and_a_cancelled_or_closed_one_is_none(pages: Pages) -> None:
    cards = [one.get("datetime", "") for one in pages["/fr/"].all("time")]
    assert [one[:10] for one in cards] == ["2027-03-06", "2027-03-10"]


def test_a_theme_without_offers_has_no_page(pages: Pages) -> None:
    assert not [url for url in pages if "sans-offre" in url or "no-offer" in url]


def test_links_of_plain_pages_lead_to_plain_pages(pages: Pages) -> None:
    assert "/fr/conditions/" in {one.get("href") for one in pages["/fr/donnees/"].one("main").iter("a")}


def test_french_plain_pages_have_the_narrow_spaces_that_keyboards_lack(pages: Pages) -> None:
    thin = "\u202f"
    assert f"Une question{thin}? Écrivez-nous{thin}: «{thin}bonjour{thin}»." in pages["/fr/conditions/"].source
