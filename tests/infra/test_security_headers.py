"""The security headers are written once, in infra/security_headers.json; the edge sends exactly those."""

import json
import re
from pathlib import Path
from typing import Any

from infra import templates

INFRA = Path("infra")
HEADERS: dict[str, str] = json.loads((INFRA / "security_headers.json").read_text(encoding="utf-8"))


FORM: dict[str, str] = json.loads((INFRA / "admin_headers.json").read_text(encoding="utf-8"))


def policy_of_the_edge(name: str = "SecurityHeaders") -> dict[str, Any]:
    resources = templates.load(INFRA / "edge.yaml")["Resources"]
    config: dict[str, Any] = resources[name]["Properties"]["ResponseHeadersPolicyConfig"]
    return config


EMBED: dict[str, str | None] = json.loads((INFRA / "embed_headers.json").read_text(encoding="utf-8"))


def sent_by_the_edge(name: str = "SecurityHeaders") -> dict[str, str]:
    config = policy_of_the_edge(name)
    security = config["SecurityHeadersConfig"]
    transport = security["StrictTransportSecurity"]
    policy = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    sent = {
        "Content-Security-Policy": policy if isinstance(policy, str) else policy["Fn::Sub"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}"
        + ("; includeSubDomains" if transport["IncludeSubdomains"] else ""),
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
    }
    if "FrameOptions" in security:
        sent["X-Frame-Options"] = security["FrameOptions"]["FrameOption"]
    if "ContentTypeOptions" in security:
        sent["X-Content-Type-Options"] = "nosniff"
    return sent | {one["Header"]: one["Value"] for one in config["CustomHeadersConfig"]["Items"]}


def test_the_edge_sends_the_headers_of_the_one_file() -> None:
    assert sent_by_the_edge() == HEADERS


def test_the_form_has_headers_of_its_own_and_keeps_the_rest() -> None:
    assert sent_by_the_edge("FormHeaders") == HEADERS | FORM
    assert FORM["X-Robots-Tag"].startswith("noindex")
    assert "'unsafe-inline'" not in FORM["Content-Security-Policy"].split("style-src")[0]


def test_only_what_partners_embed_may_stand_in_the_frames_of_others() -> None:
    assert sent_by_the_edge("EmbedHeaders") == {
        name: value for name, value in {**HEADERS, **EMBED}.items() if value is not None
    }
    policy = str(EMBED["Content-Security-Policy"])
    assert policy.endswith("frame-ancestors *")
    assert "form-action 'none'" in policy
    assert "unsafe" not in policy
    for headers in (HEADERS, FORM):
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_every_answer_of_the_edge_carries_them() -> None:
    distribution = templates.load(INFRA / "edge.yaml")["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    behaviours = [distribution["DefaultCacheBehavior"], *distribution["CacheBehaviors"]]
    policies = {one.get("PathPattern"): one["ResponseHeadersPolicyId"] for one in behaviours}
    assert policies.pop("/admin/*") == {"Ref": "FormHeaders"}
    assert policies.pop("/??/embed/*") == {"Ref": "EmbedHeaders"}
    assert {str(policy) for policy in policies.values()} == {str({"Ref": "SecurityHeaders"})}


def test_a_stricter_referrer_policy_of_a_personal_page_stays() -> None:
    security = policy_of_the_edge()["SecurityHeadersConfig"]
    assert security["ReferrerPolicy"]["Override"] is False
    others = [value["Override"] for name, value in security.items() if name != "ReferrerPolicy"]
    assert all(others)


def directives() -> dict[str, list[str]]:
    parts = [one.split() for one in HEADERS["Content-Security-Policy"].split("; ")]
    return {name: values for name, *values in parts}


def test_the_content_security_policy_allows_our_own_files_and_one_way_out() -> None:
    found = directives()
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == found["frame-ancestors"] == ["'none'"]
    assert found["form-action"] == ["'self'", "${StripePageOrigin}"]
    ours = {name: found[name] for name in ("script-src", "style-src", "font-src", "connect-src")}
    assert set(map(tuple, ours.values())) == {("'self'",)}
    assert found["img-src"] == ["'self'", "data:", "${MapTileOrigin}"]


def test_tiles_of_a_map_are_let_in_by_a_setting_alone() -> None:
    given = templates.load(INFRA / "edge.yaml")["Parameters"]["MapTileOrigin"]
    assert given["Default"] == ""
    wanted = re.compile(given["AllowedPattern"])
    assert all(wanted.fullmatch(origin) for origin in ("", "https://tiles.example.org", "https://tiles.example.org:8443"))
    refused = ("*", "https:", "http://tiles.example.org", "https://tiles.example.org/a", "https://*.org; script-src *")
    assert not any(wanted.fullmatch(origin) for origin in refused)


def test_the_content_security_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
