"""The functions, run in this process behind what Chalice has of API Gateway."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devstack.environment import ROOT

if (FUNCTIONS := str(ROOT / "booking_fn")) not in sys.path:
    sys.path.insert(0, FUNCTIONS)  # `app` and `chalicelib` are found there, as in the package

PATHS = re.compile(r"/[^/]+/booking/.+|/webhooks/.+")
"""Paths that go to the functions, as in infra/edge.yaml."""
METHOD_NOT_ALLOWED = 405
"""Chalice's word for a method that a path does not have; the gateway never asks the functions then."""


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Functions:
    """The Chalice app of booking_fn/, its routes and its jobs."""

    def __init__(self, settings: dict[str, str]) -> None:
        os.environ.update(settings)
        from app import app
        from chalice.config import Config
        from chalice.local import LocalChalice, LocalGateway

        app.__class__ = LocalChalice  # its current request is then one a thread
        self._gateway: Any = LocalGateway(app, Config.create(chalice_app=app, project_dir=FUNCTIONS))

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """The functions' answer to a request; 403 for a path or method they do not have, as the gateway gives."""
        from chalice.local import LocalGatewayException

        try:
            told = self._gateway.handle_request(method, path, headers, body)
        except LocalGatewayException as refusal:
            return Answer(refusal.CODE, {"Content-Type": "application/json"}, bytes(refusal.body or b""))
        if told["statusCode"] == METHOD_NOT_ALLOWED:
            return Answer(403, {"Content-Type": "application/json"}, b"")
        text = told["body"]
        return Answer(told["statusCode"], told["headers"], text if isinstance(text, bytes) else text.encode())


def dynamodb_environment(folder: Path) -> dict[str, str]:
    """What botocore wants to be told, though DynamoDB Local looks at none of it."""
    return {
        "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_CONFIG_FILE": str(folder / "no-aws-config"), "AWS_SHARED_CREDENTIALS_FILE": str(folder / "no-aws-keys"),
    }
