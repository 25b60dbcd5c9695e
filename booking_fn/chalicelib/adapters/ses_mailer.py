"""Mails by Amazon SES."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from chalicelib.adapters.mime import address, compose
from chalicelib.ports import Clock, Mail, MailRefused, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

REFUSED = {"MessageRejected", "BadRequestException"}
"""SES's words about the mail itself; all others are about the account or the moment, and may pass."""


class SesMailer:
    """A `Mailer` over SES version 2, which takes the whole message as it is.

    SES writes a Message-ID and a Date of its own over ours, so a mail handed over twice arrives as two.
    """

    def __init__(self, sender: str, clock: Clock, client: "SESV2Client | None" = None) -> None:
        self._sender = sender
        self._clock = clock
        self._given = client

    def send(self, mail: Mail) -> None:
        """Hand over; returning means that SES took it. Raises `Unavailable` or `MailRefused`."""
        from botocore.exceptions import BotoCoreError, ClientError

        raw = compose(mail, self._sender, self._clock.now())
        try:
            self._client.send_email(
                FromEmailAddress=address(self._sender).addr_spec,
                Destination={"ToAddresses": [address(mail.to).addr_spec]},
                Content={"Raw": {"Data": raw}},
            )
        except ClientError as error:
            refused = error.response["Error"]["Code"] in REFUSED
            raise (MailRefused if refused else Unavailable)(f"SES: {error}") from error
        except BotoCoreError as error:
            raise Unavailable(f"SES: {error}") from error

    @cached_property
    def _client(self) -> "SESV2Client":
        if self._given is not None:
            return self._given
        import botocore.session  # 160 ms of a cold start: only where a mail is really sent
        from botocore.config import Config

        config = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 2})
        return cast("SESV2Client", botocore.session.get_session().create_client("sesv2", config=config))
