"""A renderer that writes no words: it gives back the names and facts it was asked for, as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.ports import Mail

PAGES = ("booking", "refused", "already_booked", "message")
MAILS = (
    "confirmation", "cancellation", "late_refund", "link_again", "payment_failed",
    "partner_booking", "partner_cancellation",
)


class FakeRenderer:
    """Keeps the promises of `Renderer` with JSON for words, so that a story's test can read the facts back."""

    def page(self, name: str, locale: str, facts: Mapping[str, Any]) -> str:
        """`{"page": name, "locale": ..., "facts": ...}`."""
        assert name in PAGES, name
        return _json({"page": name, "locale": locale, "facts": facts})

    def mail(self, name: str, locale: str, facts: Mapping[str, Any], *, to: str, message_id: str) -> Mail:
        """A mail whose subject is `<name> <locale>` and whose text holds the facts."""
        assert name in MAILS, name
        text = _json({"mail": name, "locale": locale, "facts": facts})
        return Mail(to=to, subject=f"{name} {locale}", text=text, html="", message_id=message_id)

    def words(self, code: str, locale: str, data: Mapping[str, Any]) -> str:
        """`{"code": code, "locale": ..., "data": ...}`."""
        return _json({"code": code, "locale": locale, "data": data})

    def calendar(self, locale: str, facts: Mapping[str, Any]) -> bytes:
        """The facts, where the true renderer gives an `.ics` file."""
        return _json({"calendar": locale, "facts": facts}).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
