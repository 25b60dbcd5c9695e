"""What is the same on every page of a language: names, ways, assets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .. import urls
from ..model import Taxonomy
from .documents import OPEN_DATA, PRIVACY, TERMS, Document
from .ground_views import GroundView, TilesView
from .views import AssetsView, LabelView, LinkView, SiteView
from .words import Words, language_name

FOOTER = ("legal", TERMS, PRIVACY, "accessibility", OPEN_DATA)
"""Keys of the pages in the footer, in this order; others follow."""


@dataclass(frozen=True)
class Around:
    """What the sites of all languages are made from."""

    taxonomy: Taxonomy
    site_url: str
    assets: AssetsView
    documents: Sequence[Document]
    ground: GroundView | None
    tiles: TilesView | None
    visited: Mapping[str, Collection[str]]
    """By language, the territories that have offers in it."""


def site_view(around: Around, words: Words) -> SiteView:
    """The site in the language of `words`."""
    lang, taxonomy = words.lang, around.taxonomy
    own = {document.key: document for document in around.documents if document.lang == lang}
    site = taxonomy.site
    return SiteView(
        name=site.name,
        site_url=around.site_url,
        description=words.gettext(
            "Visites, balades, croisières et ateliers du Grand Paris, avec celles et ceux qui y vivent."
        ),
        lang=lang,
        languages=tuple(LabelView(one, language_name(one)) for one in taxonomy.languages),
        home=urls.home(lang),
        offers=urls.offers(lang),
        agenda=urls.agenda(lang),
        feed=feed_path(lang),
        json_feed=json_feed_path(lang),
        nav=_nav(words),
        territories=_territories(around, lang),
        footer=tuple(LinkView(one.view.title, one.url) for one in sorted(own.values(), key=_footer_rank)),
        terms_url=own[TERMS].url,
        privacy_url=own[PRIVACY].url,
        assets=around.assets,
        map=urls.map_page(lang),
        ground=around.ground,
        tiles=around.tiles,
        conditions_version=site.conditions_version,
        here=words.gettext("Cette page existe aussi en français."),
        close=words.gettext("Fermer"),
        contact=site.contact,
    )


def feed_path(lang: str) -> str:
    """The address of a language's feed."""
    return f"{urls.home(lang)}feed.xml"


def json_feed_path(lang: str) -> str:
    """The address of the same feed as JSON."""
    return f"{urls.home(lang)}feed.json"


def _nav(words: Words) -> tuple[LinkView, ...]:
    """The ways of every page: few enough for two lines of a narrow phone."""
    lang, say = words.lang, words.gettext
    return (
        LinkView(say("Visites"), urls.offers(lang)),
        LinkView(say("Agenda"), urls.agenda(lang)),
        LinkView(say("Carte"), urls.map_page(lang)),
    )


def _territories(around: Around, lang: str) -> tuple[LinkView, ...]:
    return tuple(
        LinkView(one.label[lang], urls.territory(lang, one.slug[lang]))
        for key, one in around.taxonomy.territories.items()
        if key in around.visited.get(lang, ())
    )


def _footer_rank(document: Document) -> tuple[int, str]:
    known = document.key in FOOTER
    return (FOOTER.index(document.key) if known else len(FOOTER), document.key)
