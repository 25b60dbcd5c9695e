"""Posts the report of a proposal on its pull request, as one comment that is updated.

Runs in a job of the main branch, with the right to comment. The report was written by a job that ran the proposal's own
code, perhaps a stranger's: it is a text that nobody vouches for. So it may not name people, hold links, pictures or
tags of its own, or be longer than a comment; and whose pull request it is about is asked of GitHub, not of the report.
Uses the standard library and the program `gh` alone.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARK = "<!-- faubourg-report -->"
AUTHOR = "github-actions[bot]"
MOST_CHARACTERS = 62_000
"""Of the report; GitHub takes 65,536 of a comment."""
MOST_BYTES = 1_000_000
JOINER = "\u2060"
RULES = (
    (re.compile(r"&(?!(?:amp|lt|gt);)"), "&amp;"),
    (re.compile(r"<(?!/?(?:details|summary|span)>)"), "&lt;"),
    (re.compile(r"([@#$])(?=[\w{\\(])"), rf"\1{JOINER}"),
    (re.compile(r"\](?=[(:\[])"), f"]{JOINER}"),
    (re.compile(r":(?=//|[\w+-]+:)"), f":{JOINER}"),
    (re.compile(r"(?i)\b(www|GH)(?=[.-])"), rf"\1{JOINER}"),
)
"""Entities and tags but for a few, calls of people and threads, links, addresses, pictures: all of them end here."""
INTRODUCED = {
    "fr": "Rapport de [cette vérification]({run}), où se trouve aussi l’aperçu (`preview`). Il est écrit par le code "
    "de la proposition\u202f: il aide à lire, il n’approuve rien.",
    "en": "Report of that check, which also holds the preview (`preview`). The code of the proposal wrote it: it helps "
    "to read, and approves nothing.",
}
MISSING = "*Pas de rapport\u202f: voir la vérification. — No report: see the check.*"


def harmless(report: str) -> str:
    """The report as text that calls nobody and leads nowhere, cut to what a comment takes."""
    for pattern, instead in RULES:
        report = pattern.sub(instead, report)
    if len(report) > MOST_CHARACTERS:
        report = report[:MOST_CHARACTERS].rpartition("\n")[0] + "\n\n…"
    return report


def body(report: str | None, run: str) -> str:
    """The comment; `run` is the address of the check."""
    head = f"{INTRODUCED['fr'].format(run=run)} {INTRODUCED['en']}"
    return f"{MARK}\n> {head}\n\n{MISSING if report is None else harmless(report)}"


def read_report(folder: Path) -> str | None:
    """The report in the artefact, if there is one that is a plain file of a bearable size."""
    path = folder / "comment.md"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return None
    return path.read_text(encoding="utf-8", errors="replace")


def gh(*arguments: str, given: Any = None) -> Any:
    """What `gh` answers, as JSON where there is any. Raises CalledProcessError."""
    text = None if given is None else json.dumps(given)
    done = subprocess.run(["gh", *arguments], input=text, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout) if done.stdout.strip() else None


def pull_request(environ: Mapping[str, str]) -> int | None:
    """The open pull request whose last commit was checked, by the branch that the event names."""
    head = f"{environ['HEAD_OWNER']}:{environ['HEAD_BRANCH']}"
    address = f"repos/{environ['REPOSITORY']}/pulls"
    found = gh("api", "--method", "GET", address, "-f", f"head={head}", "-f", "state=open")
    return next((int(one["number"]) for one in found if one["head"]["sha"] == environ["HEAD_SHA"]), None)


def own_comment(repository: str, number: int) -> int | None:
    """Our former comment on a pull request."""
    pages = gh("api", "--paginate", "--slurp", f"repos/{repository}/issues/{number}/comments?per_page=100")
    ours = (
        one for page in pages for one in page
        if one["user"]["login"] == AUTHOR and one["body"].startswith(MARK)
    )
    return next((int(one["id"]) for one in ours), None)


def main(environ: Mapping[str, str]) -> int:
    """Post the report, or write it over the former one. Nothing is said of a proposal that has moved on since."""
    repository, run_id = environ["REPOSITORY"], environ["RUN_ID"]
    number = pull_request(environ)
    if number is None:
        print("No open pull request stands at this commit: nothing to say.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = ["gh", "run", "download", run_id, "--repo", repository, "--name", "report", "--dir", folder]
        subprocess.run(command, check=False, timeout=120)
        text = body(read_report(Path(folder)), f"{environ['GITHUB_SERVER_URL']}/{repository}/actions/runs/{run_id}")
    former = own_comment(repository, number)
    address = f"issues/{number}/comments" if former is None else f"issues/comments/{former}"
    method = "POST" if former is None else "PATCH"
    gh("api", "--method", method, f"repos/{repository}/{address}", "--input", "-", given={"body": text})
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
