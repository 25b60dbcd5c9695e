"""The visitor's routes: book, see the booking, pay, release, cancel."""

import re

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.core.errors import (
    AlreadyBooked,
    AlreadyPaidFor,
    BookingError,
    HoldExpired,
    NotCancellable,
    RefundChanged,
    Refused,
)
from chalicelib.operations.cancel_booking import cancel_booking
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.reading import offer_on_sale
from chalicelib.operations.release_hold import pay_hold, release_hold
from chalicelib.operations.show_booking import opened, show_booking
from chalicelib.operations.show_form import show_form
from chalicelib.routes.answers import STATUS, answering, page, see_other, status_of, waiting
from chalicelib.routes.bodies import read_form

_CENTS = re.compile(r"[0-9]{1,8}", re.ASCII)


@answering
def book(request: Request, language: str, offer_id: str) -> Response:
    """POST of the booking form: on to the payment, or the same form with what to mend."""
    form = read_form(request)
    try:
        return see_other(hold_seats(wiring.shop(), offer_id, form))
    except Refused as refused:
        return _form_again("refused", language, offer_id, form, refused)
    except AlreadyBooked as twice:
        return _form_again("already_booked", language, offer_id, form | {"again": str(twice.again)}, Refused((twice,)))
    except BookingError as error:
        if STATUS.get(error.code) != 503:
            raise
        return _form_again("refused", language, offer_id, form, Refused((error,)))


@answering
def offer_page(request: Request, language: str, offer_id: str) -> Response:
    """GET of the form's address (a reload, the back button): the offer's own page."""
    offer = offer_on_sale(wiring.shop(), offer_id)
    return see_other(wiring.shop().links.site(offer.words_in(language).url))


@answering
def booking_page(request: Request, language: str, booking_id: str, token: str) -> Response:
    """The personal page of a booking."""
    asked = request.query_params or {}
    waits = "paid_still" if asked.get("stay") == "1" else "paid_soon"
    return _booking(language, booking_id, token, waits if asked.get("paid") == "1" else None)


@answering
def calendar_file(request: Request, language: str, booking_id: str, token: str) -> Response:
    """The booking for a calendar."""
    facts = show_booking(wiring.shop(), booking_id, token, language)
    body = wiring.shop().renderer.calendar(language, facts).decode()
    return page(body, content_type="text/calendar; charset=utf-8")


@answering
def pay(request: Request, language: str, booking_id: str, token: str) -> Response:
    """On to Stripe's page."""
    read_form(request)
    opened(wiring.shop(), booking_id, token)
    try:
        return see_other(pay_hold(wiring.shop(), booking_id))
    except (HoldExpired, AlreadyPaidFor) as late:
        return _booking(language, booking_id, token, late.code)


@answering
def release(request: Request, language: str, booking_id: str, token: str) -> Response:
    """The seats are given back."""
    read_form(request)
    opened(wiring.shop(), booking_id, token)
    try:
        release_hold(wiring.shop(), booking_id)
    except (HoldExpired, AlreadyPaidFor) as late:
        return _booking(language, booking_id, token, late.code)
    return see_other(wiring.shop().links.booking(language, booking_id))


@answering
def cancel(request: Request, language: str, booking_id: str, token: str) -> Response:
    """The booking is cancelled, with the refund that the page showed."""
    form = read_form(request)
    opened(wiring.shop(), booking_id, token)
    shown = form.get("refund_cents", "")
    try:
        cancel_booking(wiring.shop(), booking_id, int(shown) if _CENTS.fullmatch(shown) else -1)
    except (NotCancellable, RefundChanged) as changed:
        return _booking(language, booking_id, token, changed.code)
    return see_other(wiring.shop().links.booking(language, booking_id))


@answering
def back_to_booking(request: Request, language: str, booking_id: str, token: str) -> Response:
    """GET of what is posted to (a reload, the back button): the page of the booking."""
    opened(wiring.shop(), booking_id, token)
    return see_other(wiring.shop().links.booking(language, booking_id))


def _booking(language: str, booking_id: str, token: str, notice: str | None) -> Response:
    shop = wiring.shop()
    facts = show_booking(shop, booking_id, token, language)
    shown = facts["booking"]
    held = isinstance(shown, dict) and shown["state"] == "held"
    notice = None if notice in ("paid_soon", "paid_still") and not held else notice
    facts |= {"action_url": f"/{language}/booking/{booking_id}/{token}", "notice": notice}
    html = shop.renderer.page("booking", language, facts)
    return waiting(html) if notice == "paid_soon" else page(html, STATUS.get(notice or "", 200))


def _form_again(name: str, language: str, offer_id: str, form: dict[str, str], refused: Refused) -> Response:
    shop = wiring.shop()
    facts = show_form(shop, offer_on_sale(shop, offer_id), language, form, refused)
    status = status_of(refused)
    return page(shop.renderer.page(name, language, facts | {"status": status}), status)
