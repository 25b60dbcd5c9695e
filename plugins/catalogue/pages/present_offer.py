"""From one offer to its page: facts, departures, the booking form."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from .. import urls
from ..model import MeetingPoint, Offer
from ..model.departures import Departure
from ..model.offers import EVERYONE
from ..reading.compile import tariff_note
from ..reading.markdown import to_html
from .form_views import (
    FormContactView,
    FormDepartureView,
    FormLanguageView,
    FormTariffView,
    FormView,
    TierView,
)
from .ground import spot
from .hand_on import calendar_link, mail_link
from .jsonld import EVENTS_MAX
from .offer_views import (
    DaysView,
    DepartureView,
    FacetView,
    LimitsView,
    MeetingPointView,
    NeedView,
    OfferView,
    TariffView,
    VirtualView,
)
from .photographs import POSTER, cover_of, photograph_views
from .pictures import cover
from .present import Presenter, said
from .remembering import of_the_last
from .views import CardView, LabelView

NEEDS: Mapping[str, tuple[str, ...]] = {
    "moving": ("wheelchair",),
    "hearing": ("hearing-loop", "sign-language", "captions"),
    "seeing": ("blind",),
    "following": ("cognitive",),
    "resting": ("quiet", "seating"),
}
"""Needs, in the succession of the page, and the facets of accessibility that answer them."""
NEED_OF = {facet: need for need, facets in NEEDS.items() for facet in facets}
OTHER = "other"

DAYS_TOLD = 3
"""Departures told by name that are not as the offer says; the others are counted."""


def offer_view(presenter: Presenter, offer: Offer) -> OfferView:
    """All that the page of an offer shows in the presenter's language."""
    words, taxonomy = offer.words[presenter.lang], presenter.catalogue.taxonomy
    tariffs = _tariffs(presenter, offer)
    facts, dates = _facts(offer), _dates(presenter.catalogue.departures[offer.id])
    brief = presenter.shelf.briefs[offer.id]
    photographs = photograph_views(brief.images, offer.images, words.alt)
    return OfferView(
        card=presenter.cards[offer.id],
        body=Markup(to_html(words.body, presenter.lang)),  # noqa: S704 -- its Markdown lets no raw HTML through
        poster=cover(offer.id, brief, POSTER).url,
        photograph=photographs[0] if cover_of(brief.images) else None,
        themes=tuple(presenter.theme_terms[key] for key in offer.themes),
        territory=presenter.territory_terms[offer.territory],
        partner=presenter.partner(offer.partner),
        distance_m=offer.distance_m,
        difficulty=presenter.label(taxonomy.difficulties, offer.difficulty) if offer.difficulty else None,
        audience=_audience(presenter, offer),
        limits=facts.limits,
        accessibility=_needs(presenter, offer),
        meeting_point=_named(facts.meeting_point, words.meet),
        spot=spot(presenter.site.ground, facts.place) if facts.place else None,
        commune_url=urls.commune(presenter.lang, urls.slug_of(offer.commune)) if facts.place else "",
        end_point=_named(facts.end_point, words.end),
        places=dates.places,
        capacities=tuple(one for one in dates.capacities if one.capacity != offer.capacity),
        virtual=facts.virtual,
        come=words.come,
        bring=words.bring or "", included=words.included or "", the_extra=words.the_extra or "",
        tariffs=tariffs,
        departures=dates.shown,
        next_id=dates.next.id if dates.next else "",
        calendar=_calendar(presenter, offer, dates.next),
        mail=mail_link(presenter.site, presenter.cards[offer.id]),
        other_dates=max(0, dates.open - 1), full=dates.full,
        party_max=offer.party_max, cut_off_minutes=offer.cut_off_minutes,
        cancellation=_tiers(offer),
        form=_form(presenter, offer, tariffs, dates.choice),
        photographs=photographs[1:] if cover_of(brief.images) else photographs,
        related=_related(presenter, offer),
    )  # fmt: skip


def _calendar(presenter: Presenter, offer: Offer, departure: Departure | None) -> Markup:
    if departure is None:
        return Markup()
    words, point = offer.words[presenter.lang], departure.place or offer.meeting_point
    place = f"{point.name if departure.place else words.meet or point.name}, {point.address}" if point else ""
    return calendar_link(presenter.site, presenter.cards[offer.id], departure, place)


def _audience(presenter: Presenter, offer: Offer) -> tuple[LabelView, ...]:
    audiences = presenter.catalogue.taxonomy.audiences
    return () if offer.audience == (EVERYONE,) else presenter.labels(audiences, offer.audience)


def _needs(presenter: Presenter, offer: Offer) -> tuple[NeedView, ...]:
    labels, words = presenter.catalogue.taxonomy.accessibility, offer.words[presenter.lang].access
    found: dict[str, list[FacetView]] = {}
    for key in offer.accessibility:
        facet = FacetView(key, said(labels[key], presenter.lang), words.get(key, ""))
        found.setdefault(NEED_OF.get(key, OTHER), []).append(facet)
    return tuple(NeedView(need, tuple(found[need])) for need in (*NEEDS, OTHER) if need in found)


def _related(presenter: Presenter, offer: Offer) -> tuple[CardView, ...]:
    briefs = presenter.shelf.briefs
    return tuple(
        presenter.cards[own_id]
        for own_id in offer.related
        if own_id in briefs and presenter.lang in briefs[own_id].said
    )


def _tariffs(presenter: Presenter, offer: Offer) -> tuple[TariffView, ...]:
    labels, lang = presenter.catalogue.taxonomy.tariffs, presenter.lang
    return tuple(
        TariffView(
            one.id,
            said(labels[one.id].label, lang),
            tariff_note(one, labels[one.id], lang),
            one.price_cents,
            _within((labels[one.id].proof or {}).get(lang, ""), lang),
            one.quota,
        )
        for one in offer.tariffs
    )


