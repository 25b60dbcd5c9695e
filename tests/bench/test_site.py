"""What looks at the pages: an edge that answers as CloudFront does, and a table that names what is missed."""

import gzip
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from bench.site.clicks import Answered
from bench.site.edge import Edge
from bench.site.lighthouse import CATEGORIES, Request, Seen, middle
from bench.site.pages import Kind, heaviest
from bench.site.report import Row, missed
from tests.journeys.running import RunningShop, direct

HTML = '<a href="http://127.0.0.1:7/fr/">' + "words " * 300
GOOD = Seen(dict.fromkeys(CATEGORIES, 100), fcp=700, lcp=900, tbt=0, cls=0, requests=(), machine=2000, lost=())
ROW = Row(Kind("list of 24", "/fr/visites/", 14), GOOD, {"Document": 5000}, 0, Answered(9, 64, "click", 0))


def test_the_edge_answers_with_the_headers_of_production_compressed_and_with_its_own_origin(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "theme").mkdir(parents=True)
    (site / "index.html").write_text(HTML)
    (site / "404.html").write_text("lost")
    (site / "theme" / "a.12345678.css").write_text("p { color: red }")
    with Edge(RunningShop(tmp_path, tmp_path, port=7)) as edge:
        request = urllib.request.Request(edge.url + "/", headers={"Accept-Encoding": "gzip"})
        with direct.open(request, timeout=10) as page:
            assert page.headers["Content-Encoding"] == "gzip"
            assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert gzip.decompress(page.read()).decode().startswith(f'<a href="{edge.url}/fr/">')
        with direct.open(edge.url + "/theme/a.12345678.css", timeout=10) as style:
            assert "Content-Encoding" not in style.headers
            assert style.headers["Cache-Control"].endswith("immutable")
        with pytest.raises(urllib.error.HTTPError, match="404") as lost:
            direct.open(edge.url + "/none/", timeout=10)
        lost.value.close()


def test_the_heaviest_page_of_a_kind_comes_first(tmp_path: Path) -> None:
    for name, text in (("a", "x"), ("b", HTML), ("c", "xy")):
        (tmp_path / "fr" / name).mkdir(parents=True)
        (tmp_path / "fr" / name / "index.html").write_text(text)
    assert heaviest(tmp_path, "fr/*/index.html")[0] == "/fr/b/"


def test_the_middle_of_several_runs_is_told() -> None:
    runs = [replace(GOOD, lcp=lcp, scores=GOOD.scores | {"performance": score}) for lcp, score in
            ((900, 98), (3000, 70), (1000, 100))]  # fmt: skip
    assert middle(runs).lcp == 1000
    assert middle(runs).scores["performance"] == 98


def test_a_promise_that_is_kept_is_not_named_as_missed() -> None:
    assert missed([ROW]) == []


STRANGE = (Request("http://elsewhere.example/a.js", "Script", 200_000),)


@pytest.mark.parametrize(("row", "words"), [
    (replace(ROW, seen=replace(GOOD, lcp=1300)), "LCP ms: 1300"),
    (replace(ROW, seen=replace(GOOD, cls=0.02)), "CLS: 0.02"),
    (replace(ROW, seen=replace(GOOD, scores=GOOD.scores | {"seo": 92})), "seo 92"),
    (replace(ROW, seen=replace(GOOD, requests=STRANGE)), "KB in all"),
    (replace(ROW, bodies={"Document": 15_000}), "KB: Document"),
    (replace(ROW, bodies={"Script": 6_000}), "KB: Script"),
    (replace(ROW, strangers=1), "third parties"),
    (replace(ROW, answered=Answered(9, 120, "click", 0)), "ms to answer: 120"),
    (replace(ROW, answered=Answered(9, 64, "click", 2)), "cookies: 2"),
])  # fmt: skip
def test_what_is_missed_is_named_with_its_page(row: Row, words: str) -> None:
    [told] = missed([row])
    assert told.startswith("list of 24: ")
    assert words in told


def test_what_is_asked_of_others_is_seen() -> None:
    assert replace(GOOD, requests=STRANGE).strangers("http://127.0.0.1:8000") == [STRANGE[0].url]
