"""Public addresses, and the signature that opens a booking: HMAC-SHA-256 (RFC 2104) cut to 160 bits."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from urllib.parse import urlsplit

TOKEN_BYTES = 20
PURPOSE = b"booking:"
"""Signed with the id, so that a token of another purpose never opens a booking."""


class SignedLinks:
    """Links of the site at `site_url`; the first of `secrets` signs, all of them are accepted."""

    def __init__(self, site_url: str, secrets: Sequence[str]) -> None:
        if not secrets or any(len(secret) < 32 for secret in secrets):
            raise ValueError("LINK_SECRETS: each secret has 32 characters or more")
        self._site_url = site_url.rstrip("/")
        self._secrets = tuple(secret.encode() for secret in secrets)

    def site(self, path: str) -> str:
        """The absolute address of a path."""
        return self._site_url + path

    def booking(self, locale: str, booking_id: str) -> str:
        """The address of the personal page, its token the last part."""
        return self.site(f"/{locale}/booking/{booking_id}/{_token(self._secrets[0], booking_id)}")

    def message_id(self, name: str) -> str:
        """`<name@host of the site>`."""
        return f"<{name}@{urlsplit(self._site_url).hostname}>"

    def opens(self, booking_id: str, token: str) -> bool:
        """Whether one of the secrets signed this; compared in constant time."""
        given = token.encode("ascii", "replace")
        expected = [_token(secret, booking_id).encode() for secret in self._secrets]
        return any([hmac.compare_digest(given, each) for each in expected])


def _token(secret: bytes, booking_id: str) -> str:
    digest = hmac.new(secret, PURPOSE + booking_id.encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()
