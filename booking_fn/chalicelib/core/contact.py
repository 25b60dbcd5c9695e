"""Who books: what a visitor typed, checked, in one form each."""

import re
import unicodedata
from dataclasses import dataclass

from chalicelib.core.errors import BadEmail, BadName, BadPhone

MOST_NAME = 80
MOST_EMAIL = 254
"""RFC 5321 section 4.5.3.1.3: a path is at most 256 octets, its angle brackets included."""

_LOCAL_PART = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL_PART}@(?:{_LABEL}\.)+(?=[A-Za-z0-9-]*[A-Za-z]){_LABEL}", re.ASCII)
_PHONE = re.compile(r"\+?[0-9(][0-9 .()\-/]*", re.ASCII)


@dataclass(frozen=True)
class Contact:
    """A visitor's name, mail address, telephone (or an empty text) and language."""

    name: str
    email: str
    phone: str
    language: str


def clean_name(text: str) -> str:
    """A name on one line, 1 to 80 characters, spaces folded. Raises `BadName`.

    Control, format and unassigned characters are refused: they break mail headers or hide what is written.
    """
    name = re.sub(r" {2,}", " ", unicodedata.normalize("NFC", text).strip())
    if not 1 <= len(name) <= MOST_NAME or any(unicodedata.category(c)[0] == "C" for c in name):
        raise BadName()
    if any(unicodedata.category(c) in ("Zl", "Zp") for c in name) or not any(c.isalnum() for c in name):
        raise BadName()
    return name


def clean_email(text: str) -> str:
    """An address of RFC 5321's common form (no quotes, no literals), its domain in lower case. Raises `BadEmail`."""
    email = text.strip(" ")
    local, _, domain = email.rpartition("@")
    if len(email) > MOST_EMAIL or len(local) > 64 or not _EMAIL.fullmatch(email):
        raise BadEmail()
    return f"{local}@{domain.lower()}"


def clean_phone(text: str) -> str:
    """A telephone number as digits with an optional `+`, or an empty text for none. Raises `BadPhone`."""
    phone = re.sub("[\u00a0\u202f]", " ", text).strip(" ")
    if not phone:
        return ""
    if phone.startswith("+"):
        phone = phone.replace("(0)", "")  # +33 (0)1: a zero that is dialled inside the country only
    digits = re.sub(r"[^0-9]", "", phone)
    if not _PHONE.fullmatch(phone) or not 6 <= len(digits) <= 15:
        raise BadPhone()
    return ("+" if phone.startswith("+") else "") + digits
