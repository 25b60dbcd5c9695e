"""The theme's words: read from `.po` files, and no template says a word that no translator can reach."""

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale, dates
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from catalogue.pages.formats import format_date, format_time
from catalogue.pages.photographs import LICENCES
from catalogue.pages.remembering import isoformat
from catalogue.pages.templates import environment
from catalogue.pages.words import Words, load_words
from catalogue.reading.compile import AGES
from jinja2 import DictLoader

from tests.journeys.covering import kinds

from .building import SAMPLE, THEME, Run, built, run_build
from .reading import Page, read_site

WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")


def pseudo_theme(folder: Path) -> Path:
    """A copy of the theme whose French words all stand between ⟦ and ⟧."""
    theme = Path(shutil.copytree(THEME, folder / "theme"))
    with (THEME / "locale" / "en" / "LC_MESSAGES" / "theme.po").open("rb") as file:
        english = read_po(file, locale="en")
    french = Catalog(locale="fr")
    for message in english:
        if message.id:
            french.add(message.id, wrapped(message.id), context=message.context)
    target = theme / "locale" / "fr" / "LC_MESSAGES" / "theme.po"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, french)
    return theme


def wrapped(message: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    return f"⟦{message}⟧" if isinstance(message, str) else tuple(f"⟦{form}⟧" for form in message)


def bare_words(page: Page, known: set[str]) -> Iterator[str]:
    """The words of a page that come neither from the theme's messages, nor from the content, nor from Babel."""
    for rest in page.texts():
        while WRAPPED.search(rest):
            rest = WRAPPED.sub(" ", rest)
        yield from (word for word in WORD.findall(rest) if word.lower() not in known)


def words_of_content() -> set[str]:
    texts = (file.read_text(encoding="utf-8") for file in SAMPLE.rglob("*.[my]*"))
    return {word.lower() for text in texts for word in WORD.findall(text)}


def words_of_dates() -> set[str]:
    locale = Locale.parse("fr")
    names = [*locale.months["format"]["wide"].values(), *locale.months["format"]["abbreviated"].values()]
    names += [*locale.days["format"]["wide"].values(), *locale.days["format"]["abbreviated"].values()]
    return {word.lower() for name in names for word in WORD.findall(name)}


def found_bare(pages: Iterable[Page]) -> set[tuple[str, str]]:
    ages = {word for form in AGES["fr"] for word in WORD.findall(form)}
    known = words_of_content() | words_of_dates() | ages | {"français", "english"}
    known |= {word.lower() for licence in LICENCES.values() for word in WORD.findall(licence.label)}
    return {(page.url, word) for page in pages for word in bare_words(page, known) if page.lang == "fr"}


def test_every_word_of_a_template_is_a_message(tmp_path: Path) -> None:
    run = built(run_build(tmp_path, theme=pseudo_theme(tmp_path)))
    assert found_bare(read_site(run.output).values()) == set()


@pytest.mark.parametrize(
    "planted", ["<p>Salutations</p>", '<p aria-label="Salutations">1</p>', '<img src="/robots.txt" alt="Salutations">']
)
def test_a_bare_word_in_a_template_is_found(tmp_path: Path, planted: str) -> None:
    theme = pseudo_theme(tmp_path)
    home = theme / "templates" / "home.html"
    home.write_text(home.read_text(encoding="utf-8").replace("{% block main %}", "{% block main %}" + planted, 1))
    run = built(run_build(tmp_path, theme=theme))
    assert found_bare(read_site(run.output).values()) == {("/fr/", "Salutations")}


NOT_IN_THE_SAMPLE = {"c-pager__page", "c-pager__pages", "is-past"}
"""Numbers of pages, which so few visits do not need, and days gone by: no words."""


def test_the_sample_shows_every_element_of_the_real_site(sample: Run, real: Run) -> None:
    """So that a word of whatever template is met above: one that the sample does not reach is named here."""
    shown = {name for path in (sample.output / "fr").rglob("*.html") for name in classes(path)}
    missing = {name: path.name for path in (real.output / "fr").rglob("*.html") for name in classes(path) - shown}
    assert missing.keys() <= NOT_IN_THE_SAMPLE, missing


def classes(page: Path) -> set[str]:
    return {name for _, names, _ in kinds(page.read_text(encoding="utf-8")) for name in names}


def test_a_source_message_is_its_own_translation() -> None:
    words = load_words(Path("nowhere"), "fr")
    assert words.gettext("Réserver") == "Réserver"
    assert [words.ngettext("{n} place", "{n} places", n) for n in (0, 1, 2)] == ["{n} place", "{n} place", "{n} places"]
    assert words.missing == ()


def test_what_another_language_lacks_is_remembered(tmp_path: Path) -> None:
    target = tmp_path / "en" / "LC_MESSAGES" / "theme.po"
    target.parent.mkdir(parents=True)
    target.write_text('msgid "Réserver"\nmsgstr "Book"\n\n#, fuzzy\nmsgid "Annuler"\nmsgstr "Cancel"\n')
    words = load_words(tmp_path, "en")
    assert words.gettext("Réserver") == "Book"
    for ask in (words.gettext, lambda message: words.ngettext(message, message, 1)):
        ask("Annuler")
    words.pgettext("ici", "Payer")
    words.npgettext("ici", "une", "deux", 2)
    assert words.missing == ("Annuler", "Payer", "une")


def write_words(folder: Path, english: str) -> None:
    target = folder / "en" / "LC_MESSAGES" / "theme.po"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f'msgid "Réserver"\nmsgstr "{english}"\n', encoding="utf-8")


