"""What each function may do and is told: least privilege, settings complete, no secret in a file."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from chalicelib.core import keys
from chalicelib.settings import Settings

from infra import templates

CHALICE = Path("booking_fn/.chalice")
STAGE: dict[str, Any] = json.loads((CHALICE / "config.json").read_text())["stages"]["prod"]
MERGE = templates.load(Path("infra/merge.yaml"))
FUNCTIONS = sorted(STAGE["lambda_functions"])
MAY_REFUND = {"nightly", "sweep", "worker"}
POLICIES = sorted(CHALICE.glob("policy-*.json"))


def environment(function: str) -> dict[str, Any]:
    """The variables of a function: the stage's, its own, and those that depend on a parameter."""
    shared: dict[str, Any] = MERGE["Globals"]["Function"]["Environment"]["Variables"]
    own: dict[str, Any] = STAGE["lambda_functions"][function].get("environment_variables", {})
    return {**shared, **STAGE["environment_variables"], **own}


def policy(function: str) -> str:
    name: str = STAGE["lambda_functions"][function].get("iam_policy_file", STAGE["iam_policy_file"])
    return name


def allowed(policy_file: str) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = json.loads((CHALICE / policy_file).read_text())["Statement"]
    return statements


def services(policy_file: str) -> set[str]:
    return {action.split(":")[0] for one in allowed(policy_file) for action in one["Action"]}


def documents() -> list[tuple[str, dict[str, Any]]]:
    """Every policy document of the functions and the templates."""
    found = [(path.name, json.loads(path.read_text())) for path in POLICIES]
    for path in sorted(Path("infra").glob("*.yaml")):
        found += [(path.name, document) for document in inside(templates.load(path))]
    return found


def inside(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [document for one in part for document in inside(one)]
    if not isinstance(part, dict):
        return []
    here = [value for name, value in part.items() if name in ("PolicyDocument", "AssumeRolePolicyDocument")]
    return here + [document for value in part.values() for document in inside(value)]


def test_no_policy_allows_every_action_or_every_resource() -> None:
    found = documents()
    assert len(found) >= 3
    for name, document in found:
        for statement in document["Statement"]:
            if statement["Effect"] == "Allow":
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                assert not [action for action in actions if "*" in action], (name, statement)
                assert statement["Resource"] != "*", (name, statement)
                assert "*" not in (statement["Resource"] if isinstance(statement["Resource"], list) else [])


def test_the_functions_configured_are_those_of_the_app() -> None:
    app = importlib.import_module("app").app
    made = {function.name for function in [*app.pure_lambda_functions, *app.event_sources]}
    assert made | {"api_handler"} == set(FUNCTIONS)
    merged = {name for name, one in MERGE["Resources"].items() if "Type" not in one}
    assert merged == {"APIHandler"} | {name.capitalize() for name in made}


def test_every_function_has_its_policy_file_and_every_file_a_function() -> None:
    assert STAGE.get("autogen_policy") is None
    assert json.loads((CHALICE / "config.json").read_text())["autogen_policy"] is False
    assert {policy(function) for function in FUNCTIONS} == {path.name for path in POLICIES}


def test_the_visitors_function_reaches_the_store_and_its_log_alone() -> None:
    assert services(policy("api_handler")) == {"dynamodb", "logs"}


def test_a_function_that_is_not_named_may_do_no_more_than_the_visitors() -> None:
    assert STAGE["iam_policy_file"] == policy("api_handler")


def test_the_worker_alone_writes_files_and_mails() -> None:
    assert {"s3", "ses"} <= services("policy-worker.json")
    assert [one["Resource"]["Fn::Sub"] for one in allowed("policy-worker.json") if "s3:PutObject" in one["Action"]] == [
        "arn:${AWS::Partition}:s3:::${SiteBucketName}/availability/*"
    ]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_the_worker_and_its_schedules_hold_the_key_that_refunds(function: str) -> None:
    given = environment(function)
    assert ("STRIPE_REFUND_KEY" in given) == (function in MAY_REFUND)
    names_worker_secret = [name for name, value in given.items() if "faubourg/worker" in str(value)]
    assert names_worker_secret == (["STRIPE_REFUND_KEY"] if function in MAY_REFUND else [])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_variable_is_a_setting_and_no_required_one_is_missing(function: str) -> None:
    given = {name: str(value) for name, value in environment(function).items()}
    known = {name.upper() for name in Settings.__dataclass_fields__}
    assert set(given) <= known
    read = Settings.read(given)
    assert (read.store, read.files, read.mailer) == ("dynamodb", "s3", "ses")


def test_functions_on_aws_get_no_setting_of_the_local_run() -> None:
    local = ("_URL", "_DIR", "_FILE", "SHARED_TEMPLATES", "SHARED_LOCALE")
    given = {name for function in FUNCTIONS for name in environment(function) if name.endswith(local)}
    assert given == {"SITE_URL"}


def test_every_key_and_secret_is_a_reference() -> None:
    secret = [
        (name, value)
        for function in FUNCTIONS
        for name, value in environment(function).items()
        if name.endswith(("_KEY", "_SECRETS"))
    ]
    assert secret
    assert [name for name, value in secret if not value.startswith("{{resolve:secretsmanager:faubourg/")] == []


def test_the_stream_wakes_the_worker_for_the_queue_of_effects() -> None:
    mapping = MERGE["Resources"]["WorkerStream"]["Properties"]
    (pattern,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(pattern["Pattern"])["dynamodb"]["NewImage"] == {"work_pk": {"S": [keys.EFFECTS_DUE]}}
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["Undelivered", "Arn"]}


def test_every_alarm_tells_somebody_and_says_what_to_do() -> None:
    alarms = [one["Properties"] for one in MERGE["Resources"].values() if one.get("Type") == "AWS::CloudWatch::Alarm"]
    assert len(alarms) >= 5
    for alarm in alarms:
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
        assert ": " in alarm["AlarmDescription"]


def test_every_log_is_forgotten_after_some_weeks() -> None:
    logs = [one["Properties"] for one in MERGE["Resources"].values() if one.get("Type") == "AWS::Logs::LogGroup"]
    assert [log["RetentionInDays"] for log in logs] == [30, 30]
