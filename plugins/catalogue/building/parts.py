"""What an edition is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..given import Given
from ..pages.documents import Document
from ..pages.present import Presenter
from ..pages.press import Press
from ..pages.views import SiteView
from ..pages.words import Words
from ..reading.load import Catalogue
from .shelf import Shelf


class AddressTaken(Exception):
    """Two pages would have one address; the message says which."""


@dataclass(frozen=True)
class Parts:
    """What an edition is made of."""

    given: Given
    base: bytes
    """Digest of what every page depends on."""
    catalogue: Catalogue
    """The offers that were read."""
    shelf: Shelf
    """All of them, in short."""
    documents: Sequence[Document]
    words: Mapping[str, Words]
    sites: Mapping[str, SiteView]
    presenters: Mapping[str, Presenter]
    press: Press
    built_at: datetime
    commit: str
    """Of the content, in git."""
