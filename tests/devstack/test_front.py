"""The shop's origin on this machine: what it serves, what it refuses, and with which headers."""

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from devstack.dev_pages import DevPages
from devstack.environment import ROOT, Local, settings_of
from devstack.front import MOST_BODY, Front
from devstack.functions import Answer, Functions
from devstack.site import Site
from tests.fakes import facts
from tests.fakes.rendering import jinja_renderer
from tests.fakes.shop import SITE, a_shop

STRIPE = "http://127.0.0.1:9"
SECRET = "nobody may read this"


class Seen:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    site = Site(Local(0, tmp_path / "content", tmp_path))
    site.folder = tmp_path / "site" / "1"
    (site.folder / "fr" / "visites").mkdir(parents=True)
    (site.folder / "theme").mkdir()
    (site.folder / "fr" / "index.html").write_text("<p>accueil")
    (site.folder / "404.html").write_text("<p>perdu")
    (site.folder / "booking-down.html").write_text("<p>en panne")
    (site.folder / "theme" / "main.0123abcd.css").write_text("p{}")
    (tmp_path / "files" / "availability").mkdir(parents=True)
    (tmp_path / "files" / "availability" / "murals.json").write_text("{}")
    (tmp_path / "secret.html").write_text(SECRET)
    (tmp_path / "files" / "secret.json").write_text(SECRET)
    with Front(0, site, tmp_path / "files", STRIPE) as serving:
        serving.dev = DevPages(tmp_path, STRIPE, lambda: None)
        serving.start()
        yield serving
        serving.shutdown()


