"""Personal pages and mails from Jinja templates, in the reader's language."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib.adapters import calendar_file, qr_code
from chalicelib.adapters.reader import Reader, Sources
from chalicelib.adapters.words import sentence
from chalicelib.ports import Attachment, Mail

ANSWERED_BY_PARTNER = ("confirmation", "link_again")
ANSWERED_BY_VISITOR = ("partner_booking", "partner_cancellation")
"""Who reads the answer to a mail; the office, which sends it, reads that to the others."""


class JinjaRenderer:
    """Keeps the promises of `Renderer`, with the site's header, footer and style as `site.json` tells them.

    A language that the site does not have is answered in its default one.
    """

    def __init__(
        self, site: Mapping[str, Any], *, templates: Path, shared: Path, locale: Path, shared_locale: Path
    ) -> None:
        """`site` is `site.json`; `templates` and `locale` (`booking.po`) are the functions'.

        `shared` holds the theme's components themselves, `shared_locale` its catalogues (`theme.po`).
        """
        sources = Sources(templates, shared, locale, shared_locale)
        self._readers = {each["code"]: Reader(site, each["code"], sources) for each in site["languages"]}
        self._default = self._readers[site["default_language"]]

    def page(self, name: str, locale: str, facts: Mapping[str, Any]) -> str:
        """The HTML of `templates/pages/<name>.html`."""
        return self._reader(locale).render(f"pages/{name}.html", facts)

    def mail(self, name: str, locale: str, facts: Mapping[str, Any], *, to: str, message_id: str) -> Mail:
        """The mail of `templates/mails/<name>.txt` (its first line is the subject) and `<name>.html`."""
        reader = self._reader(locale)
        subject, _, text = reader.render(f"mails/{name}.txt", facts).partition("\n")
        return Mail(
            to=to, subject=" ".join(subject.split()), text=_tidy(text),
            html=reader.render(f"mails/{name}.html", facts), message_id=message_id,
            reply_to=_reply_to(name, facts), attachments=_attachments(name, reader, facts),
        )

    def words(self, code: str, locale: str, data: Mapping[str, Any]) -> str:
        """The sentence for a code of `core/errors.py` and its data."""
        return sentence(code, data, self._reader(locale).say)

    def calendar(self, locale: str, facts: Mapping[str, Any]) -> bytes:
        """The `.ics` file of a booking; that of a cancelled one cancels the entry."""
        return _calendar(self._reader(locale), facts, cancelled=facts["booking"].get("state") == "cancelled")

    def _reader(self, locale: str) -> Reader:
        return self._readers.get(locale, self._default)


def _tidy(text: str) -> str:
    """Text as lines without trailing blanks, at most one empty line between paragraphs."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for before, line in zip(["x", *lines], lines, strict=False) if line or before]
    return "\n".join(kept) + "\n"


def _reply_to(name: str, facts: Mapping[str, Any]) -> str | None:
    if name in ANSWERED_BY_PARTNER:
        return str(facts["partner"]["email"])
    return str(facts["booking"]["contact"]["email"]) if name in ANSWERED_BY_VISITOR else None


def _attachments(name: str, reader: Reader, facts: Mapping[str, Any]) -> tuple[Attachment, ...]:
    if name == "confirmation":
        return (*_qr_codes(facts), _calendar_part(reader, facts, cancelled=False))
    if name == "cancellation":
        return (_calendar_part(reader, facts, cancelled=True),)
    return ()


def _qr_codes(facts: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """The tickets' codes as pictures, shown in the HTML as `cid:ticket-1`, ..."""
    return tuple(
        Attachment(f"ticket-{number}.png", "image/png", qr_code.png(ticket["code"]), content_id=f"ticket-{number}")
        for number, ticket in enumerate(facts["tickets"], start=1)
    )


def _calendar_part(reader: Reader, facts: Mapping[str, Any], *, cancelled: bool) -> Attachment:
    kind = f"text/calendar; method={calendar_file.method(cancelled)}; charset=utf-8"
    return Attachment("booking.ics", kind, _calendar(reader, facts, cancelled=cancelled))


def _calendar(reader: Reader, facts: Mapping[str, Any], *, cancelled: bool) -> bytes:
    description = _tidy(reader.render("mails/calendar.txt", facts)).strip()
    return calendar_file.calendar(facts, description=description, cancelled=cancelled, stamped_at=datetime.now(UTC))
