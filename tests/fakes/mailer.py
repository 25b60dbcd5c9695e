"""A mail server in memory."""

from datetime import UTC, datetime

from chalicelib.adapters.mime import compose
from chalicelib.ports import Mail, Unavailable

SENDER = "Faubourg <bonjour@example.org>"
SENT_AT = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)


class FakeMailer:
    """Keeps the mails handed over in `sent`, oldest first; `down` makes it a server that does not answer."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.down = False

    def send(self, mail: Mail) -> None:
        """Hand over. Raises `Unavailable` while `down`, `MailRefused` for a mail that cannot be written."""
        compose(mail, SENDER, SENT_AT)
        if self.down:
            raise Unavailable("the mail server is down")
        self.sent.append(mail)
