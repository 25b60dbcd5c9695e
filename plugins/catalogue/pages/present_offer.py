"""From one offer to its page: facts, departures, the booking form."""

from typing import NamedTuple

from markupsafe import Markup

from ..model import MeetingPoint, Offer
from ..model.departures import Departure
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
from .jsonld import EVENTS_MAX
from .present import Presenter
from .remembering import of_the_last
from .views import DepartureView, MeetingPointView, OfferView, TariffView


def offer_view(presenter: Presenter, offer: Offer) -> OfferView:
    """All that the page of an offer shows in the presenter's language."""
    words = offer.words[presenter.lang]
    tariffs = _tariffs(presenter, offer)
    dates = _dates(presenter.catalogue.departures[offer.id])
    return OfferView(
        card=presenter.cards[offer.id],
        body=Markup(to_html(words.body, presenter.lang)),  # noqa: S704 -- its Markdown lets no raw HTML through
        poster=presenter.pictures[offer.id].poster,
        themes=tuple(presenter.theme_terms[key] for key in offer.themes),
        territory=presenter.territory_terms[offer.territory],
        partner=presenter.partner(offer.partner),
        distance_m=offer.distance_m,
        accessibility=presenter.labels(presenter.catalogue.taxonomy.accessibility, offer.accessibility),
        meeting_point=_meeting_point(offer.meeting_point) if offer.meeting_point else None,
        come=words.come,
        bring=words.bring or "",
        included=words.included or "",
        the_extra=words.the_extra or "",
        tariffs=tariffs,
        departures=dates.shown,
        other_dates=max(0, dates.open - 1),
        party_max=offer.party_max,
        cut_off_minutes=offer.cut_off_minutes,
        cancellation=_tiers(offer),
        form=_form(presenter, offer, tariffs, dates.choice),
    )


def _tariffs(presenter: Presenter, offer: Offer) -> tuple[TariffView, ...]:
    labels = presenter.catalogue.taxonomy.tariffs
    return tuple(
        TariffView(
            one.id,
            labels[one.id].label[presenter.lang],
            tariff_note(one, labels[one.id], presenter.lang),
            one.price_cents,
        )
        for one in offer.tariffs
    )


def _tiers(offer: Offer) -> tuple[TierView, ...]:
    return tuple(TierView(tier.until_hours, tier.refund_percent) for tier in offer.cancellation)


class _Dates(NamedTuple):
    """What an offer's departures are in all languages."""

    shown: tuple[DepartureView, ...]
    choice: tuple[FormDepartureView, ...]
    open: int
    """How many are."""


@of_the_last
def _dates(departures: tuple[Departure, ...]) -> _Dates:
    return _Dates(
        shown=tuple(_departure(one) for one in departures[:EVENTS_MAX]),
        choice=tuple(_form_departure(one) for one in departures),
        open=sum(one.status == "open" for one in departures),
    )


def _departure(departure: Departure) -> DepartureView:
    return DepartureView(
        id=departure.id,
        starts_local=departure.starts_local,
        ends_local=departure.ends_at.astimezone(departure.starts_local.tzinfo),
        language=departure.language,
        status=departure.status,
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
            FormTariffView(one.id, one.label, one.note, one.price_cents, count="0" if rank else "1")
            for rank, one in enumerate(tariffs)
        ),
        contact=FormContactView(name="", email="", phone="", language=site.lang),
        languages=tuple(FormLanguageView(one.id, one.label) for one in site.languages),
        accepted=False,
        party_max=offer.party_max,
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
    )
