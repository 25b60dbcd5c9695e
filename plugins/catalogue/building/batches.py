"""The batches of an edition: which files are made together, and what they depend on."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .joined import Joined

Files = Iterable[tuple[str, bytes | Joined]]
"""Paths below the output, or with `data:` before them below the folder of data, and contents."""


@dataclass(frozen=True)
class Part:
    """What of an edition can have changed: batches outside it are as they were."""

    offers: Collection[str]
    lists: Collection[tuple[str, str]]
    """Kind and id of lists, in all languages."""
    altered: Collection[str]
    """Keys of batches whose files are not as they were left."""

    @staticmethod
    def of(offers: Collection[str], lists: Iterable[tuple[str, str]], altered: Collection[str]) -> "Part":
        """The part of some offers and lists, and of all that is needed for batches whose files were altered."""
        every = [key.split(":") for key in altered]
        more_offers = {own_id for kind, own_id in (one for one in every if len(one) == 2) if kind == "offer"}
        more_lists = {(kind, own_id) for _, kind, own_id, _ in (one for one in every if len(one) == 4)}
        return Part({*offers, *more_offers}, {*lists, *more_lists}, altered)

    def holds(self, key: str) -> bool:
        """Whether a former batch would be planned again within this part, were it still there."""
        parts = key.split(":")
        if len(parts) == 2 and parts[0] == "offer":
            return parts[1] in self.offers
        return len(parts) != 4 or (parts[1], parts[2]) in self.lists


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
