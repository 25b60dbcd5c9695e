"""The batches of an edition: which files are made together, and what they depend on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from .joined import Joined

Files = Iterable[tuple[str, bytes | Joined]]
"""Paths below the output, or with `data:` before them below the folder of data, and contents."""


Place = tuple[int, str]
"""Where an offer stands in lists: when it starts next, in seconds of the epoch, and its id."""
Reach = tuple[Place, Place] | None
"""The first and the last place of a list between which it may have changed; None: anywhere, and it may have got more
pages or fewer."""
NOWHERE: Reach = (0, ""), (0, "")


@dataclass(frozen=True)
class Part:
    """What of an edition can have changed: batches outside it are as they were."""

    offers: Collection[str]
    lists: Mapping[tuple[str, str], Reach]
    """By kind and id, in all languages."""
    others: Collection[str] | None
    """Keys of feeds and of files that are joined from all offers; None: any, and batches may be gone."""

    def altered(self, keys: Collection[str]) -> "Part":
        """This part, and all that is needed for batches whose files are not as they were left."""
        every = [key.split(":") for key in keys]
        offers = {own_id for kind, own_id in (one for one in every if len(one) == 2) if kind == "offer"}
        lists = dict.fromkeys((kind, own_id) for _, kind, own_id, _ in (one for one in every if len(one) == 4))
        others = None if self.others is None else {*self.others, *keys}
        return Part({*self.offers, *offers}, {**self.lists, **lists}, others)

    def holds(self, key: str) -> bool:
        """Whether a former batch would be planned again within this part, were it still there."""
        parts = key.split(":")
        if len(parts) == 2 and parts[0] == "offer":
            return parts[1] in self.offers
        return len(parts) != 4 or self.lists.get((parts[1], parts[2]), NOWHERE) is None

    def wants(self, key: str) -> bool:
        """Whether a feed or a joined file can have changed."""
        return self.others is None or key in self.others


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
    """Joined from pieces of all offers, which one process has: made in that one."""
