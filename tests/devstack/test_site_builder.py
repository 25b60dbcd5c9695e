"""The process that builds the shown site: what makes it build, what it answers, and what happens when it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devstack import site as site_module
from devstack.environment import ROOT, Local
from devstack.site import BuildFailed, Built, Site, builds
from tests.site.building import DAY, SAMPLE

WORDS = "Des mots tout neufs."


@dataclass
class Edited:
    """A site that is built again at every change of `content`; `code` stands where the plugins do."""

    site: Site
    content: Path
    code: Path
    outcomes: Iterator[Built | BuildFailed]
    stop: threading.Event

    def built(self) -> Built:
        outcome = next(self.outcomes)
        assert isinstance(outcome, Built), str(outcome)
        return outcome

    def failed(self) -> BuildFailed:
        outcome = next(self.outcomes)
        assert isinstance(outcome, BuildFailed)
        return outcome

    @property
    def builder(self) -> int:
        process = self.site._builder
        assert process
        return process.pid

    def save(self, name: str, text: str) -> None:
        """As most editors do: the whole file beside the old one, then in its place."""
        file = self.content / name
        beside = file.with_name(f".{file.name}.tmp")
        beside.write_text(text)
        beside.replace(file)

    def add_words(self, name: str) -> None:
        self.save(name, f"{(self.content / name).read_text()}\n{WORDS}\n")


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edited]:
    """The sample, built once."""
    content, code, settings = tmp_path / "content", tmp_path / "code", tmp_path / "settings.py"
    shutil.copytree(SAMPLE, content)
    code.mkdir()
    settings.touch()
    monkeypatch.setenv("BUILD_DAY", DAY)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(site_module, "PLUGINS", code)
    monkeypatch.setattr(site_module, "SETTINGS", settings)
    site, stop = Site(Local(8000, content, tmp_path / "state")), threading.Event()
    made = Edited(site, content, code, builds(site, content, stop), stop)
    try:
        assert made.built().written
        yield made
    finally:
        stop.set()
        site.stop()


def texts(site: Site) -> dict[str, bytes]:
    return {str(path.relative_to(site.folder)): path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}


def offer_pages(site: Site) -> list[Path]:
    return [page for page in site.folder.rglob("*/index.html") if WORDS in page.read_text()]


def test_a_save_builds_the_page_again_in_its_place_and_nothing_else(edited: Edited) -> None:
    before = texts(edited.site)
    edited.add_words("offers/quays.fr.md")
    told = edited.built()
    after = texts(edited.site)
    changed = {path for path in after if before.get(path) != after[path]}
    assert WORDS.encode() in after[next(path for path in changed if path.endswith("index.html"))]
    assert {path for path in told.paths if not path.startswith("data:")} == changed
    assert told.removed == 0


def test_files_saved_together_are_one_build(edited: Edited) -> None:
    for name in ("quays.fr", "quays.en", "reels.fr", "reels.en"):
        edited.add_words(f"offers/{name}.md")
    edited.built()
    assert len(offer_pages(edited.site)) == 4


def test_a_fault_leaves_every_file_as_it_was_and_the_next_save_mends_it(edited: Edited) -> None:
    before, sound = texts(edited.site), (edited.content / "offers" / "quays.fr.md").read_text()
    edited.save("offers/quays.fr.md", sound.replace("capacity:", "capacite:", 1))
    failure = edited.failed()
    assert all("quays.fr.md:" in failure.words[lang] for lang in ("fr", "en"))
    assert "->" in str(failure)
    assert texts(edited.site) == before
    edited.save("offers/quays.fr.md", f"{sound}\n{WORDS}\n")
    edited.built()
    assert len(offer_pages(edited.site)) == 1


def test_a_builder_that_was_killed_is_started_again_and_builds(
    edited: Edited, capsys: pytest.CaptureFixture[str]
) -> None:
    killed = edited.builder
    os.kill(killed, signal.SIGKILL)
    edited.add_words("offers/quays.fr.md")
    edited.built()
    assert edited.builder != killed
    assert len(offer_pages(edited.site)) == 1
    assert "started again" in capsys.readouterr().out


def test_a_builder_that_keeps_ending_is_a_build_that_failed(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", str(edited.code))  # no Python starts with it
    os.kill(edited.builder, signal.SIGKILL)
    edited.add_words("offers/quays.fr.md")
    assert set(edited.failed().words) == {"fr", "en"}


def test_new_code_is_met_by_a_new_builder_and_content_by_the_one_that_is_there(edited: Edited) -> None:
    builder = edited.builder
    edited.add_words("offers/quays.fr.md")
    edited.built()
    assert edited.builder == builder
    (edited.code / "more.py").write_text("")
    edited.built()
    assert edited.builder != builder


def test_settings_replaced_by_renaming_are_noticed_each_time(edited: Edited, tmp_path: Path) -> None:
    builders = {edited.builder}
    for number in range(2):
        (tmp_path / "new.py").write_text(str(number))
        (tmp_path / "new.py").replace(tmp_path / "settings.py")
        edited.built()
        builders.add(edited.builder)
    assert len(builders) == 3


def test_a_builder_ends_with_the_shop_even_when_the_shop_is_killed(edited: Edited) -> None:
    process = edited.site._builder
    assert process
    assert process.stdin
    process.stdin.close()
    assert process.wait(20) == 0


def test_nothing_starts_after_the_end(edited: Edited) -> None:
    process = edited.site._builder
    assert process
    edited.site.stop()
    assert process.returncode is not None
    edited.site.start()
    with pytest.raises(BuildFailed):
        edited.site.build()
    assert edited.site._builder is None


def test_the_end_is_not_held_up_by_a_builder_at_work(edited: Edited) -> None:
    edited.add_words("offers/quays.fr.md")
    working = threading.Thread(target=lambda: list(edited.outcomes))
    working.start()
    edited.stop.set()
    edited.site.stop()
    working.join(20)
    assert not working.is_alive()


def test_what_settings_or_plugins_print_and_how_they_break_is_told_and_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text('print("a word")\nraise RuntimeError("half written")\n')
    asked = subprocess.run(
        [sys.executable, "-m", "devstack.builder"], input="build\nbuild\n", cwd=tmp_path, capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, timeout=60, check=True,
    )
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    assert len(answers) == 2
    assert all("half written" in answer["faults"]["fr"] for answer in answers)
    assert asked.stderr.count("a word") == 2
