"""What pages say to whoever came to nothing: no such address, no answer from booking."""

from typing import NamedTuple

from .views import LinkView


class LostView(NamedTuple):
    """What another language says on the page for addresses that lead nowhere."""

    lang: str
    words: str
    offers: LinkView


class DownView(NamedTuple):
    """What a language says when booking does not answer."""

    lang: str
    title: str
    booking: str
    """To whoever was about to book."""
    paid: str
    """To whoever had just paid."""
    other: str
    """The other way to book, with `{contact}` for an address."""
    back: str
    offers: LinkView
