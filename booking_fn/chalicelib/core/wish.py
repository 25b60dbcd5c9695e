"""What a visitor asks for, read from the posted form: every field checked, every fault told at once."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from chalicelib.core.contact import Contact, clean_email, clean_name, clean_phone
from chalicelib.core.errors import BadCount, BadLanguage, BookingError, ConditionsNotAccepted, UnknownDeparture

COUNT = "count_"
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)
_DEPARTURE = re.compile(r"[a-z0-9-]{1,80}-[0-9]{8}T[0-9]{4}(-[b-z])?", re.ASCII)


@dataclass(frozen=True)
class Wish:
    """A departure, a party and a contact, as asked; `terms` names the prices and terms that the page showed."""

    departure_id: str
    counts: dict[str, int]
    contact: Contact
    terms: str
    conditions_version: str
    again: int

    @property
    def fingerprint(self) -> str:
        """The same for the same form posted twice: of departure, party, contact and `again`, 32 hex digits."""
        contact = (self.contact.name.casefold(), self.contact.email.casefold())
        said = json.dumps([self.departure_id, sorted(self.counts.items()), contact, self.again])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


class _Faults:
    """Collects the errors of a form, field by field."""

    def __init__(self) -> None:
        self.errors: list[BookingError] = []

    def of(self, clean: Callable[[str], str], text: str) -> str:
        """The cleaned text, or an empty one after its error was noted."""
        try:
            return clean(text)
        except BookingError as error:
            self.errors.append(error)
            return ""

    def note(self, error: BookingError, *, unless: bool) -> None:
        """Note the error, unless all is well."""
        if not unless:
            self.errors.append(error)


def read_wish(
    form: Mapping[str, str], languages: Collection[str], conditions_version: str
) -> tuple[Wish, tuple[BookingError, ...]]:
    """The wish of a form and all that is wrong with its fields; the wish holds only if nothing is.

    Counts are ASCII digits, 0 to 999, an empty one 0.
    """
    faults = _Faults()
    departure_id = form.get("departure", "")
    faults.note(UnknownDeparture(), unless=bool(_DEPARTURE.fullmatch(departure_id)))
    counts = _counts(form, faults)
    contact = Contact(
        faults.of(clean_name, form.get("name", "")), faults.of(clean_email, form.get("email", "")),
        faults.of(clean_phone, form.get("phone", "")), form.get("language", ""),
    )
    faults.note(BadLanguage(), unless=contact.language in languages)
    accepted = form.get("accept") == "yes" and form.get("conditions") == conditions_version
    faults.note(ConditionsNotAccepted(), unless=accepted)
    again = form.get("again", "")
    wish = Wish(departure_id, counts, contact, form.get("terms", ""), conditions_version, whole(again) or 0)
    return wish, tuple(faults.errors)


def _counts(form: Mapping[str, str], faults: _Faults) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, text in form.items():
        if not name.startswith(COUNT):
            continue
        count = whole(text.strip(" ") or "0")
        faults.note(BadCount(name.removeprefix(COUNT)[:80]), unless=count is not None)
        if count:
            counts[name.removeprefix(COUNT)] = count
    return counts


def whole(text: str) -> int | None:
    """A number from 0 to 999 in ASCII digits, or `None` for anything else."""
    return int(text) if _COUNT.fullmatch(text) else None
