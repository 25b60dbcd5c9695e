"""The report of a stranger's proposal is posted as a text that does nothing, on the right pull request, once."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from infra import comment

GH = """\
#!{python}
import json, os, pathlib, shutil, sys
place = pathlib.Path({place!r})
arguments = sys.argv[1:]
given = sys.stdin.read() if "--input" in arguments else ""
with (place / "asked.jsonl").open("a") as asked:
    asked.write(json.dumps([arguments, json.loads(given) if given else None]) + "\\n")
if arguments[:2] == ["run", "download"]:
    if not (place / "comment.md").exists():
        sys.exit("no artefact")
    shutil.copy(place / "comment.md", arguments[arguments.index("--dir") + 1])
elif any(part.endswith("/pulls") for part in arguments):
    print((place / "pulls.json").read_text())
elif any("/comments?" in part for part in arguments):
    print((place / "comments.json").read_text())
else:
    print("{{}}")
"""
ENVIRON = {
    "REPOSITORY": "faubourg/site", "RUN_ID": "77", "HEAD_SHA": "a" * 40, "HEAD_BRANCH": "visite", "HEAD_OWNER": "ada",
    "GITHUB_SERVER_URL": "https://git.example.org",
}  # fmt: skip
PULLS = [{"number": 4, "head": {"sha": "b" * 40}}, {"number": 5, "head": {"sha": "a" * 40}}]
OTHERS = [
    {"id": 1, "user": {"login": "ada"}, "body": comment.MARK + " mine"},
    {"id": 2, "user": {"login": comment.AUTHOR}, "body": "something else"},
]


class Github:
    """A `gh` that answers from files and notes what it was asked."""

    def __init__(self, place: Path) -> None:
        self.place = place
        (place / "bin").mkdir()
        program = place / "bin" / "gh"
        program.write_text(GH.format(python=sys.executable, place=str(place)))
        program.chmod(0o755)
        self.answer(PULLS, [OTHERS])

    def answer(self, pulls: list[Any], comments: list[Any]) -> None:
        (self.place / "pulls.json").write_text(json.dumps(pulls))
        (self.place / "comments.json").write_text(json.dumps(comments))

    @property
    def written(self) -> list[tuple[str, str, str]]:
        """Method, address and text of what was written."""
        lines = (self.place / "asked.jsonl").read_text().splitlines()
        asked = [json.loads(line) for line in lines]
        return [(words[2], words[3], given["body"]) for words, given in asked if given]


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Github:
    found = Github(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "comment.md").write_text("**1 offre changée**\n", encoding="utf-8")
    return found


def test_a_first_report_is_posted_on_the_pull_request_of_the_checked_commit(github: Github) -> None:
    assert comment.main(ENVIRON) == 0
    ((method, address, text),) = github.written
    assert (method, address) == ("POST", "repos/faubourg/site/issues/5/comments")
    assert text.startswith(comment.MARK)
    assert "https://git.example.org/faubourg/site/actions/runs/77" in text
    assert text.endswith("**1 offre changée**\n")


def test_a_later_report_is_written_over_the_former_one(github: Github) -> None:
    ours = {"id": 9, "user": {"login": comment.AUTHOR}, "body": comment.MARK + " before"}
    github.answer(PULLS, [OTHERS, [ours]])
    comment.main(ENVIRON)
    assert [written[:2] for written in github.written] == [("PATCH", "repos/faubourg/site/issues/comments/9")]


def test_nothing_is_said_of_a_commit_that_no_pull_request_stands_at(github: Github) -> None:
    github.answer(PULLS[:1], [OTHERS])
    assert comment.main(ENVIRON) == 0
    assert github.written == []


def test_a_check_without_a_report_is_said(github: Github) -> None:
    (github.place / "comment.md").unlink()
    comment.main(ENVIRON)
    assert comment.MISSING in github.written[0][2]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("@octo", "@\u2060octo"), ("see #12", "see #\u206012"), ("<img src=x>", "&lt;img src=x>"),
        ("<!-- faubourg-report -->", "&lt;!-- faubourg-report -->"), ("&#64;octo", "&amp;#\u206064;octo"),
        ("[ok](https://example.org)", "[ok]\u2060(https:\u2060//example.org)"), ("[a]: x", "[a]\u2060: x"),
        ("www.example.org", "www\u2060.example.org"), ("GH-3", "GH\u2060-3"), (":rocket:", ":\u2060rocket:"),
        ("<details><summary>Mots</summary>", "<details><summary>Mots</summary>"), ("a &amp; b", "a &amp; b"),
        ("| 14:30 | 15 € |", "| 14:30 | 15 € |"),
    ],
)  # fmt: skip
def test_what_a_report_may_not_do_is_taken_from_it(text: str, kept: str) -> None:
    assert comment.harmless(text) == kept


def test_a_report_that_is_too_long_is_cut_at_a_line() -> None:
    cut = comment.harmless("ligne\n" * 20_000)
    assert len(comment.body(cut, "x" * 200)) < 65_536
    assert cut.endswith("ligne\n\n…")


def test_an_artefact_that_is_a_link_or_huge_is_not_read(tmp_path: Path) -> None:
    assert comment.read_report(tmp_path) is None
    (tmp_path / "comment.md").symlink_to("/etc/hostname")
    assert comment.read_report(tmp_path) is None
    (tmp_path / "comment.md").unlink()
    (tmp_path / "comment.md").write_bytes(b"x" * (comment.MOST_BYTES + 1))
    assert comment.read_report(tmp_path) is None
