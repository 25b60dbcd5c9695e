"""Pelican stays Pelican: its own files and the catalogue's share the output, and one environment of templates."""

import json
import shutil
from pathlib import Path

import pytest

from .building import SAMPLE, THEME, run_build
from .plugin_settings import built, html_files, settings, snapshot

ARTICLE = "Title: Le quai vert\nDate: 2027-02-01\nSlug: {slug}\nLang: fr\nCategory: Journal\n\nUne barge passe.\n"
PLAN = "Title: Le plan\nSlug: plan\nLang: fr\nTemplate: plan\nUrl: fr/plan/\nSave_as: fr/plan/index.html\n\nLe plan.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The sample, with templates for articles and for a page of its own beside it."""
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "article.html").write_text("<!doctype html><title>{{ article.title }}</title>", encoding="utf-8")
    (templates / "plan.html").write_text("<!doctype html><h1>{{ page.title }}</h1>", encoding="utf-8")
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


def with_articles(folder: Path, where: str, save_as: str) -> str:
    return settings(
        folder,
        ARTICLE_PATHS=[where],
        ARTICLE_URL=save_as.removesuffix("index.html"),
        ARTICLE_SAVE_AS=save_as,
        THEME_TEMPLATES_OVERRIDES=[str(folder / "templates")],
    )


def write(content: Path, where: str, slug: str) -> None:
    (content / where).mkdir(parents=True, exist_ok=True)
    (content / where / f"{slug}.md").write_text(ARTICLE.format(slug=slug), encoding="utf-8")


def test_a_page_s_context_names_its_file_below_the_output(content: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard.json"
    run = built(run_build(tmp_path, content, settings=settings(tmp_path, "plugin_recorder"), HEARD=str(heard)))
    told = [one for one in json.loads(heard.read_text(encoding="utf-8")) if one["signal"] == "content_written"]
    assert {one["sender"]: one["output_file"] for one in told} == {
        str(page): page.relative_to(run.output).as_posix() for page in html_files(run.output)
    }


def test_an_article_in_the_folder_of_a_language_stays(content: Path, tmp_path: Path) -> None:
    write(content, "media/journal", "quai-vert")
    chosen = with_articles(tmp_path, "media/journal", "{lang}/journal/{slug}/index.html")
    for _ in range(2):
        run = built(run_build(tmp_path, content, settings=chosen))
        assert (run.output / "fr/journal/quai-vert/index.html").is_file()


def test_an_article_that_takes_the_address_of_a_former_offer_stays(content: Path, tmp_path: Path) -> None:
    built(run_build(tmp_path, content))
    for lang in ("fr", "en"):
        (content / "offers" / f"reels.{lang}.md").unlink()
    write(content, "media/journal", "bobines")
    chosen = with_articles(tmp_path, "media/journal", "fr/visites/{slug}/index.html")
    run = built(run_build(tmp_path, content, settings=chosen))
    assert "<title>Le quai vert</title>" in (run.output / "fr/visites/bobines/index.html").read_text(encoding="utf-8")


def test_an_article_at_the_address_of_an_offer_stops_the_build(content: Path, tmp_path: Path) -> None:
    first = snapshot(built(run_build(tmp_path, content)).output)
    write(content, "media/journal", "quais")
    chosen = with_articles(tmp_path, "media/journal", "fr/visites/{slug}/index.html")
    run = run_build(tmp_path, content, settings=chosen)
    assert run.code == 1, run.said
    assert "fr/visites/quais/" in run.said
    assert "quais.md" in run.said
    assert snapshot(run.output) == first


def test_articles_have_a_folder_of_their_own_in_the_content(content: Path, tmp_path: Path) -> None:
    write(content, "articles", "quai-vert")
    chosen = with_articles(tmp_path, "articles", "journal/{slug}/index.html")
    run = built(run_build(tmp_path, content, settings=chosen))
    assert (run.output / "journal/quai-vert/index.html").is_file()


def test_a_page_that_names_its_template_and_its_file_is_pelican_s(content: Path, tmp_path: Path) -> None:
    (content / "pages" / "plan.fr.md").write_text(PLAN, encoding="utf-8")
    (content / "pages" / "plan.en.md").write_text(PLAN.replace("fr", "en"), encoding="utf-8")
    chosen = settings(tmp_path, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "templates")])
    run = built(run_build(tmp_path, content, settings=chosen))
    assert "<h1>Le plan</h1>" in (run.output / "fr/plan/index.html").read_text(encoding="utf-8")


def test_filters_and_names_from_settings_and_plugins_reach_the_theme(tmp_path: Path) -> None:
    theme = Path(shutil.copytree(THEME, tmp_path / "theme"))
    with (theme / "templates" / "base.html").open("a", encoding="utf-8") as base:
        base.write("\n<!-- {{ 'quai'|loud }} {{ OWNER }} {{ 'quai'|bracketed }} -->")
    chosen = settings(tmp_path, "plugin_filter", JINJA_GLOBALS={"OWNER": "Ada"})
    with Path(chosen).open("a", encoding="utf-8") as file:
        file.write("JINJA_FILTERS = {'loud': str.upper}\n")
    run = built(run_build(tmp_path, theme=theme, settings=chosen))
    assert "<!-- QUAI Ada [quai] -->" in (run.output / "fr/index.html").read_text(encoding="utf-8")
