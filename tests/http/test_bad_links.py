"""Personal links that were tampered with, and acts on a booking that come twice, late or wrong."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event

from tests.fakes.shop import ShopForTests, a_form, until_quiet

from .gateway import FORM, Answer, Gateway, everything_stored

ACTS = [("GET", ""), ("GET", "/calendar.ics"), ("POST", "/pay"), ("POST", "/release"), ("POST", "/cancel"),
        ("GET", "/pay"), ("GET", "/release"), ("GET", "/cancel")]
in_each_language = pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])
each_act = pytest.mark.parametrize(("method", "act"), ACTS)


def a_booking(the: ShopForTests, gateway: Gateway, number: int = 1, *, paid: bool = False) -> tuple[str, str]:
    """The id and the token of a new booking."""
    assert gateway.post("/fr/booking/murals", a_form(email=f"ana{number}@example.org")).status == 303
    checkout = the.payments.checkouts_since(the.clock.now() - timedelta(hours=1))[0]
    if paid:
        take_event(the.shop, *the.payments.signed(the.payments.pay(checkout.id)))
        until_quiet(lambda: run_effects(the.shop))
    return checkout.booking_id, the.shop.links.booking("fr", checkout.booking_id).rpartition("/")[2]


def ask(gateway: Gateway, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Answer:
    return gateway.ask(method, path, body, content_type=kind) if method == "POST" else gateway.ask(method, path)


def is_told(answer: Answer, the: ShopForTests, lang: str, status: int, code: str, **data: Any) -> None:
    assert answer.status == status
    assert answer.html.get("lang") == lang
    assert " ".join(the.shop.renderer.words(code, lang, data).split()) in answer.words


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The logs, which neither know anybody nor tell of trouble."""
    caplog.set_level(logging.DEBUG)
    yield caplog
    assert not [word for word in ("Martín", "example.org") if word in caplog.text]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def tampered(token: str, other: str) -> dict[str, str]:
    """Tokens that are not the one given; `other` opens another booking."""
    return {
        "changed": ("b" if token[0] == "a" else "a") + token[1:], "cut": token[:-1], "longer": token + "a",
        "upper": token.upper(), "foreign": other, "short": "a", "long": "a" * 3000, "NUL": token + "%00",
        "blank": "%20" + token, "not ASCII": "%C3%A9" * 32, "no text": "%FF", "path": "..%2f..",
    }


@in_each_language
@each_act
def test_a_tampered_or_foreign_link_opens_nothing_and_changes_nothing(
    the: ShopForTests, gateway: Gateway, log: Any, tmp_path: Path, lang: str, method: str, act: str
) -> None:
    (id, token), (_, other) = a_booking(the, gateway), a_booking(the, gateway, 2)
    before = everything_stored(tmp_path)
    for kind, wrong in tampered(token, other).items():
        answer = ask(gateway, method, f"/{lang}/booking/{id}/{wrong}{act}")
        assert answer.status == 404, kind
        is_told(answer, the, lang, 404, "not_yours")
    assert everything_stored(tmp_path) == before


@each_act
def test_a_booking_that_is_not_there_is_not_told_from_a_foreign_one(
    the: ShopForTests, gateway: Gateway, method: str, act: str
) -> None:
    _, token = a_booking(the, gateway)
    for id in ("NOTHING", "x" * 3000, "%00", "murals", "%F0%9F%8E%A8"):
        is_told(ask(gateway, method, f"/en/booking/{id}/{token}{act}"), the, "en", 404, "not_yours")


@each_act
def test_a_signed_link_to_no_booking_opens_nothing(the: ShopForTests, gateway: Gateway, method: str, act: str) -> None:
    token = the.shop.links.booking("fr", "GONE").rpartition("/")[2]
    is_told(ask(gateway, method, f"/fr/booking/GONE/{token}{act}"), the, "fr", 404, "not_yours")


@in_each_language
@pytest.mark.parametrize("act", ["pay", "release", "cancel"])
@pytest.mark.parametrize(("kind", "status", "code"), [
    ("application/json", 415, "wrong_content_type"), ("", 415, "wrong_content_type"),
    ("multipart/form-data; boundary=x", 415, "wrong_content_type"),
])
def test_an_act_takes_a_form_alone(
    the: ShopForTests, gateway: Gateway, log: Any, tmp_path: Path, lang: str, act: str,
    kind: str, status: int, code: str,
) -> None:
    id, token = a_booking(the, gateway, paid=True)
    before = everything_stored(tmp_path)
    answer = ask(gateway, "POST", f"/{lang}/booking/{id}/{token}/{act}", b"refund_cents=3800", kind)
    is_told(answer, the, lang, status, code)
    assert everything_stored(tmp_path) == before