def ask(front: Front, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Seen:
    """Ask for exactly this path: nothing tidies it up on the way."""
    connection = http.client.HTTPConnection("127.0.0.1", front.server_port, timeout=10)
    try:
        connection.request(method, path, body or None, headers)
        return Seen(connection.getresponse())
    finally:
        connection.close()


@pytest.mark.parametrize("path", [
    "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/fr/../../secret.html", "//../secret.html",
    "/fr/%2e%2e/%2e%2e/secret.html", "/../../site/1/../../secret.html", "/availability/../secret.json",
    "/availability/%2e%2e/secret.json", "/availability/..%2f..%2fsecret.html", "/..\\secret.html",
])
def test_no_path_leads_out_of_the_site(front: Front, path: str) -> None:
    seen = ask(front, path)
    assert seen.status == 404
    assert SECRET.encode() not in seen.body


def test_a_link_in_the_site_that_points_outside_is_not_followed(front: Front, tmp_path: Path) -> None:
    (front.site.folder / "out.html").symlink_to(tmp_path / "secret.html")
    assert ask(front, "/out.html").status == 404


def test_a_path_with_a_null_byte_is_answered(front: Front) -> None:
    assert ask(front, "/fr/%00").status == 404


def security_headers() -> dict[str, str]:
    written: dict[str, str] = json.loads((ROOT / "infra" / "security_headers.json").read_text())
    assert written.pop("Strict-Transport-Security")  # this machine has no certificate
    return {
        name: value.replace("${StripePageOrigin}", STRIPE).replace("${MapTileOrigin}", "")
        for name, value in written.items()
    }


@pytest.mark.parametrize(
    "path", ["/fr/", "/fr/nowhere/", "/theme/main.0123abcd.css", "/availability/murals.json", "/fr"]
)
def test_static_answers_bear_the_headers_of_production(front: Front, path: str) -> None:
    seen = ask(front, path)
    wanted = security_headers()
    assert f"form-action 'self' {STRIPE}" in wanted["Content-Security-Policy"]
    assert {name: seen.headers[name] for name in wanted} == wanted
    assert seen.headers["Strict-Transport-Security"] is None
    assert seen.headers["Set-Cookie"] is None


def test_hashed_files_are_kept_for_ever_pages_are_asked_again_and_seats_soon(front: Front) -> None:
    assert "immutable" in ask(front, "/theme/main.0123abcd.css").headers["Cache-Control"]
    assert ask(front, "/fr/").headers["Cache-Control"] == "no-cache"
    assert ask(front, "/availability/murals.json").headers["Cache-Control"] == "max-age=5"


@pytest.mark.parametrize(("path", "kind"), [
    ("/fr/", "text/html; charset=utf-8"), ("/theme/main.0123abcd.css", "text/css; charset=utf-8"),
    ("/availability/murals.json", "application/json"),
])
def test_every_file_says_its_type(front: Front, path: str, kind: str) -> None:
    assert ask(front, path).headers["Content-Type"] == kind


def test_an_unknown_page_is_the_sites_own_404(front: Front) -> None:
    seen = ask(front, "/fr/nowhere/")
    assert seen.status == 404
    assert seen.body.startswith(b"<p>perdu")


def test_a_folder_without_its_slash_leads_to_the_one_with_it(front: Front) -> None:
    seen = ask(front, "/fr")
    assert (seen.status, seen.headers["Location"]) == (301, "/fr/")


def test_a_doubled_slash_leads_to_no_other_site(front: Front) -> None:
    (front.site.folder / "example.org").mkdir()
    for path in ("//example.org", "/%2fexample.org", "///example.org"):
        location = ask(front, path).headers["Location"]
        assert location is None or not location.startswith("//")


def test_a_page_takes_no_post(front: Front) -> None:
    assert ask(front, "/fr/", "POST", b"x=1").status == 405


def test_head_answers_as_get_with_no_body(front: Front) -> None:
    seen = ask(front, "/fr/", "HEAD")
    assert (seen.status, seen.body) == (200, b"")
    assert int(seen.headers["Content-Length"]) == len(ask(front, "/fr/").body)


@pytest.mark.parametrize("length", [str(MOST_BODY + 1), "-1", "many", "9" * 30])
def test_a_body_of_a_wrong_length_is_not_even_read(front: Front, length: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", front.server_port, timeout=10)
    connection.putrequest("POST", "/_dev/clock")
    connection.putheader("Content-Length", length)
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.fixture
def booking_front(front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The front with the functions behind it, and the true pages."""
    functions = Functions({})
    from chalicelib import wiring

    site = facts.SITE | {"conditions_version": SITE["conditions_version"]}
    (tmp_path / "site.json").write_text(json.dumps(site))
    settings = settings_of(Local(8000, tmp_path / "content", tmp_path), STRIPE)
    for name, value in (settings | {"SITE_FILE": str(tmp_path / "site.json")}).items():
        monkeypatch.setenv(name, value)
    wiring.forget()
    made = replace(a_shop(tmp_path).shop, renderer=jinja_renderer(site), site=site)
    monkeypatch.setattr(wiring, "shop", cache(lambda: made))
    front.functions = functions
    yield front
    wiring.forget()


@pytest.mark.parametrize("size", [MOST_BODY, MOST_BODY + 1, 5 * 1024 * 1024])
@pytest.mark.parametrize(("language", "words"), [("fr", "trop long"), ("en", "too long")])
def test_a_form_that_is_far_too_large_is_told_so_on_the_shops_own_page(
    booking_front: Front, language: str, words: str, size: int
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    seen = ask(booking_front, f"/{language}/booking/murals", "POST", b"x" * size, **form)
    assert (seen.status, seen.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert f'<html lang="{language}"' in seen.body.decode()
    assert words in seen.body.decode()


def test_a_form_that_says_it_is_endless_is_answered_before_it_comes(booking_front: Front) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", booking_front.server_port, timeout=3)
    connection.putrequest("POST", "/fr/booking/murals")
    connection.putheader("Content-Length", "9" * 30)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (413, "close")
    connection.close()


class Broken(Functions):
    """Functions that end before they have answered."""

    def __init__(self) -> None:
        pass

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        raise RuntimeError("out of memory")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_no_function_answers_the_site_says_so(
    front: Front, capfd: pytest.CaptureFixture[str], method: str
) -> None:
    front.functions = Broken()
    seen = ask(front, "/fr/booking/murals", method, b"x" if method == "POST" else b"")
    assert (seen.status, seen.body) == (503, b"<p>en panne")
    assert seen.headers["Content-Security-Policy"] == security_headers()["Content-Security-Policy"]
    assert "out of memory" in capfd.readouterr().err


def test_functions_are_stopped_and_started_behind_the_counter(booking_front: Front) -> None:
    path = "/fr/booking/nothing-of-that-name"
    assert ask(booking_front, path).status == 404
    assert post(booking_front, "/_dev/functions", {"is": "down"}).status == 303
    assert b"Start the functions" in ask(booking_front, "/_dev/").body
    assert ask(booking_front, path).status == 503
    assert ask(booking_front, "/fr/").status == 200
    assert post(booking_front, "/_dev/functions", {"is": "up"}).status == 303
    assert ask(booking_front, path).status == 404


# `/_dev/`: the clock, the inbox, the mail server


def post(front: Front, path: str, fields: Mapping[str, object]) -> Seen:
    return ask(front, path, "POST", json.dumps(fields).encode(), **{"Content-Type": "application/json"})


@pytest.mark.parametrize("minutes", [
    "", "-1", "1.5", "1e3", "ten", "٣", " 1", "576001", "9" * 40, None, True, [], {}, -5, 2.5,
])
def test_the_clock_refuses_what_is_no_count_of_minutes(front: Front, minutes: object) -> None:
    seen = post(front, "/_dev/clock", {"advance_minutes": minutes})
    assert seen.status == 422
    assert b"advance_minutes: a whole number" in seen.body
    assert json.loads(ask(front, "/_dev/clock").body)["moved_minutes"] == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'"x"'])
def test_the_clock_refuses_a_body_that_it_cannot_read(front: Front, body: bytes) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
        assert ask(front, "/_dev/clock", "POST", body, **{"Content-Type": kind}).status == 422


def test_the_clock_moves_on_from_where_it_is_by_json_and_by_form(front: Front) -> None:
    assert post(front, "/_dev/clock", {"advance_minutes": 36}).status == 200
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(front, "/_dev/clock", "POST", b"advance_minutes=24", **form).status == 200
    assert json.loads(ask(front, "/_dev/clock").body)["moved"] == "1:00:00"


def test_an_empty_inbox_is_an_empty_list_and_a_page(front: Front) -> None:
    assert json.loads(ask(front, "/_dev/inbox.json").body) == []
    assert b"No mail yet" in ask(front, "/_dev/inbox").body
    for number in ("0", "-1", "x", "../secret", "%D9%A3"):
        assert ask(front, f"/_dev/inbox/{number}").status in (400, 404)


def test_the_stand_in_is_reached_from_the_shops_own_origin(front: Front) -> None:
    seen = ask(front, "/_dev/stripe/?lang=en")
    assert (seen.status, seen.headers["Location"]) == (303, f"{STRIPE}/_dev/stripe/?lang=en")


def test_unknown_dev_pages_say_so(front: Front) -> None:
    assert ask(front, "/_dev/nothing").status == 404
    assert ask(front, "/_dev/nothing", "POST", b"x=1").status == 404


def test_nothing_but_this_machine_can_reach_the_shop(front: Front) -> None:
    assert front.server_address[0] == "127.0.0.1"
