"""The reference's own sentences: what a file looks like, what each part is for, and how kinds of values are called."""

from pathlib import Path

from ..reading.typography import french

Pair = dict[str, str]


def _pair(fr: str, en: str) -> Pair:
    return {"fr": french(fr), "en": en}


_WORDS = Path(__file__).parent / "words"
INTRODUCTION = {
    "fr": french(_WORDS.joinpath("reference.fr.md").read_text("utf-8").rstrip()),
    "en": _WORDS.joinpath("reference.en.md").read_text("utf-8").rstrip(),
}
"""What stands above the tables: what a file looks like."""

Section = tuple[str, str, tuple[str, ...]]
SECTIONS: dict[str, list[Section]] = {
    "fr": [
        (
            "Une offre : les mots",
            "Dans chacun de ses fichiers, dans sa langue : `content/offers/<territoire>/<nom>.fr.md`, `<nom>.en.md`… "
            "Le texte sous les champs en fait partie : 150 à 350 mots de Markdown.",
            ("Words",),
        ),
        (
            "Une offre : les faits",
            "Dans le fichier français seulement, sous les mots : un prix ou une date ne s’écrit qu’une fois.",
            ("OfferFacts",),
        ),
        (
            "Un partenaire : les faits", "Dans `content/partners/<territoire>/<nom>.fr.md` seulement.",
            ("PartnerFacts",),
        ),
        (
            "Un partenaire : les mots",
            "Dans chacun de ses fichiers ; le texte sous les champs dit qui vous êtes.",
            ("PartnerWords",),
        ),
        ("Un circuit : les mots", "Dans chacun des fichiers de `content/circuits/`.", ("CircuitWords",)),
        ("Un circuit : les faits", "Dans le fichier français seulement.", ("CircuitFacts",)),
        (
            "La taxonomie",
            "Un seul fichier, `content/taxonomy.yaml`, tenu par l’office : les listes où les offres choisissent, avec "
            "leurs noms dans chaque langue. Un identifiant ne change jamais, ses noms si.",
            ("Taxonomy",),
        ),
    ],
    "en": [
        (
            "An offer: words",
            "In each of its files, in its language: `content/offers/<territory>/<name>.fr.md`, `<name>.en.md` and so "
            "on. The text below the fields belongs to them: 150 to 350 words of Markdown.",
            ("Words",),
        ),
        (
            "An offer: facts",
            "In the French file alone, below the words: a price or a date is written once.",
            ("OfferFacts",),
        ),
        ("A partner: facts", "In `content/partners/<territory>/<name>.fr.md` alone.", ("PartnerFacts",)),
        (
            "A partner: words", "In each of its files; the text below the fields says who you are.", ("PartnerWords",),
        ),
        ("A circuit: words", "In each of the files of `content/circuits/`.", ("CircuitWords",)),
        ("A circuit: facts", "In the French file alone.", ("CircuitFacts",)),
        (
            "The taxonomy",
            "One file, `content/taxonomy.yaml`, kept by the office: the lists that offers choose from, with their "
            "names in each language. An id never changes; its names may.",
            ("Taxonomy",),
        ),
    ],
}  # fmt: skip

