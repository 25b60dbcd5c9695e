"""Every `Mailer` keeps the promises of the port: one suite over the inbox folder, the fake and SES."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber
from chalicelib.adapters.local_mailer import LocalMailer
from chalicelib.adapters.mime import attachments, compose, parse
from chalicelib.adapters.ses_mailer import SesMailer
from chalicelib.ports import Attachment, Mail, Mailer, MailRefused, Unavailable
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from tests.fakes.mailer import SENDER, SENT_AT, FakeMailer

QR = Attachment("billet.png", "image/png", b"\x89PNG\r\n\x1a\n", content_id="ticket-1")
CALENDAR = Attachment("visité.ics", "text/calendar; charset=utf-8; method=PUBLISH", b"BEGIN:VCALENDAR\r\n")
MAIL = Mail(
    to="lea@example.org",
    subject="Votre réservation\u202f: «\u202fLes murs de Vitry\u202f»",
    text="Bonjour Léa,\nà samedi, 14\u00a0h\u00a030.\n",
    html='<p lang="fr">Bonjour Léa <img src="cid:ticket-1" alt=""></p>\n',
    message_id="<confirmation.k7m2p9@example.org>",
    reply_to="guide@example.org",
    attachments=(QR, CALENDAR),
)
FORGED = [
    "lea@example.org\nBcc: thief@example.org",
    "lea@example.org\r\nBcc: thief@example.org",
    "lea@example.org, thief@example.org",
    "friends: lea@example.org;",
    "=?utf-8?q?x=0d=0aBcc=3athief=40example.org?= <lea@example.org>",
    "lea@example.org\0",
    "lea@localhost",
    "lea",
    "",
    "léa@example.org",
]
FORGED_WORDS = [
    "Bonjour\nBcc: thief@example.org",
    "Bonjour\r\n\r\nthe body",
    "Bonjour\x85Bcc: thief@example.org",
    "Bonjour\u2028Bcc: thief@example.org",
    "=?utf-8?q?Bonjour=0d=0aBcc=3a_thief=40example.org?=",
    "Bonjour\0",
]


class FixedClock:
    """The clock of these tests."""

    def now(self) -> datetime:
        return SENT_AT

    def pause(self, seconds: float) -> None:
        raise AssertionError("a mailer does not wait")


@dataclass
class Case:
    """A mailer, the messages its server took, and the way to take that server down."""

    mailer: Mailer
    received: Callable[[], list[bytes]]
    take_down: Callable[[], object]


def sesv2() -> Any:
    return botocore.session.get_session().create_client(
        "sesv2", region_name="eu-west-3", aws_access_key_id="test", aws_secret_access_key="test"
    )


def cut_the_line(client: Any) -> None:
    def refuse(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:9")

    client.meta.events.register_first("before-send.sesv2", refuse)


@pytest.fixture
def ses() -> Iterator[Case]:
    with mock_aws():
        client = sesv2()
        client.create_email_identity(EmailIdentity="bonjour@example.org")
        sent = ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].sent_messages
        yield Case(
            SesMailer(SENDER, FixedClock(), client),
            lambda: [raw if isinstance(raw, bytes) else raw.encode() for raw in (m.raw_data for m in sent)],
            lambda: cut_the_line(client),
        )
        client.close()


@pytest.fixture
def folder(tmp_path: Path) -> Case:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Case(
        LocalMailer(inbox, SENDER, FixedClock()),
        lambda: [path.read_bytes() for path in sorted(inbox.glob("*.eml"))],
        lambda: (inbox / "down").write_bytes(b""),
    )


@pytest.fixture
def fake() -> Case:
    mailer = FakeMailer()
    return Case(
        mailer,
        lambda: [compose(mail, SENDER, SENT_AT) for mail in mailer.sent],
        lambda: setattr(mailer, "down", True),
    )


@pytest.fixture(params=["folder", "fake", "ses"])
def case(request: pytest.FixtureRequest) -> Case:
    made: Case = request.getfixturevalue(request.param)
    return made


def test_the_server_gets_what_was_sent(case: Case) -> None:
    case.mailer.send(MAIL)
    (raw,) = case.received()
    assert parse(raw) == {
        "to": MAIL.to,
        "subject": MAIL.subject,
        "text": MAIL.text,
        "html": MAIL.html,
        "attachments": [
            {"filename": "billet.png", "content_type": "image/png", "size": 8},
            {"filename": "visité.ics", "content_type": "text/calendar", "size": 17},
        ],
    }
    assert [(a.body, a.content_id) for a in attachments(raw)] == [(QR.body, "ticket-1"), (CALENDAR.body, None)]


def test_a_mail_carries_its_date_its_own_id_and_who_answers(case: Case) -> None:
    case.mailer.send(MAIL)
    message = message_from_bytes(case.received()[0], policy=policy.default)
    assert message["Message-ID"] == MAIL.message_id
    assert message["Date"].datetime == SENT_AT
    assert message["Reply-To"] == "guide@example.org"
    assert message["From"] == SENDER
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("to", FORGED)
def test_what_is_not_one_address_is_refused(case: Case, to: str) -> None:
    with pytest.raises(MailRefused):
        case.mailer.send(replace(MAIL, to=to))
    with pytest.raises(MailRefused):
        case.mailer.send(replace(MAIL, reply_to=to))
    assert case.received() == []


@pytest.mark.parametrize("words", FORGED_WORDS)
def test_words_that_could_forge_a_header_are_refused(case: Case, words: str) -> None:
    with pytest.raises(MailRefused):
        case.mailer.send(replace(MAIL, subject=words))
    assert case.received() == []


def test_a_server_that_is_down_is_unavailable_and_took_nothing(case: Case) -> None:
    case.take_down()
    with pytest.raises(Unavailable):
        case.mailer.send(MAIL)
    assert case.received() == []


def test_an_international_domain_is_reached_by_its_ascii_name(case: Case) -> None:
    case.mailer.send(replace(MAIL, to="lea@exämple.org"))
    assert parse(case.received()[0])["to"] == "lea@xn--exmple-cua.org"


def test_the_same_mail_sent_again_takes_its_place_in_the_folder(folder: Case) -> None:
    folder.mailer.send(MAIL)
    folder.mailer.send(MAIL)
    folder.mailer.send(replace(MAIL, message_id="<confirmation-k7m2p9@example.org>"))
    assert len(folder.received()) == 2


def test_a_folder_whose_server_is_up_again_takes_the_mail(folder: Case, tmp_path: Path) -> None:
    folder.take_down()
    (tmp_path / "inbox" / "down").unlink()
    folder.mailer.send(MAIL)
    assert len(folder.received()) == 1


@pytest.mark.parametrize(
    ("code", "status", "raised"),
    [
        ("MessageRejected", 400, MailRefused),
        ("BadRequestException", 400, MailRefused),
        ("TooManyRequestsException", 429, Unavailable),
        ("LimitExceededException", 400, Unavailable),
        ("SendingPausedException", 400, Unavailable),
        ("AccountSuspendedException", 400, Unavailable),
        ("InternalFailure", 500, Unavailable),
        ("ServiceUnavailable", 503, Unavailable),
    ],
)
def test_an_error_of_ses_tells_a_bad_mail_from_a_bad_moment(code: str, status: int, raised: type[Exception]) -> None:
    client = sesv2()
    with Stubber(client) as stub:
        stub.add_client_error("send_email", code, http_status_code=status)
        with pytest.raises(raised):
            SesMailer(SENDER, FixedClock(), client).send(MAIL)


def test_every_line_of_a_message_is_ascii_and_ends_as_mail_servers_want() -> None:
    raw = compose(MAIL, SENDER, SENT_AT)
    raw.decode("ascii")
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", raw) is None


def test_the_parts_of_a_mail_are_nested_as_mail_readers_expect() -> None:
    message = message_from_bytes(compose(MAIL, SENDER, SENT_AT), policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/calendar",
    ]
    assert message.get_body(("html",)) is not None


def test_a_plain_mail_has_no_layers_it_does_not_need() -> None:
    message = message_from_bytes(compose(replace(MAIL, attachments=()), SENDER, SENT_AT), policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]


@pytest.mark.parametrize(
    "attachment",
    [
        replace(CALENDAR, filename="a\r\nX-Forged: 1.ics"),
        replace(CALENDAR, filename=""),
        replace(QR, content_id="ticket>\r\nX-Forged: 1"),
        replace(CALENDAR, content_type="text/calendar\r\nX-Forged: 1"),
    ],
)
def test_an_attachment_cannot_forge_a_header(attachment: Attachment) -> None:
    with pytest.raises(MailRefused):
        compose(replace(MAIL, attachments=(attachment,)), SENDER, SENT_AT)


def test_every_blank_of_a_subject_arrives_wherever_its_line_is_folded() -> None:
    for width in range(1, 60):
        for words in (f"{'x' * width} déc. à 14 h 30 : La Bièvre, une rivière", f"{'é' * width} La Bièvre  et la rue"):
            raw = compose(replace(MAIL, subject=words), SENDER, SENT_AT)
            folded = message_from_bytes(raw, policy=policy.compat32)["Subject"]
            assert str(make_header(decode_header(folded))) == words == parse(raw)["subject"]
            assert max(len(line) for line in raw.splitlines()) <= 78


def test_a_long_message_id_stays_whole() -> None:
    long = "<" + "x" * 110 + "@example.org>"
    raw = compose(replace(MAIL, message_id=long), SENDER, datetime(2027, 5, 1, tzinfo=UTC))
    assert f"Message-ID: {long}\r\n".encode() in raw


@pytest.mark.parametrize("message_id", ["", "a@example.org", "<a>", "<a@b>\r\nBcc: c@d.e", "<a b@example.org>"])
def test_a_message_id_of_another_form_is_refused(message_id: str) -> None:
    with pytest.raises(MailRefused):
        compose(replace(MAIL, message_id=message_id), SENDER, SENT_AT)
