"""Mails: read back as a mail program reads them, after being built to bytes.

The text of each is kept in tests/http/golden. After a change of words that is meant, renew them and read the
difference: `GOLDEN=renew .venv/bin/pytest tests/contracts/test_renderer.py -k golden`.
"""

import os
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest
from chalicelib.adapters import mime
from chalicelib.ports import Mail, Renderer

from tests.fakes import facts as sample
from tests.fakes.png import decode_qr, read_png
from tests.fakes.renderer import MAILS, FakeRenderer
from tests.fakes.rendering import jinja_renderer

GOLDEN = Path(__file__).parents[1] / "http" / "golden"
WHEN = {
    "fr": "samedi 1er mai 2027 à 14 h 30", "en": "Saturday 1 May 2027 at 2:30 PM",
    "es": "sábado 1 de mayo de 2027 a las 14:30", "de": "Samstag, 1. Mai 2027 um 14:30 Uhr",
}
DECIDED = {
    "fr": "à partir de 6 personnes ; c’est décidé au plus tard le jeudi 29 avril 2027 à 14 h 30",
    "en": "from 6 people on; that is decided by Thursday 29 April 2027 at 2:30 PM",
    "es": "a partir de 6 personas; se decide a más tardar el jueves 29 de abril de 2027 a las 14:30",
    "de": "ab 6 Personen statt; das wird spätestens am Donnerstag, 29. April 2027 um 14:30 Uhr entschieden",
}
TOTAL = {"fr": "37,50 €", "en": "€37.50", "es": "37,50 €", "de": "37,50 €"}
VISITOR = [name for name in MAILS if not name.startswith("partner_")]
PARTNER = [name for name in MAILS if name.startswith("partner_")]
renderer = jinja_renderer()
in_each_language = pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])
each_mail = pytest.mark.parametrize("name", MAILS)


def rendered(name: str, lang: str, facts: sample.Facts | None = None) -> Mail:
    return renderer.mail(
        name, lang, facts or sample.mail_facts(name, lang), to="ada@example.org", message_id="<K7.1@example.org>"
    )


