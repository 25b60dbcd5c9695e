"""Answers: pages, redirections and refusals, each with its status and the headers of a personal page."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from chalice.app import Request, Response

from chalicelib import wiring
from chalicelib.core.errors import BookingError, Refused, TryAgain
from chalicelib.operations.faults import log_fault
from chalicelib.ports import ForgedEvent, StoreBusy, Unavailable

P = ParamSpec("P")

STATUS = {
    "sold_out": 409, "quota_reached": 409, "others_paying": 409, "terms_changed": 409, "already_booked": 409,
    "already_paid": 409, "not_cancellable": 409, "refund_changed": 409,
    "departure_closed": 410, "departure_cancelled": 410, "departure_past": 410, "hold_expired": 410,
    "unknown_offer": 404, "not_yours": 404, "not_found": 404,
    "bad_body": 400, "body_too_large": 413, "wrong_content_type": 415,
    "payment_unavailable": 503, "try_again": 503, "internal_error": 500,
}
"""HTTP status of each error's code; the others are faults of a field, 422."""

PERSONAL = {
    "Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer",
}
RELOAD_SECONDS = 3


def status_of(refused: Refused) -> int:
    """The status of a refused form: 422 while a field is at fault, else that of the first reason."""
    statuses = [STATUS.get(error.code, 422) for error in refused.errors]
    return 422 if 422 in statuses else statuses[0]


def page(html: str, status: int = 200, content_type: str = "text/html; charset=utf-8") -> Response:
    """A page in the shop's own HTML, never kept by anybody."""
    headers = {**wiring.security_headers(), **PERSONAL, "Content-Type": content_type}
    return Response(html, headers=headers, status_code=status)


def waiting(html: str) -> Response:
    """A page that the browser asks for again by itself (`Refresh`, WHATWG HTML section 7.5.2), with no script.

    It leads to the same page with no such header, for whoever wants it to stay (WCAG 2.2.2, RGAA 13.1).
    """
    answer = page(html)
    answer.headers["Refresh"] = str(RELOAD_SECONDS)
    return answer


def see_other(url: str) -> Response:
    """Go on there with a GET (303, RFC 9110 section 15.4.4)."""
    return Response("", headers={**wiring.security_headers(), **PERSONAL, "Location": url}, status_code=303)


def told(value: Mapping[str, object], status: int = 200) -> Response:
    """JSON, for machines."""
    headers = {**wiring.security_headers(), **PERSONAL, "Content-Type": "application/json"}
    return Response(dict(value), headers=headers, status_code=status)


def message(code: str, language: str, data: Mapping[str, object] | None = None) -> Response:
    """The page that says one thing."""
    status = STATUS.get(code, 422)
    renderer = wiring.shop().renderer
    facts = {"code": code, "words": renderer.words(code, language, data or {}), "status": status,
             "offer": None, "retry": status == 503}
    return page(renderer.page("message", language, facts), status)


def language_of(path_language: str) -> str:
    """The language of a path, or the site's default for one it does not have."""
    languages = wiring.shop().languages
    return path_language if path_language in languages else languages[0]


View = Callable[Concatenate[Request, str, P], Response]


def answering(view: View[P]) -> View[P]:
    """The outermost decorator of a visitor's route: whatever happens, an answer in the page's language."""

    @wraps(view)
    def answered(request: Request, language: str, /, *args: P.args, **kwargs: P.kwargs) -> Response:
        spoken = language_of(language)
        if spoken != language:
            return message("not_found", spoken)
        try:
            return view(request, language, *args, **kwargs)
        except BookingError as error:
            return message(error.code, spoken, error.data())
        except (StoreBusy, Unavailable):
            return message(TryAgain.code, spoken)
        except Exception as fault:  # noqa: BLE001 - the last line: whatever happens, an answer
            log_fault(view.__name__, fault)
            return message("internal_error", spoken)

    return answered


def answering_machine(view: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The outermost decorator of a machine's route: refused for good (400), or to be sent again (503)."""

    @wraps(view)
    def answered(request: Request) -> Response:
        try:
            return view(request)
        except ForgedEvent:
            return told({"error": "forged_event"}, 400)
        except BookingError as error:
            return told({"error": error.code}, STATUS.get(error.code, 400))
        except Unavailable:
            return told({"error": "try_again"}, 503)
        except Exception as fault:  # noqa: BLE001 - Stripe delivers it again
            log_fault(view.__name__, fault)
            return told({"error": "internal_error"}, 500)

    return answered
