"""What a circuit holds: a route to walk by oneself, and its stops."""

from typing import Annotated

from pydantic import Field

from .values import LINE_PATTERN, Body, Id, Latitude, Line, Longitude, Part, Title, told

Point = Annotated[tuple[Latitude, Longitude], Field(description="Latitude, longitude")]


class Stop(Part):
    """Where one stops on the way; degrees are WGS 84."""

    id: Id = told(("Étape", "Son nom court."), ("Stop", "Its short name."), example="bridge")
    lat: Latitude = told(
        ("Latitude", "En degrés, lue sur une carte."), ("Latitude", "In degrees, from a map."), example=48.7997
    )
    lon: Longitude = told(
        ("Longitude", "En degrés, lue sur une carte."), ("Longitude", "In degrees, from a map."), example=2.4042
    )


class StopWords(Part):
    """What is said at a stop in one language."""

    title: Title = told(("Titre", "Le nom de l’étape."), ("Title", "What the stop is called."))
    text: Line = told(("Texte", "Ce que l’on y raconte."), ("Text", "What is told there."))


class CircuitWords(Part):
    """What a circuit says in one language."""

    title: Title = told(("Titre", "Le nom du circuit."), ("Title", "What the circuit is called."))
    slug: Id = told(
        ("Adresse", "Son mot dans l’adresse de la page, en minuscules sans accent, avec des tirets."),
        ("Slug", "Its word in the page’s address: plain small letters, digits, hyphens."),
        example="bords-de-bievre",
    )
    summary: str = told(
        ("Résumé", "Une ou deux phrases, 60 à 160 caractères."),
        ("Summary", "One or two sentences, 60 to 160 characters."),
        pattern=LINE_PATTERN,
        min_length=60,
        max_length=200,
    )
    stop_words: dict[Id, StopWords] = told(
        ("Étapes, en mots", "Un titre et un texte pour chaque étape."),
        ("Stops in words", "A title and a text for each stop."),
        max_length=60,
    )
    body: Body = told(("Texte", "Le circuit, en Markdown."), ("Text", "The circuit, in Markdown."))


class CircuitFacts(Part):
    """What is true of a circuit whatever the language."""

    themes: tuple[Id, ...] = told(
        ("Thèmes", "Un à six thèmes de la taxonomie."),
        ("Themes", "One to six themes of the taxonomy."),
        example=["water"],
        min_length=1,
        max_length=6,
    )
    territory: Id = told(
        ("Territoire", "Un territoire de la taxonomie."), ("Territory", "A territory of the taxonomy."), example="paris"
    )
    commune: Title = told(("Commune", "La ville."), ("Town", "The town."), example="Gentilly")
    partner: Id | None = told(
        ("Partenaire", "Qui l’a écrit : le nom d’un fichier de partners."),
        ("Partner", "Who wrote it: the name of a file of partners."),
        None,
        example="bords-perdus",
    )
    duration_minutes: int = told(
        ("Durée (minutes)", "À pied, avec les étapes."),
        ("Duration (minutes)", "On foot, stops included."),
        example=90,
        ge=1,
        le=14_400,
    )
    distance_m: int = told(
        ("Distance (mètres)", "Du premier point au dernier."),
        ("Distance (metres)", "From the first point to the last."),
        example=4000,
        ge=1,
        le=100_000,
    )
    route: tuple[Point, ...] = told(
        ("Tracé", "Les points du chemin, latitude puis longitude."),
        ("Route", "The points of the way, latitude then longitude."),
        example=[[48.8, 2.3], [48.801, 2.302]],
        min_length=2,
        max_length=2_000,
    )
    stops: tuple[Stop, ...] = told(
        ("Étapes", "Les étapes, dans l’ordre du chemin."),
        ("Stops", "The stops, in the order of the way."),
        min_length=1,
        max_length=60,
    )