@in_each_language
@pytest.mark.parametrize(
    "shown", ["", "-1", "0", "3801", "38,00", "3.8e3", "\u0663\u0668\u0660\u0660", "9" * 6000, "<script>"]
)
def test_a_refund_other_than_the_page_showed_cancels_nothing(
    the: ShopForTests, gateway: Gateway, log: Any, tmp_path: Path, lang: str, shown: str
) -> None:
    id, token = a_booking(the, gateway, paid=True)
    before = everything_stored(tmp_path)
    answer = gateway.post(f"/{lang}/booking/{id}/{token}/cancel", {"refund_cents": shown})
    assert answer.status == 409
    assert answer.html.get("lang") == lang
    cancel = answer.form(f"/{lang}/booking/{id}/{token}/cancel")
    assert [one.get("value") for one in cancel.iter("input")] == ["3800"]
    assert everything_stored(tmp_path) == before


@in_each_language
def test_a_visit_that_has_begun_is_not_cancelled_and_the_page_says_so(
    the: ShopForTests, gateway: Gateway, lang: str
) -> None:
    id, token = a_booking(the, gateway, paid=True)
    the.clock.move(days=11)
    answer = gateway.post(f"/{lang}/booking/{id}/{token}/cancel", {"refund_cents": "3800"})
    is_told(answer, the, lang, 409, "not_cancellable")
    assert id in answer.words


@in_each_language
@pytest.mark.parametrize("act", ["pay", "release"])
def test_a_hold_that_lapsed_is_neither_paid_nor_released(
    the: ShopForTests, gateway: Gateway, lang: str, act: str
) -> None:
    id, token = a_booking(the, gateway)
    assert gateway.post(f"/fr/booking/{id}/{token}/release", {}).status == 303
    is_told(gateway.post(f"/{lang}/booking/{id}/{token}/{act}", {}), the, lang, 410, "hold_expired")


@in_each_language
@pytest.mark.parametrize("act", ["pay", "release"])
def test_what_is_paid_is_neither_paid_again_nor_released(
    the: ShopForTests, gateway: Gateway, lang: str, act: str
) -> None:
    id, token = a_booking(the, gateway, paid=True)
    is_told(gateway.post(f"/{lang}/booking/{id}/{token}/{act}", {}), the, lang, 409, "already_paid")


def test_a_second_click_on_cancel_shows_the_cancelled_booking_and_refunds_once(
    the: ShopForTests, gateway: Gateway
) -> None:
    id, token = a_booking(the, gateway, paid=True)
    twice = [gateway.post(f"/fr/booking/{id}/{token}/cancel", {"refund_cents": "3800"}) for _ in range(2)]
    until_quiet(lambda: run_effects(the.shop))
    assert [(each.status, each.headers["location"]) for each in twice] == [
        (303, the.shop.links.booking("fr", id))
    ] * 2
    assert len([call for call, _ in the.payments.calls if call == "refund"]) == 1


@pytest.mark.parametrize("paid", [False, True])
def test_looking_changes_nothing(the: ShopForTests, gateway: Gateway, tmp_path: Path, paid: bool) -> None:
    id, token = a_booking(the, gateway, paid=paid)
    before = everything_stored(tmp_path)
    for act in ("", "?paid=1", "/calendar.ics", "/pay", "/release", "/cancel"):
        answer = gateway.get(f"/fr/booking/{id}/{token}{act}")
        assert answer.status == (303 if act in ("/pay", "/release", "/cancel") else 200)
    assert everything_stored(tmp_path) == before


@pytest.mark.parametrize("act", ["pay", "release", "cancel"])
def test_the_address_of_an_act_opened_by_hand_leads_to_the_booking(
    the: ShopForTests, gateway: Gateway, act: str
) -> None:
    id, token = a_booking(the, gateway)
    answer = gateway.get(f"/en/booking/{id}/{token}/{act}")
    assert (answer.status, answer.headers["location"]) == (303, the.shop.links.booking("en", id))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "<script>"])
@pytest.mark.parametrize("path", ["/fr/booking/murals", "/fr/booking/B1/x", "/fr/booking/B1/x/pay", "/webhooks/stripe"])
def test_the_gateway_itself_refuses_other_methods(
    the: ShopForTests, gateway: Gateway, method: str, path: str
) -> None:
    assert ask(gateway, method, path).status == 403
