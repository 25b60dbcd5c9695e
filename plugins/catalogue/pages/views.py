"""What every template of the theme receives: frozen data, ready to show.

Every template gets `lang` (code of the page's language), `site: SiteView` (the same on every page of a language),
`head: HeadView` (of this page alone) and `choices: tuple[AlternateView, ...]` (the homes of all languages), and
besides:

| template | gets |
|---|---|
| `home.html` | `cards` (soonest departure first, at most 12), `themes`, `territories` |
| `offers.html` | `cards` (of one page of the list), `pager`, `themes`, `territories`, `wishes` (a TermView each) |
| `offer.html` | `offer: OfferView` |
| `theme.html` | `theme: TermView`, `cards`, `pager`, `calendar` |
| `territory.html` | `territory: TermView`, `cards`, `pager`, `calendar` |
| `choice.html` | `choice: TermView` (free, with children, ...), `cards`, `pager`, `calendar` |
| `commune.html` | `commune: CommuneView`, `cards`, `pager` |
| `map.html` | `places`: a territory's TermView and its CommuneViews each; `online`: virtual visits, to count |
| `partner.html` | `partner: PartnerPageView`, `cards`, `pager`, `calendar` |
| `agenda_month.html` | `month: MonthView` |
| `agenda_day.html` | `day: DayView` |
| `embed.html` | `partner: PartnerPageView`, `cards` (the next ones, at most 12), `total` |
| `page.html` | `document: DocumentView` |
| `languages.html` | nothing more; at `/`, in the default language |
| `not_found.html` | `elsewhere`: a LostView a further language; written as `/404.html` in the default language |
| `booking_down.html` | `down`: a DownView a language, the default one first; written as `/booking-down.html` |

`cards` is a `tuple[CardView, ...]`; `themes` and `territories` are `tuple[CountedTermView, ...]`: those with offers.
`pager: PagerView` says which page of the list it is; `calendar` is the address of the list's departures as a calendar,
or nothing. The booking form's parameters are in `form_views.py`, those of an offer's page in `offer_views.py`, those
of the agenda in `agenda_views.py`, the filters in `templates.py`.
A view of which a page has many is a tuple with names: the cheapest to make, and to keep for the next build.

Static files: `static/css/main.css` (the `@layer` declaration) comes first, then every other `static/css/*.css` by name,
all joined into one sheet; `static/css/pages/*.css` are sheets by themselves, linked by the templates of one kind of
page (block `styles`), and a folder beside them is joined into one, as is a folder of scripts in `static/js/`; every
other file of `static/` is copied under a hashed name. In CSS, `url("icon.svg")` is the path below `static/` and becomes
the hashed address; the headline font is `url("bricolage.woff2")`.
Needed: `static/icon.svg`, `static/js/booking.js`.

A territory's inks are custom properties on any element with `data-territory="<id>"`: `--ink`, `--second-ink`; the
build writes them from `taxonomy.yaml` into the style sheet, for paper and for dark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from .ground_views import GroundView, TilesView


class LinkView(NamedTuple):
    """A link of the site's own."""

    label: str
    url: str
    """Path from the root: `/fr/visites/`. The current page's is `head.path`."""


class LabelView(NamedTuple):
    """An id of the taxonomy with its words in the page's language."""

    id: str
    label: str


class AlternateView(NamedTuple):
    """A page in one language. The list of a page holds itself too, and only the languages that it exists in."""

    lang: str
    name: str
    """Of the language, in that language: `Français`."""
    url: str
    """Path from the root."""
    href: str
    """Absolute, for `hreflang`."""
    locale: str = ""
    """The language as Open Graph names it: `fr_FR`."""
    here: str = ""
    """Tells, in that language, that the page exists in it."""
    close: str = ""
    """In that language, on the button that puts this away."""


