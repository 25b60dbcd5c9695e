"""Personal pages: sound HTML that a strict Content-Security-Policy lets through, and that tells what it should."""

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import jsonschema  # type: ignore[import-untyped]
import pytest
from catalogue.pages.templates import environment
from catalogue.pages.words import load_words
from chalicelib.adapters.reader import Reader, Sources
from jinja2 import DictLoader, FileSystemLoader, PrefixLoader

from pelicanconf import JINJA_ENVIRONMENT
from tests.fakes import facts as sample
from tests.fakes.png import decode_qr, read_svg
from tests.fakes.rendering import COMPONENTS, LOCALE, ROOT, TEMPLATES, THEME_LOCALE, jinja_renderer

STATES = ("held", "awaiting", "confirmed", "expired", "cancelled")
NOT_YOURS = {"code": "not_yours", "words": "…", "status": 404, "offer": None, "retry": False}
HOSTILE = "\"><script>alert(1)</script><b onclick='x'>"
renderer = jinja_renderer()
in_each_language = pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])


def a_page(name: str, lang: str) -> str:
    """Every page there is, by the name of its state or template."""
    if name in STATES:
        actions = {"pay": True, "release": True, "cancel": {"refund_cents": 3750, "percent": 100}}
        return renderer.page("booking", lang, sample.page_facts(name, lang, **actions))
    if name == "message":
        return renderer.page("message", lang, NOT_YOURS)
    return renderer.page(name, lang, sample.form_page_facts(lang, again="2"))


each_page = pytest.mark.parametrize("name", [*STATES, "refused", "already_booked", "message"])


