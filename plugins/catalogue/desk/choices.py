"""The words of values that stand in the model itself, and so in no taxonomy: what a form shows instead of `nth`."""

from ..reading.typography import french

WORDS: dict[str, tuple[str, str]] = {
    "visit": ("visite", "visit"),
    "walk": ("balade", "walk"),
    "cruise": ("croisière", "cruise"),
    "workshop": ("atelier", "workshop"),
    "meeting": ("rencontre", "meeting"),
    "virtual": ("visite virtuelle", "virtual visit"),
    "easy": ("facile", "easy"),
    "moderate": ("moyen", "moderate"),
    "demanding": ("exigeant", "demanding"),
    "open": ("ouvert", "open"),
    "closed": ("fermé : on ne réserve plus", "closed: no more bookings"),
    "cancelled": ("annulé : n’aura pas lieu", "cancelled: will not take place"),
    "full": ("complet ailleurs", "full: seats all gone elsewhere"),
    "monday": ("lundi", "Monday"),
    "tuesday": ("mardi", "Tuesday"),
    "wednesday": ("mercredi", "Wednesday"),
    "thursday": ("jeudi", "Thursday"),
    "friday": ("vendredi", "Friday"),
    "saturday": ("samedi", "Saturday"),
    "sunday": ("dimanche", "Sunday"),
    "day": ("jour, quel qu’il soit", "day, whichever it is"),
    "first": ("le premier du mois", "the first of the month"),
    "second": ("le deuxième du mois", "the second of the month"),
    "third": ("le troisième du mois", "the third of the month"),
    "fourth": ("le quatrième du mois", "the fourth of the month"),
    "last": ("le dernier du mois", "the last of the month"),
    "with-booking": ("à la réservation", "with the booking"),
    "day-before": ("la veille", "the day before"),
    "hour-before": ("une heure avant", "an hour before"),
    "CC0-1.0": ("CC0 : domaine public volontaire", "CC0: given to the public domain"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "Creative Commons Attribution 4.0"),
    "CC-BY-SA-4.0": ("Creative Commons, partage à l’identique 4.0", "Creative Commons Attribution-ShareAlike 4.0"),
    "etalab-2.0": ("Licence ouverte Etalab 2.0", "Etalab Open Licence 2.0"),
    "public-domain": ("domaine public", "public domain"),
    "used-with-permission": ("avec l’accord de son auteur", "with its author’s permission"),
    "EUR": ("euro", "euro"),
}  # fmt: skip
"""French, then English."""


def word(value: str, lang: str) -> str:
    """What a value is called in French or English."""
    said = WORDS[value]
    return french(said[0]) if lang == "fr" else said[1]
