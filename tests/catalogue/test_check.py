"""The editors' command, as an editor runs it."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.catalogue.sample import edit

ROOT = Path(__file__).parents[2]


def run(content: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    ours = ("LC_ALL", "LC_MESSAGES", "LANG", "BUILD_DAY")
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    command = [sys.executable, "-m", "catalogue.check", str(content), *arguments]
    return subprocess.run(
        command,
        env=clean | {"PYTHONPATH": str(ROOT / "plugins")} | environ,
        cwd=content.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_a_clean_content_is_counted_and_said_to_be_so(content: Path) -> None:
    done = run(content, "--lang", "fr", "--build-day", "2027-01-04")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "2 offres, 1 partenaire, 39 départs\u202f: rien à corriger\n"
        "l'âge des traductions n'a pas été regardé\u202f: ce dossier n'est pas dans git\n",
        "",
    )
    done = run(content, "--lang", "en", BUILD_DAY="2027-05-02")
    assert done.stdout.splitlines() == [
        "2 offers, 1 partner, 33 departures: nothing to mend",
        "content/offers/kayak.fr.md:23 departures.1.on: 2027-05-01 is past -> write a day to come, or delete this line",
        "1 warning: nothing that keeps it from being published",
        "the age of translations was not looked at: this folder is not in git",
    ]


def test_faults_are_printed_with_paths_from_here_a_count_and_status_one(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "price_cents: 1250", 'price_cents: "12,50 €"')
    edit(content, "offers/kayak.fr.md", "capacity: 12", "capacity: 0")
    done = run(content, "--build-day", "2027-01-04", LANG="fr_FR.UTF-8")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "content/offers/kayak.fr.md:17 capacity: 0 est trop petit -> écrire au moins 1",
        "content/offers/kayak.fr.md:21 tariffs.child.price_cents: «12,50 €» n'est pas un nombre entier"
        " -> écrire 1250 (en centimes)",
        "2 fautes à corriger",
        "l'âge des traductions n'a pas été regardé\u202f: ce dossier n'est pas dans git",
    ]
    assert done.stderr == ""


def test_the_locale_of_the_user_chooses_the_language(content: Path) -> None:
    (content / "taxonomy.yaml").unlink()
    assert "1 fault to mend" in run(content, LC_ALL="en_US.UTF-8").stdout
    assert "1 faute à corriger" in run(content, LC_ALL="fr_FR.ISO-8859-1").stdout


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1,
        "nowhere:1: there is no such folder -> give the folder that holds taxonomy.yaml, offers and partners",
    )


def test_nothing_of_pelican_is_loaded_for_a_check(content: Path) -> None:
    code = "import sys; from catalogue.check import main; main(); sys.exit('pelican' in sys.modules)"
    environ = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run([sys.executable, "-c", code], env=environ, cwd=content.parent, timeout=60, check=False)
    assert done.returncode == 0


def test_progress_is_shown_on_a_terminal_alone(content: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        command = [sys.executable, "-m", "catalogue.check", str(content), "--lang", "en", "--build-day", "2027-01-04"]
        environ = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
        done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, stderr=theirs, timeout=60, check=False)
        shown = os.read(ours, 1000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "nothing to mend\n" in done.stdout.decode()
    assert shown.startswith("\r█")
    assert "░ 1/3\r" in shown
    assert "░ 2/3\r" in shown
    assert shown.endswith("\x1b[K")
