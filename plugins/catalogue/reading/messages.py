"""The two sentences of every kind of fault, in French and English: what is wrong, what to write instead.

A name in braces is a value that `faults.fault` was given. Every kind here has a fixture in tests/catalogue.
"""

from .messages_across import ACROSS
from .messages_dates import DATES
from .messages_limits import LIMITS
from .messages_reading import READING, Sentences
from .messages_warnings import WARNINGS

FIELDS: dict[str, dict[str, Sentences]] = {
    "missing_field": {
        "fr": ("ce champ manque", "ajouter «{name}: …»"),
        "en": ("this field is missing", "add “{name}: …”"),
    },
    "missing_body": {
        "fr": ("le texte sous les champs manque", "l'écrire après la seconde ligne ---"),
        "en": ("the text below the fields is missing", "write it after the second line of ---"),
    },
    "unknown_field_near": {
        "fr": ("ce champ n'existe pas", "écrire «{near}»"),
        "en": ("there is no such field", "write “{near}”"),
    },
    "unknown_field": {
        "fr": ("ce champ n'existe pas", "l'effacer ; champs admis : {known}"),
        "en": ("there is no such field", "delete it; the fields are: {known}"),
    },
    "fact_in_translation": {
        "fr": ("une traduction ne porte que des mots", "effacer ce champ : il se règle dans {source}"),
        "en": ("a translation holds words only", "delete this field: it is set in {source}"),
    },
    "facts_in_translation": {
        "fr": ("une traduction ne porte que des mots", "effacer ces champs, réglés dans {source} : {known}"),
        "en": ("a translation holds words only", "delete these fields, which are set in {source}: {known}"),
    },
    "not_text": {
        "fr": ("un texte est attendu ici", "écrire un texte"),
        "en": ("a text belongs here", "write a text"),
    },
    "unquoted_text": {
        "fr": ("{value} sans guillemets ne se lit pas comme un texte", 'écrire "{value}"'),
        "en": ("{value} without quotes does not read as a text", 'write "{value}"'),
    },
    "not_whole": {
        "fr": ("«{value}» n'est pas un nombre entier", "écrire un nombre entier, en chiffres et sans guillemets"),
        "en": ("“{value}” is not a whole number", "write a whole number, in digits and without quotes"),
    },
    "not_whole_near": {
        "fr": ("«{value}» n'est pas un nombre entier", "écrire {number}"),
        "en": ("“{value}” is not a whole number", "write {number}"),
    },
    "not_cents": {
        "fr": ("«{value}» n'est pas un nombre entier", "écrire {cents} (en centimes)"),
        "en": ("“{value}” is not a whole number", "write {cents} (in cents)"),
    },
    "not_number": {
        "fr": ("«{value}» n'est pas un nombre", "écrire un nombre à point, comme 48.7997"),
        "en": ("“{value}” is not a number", "write a number with a point, such as 48.7997"),
    },
    "not_number_near": {
        "fr": ("«{value}» n'est pas un nombre", "écrire {number}"),
        "en": ("“{value}” is not a number", "write {number}"),
    },
    "not_list": {
        "fr": ("une liste est attendue ici", "écrire entre crochets : [{value}]"),
        "en": ("a list belongs here", "write it in brackets: [{value}]"),
    },
    "not_list_none": {
        "fr": ("une liste est attendue ici", "effacer la ligne, ou écrire [] s'il n'y a rien"),
        "en": ("a list belongs here", "delete the line, or write [] where there is nothing"),
    },
    "one_day_a_rule": {
        "fr": ("une règle n'a qu'un jour", "écrire une règle pour chaque jour de la semaine"),
        "en": ("a rule has one day", "write a rule for each day of the week"),
    },
    "not_group": {
        "fr": ("un groupe de champs est attendu ici", "écrire entre accolades, comme {{{known}}}"),
        "en": ("a group of fields belongs here", "write it in braces, such as {{{known}}}"),
    },
    "not_day": {
        "fr": ("«{value}» n'est pas une date", "écrire {day} (année-mois-jour), sans guillemets"),
        "en": ("“{value}” is not a date", "write {day} (year-month-day), without quotes"),
    },
    "not_day_at_all": {
        "fr": ("«{value}» n'est pas une date", "écrire année-mois-jour, comme 2027-05-01, sans guillemets"),
        "en": ("“{value}” is not a date", "write year-month-day, such as 2027-05-01, without quotes"),
    },
    "not_clock": {
        "fr": ("«{value}» n'est pas une heure", 'écrire "{clock}", avec les guillemets'),
        "en": ("“{value}” is not a time of day", 'write "{clock}", with the quotes'),
    },
    "not_clock_at_all": {
        "fr": ("«{value}» n'est pas une heure", 'écrire comme "14:30", avec les guillemets'),
        "en": ("“{value}” is not a time of day", 'write it like "14:30", with the quotes'),
    },
    "not_moment": {
        "fr": ("«{value}» n'est pas un instant", "écrire comme {moment}, sans guillemets"),
        "en": ("“{value}” is not an instant", "write it like {moment}, without quotes"),
    },
    "too_small": {
        "fr": ("{value} est trop petit", "écrire au moins {least}"),
        "en": ("{value} is too small", "write at least {least}"),
    },
    "too_large": {
        "fr": ("{value} est trop grand", "écrire au plus {most}"),
        "en": ("{value} is too large", "write at most {most}"),
    },
    "too_short": {
        "fr": ("ce texte est trop court (longueur : {length})", "écrire au moins {least} caractères"),
        "en": ("this text is too short (length: {length})", "write at least {least} characters"),
    },
    "too_long": {
        "fr": ("ce texte a {length} caractères", "le ramener à {most}"),
        "en": ("this text has {length} characters", "bring it down to {most}"),
    },
    "too_few": {
        "fr": ("la liste est vide", "en écrire au moins {least}"),
        "en": ("the list is empty", "write at least {least}"),
    },
    "too_many": {
        "fr": ("la liste est trop longue", "en garder au plus {most}"),
        "en": ("the list is too long", "keep at most {most}"),
    },
    "not_id": {
        "fr": ("«{value}» ne peut pas servir d'adresse", "écrire «{id}» : minuscules sans accent, chiffres, tirets"),
        "en": ("“{value}” cannot stand in an address", "write “{id}”: plain lower-case letters, digits, hyphens"),
    },
    "not_one_line": {
        "fr": ("ce texte tient sur plusieurs lignes", "l'écrire sur une seule"),
        "en": ("this text runs over several lines", "write it on one"),
    },
    "not_email": {
        "fr": ("«{value}» n'est pas une adresse de courriel", "écrire comme bonjour@example.org"),
        "en": ("“{value}” is not a mail address", "write it like hello@example.org"),
    },
    "not_email_near": {
        "fr": ("«{value}» n'est pas une adresse de courriel", "écrire {near}"),
        "en": ("“{value}” is not a mail address", "write {near}"),
    },
    "not_phone": {
        "fr": ("«{value}» n'est pas un numéro de téléphone", 'écrire comme "+33 1 99 00 12 34"'),
        "en": ("“{value}” is not a phone number", 'write it like "+33 1 99 00 12 34"'),
    },
    "not_colour": {
        "fr": ("«{value}» n'est pas une couleur", 'écrire comme "#0b6b46", avec les guillemets'),
        "en": ("“{value}” is not a colour", 'write it like "#0b6b46", with the quotes'),
    },
    "not_language": {
        "fr": ("«{value}» n'est pas un code de langue", "écrire deux lettres, comme fr"),
        "en": ("“{value}” is not a language code", "write two letters, such as fr"),
    },
    "not_language_near": {
        "fr": ("«{value}» n'est pas un code de langue", "écrire {near}"),
        "en": ("“{value}” is not a language code", "write {near}"),
    },
    "not_web": {
        "fr": ("«{value}» n'est pas une adresse en https", "écrire comme https://example.org/visites"),
        "en": ("“{value}” is not an https address", "write it like https://example.org/visits"),
    },
    "not_web_near": {
        "fr": ("«{value}» n'est pas une adresse en https", "écrire {near}"),
        "en": ("“{value}” is not an https address", "write {near}"),
    },
    "not_picture_name": {
        "fr": ("«{value}» n'est pas le nom d'une image du dossier media", "écrire comme vitry-murs.jpg, sans chemin"),
        "en": ("“{value}” is not the name of a picture of media", "write it like vitry-walls.jpg, without a path"),
    },
    "not_picture_name_near": {
        "fr": ("«{value}» n'est pas un nom d'image", "écrire {near}, et nommer ainsi le fichier de media"),
        "en": ("“{value}” is not a picture's name", "write {near}, and name the file of media so"),
    },
    "unknown_choice_near": {
        "fr": ("«{value}» n'est pas un choix possible", "écrire {near}"),
        "en": ("“{value}” is not one of the choices", "write {near}"),
    },
    "unknown_choice": {
        "fr": ("«{value}» n'est pas un choix possible", "choisir parmi : {known}"),
        "en": ("“{value}” is not one of the choices", "choose from: {known}"),
    },
    "not_valid": {
        "fr": ("«{value}» ne convient pas", "suivre la forme d'une offre existante"),
        "en": ("“{value}” does not fit", "follow the form of an existing offer"),
    },
}

MESSAGES = {**READING, **FIELDS, **LIMITS, **DATES, **ACROSS, **WARNINGS}
