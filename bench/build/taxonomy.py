"""The lists that the bench's offers choose from: 15 themes, 12 territories, and the labels of the rest."""

import random
import unicodedata
from collections.abc import Mapping
from typing import Any

from .vocabulary import LANGUAGES, sentences

Labels = dict[str, str]

THEMES = (
    ("street-art", "Art urbain", "Street art", "Arte urbano", "Straßenkunst"),
    ("heritage", "Patrimoine", "Heritage", "Patrimonio", "Denkmäler"),
    ("water", "Au fil de l’eau", "On the water", "Junto al agua", "Am Wasser"),
    ("know-how", "Savoir-faire", "Know-how", "Saber hacer", "Handwerk"),
    ("nature", "Nature", "Nature", "Naturaleza", "Natur"),
    ("food", "À table", "Food", "A la mesa", "Zu Tisch"),
    ("industry", "Industrie", "Industry", "Industria", "Industrie"),
    ("inhabitants", "Avec les habitants", "With local people", "Con los vecinos", "Mit Nachbarn"),
    ("cinema", "Cinéma", "Cinema", "Cine", "Kino"),
    ("night", "La nuit", "By night", "De noche", "Bei Nacht"),
    ("music", "Musique", "Music", "Música", "Musik"),
    ("gardens", "Jardins", "Gardens", "Jardines", "Gärten"),
    ("science", "Sciences", "Science", "Ciencia", "Wissenschaft"),
    ("sport", "Sport", "Sport", "Deporte", "Sport"),
    ("family", "En famille", "With children", "En familia", "Mit Kindern"),
)
TERRITORIES = (
    "Rive Haute", "Rive Basse", "Val des Ormes", "Plaine des Forges", "Les Trois Canaux", "Côte aux Vignes",
    "Pays des Étangs", "Faubourg Nord", "Faubourg Est", "Plateau des Carrières", "Boucle des Îles", "Porte des Bois",
)  # fmt: skip
COMMUNES = ("Valbrême", "Ormoy-les-Écluses", "Saint-Aubert", "Les Carrières", "Brévanne", "Montcornet-sur-Vive")
INKS = (("#c8321f", "#ff8a76", "#f6be57"), ("#2347c5", "#93abff", "#fa8a6a"), ("#0b6b46", "#6fd6a8", "#ef9bab"))

TARIFFS = {
    "adult": ("Adulte", "Adult", "Adulto", "Erwachsene"),
    "reduced": ("Réduit (étudiants)", "Reduced (students)", "Reducido (estudiantes)", "Ermäßigt (Studierende)"),
    "child": ("Enfant", "Child", "Niño", "Kind"),
}
TYPES = {
    "visit": ("Visite", "Visit", "Visita", "Führung"),
    "walk": ("Balade", "Walk", "Paseo", "Spaziergang"),
    "cruise": ("Croisière", "Cruise", "Crucero", "Schifffahrt"),
    "workshop": ("Atelier", "Workshop", "Taller", "Werkstatt"),
    "meeting": ("Rencontre", "Meeting", "Encuentro", "Begegnung"),
    "virtual": ("Visite virtuelle", "Virtual visit", "Visita virtual", "Virtuelle Führung"),
}
ACCESSIBILITY = {
    "wheelchair": ("Accessible en fauteuil", "Wheelchair accessible", "Accesible en silla", "Rollstuhlgerecht"),
    "hearing-loop": ("Boucle magnétique", "Hearing loop", "Bucle magnético", "Induktionsschleife"),
    "quiet": ("Au calme", "Quiet", "En calma", "Ruhig"),
    "seating": ("Sièges", "Seats", "Asientos", "Sitzplätze"),
}
KINDS = {
    "guide": ("Guide", "Guide", "Guía", "Gästeführung"),
    "association": ("Association", "Association", "Asociación", "Verein"),
    "town": ("Ville", "Town", "Ayuntamiento", "Stadt"),
}
GUIDED = {
    "fr": ("français", "French", "francés", "Französisch"),
    "en": ("anglais", "English", "inglés", "Englisch"),
    "es": ("espagnol", "Spanish", "español", "Spanisch"),
    "de": ("allemand", "German", "alemán", "Deutsch"),
}


def taxonomy(seed: int) -> dict[str, Any]:
    """The contents of `taxonomy.yaml`."""
    chance = random.Random(f"{seed} taxonomy")  # noqa: S311 -- a bench's dice, not a secret
    said = {lang: sentences(lang, chance) for lang in LANGUAGES}
    return {
        "languages": list(LANGUAGES),
        "timezone": "Europe/Paris",
        "currency": "EUR",
        "site": {"name": "Faubourg", "conditions_version": "2026-11-01", "contact": "bonjour@example.org"},
        "cancellation": [{"until_hours": 48, "refund_percent": 100}],
        "types": _all_labels(TYPES),
        "themes": {key: _term(labels, said, chance) for key, *labels in THEMES},
        "territories": {
            slugify(name): _term([name] * len(LANGUAGES), said, chance)
            | dict(zip(("ink", "ink_dark", "second_ink"), INKS[rank % len(INKS)], strict=True))
            for rank, name in enumerate(TERRITORIES)
        },
        "tariffs": _all_labels(TARIFFS),
        "accessibility": _all_labels(ACCESSIBILITY),
        "kinds": _all_labels(KINDS),
        "guided_languages": _all_labels(GUIDED),
    }


def slugify(text: str) -> str:
    """Small letters, digits and hyphens: `Boucle des Îles` -> `boucle-des-iles`."""
    spaced = text.lower().replace("ß", "ss").replace("’", " ")
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _term(labels: list[str], said: Mapping[str, tuple[str, ...]], chance: random.Random) -> dict[str, Labels]:
    return {
        "slug": _labels([slugify(label) for label in labels]),
        "label": _labels(labels),
        "summary": {lang: chance.choice(said[lang]) for lang in LANGUAGES},
    }


def _all_labels(groups: Mapping[str, tuple[str, ...]]) -> dict[str, Labels]:
    return {key: _labels(labels) for key, labels in groups.items()}


def _labels(labels: list[str] | tuple[str, ...]) -> Labels:
    return dict(zip(LANGUAGES, labels, strict=True))
