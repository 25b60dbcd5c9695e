"""Pelican stays Pelican: its own articles, feeds, templates and files stand beside the catalogue."""

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest

from .building import ORIGIN, SAMPLE, Run, run_build
from .plugin_settings import built, settings, snapshot

ATOM = "{http://www.w3.org/2005/Atom}"
ARTICLE = """\
Title: Le quai vert
Date: 2027-02-01
Slug: quai-vert
Lang: fr
Category: Journal

Une barge *verte* passe. [Son plan]({static}/media/plan.txt), [les conditions]({filename}/pages/terms.fr.md).
"""
TEMPLATE = """\
<!doctype html><html lang="{{ article.lang }}"><title>{{ article.title }} · {{ SITENAME }}</title>
<main data-minutes="{{ article.readtime }}">{{ article.content|safe }}</main></html>
"""
LIST = "{% for one in articles %}<a href='/{{ one.url }}'>{{ one.title }}</a>{% endfor %}"
OWN: Mapping[str, object] = {
    "SITEURL": ORIGIN,
    "ARTICLE_PATHS": ["media/journal"],
    "ARTICLE_URL": "journal/{slug}/",
    "ARTICLE_SAVE_AS": "journal/{slug}/index.html",
    "FEED_ALL_ATOM": "journal/feed.xml",
    "TEMPLATE_PAGES": {"media/own.jinja": "journal/index.html"},
    "READTIME_WPM": 1,
}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The sample with a journal that Pelican makes by itself, built twice: the second build finds the first one's."""
    folder = tmp_path_factory.mktemp("journal")
    content = Path(shutil.copytree(SAMPLE, folder / "content"))
    files = {
        content / "media" / "journal" / "quai.md": ARTICLE,
        content / "media" / "plan.txt": "Le plan.\n",
        content / "media" / "own.jinja": LIST,
        folder / "templates" / "article.html": TEMPLATE,
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    chosen = settings(folder, "readtime", THEME_TEMPLATES_OVERRIDES=[str(folder / "templates")], **OWN)
    built(run_build(folder, content, settings=chosen))
    return built(run_build(folder, content, settings=chosen))


def test_pelican_writes_an_article_with_its_reader_and_the_owner_s_template(journal: Run) -> None:
    page = (journal.output / "journal/quai-vert/index.html").read_text(encoding="utf-8")
    assert "<title>Le quai vert · Faubourg</title>" in page
    assert "Une barge <em>verte</em> passe." in page
    assert f'<a href="{ORIGIN}/media/plan.txt">' in page
    assert f'<a href="{ORIGIN}/fr/conditions/">' in page


def test_pelican_readtime_counts_the_minutes_of_an_article(journal: Run) -> None:
    page = (journal.output / "journal/quai-vert/index.html").read_text(encoding="utf-8")
    assert 'data-minutes="10"' in page


def test_pelican_writes_its_own_feed_beside_the_catalogue_s(journal: Run) -> None:
    feed = ET.parse(journal.output / "journal/feed.xml").getroot()  # noqa: S314 -- our own build's
    links = [link.get("href") for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert links == [f"{ORIGIN}/journal/quai-vert/"]
    assert (journal.output / "fr/feed.xml").is_file()


def test_pelican_writes_template_pages_and_copies_static_files(journal: Run) -> None:
    listed = (journal.output / "journal/index.html").read_text(encoding="utf-8")
    assert listed == "<a href='/journal/quai-vert/'>Le quai vert</a>"
    assert (journal.output / "media/plan.txt").read_text(encoding="utf-8") == "Le plan.\n"


def test_the_catalogue_is_the_same_beside_pelican_s_own_pages(journal: Run, tmp_path: Path) -> None:
    alone = snapshot(built(run_build(tmp_path, settings=settings(tmp_path, SITEURL=ORIGIN))).output)
    both = snapshot(journal.output)
    assert set(both) - set(alone) == {
        "journal/quai-vert/index.html",
        "journal/index.html",
        "journal/feed.xml",
        "media/plan.txt",
        "media/own.jinja",
    }
    assert {path: both[path] for path in alone} == alone
