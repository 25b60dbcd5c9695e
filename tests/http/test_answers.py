"""What every answer keeps, whatever was asked: its headers, its language, no float, and no fault of ours."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from chalicelib import wiring
from chalicelib.adapters.stripe_gateway import StripeGateway
from chalicelib.core.changes import Change, Item, Key
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import Shop, Store, StoreBusy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.payments import Fault
from tests.fakes.shop import ShopForTests, a_form, until_quiet

from .conftest import STRIPE_PAGES
from .gateway import FORM, Answer, Gateway, everything_stored

ROOT = Path(__file__).parents[2]
HEAVY = ("stripe", "boto3", "botocore", "jinja2", "babel", "segno", "icalendar", "requests", "pydantic")
PERSONAL = {"cache-control": "no-store", "x-robots-tag": "noindex", "referrer-policy": "no-referrer"}


def headers_of_every_page() -> dict[str, str]:
    told: dict[str, str] = json.loads((ROOT / "infra" / "security_headers.json").read_text())
    filled = {"${StripePageOrigin}": STRIPE_PAGES, " ${MapTileOrigin}": ""}
    for name, origin in filled.items():
        told = {header: value.replace(name, origin) for header, value in told.items()}
    return {header.lower(): value for header, value in told.items()}


def answered_by(the: ShopForTests, shop: Shop) -> None:
    """From now on this shop answers."""
    the.shop = shop
    wiring.shop.cache_clear()


def a_paid_booking(the: ShopForTests, gateway: Gateway) -> str:
    """The path of the personal page."""
    gateway.post("/fr/booking/murals", a_form())
    checkout = the.payments.checkouts_since(the.clock.now() - timedelta(hours=1))[0]
    take_event(the.shop, *the.payments.signed(the.payments.pay(checkout.id)))
    until_quiet(lambda: run_effects(the.shop))
    return the.shop.links.booking("fr", checkout.booking_id).removeprefix("https://visits.example.org")


def one_of_each(the: ShopForTests, gateway: Gateway) -> dict[str, Answer]:
    page = a_paid_booking(the, gateway)
    return {
        "303 to Stripe": gateway.post("/fr/booking/murals", a_form(email="bo@example.org")),
        "409 already booked": gateway.post("/fr/booking/murals", a_form()),
        "422 refused": gateway.post("/fr/booking/murals", {}),
        "415 no form": gateway.ask("POST", "/fr/booking/murals", b"{}", content_type="application/json"),
        "413 too large": gateway.ask("POST", "/fr/booking/murals", b"x" * 20_000, content_type=FORM),
        "400 unreadable": gateway.ask("POST", "/fr/booking/murals", b"\xff", content_type=FORM),
        "404 no offer": gateway.get("/fr/booking/nothing"),
        "404 no language": gateway.get("/xx/booking/murals"),
        "404 no link": gateway.get("/fr/booking/B1/x"),
        "303 to the offer": gateway.get("/fr/booking/murals"),
        "303 to the booking": gateway.get(page + "/pay"),
        "200 booking": gateway.get(page),
        "200 calendar": gateway.get(page + "/calendar.ics"),
        "409 paid": gateway.post(page + "/pay", {}),
        "409 other refund": gateway.post(page + "/cancel", {}),
        "303 cancelled": gateway.post(page + "/cancel", {"refund_cents": "3800"}),
        "400 forged": gateway.ask("POST", "/webhooks/stripe", b"{}"),
    }


def test_every_answer_has_its_status_the_security_headers_and_is_kept_by_nobody(
    the: ShopForTests, gateway: Gateway
) -> None:
    always = headers_of_every_page() | PERSONAL
    for name, answer in one_of_each(the, gateway).items():
        assert answer.status == int(name[:3]), name
        assert {each: answer.headers.get(each) for each in always} == always, name
        assert answer.status == 303 or answer.headers["content-type"].endswith("charset=utf-8") or answer.json


def test_every_page_and_file_of_a_booking_is_in_the_language_of_its_address(
    the: ShopForTests, gateway: Gateway
) -> None:
    page = a_paid_booking(the, gateway)
    for lang in ("fr", "en", "es", "de"):
        local = f"/{lang}{page.removeprefix('/fr')}"
        assert gateway.get(local).html.get("lang") == lang
        calendar = gateway.get(local + "/calendar.ics")
        assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
        title = "The walls speak" if lang == "en" else "Les murs ont la parole"
        assert f"SUMMARY:{title}" in calendar.body.decode()


def no_float(text: str) -> Any:
    raise AssertionError(f"a float: {text}")


def test_no_float_is_answered_published_or_stored(the: ShopForTests, gateway: Gateway, tmp_path: Path) -> None:
    for answer in one_of_each(the, gateway).values():
        if answer.headers.get("content-type") == "application/json":
            json.loads(answer.body, parse_float=no_float)
    until_quiet(lambda: run_effects(the.shop))
    for file in the.files.files.values():
        json.loads(file, parse_float=no_float)
    stored = everything_stored(tmp_path)
    assert len(stored) > 15
    for _, _, _, data, indexes, _ in stored:
        json.loads(data, parse_float=no_float)
        json.loads(indexes, parse_float=no_float)


# A neighbour in trouble

class Troubled:
    """A store that raises; what it still does comes before."""

    def __init__(self, store: Store, trouble: Exception, *, reads: bool) -> None:
        self._store, self._trouble, self._reads = store, trouble, reads
        self.query = store.query

    def get(self, key: Key) -> Item | None:
        """See `Store.get`."""
        if not self._reads:
            raise self._trouble
        return self._store.get(key)

    def commit(self, changes: Sequence[Change]) -> None:
        """See `Store.commit`."""
        raise self._trouble


@pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])
@pytest.mark.parametrize(("trouble", "reads", "status", "code"), [
    (StoreBusy("busy"), True, 503, "try_again"), (StoreBusy("busy"), False, 503, "try_again"),
    (RuntimeError("broken"), True, 500, "internal_error"), (RuntimeError("broken"), False, 500, "internal_error"),
])
def test_a_store_in_trouble_is_told_in_words_and_never_as_sold_out(
    the: ShopForTests, gateway: Gateway, caplog: pytest.LogCaptureFixture,
    lang: str, trouble: Exception, reads: bool, status: int, code: str,
) -> None:
    answered_by(the, replace(the.shop, store=Troubled(the.shop.store, trouble, reads=reads)))
    caplog.set_level(logging.DEBUG)
    answer = gateway.post(f"/{lang}/booking/murals", a_form())
    assert (answer.status, answer.html.get("lang")) == (status, lang)
    assert " ".join(the.shop.renderer.words(code, lang, {}).split()) in answer.words
    assert answer.headers["cache-control"] == "no-store"
    if status == 503 and reads:
        assert answer.by_id("booking-name").get("value") == "Ana Martín"
    assert not [word for word in ("Martín", "ana@example.org") if word in caplog.text]


def test_a_payment_page_that_cannot_be_had_is_told_with_the_form_as_typed(
    the: ShopForTests, gateway: Gateway
) -> None:
    the.payments.fail_next("open_checkout", Fault.NOT_REACHED)
    answer = gateway.post("/en/booking/murals", a_form(language="en"))
    assert answer.status == 503
    assert answer.by_id("booking-email").get("value") == "ana@example.org"
    assert " ".join(the.shop.renderer.words("payment_unavailable", "en", {}).split()) in answer.words


# Anything at all

ROUTES = {
    "/{language}/booking/{offer_id}", "/{language}/booking/{offer_id}/{token}",
    "/{language}/booking/{offer_id}/{token}/calendar.ics", "/{language}/booking/{offer_id}/{token}/pay",
    "/{language}/booking/{offer_id}/{token}/release", "/{language}/booking/{offer_id}/{token}/cancel",
    "/webhooks/stripe",
}
PARTS = st.sampled_from(["fr", "en", "murals", "songs", "B000000001"]) | st.text(max_size=60)
FIELDS = st.sampled_from([*a_form(), "again", "refund_cents", "count_x"]) | st.text(max_size=10)
BODIES = st.binary(max_size=300) | st.dictionaries(FIELDS, st.text(max_size=80), max_size=12).map(
    lambda typed: urlencode(typed | {"departure": a_form()["departure"]}, errors="replace").encode()
)
KINDS = st.sampled_from([FORM, FORM, "application/json", "text/plain", "application/octet-stream", ""]) | st.text(
    st.characters(min_codepoint=32, max_codepoint=255), max_size=30
)


def test_the_routes_are_those_that_are_tried_here() -> None:
    from app import app

    assert set(app.routes) == ROUTES


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(ROUTES)), st.lists(PARTS, min_size=3, max_size=3), BODIES, KINDS, st.text(max_size=40))
def test_nothing_that_is_asked_breaks_a_route(
    the: ShopForTests, gateway: Gateway, route: str, parts: list[str], body: bytes, kind: str, signature: str
) -> None:
    verifies = StripeGateway("rk_unused", ["whsec_now"])
    answered_by(the, replace(the.shop, payments=verifies if "webhooks" in route else the.payments))
    path = route
    for name, part in zip(("{language}", "{offer_id}", "{token}"), parts, strict=True):
        path = path.replace(name, quote(part.encode(errors="replace"), safe="") or "-")
    for method in ("GET", "POST"):
        answer = gateway.ask(method, path, body, content_type=kind, stripe_signature=signature)
        assert answer.status < 500, (method, path)
        if answer.status not in (303, 403) and "webhooks" not in route:
            assert answer.html.get("lang") in ("fr", "en", "es", "de")


def test_the_functions_import_no_heavy_library_before_they_need_it() -> None:
    look = f"import app, sys; print([each for each in {HEAVY!r} if each in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT / "booking_fn", capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
