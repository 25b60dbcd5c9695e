"""The revision compared with is read from git; where it cannot be, the reason is said and nothing is written."""

import subprocess
import tempfile
from pathlib import Path

import pytest
from catalogue.report.past import take

from tests.report.world import World


@pytest.mark.parametrize("base", ["nothing", "--help", "", "HEAD:content", "main~99"])
def test_an_unknown_revision_is_said(world: World, capsys: pytest.CaptureFixture[str], base: str) -> None:
    assert world.run("en", base) == 1
    assert "git knows no revision" in capsys.readouterr().err
    assert not (world.place / "report.md").exists()


def test_it_is_said_in_french(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert world.run("fr", "rien") == 1
    assert "git ne connaît pas la révision rien" in capsys.readouterr().err


def test_a_shallow_clone_is_said(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world.walls("capacity: 20", "capacity: 21")
    world.git("commit", "--quiet", "--all", "--message=More")
    first = world.git("rev-parse", "HEAD~1").strip()
    world.git("clone", "--quiet", "--depth=1", world.folder.as_uri(), str(tmp_path / "shallow"))
    world.folder = tmp_path / "shallow"
    assert world.run("en", first) == 1
    assert "this clone is shallow" in capsys.readouterr().err


def test_a_folder_outside_git_is_said(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (world.folder / ".git").rename(tmp_path / "gone")
    assert world.run() == 1
    assert "is in no git repository" in capsys.readouterr().err


def test_a_machine_without_git_is_said(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert world.run() == 1
    assert "git is not installed" in capsys.readouterr().err


def test_two_histories_with_nothing_in_common_are_said(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.git("checkout", "--quiet", "--orphan", "other")
    world.git("commit", "--quiet", "--message=Anew")
    assert world.run() == 1
    assert "nothing in common" in capsys.readouterr().err


def test_a_base_without_the_content_folder_makes_every_offer_new(world: World) -> None:
    world.git("checkout", "--quiet", "--orphan", "other")
    world.git("reset", "--quiet")
    world.git("commit", "--quiet", "--allow-empty", "--message=Nothing")
    world.git("branch", "--quiet", "--force", "main")
    assert "2 offers added" in world.report().splitlines()[0]


def test_a_tree_made_by_hand_cannot_write_outside_the_folder(world: World) -> None:
    blob = world.git("rev-parse", "HEAD:content/taxonomy.yaml").strip()
    content = written(world, b"100644 ../../escaped\0" + bytes.fromhex(blob))
    whole = written(world, b"40000 content\0" + bytes.fromhex(content))
    commit = world.git("commit-tree", whole, "-m", "Escape").strip()
    world.git("update-ref", "refs/heads/main", commit)
    with tempfile.TemporaryDirectory() as temporary:
        take("main", world.content, Path(temporary, "one", "two"))
        assert [path.name for path in Path(temporary).rglob("*") if path.is_file()] == []


def written(world: World, tree: bytes) -> str:
    """The name of a tree that git would not have made itself."""
    command = ["git", "-C", str(world.folder), "hash-object", "-w", "-t", "tree", "--literally", "--stdin"]
    return subprocess.run(command, input=tree, capture_output=True, check=True).stdout.decode().strip()


def test_links_and_submodules_of_the_base_are_left_out(world: World) -> None:
    (world.content / "offers" / "val-de-marne" / "link.fr.md").symlink_to("/etc/hostname")
    world.git("add", ".")
    world.git("commit", "--quiet", "--message=Link")
    assert "link" not in world.report().splitlines()[0]
