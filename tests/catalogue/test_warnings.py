"""Warnings: told after the faults, with their own count, and never in the way of publishing."""

import subprocess
from pathlib import Path

import pytest
from catalogue.reading.examining import Findings, examine, look_back
from catalogue.reading.history import History, NoHistory, changed_words
from catalogue.reading.load import load

from tests.catalogue.sample import BUILD_DAY, edit, write_content
from tests.catalogue.test_check import run

SUMMARY = "Deux heures sur la Marne, entre les îles et les guinguettes, à petite allure."
ENGLISH = "Two hours on the Marne between islands and riverside dance halls, at an easy pace."
LONG = "Un très long titre, que les moteurs de recherche couperaient au milieu"
CASES = [
    ("offers/kayak.fr.md", "title: La Marne en kayak", f"title: {LONG}",
     "2 title: ce titre a 70 caractères, les moteurs de recherche en montrent 60 -> le raccourcir",
     "2 title: this title has 70 characters, search engines show 60 -> shorten it"),
    ("offers/kayak.fr.md", SUMMARY, f"{SUMMARY[:-1]}, et encore un peu plus loin" + " que cela" * 7 + ".",
     "4 summary: ce résumé a 168 caractères, les moteurs de recherche en montrent 160 -> le raccourcir",
     "4 summary: this summary has 168 characters, search engines show 160 -> shorten it"),
    ("offers/kayak.fr.md", SUMMARY, SUMMARY[:-1],
     "4 summary: ce résumé n'est pas une phrase finie -> le finir par un point",
     "4 summary: this summary is not a finished sentence -> end it with a full stop"),
    ("offers/kayak.en.md", ENGLISH, SUMMARY,
     "4 summary: ce résumé n'est pas traduit -> le traduire",
     "4 summary: this summary is not translated -> translate it"),
    ("offers/studios.en.md", "An hour online in the old film studios, with plans and extracts to look at together.",
     ENGLISH,
     "4 summary: ce résumé est aussi celui de kayak.en.md -> dire ce que cette offre a en propre",
     "4 summary: this summary is also that of kayak.en.md -> say what is this offer's own"),
    ("offers/kayak.fr.md", "on: 2027-05-01", "on: 2026-05-01",
     "23 departures.1.on: le 2026-05-01 est passé -> écrire un jour à venir, ou effacer cette ligne",
     "23 departures.1.on: 2026-05-01 is past -> write a day to come, or delete this line"),
]  # fmt: skip


def warned(content: Path, lang: str) -> list[str]:
    found = examine(content, BUILD_DAY)
    assert found.faults == []
    label = content.as_posix() + "/"
    return [one.text(lang).replace(label, "") for one in found.warnings]


@pytest.mark.parametrize(("file", "old", "new", "french", "english"), CASES)
def test_one_weak_edit_is_warned_of_once(
    content: Path, file: str, old: str, new: str, french: str, english: str
) -> None:
    assert warned(content, "fr") == []
    edit(content, file, old, new)
    assert warned(content, "fr") == [f"{file}:{french}"]
    assert warned(content, "en") == [f"{file}:{english}"]
    load(content, BUILD_DAY)


def test_a_summary_that_repeats_the_title_is_warned_of(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "title: La Marne en kayak", f"title: {SUMMARY}")
    assert "4 summary: this summary repeats the title -> say what visitors will see" in "".join(warned(content, "en"))
    edit(content, "offers/kayak.fr.md", f"title: {SUMMARY}", f"title: {SUMMARY[:-1]}")
    assert "summary_is_title" in [one.code for one in examine(content, BUILD_DAY).warnings]


@pytest.mark.parametrize("alt", ["boat", "boat.jpg", "IMG_2041", "DSC 0042.jpeg"])
def test_an_alternative_text_that_is_the_name_of_a_file_is_warned_of(content: Path, alt: str) -> None:
    edit(content, "offers/kayak.en.md", "bring: A", f'alt: {{boat.jpg: "{alt}"}}\nbring: A')
    warnings = [one for one in examine(content, BUILD_DAY).warnings if one.code == "alt_is_file_name"]
    assert [(one.line, one.field) for one in warnings] == [(6, "alt.boat.jpg")]
    assert alt in warnings[0].wrong("fr")


def test_a_rule_that_has_ended_is_warned_of_and_one_that_goes_on_is_not(content: Path) -> None:
    dates = "from: 2027-04-03, until: 2027-06-26, except: [2027-05-15]"
    edit(content, "offers/kayak.fr.md", dates, "until: 2026-06-27")
    assert [(one.code, one.field) for one in examine(content, BUILD_DAY).warnings] == [
        ("past_date", "departures.2.until")
    ]


def test_warnings_follow_the_faults_with_a_count_and_status_zero(content: Path) -> None:
    edit(content, "offers/kayak.fr.md", "title: La Marne en kayak", f"title: {LONG}")
    done = run(content, "--lang", "fr", "--build-day", "2027-01-04")
    assert done.returncode == 0
    assert done.stdout.splitlines()[2] == "1 avertissement : rien qui empêche de publier"
    edit(content, "offers/kayak.fr.md", "capacity: 12", "capacity: 0")
    done = run(content, "--lang", "en", "--build-day", "2027-01-04")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:4]] == [
        "content/offers/kayak.fr.md", "1 fault to mend", "content/offers/kayak.fr.md", "1 warning",
    ]  # fmt: skip


