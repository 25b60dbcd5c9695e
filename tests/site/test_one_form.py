"""One form, two renderers: what the functions answer with is byte for byte what stands on the built page."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chalicelib.adapters.reader import Reader, Sources
from chalicelib.core.errors import Refused
from chalicelib.operations.reading import offer_on_sale
from chalicelib.operations.show_form import show_form

from tests.fakes.shop import NOW, a_shop

from .building import ROOT, THEME, Run

TEMPLATE = '{% from "components/booking_form.html" import booking_form %}{{ booking_form(form) }}'
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
PAGES = [
    ("fr", "quays", "fr/visites/quais", {"count_adult": "2", "count_child": "0"}),
    ("en", "quays", "en/visits/quays", {"count_adult": "2", "count_child": "0"}),
    ("fr", "reels", "fr/visites/bobines", {"count_adult": "1"}),
]


def data(sample: Run, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((sample.data / name).read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(("lang", "offer_id", "page", "counts"), PAGES)
def test_the_form_of_the_functions_is_that_of_the_page(
    sample: Run, tmp_path: Path, lang: str, offer_id: str, page: str, counts: dict[str, str]
) -> None:
    site = data(sample, "site.json")
    the = a_shop(tmp_path, catalogue=data(sample, "catalogue.json"))
    the.clock.move(days=-31)
    assert the.clock.now() == NOW - timedelta(days=31)
    shop = replace(the.shop, site=site)
    facts = show_form(shop, offer_on_sale(shop, offer_id), lang, {"language": lang, **counts}, Refused(()))
    html = rendered(site, lang, tmp_path, without_seats(facts["form"]))
    (built,) = FORM.findall((sample.output / page / "index.html").read_text(encoding="utf-8"))
    assert FORM.findall(html) == [built]


def without_seats(form: Any) -> dict[str, Any]:
    """The form as a file can know it: no count of seats."""
    return {**form, "departures": [{**one, "left": None} for one in form["departures"]]}


def rendered(site: dict[str, Any], lang: str, folder: Path, form: dict[str, Any]) -> str:
    (folder / "form.html").write_text(TEMPLATE, encoding="utf-8")
    functions = ROOT / "booking_fn" / "chalicelib" / "locale"
    sources = Sources(folder, THEME / "templates" / "components", functions, THEME / "locale")
    return Reader(site, lang, sources).render("form.html", {"form": form})
