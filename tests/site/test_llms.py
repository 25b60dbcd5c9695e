"""`llms.txt`: by the form of llmstxt.org, with links that lead somewhere, in every language."""

import re
from collections.abc import Mapping

from .building import ORIGIN, Run
from .reading import Page

LINK = re.compile(r"\[([^\[\]]+)\]\((\S+)\)")
LINE = re.compile(rf"- {LINK.pattern}(?:: \S.*)?")


def told(sample: Run) -> str:
    return (sample.output / "llms.txt").read_text(encoding="utf-8")


def test_it_has_a_title_a_summary_and_sections_of_links(sample: Run) -> None:
    title, _, summary, _, *others = told(sample).splitlines()
    assert re.fullmatch(r"# \S.*", title)
    assert re.fullmatch(r"> \S.*", summary)
    sections = [line for line in others if line.startswith("#")]
    assert sections == ["## Français (fr)", "## English (en)", "## Optional"]
    assert all(LINE.fullmatch(line) for line in others if line and not line.startswith("## "))


def test_all_that_it_names_is_there(sample: Run) -> None:
    found = [url for _, url in LINK.findall(told(sample))]
    assert all(url.startswith(f"{ORIGIN}/") for url in found)
    for url in found:
        path = url.removeprefix(ORIGIN + "/")
        assert (sample.output / path / "index.html" if url.endswith("/") else sample.output / path).is_file(), url


def test_it_names_every_list_of_a_theme_or_a_territory_with_its_calendar(
    sample: Run, pages: Mapping[str, Page]
) -> None:
    named = {url.removeprefix(ORIGIN) for _, url in LINK.findall(told(sample))}
    sections = ("/fr/themes/", "/fr/territoires/", "/en/themes/", "/en/areas/")
    lists = {url for url in pages if url.startswith(sections) and "/page/" not in url}
    assert lists
    assert lists | {f"{url}calendar.ics" for url in lists} <= named
    assert {f"/{lang}/{name}" for lang in ("fr", "en") for name in ("feed.xml", "feed.json", "search.json")} <= named


def test_it_has_no_mail_address(sample: Run) -> None:
    assert "@" not in told(sample)
