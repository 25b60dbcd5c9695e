"""The batches of an edition: which files are made together, and what they depend on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Files = Iterable[tuple[str, bytes]]
"""Paths below the output, or with `data:` before them below the folder of data, and contents."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that depend on the same things and are made together."""

    key: str
    """Names it from build to build: `offer:murals`, `fr:theme:river:2`."""
    digest: bytes
    """Of all that they depend on: as long as it is the same, so are they."""
    make: Callable[[], Files]
    offer: str = ""
    """The offer that must have been read before they can be made."""
    joined: bool = False
    """Joined from pieces of all offers, which the ledger keeps: made where the ledger is open."""