def received(mail: Mail) -> EmailMessage:
    raw = mime.compose(mail, "Faubourg <bonjour@example.org>", datetime(2027, 4, 20, tzinfo=UTC))
    return message_from_bytes(raw, policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def plain(text: str) -> str:
    """With every white space as one blank, so that narrow ones and line ends compare."""
    return re.sub(r"\s+", " ", text)


def shown(html: str) -> str:
    """What the reader of an HTML mail sees."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    for sheet in document.iter("style"):
        sheet.text = ""
    return plain("".join(document.itertext()))


@pytest.mark.parametrize("kept", [FakeRenderer(), renderer], ids=["fake", "jinja"])
@in_each_language
@each_mail
def test_a_mail_keeps_its_reader_and_its_message_id(kept: Renderer, lang: str, name: str) -> None:
    mail = kept.mail(name, lang, sample.mail_facts(name, lang), to="a@example.org", message_id="<1@example.org>")
    assert (mail.to, mail.message_id) == ("a@example.org", "<1@example.org>")
    assert mail.subject
    assert mail.text


@in_each_language
@each_mail
def test_every_mail_tells_the_title_the_time_and_the_amount_in_both_bodies(name: str, lang: str) -> None:
    message = received(rendered(name, lang))
    for words in (plain(body(message, "plain")), shown(body(message, "html"))):
        assert sample.WORDS[lang]["title"] in words
        assert WHEN[lang] in words
        assert TOTAL[lang] in words
        assert "K7M2P9QXRA" in words


@in_each_language
@pytest.mark.parametrize("name", VISITOR)
def test_every_mail_to_a_visitor_holds_the_link_in_both_bodies(name: str, lang: str) -> None:
    message = received(rendered(name, lang))
    assert sample.LINK.format(lang=lang) in body(message, "plain")
    assert f'href="{sample.LINK.format(lang=lang)}"' in body(message, "html")


@in_each_language
@pytest.mark.parametrize("name", VISITOR)
def test_no_mail_to_a_visitor_repeats_the_name_typed_beside_the_address(name: str, lang: str) -> None:
    message = received(rendered(name, lang))
    assert "Ada Exemple" not in body(message, "plain") + body(message, "html")


@in_each_language
@pytest.mark.parametrize("name", PARTNER)
def test_a_partner_reads_who_booked_and_how_many_come_by_now(name: str, lang: str) -> None:
    message = received(rendered(name, lang))
    sold = {
        "fr": "maintenant 7 personnes, pour 20 places", "en": "now has 7 people, for 20 places",
        "es": "ahora con 7 personas, de 20 plazas",
        "de": "sind jetzt 7 Personen angemeldet, bei 20 Plätzen",
    }[lang]
    party = f"2 × {sample.WORDS[lang]['adult']}, 1 × {sample.WORDS[lang]['child']}"
    for words in (plain(body(message, "plain")), shown(body(message, "html"))):
        for told in ("Ada Exemple", "ada@example.org", "06 39 98 01 23", sold, party):
            assert told in words


@pytest.mark.parametrize(("name", "reader"), [
    ("confirmation", "murs@example.org"), ("link_again", "murs@example.org"), ("cancellation", None),
    ("late_refund", None), ("payment_failed", None), ("partner_booking", "ada@example.org"),
    ("partner_cancellation", "ada@example.org"),
])
def test_an_answer_goes_to_who_can_help(name: str, reader: str | None) -> None:
    assert rendered(name, "fr").reply_to == reader


@in_each_language
@each_mail
def test_a_subject_is_one_short_line_with_the_title(name: str, lang: str) -> None:
    subject = str(received(rendered(name, lang))["Subject"])
    assert subject.endswith(f": {sample.WORDS[lang]['title']}")
    assert len(subject) <= 90


@in_each_language
def test_the_tickets_codes_are_printed_in_groups_of_four_and_read_from_the_pictures(lang: str) -> None:
    message = received(rendered("confirmation", lang))
    images = {str(part["Content-ID"]): part for part in message.walk() if part.get_content_type() == "image/png"}
    for number, code in enumerate(sample.CODES, start=1):
        grouped = " ".join(re.findall("....", code))
        assert grouped in body(message, "plain")
        assert grouped in shown(body(message, "html"))
        assert f'src="cid:ticket-{number}"' in body(message, "html")
        assert decode_qr(*read_png(images[f"<ticket-{number}>"].get_payload(decode=True))) == code
    assert len(images) == len(sample.CODES)


@in_each_language
@each_mail
def test_a_mail_fetches_nothing_and_runs_nothing(name: str, lang: str) -> None:
    html = body(received(rendered(name, lang)), "html")
    sources = re.findall(r"(?:src|srcset|background|poster)\s*=\s*\"([^\"]*)\"", html)
    assert all(source.startswith("cid:") for source in sources)
    assert not re.search(r"url\(|@import|@font-face|<script|<link|<iframe|\son\w+=", html)


@in_each_language
@each_mail
def test_the_html_of_a_mail_is_well_formed_and_says_its_language(name: str, lang: str) -> None:
    html = rendered(name, lang).html
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert document.get("lang") == lang
    assert len(list(document.iter("h1"))) == 1
    assert all(image.get("alt") for image in document.iter("img"))
    assert len(html) < 100_000, "longer mails are cut by some readers"


@each_mail
def test_names_and_titles_can_neither_run_nor_forge_a_header(name: str) -> None:
    evil = "<script>alert(1)</script>\" onload=\"x\r\nBcc: victim@example.org"
    facts = sample.mail_facts(name, "fr")
    facts["offer"] |= {"title": evil, "come": evil, "bring": evil}
    facts["booking"]["contact"]["name"] = facts["partner"]["name"] = evil
    facts["tickets"][0]["label"] = facts["booking"]["party"][0]["label"] = evil
    message = received(rendered(name, "fr", facts))
    assert message["Bcc"] is None
    assert "<script" not in body(message, "html")
    assert 'onload="x' not in body(message, "html")


@in_each_language
def test_a_confirmation_says_what_to_show_and_when_it_is_decided_whether_it_takes_place(lang: str) -> None:
    message = received(rendered("confirmation", lang))
    for words in (plain(body(message, "plain")), shown(body(message, "html"))):
        assert words.lower().count(sample.PROOF[lang].lower()) == 1
        assert DECIDED[lang] in words
    for words in (rendered("partner_booking", lang).text, shown(rendered("partner_booking", lang).html)):
        assert f"{sample.WORDS[lang]['child']}" in words
        assert words.count(sample.PROOF[lang]) == 1


@in_each_language
@pytest.mark.parametrize("link_sent", ["with-booking", "day-before", "hour-before"])
def test_both_sides_are_told_when_the_link_is_sent_and_for_which_platform(lang: str, link_sent: str) -> None:
    said = set()
    for name, lines in (("confirmation", 1), ("partner_booking", 1), ("link_again", 0)):
        mail = rendered(name, lang, sample.a_virtual_visit(sample.mail_facts(name, lang), link_sent))
        assert mail.text.count("BigBlueButton") == shown(mail.html).count("BigBlueButton") == lines
        said |= {line for line in mail.text.splitlines() if "BigBlueButton" in line}
    assert len(said) == 2
    assert "BigBlueButton" not in rendered("confirmation", lang).text


def test_what_a_free_visit_costs_is_not_promised_back() -> None:
    mail = rendered("confirmation", "fr", sample.free(sample.mail_facts("confirmation", "fr")))
    assert "c’est décidé" in plain(mail.text)
    assert "vous est rendu" not in mail.text


def test_a_refund_of_nothing_is_said_plainly() -> None:
    facts = sample.mail_facts("cancellation", "fr") | {"refund": {"amount_cents": 0}}
    assert "la somme payée n’est plus remboursée" in plain(rendered("cancellation", "fr", facts).text)


@pytest.mark.parametrize("name", ["confirmation", "cancellation", "link_again", *PARTNER])
def test_a_free_booking_names_no_amount(name: str) -> None:
    facts = sample.free(sample.mail_facts(name, "fr"))
    if "refund" in facts:
        facts["refund"] = {"amount_cents": 0}
    mail = rendered(name, "fr", facts)
    assert "€" not in mail.text + mail.html
    assert "Gratuit" in mail.text
    assert "Gratuit" in mail.html


@pytest.mark.parametrize("name", ["confirmation", "link_again"])
def test_a_visit_from_home_tells_the_clock_it_goes_by(name: str) -> None:
    mail = rendered(name, "fr", sample.a_virtual_visit(sample.mail_facts(name, "fr")))
    for words in (plain(mail.text), shown(mail.html)):
        assert "samedi 1er mai 2027 à 14 h 30, heure de Paris" in words
        assert "En ligne" in words


def test_a_language_that_the_site_does_not_have_is_answered_in_the_default_one() -> None:
    facts = sample.mail_facts("partner_booking", "fr")
    assert rendered("partner_booking", "eo", facts) == rendered("partner_booking", "fr", facts)


@in_each_language
@each_mail
def test_the_text_of_every_mail_is_as_its_golden_copy(name: str, lang: str) -> None:
    mail = rendered(name, lang)
    told = f"{mail.subject}\n\n{mail.text}"
    kept = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("GOLDEN") == "renew":
        kept.write_text(told, encoding="utf-8")
    assert told == kept.read_text(encoding="utf-8")