# In git


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def commit(content: Path) -> str:
    git(content, "add", "-A")
    git(content, "commit", "-q", "-m", "edit", "--allow-empty")
    return git(content, "rev-parse", "HEAD")


@pytest.fixture
def in_git(tmp_path: Path) -> Path:
    """The sample, committed, below the top of a repository."""
    git(tmp_path, "init", "-q")
    content = write_content(tmp_path)
    commit(content)
    return content


def looked_back(content: Path, base: str = "") -> Findings:
    return look_back(examine(content, BUILD_DAY), content, base)


def stale(content: Path) -> list[str]:
    return [one.text("en").replace(f"{content}/", "") for one in looked_back(content).warnings]


def test_a_translation_is_stale_once_the_words_of_its_source_have_changed(in_git: Path) -> None:
    assert stale(in_git) == []
    edit(in_git, "offers/kayak.fr.md", "Des vêtements de rechange.", "Des vêtements et une gourde.")
    told = ["offers/kayak.en.md:1: kayak.fr.md has changed since this translation (bring)"
            " -> look through the translation, then save it"]  # fmt: skip
    assert stale(in_git) == told, "before it is committed"
    commit(in_git)
    assert stale(in_git) == told
    edit(in_git, "offers/kayak.en.md", "A change of clothes.", "A change of clothes and a bottle.")
    assert stale(in_git) == []
    commit(in_git)
    assert stale(in_git) == []


def test_facts_and_addresses_that_change_make_no_translation_stale(in_git: Path) -> None:
    edit(in_git, "offers/kayak.fr.md", "capacity: 12", "capacity: 14")
    edit(in_git, "offers/kayak.fr.md", "slug: marne-en-kayak", "slug: kayak-sur-marne")
    commit(in_git)
    assert stale(in_git) == []


def test_the_words_of_a_partner_are_looked_at_too(in_git: Path) -> None:
    edit(in_git, "partners/rameurs.fr.md", "Le club a son ponton.", "Le club a deux pontons.")
    commit(in_git)
    assert stale(in_git) == [
        "partners/rameurs.en.md:1: rameurs.fr.md has changed since this translation (body)"
        " -> look through the translation, then save it"
    ]


def test_files_with_signs_in_their_names_do_not_disturb(in_git: Path) -> None:
    (in_git / "media").mkdir()
    (in_git / "media/été \n2027.txt").write_text("x")
    commit(in_git)
    edit(in_git, "offers/kayak.fr.md", "On embarque", "On monte")
    assert len(stale(in_git)) == 1


def test_a_past_date_is_a_fault_only_where_the_base_had_it_not(in_git: Path) -> None:
    edit(in_git, "offers/kayak.fr.md", "on: 2027-05-01", "on: 2026-05-01")
    base = commit(in_git)
    assert looked_back(in_git, base).faults == []
    edit(in_git, "offers/kayak.fr.md", '  - {on: 2026', '  - {on: 2026-06-06, at: "14:30"}\n  - {on: 2026')
    found = looked_back(in_git, base)
    assert [(one.line, one.code) for one in found.faults] == [(23, "new_past_date")]
    assert [(one.line, one.code) for one in found.warnings] == [(24, "past_date")]
    (one,) = found.faults
    assert one.wrong("en") == "2026-06-06 is past already"
    assert one.cure("fr") == "écrire un jour à venir : vérifier l'année"


def test_a_file_that_was_moved_keeps_its_past_dates(in_git: Path) -> None:
    edit(in_git, "offers/kayak.fr.md", "on: 2027-05-01", "on: 2026-05-01")
    base = commit(in_git)
    (in_git / "offers/val-de-marne").mkdir()
    for path in (in_git / "offers").glob("*.md"):
        path.rename(path.parent / "val-de-marne" / path.name)
    assert looked_back(in_git, base).faults == []


def test_a_new_file_with_a_past_date_is_at_fault(in_git: Path) -> None:
    base = git(in_git, "rev-parse", "HEAD")
    for lang in ("fr", "en"):
        text = (in_git / f"offers/kayak.{lang}.md").read_text().replace("slug: marne", "slug: autre-marne")
        (in_git / f"offers/canoe.{lang}.md").write_text(text.replace("on: 2027-05-01", "on: 2026-05-01"))
    assert [one.code for one in looked_back(in_git, base).faults] == ["new_past_date"]
    done = run(in_git, "--lang", "en", "--build-day", "2027-01-04", BASE=base)
    assert (done.returncode, "1 fault to mend" in done.stdout) == (1, True)


@pytest.mark.parametrize("base", ["no-such-branch", "--output=/tmp/x", "HEAD:offers"])
def test_a_base_that_is_no_revision_is_said_to_be_so(in_git: Path, base: str) -> None:
    with pytest.raises(NoHistory):
        looked_back(in_git, base)
    done = run(in_git, "--lang", "en", BASE=base)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git knows no such revision here" in done.stderr


def test_outside_git_there_is_no_history(content: Path) -> None:
    with pytest.raises(NoHistory):
        History(content)


def test_changed_words_are_named() -> None:
    before = "---\ntitle: Un\naccess:\n  seating: Oui\nslug: a\n---\nTexte\n"
    now = "---\ntitle: Un\naccess:\n  seating: Non\nslug: b\n---\nTexte.\n"
    assert changed_words(before, now, {"title", "access"}) == ["access", "body"]