def test_compiled_words_are_kept_until_they_change(tmp_path: Path) -> None:
    write_words(tmp_path, "Book")
    assert load_words(tmp_path, "en", tmp_path / "cache").gettext("Réserver") == "Book"
    (kept,) = (tmp_path / "cache").iterdir()
    written = kept.stat().st_mtime_ns
    assert load_words(tmp_path, "en", tmp_path / "cache").gettext("Réserver") == "Book"
    assert kept.stat().st_mtime_ns == written
    write_words(tmp_path, "Reserve")
    assert load_words(tmp_path, "en", tmp_path / "cache").gettext("Réserver") == "Reserve"


def rendered(folder: Path, words: Words, **files: str) -> str:
    loader = DictLoader({f"{name}.html": text for name, text in files.items()})
    options = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    return environment(loader, words, options, folder).get_template("page.html").render(n=2, name="<b>")


def test_a_message_is_missing_when_it_is_shown_not_when_its_template_is_read(tmp_path: Path) -> None:
    write_words(tmp_path, "Book")
    page = '{% if n > 2 %}{{ _("Jamais") }}{% endif %}{{ _("Réserver") }} {{ _("Payer") }}'
    for _ in ("compiled now", "compiled before"):
        words = load_words(tmp_path, "en")
        assert rendered(tmp_path, words, page=page) == "Book Payer"
        assert words.missing == ("Payer",)


def test_templates_compiled_with_other_words_are_not_used(tmp_path: Path) -> None:
    for english in ("Book", "Reserve"):
        write_words(tmp_path, english)
        assert rendered(tmp_path, load_words(tmp_path, "en"), page='{{ _("Réserver") }}') == english


@pytest.mark.parametrize(
    "told", ['{{ _("{name} & {n} %%").format(name=name, n=n) }}', '{{ _("%(name)s & %(n)s %%", name=name, n=n) }}']
)
def test_a_value_within_a_message_is_escaped_and_the_message_is_not(tmp_path: Path, told: str) -> None:
    assert rendered(tmp_path, Words("fr"), page=told) == "&lt;b&gt; & 2 %"


def test_a_macro_that_is_kept_takes_what_cannot_be_hashed(tmp_path: Path) -> None:
    macro = "{% macro money(cents) %}{{ cents | join }} c{% endmacro %}"
    page = '{% from "money.html" import money %}{{ money([n]) }} {{ money((n, 5)) }}'
    assert rendered(tmp_path, Words("fr"), page=page, money=macro) == "2 c 25 c"


def test_the_same_instant_in_two_zones_is_written_as_each_zone_has_it() -> None:
    paris = datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("Europe/Paris"))
    twice = [paris.replace(month=10, day=31, hour=2, fold=fold) for fold in (0, 1)]
    for at in (paris, paris.astimezone(UTC), paris.replace(hour=3), *twice):
        for pattern in ("H:mm", "H:mm z", "full", "short"):
            assert format_time(at, pattern, locale="en") == dates.format_time(at, pattern, locale="en")
        assert format_date(at, "EEE d MMM", locale="fr") == dates.format_date(at, "EEE d MMM", locale="fr")
        assert isoformat(at) == at.isoformat()
