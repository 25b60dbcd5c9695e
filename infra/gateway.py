"""The gateway's own answers (unknown path, no capacity, function down) as pages of the shop, in all its languages."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).parent / "gateway_words.yaml"

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {name}</title>
<link rel="icon" href="{icon}">
<link rel="stylesheet" href="{css}">
</head>
<body class="l-page">
<main class="l-main l-band">
{parts}
</main>
</body>
</html>
"""
PART = '<section lang="{lang}"><h1>{title}</h1><p>{text} <a href="{home}">{name}</a></p></section>'


def responses(site: Mapping[str, Any]) -> dict[str, Any]:
    """`x-amazon-apigateway-gateway-responses`, with the style sheet, name and languages of `site.json`."""
    answers = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {kind: _response(answer, site) for answer in answers for kind in answer["kinds"]}


def _response(answer: Mapping[str, Any], site: Mapping[str, Any]) -> dict[str, Any]:
    status = {} if answer["status"] is None else {"statusCode": str(answer["status"])}
    return status | {
        "responseParameters": {
            "gatewayresponse.header.Cache-Control": "'no-store'",
            "gatewayresponse.header.Referrer-Policy": "'no-referrer'",
        },
        "responseTemplates": {"text/html": _page(answer["words"], site)},
    }


def _page(words: Mapping[str, Sequence[str]], site: Mapping[str, Any]) -> str:
    """One page that says it in every language we have words for: the gateway cannot tell the reader's."""
    spoken = [language for language in site["languages"] if language["code"] in words]
    parts = [_part(language, words[language["code"]], site["name"]) for language in spoken]
    first = spoken[0]["code"]
    return PAGE.format(
        lang=first, title=escape(words[first][0]), name=escape(site["name"]), icon=site["assets"]["icon"],
        css=site["assets"]["css"], parts="\n".join(parts),
    )


def _part(language: Mapping[str, Any], words: Sequence[str], name: str) -> str:
    title, text = map(escape, words)
    return PART.format(lang=language["code"], title=title, text=text, home=language["home"], name=escape(name))
