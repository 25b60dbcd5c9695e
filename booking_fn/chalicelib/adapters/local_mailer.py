"""The inbox of this machine: a folder with one `.eml` file a mail."""

import hashlib
import re
from pathlib import Path

from chalicelib.adapters.local_files import write_whole
from chalicelib.adapters.mime import compose
from chalicelib.ports import Clock, Mail, Unavailable


class LocalMailer:
    """A `Mailer` that keeps mails in `folder`; a file named `down` in it plays a mail server that is down."""

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, mail: Mail) -> None:
        """Keep the mail under a name made from its Message-ID, so that the same mail sent again takes its place."""
        raw = compose(mail, self._sender, self._clock.now())
        if (self._folder / "down").exists():
            raise Unavailable("the local mail server is down: remove the file named down from the inbox")
        write_whole(self._folder / file_name(mail.message_id), raw)


def file_name(message_id: str) -> str:
    """A file name for this Message-ID alone; the readable part is for people, the hash tells them apart."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", message_id.partition("@")[0]).strip("-")[:60]
    return f"{readable}-{hashlib.sha256(message_id.encode()).hexdigest()[:12]}.eml"
