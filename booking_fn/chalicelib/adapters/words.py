"""What the shop says when it refuses: one sentence for each code of `core/errors.py`, telling what to do next."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.adapters.phrases import Phrases

Data = Mapping[str, Any]


def _(message: str) -> str:
    """Marks a sentence for translation, which happens when it is said."""
    return message


PLAIN: Mapping[str, str] = {
    "booking_error": _("La réservation n’a pas pu se faire. Rechargez la page et recommencez."),
    "unknown_offer": _("Cette visite n’est plus proposée."),
    "unknown_departure": _("Choisissez une date parmi celles proposées."),
    "unknown_tariff": _("Un des tarifs demandés n’existe plus. Choisissez parmi ceux du moment."),
    "bad_count": _("Écrivez le nombre de personnes en chiffres, de 0 à 999."),
    "empty_party": _("Indiquez au moins une personne."),
    "departure_closed": _("Les réservations sont closes pour ce départ. Choisissez une autre date."),
    "departure_cancelled": _("Ce départ est annulé. Choisissez une autre date."),
    "departure_past": _("Ce départ a déjà commencé. Choisissez une autre date."),
    "bad_name": _("Écrivez votre nom, en 80 caractères au plus."),
    "bad_email": _("Nous ne pouvons pas écrire à cette adresse. Une adresse ressemble à nom@example.org."),
    "bad_phone": _("Écrivez un numéro de 6 à 15 chiffres, par exemple 06 39 98 01 23, ou laissez le champ vide."),
    "bad_language": _("Choisissez une langue parmi celles proposées."),
    "conditions_not_accepted": _("Pour réserver, acceptez les conditions générales."),
    "already_booked": _("C’est déjà réservé. Nous avons renvoyé votre lien à l’adresse donnée."),
    "not_yours": _("Ce lien n’ouvre aucune réservation. Reprenez en entier celui de votre mail."),
    "hold_expired": _("Vos places ne sont plus gardées. Vous pouvez réserver de nouveau."),
    "already_paid": _("Le paiement est arrivé entre-temps : vos places sont à vous."),
    "not_cancellable": _("Cette réservation ne peut plus être annulée en ligne."),
    "payment_unavailable": _(
        "Le service de paiement ne répond pas. Rien n’a été débité. Réessayez dans quelques minutes."
    ),
    "try_again": _("Beaucoup de monde réserve en ce moment. Rien n’est perdu : réessayez dans un instant."),
    "body_too_large": _("Le formulaire envoyé est trop long. Revenez à la page de la visite et recommencez."),
    "wrong_content_type": _("Cet envoi n’est pas un formulaire. Passez par la page de la visite."),
    "bad_body": _("Le formulaire n’a pas pu être lu. Revenez à la page de la visite et recommencez."),
    "not_found": _("Cette page n’existe pas, ou n’existe plus."),
    "internal_error": _("Quelque chose a cassé chez nous. Réessayez dans un instant."),
}
"""Sentences without figures. The last two are for routes, which answer them without a `BookingError`."""


def sentence(code: str, data: Data, say: Phrases) -> str:
    """The sentence for a code and the data of its error; the one of `booking_error` for a code not known here."""
    if code in COUNTED:
        return COUNTED[code](data, say)
    return say.gettext(PLAIN.get(code, PLAIN["booking_error"]))


def _party_too_large(data: Data, say: Phrases) -> str:
    ngettext, most = say.ngettext, data["most"]
    return ngettext(
        "Une réservation prend {count} personne au plus. Faites-en plusieurs.",
        "Une réservation prend {count} personnes au plus. Faites-en plusieurs.", most,
    ).format(count=most)


def _party_too_small(data: Data, say: Phrases) -> str:
    ngettext, least = say.ngettext, data["least"]
    return ngettext(
        "Cette visite se réserve pour {count} personne au moins.",
        "Cette visite se réserve pour {count} personnes au moins.", least,
    ).format(count=least)


def _quota_reached(data: Data, say: Phrases) -> str:
    """`label` is the tariff's name for the reader; without it its id is said."""
    _, ngettext, left = say.gettext, say.ngettext, data["left"]
    tariff = data.get("label", data["tariff"])
    if not left:
        return _("Il n’y a plus de place au tarif « {tariff} » ce jour-là. "
                 "Choisissez un autre tarif ou une autre date.").format(tariff=tariff)
    return ngettext(
        "Il reste {count} place au tarif « {tariff} » ce jour-là.",
        "Il reste {count} places au tarif « {tariff} » ce jour-là.", left,
    ).format(count=left, tariff=tariff)


def _sold_out(data: Data, say: Phrases) -> str:
    _, left = say.gettext, data["left"]
    if not left:
        return _("Complet. Choisissez une autre date.")
    return _left(left, say) + " " + _("Soyez moins nombreux ou choisissez une autre date.")


def _others_paying(data: Data, say: Phrases) -> str:
    _, left, time = say.gettext, data["left"], say.clock(data["returns_at"])
    if not left:
        return _("D’autres personnes paient en ce moment ; des places peuvent revenir vers {time}.").format(time=time)
    more = _("D’autres personnes paient en ce moment ; d’autres places peuvent revenir vers {time}.").format(time=time)
    return _left(left, say) + " " + more


def _left(left: int, say: Phrases) -> str:
    ngettext = say.ngettext
    return ngettext("Il ne reste qu’une place.", "Il ne reste que {count} places.", left).format(count=left)


def _terms_changed(data: Data, say: Phrases) -> str:
    _, total = say.gettext, say.money(data["total_cents"])
    return _("Les prix ou les conditions ont changé. Le total est maintenant de {total} : validez de nouveau "
             "si cela vous convient.").format(total=total)


def _refund_changed(data: Data, say: Phrases) -> str:
    _, refund = say.gettext, say.money(data["refund_cents"])
    return _("Le remboursement est maintenant de {refund}. "
             "Confirmez de nouveau si cela vous convient.").format(refund=refund)


def _when(data: Data, say: Phrases) -> str:
    return say.when(data["starts_local"])


def _nearest_dates(data: Data, say: Phrases) -> str:
    _ = say.gettext
    dates = ", ".join(say.short(starts_local) for starts_local in data["dates"])
    return _("Il reste des places : {dates}.").format(dates=dates)


COUNTED: Mapping[str, Callable[[Data, Phrases], str]] = {
    "party_too_large": _party_too_large,
    "party_too_small": _party_too_small,
    "quota_reached": _quota_reached,
    "sold_out": _sold_out,
    "others_paying": _others_paying,
    "terms_changed": _terms_changed,
    "refund_changed": _refund_changed,
    "nearest_dates": _nearest_dates,
    "when": _when,
}
"""Sentences that say the data of their error; and two that stand beside others: where there still are seats, and
when a departure starts."""
