"""The facts that mails and personal pages of a booking tell."""

from chalicelib.core.booking import Booking
from chalicelib.core.pricing import PartyLine
from chalicelib.core.records import dump, to_iso


def booking_facts(booking: Booking, language: str) -> dict[str, object]:
    """All that a mail or a page may print, in `language` as far as the offer has words in it; times in UTC.

    `meeting_point` is that of the departure booked; how to come is told of the offer's own place alone.
    """
    words = booking.offer.words_in(language)
    offer = dump(booking.offer)
    kept = ("id", "type", "territory", "commune", "duration_minutes", "cancellation", "timezone", "virtual")
    minimum = booking.offer.minimum
    elsewhere = booking.plan.meeting_point != booking.offer.meeting_point
    return {
        "booking": {
            "id": booking.id, "total_cents": booking.quote.total_cents, "currency": booking.offer.currency,
            "party": [_line(booking, line, language) for line in booking.party], "persons": booking.quote.persons,
            "contact": dump(booking.contact),
        },
        "departure": {
            "id": booking.departure_id, "starts_at": to_iso(booking.plan.starts_at),
            "ends_at": to_iso(booking.plan.ends_at), "starts_local": booking.plan.starts_local,
            "language": booking.plan.language,
        },
        "offer": {name: offer[name] for name in kept}
        | {"title": words.title, "url": words.url, "come": "" if elsewhere else words.come, "bring": words.bring}
        | {"minimum": dump(minimum) if minimum and minimum.persons > 1 else None}
        | {"meeting_point": _place(booking, "" if elsewhere else words.meet)},
        "partner": {
            "name": booking.offer.partner.name, "email": booking.offer.partner.email,
            "phone": booking.offer.partner.phone,
        },
        "tickets": [
            {
                "code": t.code, "label": tariff_label(booking, t.tariff, language), "state": t.state,
                "proof": _proof(booking, t.tariff, language),
            }
            for t in booking.tickets
        ],
    }


def tariff_label(booking: Booking, tariff_id: str, language: str) -> str:
    """A tariff's name in that language, or in one the offer has."""
    tariff = booking.offer.tariff(tariff_id)
    return tariff.label_in(language) if tariff else tariff_id


def visitor_mail(booking: Booking, name: str, **more: object) -> tuple[str, dict[str, object]]:
    """The effect that mails the visitor, in the language chosen in the form."""
    language = booking.contact.language
    facts = booking_facts(booking, language) | more
    return "mail", {"mail": name, "locale": language, "to": booking.contact.email, "facts": facts}


def partner_mail(booking: Booking, name: str) -> tuple[str, dict[str, object]]:
    """The effect that mails the partner, in the partner's language."""
    partner = booking.offer.partner
    facts = booking_facts(booking, partner.language)
    return "mail", {"mail": name, "locale": partner.language, "to": partner.email, "facts": facts}


def _place(booking: Booking, name: str) -> dict[str, object] | None:
    point = booking.plan.meeting_point
    return {**dump(point), "name": name or point.name} if point else None


def _proof(booking: Booking, tariff_id: str, language: str) -> str:
    tariff = booking.offer.tariff(tariff_id)
    return tariff.proof.get(language, "") if tariff else ""


def _line(booking: Booking, line: PartyLine, language: str) -> dict[str, object]:
    tariff = booking.offer.tariff(line.tariff)
    return {
        "tariff": line.tariff, "label": tariff_label(booking, line.tariff, language),
        "note": tariff.note.get(language, "") if tariff else "", "count": line.count, "unit_cents": line.unit_cents,
        "proof": _proof(booking, line.tariff, language),
    }
