"""The functions' entrance: routes and schedules, nothing else."""

from chalice.app import Chalice, CloudWatchEvent, Rate, Response
from chalicelib.routes import jobs, visitor, webhooks

app = Chalice(app_name="faubourg")

ANY_TYPE = ["*/*"]
"""The type of a body is checked by the routes themselves, which answer in the shop's own words."""


@app.route("/{language}/booking/{offer_id}", methods=["POST"], content_types=ANY_TYPE)
def book(language: str, offer_id: str) -> Response:
    """See `visitor.book`."""
    return visitor.book(app.current_request, language, offer_id)


@app.route("/{language}/booking/{offer_id}", methods=["GET"], content_types=ANY_TYPE)
def offer_page(language: str, offer_id: str) -> Response:
    """See `visitor.offer_page`."""
    return visitor.offer_page(app.current_request, language, offer_id)


@app.route("/{language}/booking/{offer_id}/{token}", methods=["GET"], content_types=ANY_TYPE)
def booking_page(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.booking_page`; API Gateway wants one name for the second part, so here it is a booking's id."""
    return visitor.booking_page(app.current_request, language, offer_id, token)


@app.route("/{language}/booking/{offer_id}/{token}/calendar.ics", methods=["GET"], content_types=ANY_TYPE)
def calendar_file(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.calendar_file`."""
    return visitor.calendar_file(app.current_request, language, offer_id, token)


@app.route("/{language}/booking/{offer_id}/{token}/pay", methods=["POST"], content_types=ANY_TYPE)
def pay(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.pay`."""
    return visitor.pay(app.current_request, language, offer_id, token)


@app.route("/{language}/booking/{offer_id}/{token}/release", methods=["POST"], content_types=ANY_TYPE)
def release(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.release`."""
    return visitor.release(app.current_request, language, offer_id, token)


@app.route("/{language}/booking/{offer_id}/{token}/cancel", methods=["POST"], content_types=ANY_TYPE)
def cancel(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.cancel`."""
    return visitor.cancel(app.current_request, language, offer_id, token)


@app.route("/{language}/booking/{offer_id}/{token}/pay", methods=["GET"], content_types=ANY_TYPE)
@app.route("/{language}/booking/{offer_id}/{token}/release", methods=["GET"], content_types=ANY_TYPE)
@app.route("/{language}/booking/{offer_id}/{token}/cancel", methods=["GET"], content_types=ANY_TYPE)
def back_to_booking(language: str, offer_id: str, token: str) -> Response:
    """See `visitor.back_to_booking`."""
    return visitor.back_to_booking(app.current_request, language, offer_id, token)


@app.route("/webhooks/stripe", methods=["POST"], content_types=ANY_TYPE)
def stripe_webhook() -> Response:
    """See `webhooks.stripe`."""
    return webhooks.stripe(app.current_request)


@app.lambda_function(name="worker")
def worker(event: dict[str, object], context: object) -> dict[str, int]:
    """See `jobs.worker`; the stream is joined to it in infra/merge.yaml."""
    return jobs.worker(event)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    """See `jobs.sweep`."""
    return jobs.sweep()


@app.schedule("cron(15 1 * * ? *)")
def nightly(event: CloudWatchEvent) -> dict[str, int]:
    """See `jobs.nightly`; 01:15 UTC, when nobody books."""
    return jobs.nightly()