def tree(html: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def posts(html: str) -> dict[str, dict[str, str]]:
    """The forms of a page: what each posts besides what is typed, by its address."""
    forms = tree(html).iter("form")
    return {
        form.get("action"): {
            field.get("name"): field.get("value") for field in form.iter("input") if field.get("type") == "hidden"
        }
        for form in forms
    }


def words(html: str) -> str:
    return re.sub(r"\s+", " ", "".join(tree(html).find("body").itertext()))


@in_each_language
@each_page
def test_a_page_is_sound_html_in_its_language_with_one_headline(name: str, lang: str) -> None:
    document = tree(a_page(name, lang))
    assert document.get("lang") == lang
    assert len(list(document.iter("h1"))) == 1
    assert next(link.get("href") for link in document.iter("a")) == "#main"
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not [each for each in document.iter() if each.get("aria-labelledby") not in (None, *ids)]


@in_each_language
@each_page
def test_a_page_holds_nothing_that_a_strict_policy_refuses(name: str, lang: str) -> None:
    document = tree(a_page(name, lang))
    for element in document.iter():
        assert not [attribute for attribute in element.attrib if attribute.startswith("on") or attribute == "style"]
    assert not list(document.iter("style"))
    assert [script.get("src") for script in document.iter("script")] == ["/static/booking.js"] * (name == "refused")


@in_each_language
@each_page
def test_a_page_is_never_indexed_and_never_tells_where_one_came_from(name: str, lang: str) -> None:
    told = {meta.get("name"): meta.get("content") for meta in tree(a_page(name, lang)).iter("meta")}
    assert told["robots"] == "noindex"
    assert told["referrer"] == "no-referrer"


@in_each_language
def test_the_tickets_of_a_confirmed_booking_are_read_from_the_page(lang: str) -> None:
    html = a_page("confirmed", lang)
    drawings = re.findall(r'<svg[^>]*class="qr".*?</svg>', html, re.DOTALL)
    assert [decode_qr(*read_svg(drawing)) for drawing in drawings] == list(sample.CODES)
    assert "K7M2 P9QX RABC DEFG" in html


@pytest.mark.parametrize("state", ["redeemed", "void"])
def test_a_ticket_that_no_longer_opens_has_no_code_to_read(state: str) -> None:
    facts = sample.page_facts("confirmed", "fr")
    facts["booking"]["tickets"][0]["state"] = state
    html = renderer.page("booking", "fr", facts)
    assert html.count('class="qr"') == len(sample.CODES) - 1
    assert {"redeemed": "Utilisé", "void": "Annulé"}[state] in words(html)


def test_a_held_booking_says_until_when_and_offers_to_pay_or_release() -> None:
    facts = sample.page_facts("held", "fr", pay=True, release=True)
    html = renderer.page("booking", "fr", facts)
    assert "Elles sont gardées jusqu’à 14 h 05." in words(html)
    assert posts(html) == {f"{facts['action_url']}/pay": {}, f"{facts['action_url']}/release": {}}


def test_a_booking_that_can_do_nothing_has_no_form() -> None:
    assert posts(renderer.page("booking", "fr", sample.page_facts("held", "fr"))) == {}
    assert posts(renderer.page("booking", "fr", sample.page_facts("confirmed", "fr"))) == {}


def test_cancelling_posts_the_very_refund_that_the_page_shows() -> None:
    facts = sample.page_facts("confirmed", "fr", cancel={"refund_cents": 1875, "percent": 50})
    html = renderer.page("booking", "fr", facts)
    assert "Annuler et recevoir 18,75 €" in words(html)
    assert posts(html) == {f"{facts['action_url']}/cancel": {"refund_cents": "1875"}}


def test_cancelling_without_a_refund_says_so_before_the_button() -> None:
    facts = sample.page_facts("confirmed", "fr", cancel={"refund_cents": 0, "percent": 0})
    html = renderer.page("booking", "fr", facts)
    assert "la somme payée n’est plus rendue" in words(html)
    assert posts(html) == {f"{facts['action_url']}/cancel": {"refund_cents": "0"}}


def test_the_page_links_to_the_calendar_and_to_itself_in_the_other_language() -> None:
    facts = sample.page_facts("confirmed", "fr")
    links = {link.get("href") for link in tree(renderer.page("booking", "fr", facts)).iter("a")}
    assert f"{facts['action_url']}/calendar.ics" in links
    assert facts["action_url"].replace("/fr/", "/en/") in links


def test_refunds_are_told_with_where_they_stand() -> None:
    facts = sample.page_facts("cancelled", "fr")
    facts["booking"]["refunds"] = [
        {"amount_cents": 3750, "state": state} for state in ("due", "sent", "done", "failed")
    ]
    told = words(renderer.page("booking", "fr", facts))
    for where in ("en route", "arrivé chez votre banque", "en attente : notre équipe s’en occupe"):
        assert f"Remboursement de 37,50 € : {where}." in told


@in_each_language
@pytest.mark.parametrize(
    "notice", ["paid_soon", "paid_still", "released", "refund_changed", "already_paid", "hold_expired"]
)
def test_a_notice_is_said_on_top(notice: str, lang: str) -> None:
    facts = sample.page_facts("held", lang) | {"notice": notice}
    document = tree(renderer.page("booking", lang, facts))
    (status,) = (each for each in document.iter("p") if each.get("role") == "status")
    assert len(status.text) > 10


def test_a_free_or_virtual_booking_has_its_own_words() -> None:
    html = renderer.page("booking", "fr", sample.a_virtual_visit(sample.free(sample.page_facts("confirmed", "fr"))))
    assert "En ligne" in words(html)
    assert "geo:" not in html
    assert "€" not in words(html)


@in_each_language
def test_a_confirmed_page_says_what_to_show_when_it_is_decided_and_when_the_link_comes(lang: str) -> None:
    facts = sample.page_facts("confirmed", lang)
    told = words(renderer.page("booking", lang, facts))
    assert sample.PROOF[lang][4:] in told
    assert "BigBlueButton" not in told
    minimum = facts["offer"] | {"minimum": None}
    without = words(renderer.page("booking", lang, facts | {"offer": minimum}))
    assert len(without) < len(told) - 60
    for link_sent in ("with-booking", "day-before", "hour-before"):
        joined = words(renderer.page("booking", lang, sample.a_virtual_visit(facts, link_sent)))
        assert joined.count("BigBlueButton") == 1


@in_each_language
def test_a_departure_with_a_place_of_its_own_says_so_in_the_form_and_so_does_a_least_party(lang: str) -> None:
    form = sample.form_page_facts(lang, party_min=3)
    form["form"]["departures"][1]["place"] = "Le moulin"
    told = words(renderer.page("refused", lang, form))
    assert told.count("Le moulin") == 1
    assert re.search(r"3 \w+ 8 ", told)


def test_a_second_booking_posts_everything_again_and_shows_nothing_of_the_first() -> None:
    html = renderer.page("already_booked", "fr", sample.form_page_facts("fr", again="2"))
    assert posts(html)["/fr/booking/murals"] == {
        "departure": "murals-20270501T1430", "count_adult": "2", "count_child": "1", "name": "Ada Exemple",
        "email": "ada@example.org", "phone": "", "language": "fr", "accept": "yes", "terms": "0123456789abcdef",
        "conditions": "2027-01", "again": "2",
    }
    assert "K7M2P9QXRA" not in html
    assert not any(code in html for code in sample.CODES)


def test_what_was_typed_and_what_to_mend_are_in_the_refused_form() -> None:
    fault = {"field": "email", "target": "booking-email", "message": "Adresse"}
    contact = {"name": "Ada", "email": "ada@", "phone": "", "language": "fr"}
    document = tree(renderer.page("refused", "fr", sample.form_page_facts("fr", errors=[fault], contact=contact)))
    fields = {field.get("name"): field for field in document.iter("input")}
    assert fields["email"].get("value") == "ada@"
    assert fields["email"].get("aria-invalid") == "true"
    assert "#booking-email" in [link.get("href") for link in document.iter("a")]


@pytest.mark.parametrize("name", ["confirmed", "refused", "already_booked", "message"])
def test_hostile_words_are_shown_and_never_run(name: str) -> None:
    facts = sample.page_facts("confirmed", "fr") if name == "confirmed" else sample.form_page_facts("fr", again=HOSTILE)
    facts["offer"] |= {"title": HOSTILE, "come": HOSTILE, "summary": HOSTILE, "commune": HOSTILE}
    if name == "confirmed":
        facts["partner"]["name"] = facts["booking"]["tickets"][0]["label"] = HOSTILE
    else:
        facts["form"]["contact"] |= {"name": HOSTILE, "email": HOSTILE}
    template = "booking" if name == "confirmed" else name
    html = renderer.page(template, "fr", NOT_YOURS | {"words": HOSTILE} if name == "message" else facts)
    assert "<script>alert" not in html
    assert not [each for each in tree(html).iter() if each.get("onclick")]
    assert "alert(1)" in words(html)


@in_each_language
def test_the_form_is_the_same_byte_for_byte_on_the_site_and_after_a_refusal(lang: str, tmp_path: Path) -> None:
    template = '{% from "components/booking_form.html" import booking_form %}{{ booking_form(form) }}'
    (tmp_path / "form.html").write_text(template, encoding="utf-8")
    fault = {"field": "departure", "target": "booking-departure", "message": "Complet"}
    facts = {"form": sample.form_facts(lang, errors=[fault])}
    ours = Reader(sample.SITE, lang, Sources(tmp_path, COMPONENTS, LOCALE, THEME_LOCALE))
    loader = PrefixLoader({"components": FileSystemLoader(COMPONENTS), "here": DictLoader({"form.html": template})})
    site = environment(loader, load_words(THEME_LOCALE, lang), JINJA_ENVIRONMENT, tmp_path)
    assert ours.render("form.html", facts) == site.get_template("here/form.html").render(ours.prepared(facts))


def test_the_sample_site_is_as_the_build_writes_it() -> None:
    schema = json.loads((ROOT / "schemas" / "site.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(sample.SITE)


def test_every_template_of_a_page_is_a_page() -> None:
    pages = {path.stem for path in (TEMPLATES / "pages").glob("*.html")}
    assert pages == {"booking", "refused", "already_booked", "message"}
    assert {path.stem for path in (TEMPLATES / "pages" / "booking").glob("*.html")} == {*STATES, "parts"}
