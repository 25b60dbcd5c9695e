"""Reading what was posted: its type and its size first, then its fields."""

from urllib.parse import parse_qsl

from chalice.app import Request

from chalicelib.core.errors import BadBody, BodyTooLarge, WrongContentType

MOST_BYTES = 16 * 1024
MOST_FIELDS = 100
FORM = "application/x-www-form-urlencoded"


def read_form(request: Request) -> dict[str, str]:
    """The fields of a posted form (WHATWG URL, application/x-www-form-urlencoded), in UTF-8; the last of a name holds.

    Raises `WrongContentType`, `BodyTooLarge` (over 16 KB), `BadBody` (not UTF-8, or over 100 fields).
    """
    body = read_body(request)
    kind = (request.headers or {}).get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise WrongContentType()
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as fault:
        raise BadBody() from fault
    return dict(fields)


def read_body(request: Request) -> bytes:
    """The raw bytes. Raises `BodyTooLarge` (over 16 KB)."""
    body: bytes = request.raw_body
    if len(body) > MOST_BYTES:
        raise BodyTooLarge()
    return body
