"""Bad input: a clear answer in the page's language, with the right status, and nothing changed or told to the logs."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.fakes.shop import ShopForTests, a_departure, a_form

from .conftest import CANCELLED, CLOSED, FULL, LATE, OTHER, PAST
from .gateway import FORM, Answer, Gateway, everything_stored, text_of

LONG = "x" * 10_000
DIGITS = "9" * 6_000
RTL = "Ana \u202egro.elpmaxe"
PERSONAL = ("Martín", "ana@example.org", "0639980123")
LANGUAGES = ["fr", "en", "es", "de"]
in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def departure_on(starts_at: Any) -> str:
    return str(a_departure(starts_at)["id"])


@dataclass(frozen=True)
class Case:
    """A form with these fields is refused with this status, the fault said at `target`, in the words of `code`."""

    code: str
    target: str
    fields: dict[str, str] = field(default_factory=dict)
    status: int = 422
    data: dict[str, object] = field(default_factory=dict)


def counts(text: str, code: str = "bad_count", target: str = "booking-count_adult") -> Case:
    return Case(code, target, {"count_adult": text, "count_child": "0"})


def departure(id: str) -> Case:
    return Case("unknown_departure", "booking-departure", {"departure": id})


def on(starts_at: Any, code: str, status: int, **data: object) -> Case:
    return Case(code, "booking-departure", {"departure": departure_on(starts_at)}, status, data)


def about(name: str, text: str) -> Case:
    return Case(f"bad_{name}", f"booking-{name}", {name: text})


CASES = {
    "a departure that is not there": departure("murals-20300101T1000"),
    "a departure of another offer": departure("songs-20270411T1200"),
    "no departure": departure(""),
    "a hostile departure": departure("'; DROP TABLE items;--"),
    "a tariff that is not there": Case("unknown_tariff", "booking-party", {"count_senior": "1"}),
    "a hostile tariff": Case("unknown_tariff", "booking-party", {'count_"><script>alert(1)</script>': "1"}),
    "a hostile tariff and count": Case("bad_count", "booking-party", {'count_"><script>alert(1)</script>': "x"}),
    "nobody": Case("empty_party", "booking-party", {"count_adult": "0", "count_child": "0"}),
    "less than nobody": counts("-1"),
    "half a person": counts("1.5"),
    "a comma": counts("1,5"),
    "an exponent": counts("1e1"),
    "hexadecimal": counts("0x2"),
    "words": counts("deux"),
    "Arabic digits": counts("\u0662"),
    "full-width digits": counts("\uff12"),
    "a superscript": counts("\u00b2"),
    "a count of 6000 digits": counts(DIGITS),
    "a thousand": counts("1000"),
    "a script for a count": counts("<script>alert(1)</script>"),
    "too many for one booking": Case("party_too_large", "booking-party", {"count_adult": "9"}, data={"most": 8}),
    "more than are left": on(OTHER, "sold_out", 409, left=2),
    "full": on(FULL, "sold_out", 409, left=0),
    "begun": on(PAST, "departure_past", 410),
    "closed": on(CLOSED, "departure_closed", 410),
    "after its cut-off": on(LATE + timedelta(minutes=30), "departure_closed", 410),
    "cancelled": on(CANCELLED, "departure_cancelled", 410),
    "no name": about("name", " "),
    "a header in the name": about("name", "Ana\r\nBcc: all@example.org"),
    "a NUL in the name": about("name", "Ana\0Martín"),
    "a name written backwards": about("name", RTL),
    "a name of 10 000 characters": about("name", LONG),
    "a header in the address": about("email", "ana@example.org\r\nBcc: all@example.org"),
    "two addresses": about("email", "ana@example.org, all@example.org"),
    "an address with a NUL": about("email", "ana\0@example.org"),
    "an address with a name": about("email", "Ana <ana@example.org>"),
    "an address written backwards": about("email", "ana\u202e@example.org"),
    "no address": about("email", "ana"),
    "a script for an address": about("email", '"><script>alert(1)</script>@example.org'),
    "an address of 10 000 characters": about("email", LONG + "@example.org"),
    "a header in the number": about("phone", "0639980123\r\nBcc: all@example.org"),
    "a script for a number": about("phone", "<script>alert(1)</script>"),
    "a NUL in the number": about("phone", "06\0 39 98 01 23"),
    "letters for a number": about("phone", "zero six"),
    "a number of 10 000 digits": about("phone", "1" * 10_000),
    "a language we do not write": about("language", "xx"),
    "hostile language": about("language", "../../etc/passwd"),
    "conditions not accepted": Case("conditions_not_accepted", "booking-accept", {"accept": ""}),
    "conditions of another day": Case("conditions_not_accepted", "booking-accept", {"conditions": "1999-01-01"}),
    "prices of another day": Case(
        "terms_changed", "booking-accept", {"terms": "0" * 16}, 409, {"total_cents": 3800}),
}


@pytest.fixture
def nothing_happens(
    the: ShopForTests, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """After the test all is as before: store, files, mails, Stripe; and the logs know nobody."""
    caplog.set_level(logging.DEBUG)
    before = everything_stored(tmp_path), dict(the.files.files)
    yield
    assert (everything_stored(tmp_path), the.files.files) == before
    assert (the.mailer.sent, the.payments.calls) == ([], [])
    assert not [word for word in PERSONAL if word in caplog.text]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def seen(typed: str) -> str:
    """A typed text as a browser shows it in a field: what HTML cannot hold is replaced or left out."""
    return typed.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def is_tied(answer: Answer, target: str, message: str) -> None:
    """The element at fault is there, and says its fault; the summary leads to it."""
    described = (answer.by_id(target).get("aria-describedby") or "").split()
    said = [text_of(answer.by_id(id)) for id in described]
    assert " ".join(message.split()) in said[0]
    leads = [one.get("href") for one in answer.by_id("errors").iter("a")]
    assert f"#{target}" in leads
    assert not [lead for lead in leads if lead and answer.by_id(lead[1:]) is None]


def keeps(answer: Answer, lang: str, form: dict[str, str]) -> None:
    """What was typed stands in the fields again."""
    shown = answer.form(f"/{lang}/booking/murals")
    values = {one.get("name"): one.get("value") for one in shown.iter("input") if one.get("type") != "radio"}
    for name in ("name", "email", "phone", "count_adult", "count_child"):
        assert values[name] == seen(form[name]), name
    usable = [one for one in shown.iter("input") if one.get("type") == "radio" and one.get("disabled") is None]
    chosen = [one.get("value") for one in usable if one.get("checked") is not None]
    assert chosen == [one.get("value") for one in usable if one.get("value") == form["departure"]]
    assert [one.get("value") for one in shown.iter("option") if one.get("selected") is not None] == [
        form["language"] if form["language"] in LANGUAGES else lang
    ]


@in_each_language
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_form_at_fault_comes_back_with_what_was_typed_and_what_to_mend(
    the: ShopForTests, gateway: Gateway, nothing_happens: None, lang: str, case: Case
) -> None:
    form = a_form(language=lang, phone="06 39 98 01 23") | case.fields
    answer = gateway.post(f"/{lang}/booking/murals", form)
    assert answer.status == case.status
    assert answer.html.get("lang") == lang
    is_tied(answer, case.target, the.shop.renderer.words(case.code, lang, case.data))
    keeps(answer, lang, form)
    assert "alert(1)" not in "".join(text_of(one) for one in answer.html.iter("script"))


@in_each_language
def test_all_faults_are_told_at_once(the: ShopForTests, gateway: Gateway, nothing_happens: None, lang: str) -> None:
    answer = gateway.post(f"/{lang}/booking/murals", {})
    told = [str(one.get("href")) for one in answer.by_id("errors").iter("a")]
    fields = ("departure", "name", "email", "language", "accept", "party")
    assert sorted(told) == sorted(f"#booking-{name}" for name in fields)


def test_seats_that_are_left_elsewhere_are_told(the: ShopForTests, gateway: Gateway, nothing_happens: None) -> None:
    answer = gateway.post("/en/booking/murals", a_form(departure=departure_on(FULL)))
    assert "places" in text_of(answer.by_id("booking-departure-fault")).lower()


# Whole requests

GOOD = urlencode(a_form()).encode()
BODIES: dict[str, tuple[bytes, str | None, int, str]] = {
    "JSON": (b"{}", "application/json", 415, "wrong_content_type"),
    "multipart": (b"--x--", "multipart/form-data; boundary=x", 415, "wrong_content_type"),
    "plain text": (GOOD, "text/plain", 415, "wrong_content_type"),
    "no type": (GOOD, None, 415, "wrong_content_type"),
    "an empty type": (GOOD, "", 415, "wrong_content_type"),
    "a hostile type": (GOOD, "*/*; <script>", 415, "wrong_content_type"),
    "over 16 KB": (GOOD + b"&x=" + b"x" * 16_384, FORM, 413, "body_too_large"),
    "over 16 KB of another type": (b"x" * 16_385, "application/json", 413, "body_too_large"),
    "not UTF-8": (b"name=\xff\xfe", FORM, 400, "bad_body"),
    "escapes that are not UTF-8": (b"name=%FF%FE", FORM, 400, "bad_body"),
    "a lone surrogate": (b"name=%ED%A0%80", FORM, 400, "bad_body"),
    "1000 fields": (urlencode({f"count_{n}": "1" for n in range(1000)}).encode(), FORM, 400, "bad_body"),
}


def is_told(answer: Answer, the: ShopForTests, lang: str, status: int, code: str) -> None:
    """A page that says one thing."""
    assert answer.status == status
    assert answer.html.get("lang") == lang
    assert " ".join(the.shop.renderer.words(code, lang, {}).split()) in answer.words


@in_each_language
@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_form_is_refused_in_words(
    the: ShopForTests, gateway: Gateway, nothing_happens: None, lang: str, case: tuple[bytes, str | None, int, str]
) -> None:
    body, kind, status, code = case
    headers = {} if kind is None else {"content_type": kind}
    answer = gateway.ask("POST", f"/{lang}/booking/murals", body, **headers)
    is_told(answer, the, lang, status, code)


def test_a_body_of_16_kb_is_read(the: ShopForTests, gateway: Gateway) -> None:
    body = GOOD + b"&x="
    answer = gateway.ask("POST", "/fr/booking/murals", body + b"x" * (16_384 - len(body)), content_type=FORM)
    assert answer.status == 303


@pytest.mark.parametrize("kind", [FORM.upper(), FORM + "; charset=UTF-8", FORM + ";charset=utf-8"])
def test_a_form_is_read_however_its_type_is_written(the: ShopForTests, gateway: Gateway, kind: str) -> None:
    assert gateway.ask("POST", "/fr/booking/murals", GOOD, content_type=kind).status == 303


def test_of_a_field_posted_twice_the_last_one_holds(the: ShopForTests, gateway: Gateway) -> None:
    body = b"count_adult=x&email=&name=" + GOOD.join([b"&", b""])
    assert gateway.ask("POST", "/fr/booking/murals", body, content_type=FORM).status == 303
    answer = gateway.ask("POST", "/fr/booking/murals", GOOD + b"&count_adult=x", content_type=FORM)
    assert answer.status == 422


OFFERS = [
    "none", "MURALS", "murals%00", "x" * 3000, "..", "%2e%2e", "%F0%9F%8E%A8", "%ED%A0%80", "a'b", "offer%23murals",
]


@in_each_language
@pytest.mark.parametrize("offer_id", OFFERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_offer_is_said_to_be_unknown(
    the: ShopForTests, gateway: Gateway, nothing_happens: None, lang: str, offer_id: str, method: str
) -> None:
    answer = gateway.ask(method, f"/{lang}/booking/{offer_id}", GOOD, content_type=FORM)
    is_told(answer, the, lang, 404, "unknown_offer")


@pytest.mark.parametrize("lang", ["xx", "FR", "fr%00", "<script>", "x" * 3000])
@pytest.mark.parametrize(("method", "path"), [
    ("POST", "murals"), ("GET", "murals"), ("GET", "B000000001/x"), ("POST", "B000000001/x/pay"),
    ("POST", "B000000001/x/cancel"), ("POST", "B000000001/x/release"), ("GET", "B000000001/x/calendar.ics"),
])
def test_an_unknown_language_is_answered_in_the_site_s_own(
    the: ShopForTests, gateway: Gateway, nothing_happens: None, lang: str, method: str, path: str
) -> None:
    answer = gateway.ask(method, f"/{quote(lang)}/booking/{path}", GOOD, content_type=FORM)
    is_told(answer, the, "fr", 404, "not_found")
