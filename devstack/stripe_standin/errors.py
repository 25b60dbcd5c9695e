"""Errors as Stripe's API words them."""

from typing import Any


class ApiError(Exception):
    """An answer other than 200: Stripe's status, type and code, and the parameter it is about."""

    def __init__(
        self, message: str, *, status: int = 400, code: str | None = None, param: str | None = None,
        type: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param
        self.type = type

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        told = {"type": self.type, "message": str(self), "code": self.code, "param": self.param}
        return {"error": {name: value for name, value in told.items() if value is not None}}


def missing(kind: str, id: str) -> ApiError:
    """There is no such object."""
    return ApiError(f"No such {kind}: '{id}'", status=404, code="resource_missing", param="id")


class Dropped(Exception):
    """The connection is closed without an answer."""