def _within(sentence: str, lang: str) -> str:
    """A sentence as it goes on after a colon: without its capital, but in German and where more capitals follow."""
    if lang == "de" or sentence[1:2].isupper():
        return sentence
    return sentence[:1].lower() + sentence[1:]


def _tiers(offer: Offer) -> tuple[TierView, ...]:
    return tuple(TierView(tier.until_hours, tier.refund_percent) for tier in offer.cancellation)


class _Facts(NamedTuple):
    """What an offer is in all languages."""

    limits: LimitsView
    virtual: VirtualView | None
    meeting_point: MeetingPointView | None
    end_point: MeetingPointView | None
    place: tuple[float, float] | None
    """Degrees of the meeting point."""


@of_the_last
def _facts(offer: Offer) -> _Facts:
    minimum = offer.minimum
    return _Facts(
        LimitsView(
            offer.from_age,
            offer.to_age,
            offer.capacity,
            offer.party_min,
            minimum.persons if minimum else 0,
            minimum.decide_hours if minimum else 0,
        ),
        VirtualView(offer.virtual.platform, offer.virtual.link_sent) if offer.virtual else None,
        _meeting_point(offer.meeting_point) if offer.meeting_point else None,
        _meeting_point(offer.end_point) if offer.end_point else None,
        (offer.meeting_point.lat, offer.meeting_point.lon) if offer.meeting_point else None,
    )


def _named(point: MeetingPointView | None, name: str | None) -> MeetingPointView | None:
    """The point under its name in a language, where it has one there."""
    return point._replace(name=name) if point and name else point


class _Dates(NamedTuple):
    """What an offer's departures are in all languages."""

    shown: tuple[DepartureView, ...]
    choice: tuple[FormDepartureView, ...]
    next: Departure | None
    """The first one that is open."""
    open: int
    """How many are."""
    full: bool
    places: tuple[DaysView, ...]
    """Departures that meet elsewhere, by place."""
    capacities: tuple[DaysView, ...]
    """All of them by the number of their seats."""


@of_the_last
def _dates(departures: tuple[Departure, ...]) -> _Dates:
    states = [one.status for one in departures]
    coming = [one for one in departures if one.status != "cancelled"]
    return _Dates(
        shown=tuple(_departure(one) for one in departures[:EVENTS_MAX]),
        choice=tuple(_form_departure(one) for one in departures),
        next=next((one for one in departures if one.status == "open"), None),
        open=states.count("open"),
        full="full" in states and "open" not in states,
        places=_grouped((one for one in coming if one.place), lambda one: one.place),
        capacities=_grouped(coming, lambda one: one.capacity),
    )


def _days(departures: list[Departure]) -> DaysView:
    first, starts = departures[0], tuple(one.starts_local for one in departures[:DAYS_TOLD])
    place = _meeting_point(first.place) if first.place else None
    return DaysView(starts, len(departures) - len(starts), place, first.capacity)


def _grouped(departures: Iterable[Departure], key: Callable[[Departure], Hashable]) -> tuple[DaysView, ...]:
    """Departures by what they have in common, the soonest first."""
    found: dict[Hashable, list[Departure]] = {}
    for one in departures:
        found.setdefault(key(one), []).append(one)
    return tuple(map(_days, found.values()))


def _departure(departure: Departure) -> DepartureView:
    return DepartureView(
        id=departure.id,
        starts_local=departure.starts_local,
        ends_local=departure.ends_at.astimezone(departure.starts_local.tzinfo),
        language=departure.language,
        status=departure.status,
        capacity=departure.capacity,
        place=_meeting_point(departure.place) if departure.place else None,
    )


def _meeting_point(point: MeetingPoint) -> MeetingPointView:
    latitude, longitude = f"{point.lat:.5f}", f"{point.lon:.5f}"
    return MeetingPointView(point.name, point.address, latitude, longitude, f"geo:{latitude},{longitude}")


def _form(
    presenter: Presenter, offer: Offer, tariffs: tuple[TariffView, ...], choice: tuple[FormDepartureView, ...]
) -> FormView:
    site = presenter.site
    return FormView(
        action=f"/{site.lang}/booking/{offer.id}",
        lang=site.lang,
        offer_id=offer.id,
        terms=offer.terms,
        conditions_version=site.conditions_version,
        terms_url=site.terms_url,
        privacy_url=site.privacy_url,
        free=presenter.cards[offer.id].free,
        currency=presenter.catalogue.taxonomy.currency,
        availability_url=f"/availability/{offer.id}.json",
        departures=choice,
        tariffs=tuple(
            FormTariffView(one.id, one.label, one.note, one.price_cents, count="0" if rank else str(offer.party_min))
            for rank, one in enumerate(tariffs)
        ),
        contact=FormContactView(name="", email="", phone="", language=site.lang),
        languages=tuple(FormLanguageView(one.id, one.label) for one in site.languages),
        accepted=False,
        party_max=offer.party_max,
        party_min=offer.party_min,
        cancellation=_tiers(offer),
        errors=(),
        again=None,
        total_cents=None,
    )


def _form_departure(departure: Departure) -> FormDepartureView:
    # None is chosen beforehand: a date taken by oversight is worse than one tap more.
    return FormDepartureView(
        id=departure.id,
        starts_local=departure.starts_local,
        language=departure.language,
        status=departure.status,
        left=None,
        checked=False,
        place=departure.place.name if departure.place else "",
    )
