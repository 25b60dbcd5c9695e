"""The pages that a proposal changes, as the usual build makes them, and pictures of them."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from catalogue.report.changes import compare
from catalogue.report.command import Helpers, main
from catalogue.report.phrases import Unavailable
from catalogue.report.preview import Page, built, pages_of
from catalogue.report.snapshot import read_snapshot

from infra.pictures import pictures_of
from tests.report.world import BANKS_EN, BANKS_FR, DAY, World, no_store

ROOT = Path(__file__).parents[2]
JPEG = b"\xff\xd8"


def changed_pages(world: World) -> list[str]:
    day = date.fromisoformat(DAY)
    world.git("worktree", "add", "--quiet", "--detach", str(world.folder.parent / "before"), "main")
    before = read_snapshot(world.folder.parent / "before" / "content", day)
    return [page.url for page in pages_of(compare(before, read_snapshot(world.content, day)))]


def test_words_of_one_language_change_its_page_alone(world: World) -> None:
    world.walls("The walls change", "All walls change", "en")
    assert changed_pages(world) == ["/en/visits/walls-of-vitry/"]


def test_a_fact_changes_the_pages_of_all_languages(world: World) -> None:
    world.walls("capacity: 20", "capacity: 21")
    assert changed_pages(world) == ["/fr/visites/murs-de-vitry/", "/en/visits/walls-of-vitry/"]


def test_a_page_that_leads_out_of_the_site_is_none(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "index.html").write_text("secret")
    assert built([Page("x", "fr", "/../")], tmp_path) == ()


def in_a_thread(place: Path, pages: Sequence[Page]) -> Mapping[str, Mapping[str, str]]:
    """Playwright runs once in a thread, and in this one it may run already, for journeys."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(pictures_of, place, pages).result()


@pytest.mark.browser
def test_pages_are_built_and_pictured_and_private_data_stays_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    world.walls("capacity: 20", "capacity: 21")
    world.write("offers/val-de-marne/new.fr.md", BANKS_FR.replace("Les berges", "Neuf").replace("berges", "neuf"))
    world.write("offers/val-de-marne/new.en.md", BANKS_EN.replace("slug: banks", "slug: new"))
    report = world.place / "report.md"
    options = [f"--content={world.content}", f"--report={report}", f"--build-day={DAY}", "--lang=fr", "--base=main"]
    assert main(options, Helpers(no_store, in_a_thread)) == 0
    told = report.read_text(encoding="utf-8")
    assert "[fr](site/fr/visites/murs-de-vitry/index.html) ([téléphone](pictures/walls.fr.phone.jpg)" in told
    links = [link.partition(")")[0] for link in told.split("](")[1:]]
    assert len(links) == 12
    assert all((world.place / link).is_file() for link in links)
    assert all(path.read_bytes().startswith(JPEG) for path in (world.place / "pictures").iterdir())
    given_away = [path for path in world.place.rglob("*") if path.is_file() and b"peintres@" in path.read_bytes()]
    assert given_away == []


def test_a_build_that_fails_is_said(world: World) -> None:
    (world.folder / "conf.py").write_text("raise SystemExit('no | such thing')\n")
    world.walls("capacity: 20", "capacity: 21")
    options = [f"--content={world.content}", f"--report={world.place / 'report.md'}", "--lang=en", "--base=main"]
    assert main([*options, f"--settings={world.folder / 'conf.py'}"], Helpers(no_store, nothing)) == 0
    told = (world.place / "report.md").read_text(encoding="utf-8")
    assert "No preview: the build failed (no \\| such thing)." in told


def nothing(place: Path, pages: Sequence[Page]) -> Mapping[str, Mapping[str, str]]:
    return {}


def test_a_machine_without_chromium_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable) as told:
        pictures_of(tmp_path, [])
    assert told.value.code == "because_chromium"


def test_the_command_of_the_makefile_writes_a_report(world: World) -> None:
    command = [
        sys.executable, "-m", "infra.report", "--base=main", f"--content={world.content}",
        f"--report={world.place / 'report.md'}", "--settings=none.py",
    ]  # fmt: skip
    path = ":".join(str(ROOT / each) for each in ("booking_fn", "plugins", ""))
    environ = {"PYTHONPATH": path, "LANG": "en_GB.UTF-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "**Nothing changes for visitors.**\n" + done.stdout.partition("\n")[2]