PARTS: dict[str, dict[str, tuple[str, str]]] = {
    "MeetingPoint": {
        "fr": ("Un lieu", "Pour `meeting_point`, `end_point` et le `place` d’un départ."),
        "en": ("A place", "For `meeting_point`, `end_point` and a departure’s `place`."),
    },
    "Virtual": {
        "fr": ("Une visite à distance", "Le lien lui-même est un secret : il n’est jamais écrit dans un fichier."),
        "en": ("A virtual visit", "The link itself is a secret: it is never written into a file."),
    },
    "Minimum": {
        "fr": ("Un minimum de personnes", "Tant de personnes, ou le départ n’a pas lieu."),
        "en": ("A minimum of persons", "So many persons, or the departure does not take place."),
    },
    "Tariff": {
        "fr": ("Un tarif", "Une offre gratuite a un seul tarif, à 0. Un prix est nul ou d’au moins 50 centimes."),
        "en": ("A tariff", "A free offer has one tariff, at 0. A price is nothing, or at least 50 cents."),
    },
    "Tier": {
        "fr": ("Un palier d’annulation", "Plus on annule tard, moins il est rendu."),
        "en": ("A tier of cancellation", "The later the notice, the less goes back."),
    },
    "SingleDate": {
        "fr": ("Un départ, un jour", "Une date seule. Pour changer l’heure, gardez la ligne et ajoutez `moved_to`."),
        "en": ("A departure on one day", "A single date. To change its hour, keep its line and add `moved_to`."),
    },
    "Rule": {
        "fr": (
            "Une règle",
            "Des départs qui reviennent : `{every: saturday, at: \"14:30\"}`, chaque samedi ; avec "
            "`nth: [first, third]`, les premier et troisième samedis du mois ; avec `interval: 2` et `from`, un samedi "
            "sur deux.",
        ),
        "en": (
            "A rule",
            "Departures that come again: `{every: saturday, at: \"14:30\"}` each Saturday; with `nth: [first, third]` "
            "the first and third Saturdays of the month; with `interval: 2` and `from` every second Saturday.",
        ),
    },
    "Change": {
        "fr": ("Un changement", "Ce qui diffère un jour d’une règle ; les réservations de ce jour suivent."),
        "en": ("A change", "What is different on one day of a rule; the bookings of that day go along."),
    },
    "NewStart": {
        "fr": ("Un départ déplacé", "Le jour et l’heure où il a lieu désormais."),
        "en": ("A departure moved", "The day and the hour at which it takes place now."),
    },
    "Image": {
        "fr": ("Une image", "Le fichier est dans `content/media/`. Ce que l’on y voit se dit dans `alt`, par langue."),
        "en": ("A picture", "The file is in `content/media/`. What is seen on it is said in `alt`, by language."),
    },
    "Stop": {"fr": ("Une étape", "Où l’on s’arrête."), "en": ("A stop", "Where one stops.")},
    "StopWords": {
        "fr": ("Une étape, en mots", "Sous le nom court de l’étape."),
        "en": ("A stop in words", "Under the stop’s short name."),
    },
    "Site": {"fr": ("Le site", "Ce que le site dit de lui-même."), "en": ("The site", "What the site says of itself.")},
    "Theme": {"fr": ("Un thème", "Sous son identifiant."), "en": ("A theme", "Under its id.")},
    "Territory": {"fr": ("Un territoire", "Sous son identifiant."), "en": ("A territory", "Under its id.")},
    "TariffLabels": {
        "fr": ("Le nom d’un tarif", "Sous son identifiant."), "en": ("A tariff’s name", "Under its id."),
    },
}  # fmt: skip
PARTS = {
    name: {"fr": (french(said["fr"][0]), french(said["fr"][1])), "en": said["en"]} for name, said in PARTS.items()
}

KINDS: dict[str, Pair] = {
    "line": _pair("du texte, sur une ligne", "text, on one line"),
    "id": _pair("un identifiant", "an id"),
    "language": _pair("une langue, en deux lettres", "a language, in two letters"),
    "picture": _pair("le nom d’un fichier .jpg, .png, .webp ou .avif", "the name of a .jpg, .png, .webp or .avif file"),
    "phone": _pair("un numéro de téléphone", "a telephone number"),
    "colour": _pair("une couleur, entre guillemets", "a colour, between quotes"),
    "markdown": _pair("du Markdown", "Markdown"),
    "whole": _pair("un nombre entier", "a whole number"),
    "number": _pair("un nombre à virgule, écrit avec un point", "a number, with a decimal point"),
    "day": _pair("un jour", "a day"),
    "moment": _pair("un jour et une heure, avec le fuseau", "a day and an hour, with the zone"),
    "clock": _pair("une heure, entre guillemets", "an hour, between quotes"),
    "email": _pair("une adresse de courriel", "a mail address"),
    "web": _pair("une adresse en https", "an https address"),
    "list": _pair("une liste", "a list"),
    "pair": _pair("deux nombres", "two numbers"),
    "group": _pair("un groupe", "a group"),
    "departure": _pair("un groupe", "a group"),
    "by_name": _pair("un groupe dont vous écrivez les noms", "a group whose names you write"),
}
SAID: dict[str, Pair] = {
    "columns": _pair(
        "| champ | ce qu’il veut dire | ce qu’on y écrit | exemple |",
        "| field | what it means | what to write | example |",
    ),
    "required": _pair(" *", " *"),
    "default": _pair("Absent : {}.", "Absent: {}."),
    "one_of": _pair("un de ", "one of "),
    "of": _pair(" : ", ": "),
    "see": _pair(" : ", ": "),
    "or": _pair(" ou ", " or "),
    "at_most": _pair("{}{} au plus", "at most {}{}"),
    "at_least": _pair("{}{} au moins", "at least {}{}"),
    "between": _pair("de {} à {}{}", "{} to {}{}"),
    "nothing": _pair("", ""),
    "characters": _pair(" caractères", " characters"),
    "items": _pair(" éléments", " elements"),
}  # fmt: skip
