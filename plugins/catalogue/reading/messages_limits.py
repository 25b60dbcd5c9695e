"""The sentences of what is wrong with prices, ages, parties and points. See messages.py."""

from .messages_reading import Sentences

LIMITS: dict[str, dict[str, Sentences]] = {
    "price_too_low": {
        "fr": ("{value} centimes ne se paient pas en ligne", "écrire 0 pour un tarif gratuit, ou 50 au moins"),
        "en": ("{value} cents cannot be paid online", "write 0 for a free tariff, or 50 or more"),
    },
    "ages_reversed": {
        "fr": ("de {first} à {last} ans : les âges sont à l'envers", "écrire from_age: {last}, to_age: {first}"),
        "en": ("aged {first} to {last}: the ages are reversed", "write from_age: {last}, to_age: {first}"),
    },
    "ages_overlap": {
        "fr": ("à {age} ans, «{first}» et «{second}» valent tous deux", "séparer leurs âges"),
        "en": ("at {age}, both “{first}” and “{second}” hold", "part their ages"),
    },
    "ages_hole": {
        "fr": ("de {first} à {last} ans, aucun tarif ne vaut", "élargir un tarif, ou en écrire un sans âge"),
        "en": ("aged {first} to {last}, no tariff holds", "widen a tariff, or write one without ages"),
    },
    "quota_over_capacity": {
        "fr": ("{value} places à ce prix, mais le départ n'en a que {capacity}", "écrire au plus {capacity}"),
        "en": ("{value} seats at this price, but a departure has {capacity}", "write at most {capacity}"),
    },
    "party_reversed": {
        "fr": ("{least} personnes au moins, {most} au plus", "écrire party_min plus petit que party_max"),
        "en": ("{least} persons at least, {most} at most", "write party_min smaller than party_max"),
    },
    "party_over_capacity": {
        "fr": ("{value} personnes, mais un départ n'a que {capacity} places", "écrire au plus {capacity}"),
        "en": ("{value} persons, but a departure has {capacity} seats", "write at most {capacity}"),
    },
    "minimum_over_capacity": {
        "fr": ("il faut {value} personnes, mais un départ n'a que {capacity} places", "écrire au plus {capacity}"),
        "en": ("it takes {value} persons, but a departure has {capacity} seats", "write at most {capacity}"),
    },
    "decided_late": {
        "fr": ("décider {value} h avant, c'est après la clôture ({cut_off} min avant)", "écrire au moins {least}"),
        "en": ("deciding {value} h before is after booking closes ({cut_off} min before)", "write at least {least}"),
    },
    "tiers_disagree": {
        "fr": ("annuler plus tard rendrait plus ({late} %, puis {early} %)", "baisser la part du délai court"),
        "en": ("cancelling later would give back more ({late}%, not {early}%)", "lower the share of the short notice"),
    },
    "point_missing": {
        "fr": ("le point de rendez-vous manque", "ajouter meeting_point: {{name, address, lat, lon}}"),
        "en": ("the meeting point is missing", "add meeting_point: {{name, address, lat, lon}}"),
    },
    "point_of_virtual": {
        "fr": (
            "une visite virtuelle n'a pas de point de rendez-vous",
            "l'effacer ; dire dans come comment se connecter",
        ),
        "en": ("a virtual visit has no meeting point", "delete it; say in come how to connect"),
    },
    "virtual_missing": {
        "fr": ("on ne dit pas comment se connecter", "ajouter virtual: {{platform: …, link_sent: hour-before}}"),
        "en": ("how this virtual visit is joined is missing", "add virtual: {{platform: …, link_sent: hour-before}}"),
    },
    "virtual_out_of_place": {
        "fr": ("seule une visite virtuelle a ce champ", "l'effacer, ou écrire type: virtual"),
        "en": ("only a virtual visit has this field", "delete it, or write type: virtual"),
    },
    "swapped": {
        "fr": ("latitude et longitude sont inversées", "écrire lat: {lon}, lon: {lat}"),
        "en": ("latitude and longitude are swapped", "write lat: {lon}, lon: {lat}"),
    },
    "outside": {
        "fr": ("ce point ({lat}, {lon}) est hors de l'Île-de-France", "relever les degrés sur une carte"),
        "en": ("this point ({lat}, {lon}) is outside the Paris region", "take the degrees from a map"),
    },
    "stop_off_route": {
        "fr": ("l'étape est à {value} m du tracé", "corriger ses degrés ou le tracé : 150 m au plus"),
        "en": ("the stop is {value} m off the route", "mend its degrees or the route: 150 m at most"),
    },
    "stop_words_missing": {
        "fr": ("l'étape «{value}» n'a pas de mots ici", "ajouter {value}: {{title: …, text: …}}"),
        "en": ("the stop “{value}” has no words here", "add {value}: {{title: …, text: …}}"),
    },
    "stop_unknown": {
        "fr": ("aucune étape ne s'appelle «{value}»", "écrire l'une de {known}, ou l'effacer"),
        "en": ("no stop is called “{value}”", "write one of {known}, or delete it"),
    },
}
