"""`make new-offer`: a person answers on the terminal, in words, and may stop at any time."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from catalogue.desk.answers import day_of
from catalogue.reading.frontmatter import read_document

ROOT = Path(__file__).parents[2]
SECONDS = 30
FRENCH_WORDS = [
    "Ivry, la nuit des terrasses", "", "trop court",
    "Deux heures dans les étoiles de béton de Jean Renaudie, avec une voisine qui y tient un jardin.",
    "Métro 7, station Mairie d’Ivry.", "", "", "", "", "",
]  # fmt: skip
FACTS = [
    "balade", "1, 2", "Val-de-Marne", "Ivry-sur-Seine", "Les Regards du val", "", "français, anglais",
    "deux heures", "120", "", "", "", "Mairie d’Ivry", "Esplanade Georges-Marrane, Ivry", "48,8105", "2.3849", "n",
    "12", "", "", "", "", "", "n",
    "Adulte", "12,50 €", "", "", "", "n",
    "n",
    "o", "1", "1er mai 2027", "14 h 30", "", "", "n", "", "n", "n",
    "n", "",
]  # fmt: skip
ENGLISH_WORDS = [
    "Ivry, a night of terraces", "",
    "Two hours among the concrete stars of Jean Renaudie, with a neighbour who gardens on one of them.",
    "Metro line 7, Mairie d’Ivry.", "", "", "", "", "",
]  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def environment(lang: str) -> dict[str, str]:
    plugins = {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"}
    return os.environ | plugins | {"LC_ALL": f"{lang}.UTF-8", "BUILD_DAY": "2026-11-22"}


def answered(content: Path, answers: Iterable[str], lang: str = "fr_FR") -> tuple[int, str]:
    command = [sys.executable, "-m", "catalogue.new_offer", str(content)]
    typed = "".join(f"{answer}\n" for answer in answers)
    done = subprocess.run(
        command, input=typed, capture_output=True, text=True, env=environment(lang), timeout=SECONDS, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def new_files(content: Path) -> list[str]:
    before = {path.name for path in (ROOT / "content").rglob("*.md")}
    return sorted(path.name for path in content.rglob("*.md") if path.name not in before)


def test_answers_become_the_two_files_of_an_offer(content: Path) -> None:
    status, said = answered(content, [*FRENCH_WORDS, *FACTS, *ENGLISH_WORDS])
    assert status == 0, said
    assert new_files(content) == ["ivry-la-nuit-des-terrasses.en.md", "ivry-la-nuit-des-terrasses.fr.md"]
    path = content / "offers" / "val-de-marne" / "ivry-la-nuit-des-terrasses.fr.md"
    read = read_document(str(path), path.name)
    assert read.faults == []
    assert read.values["type"] == "walk"
    assert read.values["partner"] == "regards-du-val"
    assert read.values["tariffs"] == ({"id": "adult", "price_cents": 1250},)
    assert read.values["departures"] == ({"on": date(2027, 5, 1), "at": "14:30"},)
    assert read.values["meeting_point"]["lat"] == 48.8105


def test_a_wrong_answer_is_told_in_the_words_of_the_check_and_asked_again(content: Path) -> None:
    _, said = answered(content, [*FRENCH_WORDS, *FACTS, *ENGLISH_WORDS])
    assert "deux heures" in said
    assert "n'est pas un nombre entier" in said
    assert said.count("Durée (minutes)") == 1


def test_a_choice_that_is_none_is_told_to_be_a_number_of_the_list(content: Path) -> None:
    _, said = answered(content, [*FRENCH_WORDS, "sur Mars", "99", "", *FACTS, *ENGLISH_WORDS])
    assert "! «sur Mars» n'est pas dans la liste -> écrire un numéro, de 1 à 6" in said
    assert "! «99» n'est pas dans la liste -> écrire un numéro, de 1 à 6" in said
    assert "! une réponse est nécessaire" in said
    assert "ne peut pas servir d'adresse" not in said


def test_what_is_left_to_do_is_told_at_the_end(content: Path) -> None:
    _, said = answered(content, [*FRENCH_WORDS, *FACTS, *ENGLISH_WORDS])
    end = said[said.index("Ce qu’il reste à faire") :]
    assert end.count("le texte sous les champs manque") == 2
    assert "pull request" in end


@pytest.mark.parametrize("count", [0, 1, 12, 40, 60])
def test_an_input_that_ends_early_writes_nothing_and_says_so(content: Path, count: int) -> None:
    status, said = answered(content, [*FRENCH_WORDS, *FACTS, *ENGLISH_WORDS][:count])
    assert status == 1
    assert "rien n’a été écrit" in said
    assert new_files(content) == []


def test_it_speaks_english_where_the_locale_does(content: Path) -> None:
    _, said = answered(content, [], "en_GB")
    assert "A new offer." in said
    assert "nothing was written" in said


def test_ctrl_c_on_a_terminal_writes_nothing_and_says_so(content: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "catalogue.new_offer", str(content)]
    asked = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment("fr_FR"))
    os.close(theirs)
    try:
        said = until(ours, "> ")
        time.sleep(0.5)  # a signal between the prompt and the reading of an answer is seen after the answer
        asked.send_signal(signal.SIGINT)
        said += until(ours, "rien n’a été écrit")
        assert asked.wait(SECONDS) == 1
        assert "Traceback" not in said
    finally:
        asked.kill()
        asked.wait()
        os.close(ours)
    assert new_files(content) == []


def until(terminal: int, wanted: str) -> str:
    """What the terminal shows until it shows what is wanted."""
    said = b""
    while wanted.encode() not in said:
        assert select.select([terminal], [], [], SECONDS)[0], said.decode()
        said += os.read(terminal, 4096)
    return said.decode()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1er mai 2027", date(2027, 5, 1)), ("samedi 1 mai", date(2027, 5, 1)), ("May 1st, 2027", date(2027, 5, 1)),
        ("01/05/2027", date(2027, 5, 1)), ("2027-05-01", date(2027, 5, 1)), ("29 février", date(2028, 2, 29)),
        ("31 février 2027", None), ("demain", None), ("22 novembre", date(2026, 11, 22)),
    ],
)  # fmt: skip
def test_days_are_read_in_the_words_that_people_use(typed: str, meant: date | None) -> None:
    assert day_of(typed, date(2026, 11, 22)) == meant
