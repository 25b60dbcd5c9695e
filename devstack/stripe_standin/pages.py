"""The payment page and the dashboard: HTML forms alone, no script."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from devstack.stripe_standin.control import Control
from devstack.stripe_standin.errors import ApiError
from devstack.stripe_standin.ledger import Object
from devstack.stripe_standin.money import Money
from devstack.stripe_standin.web import Response, html, see_other
from devstack.stripe_standin.words import cents, euros, words

HERE = Path(__file__).parent

DASHBOARD = "/_dev/stripe/"
LEADS_AWAY = ("pay", "pay_twice", "pay_later", "finish")


class Pages:
    """Renders the pages and answers their forms."""

    def __init__(self, money: Money, control: Control) -> None:
        self._money = money
        self._control = control
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )

    def payment(self, id: str, *, declined: bool) -> Response:
        """The page of a Checkout Session, in its language."""
        try:
            session = self._money.find("checkout.session", id)
        except ApiError:
            return html(self._render("lost.html", "fr", title="404"), status=404)
        lang = words(session["locale"])["lang"]
        facts = {
            "session": session,
            "lines": [_line(line, lang) for line in session["_lines"]],
            "total": euros(session["amount_total"], lang),
            "expires": _instant(session["expires_at"]),
            "declined": declined,
        }
        title = words(lang)["to_pay"]
        return html(self._render("pay.html", lang, title=title, **facts), leads_to=_origins(session))

    def do(self, id: str, act: str) -> Response:
        """A button of the payment page; what Stripe would refuse leads to the page, which says why."""
        here = f"{DASHBOARD}pay/{id}"
        if act == "decline":
            return see_other(here + "?declined=1")
        if act not in (*LEADS_AWAY, "begin"):
            return see_other(here)
        try:
            session = self._control.act(act, id)
        except ApiError:
            return see_other(here)
        if act not in LEADS_AWAY or session is None:
            return see_other(here)
        return see_other(session["success_url"].replace("{CHECKOUT_SESSION_ID}", id))

    def dashboard(self, locale: str, *, refused: bool) -> Response:
        """All that the stand-in knows."""
        lang = words(locale)["lang"]
        state = self._control.state()
        processing = {found["id"] for found in state["payment_intent"] if found["status"] == "processing"}
        facts = {
            "state": state,
            "waiting": {one["id"] for one in state["checkout.session"] if one["payment_intent"] in processing},
            "deliveries": {found["event"]: found["status"] for found in reversed(state["delivery"])},
            "euros": lambda amount: euros(amount, lang),
            "instant": _instant,
            "refused": refused,
        }
        return html(self._render("dashboard.html", lang, title=words(lang)["dashboard"], **facts))

    def act(self, form: dict[str, str]) -> Response:
        """A button of the dashboard."""
        back = f"{DASHBOARD}?lang={words(form.get('lang'))['lang']}"
        try:
            if form.get("act") == "refund":
                self._control.refund(form.get("id", ""), cents(form.get("amount", "")))
            else:
                self._control.act(form.get("act", ""), form.get("id", ""))
        except (ApiError, ValueError):
            return see_other(back + "&refused=1")
        return see_other(back)

    @staticmethod
    def style() -> Response:
        """The stylesheet of all pages."""
        return Response(200, (HERE / "style.css").read_bytes(), "text/css; charset=utf-8")

    def _render(self, name: str, lang: str, **facts: Any) -> str:
        return self._templates.get_template(name).render(t=words(lang), **facts)


def _line(line: Object, lang: str) -> Object:
    price = line["price_data"]
    amount = euros(line["quantity"] * price["unit_amount"], lang)
    return {"name": price["product_data"]["name"], "quantity": line["quantity"], "amount": amount}


def _instant(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _origins(session: Object) -> list[str]:
    """Where the page's form may lead: browsers hold the redirect of a posted form to `form-action` as well."""
    parts = [urlsplit(session[name]) for name in ("success_url", "cancel_url") if session[name]]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
