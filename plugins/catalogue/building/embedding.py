"""What partners show on their own websites: a page a partner and language, and the script that puts it in a frame."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..digests import digest
from ..pages.listings import Listing
from ..pages.pages import EMBEDDED_MAX
from .batches import Batch, Files

if TYPE_CHECKING:
    from .edition import Edition

SCRIPT = "embed.js"
"""Its address stands on other people's pages, so it has no hash in it and never changes."""
KIND = "embed"


def pages(edition: "Edition", lists: Sequence[Listing]) -> Iterator[Batch]:
    """The page of each partner among some lists."""
    for listing in lists:
        if listing.kind == "partner":
            said = [edition.briefs[own_id].said[listing.lang].card for own_id in listing.offers[:EMBEDDED_MAX]]
            known = digest(edition.about(listing), str(len(listing.offers)), *said)
            yield Batch(f"{listing.lang}:partner:{listing.own_id}:{KIND}", known, partial(_page, edition, listing))


def _page(edition: "Edition", listing: Listing) -> Files:
    page = edition.pages[listing.lang].embed(listing)
    yield page.path, edition.parts.press.render(edition.frame, page)


def script(edition: "Edition") -> Batch:
    """The script."""
    return Batch(SCRIPT, edition.known, partial(_script, edition))


def _script(edition: "Edition") -> Files:
    first = next(iter(edition.parts.sites.values()))
    titles = {
        lang: words.gettext("Visites à réserver sur {site}").format(site=first.name)
        for lang, words in edition.parts.words.items()
    }
    given = {"titles": titles, "lang": first.lang, "site_url": first.site_url}
    yield SCRIPT, edition.parts.press.fragment(first.lang, SCRIPT, given).encode()
