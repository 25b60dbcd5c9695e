"""The Nu HTML checker finds nothing: on every page of the real content, nor on what the functions send.

The same pages bear out what the accessibility statement says by `test`: see `infra/accessibility/criteria.yaml`.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from devstack.dynamodb_local import java_path
from infra import node_tools
from tests.fakes import facts as sample
from tests.fakes.renderer import MAILS
from tests.fakes.rendering import jinja_renderer

from .building import ROOT, Run

LANGUAGES = ("fr", "en", "es", "de")
STATES = ("held", "awaiting", "confirmed", "expired", "cancelled")
NOT_YOURS = {"code": "not_yours", "words": "…", "status": 404, "offer": None, "retry": False}
FOR_MAIL_PROGRAMS = re.compile(r"/mail-.* element is obsolete\. (Use CSS|Consider)")
"""Outlook takes sizes, spacing and colours of tables from attributes alone; the site has no table for looks."""
JVM_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m", "-Xmx700m")
"""Half the time of the plain JVM, which would compile much that runs once."""
SECONDS = 100
LEAST_PAGES = 300


def found_by_nu(*folders: Path) -> list[str]:
    """Errors and warnings in all pages of the folders, by one JVM; each with its file and place.

    The checker comes from the lock file of `infra/node`, into `var/cache` once; then it needs no network.
    """
    jar = node_tools.tools(ROOT / "var" / "cache") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    asked = ["--format", "json", "--skip-non-html", "--exit-zero-always", "--stdout", *map(str, folders)]
    command = [java_path(), *JVM_OPTIONS, "-jar", str(jar), *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}" for one in messages]


def pages_of_the_functions() -> dict[str, str]:
    """What the booking function answers and mails: every kind and state, in every language."""
    renderer = jinja_renderer()
    pages: dict[str, str] = {}
    for lang in LANGUAGES:
        actions = {"pay": True, "release": True, "cancel": {"refund_cents": 3750, "percent": 100}}
        made = {state: renderer.page("booking", lang, sample.page_facts(state, lang, **actions)) for state in STATES}
        made["message"] = renderer.page("message", lang, NOT_YOURS)
        for name in ("refused", "already_booked"):
            made[name] = renderer.page(name, lang, sample.form_page_facts(lang, again="2"))
        for name in MAILS:
            facts = sample.mail_facts(name, lang)
            made[f"mail-{name}"] = renderer.mail(name, lang, facts, to="a@example.org", message_id="<1@x>").html
        pages |= {f"{name}.{lang}.html": html for name, html in made.items()}
    return pages


def written(folder: Path, pages: dict[str, str]) -> Path:
    folder.mkdir()
    for name, html in pages.items():
        (folder / name).write_text(html, encoding="utf-8")
    return folder


@pytest.fixture
def site(real: Run) -> Path:
    return real.output


@pytest.mark.timeout(240)
def test_every_page_of_the_site_and_of_the_functions_is_sound(site: Path, tmp_path: Path) -> None:
    """One run for all, and with them a page with three faults: the guard of this test."""
    faulty = "<!DOCTYPE html><html lang=en><title>t</title><p id=a><img src=x><p id=a><section>s</section>"
    functions = written(tmp_path / "functions", pages_of_the_functions() | {"faulty.html": faulty})
    found = found_by_nu(site, functions)
    assert len(list(site.rglob("*.html"))) > LEAST_PAGES
    planted = [one for one in found if "/faulty.html:" in one]
    for fault in ("Duplicate ID", "must have an “alt” attribute", "lacks heading"):
        assert any(fault in one for one in planted), planted
    rest = [one for one in found if one not in planted and not FOR_MAIL_PROGRAMS.search(one)]
    assert not rest, "\n".join(rest)


UNCLAIMED = {
    "2.1, 2.2": r"<(iframe|frame|frameset)\b", "4.1 to 4.13": r"<(video|audio|object|embed|canvas)\b",
    "13.2": r"\starget=(?!\"_top\")|window\.open", "13.5, 13.6": "[\u2600-\u27bf\U0001f300-\U0001faff]",
    "1.2": r"<svg(?![^>]*aria-hidden=\"true\")(?![^>]*class=\"(?:qr|c-map)\b)",  # maps have a name, or links with names
    "5.7": r"<th(?![\w])(?![^>]*scope=)",
    "5.8": r"<table(?=[^>]*role=\"presentation\")(?:(?!</?table).)*<(th|caption|thead)\b",
}
"""What no page may hold as long as the statement says `test` of these criteria."""


def unclaimed(html: str) -> list[str]:
    return [criterion for criterion, pattern in UNCLAIMED.items() if re.search(pattern, html, re.S)]


def test_no_page_holds_what_the_accessibility_statement_says_is_not_there(site: Path) -> None:
    pages = {str(each.relative_to(site)): each.read_text() for each in site.rglob("*.html")} | pages_of_the_functions()
    assert len(pages) > LEAST_PAGES
    found = {name: told for name, html in pages.items() if (told := unclaimed(html))}
    assert not found


@pytest.mark.parametrize(("criterion", "html"), [
    ("2.1, 2.2", "<iframe src=x></iframe>"), ("4.1 to 4.13", "<video src=x></video>"),
    ("13.2", '<a href="/" target="_blank">'), ("13.5, 13.6", "\u2615"), ("1.2", '<svg viewBox="0 0 1 1">'),
    ("5.7", "<th>"),
    ("5.8", '<table role="presentation">\n<tr><th scope="col">'),
])
def test_what_the_statement_says_is_not_there_would_be_seen(criterion: str, html: str) -> None:
    assert unclaimed(html) == [criterion]
