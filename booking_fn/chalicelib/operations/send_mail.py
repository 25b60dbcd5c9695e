"""One mail of the outbox, handed to the mail server."""

from typing import Any, cast

from chalicelib.core import keys, seats
from chalicelib.core.effects import Effect
from chalicelib.ports import Shop


def send_mail(shop: Shop, effect: Effect) -> None:
    """Render and hand over. Its Message-ID is that of the effect: the same however often it is tried.

    Raises `Unavailable`, `MailRefused`.
    """
    name, locale, to = (str(effect.facts[part]) for part in ("mail", "locale", "to"))
    facts = _complete(shop, name, locale, cast("dict[str, Any]", effect.facts["facts"]))
    number = effect.key.sort.removeprefix(keys.EFFECT)
    message_id = shop.links.message_id(f"{facts['booking']['id']}.{number}")
    shop.mailer.send(shop.renderer.mail(name, locale, facts, to=to, message_id=message_id))


def _complete(shop: Shop, name: str, locale: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with what is made when the mail is: addresses, and for the partner how many come by now."""
    offer = facts["offer"] | {"url": shop.links.site(facts["offer"]["url"])}
    if not name.startswith("partner_"):
        link = shop.links.booking(locale, facts["booking"]["id"])
        return facts | {"offer": offer, "booking": facts["booking"] | {"link": link}}
    item = shop.store.get(keys.departure(offer["id"], facts["departure"]["id"]))
    departure = seats.stored(item) if item else None
    count = {"sold": departure.sold if departure else 0, "capacity": departure.capacity if departure else 0}
    return facts | {"offer": offer} | count
