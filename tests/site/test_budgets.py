"""What pages may weigh, and how much they may ask for before anybody has touched them: every page of the real content.

How fast that is on a phone is measured by `make bench`: docs/site_measured.md.
"""

import re
from pathlib import Path

import pytest

from .building import Run
from .first_view import FirstView, first_view

KB = 1024
LIST_KB, OFFER_KB, STYLE_KB, SCRIPT_KB, ALL_KB, REQUESTS = 14, 12, 8, 5, 100, 12
OFFER = re.compile(r"/(?:fr/visites|en/visits|es/visitas|de/fuehrungen)/(?!page/)[^/]+/$")
PLAIN = '<link rel="stylesheet" href="/{css}"><img src="/{picture}"><script type="module" src="/{script}"></script>'


@pytest.fixture(scope="module")
def views(real: Run) -> dict[str, FirstView]:
    files = sorted(real.output.rglob("*.html"))
    paths = ["/" + file.relative_to(real.output).as_posix().removesuffix("index.html") for file in files]
    return {path: first_view(real.output, path) for path in paths}


def over(views: dict[str, FirstView], most_kb: float, *kinds: str) -> list[str]:
    weights = {path: view.weight(*kinds) for path, view in views.items()}
    return [f"{path}: {weight} bytes" for path, weight in weights.items() if weight > most_kb * KB]


def test_there_are_pages_of_every_kind(views: dict[str, FirstView]) -> None:
    assert len(views) > 300
    assert sum(bool(OFFER.fullmatch(path)) for path in views) > 150


def test_the_words_of_a_page_come_in_the_first_flight(views: dict[str, FirstView]) -> None:
    offers = {path: view for path, view in views.items() if OFFER.fullmatch(path)}
    assert over(offers, OFFER_KB, "page") == []
    assert over(views, LIST_KB, "page") == []


def test_style_and_script_are_few_before_anybody_has_touched_a_page(views: dict[str, FirstView]) -> None:
    assert over(views, STYLE_KB, "style") == []
    assert over(views, SCRIPT_KB, "script") == []


def test_the_first_view_is_light_asks_little_and_nobody_else(views: dict[str, FirstView]) -> None:
    assert over(views, ALL_KB) == []
    assert [f"{path}: {view.addresses}" for path, view in views.items() if len(view.addresses) > REQUESTS] == []
    assert [f"{path}: {view.strangers}" for path, view in views.items() if view.strangers] == []


def test_what_a_page_asks_for_is_there(views: dict[str, FirstView], real: Run) -> None:
    asked = {address for view in views.values() for address in view.addresses}
    made_by_the_shop = {address for address in asked if address.startswith("/availability/")}
    assert [each for each in asked - made_by_the_shop if not (real.output / each.lstrip("/")).is_file()] == []


def test_a_page_that_is_too_heavy_is_found_whatever_weighs(tmp_path: Path) -> None:
    """The guard of this file: style, picture, script and what the script imports each count; lazy pictures do not."""
    noise = "".join(f"{number * number:x}" for number in range(9000))
    for name in ("a.css", "a.svg", "b.js"):
        (tmp_path / name).write_text(noise)
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\n')
    lazy = '<img src="/lazy.svg" loading="lazy">'
    (tmp_path / "index.html").write_text(PLAIN.format(css="a.css", picture="a.svg", script="a.js") + lazy)
    view = first_view(tmp_path, "/")
    assert view.addresses == ["/index.html", "/a.css", "/a.svg", "/a.js", "/b.js"]
    for kind in ("style", "picture", "script"):
        assert over({"/": view}, 8, kind) != []
    (tmp_path / "index.html").write_text('<img src="//elsewhere.example/a.png"><picture><source srcset="/s.avif 480w, '
                                         '/m.avif 960w, /l.avif 1440w"><img src="/m.jpg"></picture>')  # fmt: skip
    view = first_view(tmp_path, "/")
    assert view.strangers == ["//elsewhere.example/a.png"]
    assert view.addresses[2:] == ["/m.avif"]
