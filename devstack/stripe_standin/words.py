"""The words of the stand-in's own pages."""

import re

FRENCH = {
    "standin": "Doublure de Stripe",
    "no_money": "Aucun argent ne circule. Cette page tient lieu de celle de Stripe sur cette machine.",
    "to_pay": "À régler",
    "total": "Total",
    "email": "Adresse e-mail",
    "expires": "Page ouverte jusqu’au",
    "pay": "Payer",
    "decline": "Payer avec une carte refusée",
    "pay_later": "Payer par un moyen différé",
    "pay_later_hint": "La réservation attend l’argent : il arrive, ou non, depuis le tableau de bord.",
    "pay_twice": "Payer, et envoyer l’avis deux fois",
    "begin": "Commencer à payer et laisser l’onglet ouvert",
    "begin_hint": "Le paiement aboutit 40 minutes plus tard à l’horloge, ou tout de suite avec le bouton qui suit.",
    "finish": "Terminer maintenant le paiement commencé",
    "begun": "Un paiement est commencé : cette page n’expire plus.",
    "leave": "Revenir sans payer",
    "declined": "La carte a été refusée. Rien n’a été débité ; vous pouvez essayer autrement.",
    "expired": "Cette page de paiement a expiré : elle n’accepte plus de paiement.",
    "complete": "Ce paiement est déjà fait.",
    "back": "Revenir au site",
    "others": "Autres fins possibles",
    "dashboard": "Tableau de bord",
    "unknown": "Cette page de paiement n’existe pas.",
    "sessions": "Pages de paiement", "payments": "Paiements", "refunds": "Remboursements", "disputes": "Litiges",
    "events": "Avis envoyés au site", "none": "Rien pour le moment.", "amount": "Montant", "state": "État",
    "booking": "Réservation", "refunded": "Remboursé", "created": "Créé", "acts": "Gestes", "kind": "Genre",
    "delivery": "Remise",
    "open": "Ouvrir", "expire": "Faire expirer", "async_succeed": "L’argent arrive",
    "async_fail": "L’argent n’arrive pas", "refund": "Rembourser", "refund_amount": "Montant en euros, vide pour tout",
    "dispute": "Ouvrir un litige", "dispute_win": "Gagner", "dispute_lose": "Perdre",
    "refund_succeed": "La banque accepte", "refund_fail": "La banque refuse", "send": "Renvoyer",
    "refused": "Stripe refuserait ce geste : rien n’a changé.", "other_language": "English",
}

ENGLISH = {
    "standin": "Stand-in for Stripe",
    "no_money": "No money moves. This page stands in for Stripe’s own on this machine.",
    "to_pay": "To pay",
    "total": "Total",
    "email": "Email",
    "expires": "Page open until",
    "pay": "Pay",
    "decline": "Pay with a card that is declined",
    "pay_later": "Pay by a delayed method",
    "pay_later_hint": "The booking waits for the money: it arrives, or not, from the dashboard.",
    "pay_twice": "Pay, and send the webhook twice",
    "begin": "Begin to pay and leave the tab open",
    "begin_hint": "The payment is done 40 minutes later by the clock, or at once with the button that follows.",
    "finish": "Finish now the payment that was begun",
    "begun": "A payment was begun: this page no longer expires.",
    "leave": "Go back without paying",
    "declined": "The card was declined. Nothing was taken; you may try another way.",
    "expired": "This payment page has expired: it takes no payment any more.",
    "complete": "This payment is done already.",
    "back": "Back to the site",
    "others": "Other ways it may end",
    "dashboard": "Dashboard",
    "unknown": "There is no such payment page.",
    "sessions": "Payment pages", "payments": "Payments", "refunds": "Refunds", "disputes": "Disputes",
    "events": "Events sent to the site", "none": "Nothing yet.", "amount": "Amount", "state": "State",
    "booking": "Booking", "refunded": "Refunded", "created": "Created", "acts": "Acts", "kind": "Kind",
    "delivery": "Delivery",
    "open": "Open", "expire": "Let it expire", "async_succeed": "The money arrives",
    "async_fail": "The money does not come", "refund": "Refund", "refund_amount": "Amount in euros, empty for all",
    "dispute": "Open a dispute", "dispute_win": "Win", "dispute_lose": "Lose",
    "refund_succeed": "The bank accepts", "refund_fail": "The bank refuses", "send": "Send again",
    "refused": "Stripe would refuse this: nothing has changed.", "other_language": "Français",
}

EUROS = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")


def words(locale: str | None) -> dict[str, str]:
    """French for `fr`, else English, with the code of the language as `lang`."""
    french = (locale or "").startswith("fr")
    return (FRENCH | {"lang": "fr"}) if french else (ENGLISH | {"lang": "en"})


def euros(cents: int, lang: str) -> str:
    """`15,00 €` or `€15.00`."""
    figure = f"{cents // 100}.{cents % 100:02d}"
    return figure.replace(".", ",") + "\u202f€" if lang == "fr" else "€" + figure


def cents(typed: str) -> int | None:
    """The cents of an amount typed in euros (`12,50`); `None` for nothing typed. Raises `ValueError`."""
    if not typed.strip():
        return None
    found = EUROS.fullmatch(typed.strip())
    if not found:
        raise ValueError(typed)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
