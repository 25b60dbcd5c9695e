"""The API under /v1/: who may call what, with which parameters, under which key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stripe import params as shapes
from stripe.params import checkout as checkout_shapes

from devstack.stripe_standin import params
from devstack.stripe_standin.errors import ApiError, Dropped
from devstack.stripe_standin.faults import Faults
from devstack.stripe_standin.keys import Answer, Keys, in_use
from devstack.stripe_standin.ledger import Object, public
from devstack.stripe_standin.money import Money

DEFAULT_LIMIT, MOST_LIMIT = 10, 100

Act = Callable[[Money, str, Mapping[str, Any]], Object]


@dataclass(frozen=True)
class Call:
    """A call of the API: its name, its method, its path (with one id, or none), its parameters, what it does."""

    name: str
    method: str
    path: str
    shape: type
    act: Act


def _list(kind: str, path: str) -> Act:
    return lambda money, _id, given: listed(money, kind, given) | {"url": f"/v1/{path}"}


def _get(kind: str) -> Act:
    return lambda money, id, _given: public(money.find(kind, id))


CALLS = (
    Call("checkout.sessions.create", "POST", "checkout/sessions", checkout_shapes.SessionCreateParams,
         lambda money, _id, given: public(money.create_session(given))),
    Call("checkout.sessions.list", "GET", "checkout/sessions", checkout_shapes.SessionListParams,
         _list("checkout.session", "checkout/sessions")),
    Call("checkout.sessions.retrieve", "GET", "checkout/sessions/:id", checkout_shapes.SessionRetrieveParams,
         _get("checkout.session")),
    Call("checkout.sessions.expire", "POST", "checkout/sessions/:id/expire", checkout_shapes.SessionExpireParams,
         lambda money, id, _given: public(money.expire_session(id))),
    Call("payment_intents.retrieve", "GET", "payment_intents/:id", shapes.PaymentIntentRetrieveParams,
         _get("payment_intent")),
    Call("charges.retrieve", "GET", "charges/:id", shapes.ChargeRetrieveParams, _get("charge")),
    Call("refunds.create", "POST", "refunds", shapes.RefundCreateParams,
         lambda money, _id, given: public(money.create_refund(given))),
    Call("refunds.list", "GET", "refunds", shapes.RefundListParams, _list("refund", "refunds")),
    Call("refunds.retrieve", "GET", "refunds/:id", shapes.RefundRetrieveParams, _get("refund")),
    Call("disputes.list", "GET", "disputes", shapes.DisputeListParams, _list("dispute", "disputes")),
    Call("disputes.retrieve", "GET", "disputes/:id", shapes.DisputeRetrieveParams, _get("dispute")),
    Call("events.list", "GET", "events", shapes.EventListParams, _list("event", "events")),
    Call("events.retrieve", "GET", "events/:id", shapes.EventRetrieveParams, _get("event")),
)

KEYS = {"sk_": "", "rk_checkout_": "checkout.sessions.", "rk_refunds_": "refunds."}
"""What a secret key may call, by how it begins: a restricted key does one thing alone."""


@dataclass(frozen=True)
class Asked:
    """A request of the API. `form` is the body of a POST, the query of a GET."""

    method: str
    path: str
    key: str
    form: str
    idempotency_key: str = ""


class Api:
    """Answers requests; `Dropped` means that no answer is sent."""

    def __init__(self, money: Money, keys: Keys, faults: Faults, hang: Callable[[], object]) -> None:
        self._money = money
        self._keys = keys
        self._faults = faults
        self._hang = hang

    def answer(self, asked: Asked) -> tuple[int, Object, bool]:
        """Status, JSON, and whether it is a replay of a saved answer. Raises `Dropped`."""
        try:
            call, id = _find(asked)
            _authorise(asked.key, call)
            fault = self._faults.take(call.name)
            _fail_at_the_door(fault)
            given = params.check(params.decode(asked.form), call.shape)
            (status, body), replayed = self._once(asked, fault, lambda: call.act(self._money, id, given))
        except ApiError as error:
            return error.status, error.body(), False
        if fault == "hang_after":
            self._hang()
        if fault in ("close_after", "hang_after"):
            raise Dropped
        return status, body, replayed

    def _once(self, asked: Asked, fault: str | None, act: Callable[[], Object]) -> tuple[Answer, bool]:
        def carried_out() -> Answer:
            if fault == "hang_before":
                # The key is in use for as long: who asks again meanwhile is told so.
                self._hang()
                raise Dropped
            return _carry_out(act, fault)

        if asked.method != "POST" or not asked.idempotency_key:
            return carried_out(), False
        call = f"{asked.path} {'&'.join(sorted(asked.form.split('&')))}"
        return self._keys.once(asked.idempotency_key, call, self._money.now(), carried_out)


def _find(asked: Asked) -> tuple[Call, str]:
    for call in CALLS:
        found = re.fullmatch(call.path.replace(":id", "([A-Za-z0-9_]+)"), asked.path)
        if found and call.method == asked.method:
            return call, found.group(1) if found.groups() else ""
    raise ApiError(f"Unrecognized request URL ({asked.method}: /v1/{asked.path}).", status=404)


def _authorise(key: str, call: Call) -> None:
    allowed = [may for start, may in KEYS.items() if key.startswith(start) and len(key) > len(start)]
    if not allowed:
        raise ApiError("Invalid API Key provided.", status=401)
    if not call.name.startswith(allowed[0]):
        raise ApiError(f"This key does not have the permission for {call.name}.", status=403)


def _fail_at_the_door(fault: str | None) -> None:
    """Faults before anything is looked at: the call is neither carried out nor saved."""
    if fault == "429":
        raise ApiError("Too many requests.", status=429, code="rate_limit")
    if fault == "409":
        raise in_use()
    if fault == "close_before":
        raise Dropped


def _carry_out(act: Callable[[], Object], fault: str | None) -> Answer:
    if fault == "500_before":
        return _broken()
    try:
        body = act()
    except ApiError as error:
        return error.status, error.body()
    return _broken() if fault == "500_after" else (200, body)


def _broken() -> Answer:
    error = ApiError("An unexpected error occurred.", status=500, type="api_error")
    return 500, error.body()


def listed(money: Money, kind: str, given: Mapping[str, Any]) -> Object:
    """A page of objects, newest first, as Stripe lists them. Raises `ApiError` for a filter it does not know."""
    limit, after = given.get("limit", DEFAULT_LIMIT), given.get("starting_after")
    if not 1 <= limit <= MOST_LIMIT:
        raise ApiError("limit is 1 to 100.", param="limit")
    money.lapse()
    found = [public(one) for one in money.ledger.all(kind) if _wanted(one, given)]
    if after is not None:
        places = [place for place, one in enumerate(found) if one["id"] == after]
        if not places:
            raise ApiError(f"No such object: {after}", code="resource_missing", param="starting_after")
        found = found[places[0] + 1:]
    return {"object": "list", "data": found[:limit], "has_more": len(found) > limit}


def _wanted(found: Object, given: Mapping[str, Any]) -> bool:
    for name, value in given.items():
        if name in ("limit", "starting_after"):
            continue
        if name not in ("created", "payment_intent", "charge", "status", "type"):
            raise ApiError(f"{name} is valid at Stripe, but this stand-in does not filter by it.", param=name)
        if not (_within(found["created"], value) if name == "created" else found.get(name) == value):
            return False
    return True


def _within(at: int, bounds: int | Mapping[str, int]) -> bool:
    if isinstance(bounds, int):
        return at == bounds
    tests = {"gt": at.__gt__, "gte": at.__ge__, "lt": at.__lt__, "lte": at.__le__}
    return all(tests[name](bound) for name, bound in bounds.items())
