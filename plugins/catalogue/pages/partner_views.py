"""What templates get of a partner."""

from dataclasses import dataclass

from markupsafe import Markup

from .views import LabelView, LinkView


@dataclass(frozen=True, slots=True)
class PartnerView:
    """Who runs an offer. Its mail address is private and absent."""

    id: str
    name: str
    summary: str
    url: str
    lang: str
    """Of its summary and its page: another than the page's where the partner lacks words in that one."""
    website: LinkView | None
    """Its own."""


@dataclass(frozen=True, slots=True)
class PartnerPageView(PartnerView):
    """A partner on its own page."""

    embed: str
    """Path of the page that its own website may show."""
    kind: LabelView
    body: Markup
    territory: LabelView
    languages: tuple[LabelView, ...]
