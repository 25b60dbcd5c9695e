"""The sentences of what only shows side by side: references, dates, addresses, texts. See messages.py."""

from .messages_reading import Sentences

ACROSS: dict[str, dict[str, Sentences]] = {
    "unknown_id_near": {
        "fr": ("«{value}» n'est pas dans {group}", "écrire {near}"),
        "en": ("“{value}” is not in {group}", "write {near}"),
    },
    "unknown_id": {
        "fr": ("«{value}» n'est pas dans {group}", "choisir parmi : {known}"),
        "en": ("“{value}” is not in {group}", "choose from: {known}"),
    },
    "wrong_folder": {
        "fr": ("le fichier est dans le dossier «{folder}», le territoire est «{value}»", "le déplacer : {to}"),
        "en": ("the file is in the folder “{folder}”, the territory is “{value}”", "move it: {to}"),
    },
    "twice": {
        "fr": ("«{value}» y est deux fois", "n'en garder qu'un"),
        "en": ("“{value}” is there twice", "keep only one"),
    },
    "price_too_low": {
        "fr": ("{value} centimes ne se paient pas en ligne", "écrire 0 pour un tarif gratuit, ou 50 au moins"),
        "en": ("{value} cents cannot be paid online", "write 0 for a free tariff, or 50 or more"),
    },
    "ages_reversed": {
        "fr": ("de {first} à {last} ans : les âges sont à l'envers", "écrire from_age: {last}, to_age: {first}"),
        "en": ("aged {first} to {last}: the ages are reversed", "write from_age: {last}, to_age: {first}"),
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
        "en": ("a virtual visit has no meeting point", "delete meeting_point; say in come how to connect"),
    },
    "swapped": {
        "fr": ("latitude et longitude sont inversées", "écrire lat: {lon}, lon: {lat}"),
        "en": ("latitude and longitude are swapped", "write lat: {lon}, lon: {lat}"),
    },
    "outside": {
        "fr": ("ce point ({lat}, {lon}) est hors de l'Île-de-France", "relever les degrés sur une carte"),
        "en": ("this point ({lat}, {lon}) is outside the Paris region", "take the degrees from a map"),
    },
    "slug_twice": {
        "fr": ("«{value}» est déjà l'adresse de {other}", "choisir un autre mot"),
        "en": ("“{value}” is already the address of {other}", "choose another word"),
    },
    "missing_word": {
        "fr": ("ce mot de {source} n'est pas traduit", "ajouter «{name}: …»"),
        "en": ("this word of {source} is not translated", "add “{name}: …”"),
    },
    "missing_label": {
        "fr": ("la langue «{lang}» manque", "ajouter «{lang}: …»"),
        "en": ("the language “{lang}” is missing", "add “{lang}: …”"),
    },
    "unknown_zone": {
        "fr": ("«{value}» n'est pas un fuseau horaire", "écrire comme Europe/Paris"),
        "en": ("“{value}” is not a time zone", "write it like Europe/Paris"),
    },
    "too_far": {
        "fr": ("{value} est à plus de cinq ans", "vérifier l'année"),
        "en": ("{value} is more than five years ahead", "check the year"),
    },
    "range_reversed": {
        "fr": ("la règle finit le {last}, avant de commencer le {first}", "écrire until après from"),
        "en": ("the rule ends on {last}, before it begins on {first}", "write until after from"),
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
    "gap": {
        "fr": ("les horloges avancent : {value} n'existe pas", "écrire une autre heure (une règle : except ce jour)"),
        "en": ("the clocks go forward: {value} does not exist", "write another time (a rule: except that day)"),
    },
    "same_instant": {
        "fr": ("deux départs à {value}", "changer l'heure de l'un, ou l'effacer (une règle prend except)"),
        "en": ("two departures at {value}", "change the time of one, or delete it (a rule takes except)"),
    },
    "raw_html": {
        "fr": ("«{value}» : le HTML n'est pas admis", "l'écrire en Markdown, comme **gras** ou [lien](https://…)"),
        "en": ("“{value}”: HTML is not allowed", "write it in Markdown, such as **bold** or [link](https://…)"),
    },
    "bad_link": {
        "fr": ("le lien «{value}» ne mène nulle part de sûr", "écrire une adresse en https://, mailto: ou /…"),
        "en": ("the link “{value}” leads nowhere safe", "write an address in https://, mailto: or /…"),
    },
    "away_image": {
        "fr": ("l'image «{value}» vient d'un autre site", "la mettre dans le dossier media et écrire son chemin"),
        "en": ("the image “{value}” comes from another site", "put it into the media folder and write its path"),
    },
    "many_brackets": {
        "fr": ("plus de {value} crochets dans un paragraphe", "le couper en plusieurs"),
        "en": ("more than {value} brackets in one paragraph", "cut it into several"),
    },
    "top_heading": {
        "fr": ("le titre de la page est déjà dans title", "commencer les titres du texte à ##"),
        "en": ("the page's heading is already in title", "begin the text's headings at ##"),
    },
}
