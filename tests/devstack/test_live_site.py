"""Pages that are told when they are no longer as they were served, and the builder that stays."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from devstack import live as live_module
from devstack.environment import Local
from devstack.front import Front
from devstack.functions import Answer
from devstack.live import marks, with_script
from devstack.site import Site
from tests.journeys.running import eventually

PAGE = '<html lang="fr"><head><link rel="stylesheet" href="/theme/main.{}.css"></head><p>{}'
CSS, OTHER_CSS = "0123abcd", "4567ef89"


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """A site of two pages; what is heard, is heard because it was told, and not at a heartbeat."""
    monkeypatch.setattr(live_module, "HEARTBEAT_S", 60)
    site = Site(Local(0, tmp_path / "content", tmp_path))
    for name in ("one", "two"):
        (site.folder / name).mkdir(parents=True)
        (site.folder / name / "index.html").write_text(PAGE.format(CSS, name))
    (site.folder / "404.html").write_text("<p>perdu")
    (site.folder / "feed.xml").write_text("<feed/>")
    with Front(0, site, tmp_path / "files", "http://127.0.0.1:9") as serving:
        serving.start()
        yield serving
        serving.live.close()
        serving.shutdown()


class Listener:
    """What a page hears on its connection."""

    def __init__(self, front: Front, path: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", front.server_port, timeout=10)
        self.connection.request("GET", f"/_dev/changes?path={path}")
        self.answer = self.connection.getresponse()

    def line(self) -> str:
        while not (line := self.answer.readline().decode().rstrip("\n")):
            assert not self.answer.isclosed()
        return line

    def state(self) -> dict[str, Any]:
        while not (line := self.line()).startswith("data: "):
            pass
        return dict(json.loads(line.removeprefix("data: ")))


@contextmanager
def listening(front: Front, path: str) -> Iterator[Listener]:
    listener = Listener(front, path)
    try:
        yield listener
    finally:
        listener.answer.close()


def write(front: Front, name: str, words: str, css: str = CSS) -> None:
    (front.site.folder / name / "index.html").write_text(PAGE.format(css, words))


def get(front: Front, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", front.server_port, timeout=10)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


# The script in a page


def test_a_page_bears_the_script_once_with_the_marks_of_what_is_shown(front: Front) -> None:
    page, style = marks(PAGE.format(CSS, "one"))
    body = get(front, "/one/").decode()
    script = f'<script src="/_dev/live.js" data-page="{page}" data-style="{style}" defer></script>'
    assert body.count(script) == body.count("<script") == 1
    assert body.index(script) < body.index("</head>")
    assert style == f"/theme/main.{CSS}.css"


def test_the_script_is_in_no_file_of_the_site_and_in_nothing_but_pages(front: Front) -> None:
    assert "_dev" not in (front.site.folder / "one" / "index.html").read_text()
    assert get(front, "/feed.xml") == b"<feed/>"


def test_a_page_for_an_address_that_leads_nowhere_waits_for_the_page_that_may_come(front: Front) -> None:
    assert b"/_dev/live.js" in get(front, "/three/")
    with listening(front, "/three/") as listener:
        before = listener.state()
        (front.site.folder / "three").mkdir()
        write(front, "three", "three")
        front.live.tell(None)
        assert listener.state()["page"] != before["page"]


def test_an_answer_that_is_no_page_is_left_alone() -> None:
    for answer in (Answer(301, {"Location": "/fr/"}, b""), Answer(200, {"Content-Type": "text/css"}, b"</head>")):
        assert with_script(answer) is answer


@pytest.mark.parametrize("name", ["live.js", "live.css"])
def test_the_script_and_the_banner_s_style_are_served(front: Front, name: str) -> None:
    assert get(front, f"/_dev/{name}") == Path(live_module.__file__).with_name(name).read_bytes()


# What a page hears


def test_a_page_hears_that_it_was_written_and_another_does_not(front: Front) -> None:
    with listening(front, "/one/") as one, listening(front, "/two/") as two:
        before = one.state()
        assert two.state()["page"] != before["page"]
        write(front, "one", "quite new")
        front.live.tell(None)
        assert one.state()["page"] == marks(PAGE.format(CSS, "quite new"))[0]
        assert two.line() == ":"


def test_a_page_that_was_loading_while_it_was_written_hears_so_at_once(front: Front) -> None:
    served = marks(get(front, "/one/").decode())[0]
    write(front, "one", "quite new")
    front.live.tell(None)
    with listening(front, "/one/") as listener:
        assert listener.state()["page"] not in (served, marks(PAGE.format(CSS, "one"))[0])


def test_another_style_sheet_alone_leaves_the_page_as_it_was(front: Front) -> None:
    with listening(front, "/one/") as listener:
        before = listener.state()
        write(front, "one", "one", OTHER_CSS)
        front.live.tell(None)
        after = listener.state()
    assert after == before | {"style": f"/theme/main.{OTHER_CSS}.css"}


def test_faults_are_told_to_every_page_until_they_are_mended(front: Front) -> None:
    faults = {"fr": "murals.fr.md:3: <b> de trop", "en": "murals.fr.md:3: a <b> too many"}
    with listening(front, "/one/") as one, listening(front, "/two/") as two:
        assert one.state()["faults"] is two.state()["faults"] is None
        front.live.tell(faults)
        assert one.state()["faults"] == two.state()["faults"] == faults
        front.live.tell(None)
        assert one.state()["faults"] is two.state()["faults"] is None


def test_a_listener_hears_a_heartbeat_while_nothing_happens(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "HEARTBEAT_S", 0.01)
    with listening(front, "/one/") as listener:
        listener.state()
        assert [listener.line() for _ in range(3)] == [":", ":", ":"]


@pytest.mark.parametrize("path", ["/%00", "/../secret", "%2e%2e/", "", "//x", "/fr/%ff/", "/_dev/"])
def test_an_odd_path_hears_of_the_page_for_what_leads_nowhere(front: Front, path: str) -> None:
    with listening(front, path) as listener:
        assert listener.state()["page"] == marks("<p>perdu")[0]


def threads() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if each.is_alive()}


def test_listeners_that_have_gone_leave_no_thread(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_module, "HEARTBEAT_S", 0.01)
    before = threads()
    for _ in range(5):
        with listening(front, "/one/") as listener:
            listener.state()
    eventually(lambda: threads() <= before, "the listeners' threads end")


def test_all_listeners_are_let_go_at_the_end(front: Front) -> None:
    before = threads()
    with listening(front, "/one/") as one, listening(front, "/two/") as two:
        one.state(), two.state()
        front.live.close()
        assert one.answer.read().strip() == two.answer.read().strip() == b""
        eventually(lambda: threads() <= before, "the listeners' threads end")


def test_a_listener_that_takes_nothing_holds_nobody_up_and_is_let_go(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devstack.front._Handler.timeout", 0.2)
    monkeypatch.setattr(live_module, "HEARTBEAT_S", 0.2)
    before = threads()
    with socket.create_connection(("127.0.0.1", front.server_port)) as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        stuck.sendall(b"GET /_dev/changes?path=/one/ HTTP/1.1\r\nHost: x\r\n\r\n")
        with listening(front, "/one/") as quick:
            quick.state()
            for number in range(2, 40):
                front.live.tell({"en": str(number) + "x" * 1_000_000})
                assert quick.state()["faults"]["en"].startswith(str(number))
            front.live.tell(None)
        eventually(lambda: threads() <= before, "the thread of the one that takes nothing ends")