@dataclass(frozen=True, slots=True)
class AssetsView:
    """Hashed addresses of the theme's files, as paths from the root."""

    css: str
    """Of every page."""
    agenda_css: str
    """Of the months and days of the agenda, beside the other."""
    finder_css: str
    """Of the list of all offers, beside the other."""
    home_css: str
    """Of the home pages, and of those that only send on."""
    offer_css: str
    """Of an offer, and of its form when the functions show it again."""
    booking_css: str
    """Of the functions' other pages."""
    map_css: str
    """Of the map."""
    leaflet_css: str
    """Loaded by `atlas_js`."""
    booking_js: str
    hand_on_js: str
    booking_down_js: str
    facets_js: str
    finder_js: str
    """Loaded by `facets_js` and `seek_js` on first use."""
    also_css: str
    """Loaded by `language_js` where it suggests a page."""
    language_js: str
    """Of every page: suggests it in a language that the visitor likes better."""
    seek_js: str
    """Of the home page."""
    embed_css: str
    """Of pages within other people's pages, with `embed_js`: they have no other."""
    embed_js: str
    map_js: str
    atlas_js: str
    """Loaded by `map_js` on first use."""
    leaflet_js: str
    """Loaded by `atlas_js`."""
    font: str
    icon: str
    touch_icon: str
    """For home screens, in PNG."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """What is the same on every page of a language."""

    name: str
    site_url: str
    """Public origin without a final slash: `https://visits.example.org`."""
    description: str
    """What the site is, in one sentence."""
    lang: str
    languages: tuple[LabelView, ...]
    """All languages of the site, each named in itself, the default one first."""
    home: str
    offers: str
    """The list of offers."""
    agenda: str
    """The departures of the present month, day by day."""
    feed: str
    json_feed: str
    nav: tuple[LinkView, ...]
    territories: tuple[LinkView, ...]
    """Those that have offers."""
    footer: tuple[LinkView, ...]
    """Pelican's own pages: terms, privacy, accessibility, legal notice."""
    terms_url: str
    privacy_url: str
    assets: AssetsView
    map: str
    """The page of the map."""
    ground: GroundView | None
    """None where the destination has none: then nothing is drawn."""
    tiles: TilesView | None
    """None: the interactive map shows the drawing alone."""
    conditions_version: str
    """Of the general terms that a visitor accepts."""
    here: str
    """Tells that a page exists in this language."""
    close: str
    """On the button that puts this away."""
    contact: str
    """Mail address of the office."""


class HeadView(NamedTuple):
    """What `<head>` and the way back say of one page."""

    path: str
    """Of this page, from the root: `/fr/visites/vitry-murs/`."""
    locale: str
    """The page's language as Open Graph names it: `fr_FR`."""
    title: str
    """Of the page alone; `base.html` adds the site's name."""
    description: str
    canonical: str
    """Absolute."""
    alternates: tuple[AlternateView, ...]
    """The page in all languages that have it, itself included; for `hreflang` where it is to be indexed."""
    x_default: str
    """Absolute address for `hreflang="x-default"`; empty when `alternates` is."""
    noindex: bool
    picture: str
    """Absolute address of the sharing picture; empty when there is none."""
    breadcrumb: tuple[LinkView, ...]
    """From home to this page, the last one being the page itself; empty on home, `/` and 404."""
    data: tuple[Markup, ...]
    """JSON-LD, each for one `<script type="application/ld+json">`; already safe inside it."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A theme or a territory."""

    id: str
    label: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class CountedTermView(TermView):
    """A theme or a territory where its size is told. No offer's page says it: it would change with other offers."""

    offers: int
    """How many offers it has in this language."""


class SourcesView(NamedTuple):
    """The versions of a photograph that a browser chooses from: addresses with widths, as `srcset` has them."""

    avif: str
    jpeg: str


class CardView(NamedTuple):
    """An offer in a list: the ticket."""

    offer_id: str
    url: str
    title: str
    summary: str
    type: LabelView
    commune: str
    territory: LabelView
    virtual: bool
    cover: str
    """Address of the 16:10 picture (decorative: `alt=""`): an illustration in SVG, or a photograph in JPEG."""
    photograph: SourcesView | None
    """Its other versions, where it is a photograph."""
    starts_local: datetime | None
    """Next departure that is open, with its offset; None when there is none."""
    duration_minutes: int
    free: bool
    from_price_cents: int
    """The lowest price above zero; 0 when free."""
    one_price: bool
    """Every priced tariff costs `from_price_cents`: no "dès" before it."""
    languages: tuple[LabelView, ...]
    """Guided languages."""
    audience: tuple[LabelView, ...]
    """Whom alone it is for; empty where everyone is welcome."""


class PagerView(NamedTuple):
    """Where a page stands in a list that several pages share. The label of each link is a page's number."""

    number: int
    """Of this page, from 1."""
    last: int
    total: int
    """Offers of the whole list."""
    previous: LinkView | None
    next: LinkView | None
    pages: tuple[LinkView, ...]
    """Pages to choose from, this one among them; need not be all."""


class DocumentView(NamedTuple):
    """One of Pelican's own pages."""

    title: str
    body: Markup


Context = Mapping[str, object]
"""What a template is rendered with."""
