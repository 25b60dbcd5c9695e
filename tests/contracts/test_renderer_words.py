"""Words: every refusal has a sentence, every sentence its translation, and both sides of the site say the same."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from chalicelib.adapters.jinja_environment import environment
from chalicelib.adapters.phrases import Phrases
from chalicelib.adapters.translations import translations
from chalicelib.adapters.words import COUNTED, PLAIN
from chalicelib.core.errors import BookingError
from jinja2.ext import babel_extract

from tests.fakes.facts import SITE, booking_facts
from tests.fakes.rendering import COMPONENTS, FUNCTIONS, LOCALE, TEMPLATES, THEME_LOCALE, jinja_renderer

LANGUAGES = [language["code"] for language in SITE["languages"]]
CATALOGUES = ((THEME_LOCALE, "theme"), (LOCALE, "booking"))
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
FAULTY_SPACE = re.compile(r"[^\s\u202f][;:!?»](?![\w/])| [;:!?»€]|«(?!\u202f)")
renderer = jinja_renderer()
in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def every_error(kind: type[BookingError] = BookingError) -> Iterator[BookingError]:
    samples = {"returns_at": "2027-05-01T12:05:00Z"}
    yield kind(**{
        field.name: samples.get(field.name, 2 if field.type in (int, "int") else "adult") for field in fields(kind)
    })
    for narrower in kind.__subclasses__():
        yield from every_error(narrower)


def forms(message: Sequence[str | None] | None) -> list[str]:
    """A message or a translation in its forms: one, or singular and plural."""
    return [message] if isinstance(message, str) else [form for form in message or () if form]


def messages() -> dict[str, str]:
    """Every message of our templates and modules, plurals by their singular, with where it is said."""
    found: dict[str, str] = {}
    for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]):
        if "shared" not in path.parts:
            with path.open("rb") as lines:
                for _, _, message, _ in babel_extract(lines, list(KEYWORDS), [], {"trim_blocks": "true"}):
                    found[forms(message)[0]] = path.name
    for path in (FUNCTIONS / "adapters" / "phrases.py", FUNCTIONS / "adapters" / "words.py"):
        with path.open("rb") as lines:
            for _, message, _, _ in extract("python", lines, keywords=KEYWORDS):
                found[forms(message)[0]] = path.name
    return found


def test_messages_are_found_where_they_are_said() -> None:
    found = messages()
    assert len(found) > 150
    assert set(PLAIN.values()) <= set(found)


@in_each_language
@pytest.mark.parametrize("error", list(every_error()), ids=lambda error: error.code)
def test_every_refusal_has_a_sentence_of_its_own(error: BookingError, lang: str) -> None:
    assert error.code in PLAIN.keys() | COUNTED.keys()
    said = renderer.words(error.code, lang, error.data())
    assert said.endswith(".")
    assert "{" not in said
    if type(error) is not BookingError:
        assert said != renderer.words("booking_error", lang, {})


@pytest.mark.parametrize(("code", "lang", "data", "said"), [
    ("sold_out", "fr", {"left": 0}, "Complet. Choisissez une autre date."),
    ("sold_out", "fr", {"left": 1}, "Il ne reste qu’une place. Soyez moins nombreux ou choisissez une autre date."),
    ("sold_out", "fr", {"left": 2}, "Il ne reste que 2 places. Soyez moins nombreux ou choisissez une autre date."),
    ("sold_out", "en", {"left": 1}, "Only one place is left. Come with fewer people or choose another date."),
    ("sold_out", "en", {"left": 2}, "Only 2 places are left. Come with fewer people or choose another date."),
    ("others_paying", "fr", {"left": 0, "returns_at": "2027-05-01T12:05:00Z"},
     "D’autres personnes paient en ce moment ; des places peuvent revenir vers 14 h 05."),
    ("others_paying", "en", {"left": 2, "returns_at": "2027-01-05T12:05:00Z"},
     "Only 2 places are left. Other people are paying right now; more places may come back around 1:05 PM."),
    ("terms_changed", "fr", {"total_cents": 3850}, "Les prix ou les conditions ont changé. Le total est maintenant de "
     "38,50 € : validez de nouveau si cela vous convient."),
    ("refund_changed", "en", {"refund_cents": 1900}, "The refund is now €19. Confirm again if that suits you."),
    ("party_too_small", "fr", {"least": 2}, "Cette visite se réserve pour 2 personnes au moins."),
    ("quota_reached", "fr", {"tariff": "social", "label": "Solidaire", "left": 2},
     "Il reste 2 places au tarif « Solidaire » ce jour-là."),
    ("quota_reached", "en", {"tariff": "social", "label": "Solidarity", "left": 1},
     "1 place is left at the “Solidarity” price that day."),
    ("quota_reached", "fr", {"tariff": "social", "left": 0},
     "Il n’y a plus de place au tarif « social » ce jour-là. Choisissez un autre tarif ou une autre date."),
    ("party_too_large", "fr", {"most": 8}, "Une réservation prend 8 personnes au plus. Faites-en plusieurs."),
])
def test_figures_are_said_in_the_readers_way(code: str, lang: str, data: dict[str, object], said: str) -> None:
    assert re.sub(r"\s", " ", renderer.words(code, lang, data)) == said


def test_an_unknown_code_is_answered_with_the_general_sentence() -> None:
    assert renderer.words("no_such_code", "fr", {}) == PLAIN["booking_error"]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "fr"])
def test_no_message_is_without_a_translation(lang: str) -> None:
    translated: set[str] = set()
    for folder, domain in CATALOGUES:
        with (folder / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as lines:
            entries = [entry for entry in read_po(lines) if entry.id and not entry.fuzzy]
        for entry in entries:
            if len(forms(entry.string)) == len(forms(entry.id)) and entry.string:
                translated.add(forms(entry.id)[0])
    assert {message: where for message, where in messages().items() if message not in translated} == {}


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "fr"])
def test_a_translation_is_used_and_keeps_the_names_in_braces(lang: str) -> None:
    with (LOCALE / lang / "LC_MESSAGES" / "booking.po").open("rb") as lines:
        entries = [entry for entry in read_po(lines) if entry.id]
    said_somewhere = messages()
    for entry in entries:
        assert forms(entry.id)[0] in said_somewhere, "nobody says it any more: take it out"
        for ours, said in zip(forms(entry.id), forms(entry.string), strict=True):
            assert set(re.findall(r"{\w+}", ours)) == set(re.findall(r"{\w+}", said)), ours


def test_french_signs_stand_apart_by_a_narrow_space_that_does_not_break() -> None:
    assert {m for m in messages() if FAULTY_SPACE.search(m)} == set()


@in_each_language
@pytest.mark.parametrize(("name", "macro", "value"), [
    *(("dates.html", macro, datetime.fromisoformat(start)) for macro in ("day", "long_day", "hour")
      for start in ("2027-05-01T14:30:00+02:00", "2027-12-02T10:00:00+01:00")),
    *(("dates.html", "duration", minutes) for minutes in (45, 120, 125)),
    *(("money.html", "money", cents) for cents in (3800, 3850, 123456700)),
])
def test_the_mails_say_it_as_the_site_does(name: str, macro: str, value: object, lang: str) -> None:
    catalogue = translations(lang, CATALOGUES)
    module = environment(TEMPLATES, COMPONENTS, catalogue).get_template(f"components/{name}").module
    ours = getattr(Phrases(lang, catalogue, "Europe/Paris"), macro)(value)
    assert str(getattr(module, macro)(value, lang)).strip() == ours


@in_each_language
@pytest.mark.parametrize("tiers", [
    [], [{"until_hours": 0, "refund_percent": 100}], booking_facts("fr")["offer"]["cancellation"],
    [{"until_hours": 168, "refund_percent": 100}, {"until_hours": 0, "refund_percent": 30}],
])
def test_the_mails_give_the_cancellation_terms_of_the_offer_page(tiers: list[dict[str, int]], lang: str) -> None:
    catalogue = translations(lang, CATALOGUES)
    template = environment(TEMPLATES, COMPONENTS, catalogue).get_template("components/cancellation.html")
    theirs = re.findall(r"<li>\s*(.*?)\s*</li>", str(template.module.cancellation(tiers, lang)), re.DOTALL)  # type: ignore[attr-defined]
    assert theirs == list(Phrases(lang, catalogue, "Europe/Paris").refund_terms(tiers))


def test_a_compiled_catalogue_is_read_where_there_is_one(tmp_path: Path) -> None:
    from babel.messages.mofile import write_mo

    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (LOCALE / "en" / "LC_MESSAGES" / "booking.po").open("rb") as lines, (folder / "booking.mo").open("wb") as file:
        write_mo(file, read_po(lines))
    assert translations("en", ((tmp_path, "booking"),)).gettext("Expiré") == "Expired"
    assert translations("en", ((tmp_path, "theme"),)).gettext("Expiré") == "Expiré"


def test_loading_the_renderer_loads_no_library_until_it_renders() -> None:
    code = ("import sys, chalicelib.adapters.jinja_renderer as r; "
            "print([m for m in ('jinja2', 'babel', 'segno', 'icalendar', 'markupsafe') if m in sys.modules])")
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=FUNCTIONS.parent, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"
