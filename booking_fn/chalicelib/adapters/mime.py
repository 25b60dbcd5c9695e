"""Mails as RFC 5322 messages: `compose` writes what is handed over, `parse` reads it for the inbox."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage, MIMEPart
from typing import Any, TypedDict

from chalicelib.ports import Attachment, Mail, MailRefused

MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,120}@[A-Za-z0-9.-]{1,120}>")
CONTENT_ID = re.compile(r"[A-Za-z0-9._-]{1,60}(@[A-Za-z0-9.-]{1,60})?")
HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")


class ReadAttachment(TypedDict):
    """What the inbox tells of an attachment or an image; `size` in bytes."""

    filename: str
    content_type: str
    size: int


class ReadMail(TypedDict):
    """A mail as the inbox shows it."""

    to: str
    subject: str
    text: str
    html: str
    attachments: list[ReadAttachment]


class Folding(policy.EmailPolicy):
    """Lines as RFC 5322 has them. Python 3.11's own folding loses the blank between two encoded words of a subject."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header as lines of ASCII; the words of a subject in one charset, its blanks inside the encoded words."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if str(value).isascii() else "utf-8"
        folded = Header(str(value), charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}".encode("ascii")


WRITE = Folding(linesep="\r\n")


def compose(mail: Mail, sender: str, sent_at: datetime) -> bytes:
    """The message as bytes with CRLF lines, all ASCII, safe for any mail server.

    mixed(alternative(text, related(html, images)), attachments), the layers without content left out.
    Marked as written by a machine (RFC 3834), so that absence notices do not answer it.

    Raises `MailRefused` when an address, the subject or a name could forge another header, or an address is none.
    """
    message = EmailMessage(policy=WRITE)
    try:
        _write_headers(message, mail, sender, sent_at)
        _write_bodies(message, mail)
        raw = _one_blank(message.as_bytes())
    except ValueError as error:  # the email package's word for a value that no header may hold
        raise MailRefused(f"a header of the mail is not valid: {error}") from error
    _check_headers(raw)
    return raw


def address(text: str) -> Address:
    """The one mail address in `text`, `a@b` or `Name <a@b>`; an international domain in its ASCII form.

    Raises `MailRefused` when there is none, several, or a local part beyond ASCII (which few servers take).
    """
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise MailRefused("a mail address holds a control character")
    try:
        found: Any = HeaderRegistry()("To", text)
        (one,) = found.addresses
        domain = one.domain.encode("idna").decode("ascii")
        one.username.encode("ascii")
    except ValueError as error:
        raise MailRefused("not one mail address") from error
    grouped = found.groups[0].display_name is not None
    if found.defects or grouped or not one.username or "." not in domain:
        raise MailRefused("not one mail address")
    return Address(one.display_name, one.username, domain)


def parse(raw: bytes) -> ReadMail:
    """What a composed mail says, its words decoded; an absent body is empty."""
    message = _read(raw)
    return {
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "text": _body(message, "plain"),
        "html": _body(message, "html"),
        "attachments": [
            {"filename": part.filename, "content_type": part.content_type, "size": len(part.body)}
            for part in attachments(raw)
        ],
    }


def attachments(raw: bytes) -> tuple[Attachment, ...]:
    """The attachments of a mail and the images of its HTML, in the order they were written."""
    message = _read(raw)
    bodies = (message.get_body(("plain",)), message.get_body(("html",)))
    leaves = [part for part in message.walk() if not part.is_multipart() and part not in bodies]
    return tuple(_attachment(part) for part in leaves)


def _write_headers(message: EmailMessage, mail: Mail, sender: str, sent_at: datetime) -> None:
    message["From"] = address(sender)
    message["To"] = address(mail.to)
    if mail.reply_to is not None:
        message["Reply-To"] = address(mail.reply_to)
    message["Subject"] = mail.subject
    # An encoded word (RFC 2047) in the text is read as what it encodes, line ends included.
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in mail.subject + str(message["Subject"])):
        raise MailRefused("the subject holds a control character")
    message["Date"] = sent_at
    if not MESSAGE_ID.fullmatch(mail.message_id):
        raise MailRefused("the Message-ID is not of the form <…@host>")
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"


def _write_bodies(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    html = message.get_body(("html",))
    assert isinstance(html, MIMEPart)  # noqa: S101 - added just above
    for image in (a for a in mail.attachments if a.content_id is not None):
        _add(html, image)
    for attachment in (a for a in mail.attachments if a.content_id is None):
        _add(message, attachment)


def _add(part: MIMEPart, attachment: Attachment) -> None:
    """Add an attachment to the message, or an image to its HTML; both in base64."""
    kind: Any = HeaderRegistry()("Content-Type", _plain(attachment.content_type))
    given: dict[str, Any] = {
        "maintype": kind.maintype, "subtype": kind.subtype, "params": dict(kind.params),
        "filename": _plain(attachment.filename),
    }
    if attachment.content_id is None:
        part.add_attachment(attachment.body, **given)
    elif CONTENT_ID.fullmatch(attachment.content_id):
        part.add_related(attachment.body, cid=f"<{attachment.content_id}>", disposition="inline", **given)
    else:
        raise MailRefused("the Content-ID of an image is not valid")


def _plain(words: str) -> str:
    if not words.isprintable() or not words:
        raise MailRefused("the name or type of an attachment is empty or holds a control character")
    return words


def _one_blank(raw: bytes) -> bytes:
    """Python's own folding leaves a blank before a line's end and puts one after it: readers would show both."""
    headers, end, rest = raw.partition(b"\r\n\r\n")
    return headers.replace(b" \r\n ", b"\r\n ") + end + rest


def _check_headers(raw: bytes) -> None:
    """Refuse a message that a reader would see with a header that was not meant, or with one twice."""
    names = message_from_bytes(raw, policy=policy.compat32).keys()
    if len(set(names)) != len(names) or not set(names) <= set(HEADERS):
        raise MailRefused("the mail would carry headers that were not meant")


def _read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def _attachment(part: MIMEPart) -> Attachment:
    content_id = part["Content-ID"]
    body = part.get_payload(decode=True)
    return Attachment(
        filename=part.get_filename() or "",
        content_type=part.get_content_type(),
        body=body if isinstance(body, bytes) else b"",
        content_id=None if content_id is None else str(content_id).strip("<>"),
    )
