"""The sentences of what is wrong with dates and rules. See messages.py."""

from .messages_reading import Sentences

DATES: dict[str, dict[str, Sentences]] = {
    "too_far": {
        "fr": ("{value} est à plus de cinq ans", "vérifier l'année"),
        "en": ("{value} is more than five years ahead", "check the year"),
    },
    "new_past_date": {
        "fr": ("le {value} est déjà passé", "écrire un jour à venir : vérifier l'année"),
        "en": ("{value} is past already", "write a day to come: check the year"),
    },
    "range_reversed": {
        "fr": ("la règle finit le {last}, avant de commencer le {first}", "écrire until après from"),
        "en": ("the rule ends on {last}, before it begins on {first}", "write until after from"),
    },
    "interval_without_from": {
        "fr": ("une fois sur {value}, mais depuis quand ?", "ajouter from: le premier jour, comme 2026-12-05"),
        "en": ("every {value}, but since when?", "add from: the first day, such as 2026-12-05"),
    },
    "nth_of_day": {
        "fr": ("nth choisit parmi les samedis (ou lundis…) du mois", "écrire un jour de semaine, ou ôter nth"),
        "en": ("nth chooses among the Saturdays (or Mondays …) of a month", "write a weekday in every, or delete nth"),
    },
    "nth_with_interval": {
        "fr": ("nth et interval ne vont pas ensemble", "garder l'un des deux"),
        "en": ("nth and interval do not go together", "keep one of them"),
    },
    "rule_without_day": {
        "fr": ("entre le {first} et le {last}, aucun {weekday} ne reste", "élargir les dates, ou effacer la règle"),
        "en": ("from {first} to {last} no {weekday_en} is left", "widen the dates, or delete the rule"),
    },
    "except_other_day": {
        "fr": ("le {value} est un {is_day}, la règle tombe le {weekday}", "écrire {near}, ou effacer cette exception"),
        "en": ("{value} is a {is_day_en}, the rule falls on {weekday_en}", "write {near}, or delete this exception"),
    },
    "except_out_of_range": {
        "fr": ("le {value} est hors des dates de la règle", "effacer cette exception"),
        "en": ("{value} is outside the dates of the rule", "delete this exception"),
    },
    "except_not_reached": {
        "fr": ("la règle n'a pas de départ le {value}", "vérifier nth ou interval, ou effacer cette exception"),
        "en": ("the rule has no departure on {value}", "check nth or interval, or delete this exception"),
    },
    "change_other_day": {
        "fr": ("le {value} est un {is_day}, la règle tombe le {weekday}", "écrire {near}, ou effacer ce changement"),
        "en": ("{value} is a {is_day_en}, the rule falls on {weekday_en}", "write {near}, or delete this change"),
    },
    "change_out_of_range": {
        "fr": ("le {value} est hors des dates de la règle", "effacer ce changement, ou en faire une date simple"),
        "en": ("{value} is outside the dates of the rule", "delete this change, or make it a single date"),
    },
    "change_not_reached": {
        "fr": ("la règle n'a pas de départ le {value}", "vérifier nth ou interval, ou effacer ce changement"),
        "en": ("the rule has no departure on {value}", "check nth or interval, or delete this change"),
    },
    "change_excepted": {
        "fr": ("le {value} est aussi dans except", "l'effacer d'un des deux endroits"),
        "en": ("{value} is in except too", "delete it in one of the two places"),
    },
    "change_of_nothing": {
        "fr": ("rien ne change le {value}", "dire ce qui change (capacity, language, place, status, moved_to)"),
        "en": ("nothing changes on {value}", "say what does (capacity, language, place, status, moved_to)"),
    },
    "moved_nowhere": {
        "fr": ("le départ est déplacé là où il était", "écrire le nouveau jour, ou effacer moved_to"),
        "en": ("the departure is moved to where it was", "write the new day, or delete moved_to"),
    },
    "too_many_departures": {
        "fr": ("cette offre aurait plus de {most} départs", "finir les règles par until, ou en effacer"),
        "en": ("this offer would have more than {most} departures", "end rules with until, or delete some"),
    },
    "cut_off_after_start": {
        "fr": ("la clôture tomberait après le départ ({value})", "écrire les minutes avant le départ, 0 ou plus"),
        "en": ("booking would close after the start ({value})", "write the minutes before the start, 0 or more"),
    },
    "gap": {
        "fr": ("les horloges avancent : {value} n'existe pas", "écrire une autre heure (une règle : except ce jour)"),
        "en": ("the clocks go forward: {value} does not exist", "write another time (a rule: except that day)"),
    },
    "same_instant": {
        "fr": ("deux départs à {value}", "changer l'heure de l'un, ou l'effacer (une règle prend except)"),
        "en": ("two departures at {value}", "change the time of one, or delete it (a rule takes except)"),
    },
}
