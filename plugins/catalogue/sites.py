"""What is the same on every page of a language: names, ways, assets."""

from collections.abc import Sequence

from . import urls
from .documents import PRIVACY, TERMS, Document
from .load import Catalogue
from .views import AssetsView, LabelView, LinkView, SiteView
from .words import Words, language_name

FOOTER = ("legal", TERMS, PRIVACY, "accessibility")
"""Keys of the pages in the footer, in this order; others follow."""


def site_view(
    catalogue: Catalogue, words: Words, site_url: str, assets: AssetsView, documents: Sequence[Document]
) -> SiteView:
    """The site in the language of `words`; `documents` may hold other languages' too."""
    lang = words.lang
    own = {document.key: document for document in documents if document.lang == lang}
    site = catalogue.taxonomy.site
    return SiteView(
        name=site.name,
        site_url=site_url,
        description=words.gettext(
            "Visites, balades, croisières et ateliers du Grand Paris, avec celles et ceux qui y vivent."
        ),
        lang=lang,
        languages=tuple(LabelView(one, language_name(one)) for one in catalogue.languages),
        home=urls.home(lang),
        offers=urls.offers(lang),
        feed=feed_path(lang),
        nav=_nav(catalogue, words),
        footer=tuple(LinkView(one.view.title, one.url) for one in sorted(own.values(), key=_footer_rank)),
        terms_url=own[TERMS].url,
        privacy_url=own[PRIVACY].url,
        assets=assets,
        conditions_version=site.conditions_version,
        contact=site.contact,
        build_day=catalogue.build_day,
    )


def feed_path(lang: str) -> str:
    """The address of a language's feed."""
    return f"{urls.home(lang)}feed.xml"


def _nav(catalogue: Catalogue, words: Words) -> tuple[LinkView, ...]:
    lang = words.lang
    visited = {offer.territory for offer in catalogue.offers_in(lang)}
    territories = (
        LinkView(one.label[lang], urls.territory(lang, one.slug[lang]))
        for key, one in catalogue.taxonomy.territories.items()
        if key in visited
    )
    return (LinkView(words.gettext("Toutes les visites"), urls.offers(lang)), *territories)


def _footer_rank(document: Document) -> tuple[int, str]:
    known = document.key in FOOTER
    return (FOOTER.index(document.key) if known else len(FOOTER), document.key)
