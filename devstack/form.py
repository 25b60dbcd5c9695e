"""The editors' form of the local shop: the folder of `/admin/`, and the server that writes what is saved in it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from devstack.environment import ROOT

START_SECONDS, END_SECONDS = 20, 5
CACHE = ROOT / "var" / "cache" / "cms"
PLUGINS = ROOT / "plugins"


class FormDidNotStart(Exception):
    """There is no form; the message says why."""


@dataclass(frozen=True)
class Form:
    """The form as it is served."""

    folder: Path
    headers: dict[str, str] = field(default_factory=dict)
    """What its answers say differently from the site's."""


@contextlib.contextmanager
def form_for(content: Path, folder: Path, origin: str, port: int, mode: str = "fs") -> Iterator[Form]:
    """The form for a content folder, laid out in `folder` for pages of `origin`; its server has ended on leaving.

    `mode`: `fs` writes at once into the content folder; `git` commits to branches of the repository around it, and its
    work tree must be clean. Raises FormDidNotStart, which says why.
    """
    if str(PLUGINS) not in sys.path:
        sys.path.insert(0, str(PLUGINS))
    from catalogue.desk.cms import Office
    from catalogue.reading.faults import Faults

    from infra.cms import FormRefused, lay_out
    from infra.node_tools import NodeMissing, decap_server

    url = f"http://127.0.0.1:{port}"
    try:
        lay_out(folder, content, Office(content=content.name, proxy_url=f"{url}/api/v1"), CACHE)
        command = decap_server(CACHE)
    except (Faults, FormRefused, NodeMissing, subprocess.SubprocessError) as reason:
        raise FormDidNotStart(f"The form cannot be shown: {reason}") from reason
    environment = {
        "MODE": mode, "PORT": str(port), "BIND_HOST": "127.0.0.1", "ORIGIN": origin, "LOG_LEVEL": "error",
        "GIT_REPO_DIRECTORY": str(content.parent),
    }  # fmt: skip
    with _server(command, environment):
        yield Form(folder, headers(url))


def headers(also: str = "") -> dict[str, str]:
    """The headers of the form's pages; its scripts may connect to the origin `also`, too."""
    own: dict[str, str] = json.loads((ROOT / "infra" / "admin_headers.json").read_text("utf-8"))
    policy = own["Content-Security-Policy"].replace("connect-src 'self'", f"connect-src 'self' {also}".rstrip())
    return own | {"Content-Security-Policy": policy}


@contextlib.contextmanager
def _server(command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    server = subprocess.Popen(
        command, cwd=environment["GIT_REPO_DIRECTORY"], env=os.environ | environment, stdout=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait(server, int(environment["PORT"]))
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise FormDidNotStart(f"The form's server did not start on port {port}.")
